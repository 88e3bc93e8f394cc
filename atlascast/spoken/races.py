"""Times that are run or broadcast → words: "1:55.04", "10 km in 28:46", "9/8c", before the times of day."""

import re

from atlascast.spoken.context import BEGIN
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.words import cardinal, digits, pair


def _counted(number: str, noun: str) -> str:
    return f"{cardinal(int(number))} {noun}{'' if int(number) == 1 else 's'}"


def _raced(match: re.Match[str]) -> str:
    """ "1:55.04", a runner's time."""
    return f"{cardinal(int(match['minute']))} {pair(int(match['second']))} point {digits(match['part'])}"


def _won(match: re.Match[str]) -> str:
    """ "in 1:33:24.327", a race of hours."""
    hours, minutes = (_counted(match[key], key) for key in ("hour", "minute"))
    return f"{hours} {minutes} and {cardinal(int(match['second']))} point {digits(match['part'])} seconds"


def _run(match: re.Match[str]) -> str:
    """ "10 km in 28:46": minutes and seconds, as no day has so many hours."""
    return f"{cardinal(int(match['minute']))} {pair(int(match['second']))}"


def _central(match: re.Match[str]) -> str:
    """ "at 9/8c", an hour of television in the East and the middle of America."""
    return f"{cardinal(int(match['hour']))} {cardinal(int(match['minute']))} Central"


def _left(match: re.Match[str]) -> str:
    """ "with 0:04 left" → "four seconds"."""
    return _counted(match["second"], "second")


def _furlongs(match: re.Match[str]) -> str:
    """ "1m 4f", the distance of a horse race."""
    return " ".join(_counted(match[key], key) for key in ("mile", "furlong") if match[key])


RULES: tuple[Rule, ...] = (
    rule("time", r"(?<=\bin ):(?P<second>[0-5]\d)(?!\w|\.\d)", _left, ":"),
    rule("measure", rf"{BEGIN}(?:(?P<mile>[1-4])m ?)?(?P<furlong>[1-9])f(?!\w)", _furlongs, "f"),
    rule(
        "time",
        rf"(?:{BEGIN}00?|(?<!\w)):(?P<second>[0-5]\d)(?= (?:left|remaining|to (?:go|play)|on the clock)\b)",
        _left,
        ":",
    ),
    rule("time", rf"(?<!:){BEGIN}(?P<minute>2[4-9]|[3-9]\d):(?P<second>[0-5]\d)(?![\d:]|\.\d)", _run, ":"),
    rule(
        "time",
        rf"{BEGIN}(?P<hour>\d):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)\.(?P<part>\d{{1,3}})(?!\w)",
        _won,
        ":",
    ),
    rule("time", rf"{BEGIN}(?P<minute>\d{{1,2}}):(?P<second>[0-5]\d)\.(?P<part>\d{{1,3}})(?!\w)", _raced, ":"),
    rule("time", r"(?<![\w./])(?P<hour>[1-9]|1[0-2])/(?P<minute>[1-9]|1[0-2])c(?!\w)", _central, "/"),
)
