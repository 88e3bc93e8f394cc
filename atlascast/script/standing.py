"""A story's lines + its article put right → the lines that stand, changed sentences in place of the old ones.

What was told stays told: a correction cuts the story to length no second time, so that a listener who compares finds
nothing changed but what was wrong. A sentence that is new is told where it stands between two that are.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from atlascast.models import Line, Story
from atlascast.script.choose import telling
from atlascast.script.leaning import leaning

_WORD = re.compile(r"\w+")
_LIKE = 0.3
"""Of their words: two sentences that share less are no forms of one, unless they stand in each other's place."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    paragraph: int
    text: str
    pieces: tuple[str, ...]
    """The utterances that tell it."""


def standing(lines: Sequence[Line], old: Story, new: Story, fresh: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of the story as `new` has them; the programme's own stay, reworded ones while their sentence stands.

    `lines` tell `old`; `fresh` are those that a first telling of `new` would have, and what is told where none of the
    article's lines is left, or where they were the newsroom's own words.
    """
    before, after = _sentences(old), _sentences(new)
    at = [_at(line, before) for line in lines]
    given = (old.script, old.summary)
    if any(line.written in text for line, place in zip(lines, at, strict=True) if place >= 0 for text in given):
        return tuple(fresh)
    heirs = _heirs([one.text for one in before], [one.text for one in after])
    rows: list[tuple[int, Line]] = []
    for line, place in zip(lines, at, strict=True):
        if place < 0:
            rows.append((-1, line))
        for heir in heirs[place] if place >= 0 else ():
            if after[heir].text == before[place].text:
                rows.append((heir, replace(line, paragraph=after[heir].paragraph)))
            elif heir not in {row for row, _ in rows}:
                rows += _said(heir, after, line.speaker)
    rows = _supported(_filled(rows, heirs, after, fresh), {place for place in at if place >= 0}, heirs, before, after)
    return tuple(line for _, line in rows) if any(row >= 0 for row, _ in rows) else tuple(fresh)


def _sentences(story: Story) -> list[_Sentence]:
    return [_Sentence(paragraph, text, tuple(pieces)) for paragraph, text, pieces in telling(story)]


def _alike(one: str, other: str) -> float:
    """The share of their words that two sentences have in common, 0 to 1."""
    first, second = (set(_WORD.findall(text.lower())) for text in (one, other))
    return len(first & second) / max(len(first | second), 1)


def _said(place: int, after: Sequence[_Sentence], speaker: str) -> list[tuple[int, Line]]:
    one = after[place]
    return [(place, Line(speaker, piece, paragraph=one.paragraph)) for piece in one.pieces]


def _at(line: Line, before: Sequence[_Sentence]) -> int:
    """Which sentence a line tells: the one whose words it has, else the one that it is most like; -1 for none."""
    if line.paragraph < 0:
        return -1
    same = (place for place, one in enumerate(before) if line.written in one.pieces)
    near = sorted(range(len(before)), key=lambda place: (before[place].paragraph != line.paragraph,
                                                         -_alike(line.written, before[place].text)))
    return next(same, near[0] if near else -1)


def _heirs(old: Sequence[str], new: Sequence[str]) -> list[list[int]]:
    """For each old sentence those that stand in its place now: itself, its new form or forms, or none."""
    heirs: list[list[int]] = [[] for _ in old]
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in ("equal", "replace") and end - start == last - first:
            for place in range(start, end):
                heirs[place].append(first + place - start)
        elif tag == "replace":
            for place in range(first, last):
                best = max(range(start, end), key=lambda one: _alike(old[one], new[place]))
                if _alike(old[best], new[place]) >= _LIKE:
                    heirs[best].append(place)
    return heirs


def _filled(
    rows: list[tuple[int, Line]], heirs: Sequence[Sequence[int]], after: Sequence[_Sentence], fresh: Sequence[Line]
) -> list[tuple[int, Line]]:
    """With new sentences that stand between two that are told, where a first telling would tell them."""
    known = {place for some in heirs for place in some}
    wanted = {line.written for line in fresh}
    for place, one in enumerate(after):
        told = {row for row, _ in rows}
        beside = [near for near in (place - 1, place + 1) if near in known]
        if place not in known and set(one.pieces) <= wanted and beside and told.issuperset(beside):
            index = next((index for index, (row, _) in enumerate(rows) if row > place), len(rows))
            rows = [*rows[:index], *_said(place, after, rows[0][1].speaker), *rows[index:]]
            known.add(place)
    return rows


def _supported(
    rows: list[tuple[int, Line]], told: set[int], heirs: Sequence[Sequence[int]], before: Sequence[_Sentence],
    after: Sequence[_Sentence],
) -> list[tuple[int, Line]]:
    """Without unchanged sentences that leaned on what was told and is gone ("he said", of a man no longer named)."""
    leant = leaning([one.text for one in before], [one.paragraph for one in before])
    leans = leaning([one.text for one in after], [one.paragraph for one in after])
    sure = {heir: leant[place] <= told for place in told for heir in heirs[place]
            if after[heir].text == before[place].text}
    while True:
        kept = {row for row, _ in rows}
        lost = {row for row in kept if row >= 0 and sure.get(row) and not leans[row] <= kept}
        if not lost:
            return rows
        rows = [pair for pair in rows if pair[0] not in lost]
