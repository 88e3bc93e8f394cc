"""Script + Story → what is said that the source does not have: a number, a name, a "not", a quotation.

A story's line is held against the sentence of the article that it is most like: its facts must stand there, in the same
order, each number before what it counts. A headline is held against the article that it is most like. Lines an editor
marked as [own], segues and sponsor reads are the newsroom's word and are not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from textwrap import shorten
from typing import Literal

from atlascast.models import Line, Script, Segment, Story
from atlascast.script import naming
from atlascast.script.beside import against
from atlascast.script.facts import even
from atlascast.script.source import Source

_NEARLY = 0.8
"""How much text a line of the programme's own shares with a title that it says."""

_SHOWN = 60
"""Characters of a line that a finding repeats."""

LIKE = 0.5
"""How like a sentence a line is that was made of it."""


Place = tuple[int, Literal["lines", "opening", "title", "summary"], int]
"""A line of a script: its segment, which of the segment's two lists holds it, and where there; from 0.

Or a segment's title, and with -1 for the segment the edition's title and summary."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with the line at a place of the script; `title` is its segment's."""

    place: Place
    title: str
    text: str

    def __str__(self) -> str:
        return f"{self.title}: {self.text}"


def check(script: Script, stories: Mapping[str, Story]) -> list[Finding]:
    """One for each number, name, negation or quotation that a line has and its source has not, in running order.

    Empty where every line is the articles' own.
    """
    found: list[Finding] = []
    for index, segment in enumerate(script.segments):
        story = stories.get(segment.story_id)
        for row, line in enumerate(segment.opening if story else ()):
            texts = _retold(line, [story] if story else [])
            found += [Finding((index, "opening", row), segment.title, text) for text in texts]
        for row, text in _segment(segment, script, stories):
            found.append(Finding((index, "lines", row), segment.title, text))
    return found


def findings(segment: Segment, script: Script, stories: Mapping[str, Story]) -> dict[int, list[str]]:
    """The same for the lines of one segment of the script, by their places in it; a line without any is left out."""
    found: dict[int, list[str]] = {}
    for row, text in _segment(segment, script, stories):
        found.setdefault(row, []).append(text)
    return found


def _segment(segment: Segment, script: Script, stories: Mapping[str, Story]) -> Iterator[tuple[int, str]]:
    told = [stories[one.story_id] for one in script.segments if one.kind == "story" and one.story_id in stories]
    if segment.kind == "outro":
        yield from ((row, text) for row, line in enumerate(segment.lines) for text in _retold(line, told))
        return
    held = told if segment.kind == "headlines" else [story for story in told if story.id == segment.story_id]
    lines = [(row, line) for row, line in enumerate(segment.lines) if line.role == "body" and line.audio is None]
    lines = [(row, line) for row, line in lines if segment.kind != "story" or line.paragraph >= 0]
    sources = [Source([story]) for story in held] if lines else []
    for place, (row, line) in enumerate(lines if sources else ()):
        source = _of(even(line.written), sources)
        beside = (*lines[max(place - 1, 0) : place], *lines[place + 1 : place + 2]) if segment.kind == "story" else ()
        yield from ((row, text) for text in _against(line, source, [even(other.written) for _, other in beside]))


def _of(text: str, sources: Sequence[Source]) -> Source:
    """The source that has the text whole, or else the one that is likest to it."""
    whole = (one for one in sources if len(sources) == 1 or text.rstrip(".") in one.whole)
    return next(whole, None) or max(sources, key=lambda one: one.nearest(text, 0).like)


def _against(line: Line, source: Source, around: Sequence[str] = ()) -> Iterator[str]:
    text = even(line.written)
    if text.rstrip(".") not in source.whole:
        said = shorten(line.written, _SHOWN, placeholder=" …")
        yield from (f"{what} (in “{said}”)" for what in against(text, source, line.paragraph, LIKE, around))


def article(line: Line, source: Source | None) -> str:
    """The sentence of its article that a story's line was made of; "" where it is one, or is like none."""
    text = even(line.written)
    if source is None or line.role != "body":
        return ""
    beside = source.nearest(text, line.paragraph)
    return beside.sentence.text if beside.like >= LIKE and text.rstrip(".") not in source.whole else ""


def _retold(line: Line, stories: Sequence[Story]) -> list[str]:
    """What is wrong with a line of the programme's own where it says a title: whole, or after its first colon."""
    likest, text, told = _NEARLY, "", None
    for said in filter(None, (line.written, line.written.partition(": ")[2])):
        for story in stories:
            like = SequenceMatcher(None, even(naming.title(story)), even(said), autojunk=False).ratio()
            if like > likest:
                likest, text, told = like, said, story
    return list(_against(replace(line, written=text), Source([told]))) if told else []
