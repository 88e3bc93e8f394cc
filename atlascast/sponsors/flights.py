"""Weeks and flights → days: the edition of a week is dated its Sunday."""

from datetime import date, timedelta

from atlascast.week import monday


def sunday(week: str) -> date:
    """The day that dates a week's edition."""
    return monday(week) + timedelta(days=6)


def sundays(first: date, last: date) -> int:
    """How many editions are dated from `first` to `last`, both included."""
    start = first + timedelta(days=6 - first.weekday())
    return max(0, (last - start).days // 7 + 1) if last >= start else 0
