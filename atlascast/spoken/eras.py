"""Years of lives and eras → words: "b. 1948", "c.1450", "r. 1952–2022", "A.D. 79", "44 B.C."."""

import re

from atlascast.spoken.context import BEGIN, NUM, stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, rows
from atlascast.spoken.words import amount, code, year

_DIGITS = "0123456789"


def _circa(match: re.Match[str]) -> str:
    return "Circa" if match["it"][0] == "C" else "circa"


def _circa_year(match: re.Match[str]) -> str:
    """ "c.1450", "ca.900"."""
    number = match["num"]
    said = year(int(number)) if re.fullmatch("[1-9][0-9]{2}|1[0-9]{3}|20[0-9]{2}", number) else amount(number)
    return f"{'Circa' if match['circa'][0] == 'C' else 'circa'} {said}"


def _lived(match: re.Match[str]) -> str:
    return "born" if match["it"] == "b." else "died"


def _era(match: re.Match[str]) -> str:
    number = match["year"]
    said = code(number) if len(number) == 3 else year(int(number))
    full_stop = stop(match.string, match.end()) if match[0].endswith(".") else ""
    era = " ".join(re.sub("[^A-Z]", "", match["era"]))
    return f"{era} {said}" if match.start("era") < match.start("year") else f"{said} {era}{full_stop}"


RULES: tuple[Rule, ...] = (
    rule("date", rf"(?<![\w.])(?P<circa>[Cc]a?\.)(?P<num>{NUM})(?![\w%])", _circa_year, "cC"),
    rule(
        "date",
        r"(?<![\w.])(?P<it>[Cc]a\.(?= ?~?[$€£]?\d)|(?:(?<=, )|(?<=\())ca?\.(?= \d)"
        r"|ca?\.(?= ?[$€£]\d)|ca?\.(?= \d{1,3} ?(?:km|nm|NM|m|miles|people|per cent|%)(?!\w))"
        r"|ca?\.(?= ?\d[\d,]{2,}| \d{1,2} [A-Z][a-z]| [A-Z][a-z]+ \d))",
        _circa,
        "cC",
    ),
    rule("score", r"(?<=[\w)] )(?P<it>d\.)(?= (?:[A-Z][\w'’-]+ ){1,3}\d{1,2}[-–]\d)", lambda m: "defeated", "d"),
    rule("date", r"(?<=\()b\.(?= [A-Z])", lambda m: "born", "b"),
    rule("date", r"(?:\(|, )(?P<it>[bd]\.)(?= ?\d{4}\b)", _lived, "bd"),
    rule(
        "date",
        r"(?<=[\w),] )(?P<it>d\.)(?= (?:(?:in|at|of|on|after|from|when|aged)\b|&|\d{1,2} [A-Z]|[A-Z][a-z]+\.? \d"
        rf"|{either(rows('calendar', 'weekdays'))}\b))",
        _lived,
        "d",
    ),
    rule("year", r"(?<![\w.])(?P<era>A\.?D\.?|B\.C\.) (?P<year>[1-9]\d{0,3})(?![\w,]|\.\d)", _era, _DIGITS),
    rule("year", rf"{BEGIN}(?P<year>[1-9]\d{{0,3}}) ?(?P<era>A\.?D|B\.?C\.?E|B\.?C|C\.?E)\b\.?", _era, _DIGITS),
    rule("date", r"(?:\(|, )(?P<it>r\.)(?= ?\d{4}[-–]\d)", lambda m: "reigned", "r"),
)
"""Among dates, before bare years."""
