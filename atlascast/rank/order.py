"""Chosen events → the running order of a programme: the lead, related stories side by side, a lighter close."""

import re
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from atlascast.rank import languages
from atlascast.rank.same import RELATED, likeness
from atlascast.rank.score import Scored

_WORDS: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["grave"]


def _any(words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words.split()).replace("*", r"\w*") + r")\b", re.I)


_GRAVE = {language: _any(words) for language, words in _WORDS.items()}
LIGHT, HEAVY = 0.006, 0.012
"""Grave words a word of text: at most in a story that is light, at least in one that is heavy."""


def order(told: Sequence[Scored], leads: Sequence[str]) -> list[Scored]:
    """The leads (by id, else the best score), then the best score again and again, each followed by what is
    related to it; the lightest story closes where one is light and does not lead."""
    rest = sorted(told, key=lambda row: (-row.score, row.event.lead.id))
    named = [row for identity in leads for row in rest if row.event.lead.id == identity] or rest[:1]
    rest = [row for row in rest if row not in named]
    close = [closing] if (closing := _closing(rest, named)) else []
    rest = [row for row in rest if row not in close]
    placed, block = list(named), named[-1:]
    while rest:
        ways = [(max(_related(row, other) for other in block), row) for row in rest]
        tie, following = max(ways, key=lambda way: (way[0], way[1].score, way[1].event.lead.id))
        if tie < RELATED:
            following, block = rest[0], []
        block.append(following)
        placed.append(following)
        rest.remove(following)
    return [*placed[: len(named) - 1], *_unpressed([*placed[max(0, len(named) - 1) :], *close])]


def _unpressed(rows: Sequence[Scored]) -> list[Scored]:
    """No light story stands between two heavy ones: it goes to the end, before one that closes."""
    weights = {row.event.lead.id: gravity(row) for row in rows}
    placed = list(rows[:1])
    late: list[Scored] = []
    for row, after in pairwise([*rows[1:], None]):
        if row is None:
            break
        weight, before = weights[row.event.lead.id], weights[placed[-1].event.lead.id]
        pressed = after is not None and before >= HEAVY and weights[after.event.lead.id] >= HEAVY
        (late if weight <= LIGHT and pressed else placed).append(row)
    at = len(placed) - 1 if len(placed) > 1 and weights[placed[-1].event.lead.id] <= LIGHT else len(placed)
    return [*placed[:at], *late, *placed[at:]]


def _closing(rest: Sequence[Scored], named: Sequence[Scored]) -> Scored | None:
    """The light story of the lower half that belongs beside no other, the lightest and least of these: what weighs
    most is not kept for the end, nor is what stands by another's side."""
    lower = [(row, gravity(row)) for row in rest[len(rest) // 2 :]] if len(rest) > 1 else []
    light = [(row, weight) for row, weight in lower if weight <= LIGHT]

    def tied(row: Scored) -> bool:
        return any(_related(row, other) >= RELATED for other in (*named, *rest) if other is not row)

    keys = [((tied(row), weight, row.score, row.event.lead.id), row) for row, weight in light]
    return min(keys, key=lambda pair: pair[0])[1] if keys else None


def gravity(row: Scored) -> float:
    """Grave words a word of text; the title counts five times. Neither light nor heavy where the language has none."""
    story = row.event.lead
    text = " ".join([story.text, *[story.title] * 5])
    grave = _GRAVE.get(languages.of(story.language))
    return len(grave.findall(text)) / max(1, len(text.split())) if grave else (LIGHT + HEAVY) / 2


def _related(a: Scored, b: Scored) -> float:
    """Likeness of what is told, and a little for each label that both bear."""
    one, two = a.event.lead, b.event.lead
    labels = {one.section, *one.tags} & {two.section, *two.tags} - {""}
    return likeness(a.event.profile, b.event.profile) + 0.03 * min(3, len(labels))
