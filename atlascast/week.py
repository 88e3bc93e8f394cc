"""A week's name → its days, in the show's time zone.

A week is its ISO 8601 name, "2022-W01", everywhere; Monday 00:00 to Monday 00:00.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from atlascast.errors import UserError

_NAME = re.compile(r"(\d{4})-W(\d{2})")


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
