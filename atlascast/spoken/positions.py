"""Positions and points of the compass → words.

"33.5N, 36.3E" → "thirty-three point five north, …", "7°40′33″S" → "seven degrees forty minutes …", "12 km SE of".
"""

import re

from atlascast.spoken.context import stop
from atlascast.spoken.measures import counted
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, rows
from atlascast.spoken.words import amount

_POINTS = rows("units", "points")


def _coordinate(match: re.Match[str]) -> str:
    said = f"{counted(match['degrees'], 'degree')} {counted(match['minutes'], 'minute')}"
    if match["seconds"]:
        said += f" {counted(match['seconds'], 'second')}"
    return f"{said} {_POINTS[match['point']]}"


def _position(match: re.Match[str]) -> str:
    """ "33.5N, 36.3E" → "thirty-three point five north, thirty-six point three east"."""
    degrees = " degrees" if match["sign"] else ""
    said = f"{amount(match['lat'])}{degrees} {_POINTS[match['ns']]}"
    return f"{said}{match['comma']} {amount(match['long'])}{degrees} {_POINTS[match['ew']]}"


def _point_first(match: re.Match[str]) -> str:
    """ "N 35.2, E 36.1" → "north thirty-five point two, east thirty-six point one"."""
    said = f"{_POINTS[match['ns']]} {amount(match['lat'])}"
    return f"{said}{match['comma']} {_POINTS[match['ew']]} {amount(match['long'])}"


def _magnitude(match: re.Match[str]) -> str | None:
    """ "the Mw 7.8 quake" → "magnitude"."""
    return "magnitude" if re.search(r"(?i)quake|seism|tremor|temblor|aftershock", match.string) else None


def _line(match: re.Match[str]) -> str:
    """ "Lat. 14.3 N" → "latitude fourteen point three north"."""
    name = "latitude" if match["name"].lower().startswith("lat") else "longitude"
    end = stop(match.string, match.end()) if match[0].endswith(".") else ""
    return f"{name} {amount(match['num'])}{' degrees' if match['sign'] else ''} {_POINTS[match['point']]}{end}"


def _direction(match: re.Match[str]) -> str:
    return _POINTS[match["it"]]


RULES: tuple[Rule, ...] = (
    rule("measure", r"(?<!\w)(?P<it>Mww?|M[sbL]|mb)(?= \d\.\d)", _magnitude, "M"),
    rule(
        "measure",
        r"(?<![\w.,$€£¥₹-])(?P<num>\d\.\d)[ -]?M"
        r"(?= (?:(?:earthquake|quake|tremor|temblor|aftershock|foreshock|shock)s?|struck|hit)\b)",
        lambda m: f"{amount(m['num'])} magnitude",
        "M",
    ),
    rule(
        "measure",
        r"(?<!\w)(?P<name>[Ll]at|[Ll]ong?)\.? (?P<num>\d{1,3}(?:\.\d+)?)(?P<sign>°)? ?(?P<point>[NSEW])\b\.?",
        _line,
        "Ll",
    ),
    rule(
        "measure",
        r"\b(?:[Ww]inds?|mov(?:ing|ed)|headed|heading|drift(?:ing|ed)|tracking|sail(?:ing|ed)|blowing|blew|travell?ing"
        r"|advanced|spread|turned|veered|pushed|fled|flew) "
        rf"(?P<it>{either(_POINTS)})(?![\w.'’-])",
        _direction,
        "NSEW",
    ),
    rule("measure", rf"(?<=[a-z] )(?P<it>{either(_POINTS)})(?= of (?:the )?[A-Z])", _direction, "NSEW"),
    rule(
        "measure",
        r"(?<![\w.,])(?P<lat>\d{1,2}(?:\.\d+)?)(?P<sign>°)? ?(?P<ns>[NS])(?P<comma>,?)(?: |(?<=,))"
        r"(?P<long>\d{1,3}(?:\.\d+)?)°? ?(?P<ew>[EW])(?!\w)",
        _position,
        "EW",
    ),
    rule(
        "measure",
        r"(?<![\w.])(?P<ns>[NS])\.? ?(?P<lat>\d{1,2}(?:\.\d+)?)°?(?P<comma>,?) "
        r"(?P<ew>[EW])\.? ?(?P<long>\d{1,3}(?:\.\d+)?)°?(?!\w)",
        _point_first,
        "EW",
    ),
    rule("measure", r"\bdegrees? (?P<it>[NSEW])(?![\w'’])", _direction, "NSEW"),
    rule(
        "measure",
        r"(?<!\w)(?P<degrees>\d{1,3})°\s?(?P<minutes>\d{1,2}(?:\.\d+)?)['’′]\s?"
        r"(?:(?P<seconds>\d{1,2}(?:\.\d+)?)(?:[\"”″]|'')\s?)?(?P<point>[NSEW])\b",
        _coordinate,
        "°",
    ),
    rule(
        "measure",
        r"\d ?(?:km|kilomet(?:er|re)s?|miles?|mi\.?|nm|NM|nmi|kms|met(?:er|re)s|m|feet|ft|yards) "
        rf"(?:\([^()]{{1,24}}\) )?(?P<it>{either(_POINTS)})(?= of\b)",
        _direction,
        "NSEW",
    ),
)
