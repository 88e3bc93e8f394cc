"""Days of the week, short → words: "Mon.-Sun." → "Monday to Sunday", "on Tues." → "on Tuesday"."""

import re

from atlascast.spoken.context import DASH, stop
from atlascast.spoken.dates import MONTH, month_of
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, rows
from atlascast.spoken.words import ordinal


def _weekdays(match: re.Match[str]) -> str:
    names = rows("calendar", "weekdays")
    last = stop(match.string, match.end()) if match[0].endswith(".") else ""
    return f"{names[match['first']]} to {names[match['last']]}{last}"


def _weekday(match: re.Match[str]) -> str:
    full_stop = stop(match.string, match.end("it")) if match["it"].endswith(".") else ""
    return rows("calendar", "weekdays")[match["day"]] + full_stop


def _dated(match: re.Match[str]) -> str:
    """ "on Tuesday (2/22)" → "February twenty-second"."""
    return f"{month_of(int(match['month']))} {ordinal(int(match['day']))}"


_SHORTEST = rows("calendar", "shortest")
_DAYS = either(rows("calendar", "weekdays"))
RULES: tuple[Rule, ...] = (
    rule(
        "date",
        r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun|Tu|Th|We)(?:day)?\.?,? \(?"
        r"(?P<it>(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01]))(?![\w/-]|[,.]\d)",
        _dated,
        "/",
    ),
    rule("date", rf"(?<![\w-])(?P<first>{_DAYS})\.?(?:{DASH}| to )(?P<last>{_DAYS})\b\.?", _weekdays),
    rule("date", rf"(?<![\w-])(?P<it>(?P<day>{_DAYS})(?:\.(?=,? (?:{MONTH}|\d)|-)|(?=,? (?:\d|{MONTH}))))", _weekday),
    rule("date", r"(?<![\w-])(?P<it>(?P<day>Mon|Tues?|Wed|Thu(?:rs?)?|Fri)\.)(?!\w)", _weekday, "."),
    rule("date", r"(?<![\w-])(?P<it>(?P<day>Sat|Sun)\.)(?= (?:&|[a-z]))", _weekday, "."),
    rule(
        "date",
        rf"(?<![\w-])(?P<it>(?P<day>{_DAYS})\.?)(?= (?:morning|afternoon|evening|night|noon|midday|midnight)\b)",
        _weekday,
    ),
    rule("date", rf"(?<=\b[Oo]n )(?P<it>(?P<day>{_DAYS})\.)", _weekday, "."),
    rule("date", rf"(?<![\w-])(?P<it>{either(_SHORTEST)})(?= \(?\d{{1,2}}/\d)", lambda m: _SHORTEST[m["it"]], "/"),
    rule("date", r"(?<=\d\d )(?P<it>(?P<day>Sat|Sun)\.)(?!\w)", _weekday, "."),
    rule("date", r"(?<=[a-z.,] )(?P<it>(?P<day>Sat)\.)(?!\w)", _weekday, "."),
    rule(
        "date",
        r"(?<=[a-z.,] )(?<!\b[Tt]he )(?<!\b(?:our|via) )(?P<it>(?P<day>Sun)\.)(?!\w)",
        _weekday,
        ".",
    ),
)
