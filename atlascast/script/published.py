"""Script + picks + config → what its title, summary, headings and tracks' openings say that their stories do not.

These are published as text or open a story's own track. An editor may word them anew; their numbers, names and denials
must be the story's, or what the show's templates say. A segue's wording is free; its names must be those of the stories
told, its figures and dates its own story's: the day that it reports on is the day of publication.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from atlascast.config import Config
from atlascast.models import Pick, Script, Story
from atlascast.script import naming
from atlascast.script.beside import ANEW, against
from atlascast.script.check import LIKE, Finding
from atlascast.script.facts import Token, even, nations, tokens
from atlascast.script.markdown import OWN_SEGUE
from atlascast.script.moved import MONTHS, WEEKDAYS
from atlascast.script.roles import speaks
from atlascast.script.source import Source
from atlascast.script.tables import TABLES, wordset
from atlascast.script.write import dates, front, openings
from atlascast.text import sentences

REGIONS = wordset(TABLES["regions"])
"""Parts of the world, which a segue may name of its own."""

_CLAUSE = re.compile(r"(?<=[.;:!?])\s+")


@dataclass(frozen=True, slots=True)
class _Held:
    """The articles that a text is held against, and the words that are the show's own."""

    source: Source
    known: Set[str]


def published(script: Script, picks: Sequence[Pick], config: Config) -> list[Finding]:
    """One for each number, name or denial in what is published that the stories have not, in the script's order.

    Places are (-1, "title", 0) and (-1, "summary", 0) for the front matter and (index, "title", 0) for a heading.
    """
    stories = {pick.story.id: pick.story for pick in picks}
    told = [stories[one.story_id] for one in script.segments if one.kind == "story" and one.story_id in stories]
    drafted = sorted((pick for pick in picks if pick.chosen), key=lambda pick: pick.rank)
    found = list(_front(script, told, [pick.story for pick in drafted], config))
    opens = openings([pick.story for pick in drafted], config, script.week)
    found += _segues(script, picks, told, config)
    for index, segment in enumerate(script.segments):
        story = stories.get(segment.story_id) if segment.kind == "story" else None
        if story is None:
            continue
        found += [Finding((index, "title", 0), segment.title, text) for text in _heading(segment.title, story)]
        held = _Held(Source([story]), _words(*opens.get(story.id, ()), story.author, *_show(config)))
        for row, line in enumerate(segment.opening):
            texts = [] if line.written in opens.get(story.id, ()) else _loose(line.written, [story], held)
            found += [Finding((index, "opening", row), segment.title, text) for text in texts]
    return found


def _segues(script: Script, picks: Sequence[Pick], told: Sequence[Story], config: Config) -> Iterator[Finding]:
    """What segues say that no story told has; sponsors' hand-overs and what is marked as [own] are the newsroom's."""
    everything = _Held(Source(told), _words(*(story.section for story in told), *_show(config)))
    by_id = {pick.story.id: pick for pick in picks}
    for index, segment in enumerate(script.segments):
        if segment.kind == "sponsor" or segment.kind == "outro":
            continue
        pick = by_id.get(segment.story_id)
        ours = _words(*dates(pick, script.week, config)) if pick else frozenset[str]()
        article = Source([pick.story]).facts if pick else frozenset[str]()
        for row, line in enumerate(segment.lines):
            if line.role == "segue" and line.paragraph != OWN_SEGUE:
                texts = (*_dated(line.written, article, ours, bool(pick)), *_named(line.written, everything, ours))
                yield from (Finding((index, "lines", row), segment.title, text) for text in texts)


def _dated(text: str, article: Set[str], ours: Set[str], told: bool) -> Iterator[str]:
    """Figures and dates that are neither the story's nor its publication's."""
    for sentence in sentences(even(text)):
        said = tokens(sentence)
        free = not any(_reports(token) for token in said)
        for token in said:
            dated = token.kind == "name" and token.key in WEEKDAYS | MONTHS
            held = (dated or any(map(str.isdigit, token.shown))) and token.key not in ours
            if held and told and not (free and token.key in article):
                yield f"{token.shown!r} is neither the day of publication nor in the article"


def _named(text: str, held: _Held, ours: Set[str]) -> Iterator[str]:
    """Names that no story told has, and two in a row that stand so nowhere: another's title, or another's surname."""
    for sentence in sentences(even(text)):
        said = held.source.said(sentence)
        for index, token in enumerate(said):
            after = said[index + 1 : index + 2]
            joined = any(one.kind == "name" for one in after) and not sentence.startswith(f"{token.shown},")
            opens = index == 0 and not joined and token.key not in nations()
            if token.kind != "name" or opens or token.key in held.known | ours | WEEKDAYS | MONTHS | REGIONS:
                continue
            if token.key not in held.source.facts:
                yield f"the name {token.shown.removesuffix(chr(39) + 's')!r} is in none of the stories"
            elif after and after[0].kind == "name" and not token.shown.endswith("'s") and _apart(token, after[0], held):
                yield f"{token.shown!r} stands before {after[0].shown!r} in none of the stories"


def _apart(token: Token, after: Token, held: _Held) -> bool:
    """Whether two names that the stories have stand nowhere there in this order."""
    pairs = ((one.key, other.key) for sentence in held.source.sentences for one, other in pairwise(sentence.tokens))
    return after.key in held.source.facts and (token.key, after.key) not in pairs


def _reports(token: Token) -> bool:
    return speaks(token) or token.shown.lower() in ("report", "published")


def _front(script: Script, told: Sequence[Story], drafted: Sequence[Story], config: Config) -> Iterator[Finding]:
    """The front matter; what the templates say of the drafted and of the told stories is the show's."""
    ours = [text for some in (drafted, told) if some for text in front(some, config, script.week)]
    texts = [(name, text) for name, text in (("title", script.title), ("summary", script.summary)) if text not in ours]
    if not texts or not told:
        return
    held = _Held(Source(told), _words(*ours, *_show(config)))
    for name, text in texts:
        yield from (Finding((-1, "title" if name == "title" else "summary", 0), name, what)
                    for what in _loose(text, told, held))  # fmt: skip


def _show(config: Config) -> tuple[str, str]:
    return config.show.title, config.show.newsroom


def _words(*texts: str) -> Set[str]:
    return {token.key for text in texts for token in tokens(even(text))}


def _heading(title: str, story: Story) -> list[str]:
    """What a story's heading says otherwise than its title or article; its wording is the editor's."""
    source, text = Source([story]), even(title)
    if text.rstrip(".") in source.whole:
        return []
    text = _running(text, source)
    return [f"{what} (in its heading)" for what in against(text, source, -1, LIKE, strict=False) if what != ANEW]


def _running(text: str, source: Source) -> str:
    """A text without the capitals of words that the article writes small: titles are often set so."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].lower() if word[0].lower() in source.lower else word[0], text)


def _loose(text: str, stories: Sequence[Story], held: _Held) -> Iterator[str]:
    """What a text that retells titles says and they do not: clause by clause, titles as they stand left out."""
    text = even(text)
    titles = {even(naming.title(story)).rstrip(". "): story for story in stories}
    for title in sorted(titles, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(title)}(?!\w)", " ; ", text)
    for clause in _CLAUSE.split(text):
        said = held.source.read(clause)
        near = held.source.nearest(clause, -1)
        if near.like >= LIKE and near.sentence.paragraph == -1:
            known = {token.key for token in near.sentence.tokens}
            lost = [token for token in near.sentence.tokens if token.kind == "denial"]
            yield from (f"{token.shown!r} of the title “{near.sentence.text}” is lost"
                        for token in lost if token.key not in {one.key for one in said})  # fmt: skip
            yield from _unknown(said, known | held.known, retold=True)
        else:
            yield from _unknown(said, held.source.facts | held.known, retold=False)


def _unknown(said: Sequence[Token], known: Set[str], retold: bool) -> Iterator[str]:
    """Facts that are not known; the first word's capital makes a name of it only in a title told again."""
    for index, token in enumerate(said):
        opens = index == 0 and token.kind == "name" and not retold
        if token.kind in ("number", "name", "denial") and not opens and token.key not in known:
            yield f"the {token.kind} {token.shown!r} is not in its article"
