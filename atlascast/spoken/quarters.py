"""Quarters, halves and fiscal years → words.

"Q3 2024" → "the third quarter of twenty twenty-four", "1H23" → "the first half of twenty-three", "FY24-25" → "fiscal
year twenty twenty-four to twenty-five"; a bare "Q3" is the designators'.
"""

import re

from atlascast.spoken.context import BEGIN, DASH, before
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import rows, words
from atlascast.spoken.words import cardinal, pair, year

_QUARTERS = rows("calendar", "quarters")
_YEAR = r"(?:1\d|20)\d\d"
_DIGITS = "0123456789"


def _quarter(match: re.Match[str]) -> str:
    number, half = match["number"], match["kind"] == "H"
    said = match["year"] or match["short"]
    spoken = year(int(said)) if len(said) == 4 else cardinal(int(said))
    the = "" if before(match).lower() in ("the", "our", "its", "their", "a") else "the "
    return f"{the}{_QUARTERS[number]} {'half' if half else 'quarter'} of {spoken}"


def _attributive(match: re.Match[str]) -> str:
    """ "Q3 profit" → "third-quarter profit"."""
    return f"{_QUARTERS[match['number']]}-{'quarter' if match['kind'] else 'half'}"


def _alone(match: re.Match[str]) -> str:
    """ "grew in H1" → "the first half"."""
    return f"the {_QUARTERS[match['number']]} half"


def _fiscal(match: re.Match[str]) -> str:
    said = match["year"]
    last = f" to {pair(int(match['last']))}" if match["last"] else ""
    kind = "fiscal" if match["kind"] == "F" else "model"
    return f"{kind} year {year(int(said)) if len(said) == 4 else year(2000 + int(said))}{last}"


def _term(match: re.Match[str]) -> str:
    """ "gilts (10Y)", "the 2Y yield": how long a bond runs."""
    return f"{cardinal(int(match['years']))}-year"


RULES: tuple[Rule, ...] = (
    rule("quarter", rf"{BEGIN}(?P<years>[1-9]|[1-5]\d)Y(?!\w)", _term, "Y"),
    rule(
        "quarter",
        rf"{BEGIN}(?:(?P<kind>Q)(?=[1-4])|H(?=[12]))(?P<number>[1-4])"
        rf"(?= (?:{'|'.join(words('calendar', 'quarterly'))})\b)",
        _attributive,
        "QH",
    ),
    rule(
        "quarter",
        r"\b(?:in|for|of|during|since|from|over) (?P<it>(?P<kind>H)(?P<number>[12]))(?![\w-]| \d)",
        _alone,
        "H",
    ),
    rule(
        "quarter",
        rf"{BEGIN}(?P<number>[1-4])(?P<kind>[QH])(?P<year>\d\d|{_YEAR})(?P<short>)(?!\w)",
        _quarter,
        _DIGITS,
    ),
    rule(
        "quarter",
        rf"{BEGIN}(?P<kind>[QH])(?P<number>[1-4])(?:[ /-](?P<year>{_YEAR})| ?['’](?P<short>\d\d))(?!\w)",
        _quarter,
        _DIGITS,
    ),
    rule(
        "quarter",
        rf"{BEGIN}(?P<kind>[FM])Y ?(?P<year>\d\d|{_YEAR})(?:(?:{DASH}|/)(?P<last>\d\d))?(?!\w)",
        _fiscal,
        _DIGITS,
    ),
)
