"""A written date → the moment in UTC, or None where it cannot be read. A date without a zone is taken as UTC.

W3CDTF (https://www.w3.org/TR/NOTE-datetime) and RFC 3339 are read here, strictly: an hour 25 or a month "xx" is no
date; Unix time in seconds or milliseconds, and 24:00 for the midnight that follows, are. feedparser's readers
follow for RFC 822, asctime and the odd ones that feeds contain (Korean, Greek, Hungarian). Its own order of
them is not used: it lets a half-read date fall back to the current day. What none of them reads is looked at by
dateparser in the languages of `_LANGUAGES`, where it names a day, a month and a year.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

_TIME = r"[T ]\s*(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?"
_ISO = re.compile(rf"(\d{{4}})(?:-0?(\d\d)(?:-0?(\d\d)(?:{_TIME})?)?)?", re.I)
_SHORT = re.compile(r"-?(?:\d{2}-?\d{2}(?:-?\d{2})?|\d{2}[0-3]\d{2})")
"""ISO 8601:1988's forms with two digits for the year: 031231, 03-12-31, -0312, 03335 (the year's day)."""
_UNIX = re.compile(r"\d{9,10}|\d{12,13}")
_MIDNIGHT = re.compile(r"(?<=\d)([T ,]\s*)24:00(?=$|:00|\s|Z|[+-])")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{4}\b")
_HALVES = re.compile(r"\d\s*[ap]\.?m\b", re.I)
_WHOLE = re.compile(r"(?<!\d)\d{4}(?!\d)")
"""The year, without which a date is none."""
_LONG = 80
_LANGUAGES = [
    "en", "de", "fr", "es", "it", "pt", "ru", "uk", "pl", "tr", "nl", "sv", "da", "nb", "fi", "cs", "ro",
    "ar", "zh", "ja", "ko",
]  # fmt: skip
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
    if _UNIX.fullmatch(written):
        return datetime.fromtimestamp(int(written) / (1000 if len(written) > 11 else 1), UTC)
    midnight = _MIDNIGHT.sub(r"\g<1>00:00", written)
    if midnight != written:
        day = parse(midnight)
        return day and day + timedelta(days=1)
    match = _ISO.fullmatch(written)
    if match:
        return _iso(match)
    zoned = re.sub(r"\b([A-Z]{3,4})$", lambda name: _ZONES.get(name[1], name[1]), written)
    return (None if _SLASHED.match(written) else _odd(zoned)) or _named(zoned)


def guessed(text: str) -> str:
    """What had to be guessed in a date that `parse` reads, for the story's notes; "" where nothing was."""
    found = _SLASHED.match(" ".join(text.split()))
    if found and int(found[1]) <= 12 and int(found[2]) <= 12 and found[1] != found[2]:
        order = "month/day" if _HALVES.search(text) else "day/month"
        return f"its date {found[0]} may be read in two ways: taken as {order}"
    return ""


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


def _named(written: str) -> datetime | None:
    """A date in another language or order of its parts, by dateparser; None for "yesterday" or half a date.

    5/14/2024 is read as it must be; 5/4/2024 as month/day beside AM or PM, else as day/month.
    """
    if not _WHOLE.search(written) or len(written) > _LONG:
        return None
    import dateparser  # type: ignore[import-untyped]

    order = "MDY" if _HALVES.search(written) else "DMY"
    found: datetime | None = dateparser.parse(
        _clocked(written),
        languages=_LANGUAGES,
        settings={
            "TIMEZONE": "UTC",
            "TO_TIMEZONE": "UTC",
            "RETURN_AS_TIMEZONE_AWARE": True,
            "STRICT_PARSING": True,
            "DATE_ORDER": order,
            "PREFER_LOCALE_DATE_ORDER": False,
            "PARSERS": ["absolute-time"],
        },
    )
    return found.astimezone(UTC) if found else None


def _clocked(written: str) -> str:
    """Times as the reader knows them: "18.30 GMT", "18h30", "18:30 Uhr" and "3rd March"."""
    colon = re.sub(r"(?<=[ ,T]\d\d)[.h](?=[0-5]\d(?:\s|$))", ":", re.sub(r"\bUhr\b", "", written))
    return re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", colon)


def _moment(found: Any) -> datetime | None:
    """feedparser's UTC tuple; None where it is no date of our calendar."""
    try:
        return datetime(*found[:6]).replace(tzinfo=UTC)
    except ValueError:
        return None
