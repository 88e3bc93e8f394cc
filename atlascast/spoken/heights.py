"""Feet and inches → words: "5ft 11in", "6'2\"", "12\" of snow", "12' above"."""

import re

from atlascast.spoken.context import BEGIN, DASH, NUM, attributive, before
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import clue
from atlascast.spoken.words import amount, cardinal, is_one, plural

_FALLEN = clue("falling")


def _height(match: re.Match[str]) -> str:
    return f"{cardinal(int(match['feet']))} foot {cardinal(int(match['inches']))}"


def _feet(match: re.Match[str]) -> str:
    """ "5ft 11in"; singular before its noun: "a 6ft 4in forward"."""
    names = {"ft": ("foot", "feet"), "st": ("stone", "stone"), "in": ("inch", "inches"), "lb": ("pound", "pounds")}
    big, small = names[match["big"]], names[match["small"]]
    low, high = int(match["feet"]), int(match["inches"])
    if before(match).lower() in ("a", "an"):
        return f"{cardinal(low)} {big[0]} {cardinal(high)} {small[0]}"
    told = before(match).lower() in ("is", "was", "are", "at", "to", "of", "stands", "stood", "measured")
    if not told and attributive(match.string, match.end(), owner="a"):
        return f"{cardinal(low)} {big[0]} {cardinal(high)} {small[0]}"
    return f"{cardinal(low)} {big[low != 1]} {cardinal(high)} {small[high != 1]}"


def _timber(match: re.Match[str]) -> str:
    """ "2x4s" → "two by fours"."""
    return f"{amount(match['deep'])} by {plural(amount(match['wide']))}"


def _inch_range(match: re.Match[str]) -> str:
    one = is_one(match["num"]) or attributive(match.string, match.end(), owner=before(match))
    unit = "inch" if one else "inches"
    return f"{amount(match['low'])} to {amount(match['num'])} {unit}"


def _inches_close(match: re.Match[str]) -> str:
    """ "8.2in", "4-6in"; singular before its noun."""
    low = f"{amount(match['low'])} to " if match["low"] else ""
    single = attributive(match.string, match.end(), owner=before(match)) or (not low and is_one(match["num"]))
    return f"{low}{amount(match['num'])} {'inch' if single else 'inches'}"


def _foot_range(match: re.Match[str]) -> str | None:
    """ "snow of 1-3'", where the line is about what falls or rises."""
    return f"{amount(match['low'])} to {amount(match['num'])} feet" if _FALLEN.search(match.string) else None


def _inches(match: re.Match[str]) -> str | None:
    if _is_quotation(match):
        return None
    one = is_one(match["num"]) or attributive(match.string, match.end(), owner=before(match))
    return f"{amount(match['num'])} {'inch' if one else 'inches'}"


def _is_quotation(match: re.Match[str]) -> bool:
    """Whether the mark closes a quotation, not counting other inches."""
    return len(re.findall(r'(?<!\d)"', match.string[: match.start()])) % 2 == 1


def _inches_to(match: re.Match[str]) -> str | None:
    """ "5-8\" of snow"."""
    return None if _is_quotation(match) else _inch_range(match)


def _fallen(match: re.Match[str]) -> str | None:
    """ "2' in the Sierra", where the line is about what falls or rises."""
    return _prime(match) if _FALLEN.search(match.string) else None


def _prime(match: re.Match[str]) -> str:
    """ "12' above" is a height, "after 20'" the minute of a match."""
    one, many = ("minute", "minutes") if before(match) == "after" else ("foot", "feet")
    return f"{amount(match['num'])} {one if is_one(match['num']) else many}"


RULES: tuple[Rule, ...] = (
    rule(
        "measure", r"(?<![\w.,])(?P<feet>\d{1,2}) ?(?P<big>ft)\.? ?(?P<inches>\d{1,2}) ?(?P<small>in)\b\.?", _feet, "f"
    ),
    rule("measure", r"(?<![\w.,])(?P<feet>[3-8])ft (?P<inches>\d|1[01])(?=[.,;)]|$| (?!in|f)[a-z])", _height, "f"),
    rule("measure", r"(?<![\w.,])(?P<deep>\d{1,2})x(?P<wide>\d{1,2})s(?!\w)", _timber, "x"),
    rule("measure", r"(?<![\w.,])(?P<feet>\d{1,2})(?P<big>st) ?(?P<inches>\d{1,2}) ?(?P<small>lb)s?\b", _feet, "l"),
    rule("measure", rf"{BEGIN}(?:(?P<low>{NUM}){DASH})?(?P<num>{NUM})in(?!\w)", _inches_close, "i"),
    rule(
        "measure",
        rf"(?<![\w.,'])(?P<num>{NUM})['’′](?= (?:above|below|tall|deep|high|long|wide|by|x)\b)",
        _prime,
        "'’′",
    ),
    rule("measure", r"(?<=\bafter )(?P<num>\d{1,3})['’′](?![\w'])", _prime, "'’′"),
)
"""Before the measures, which would take "5ft" alone."""

MARKS: tuple[Rule, ...] = (
    rule("measure", rf"(?<![\w.,'’])(?P<low>{NUM})[-–](?P<num>{NUM})['’′](?![\w'’])", _foot_range, "'’′"),
    rule("measure", r"(?<![\w.,])(?P<feet>[3-8])['’′] ?(?P<inches>\d{1,2})[\"”″](?!\w)", _height, "'’′"),
    rule("measure", rf"(?<![\w.,\"])(?P<low>{NUM})[\"″][-–](?P<num>{NUM})[\"″](?![\w,])", _inch_range, '"″'),
    rule("measure", rf"(?<![\w.,\"-])(?P<low>{NUM})[-–](?P<num>{NUM})[\"″](?!\w)", _inches_to, '"″'),
    rule("measure", rf"(?<![\w.,\"])(?P<num>{NUM})[\"″](?![\w,])", _inches, '"″'),
    rule("measure", rf"(?<![\w.,'’-])(?P<num>{NUM})['’′](?=[ ;,.)])", _fallen, "'’′"),
)
"""Behind the measures."""
