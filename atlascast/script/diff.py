"""Draft + edited script → what the edit changed, and what it now says that the source does not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from atlascast.models import Line, Script, Segment, Story
from atlascast.script import inline
from atlascast.script.check import Finding, Place, article, findings
from atlascast.script.facts import even
from atlascast.script.markdown import HOST, OWN_SEGUE
from atlascast.script.source import Source

_LIKE = 0.5
"""Shared text by which a line counts as another one changed, not as one removed and one added."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One change. `where` is the segment's title ("" for the front matter), `findings` what the source has not.

    `article` is the article's sentence that a changed line was made of, where it is neither the draft's nor the new
    one; `row` the line of script.md, 0 where it is not known or gone.
    """

    kind: Literal["added", "removed", "changed", "moved"]
    where: str
    before: str
    after: str
    findings: tuple[str, ...] = ()
    article: str = ""
    row: int = 0


def diff(
    draft: Script,
    edited: Script,
    stories: Mapping[str, Story],
    places: Mapping[Place, int] | None = None,
    titles: Sequence[Finding] = (),
) -> list[Difference]:
    """What an editor changed, in the edited script's order, removed segments last. Empty for no change.

    The draft is what would be written today, so a source that changed since shows as well. `places` are the lines of
    script.md by their places in the edited script; `titles` is what is wrong with its title, summary and headings.
    """
    rows = {id(_at(edited, place)): row for place, row in (places or {}).items() if place[1] in ("lines", "opening")}
    before, after = _keyed(draft), _keyed(edited)
    found = list(_front(draft, edited, titles))
    moved = _moved(list(before), list(after))
    for key, segment in after.items():
        if key not in before:
            unlike = tuple(what for texts in findings(segment, edited, stories).values() for what in texts)
            row = rows.get(id(segment.lines[0]), 0) if segment.lines else 0
            found.append(Difference("added", segment.title, "", _text(segment), unlike, row=row))
            continue
        if key in moved:
            found.append(Difference("moved", segment.title, _place(key, before), _place(key, after)))
        found += _segment(before[key], segment, edited, stories, rows, titles)
    gone = (segment for key, segment in before.items() if key not in after)
    return [*found, *(Difference("removed", segment.title, _text(segment), "") for segment in gone)]


def _at(script: Script, place: Place) -> Line:
    segment, part, row = place
    lines: tuple[Line, ...] = getattr(script.segments[segment], part)
    return lines[row]


def _keyed(script: Script) -> dict[tuple[str, str, int], Segment]:
    """Segments by what they are: kind, story or campaign, and which of those alike."""
    keyed: dict[tuple[str, str, int], Segment] = {}
    for segment in script.segments:
        number = 0
        while (key := (segment.kind, segment.story_id or segment.campaign, number)) in keyed:
            number += 1
        keyed[key] = segment
    return keyed


def _front(draft: Script, edited: Script, titles: Sequence[Finding]) -> Iterator[Difference]:
    for name in ("week", "title", "summary", "target"):
        before, after = str(getattr(draft, name)), str(getattr(edited, name))
        if before != after:
            unlike = tuple(one.text for one in titles if one.place == (-1, name, 0))
            yield Difference("changed", "", f"{name}: {before}", f"{name}: {after}", unlike)


def _moved(before: Sequence[object], after: Sequence[object]) -> set[object]:
    """The fewest keys whose moving makes one order of the other."""
    first, second = [key for key in before if key in after], [key for key in after if key in before]
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    kept = {key for block in blocks for key in first[block.a : block.a + block.size]}
    return set(first) - kept


def _place(key: tuple[str, str, int], segments: Mapping[tuple[str, str, int], Segment]) -> str:
    keys = list(segments)
    index = keys.index(key)
    return f"after {segments[keys[index - 1]].title!r}" if index else "first"


def _text(segment: Segment) -> str:
    return "\n".join(_shown(line) for line in segment.lines)


def _shown(line: Line) -> str:
    """A line with what an editor can set on it."""
    own = "[own]" if line.paragraph == OWN_SEGUE and line.role == "segue" else ""
    marks = ("[segue]" if line.role == "segue" else "", own, f"[audio: {line.audio}]" if line.audio else "")
    speaker = f"{line.speaker}:" if line.speaker != HOST else ""
    tags = [speaker, *marks, line.written, inline.pause(line.pause)]
    return " ".join(filter(None, tags))


def _segment(
    before: Segment,
    after: Segment,
    script: Script,
    stories: Mapping[str, Story],
    rows: Mapping[int, int],
    titles: Sequence[Finding],
) -> Iterator[Difference]:
    index = next(place for place, one in enumerate(script.segments) if one is after)
    for name in ("title", "url"):
        old_fact, new_fact = f"{name}: {getattr(before, name)}", f"{name}: {getattr(after, name)}"
        if old_fact != new_fact:
            unlike = tuple(one.text for one in titles if one.place == (index, name, 0))
            yield Difference("changed", after.title, old_fact, new_fact, unlike)
    pairs = [*_pairs(before.lines, after.lines), *_pairs(before.opening, after.opening)]
    held = findings(after, script, stories) if pairs else {}
    wrong = {id(after.lines[place]): tuple(texts) for place, texts in held.items()}
    story = Source([stories[after.story_id]]) if pairs and after.story_id in stories else None
    for old, new in pairs:
        if new is None:
            yield Difference("removed", after.title, _shown(old) if old else "", "")
            continue
        source = article(new, story)
        source = "" if old and even(old.written) == source else source
        kind: Literal["added", "changed"] = "changed" if old else "added"
        shown = _shown(old) if old else ""
        yield Difference(kind, after.title, shown, _shown(new), wrong.get(id(new), ()), source, rows.get(id(new), 0))


def _pairs(before: Sequence[Line], after: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """Lines that differ, old beside new where one became the other."""
    first, second = [_shown(line) for line in before], [_shown(line) for line in after]
    for _, start, end, low, high in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if first[start:end] != second[low:high]:
            yield from _matched(before[start:end], after[low:high])


def _matched(before: Sequence[Line], after: Sequence[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    left = list(before)
    for new in after:
        like = [SequenceMatcher(None, old.written, new.written, autojunk=False).ratio() for old in left]
        best = max(range(len(left)), key=like.__getitem__, default=-1)
        yield (left.pop(best) if best >= 0 and like[best] >= _LIKE else None), new
    yield from ((old, None) for old in left)
