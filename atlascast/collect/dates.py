"""A written date → the moment in UTC, or None where it cannot be read.

feedparser reads what feeds contain (RFC 822, W3CDTF, ISO 8601, Korean, Greek, Hungarian and more); the ISO
form is read first, because it is nearly always that. A date without a zone is taken as UTC.
"""

from datetime import UTC, datetime
from time import struct_time
from typing import Any


def parse(text: str) -> datetime | None:
    """The moment that `text` names; None for what names none."""
    written = text.strip()
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return _odd(written)
    return _utc(moment)


def _utc(moment: datetime) -> datetime | None:
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None


def _odd(written: str) -> datetime | None:
    from feedparser import datetimes  # type: ignore[import-untyped]

    parse_date: Any = datetimes._parse_date
    return from_struct(parse_date(written))


def from_struct(moment: struct_time | None) -> datetime | None:
    """feedparser's UTC tuple as a datetime; None where it is none or no date of our calendar."""
    try:
        return datetime(*moment[:6], tzinfo=UTC) if moment else None
    except ValueError:
        return None
