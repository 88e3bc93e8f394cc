"""Sources → the stories of a week, and everything else with the reason it is left out.

    read every source → know stories again → keep those in the show's language → fetch the pages of teasers
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from atlascast.collect import (
    clean,
    discover,
    eye,
    feed,
    item,
    jsons,
    kept,
    language,
    markdown,
    merge,
    own,
    page,
    plain,
    popular,
)
from atlascast.collect.document import Document, decode, kind
from atlascast.collect.fetch import Web
from atlascast.collect.kept import is_online
from atlascast.collect.noted import Noted
from atlascast.collect.seam import Found, Span
from atlascast.config import Config, Source
from atlascast.errors import SourceError, masked
from atlascast.models import Collected, SetAside, Story
from atlascast.week import resolve, week_of

_PAGE = "its page"
_NOT_OUT = "not out yet"
_EARLY = timedelta(days=1)
"""A story dated later than this from now is not out yet (clocks and zones differ by less)."""


def collect(config: Config, week: str, now: datetime, keep: Path | None = None) -> Collected:
    """The full stories of a week, each source's in its own order, everything else set aside with its reason.

    In which order the sources are named changes nothing. What is of another week is set aside last.
    `week` is 'latest', 'newest', 'all' or an ISO week. Undated stories count as of the week. `keep` remembers
    answers and stories between runs; None writes nothing.
    Raises SourceError where nothing can be told, UserError for a week or path that does not exist.
    """
    if week == "all":
        everything, rest = read(config, now, keep)
        full = tuple(one for one in everything if one.full)
        return Collected("all", full, _sorted((*_untold(everything, config), *rest)))
    named = "" if week == "newest" else resolve(week, (), now, config.zone)
    with Noted(config, keep) as web:
        found, aside = _known(web, Span(named, not named, config.zone), now, keep)
        name = named or resolve(week, _tellable(found), now, config.zone)
        stories = _completed(web, found, lambda one: _in_week(one, name, config))
        kept.remember(keep, config.sources, stories, now)
        held = _lasting(web, aside)
    chosen = tuple(one for one in stories if one.full and _in_week(one, name, config))
    told = {one.id for one in chosen}
    left = (*_untold((one for one in stories if one.id not in told), config, name), *aside)
    if not chosen:
        raise _empty(config, name, stories, left)
    return Collected(name, chosen, _sorted(left), held)


def _lasting(web: Noted, aside: Iterable[SetAside]) -> Mapping[str, str] | None:
    """The paths that were read; None where another hour, the network or a class of the user's may tell otherwise."""
    builtin = all(":" not in source.kind for source in web.config.sources)
    waits = any(one.reason.startswith(_NOT_OUT) for one in aside)
    return web.held if builtin and not waits else None


def _sorted(left: Iterable[SetAside]) -> tuple[SetAside, ...]:
    return tuple(sorted(left, key=lambda one: one.week != ""))


def read(config: Config, now: datetime, keep: Path | None = None) -> tuple[tuple[Story, ...], tuple[SetAside, ...]]:
    """Everything that the sources hold, whatever its week, teasers among it; and what could not be read.

    A source that fails is set aside while another gives stories. Raises SourceError where none does.
    """
    with Web(config, keep) as web:
        stories, aside = _known(web, Span(zone=config.zone), now, keep)
        stories = _completed(web, stories, lambda _: True)
        kept.remember(keep, config.sources, stories, now)
    return tuple(stories), tuple(aside)


def _tellable(stories: Iterable[Story]) -> list[datetime]:
    """Dates of what is full or may yet be, so that 'newest' is a week with something to tell; else all dates."""
    dated = [(one, one.published) for one in stories if one.published]
    tellable = [day for one, day in dated if one.full or one.script or one.summary or is_online(one.source)]
    return tellable or [day for _, day in dated]


def _in_week(story: Story, name: str, config: Config) -> bool:
    return story.published is None or week_of(story.published, config.zone) == name


def _untold(stories: Iterable[Story], config: Config, name: str = "") -> list[SetAside]:
    """Stories that are not of the week, or that stayed teasers, each with its reason."""
    left = []
    for one in stories:
        if name and one.published and not _in_week(one, name, config):
            week = week_of(one.published, config.zone)
            left.append(SetAside(one.id, one.title, f"another week: {week}", week))
        elif not one.full:
            why = next((note for note in one.notes if note.startswith(_PAGE)), "the source gives no full text")
            left.append(SetAside(one.id, one.title, f"only a teaser: {why}"))
    return left


def _empty(config: Config, name: str, stories: Iterable[Story], aside: tuple[SetAside, ...]) -> SourceError:
    where = ", ".join(source.location for source in config.sources)
    held = Counter(week_of(one.published, config.zone) for one in stories if one.full and one.published)
    if held:
        weeks = ", ".join(f"{week} ({count})" for week, count in sorted(held.items(), reverse=True)[:6])
        hint = f"It holds {weeks}; name one with --week, or say --week newest."
    elif aside:
        reasons = Counter(one.reason for one in aside).most_common(2)
        said = "; ".join(f"{count} × {reason}" for reason, count in reasons)
        hint = f"What it holds was set aside ({said}); name a source that carries the articles."
    else:
        hint = "It holds no article at all; check it in a browser, or name another with --source."
    return SourceError(f"There is no story of {name} to tell in {where}.", hint)


def _known(web: Web, span: Span, now: datetime, keep: Path | None) -> tuple[list[Story], list[SetAside]]:
    """Every source's stories, each once, in the show's language; and what is left out.

    Raises the first SourceError where no source gives a story and none is remembered.
    """
    found, failed = _found(web, span)
    fresh = [one for one in found if isinstance(one, Story)]
    remembered = kept.remembered(keep, web.config.sources, fresh)
    if failed and not fresh and not remembered:
        raise failed[0][1]
    aside = [one for one in found if isinstance(one, SetAside)]
    aside += [SetAside(masked(source.location), masked(source.location), error.message) for source, error in failed]
    stories, again = merge.once([*fresh, *remembered])
    stories, unlisted = popular.applied(web, stories)
    aside += unlisted
    aside += [one for one in again if not any(old.id == one.id for old in remembered)]
    told: list[Story] = []
    for one in stories:
        judged = _judged(one, web.config, now)
        (told if isinstance(judged, Story) else aside).append(judged)  # type: ignore[arg-type]
    return told, aside


def _found(web: Web, span: Span) -> tuple[list[Found], list[tuple[Source, SourceError]]]:
    found: list[Found] = []
    failed: list[tuple[Source, SourceError]] = []
    for source in sorted(web.config.sources, key=lambda source: (source.location, source.kind)):
        try:
            read = discover.read(web, source.location, source.kind, span)
        except SourceError as error:
            failed.append((source, error))
            continue
        found += [replace(one, source=web.name(source.location)) if isinstance(one, Story) else one for one in read]
    return found, failed


def _judged(story: Story, config: Config, now: datetime) -> Found:
    """The story with its language; set aside where that is another one or the story is not out yet."""
    if story.published and story.published > now + _EARLY:
        return SetAside(story.id, story.title, f"{_NOT_OUT}: dated {story.published:%Y-%m-%d %H:%M} UTC")
    spoken = language.detect(story.text)
    if spoken and not language.same(spoken, config.show.language):
        return SetAside(story.id, story.title, f"another language: {spoken}, the show's is {config.show.language}")
    return eye.spoken(replace(story, language=spoken or story.language or config.show.language))


def _completed(web: Web, stories: Iterable[Story], wanted: Callable[[Story], bool]) -> list[Story]:
    """Teasers that are wanted, with the text of their pages; only a source at an address leads to pages."""
    completed, budget = [], web.config.fetch.pages
    for one in stories:
        if not one.full and is_online(one.source) and one.url and wanted(one) and budget > 0:
            budget -= 1
            one = _page_of(web, one)
        completed.append(_by_own_words(one))
    return completed


def _by_own_words(story: Story) -> Story:
    """A teaser that the newsroom wrote words for is told by them: its script, else its summary."""
    words = story.script or story.summary
    return story if story.full or not words else replace(story, full=True, script=words)


def _page_of(web: Web, story: Story) -> Story:
    try:
        document = web.follow(story.url, source=story.source)
    except SourceError as error:
        return replace(story, notes=(*story.notes, f"{_PAGE} could not be read: {error.message}"))
    whole = page.story(document, decode(document)[0])
    if isinstance(whole, SetAside) or not whole.full or clean.count(whole.text) < item.TEASER_WORDS:
        return replace(story, notes=(*story.notes, f"{_PAGE} holds no longer text"))
    return eye.spoken(replace(
        story, text=whole.text, kinds=whole.kinds, full=True, author=story.author or whole.author,
        credit=story.credit or whole.credit,
        published=story.published or whole.published, script=story.script or whole.script,
        summary=story.summary or whole.summary, image_url=story.image_url or whole.image_url,
        place=story.place or whole.place, geo=story.geo or whole.geo,
        tags=tuple(dict.fromkeys((*story.tags, *filter(own.LABELS.fullmatch, whole.tags)))),
        notes=(*story.notes, f"{_PAGE} gave the text; the source gives a teaser"),
    ))  # fmt: skip


def extract(data: bytes, name: str = "") -> Story:
    """The story in one page, copied text, Markdown or feed file (its first), with the language it is written in.

    Raises SourceError where there is none.
    """
    document = Document(data, name or "the input")
    text, note = decode(document)
    found = _first(document, text)
    if isinstance(found, SetAside):
        message = f"There is no story in {document.location}: {found.reason}."
        raise SourceError(message, "Give it the page of one article.")
    notes = (*found.notes, note) if note else found.notes
    return replace(found, language=language.detect(found.text) or found.language, notes=notes)


def _first(document: Document, text: str) -> Found:
    looks = kind(document, text)
    if looks == "page":
        return page.story(document, text)
    if looks == "text":
        told = markdown.is_markdown(document, text)
        return markdown.story(document, text) if told else plain.story(text, document.location)
    found: list[Found] = []
    if looks == "feed":
        found = [item.story(one, document.location) for one in feed.items(feed.parse(document, text), text)]
    elif looks == "json":
        found = [item.story(one, document.location) for one in jsons.items(jsons.load(document, text), document)]
    stories = [one for one in found if isinstance(one, Story)]
    return (stories or found or [SetAside(document.location, document.location, "it holds no article")])[0]
