"""Pick + Read → Script, in running order: intro, headlines, stories with the reads between them, outro."""

import re
from collections.abc import Sequence

from atlascast import pace
from atlascast.config import Config
from atlascast.errors import UserError, WorldError
from atlascast.models import Line, Pick, Read, Script, Segment, Story
from atlascast.script import naming, sections
from atlascast.script.choose import choose, same, utterances
from atlascast.script.markdown import HOST
from atlascast.script.wording import Wording, said_week
from atlascast.text import sentences
from atlascast.words import Words, english, words

_FILLED = 0.96
"""Of a story's words: about what whole sentences fill of them."""

_RELATIVE = re.compile(r"\b(?:yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
"""Days that a listener of the week's edition would count from the wrong day."""

_LEAST = 0.6
"""Of the words that a story may have: no story is told in fewer to keep to the minutes."""


def write(picks: Sequence[Pick], reads: Sequence[Read], config: Config, week: str) -> Script:
    """Lay out the edition: the chosen picks in rank order, each in its article's own sentences.

    The same picks, reads, config and week give the same script; a change inside one story changes that story alone.
    Raises WorldError where no pick is chosen, UserError for a read that follows a story that is not told,
    ConfigError for a template that cannot be used.
    """
    told = sorted((pick for pick in picks if pick.chosen), key=lambda pick: pick.rank)
    stories = [pick.story for pick in told]
    if not stories:
        raise WorldError(f"No story is chosen for {week}.", "See why with: atlascast stories --week " + week)
    _placed(reads, stories)
    say = words(config)
    wording = Wording(config.edition.templates, facts(config, week, len(stories)), say)
    return Script(
        week=week,
        title=_title(stories, config, wording, week),
        summary=_summary(stories, config, wording, week),
        segments=(
            _intro(wording, week, say),
            *_reads("", reads, wording, week, say),
            *_headlines(stories, config, wording, week),
            *_body(told, reads, config, wording, week),
            _outro(stories, reads, config, wording, week),
        ),
        target=config.edition.minutes * 60,
    )


def story_budget(stories: int, reads: Sequence[Read], config: Config) -> int:
    """Words a story may have: config.edition.story_words, or what fills the target where few stories leave it empty
    and many would overrun it (but never less than a part of story_words)."""
    left = config.edition.minutes * 60 - pace.frame(stories, config)
    left -= sum(pace.read(f"{read.disclosure} {read.copy}", read.speaker, config) for read in reads)
    return max(int(_LEAST * config.edition.story_words), int(pace.words(left, stories, config) / _FILLED))


def _placed(reads: Sequence[Read], stories: Sequence[Story]) -> None:
    told = {story.id for story in stories} | {""}
    lost = [read for read in reads if read.after not in told]
    if lost:
        rows = (f"The read {read.campaign!r} is to follow {read.after!r}, which is not told." for read in lost)
        raise UserError("\n".join(rows), "Plan the reads anew for the stories that are told.")


def facts(config: Config, week: str, stories: int) -> dict[str, object]:
    """What every template may use."""
    return {
        "show": config.show.title,
        "newsroom": config.show.newsroom,
        "site": config.show.link,
        "dates": lambda say: say.said_days(week),
        "stories": stories,
    }


def front(stories: Sequence[Story], config: Config, week: str) -> tuple[str, str]:
    """The edition's title and summary as they are drafted for these stories, in running order."""
    wording = Wording(config.edition.templates, facts(config, week, len(stories)), words(config))
    return _title(stories, config, wording, week), _summary(stories, config, wording, week)


def openings(stories: Sequence[Story], config: Config, week: str) -> dict[str, tuple[str, ...]]:
    """What opens each story's own track as it is drafted, by the story's id; the stories in running order."""
    wording = Wording(config.edition.templates, facts(config, week, len(stories)), words(config))
    return {story.id: tuple(line.written for line in _opening(story, config, wording, week)) for story in stories}


def _title(stories: Sequence[Story], config: Config, wording: Wording, week: str) -> str:
    return wording.say("title", week, dates=lambda say: say.days(week), lead=naming.title(stories[0]))


def _summary(stories: Sequence[Story], config: Config, wording: Wording, week: str) -> str:
    titles = [naming.title(story).rstrip(". ") for story in stories[: max(config.edition.headlines, 1)]]
    more = len(stories) - len(titles)
    return wording.say("summary", week, dates=lambda say: say.days(week), titles=titles, more=more)


def own(text: str) -> tuple[Line, ...]:
    """The programme's own words, a line a sentence."""
    return tuple(Line(HOST, piece) for sentence in sentences(text) for piece in utterances(sentence))


def _intro(wording: Wording, week: str, say: Words) -> Segment:
    said = own(f"{wording.say('greeting', week)} {wording.say('disclosure', week)}")
    return Segment("intro", say("intro_title"), said)


def _outro(stories: Sequence[Story], reads: Sequence[Read], config: Config, wording: Wording, week: str) -> Segment:
    """The sign-off; after a long edition the main headlines once more, in the words they had.

    Not after a post-roll: its place was found suitable without the stories that would then follow it.
    """
    again = stories[: min(pace.RECAP, config.edition.headlines)]
    sponsored = any(read.after == stories[-1].id for read in reads)
    if sponsored or len(stories) < 2 * pace.RECAP or not wording.has("recap"):
        again = ()
    recap = own(wording.say("recap", week)) if again else ()
    titles = tuple(Line(HOST, piece) for story in again for piece in utterances(closed(naming.title(story))))
    return Segment("outro", words(config)("outro_title"), (*recap, *titles, *own(wording.say("signoff", week))))


def _headlines(stories: Sequence[Story], config: Config, wording: Wording, week: str) -> tuple[Segment, ...]:
    """A lone story needs no headline: its own first sentence follows the greeting."""
    told = stories[: config.edition.headlines]
    if len(stories) < 2 or not told:
        return ()
    lead_in = Line(HOST, wording.say("headlines", week), role="segue")
    lines = (Line(HOST, piece) for story in told for piece in utterances(closed(naming.title(story))))
    return (Segment("headlines", words(config)("headlines_title"), (lead_in, *lines)),)


def closed(title: str) -> str:
    """A title as a sentence: with a full stop where it ends in no mark of its own."""
    title = " ".join(title.split())
    return title if title.rstrip("\"'”’)]")[-1:] in tuple(".!?…") else f"{title}."


def _body(picks: Sequence[Pick], reads: Sequence[Read], config: Config, wording: Wording, week: str) -> list[Segment]:
    budget = story_budget(len(picks), reads, config)
    segments: list[Segment] = []
    section, before = "", list[str]()
    for index, pick in enumerate(picks):
        story = pick.story
        last_section, section = section, sections.said(story, config.edition.templates)
        place = _place(index, len(picks), section, last_section)
        segue = wording.say(place, f"{week}\n{story.id}", section=section) if place else ""
        told = choose(story, budget, before)
        before += [text for _, text in told]
        lead = Line(HOST, f"{segue} {_attribution(pick, told, config, wording, week)}".strip(), role="segue")
        body = tuple(Line(HOST, text, paragraph=where) for where, text in told)
        opening = _opening(story, config, wording, week)
        title, image = naming.title(story), story.image_url or story.inline_image_url
        segments.append(Segment("story", title, (lead, *body), story.id, story.url, image, opening))
        segments += _reads(story.id, reads, wording, week, words(config))
    return segments


def _place(index: int, stories: int, section: str, last_section: str) -> str:
    """Which segue a place in the running order asks for; "" for the only story."""
    if stories == 1:
        return ""
    if index in (0, stories - 1):
        return "segue_first" if index == 0 else "segue_last"
    if not section:
        return "segue_next"
    return "segue_same" if section == last_section else "segue_section"


def _attribution(
    pick: Pick, told: Sequence[tuple[int, str]], config: Config, wording: Wording, week: str
) -> str:
    """Who reported it and when: what "yesterday" and "on Tuesday" in the article count from is said before them."""
    seed, published = f"{week}\n{pick.story.id}", pick.story.published
    relative = any(_RELATIVE.search(text) for _, text in told)

    def day(say: Words) -> str:
        return say.said_day(published.astimezone(config.zone).date(), week, relative) if published else ""

    if pick.follows:
        earlier = pick.follows
        return wording.say("attribution_again", seed, day=day, earlier=lambda say: said_week(earlier, week, say))
    return wording.say("attribution" if published else "attribution_undated", seed, day=day)


def dates(pick: Pick, week: str, config: Config) -> tuple[str, ...]:
    """What an edition may say of when a story was published, and of the edition that it follows."""
    published = pick.story.published
    local = published.astimezone(config.zone).date() if published else None
    said: list[str] = []
    for say in (words(config), english()):
        said += [say.said_day(local, week), say.said_day(local, week, exact=True), say.day(local)] if local else []
        said += [said_week(pick.follows, week, say)] if pick.follows else []
    return tuple(said)


def _opening(story: Story, config: Config, wording: Wording, week: str) -> tuple[Line, ...]:
    """What opens the story's own track; the title is left to the text where the text begins with it."""
    told = sentences(story.text.split("\n\n", 1)[0])
    title = naming.title(story)
    title = "" if told and same(title, told[0]) else closed(title)
    published = story.published.astimezone(config.zone).date() if story.published else None

    def date(say: Words) -> str:
        return say.day(published) if published else ""

    author = naming.byline(story.author, config.show.newsroom)
    return own(wording.say("opening", f"{week}\n{story.id}", title=title, date=date, author=author))


def _reads(after: str, reads: Sequence[Read], wording: Wording, week: str, say: Words) -> list[Segment]:
    return [_read(read, wording, week, say) for read in reads if read.after == after]


def _read(read: Read, wording: Wording, week: str, say: Words) -> Segment:
    """The host hands over, then the sponsor's voice: the disclosure first, so that nobody takes it for news."""
    seed = f"{week}\n{read.campaign}\n{read.after}"
    name = "sponsor_post" if read.slot == "post" else "sponsor"
    hand_over = Line(HOST, wording.say(name, seed, advertiser=read.advertiser, slot=read.slot), role="segue")
    disclosure = read.disclosure.strip() or wording.say("sponsor_disclosure", seed, advertiser=read.advertiser)
    copy = () if read.audio else (text for paragraph in read.copy.split("\n") for text in sentences(paragraph))
    lines = [Line(read.speaker, piece) for text in (disclosure, *copy) for piece in utterances(text)]
    if read.audio:
        lines.append(Line(read.speaker, " ".join(read.copy.split()), audio=read.audio))
    title = say("sponsor_title", advertiser=read.advertiser)
    return Segment("sponsor", title, (hand_over, *lines), url=read.url, campaign=read.campaign, code=read.code)
