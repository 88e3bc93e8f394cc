"""A changed sentence beside the article's → which of its words tell the same day or hour otherwise.

"Yesterday" is "Wednesday" in an article that appeared on a Thursday, "half past nine on Tuesday morning" is "9:30 a.m.
on Tuesday", and "Friday, 4 December" is "4 December" where that was a Friday.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from atlascast.script.facts import TIMES, Token
from atlascast.script.moved import MONTHS, WEEKDAYS, YEAR
from atlascast.script.source import Beside
from atlascast.script.tables import TABLES, wordset
from atlascast.week import MONTHS as NAMES
from atlascast.week import WEEKDAYS as DAYS

_COMING = wordset(TABLES["coming"])
_TO_BE = frozenset((word, "to") for word in ("is", "are", "was", "were"))
_FROM_TODAY = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_YEARS = {"last": -1, "this": 0, "next": 1}
_APART = wordset("next last every each this coming")
"""Words before a weekday that make it another than the nearest."""

_HALF_DAY, _DAY = 720, 1440
_PARTS = {
    "morning": range(720), "afternoon": range(720, 1080), "evening": range(960, 1440), "am": range(720),
    "pm": range(720, 1440), "night": (*range(1080, 1440), *range(360)),
}  # fmt: skip
"""Minutes of the day among which a time lies that one of these words is said of."""

_Told = tuple[tuple[int, ...], object]
"""Where the words of a day stand, and which it is: a date, a year, or a weekday's name where that cannot be known."""


def same_times(beside: Beside, day: date | None) -> frozenset[int]:
    """The words of the line; `day` is that of the article's publication, None where it is not known."""
    return _hours(beside) | (_days(beside, day) if day else frozenset())


def _days(beside: Beside, day: date) -> frozenset[int]:
    """The words of the line's days where it has the sentence's days in their order, each bounded as there."""
    ours, theirs = list(_told(beside.said, day)), list(_told(beside.sentence.tokens, day))
    said = [(which, _bound(beside.said, where[0])) for where, which in ours]
    if said != [(which, _bound(beside.sentence.tokens, where[0])) for where, which in theirs]:
        return frozenset()
    return frozenset(index for where, which in ours if isinstance(which, date | int) for index in where)


def until(words: Sequence[Token], index: int) -> str:
    """What bounds the time at this place: "before", "after", "by", "since", "until"; "" for nothing and no time."""
    return _bound(words, index) if _timed(words, index) else ""


def _bound(words: Sequence[Token], index: int) -> str:
    """What stands before a time, or before the one that it belongs to: "by Tuesday at noon"."""
    start = index - 1 if index and words[index - 1].key.isdigit() and words[index].key in MONTHS else index
    while start > 1 and words[start - 1].key in ("on", "at"):
        before = start - 3 if words[start - 2].key in ("am", "pm") else start - 2
        if before < 0 or not _timed(words, before):
            break
        start = before
    return TIMES.get(words[start - 1].shown.lower(), "") if start else ""


def _timed(words: Sequence[Token], index: int) -> bool:
    """Whether a word is a day, a month, a year or an hour; a day's number is told with its month."""
    word, after = words[index], words[index + 1 : index + 2]
    if word.kind == "name":
        return word.key in WEEKDAYS | MONTHS
    hour = ":" in word.key or (after and after[0].key in ("am", "pm"))
    return word.kind == "number" and bool(hour or re.fullmatch(YEAR, word.key))


def _told(words: Sequence[Token], day: date) -> Iterator[_Told]:
    """The days that a sentence names, in order."""
    lower = [token.shown.lower() for token in words]
    coming = any(word in _COMING for word in lower) or any(pair in _TO_BE for pair in pairwise(lower))
    index = 0
    while index < len(words):
        size, which = _named(words, index, day, coming)
        if not size:
            size, which = _span(words, index, day)
        if size:
            yield tuple(range(index, index + size)), which
        index += size or 1


def _named(words: Sequence[Token], index: int, day: date, coming: bool) -> tuple[int, object]:
    """How many words from here on name a day, and which."""
    key, before = words[index].key, words[index - 1].shown.lower() if index else ""
    if key in _FROM_TODAY:
        return 1, day + timedelta(_FROM_TODAY[key])
    if key not in WEEKDAYS:
        return _dated(words, index, day, coming)
    size, which = _dated(words, index + 1, day, coming)
    if size:
        return size + 1, which if which and DAYS[which.weekday()].lower() == key else key
    if coming or before in _APART:
        return 1, f"{before} {key}"
    return 1, day - timedelta((day.weekday() - [name.lower() for name in DAYS].index(key)) % 7)


def _span(words: Sequence[Token], index: int, day: date) -> tuple[int, object]:
    """The same for a year: "2021", "last year"."""
    pair = [token.shown.lower() for token in words[index : index + 2]]
    if len(pair) == 2 and pair[1] == "year" and pair[0] in _YEARS:
        return 2, day.year + _YEARS[pair[0]]
    key = words[index].key
    return (1, int(key)) if re.fullmatch(YEAR, key) and words[index].shown == key else (0, None)


def _dated(words: Sequence[Token], index: int, day: date, coming: bool) -> tuple[int, date | None]:
    """A day with its month, and its year if that is there: "6 January", "6 January 2022"."""
    found = [token.key for token in words[index : index + 3]]
    if len(found) < 2 or not found[0].isdigit() or found[1] not in _MONTHS:
        return 0, None
    given = len(found) == 3 and found[2].isdigit() and len(found[2]) == 4
    years = [int(found[2])] if given else [day.year - 1, day.year, day.year + 1]
    dates = [one for year in years if (one := _date(year, _MONTHS[found[1]], int(found[0])))]
    dates = [one for one in dates if given or not coming or one >= day]
    return 2 + given, min(dates, key=lambda one: abs(one - day), default=None)


_MONTHS = {
    key: number
    for number, name in enumerate(NAMES, 1)
    for key in (name.lower(), name.lower()[:3])
}  # fmt: skip


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hours(beside: Beside) -> frozenset[int]:
    """The words of the line's only hour where it is the sentence's only one."""
    where, minutes = _hour(beside.said)
    return frozenset(where) if minutes and minutes == _hour(beside.sentence.tokens)[1] else frozenset()


def _hour(words: Sequence[Token]) -> tuple[list[int], frozenset[int]]:
    """Where the words of the only hour stand, and which minutes of the day it may mean; none where there are more."""
    clocks = [index for index, token in enumerate(words) if token.kind == "number" and _clock(token) is not None]
    if len(clocks) != 1:
        return [], frozenset()
    first = _clock(words[clocks[0]]) or 0
    minutes = {first, (first + _HALF_DAY) % _DAY} if first < _HALF_DAY + 60 else {first}
    parts = [index for index, token in enumerate(words) if token.key in _PARTS or token.shown.lower() in _PARTS]
    for index in parts:
        minutes &= set(_PARTS.get(words[index].key) or _PARTS[words[index].shown.lower()])
    return [*clocks, *parts], frozenset(minutes)


def _clock(token: Token) -> int | None:
    """The minute of the day that a figure such as 9:30 is; None for another."""
    hours, colon, minutes = token.key.partition(":")
    if not colon or not (hours.isdigit() and minutes.isdigit() and len(minutes) == 2):
        return None
    return int(hours) * 60 + int(minutes) if int(hours) < 24 and int(minutes) < 60 else None
