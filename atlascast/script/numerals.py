"""Numbers and clock times in words → in figures: "two and a half thousand" → "2,500", "half past nine" → "9:30".

Only what takes more than one word is put into figures here; facts.py reads "nine" as 9.
"""

import re

from atlascast.script.tables import COUNTS, TABLES

_SCALES: dict[str, int] = TABLES["scales"]
_PARTS = {"half": 0.5, "quarter": 0.25}
_SIGNS = {"½": ".5", "¼": ".25", "¾": ".75"}

_TENS = "|".join(word for word, value in COUNTS.items() if value >= 20)
_SMALL = "|".join(word for word, value in COUNTS.items() if 0 < value < 20)
_ONE = rf"(?:(?:{_TENS})(?:-(?:{_SMALL}))?|{_SMALL}|\d+(?:\.\d*[1-9])?)\b"
_SCALED = rf"(?:{'|'.join(_SCALES)})\b"
_SCALE = rf"(?:[ -]{_SCALED})"
_PART = rf"[ -]and[ -]a[ -](?:{'|'.join(_PARTS)})\b"
_SPELT = re.compile(
    rf"(?<![\w.,:$€£-])(?:(?:{_ONE}(?:{_PART})?|a){_SCALE}+(?:(?: and)? {_ONE}(?!{_PART}){_SCALE}*)*"
    rf"|{_ONE}{_PART}|half a {_SCALED}|a quarter of a million\b|(?:{_TENS})-(?:{_SMALL})\b)",
    re.IGNORECASE,
)
"""A number of several words; "hundreds" and "a third" are none that figures tell."""

_RANGE = re.compile(rf"(?<![\w.,:$€£-])({_ONE}) (to|or) (?={_ONE}({_SCALE}+))", re.IGNORECASE)
"""A range whose scale stands once: "two to three hundred"."""

_BETWEEN = re.compile(
    rf"\bbetween ({_ONE})((?:{_SCALE}+ and {_ONE}(?!{_SCALE}))|{_SCALE}*) and "
    rf"(?={_ONE}({_SCALE}+)(?!{_SCALE}| and\b))",
    re.IGNORECASE,
)
"""The same behind "between": "between two and three hundred"; "two hundred and three" would else be one number."""

_CENTURY = "|".join(word for word, value in COUNTS.items() if 15 <= value <= 20)
_YEAR = re.compile(
    rf"\b({_CENTURY})[ -](?:oh[ -]({_SMALL})|((?:{_TENS})(?:-(?:{_SMALL}))?|ten|eleven|twelve|\w{{3,5}}teen))\b"
    r"(?![ -](?:percent|thousand|hundred|year|\w+-old))",
    re.IGNORECASE,
)
"""A year in words: "nineteen forty-five", "nineteen oh five"."""

_MANY = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d.,]*\d)")
_HOUR = rf"({'|'.join(word for word, value in COUNTS.items() if 0 < value <= 12)}|\d{{1,2}})\b"
_PAST = re.compile(
    r"(?:\ba )?\b(half|quarter|(?<=at )(?:five|ten|twenty(?:-five)?)(?: minutes)?)"
    rf" (past|to) {_HOUR}(?! percent|[:.,]?\d)",
    re.IGNORECASE,
)
_OCLOCK = re.compile(rf"\b{_HOUR} o'clock\b", re.IGNORECASE)
_DAYTIME = re.compile(
    rf"(?<![\w-])(at|at about|around|by|before|after|until|since) {_HOUR}"
    r"(?= (?:in the (?:morning|afternoon|evening)|at night)\b)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?<![\d:.,$€£])(\d{1,2})(?= ?[ap]\.?m\b)", re.IGNORECASE)
_NOON = re.compile(r"(?:\b12 |\btwelve )?\b(noon|midnight)\b")
_TWELVE = {"noon": "12:00 p.m", "midnight": "12:00 a.m"}
_CLOCK = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_MILLION = 10**6


def figures(text: str) -> str:
    """The text with such numbers and times in figures; round numbers from a million on keep the word for it."""
    text = re.sub(r"(?:(?<=\d) ?)([½¼¾])", lambda match: _SIGNS[match[1]], text)
    text = _BETWEEN.sub(_between, text)
    text = _RANGE.sub(lambda match: f"{match[1]}{match[3]} {match[2]} ", _YEAR.sub(_year, text))
    text = _OCLOCK.sub(lambda match: f"{_hour(match[1])}:00", _PAST.sub(_past, text))
    text = _DAYTIME.sub(lambda match: f"{match[1]} {_hour(match[2])}:00", text)
    text = _NOON.sub(lambda match: _TWELVE[match[1]], text)
    text = _MANY.sub(lambda match: _written(int(match[0].replace(",", ""))), _SPELT.sub(_number, text))
    return _WHOLE.sub(r"\1:00", text)


def _year(match: re.Match[str]) -> str:
    parts = [word for word in (match[2] or match[3]).lower().split("-") if word]
    if not all(word in COUNTS for word in parts):
        return match[0]
    return str(100 * COUNTS[match[1].lower()] + sum(COUNTS[word] for word in parts))


def _between(match: re.Match[str]) -> str:
    number = _SPELT.fullmatch(f"{match[1]}{match[2] or match[3]}")
    return f"between {_value(number):,.0f} and " if number else match[0]


def _number(match: re.Match[str]) -> str:
    return _written(_value(match))


def _value(match: re.Match[str]) -> float:
    total = current = 0.0
    for word in re.findall(r"[a-z]+|\d+(?:\.\d+)?", match[0].lower()):
        if word in _SCALES:
            current = (current or 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0.0
        elif word in COUNTS:
            current += COUNTS[word]
        elif word in _PARTS:
            current += _PARTS[word]
        elif word[0].isdigit():
            current += float(word)
    return total + current


def _written(value: float) -> str:
    """In figures as a newsroom writes them: 2,500, but 1.5 million."""
    scale, name = (1000 * _MILLION, " billion") if value >= 1000 * _MILLION else (_MILLION, " million")
    if value < _MILLION or round(value / scale, 3) != value / scale:
        scale, name = 1, ""
    return f"{value / scale:,.3f}".rstrip("0").rstrip(".") + name


def _past(match: re.Match[str]) -> str:
    minutes, hour = _CLOCK[match[1].lower().removesuffix(" minutes")], _hour(match[3])
    if match[2].lower() == "past":
        return f"{hour}:{minutes:02d}"
    return f"{hour - 1 or 12}:{60 - minutes:02d}"


def _hour(word: str) -> int:
    return int(word) if word.isdigit() else COUNTS[word.lower()]
