"""Hundredths of money alone → words: "50¢", "37c, or 2.8%", "582.4p", "US63.2c", "12c/share"."""

import re

from atlascast.spoken import fractions
from atlascast.spoken.context import NUM, attributive, before, owner_of
from atlascast.spoken.money import BEGIN, PER
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import clue, either, words
from atlascast.spoken.words import amount, is_one

_GLYPH = "".join(fractions.GLYPHS)
_PARTS = words("currencies", "parts")
"""Words before a letter that numbers a part: "Section 12c"."""
_SCREEN = clue("screen")
_PRICED = clue("priced", r"£|\d\.\dp\b")


def _cents(match: re.Match[str]) -> str | None:
    number = match["num"]
    if match[0].endswith("c") and before(match).lower() in _PARTS:
        return None
    if match.groupdict().get("glyph"):
        return f"{amount(number)} and {fractions.part(*fractions.GLYPHS[match['glyph']], mixed=True)} cents"
    single = is_one(number) or attributive(match.string, match.end(), owner=owner_of(match))
    return f"{amount(number)} {'cent' if single else 'cents'}"


def _cents_among(match: re.Match[str]) -> str | None:
    """ "lost 37c, or 2.8%, to $12.77": cents where the line holds dollars or euros."""
    return _cents(match) if re.search("[$€]", match.string) else None


def _small(match: re.Match[str]) -> str:
    """ "12c/share", "8p/kWh"."""
    cents = "cent" if is_one(match["num"]) else "cents"
    name = "pence" if match["mark"] == "p" else cents
    return f"{amount(match['num'])} {name} per {PER[match['per']]}"


def _american_cents(match: re.Match[str]) -> str:
    """ "bought US63.2c", as the Australian dollar is quoted."""
    return f"{amount(match['num'])} U S {'cent' if match['num'] == '1' else 'cents'}"


def _pence(match: re.Match[str]) -> str:
    return f"{amount(match['num'])} {'penny' if match['num'] == '1' else 'pence'}"


def _pence_of_shares(match: re.Match[str]) -> str | None:
    """ "climbed to 582.4p": pence by their decimals or where the line speaks of prices; "1080p" is a picture's size."""
    priced = "." in match["num"] or _PRICED.search(match.string)
    return _pence(match) if priced and not _SCREEN.search(match.string) else None


RULES: tuple[Rule, ...] = (
    rule(
        "abbreviation",
        r"(?<!\w)(?P<d>[Dd])iv\.?(?= (?:yields?|payouts?|cover|growth|per share)\b)",
        lambda m: f"{m['d']}ividend",
        "v",
    ),
    rule(
        "money",
        rf"{BEGIN}(?P<num>\d{{1,3}}(?:\.\d{{1,2}})?)(?P<mark>[cp¢])/(?P<per>{either(PER)})(?!\w)(?:\.(?=[,;]| [a-z]))?",
        _small,
        "/",
    ),
    rule("money", rf"{BEGIN}(?P<num>{NUM})(?P<glyph>[{_GLYPH}])?\s?¢", _cents, "¢"),
    rule("money", r"(?<!\w)US(?P<num>\d{1,3}(?:\.\d{1,2})?)[c¢](?!\w)", _american_cents, "c¢"),
    rule("money", rf"{BEGIN}(?P<num>\d{{1,3}})(?P<glyph>[{_GLYPH}])c(?!\w)", _cents, _GLYPH),
    rule("money", rf"{BEGIN}(?P<num>\d\d(?:\.\d)?)c(?= (?:an?|per|each|to|off|in|more|less|for|of)\b)", _cents, "c"),
    rule("money", rf"{BEGIN}(?P<num>\d{{1,2}}\.\d{{1,2}})c(?!\w)", _cents, "c"),
    rule("money", rf"{BEGIN}(?P<num>\d\d)c(?=[,;)]| or\b)", _cents_among, "c"),
    rule("money", rf"{BEGIN}(?P<num>\d{{1,2}}(?:\.\d)?)p(?!\w|\.\d)", _pence, "p"),
    rule("money", rf"{BEGIN}(?P<num>{NUM})p(?!\w|\.\d)", _pence_of_shares, "p"),
)
"""Behind money, which takes whole amounts."""
