"""Times of day, military times, time zones, durations → words.

"5:30 p.m. EST" → "five thirty P M E S T"; "1400 hours" and "14:00 GMT" → "fourteen hundred …"; "0630Z" → "oh six
thirty Zulu"; "02:00" alone → "two o'clock"; "1:01:01" → "one hour one minute and one second".
"""

import re

from atlascast.spoken import races
from atlascast.spoken.context import BEGIN, DASH, article_before, attributive, before, stop
from atlascast.spoken.dates import month_of
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, rows, words
from atlascast.spoken.words import DIGITS, cardinal, ordinal, pair, year

_ZONES = rows("zones", "zones")
_ZONE = rf"(?:{either(_ZONES)}|(?:e\.?[sd]\.?t|p\.?[sd]\.?t|c\.?[sd]\.?t|g\.?m\.?t|u\.?t\.?c))"
_HALF = r"(?P<half>[aApP])\.?(?:m|M)\b(?P<dot>\.)?"
_CLOCK = rf"(?P<hour>0?\d|1[0-2])(?:[:.](?P<minute>[0-5]\d))?(?::(?P<second>[0-5]\d))?\s?{_HALF}"
_BY = words("times", "by")
"""Before a bare "1420" that is then a time of day."""
_MILITARY = re.compile(r"\b(?:[01]\d|2[0-3])[0-5]\d ?(?:hours|hrs|Z|Zulu)\b|(?<![\d.,])0\d[0-5]\d\b")
_HERE = ("ET", "CT", "MT", "PT")
_BEGIN = r"(?<![\w.$€£])(?<![A-Z]-)(?:(?<!/)|(?<=[A-Z]T/)|(?<=m/)|(?<=m\./))(?<!\d[-–−,])"
_FIGURES = "0123456789"


def zone(written: str | None) -> str:
    """ " EST" → " E S T"; "" for none."""
    if not written:
        return ""
    name = written.replace(".", "").strip().upper()
    return " " + _ZONES.get(name, " ".join(name))


def _clock(match: re.Match[str]) -> str:
    half = f"{match['half'].upper()} M"
    hour, minute, second = int(match["hour"]), match["minute"], match["second"]
    if second:
        on_the = f"{_counted(hour, 'hour')} {_counted(int(minute), 'minute')}"
        if before(match):
            on_the = f"{cardinal(hour)} {pair(int(minute))}"
        said = f"{on_the} and {_counted(int(second), 'second')}"
    else:
        said = _hour_minute(hour, minute)
    end = match.end()
    where = zone(match["zone"] or match.groupdict().get("zoned"))
    full_stop = stop(match.string, end) if match.string[end - 1] == "." else ""
    return f"{said} {half}{where}{full_stop}"


def _hour_minute(hour: int, minute: str | None) -> str:
    if not minute or minute == "00":
        return cardinal(hour)
    return f"{cardinal(hour)} {pair(int(minute))}"


def _clock_range(match: re.Match[str]) -> str:
    first = _hour_minute(int(match["from_hour"]), match["from_minute"])
    if match["from_half"]:
        first += f" {match['from_half'].upper()} M"
    joint = "and" if before(match).lower() == "between" else "to"
    return f"{first} {joint} {_clock(match)}"


_DAY_TIME = re.compile(r"(?<![\d:.,])(?:0\d|1[3-9]|2[0-3]):[0-5]\d(?![\d:])")
_OF_DAY = re.compile(rf"(?:[,.;:)!?](?!\d)|$| (?:{'|'.join(words('times', 'follow'))})\b| {_ZONE}\b)")
_NO_TIME = re.compile(rf"(?i)\b(?:{'|'.join(words('times', 'never'))})\b|[$€£¥₹%]")


_HALVES = re.compile(r"\d ?[ap]\.?m\b")
"""Another time of day in the line, which makes a "9.30" one beside prices too."""
_LOCAL = re.compile(r" (?:local time|local\b|[A-Z][a-z]+(?: [A-Z][a-z]+)? time)")
"""A clock of the place, which a listener reads by halves of the day: "23:45 local time"."""


def _is_day_time(match: re.Match[str]) -> bool:
    """Whether another time in the text is written by the twenty-four hours: "from 22:00 to 05:00"."""
    return match["hour"].startswith("0") and len(_DAY_TIME.findall(match.string)) > 1


def _bare(match: re.Match[str]) -> str | None:
    """ "at 9.30 on Tuesday", "landed at 1420": a time of day by the words around it."""
    priced = _NO_TIME.search(match.string) and not _HALVES.search(match.string)
    if priced or not _OF_DAY.match(match.string, match.end()):
        return None
    if match["dot"] and int(match["hour"]) > 12 and _LOCAL.match(match.string, match.end()):
        return f"{_hour_minute(int(match['hour']) - 12, match['minute'])} P M"
    if match["dot"] and (match["minute"] != "00" or int(match["hour"]) < 13):
        hour_minute = _hour_minute(int(match["hour"]), match["minute"])
        return hour_minute if match["minute"] != "00" else f"{hour_minute} o'clock"
    hour, minute = match["hour"], match["minute"]
    return _hundred(hour) if minute == "00" else f"{_digits_hour(hour)} {pair(int(minute))}"


def _to_the_second(match: re.Match[str]) -> str:
    """ "at 03:17:35 local time": a time of day, not a stretch."""
    hour = cardinal(int(match["hour"]))
    return f"{hour} {pair(int(match['minute']))} and {_counted(int(match['second']), 'second')}{zone(match['zone'])}"


def _there(match: re.Match[str]) -> str:
    """ "8 p.m. ET/PT"."""
    return zone(match["zone"]).strip()


def _opening_hours(match: re.Match[str]) -> str:
    """ "10–5:30" → "ten to five thirty"."""
    first = _hour_minute(int(match["hour"]), match["minute"])
    return f"{first} to {_hour_minute(int(match['last_hour']), match['last_minute'])}"


def _day_clock(match: re.Match[str]) -> str:
    hour, minute, where = int(match["hour"]), match["minute"], zone(match["zone"])
    day_time = bool(where) or _is_day_time(match)
    if hour > 12 and _LOCAL.match(match.string, match.end()):
        return f"{_hour_minute(hour - 12, minute)} P M"
    if minute != "00":
        lead = "oh " if match["hour"].startswith("0") and where else ""
        return f"{lead}{cardinal(hour)} {pair(int(minute))}{where}"
    if hour > 12 or day_time or hour == 0:
        return _hundred(match["hour"]) + where
    return f"{cardinal(hour)} o'clock"


def _day_range(match: re.Match[str]) -> str:
    ends = []
    for hour, minute in ((match["hour"], match["minute"]), (match["last_hour"], match["last_minute"])):
        ends.append(_hundred(hour) if minute == "00" else f"{cardinal(int(hour))} {pair(int(minute))}")
    joint = "and" if before(match).lower() == "between" else "to"
    return f"{ends[0]} {joint} {ends[1]}{zone(match['zone'])}"


def _hundred(hour: str) -> str:
    if hour == "00":
        return "zero hundred"
    return ("oh " if hour.startswith("0") else "") + f"{cardinal(int(hour))} hundred"


def _military(match: re.Match[str]) -> str | None:
    hour, minute, unit = match["hour"], match["minute"], match["unit"]
    hours_only = unit and unit.strip() in ("hours", "hrs", "h", "hrs.")
    early = hour.startswith("0")
    named = early and article_before(match) and re.match(r" [a-z]{3,}", match.string[match.end() :])
    if not unit and not named and not (before(match).lower() in _BY and (early or _MILITARY.search(match.string))):
        return None
    if hours_only and not early and before(match).lower() not in _BY:
        return None
    said = _hundred(hour) if minute == "00" else _digits_hour(hour) + f" {pair(int(minute))}"
    if not unit:
        return said
    if hours_only:
        return f"{said} hours" + (stop(match.string, match.end()) if unit.endswith(".") else "")
    return said + (" local" if "local" in unit else zone(unit))


def _digits_hour(hour: str) -> str:
    if hour == "00":
        return "oh oh"
    return f"oh {DIGITS[int(hour)]}" if hour.startswith("0") else cardinal(int(hour))


def _military_range(match: re.Match[str]) -> str:
    """ "0900-1700 hrs" → "oh nine hundred to seventeen hundred hours"."""
    ends = []
    for hour, minute in ((match["hour"], match["minute"]), (match["last_hour"], match["last_minute"])):
        ends.append(_hundred(hour) if minute == "00" else f"{_digits_hour(hour)} {pair(int(minute))}")
    return f"{ends[0]} to {ends[1]}{zone(match['zone'])}" + (" hours" if match["unit"] else "")


def _french(match: re.Match[str]) -> str:
    """ "18h00" → "eighteen hundred"; "1h40 late" is a stretch."""
    if re.match(r"[1-9]h", match[0]) and re.match(r" (?:late|long|behind|ahead|delay)\b", match.string[match.end() :]):
        return f"{_counted(int(match['hour']), 'hour')} {cardinal(int(match['minute']))}"
    if match["minute"] == "00":
        return _hundred(match["hour"])
    return f"{cardinal(int(match['hour']))} {pair(int(match['minute']))}"


def _dotted_hours(match: re.Match[str]) -> str:
    """ "17.05 hrs": a time of day, as two figures stand before and behind the point."""
    return f"{_digits_hour(match['hour'])} {'hundred' if match['minute'] == '00' else pair(int(match['minute']))} hours"


def _counted(number: int, noun: str) -> str:
    return f"{cardinal(number)} {noun}{'' if number == 1 else 's'}"


def _stamp(match: re.Match[str]) -> str:
    """ "2026-11-17T09:30Z", the date and time as machines write them."""
    day = f"{month_of(int(match['month']))} {ordinal(int(match['day']))} {year(int(match['year']))}"
    hour, minute = match["hour"], match["minute"]
    at = _hundred(hour) if minute == "00" else f"{_digits_hour(hour)} {pair(int(minute))}"
    where = zone(match["zone"]) if match["zone"] and not match["sign"] else ""
    if match["sign"]:
        part = f" {pair(int(match['part']))}" if match["part"] and match["part"] != "00" else ""
        where = f" U T C {'plus' if match['sign'] == '+' else 'minus'} {cardinal(int(match['off']))}{part}"
    return f"{day} at {at}{where}"


def _elapsed(match: re.Match[str]) -> str:
    hours, minutes, seconds = (int(match[key]) for key in ("hour", "minute", "second"))
    if attributive(match.string, match.end(), owner=before(match)):
        return f"{cardinal(hours)} hour {cardinal(minutes)} minute {cardinal(seconds)} second"
    return f"{_counted(hours, 'hour')} {_counted(minutes, 'minute')} and {_counted(seconds, 'second')}"


RULES: tuple[Rule, ...] = (
    *races.RULES,
    rule(
        "time",
        r"(?<!\w)(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])[T ]"
        r"(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?"
        r"(?P<zone> ?Z|(?P<sign>[+−-])(?P<off>\d\d)(?::?(?P<part>\d\d))?)?(?!\w)",
        _stamp,
        "-",
    ),
    rule(
        "time", rf"(?:\b[Nn]oon|\b[Mm]idnight|o['’]clock) (?P<it>{either(_ZONES)})\b", lambda m: zone(m["it"]).strip()
    ),
    rule("time", rf"{BEGIN}(?P<hour>[01]\d|2[0-3])\.(?P<minute>[0-5]\d) ?hrs\b\.?", _dotted_hours, "h"),
    rule(
        "time",
        rf"{BEGIN}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d){DASH}(?P<last_hour>[01]\d|2[0-3])(?P<last_minute>[0-5]\d)"
        rf"\s?(?:(?P<zone>{_ZONE})\b|(?P<unit>hours|hrs|h)\b)",
        _military_range,
        _FIGURES,
    ),
    rule(
        "time",
        rf"{BEGIN}(?P<hour>0\d)(?P<minute>[0-5]\d){DASH}(?P<last_hour>[01]\d|2[0-3])(?P<last_minute>[0-5]\d)"
        r"(?P<zone>)(?P<unit>)(?![\w-])",
        _military_range,
        _FIGURES,
    ),
    rule("time", rf"{BEGIN}(?P<hour>[01]?\d|2[0-3])h(?P<minute>[0-5]\d)(?!\w)", _french, "h"),
    rule(
        "time",
        rf"{BEGIN}(?P<from_hour>0?\d|1[0-2])(?:[:.](?P<from_minute>[0-5]\d))?(?:\s?(?P<from_half>[aApP])"
        rf"\.?[mM]\b\.?)? ?{DASH} ?{_CLOCK}(?:\s?(?P<zone>{_ZONE})\b\.?)?",
        _clock_range,
        _FIGURES,
    ),
    rule(
        "time",
        rf"{BEGIN}(?P<hour>[01]\d|2[0-3]):(?P<minute>[0-5]\d) ?{DASH} ?"
        r"(?P<last_hour>[01]?\d|2[0-3]):(?P<last_minute>[0-5]\d)"
        rf"(?:\s?(?P<zone>{_ZONE})\b)?(?!:?\d|,\d)",
        _day_range,
        ":",
    ),
    rule(
        "time",
        rf"{BEGIN}(?P<hour>[1-9]|1[0-2])(?:[:.](?P<minute>[0-5]\d))?{DASH}(?P<last_hour>[1-9]|1[0-2]):(?P<last_minute>[0-5]\d)(?!:?\d)",
        _opening_hours,
        ":",
    ),
    rule("time", rf"(?<={either(_HERE)})/(?P<it>(?P<zone>{either(_HERE)}))(?!\w)", _there, "/"),
    rule("time", rf"{_BEGIN}{_CLOCK}(?:\s?(?:(?P<zone>{_ZONE})\b|\((?P<zoned>{_ZONE})\)))?", _clock, _FIGURES),
    rule(
        "time",
        rf"(?:(?<=\b[Aa]t )|(?<=\b[Aa]t about ))(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)"
        rf"(?:\s?(?P<zone>{_ZONE})\b)?(?![\w:]|[.]\d)",
        _to_the_second,
        ":",
    ),
    rule("time", rf"{BEGIN}(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)(?![\w:]|[.]\d)", _elapsed, ":"),
    rule(
        "time",
        rf"{BEGIN}(?P<hour>[01]?\d|2[0-3])(?::|\.(?=\d\d ?{_ZONE}\b))"
        rf"(?P<minute>[0-5]\d)(?:\s?(?P<zone>{_ZONE})\b)?(?!:?\d|[,.]\d)",
        _day_clock,
        ":.",
    ),
    rule(
        "time",
        rf"{BEGIN}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<unit>\s?(?:hours|hrs\b\.?|h\b|local\b|{_ZONE}\b))?"
        r"(?!\w|,\d|\.\d)",
        _military,
        _FIGURES,
    ),
    rule(
        "time",
        r"\b(?:[Aa]t|[Bb]y|[Uu]ntil|till|[Bb]efore|[Aa]fter|[Ff]rom|[Ss]ince|[Aa]round|(?<=\d )to)"
        r"(?: about| around| exactly| roughly)? "
        r"(?P<it>(?P<hour>0?\d|1\d|2[0-3])(?:(?P<dot>\.)|(?<=\b[Aa]t \d\d))(?P<minute>[0-5][05]))(?![\w%]|[.,:]\d)",
        _bare,
        _FIGURES,
    ),
)
