"""Dates written all in figures → words.

"4/7/2024" → "April seventh twenty twenty-four", the American order, unless that cannot be; "6.11.2024" → "the sixth of
November twenty twenty-four", the European one; "9/28–10/4" → "September twenty-eighth to October fourth".
"""

import re

from atlascast.spoken.context import BEGIN, DASH, after, before
from atlascast.spoken.dates import DAY, MONTH, YEAR, month_of
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import words
from atlascast.spoken.words import ordinal, pair, year

_ON = ("on", "since", "until", "dated")
_TOLD = words("calendar", "told")
_DIGITS = "0123456789"


def _numbers(year_: str, month: str, day: str) -> str | None:
    of_month, of_day = int(month), int(day)
    if of_month > 12:
        of_month, of_day = of_day, of_month
        if of_month > 12:
            return None
        said = year(int(year_)) if len(year_) == 4 else pair(int(year_))
        return f"the {ordinal(of_day)} of {month_of(of_month)} {said}"
    said = year(int(year_)) if len(year_) == 4 else pair(int(year_))
    return f"{month_of(of_month)} {ordinal(of_day)} {said}"


def _month_day(match: re.Match[str]) -> str | None:
    improper = int(match["month"]) >= int(match["day"])
    word = before(match).lower()
    told = word in _TOLD or word in (("on", "since", "until", "dated", "due", "by") if improper else _ON)
    if match[0] == "9/11" or not told or after(match) == "of":
        return None
    return f"{month_of(int(match['month']))} {ordinal(int(match['day']))}"


def _event(match: re.Match[str]) -> str:
    """ "its pre-10/7 force" → "October seventh"; "9/11" is others'."""
    return f"{month_of(int(match['month']))} {ordinal(int(match['day']))}"


def _improper(match: re.Match[str]) -> str | None:
    """ "crashed in Kentucky 11/4": no fraction, as it is more than two; odds follow no place."""
    if int(match["month"]) <= 2 * int(match["day"]) or not before(match)[:1].isupper():
        return None
    return _event(match)


def _days(match: re.Match[str]) -> str | None:
    """ "9/28–10/4" where it cannot be two fractions: "September twenty-eighth to October fourth"."""
    month, day, until, last = (int(match[key]) for key in ("month", "day", "until", "last"))
    if (until, last) <= (month, day) or max(day, last) < 13:
        return None
    return f"{month_of(month)} {ordinal(day)} to {month_of(until)} {ordinal(last)}"


def _day_month(match: re.Match[str]) -> str | None:
    """ "by 31/12": day and month where the first can be no month."""
    if before(match).lower() not in (*_ON, "by", "before", "after", "from", "ended", "ends", "began", "begins"):
        return None
    return f"the {ordinal(int(match['day']))} of {month_of(int(match['month']))}"


def _month_of(match: re.Match[str]) -> str:
    return f"{month_of(int(match['month']))} {year(int(match['year']))}"


def _dotted(match: re.Match[str]) -> str | None:
    """ "6.11.2024": full stops are the European order, the day first."""
    day, month = int(match["day"]), int(match["month"])
    if month > 12:
        day, month = month, day
    if month > 12:
        return None
    of_year = match["year"]
    return f"the {ordinal(day)} of {month_of(month)} {year(int(of_year)) if len(of_year) == 4 else pair(int(of_year))}"


def _iso(match: re.Match[str]) -> str | None:
    return _numbers(match["year"], match["month"], match["day"])


RULES: tuple[Rule, ...] = (
    rule("date", rf"{BEGIN}(?P<day>1[3-9]|2\d|3[01])/(?P<month>0?[1-9]|1[0-2])(?![\w/-]|[,.]\d)", _day_month, "/"),
    rule(
        "date",
        rf"{BEGIN}(?P<month>0?[1-9]|1[0-2])/(?P<day>{DAY}){DASH}(?P<until>0?[1-9]|1[0-2])/(?P<last>{DAY})(?=[.,;:)]|$)",
        _days,
        "/",
    ),
    rule(
        "date",
        r"\b(?:[Oo]n|[Dd]ated|since|until|by|of) "
        r"(?P<it>(?P<day>\d\d)\.(?P<month>0[1-9]|1[0-2])\.(?P<year>\d\d))(?![\w/-]|\.\d)",
        _dotted,
        ".",
    ),
    rule("date", rf"\b(?:pre|post)-(?P<it>(?!9/11)(?P<month>[1-9]|1[0-2])/(?P<day>{DAY}))(?![\w/-])", _event, "/"),
    rule("date", rf"(?<!\d ){BEGIN}(?P<month>[5-9]|1[0-2])/(?P<day>[1-5])(?=[.,;)]|$)", _improper, "/"),
    rule("date", rf"{BEGIN}(?P<month>0?[1-9]|1[0-2])/(?P<day>{DAY})(?![\w/-]|[,.]\d| {MONTH})", _month_day, "/"),
    rule(
        "date",
        rf"{BEGIN}(?P<year>{YEAR})([-/.])(?P<month>0?[1-9]|1[0-2])\2(?P<day>{DAY})(?![\w/-]|\.\d)",
        _iso,
        _DIGITS,
    ),
    rule(
        "date",
        rf"{BEGIN}(?P<day>{DAY})\.(?P<month>{DAY})\.(?P<year>{YEAR})(?![\w/-]|\.\d)",
        _dotted,
        _DIGITS,
    ),
    rule(
        "date",
        rf"{BEGIN}(?P<month>{DAY})([-/.])(?P<day>{DAY})\2(?P<year>{YEAR}|(?<=/)\d\d)(?![\w/-]|\.\d)",
        _iso,
        _DIGITS,
    ),
    rule("date", rf"{BEGIN}(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)(?![\w/]|\.\d)", _month_of, "/"),
)
