"""A number → its words, in the house style.

House style (US newsroom, as the AP broadcast wire reads): no "and" inside a number ("one hundred twenty-three"),
a hyphen between tens and units, no commas; "point" with every digit after it; years in pairs ("nineteen ninety-two",
"two thousand five", "nineteen oh five"); a zero that stands for nothing is "zero", one inside a pair is "oh".
The arithmetic is num2words'.
"""

import re
from decimal import Decimal
from functools import lru_cache

from num2words import num2words  # type: ignore[import-untyped]

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@lru_cache(maxsize=4096)
def cardinal(number: int) -> str:
    """123 → "one hundred twenty-three"."""
    said = num2words(abs(number)).replace(" and ", " ").replace(",", "")
    return f"minus {said}" if number < 0 else said


@lru_cache(maxsize=1024)
def ordinal(number: int) -> str:
    """21 → "twenty-first"."""
    return str(num2words(number, to="ordinal")).replace(" and ", " ").replace(",", "")


def digits(text: str) -> str:
    """ "047" → "zero four seven"; what is no digit is left out."""
    return " ".join(DIGITS[int(char)] for char in text if char.isdigit())


def amount(text: str) -> str:
    """A written number, with or without commas, sign and decimals → words: "-1,250.05" → "minus one thousand …".

    A number that begins with a superfluous zero, or has more than 15 digits without commas, is said digit by digit.
    """
    sign, body = ("minus ", text[1:]) if text[:1] in "-−–" else ("", text)
    whole, point, rest = re.sub(r"[,\s]", "", body).partition(".")
    if (len(whole) > 1 and whole.startswith("0")) or (len(whole) > 15 and whole == body):
        said = digits(whole)
    elif not whole:
        said = ""
    else:
        said = cardinal(int(whole))
    if point and rest:
        said = f"{said} point {digits(rest)}".lstrip()
    return sign + said


def is_one(text: str) -> bool:
    """Whether a written number takes the singular."""
    return Decimal(re.sub(r"[,\s]", "", text).replace("−", "-")) == 1 and "." not in text


def year(number: int) -> str:
    """1992 → "nineteen ninety-two", 2005 → "two thousand five", 1905 → "nineteen oh five", 2000 → "two thousand"."""
    century, rest = divmod(number, 100)
    if number < 1000 or number > 9999 or (century % 10 == 0 and rest < 10):
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {pair(rest)}"


def pair(rest: int) -> str:
    """The last two digits of a year: 5 → "oh five", 92 → "ninety-two"."""
    return f"oh {DIGITS[rest]}" if rest < 10 else cardinal(rest)


def decade(number: int) -> str:
    """1980 → "nineteen eighties", 80 → "eighties", 2000 → "two thousands"."""
    said = year(number) if number >= 100 else cardinal(number)
    return plural(said)


def plural(said: str) -> str:
    """The plural of a number's words: "F sixteen" → "F sixteens", "eighty" → "eighties", "six" → "sixes"."""
    if said.endswith("y") and said[-2:-1] not in "aeiou":
        return f"{said[:-1]}ies"
    return said + ("es" if said.endswith(("s", "x")) else "s")


def code(text: str) -> str:
    """The number in a designator, as a soldier says it: 16 → "sixteen", 130 → "one thirty", 300 → "three hundred",
    105 → "one oh five", 2000 → "two thousand", 4090 → "forty ninety", 055 → "oh fifty-five", 0305 digit by digit."""
    if len(text) == 3 and text.startswith("0") and text != "000":
        return f"oh {pair(int(text))}"
    if len(text) == 5 and not text.startswith("0"):
        return f"{cardinal(int(text[:2]))} {code(text[2:])}"
    if len(text) == 2 and text.startswith("0"):
        return pair(int(text))
    if text.startswith("0") or len(text) > 4:
        return digits(text)
    number = int(text)
    if len(text) == 3 and number % 100:
        return f"{DIGITS[number // 100]} {pair(number % 100)}"
    if len(text) == 4 and number % 1000:
        return f"{cardinal(number // 100)} {pair(number % 100) if number % 100 else 'hundred'}"
    return cardinal(number)
