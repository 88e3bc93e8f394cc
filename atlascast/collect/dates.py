"""A written date → the moment in UTC, or None where it cannot be read. A date without a zone is taken as UTC.

W3CDTF (https://www.w3.org/TR/NOTE-datetime) and RFC 3339 are read here, strictly: an hour 25 or a month "xx" is no
date. feedparser's readers follow for RFC 822, asctime and the odd ones that feeds contain (Korean, Greek,
Hungarian). Its own order of them is not used: it lets a half-read date fall back to the current day.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

_TIME = r"[T ]\s*(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?"
_ISO = re.compile(rf"(\d{{4}})(?:-0?(\d\d)(?:-0?(\d\d)(?:{_TIME})?)?)?", re.I)
_SHORT = re.compile(r"-?(?:\d{2}-?\d{2}(?:-?\d{2})?|\d{2}[0-3]\d{2})")
"""ISO 8601:1988's forms with two digits for the year: 031231, 03-12-31, -0312, 03335 (the year's day)."""
_ZONES = {
    "BST": "+0100", "CET": "+0100", "WEST": "+0100", "CEST": "+0200", "EET": "+0200", "SAST": "+0200",
    "EEST": "+0300", "MSK": "+0300", "GST": "+0400", "PKT": "+0500", "IST": "+0530", "WIB": "+0700",
    "HKT": "+0800", "SGT": "+0800", "JST": "+0900", "KST": "+0900", "AEST": "+1000", "AEDT": "+1100",
    "NZST": "+1200", "NZDT": "+1300",
}  # fmt: skip


def parse(text: str) -> datetime | None:
    """The moment that `text` names; None for what names none."""
    written = " ".join(text.split())
    if not written:
        return None
    match = _ISO.fullmatch(written)
    if match:
        return _iso(match)
    return _odd(re.sub(r"\b([A-Z]{3,4})$", lambda name: _ZONES.get(name[1], name[1]), written))


def _iso(match: re.Match[str]) -> datetime | None:
    year, month, day, hour, minute, second = (int(part or low) for part, low in zip(
        match.groups()[:6], (0, 1, 1, 0, 0, 0), strict=True))  # fmt: skip
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=_zone(match[7] or "Z")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(written: str) -> timezone:
    """Raises ValueError for an offset of a day or more."""
    if not written.startswith(("+", "-")):
        return UTC
    ahead = timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
    return timezone(-ahead if written[0] == "-" else ahead)


def _odd(written: str) -> datetime | None:
    from feedparser import datetimes  # type: ignore[import-untyped]

    names = ["onblog", "nate", "greek", "hungarian", "perforce", "asctime", "rfc822"]
    if _SHORT.fullmatch(written):
        names = ["iso8601"]
    elif re.match(r"\d{4}-\d", written):
        names = ["nate", "hungarian"]
    written = re.sub(r"^(\w{3}),(?=\d)", r"\1, ", written)
    for name in names:
        reader: Any = getattr(datetimes, f"_parse_date_{name}")
        try:
            moment = reader(written)
        except (KeyError, OverflowError, ValueError, AttributeError, IndexError):
            continue
        if moment:
            return _moment(moment)
    return None


def _moment(found: Any) -> datetime | None:
    """feedparser's UTC tuple; None where it is no date of our calendar."""
    try:
        return datetime(*found[:6]).replace(tzinfo=UTC)
    except ValueError:
        return None
