"""A week's name → its days, in the show's time zone, and how they are written.

A week is its ISO 8601 name, "2022-W01", everywhere; Monday 00:00 to Monday 00:00.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from atlascast.errors import UserError

_NAME = re.compile(r"([0-9]{4})-W([0-9]{2})")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH = rf"(?:{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
"""A month in an English text, in full or shortened, as a regular expression."""


def monday(week: str) -> date:
    """The first day of a named week. Raises UserError for what is no ISO week."""
    match = _NAME.fullmatch(week)
    try:
        if match:
            return date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        pass
    raise UserError(f"{week!r} is no ISO week.", "Name one like 2022-W01, or say 'latest' or 'newest'.")


def bounds(week: str, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The week's first moment and the first moment after it, in UTC."""
    first = monday(week)
    start, end = (datetime(day.year, day.month, day.day, tzinfo=zone) for day in (first, first + timedelta(days=7)))
    return start.astimezone(UTC), end.astimezone(UTC)


def week_of(moment: datetime, zone: ZoneInfo) -> str:
    """The name of the week that an aware moment falls in."""
    year, number, _ = moment.astimezone(zone).isocalendar()
    return f"{year}-W{number:02d}"


def resolve(name: str, dates: Iterable[datetime | None], now: datetime, zone: ZoneInfo) -> str:
    """'latest' → the last complete week; 'newest' → the newest story's week, or the current one
    where no story has a date; a week's name → itself, checked."""
    if name == "latest":
        return week_of(now - timedelta(days=7), zone)
    if name == "newest":
        return week_of(max((day for day in dates if day), default=now), zone)
    monday(name)
    return name


def day(moment: date) -> str:
    """A date as read: "6 January 2022"."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def days(week: str, dash: str = "–") -> str:
    """The week's days as read: "3–9 January 2022", with months and years repeated only where they differ."""
    first = monday(week)
    last = first + timedelta(days=6)
    if first.month == last.month:
        return f"{first.day}{dash}{day(last)}"
    spaced = dash if dash.strip() != dash else f" {dash} "
    opening = f"{first.day} {MONTHS[first.month - 1]}" if first.year == last.year else day(first)
    return f"{opening}{spaced}{day(last)}"
