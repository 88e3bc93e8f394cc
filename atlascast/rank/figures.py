"""Text → the figures that stand in it, digits or English words alike: "forty", "40" and "one hundred and five"."""

import re

_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = (
    {word: number for number, word in enumerate([*_ONES, *_TEENS])}
    | {word: number * 10 for number, word in enumerate(_TENS) if word != "_"}
)  # fmt: skip
_ONE = "|".join(_ONES[1:])
_SMALL = rf"(?:(?:{'|'.join(_TENS[2:])})(?:[- ](?:{_ONE}))?|{'|'.join(_TEENS)})"
_SPELT = re.compile(
    rf"\b(?=[aefnost])(?:(?:(?P<hundreds>a|{_ONE}) hundred(?: and (?P<more>{_SMALL}|{_ONE}))?)|(?P<small>{_SMALL}))"
    r"(?P<thousand> thousand)?\b"
)
"""In lower case; no English number word begins with another letter, so that most words are passed over at once."""
_DIGITS = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")


def figures(text: str) -> frozenset[str]:
    """The figures of two digits and more, as digits; thousands with a comma, as newsrooms write them."""
    digits = (found.rstrip(",") for found in _DIGITS.findall(text))
    spelt = (_value(match) for match in _SPELT.finditer(text.lower()))
    return frozenset((*digits, *(f"{number:,}" for number in spelt))) - frozenset("0123456789")


def _value(match: re.Match[str]) -> int:
    hundreds, more, small = (match[name] or "" for name in ("hundreds", "more", "small"))
    whole = 100 * (1 if hundreds == "a" else _words(hundreds)) + _words(more or small)
    return whole * (1000 if match["thousand"] else 1)


def _words(words: str) -> int:
    return sum(_VALUES[word] for word in re.findall(r"[a-z]+", words))
