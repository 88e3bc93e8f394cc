"""Degrees written close or by their letter → words: "34C", "-12F", "70-75F", "degrees C"."""

import re

from atlascast.spoken.context import NUM, after, before
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import clue
from atlascast.spoken.words import amount, is_one

_WARM = clue("warm", "°")
_PARTS = frozenset({"Section", "Sec", "Article", "Part", "Rule", "Annex", "Table", "Fig", "Figure", "Schedule", "Room"})
"""Before "2.1C", which is then a part's number and no temperature."""
_REACHED = frozenset({"at", "to", "below", "above", "reach", "reached", "hit", "hits", "topped", "near", "exceeded"})
"""Before "37C", which can then be nothing else."""
_BEGIN = r"(?<![\w.^$€£¥₹])(?<![\W\d]/)(?<!\d[–−,-])(?:(?<![A-Za-z]-)|(?<=\d-in-))"


def _scale(match: re.Match[str]) -> str:
    return {"C": "Celsius", "F": "Fahrenheit"}[match["it"]]


def _temperature(match: re.Match[str]) -> str | None:
    name = {"C": "Celsius", "F": "Fahrenheit"}[match["scale"]]
    if before(match).rstrip("s.") in _PARTS:
        return None
    told = before(match).lower() in ("was", "is", "were") and after(match) in ("in", "at", "on", "by")
    sure = (
        (told and match["scale"] == "C")
        or match["minus"]
        or "." in match["num"]
        or (match["scale"] == "C" and before(match).lower() in _REACHED)
    )
    if not sure and not _WARM.search(match.string):
        return None
    degree = "degree" if is_one(match["num"]) and not match["low"] else "degrees"
    low = f"{amount(match['low'])} to " if match["low"] else ""
    return f"{'minus ' if match['minus'] else ''}{low}{amount(match['num'])} {degree} {name}"


RULES: tuple[Rule, ...] = (
    rule("measure", r"\bdegrees? (?P<it>[CF])(?![\w'’])", _scale, "CF"),
    rule(
        "measure",
        rf"{_BEGIN}(?P<minus>[-−])?(?:(?P<low>{NUM})[-–])?(?P<num>{NUM}) ?(?P<scale>[CF])\b",
        _temperature,
        "CF",
    ),
)
"""Among the measures."""
