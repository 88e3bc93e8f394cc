"""Chosen events → the running order of a programme: the lead, related stories side by side, a lighter close."""

import re
from collections.abc import Sequence

from atlascast.rank.same import RELATED, likeness
from atlascast.rank.score import Scored

_GRAVE = re.compile(
    r"\b(?:kill(?:s|ed|ing)?|dead|deaths?|die[sd]?|dying|murder\w*|massacre\w*|bomb(?:s|ed|ing|ings)?|(?:air)?strikes?|shell(?:ed|ing)"
    r"|missiles?|attack(?:s|ed|ing)?|wars?|conflict|weapons?|violen\w+|unrest|fighting|troops|clash\w*|shoot(?:s|ing|ings)?|shot|gunfire|gunmen|hostages?"
    r"|wounded|injured|casualt\w+|victims?|drown\w*|crash\w*|explosion\w*|blast|quake|earthquake|flood(?:s|ed|ing)?|famine"
    r"|genocide|executed?|execution|tortur\w*|terror\w*|siege|coups?|junta|sanctions?|invasion|invaded|nuclear|detain\w*|arrest\w*)\b",
    re.I,
)
LIGHT = 0.006
"""Grave words a word of text, at most, in a story that may close the programme."""


def order(told: Sequence[Scored], lead: str) -> list[Scored]:
    """The lead (named, else the best score), then the best score again and again, each followed by what is
    related to it; the lightest story closes where one is light and does not lead."""
    rest = sorted(told, key=lambda row: (-row.score, row.event.lead.id))
    first = next((row for row in rest if row.event.lead.id == lead), rest[0]) if rest else None
    if first is None:
        return []
    rest.remove(first)
    close = [closing] if (closing := _closing(rest)) else []
    rest = [row for row in rest if row not in close]
    placed, block = [first], [first]
    while rest:
        ways = [(max(_related(row, other) for other in block), row) for row in rest]
        tie, following = max(ways, key=lambda way: (way[0], way[1].score, way[1].event.lead.id))
        if tie < RELATED:
            following, block = rest[0], []
        block.append(following)
        placed.append(following)
        rest.remove(following)
    return [*placed, *close]


def _closing(rest: Sequence[Scored]) -> Scored | None:
    """The lightest of the lower half, if it is light enough: what weighs most is not kept for the end."""
    lower = rest[len(rest) // 2 :]
    if len(rest) < 2:
        return None
    lightest = min(lower, key=lambda row: (gravity(row), -row.score, row.event.lead.id))
    return lightest if gravity(lightest) <= LIGHT else None


def gravity(row: Scored) -> float:
    """Grave words a word of text; the title counts five times."""
    story = row.event.lead
    text = " ".join([story.text, *[story.title] * 5])
    return len(_GRAVE.findall(text)) / max(1, len(text.split()))


def _related(a: Scored, b: Scored) -> float:
    """Likeness of what is told, and a little for each label that both bear."""
    one, two = a.event.lead, b.event.lead
    labels = {one.section, *one.tags} & {two.section, *two.tags} - {""}
    return likeness(a.event.profile, b.event.profile) + 0.03 * min(3, len(labels))
