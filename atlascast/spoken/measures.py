"""Amounts of a unit, percentages, dimensions → words.

"155mm howitzer" → "one hundred fifty-five millimeter howitzer" (singular before its noun), "30 km/h" → "thirty
kilometers per hour", "12 nm" → "twelve nautical miles" (a conflict desk measures seas, not chips).
"""

import re

from atlascast.spoken import calibers, counts, heights, multiples, temperatures
from atlascast.spoken.context import BEGIN, DASH, NUM, after, attributive, before, starts_sentence, stop
from atlascast.spoken.fractions import GLYPHS, part
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import clue, either, rows, table, words
from atlascast.spoken.words import amount, is_one, ordinal

_ROWS: dict[str, list[str]] = table("units")["units"]
_UNITS = {f"{short}.": names for short, names in _ROWS.items() if short.isalpha() and short.islower()} | _ROWS
"""As listed, and the small letters with a full stop too: "1,350 gal."."""
_TIGHT: dict[str, list[str]] = table("units")["tight"]
_ALL = {**_UNITS, **_TIGHT}
_WRITTEN = [short for short in _ROWS if short.isalpha() and not (short.islower() and len(short) > 3)]
"""Units that stand behind "per" as they do behind a number."""
_SHELL = frozenset({"mm", "cm", "kg", "lb"})
"""Units of guns and bombs, behind which a name follows: "125mm 2A82", "500kg FAB-500"."""
_TINY = clue("tiny")
_YIELD = clue("bombs")
_SEVERAL = frozenset(table("units")["several"]["words"].split())
"""Short forms of plurals, which stay plurals."""
_PER = rows("units", "per")
_NUMBERED = words("units", "parts")
_SPACES = [unit for unit in _PER if unit.endswith(("2", "²", "3", "³"))]
_MAG = (
    r"(?:\s?(?P<mag>hundred|thousand|million|billion|trillion)"
    r"|\s?(?P<short>bln|mln)(?= )|(?P<brief>bn|mn|m|M|B|tn|k|K)(?= (?!x )))?"
)
_UNIT = (
    rf"(?:(?P<gap>[\s-]?)(?P<unit>{either(_UNITS)})|(?P<space>[\s-]?)(?P<tight>{either(_TIGHT)}))"
    rf"(?P<per>/(?:{either(_PER)})(?:\.(?=[,;]| [a-z]))?)?(?!\w|-[A-Z]{{2}}|(?<=\.)\."
    rf"|(?<=Mt)\.? [A-Z][a-z]|/(?![A-Z]\d)[A-Za-z_]|\.[A-Z])"
)
_MIXED = r"(?: (?P<top>\d)/(?P<bottom>\d)|(?P<glyph>[½¼¾⅓⅔⅛⅜⅝⅞]))?"
_BEGIN = r"(?<![\w.^$€£¥₹])(?<![\W\d]/)(?<!\d[–−,-])(?:(?<![A-Za-z]-)|(?<=\d-in-))"
_KILOTONS = re.compile(rf"{_YIELD.pattern}|(?i:\byields?\b)")
_AT_SEA = re.compile(rf"(?i)\b(?:{'|'.join(words('units', 'knots'))})\b")
"""In a line with one of these "kt" is a knot."""
_SIZE_OF = re.compile(rf"(?i)\b(?:{'|'.join(words('units', 'sizes'))}) (?:of|reaching|topping)(?: [a-z]+){{0,2}} $")
"""What an amount measures: behind "winds of" no noun can follow, "winds of 120 mph lashed the coast"."""
_FIGURES = "0123456789"


def _named(match: re.Match[str]) -> str:
    written: str = match["unit"] or match["tight"]
    ends = match.end() == len(match.string) or "." in match.string[match.start() : match.start("unit")]
    return "pp" if written == "pp." and ends else written


def _clause(match: re.Match[str]) -> str:
    """The part of the line in which a match stands, between semicolons."""
    return match.string[: match.end()].rpartition(";")[2] + match.string[match.end() :].partition(";")[0]


def _unit_words(match: re.Match[str], one: bool) -> str:
    written = _named(match)
    if written in ("kt", "kt.") and _AT_SEA.search(match.string) and not _KILOTONS.search(match.string):
        written = "kn"
    elif written == "nm" and _TINY.search(_clause(match)):
        written = "nanometer"
    elif written == "MT" and _YIELD.search(match.string):
        written = "Mt"
    singular, plural = _ALL.get(written, (written, f"{written}s"))
    hyphen = "-" if "-" in (match["gap"], match["space"]) else " "
    ends = before(match).lower() in ("a", "an") and not match.string[match.end() : match.end() + 2].strip(" .,;:)")
    single = (
        one
        or hyphen == "-"
        or ends
        or (written == "mm" and bool(re.match(r" [A-Z]+-?\d", match.string[match.end() :])))
        or (
            written not in ("%", "pc", "pct", "pct.")
            and written.rstrip(".") not in _SEVERAL
            and not _SIZE_OF.search(match.string[: match.start()])
            and attributive(match.string, match.end(), written in _SHELL and match["gap"] == "", before(match))
        )
    )
    said = singular if single else plural
    if match["per"]:
        said += f" per {_PER[match['per'][1:].rstrip('.')]}"
    return hyphen + said


def _close(match: re.Match[str]) -> str:
    """The full stop of "5 ft." where it ends the sentence."""
    return stop(match.string, match.end()) if match[0].endswith(".") else ""


def _measure(match: re.Match[str]) -> str | None:
    number, written = match["num"], _named(match)
    if written == "min" and after(match)[:1].isupper():
        return None
    if match["tight"] and _is_no_unit(match):
        return None
    minus = "minus " if match["minus"] else ""
    mag = _magnitude(match)
    one = is_one(number) and not mag and not match["top"] and not match["glyph"]
    said = amount(number) + (" plus" if match["plus"] else "") + _fraction(match) + mag
    return f"{minus}{said}{_unit_words(match, one)}{_close(match)}"


def _magnitude(match: re.Match[str]) -> str:
    said = match["mag"] or counts.LETTERS.get(match["short"] or match["brief"] or "", "")
    return f" {said}" if said else ""


def _is_no_unit(match: re.Match[str]) -> bool:
    """ "5s", "2x4"; "50m people" is a count; "5g" and "4x" are left to others where a word shows it."""
    written = match["tight"]
    if match["per"] and match["per"][1:] in _SPACES:
        return False
    if match["space"] and match.string.startswith("-", match.end()) and match.string[match.end() + 1 :][:1].isdigit():
        return True
    if len(written) == 1 and not match["space"] and before(match).rstrip(".") in _NUMBERED:
        return True
    named = before(match) == "runway" or (before(match)[:1].isupper() and not starts_sentence(before(match)))
    if written == "L" and named and re.fullmatch(r"\d{1,2}", match["num"]) and not match["space"]:
        return True
    if written == "g" and match.string.startswith("-force", match.end()):
        return True
    if written in ("t", "l") and match.string.startswith(" of ", match.end()):
        return False
    if (written in ("m", "t", "l") and counts.is_counted(match)) or (written == "L" and counts.is_lakh(match)):
        return True
    if match["space"] and written not in ("m", "g", "l"):
        return written not in ("h", "t", "L") and not (written == "s" and "." in match["num"])
    return written == "s" and "." not in match["num"]


def _fraction(match: re.Match[str]) -> str:
    if match["glyph"]:
        top, bottom = GLYPHS[match["glyph"]]
    elif match["top"]:
        top, bottom = int(match["top"]), int(match["bottom"])
    else:
        return ""
    return f" and {part(top, bottom, mixed=True)}"


def _part(match: re.Match[str]) -> str | None:
    """ "1/2 in. of ice", "3/4 mi." → "one half inch", "three-quarter mile"."""
    top, bottom = int(match["top"]), int(match["bottom"])
    if top >= bottom:
        return None
    said = part(top, bottom).replace("three quarters", "three-quarter")
    return f"{said} {_UNITS[match['unit']][0]}{_close(match)}"


def _range(match: re.Match[str]) -> str | None:
    if match["tight"] and _is_no_unit(match):
        return None
    joint = "and" if before(match).lower() == "between" else "to"
    mag = _magnitude(match)
    minus = "minus " if match["minus"] else ""
    unit = _unit_words(match, is_one(match["num"]) and not mag)
    return f"{minus}{amount(match['low'])} {joint} {amount(match['num'])}{mag}{unit}{_close(match)}"


def _dimensions(match: re.Match[str]) -> str | None:
    if match["tight"] == "s":
        return None
    said = " by ".join(amount(n) for n in re.findall(NUM, match["sides"]))
    caliber = re.fullmatch(r"[\d.]+ ?[x×] ?[1-5]\d", match["sides"]) and match["unit"] == "mm" and not match["gap"]
    if match["unit"] or match["tight"]:
        said += _unit_words(match, bool(caliber))
    return said + (" R" if match.groupdict().get("rim") else "")


def _hours_minutes(match: re.Match[str]) -> str:
    said = f"{counted(match['hours'], 'hour')} {counted(match['minutes'], 'minute')}"
    return said + (f" {counted(match['seconds'], 'second')}" if match["seconds"] else "")


def counted(number: str, noun: str) -> str:
    """ "1", "minute" → "one minute"; "05" → "five minutes"."""
    return f"{amount(number.lstrip('0') or '0')} {noun}{'' if is_one(number) else 's'}"


def _minutes_seconds(match: re.Match[str]) -> str:
    """ "59m 37s"; singular before its noun."""
    one = attributive(match.string, match.end()) and (before(match) or "").lower() in ("a", "the", "his", "her")
    minute, second = counted(match["minutes"], "minute"), counted(match["seconds"], "second")
    return f"{minute.rstrip('s')} {second.rstrip('s')}" if one else f"{minute} {second}"


def _milestone(match: re.Match[str]) -> str:
    """ "at km 14" → "kilometer"."""
    return "kilometer"


def _power_of(match: re.Match[str]) -> str:
    """ "10^6 m²" → "ten to the sixth square meters"."""
    return f"{amount(match['base'])} to the {ordinal(int(match['num']))}{_unit_words(match, False)}"


def _in_inches(match: re.Match[str]) -> str:
    """ "a 4.5-in gun" → "four point five-inch"."""
    return f"{amount(match['num'])}-inch"


def _per_space(match: re.Match[str]) -> str:
    """ "450 people/km²" → "people per square kilometer"."""
    return f" per {_PER[match['per']]}"


def _per_unit(match: re.Match[str]) -> str:
    return f"{amount(match['num'])} per {_PER[match['per']]}"


def _per_word(match: re.Match[str]) -> str:
    """ "€30 per MWh" → "megawatt hour"."""
    return _ROWS[match["it"]][0]


RULES: tuple[Rule, ...] = (
    rule(
        "measure",
        r"(?<![\w.,])(?P<hours>\d{1,3}) ?h(?:rs?)? ?(?P<minutes>\d{1,2}) ?m(?:in)?"
        r"(?: ?(?P<seconds>\d{1,2}) ?s(?:ec)?)?(?!\w)",
        _hours_minutes,
        "h",
    ),
    rule(
        "measure",
        rf"{_BEGIN}(?<!\d[ -])(?P<top>[1-9])/(?P<bottom>[2-9]|1[06]|32)[ -](?P<unit>{either(_UNITS)})(?P<tight>)(?!\w)",
        _part,
        "/",
    ),
    *heights.RULES,
    *multiples.RULES,
    *calibers.RULES,
    rule(
        "measure", r"(?<![\w.,])(?P<minutes>\d{1,2})m (?P<seconds>[0-5]?\d(?:\.\d{1,2})?)s(?!\w)", _minutes_seconds, "s"
    ),
    rule("measure", rf"{_BEGIN}(?P<num>{NUM})-in(?= (?!the\b|an?\b)[a-z])", _in_inches, "i"),
    *temperatures.RULES,
    rule("measure", rf"{_BEGIN}(?P<sides>{NUM}(?: ?[x×] ?{NUM})+){_UNIT}", _dimensions, "x×"),
    rule(
        "measure",
        rf"{_BEGIN}(?P<sides>{NUM}(?: ?[×] ?{NUM})+|\d+(?: x \d+)+|\d+x\d+)"
        r"(?P<unit>)(?P<tight>)(?P<space>)(?P<per>)(?P<gap>)(?P<rim> ?R\b)?(?!\w| ?=)",
        _dimensions,
        "x×",
    ),
    rule(
        "measure",
        rf"{_BEGIN}(?P<minus>[-−])?(?P<low>{NUM})"
        rf"(?:\s?(?:{either(_ALL)})(?=[-–‑]))?(?:{DASH}| to )"
        rf"(?P<num>{NUM}){_MAG}{_UNIT}",
        _range,
        _FIGURES,
    ),
    rule("measure", rf"{_BEGIN}(?P<minus>[-−])?(?P<num>{NUM})(?P<plus>\+)?{_MIXED}{_MAG}{_UNIT}", _measure, _FIGURES),
    rule("measure", rf"{_BEGIN}(?P<base>\d{{1,3}})\^(?P<num>\d{{1,2}}){_UNIT}", _power_of, "^"),
    rule("measure", rf"(?<=[a-z]{{4}})/(?P<per>{either(_SPACES)})(?!\w)", _per_space, "/"),
    *counts.RULES,
    rule("measure", r"(?<!\d )(?<![\w.])(?P<it>[Kk]m\.?)(?= ?\d)", _milestone, "kK"),
    *heights.MARKS,
    rule("measure", rf"\bper (?P<it>{either(_WRITTEN)})(?!\w)", _per_word, "p"),
    rule("measure", r"\b(?:an?|each|every) (?P<it>km|kg|mm|cm|mg|lb|kWh|MWh|MW|GW)(?![\w-])", _per_word, "kmlMG"),
    rule("measure", rf"{BEGIN}(?P<num>{NUM})/(?P<per>{either(_PER)})(?!\w)", _per_unit, "/"),
)
