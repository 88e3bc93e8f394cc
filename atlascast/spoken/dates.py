"""Dates with a month's name, years, decades → words.

"January 6, 2021" → "January sixth, twenty twenty-one"; "15 May 1992" → "the fifteenth of May nineteen ninety-two".
"""

import re

from atlascast.spoken import eras
from atlascast.spoken.context import BEGIN, DASH, after, article_before, before, starts_sentence, stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import rows, table, words
from atlascast.spoken.words import cardinal, decade, ordinal, pair, year
from atlascast.week import MONTHS

_MONTHS = rows("calendar", "months")
_BY_KEY = {name.lower(): name for name in MONTHS} | {key.lower(): name for key, name in _MONTHS.items()}
_SPELT = sorted({*_BY_KEY}, key=len, reverse=True)
_DOTTED = {key.lower() for key in _MONTHS} - {"may"}
MONTH = (
    "(?:"
    + "|".join(
        form + (r"\b\.?" if key in _DOTTED else r"\b")
        for key in _SPELT
        for form in (key.capitalize(), key.upper(), key)
    )
    + ")"
)
"""Any written month, in title, upper or lower case, short forms with or without their full stop."""
_ORD = "(?:st|nd|rd|th)?"
YEAR = r"(?:1\d|20)\d\d"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
THEN = r"(?:[,.;:)](?!\d)|$| (?:attacks?|strikes?|raids?|in|at|near|on|for|with|and|as|was|were|when|after|during)\b)"
_BEFORE_YEAR = frozenset(table("calendar")["year"]["before"].split())
_COUNTED = frozenset(table("calendar")["year"]["counted"].split())
_OWNERS = frozenset({"the", "a", "its", "his", "her", "their", "this", "our", "last"})
_NAMED = re.compile(r"\b(?!Mid-)[A-Z][a-z]+-$")
"""Before "Shenzhou-20's", which is no decade."""
_BEFORE_FAR_YEAR = frozenset({"by", "in", "until", "through", "year", "since"})
"""Before a year after 2099, which is as likely a count: "by 2100"."""
_FOLLOWERS = words("context", "after_an_amount")
_DIGITS = "0123456789"


def month_of(number: int) -> str:
    """9 → "September"."""
    return MONTHS[number - 1]


def month_name(written: str) -> str:
    """ "Sept." → "September"."""
    return _BY_KEY[written.rstrip(".").lower()]


def _plain_word(month: str, *others: str | None) -> bool:
    """Whether a lower-case "may" or "march" is likely no month: it stands without both day and year."""
    return month in ("may", "march", "mar", "sep", "dec", "jan", "jun") and not all(others)


def _day_first(match: re.Match[str]) -> str | None:
    day, last, month, comma, of_year = match["day"], match["last"], match["month"], match["comma"], match["year"]
    if _plain_word(month, of_year):
        return None
    owned = before(match).lower()
    the = "" if owned in _OWNERS or re.search(r"['’]s?$", owned) else "the "
    said = f"{the}{ordinal(int(day))}"
    if last:
        said += f" {_joint(match)} the {ordinal(int(last))}"
    said += f" of {month_name(month)}"
    return f"{said}{comma or ''} {year(int(of_year))}" if of_year else said + _close(match)


def _month_first(match: re.Match[str]) -> str | None:
    month, day, last, comma, of_year = match["month"], match["day"], match["last"], match["comma"], match["year"]
    if _plain_word(month, of_year):
        return None
    said = f"{month_name(month)} {ordinal(int(day))}"
    if last:
        said += f" {_joint(match)} {ordinal(int(last))}"
    return f"{said}{comma or ''} {year(int(of_year))}" if of_year else said


def _close(match: re.Match[str]) -> str:
    """The full stop of "21 Nov." where it ends the sentence."""
    return stop(match.string, match.end()) if match[0].endswith(".") else ""


def _joint(match: re.Match[str]) -> str:
    """What stands between two days: the word as written; for a dash "to", or "and" after "between"."""
    word = match["joint"].strip().replace("&", "and")
    dash = "and" if before(match).lower() == "between" else "to"
    return word if word.isalpha() else dash


def _across(match: re.Match[str]) -> str | None:
    """ "Dec. 24-Jan. 2", "24 Dec.–2 Jan.", "Oct–Dec 2023"."""
    if match["month"].islower() or match["until"].islower():
        return None
    ends = []
    for month, ahead, behind in (("month", "first", "day"), ("until", "second", "last")):
        name = month_name(match[month])
        if match[ahead]:
            name = f"the {ordinal(int(match[ahead]))} of {name}"
        ends.append(f"{name} {ordinal(int(match[behind]))}" if match[behind] else name)
    if match["since"]:
        ends[0] += f" {year(int(match['since']))}"
    end = f"{match['comma'] or ''} {year(int(match['year']))}" if match["year"] else ""
    return f"{ends[0]} {_joint(match)} {ends[1]}{end}{_close(match)}"


def _month_year(match: re.Match[str]) -> str | None:
    if match["month"] in ("may", "march", "mar"):
        return None
    return f"{month_name(match['month'])}{match['comma'] or ''} {year(int(match['year']))}"


def _short(match: re.Match[str]) -> str:
    return pair(int(match["year"]))


def _edition(match: re.Match[str]) -> str:
    """ "the Zapad-2025 drill" → "Zapad twenty twenty-five"."""
    return f" {year(int(match['year']))}"


def _decade(match: re.Match[str]) -> str | None:
    """ "the 40's"; "the CAC 40's biggest firm" owns, as a name stands before."""
    if _NAMED.search(match.string[: match.start()]):
        return None
    owner = before(match)
    if re.search("['’]s$", match[0]) and owner[:1].isupper() and not starts_sentence(owner):
        return f"{cardinal(int(match['decade']))}'s"
    return decade(int(match["decade"]))


def _span(match: re.Match[str]) -> str | None:
    first, second = int(match["first"]), match["second"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last <= first or last - first > 400:
        return None
    joint = "and" if before(match).lower() == "between" else "to"
    return f"{year(first)} {joint} {year(last) if len(second) == 4 else pair(int(second))}"


def _year(match: re.Match[str]) -> str | None:
    number, word = int(match["year"]), before(match).lower().rstrip(".,")
    follower = after(match).lower()
    if follower in _COUNTED or match.string[: match.start()].endswith("out of "):
        return cardinal(number)
    if number > 2099 and (word not in _BEFORE_FAR_YEAR or (follower and follower not in _FOLLOWERS)):
        return None
    if 1900 <= number <= 2099:
        return year(number)
    if number < 1100:
        return year(number) if word in ("in", "since", "year", "until", "circa") else cardinal(number)
    if word in _BEFORE_YEAR or not follower or not follower.endswith("s") or (number % 10 and article_before(match)):
        return year(number)
    return cardinal(number)


def _short_span(match: re.Match[str]) -> str:
    """ "the '92-'95 siege" → "ninety-two to ninety-five"."""
    return f"{pair(int(match['first']))} to {pair(int(match['last']))}"


def _decades(match: re.Match[str]) -> str:
    return f"{decade(int(match['first']))} to {decade(int(match['last']))}"


def _month(match: re.Match[str]) -> str:
    return month_name(match["it"]) + stop(match.string, match.end("it"))


RULES: tuple[Rule, ...] = (
    rule(
        "date",
        rf"\b[Ii]n (?P<it>(?P<month>{MONTH})(?<!\.) (?P<year>2\d))"
        r"(?=[.;)]?$|[.;)] |,(?! \d)| (?:from|to|vs|versus|against|compared|than|fell|rose|was|were)\b)",
        lambda m: f"{month_name(m['month'])} {year(2000 + int(m['year']))}",
        _DIGITS,
    ),
    rule(
        "date",
        rf"(?<![\w-])(?:(?P<first>{DAY}) )?(?P<month>{MONTH})(?: (?P<day>{DAY}){_ORD})?"
        rf"(?:,? (?P<since>{YEAR}))?(?P<joint> ?[-–‑] ?)"
        rf"(?:(?P<second>{DAY}) )?(?P<until>{MONTH})(?: (?P<last>{DAY}){_ORD})?(?:(?P<comma>,)? (?P<year>{YEAR}))?"
        r"(?![\w-]|[,.]\d)",
        _across,
        "-–‑",
    ),
    rule(
        "date",
        rf"{BEGIN}(?P<day>{DAY}){_ORD}(?:(?P<joint>{DASH}|/|(?<=\d) (?:to|and|or|&) )(?P<last>{DAY}){_ORD})?"
        rf"[ -](?:of )?"
        rf"(?P<month>{MONTH})"
        rf"(?:(?P<comma>,)?[ -](?P<year>{YEAR})(?![\w,]\w|\w))?(?![\w-]|\.\w)",
        _day_first,
        _DIGITS,
    ),
    rule(
        "date",
        rf"(?:(?<![\w-])|(?<=\bpre-)|(?<=\bpost-))(?P<month>{MONTH})[ -](?P<day>{DAY}){_ORD}"
        rf"(?:(?P<joint>{DASH}| (?:to|through|and|or|&) (?={DAY}{_ORD}{THEN}))(?P<last>{DAY}){_ORD})?"
        rf"(?:(?P<comma>,)?[ -](?P<year>{YEAR})(?![\w,]\w|\w))?(?![\w%]|:\d|[,.]\d|-\d)",
        _month_first,
        _DIGITS,
    ),
    rule(
        "date",
        rf"(?<![\w-])(?P<month>{MONTH})(?P<comma>,)? (?:of )?(?P<year>{YEAR})(?![\w]|[,.]\d|-\d)",
        _month_year,
        _DIGITS,
    ),
    rule("date", r"(?<![\w.])(?P<it>(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)(?!\w)", _month, "."),
    rule(
        "date",
        r"\b(?:in|since|by|until|last|this|early|late|mid)[ -]"
        r"(?P<it>Jan|Feb|Apr|Aug|Sept|Oct|Nov|Dec)(?![\w.'’-]| [A-Z])",
        _month,
    ),
    *eras.RULES,
    rule(
        "year",
        rf"{BEGIN}(?P<first>1\d\d0|20\d0)['’]?s{DASH}['’]?(?P<last>1\d\d0|20\d0|\d0)['’]?s(?!\w)",
        _decades,
        _DIGITS,
    ),
    rule("year", rf"(?<![\w'’])['’‘](?P<first>\d\d){DASH}['’‘]?(?P<last>\d\d)(?![\w'’])", _short_span, "'’‘"),
    rule("year", r"(?<![\w.,/$€£¥₹])(?P<decade>1\d\d0|20\d0)(?: s|['’]?s)(?!\w)", _decade, _DIGITS),
    rule("year", r"(?<!\w)['’‘]00s(?!\w)", lambda m: "two thousands", "0"),
    rule("year", r"(?<![\w$€£])(?<![A-Z]-)(?<!\b[Nn]o\. )['’‘]?(?P<decade>[1-9]0)['’]?s(?!\w)", _decade, _DIGITS),
    rule(
        "year",
        rf"(?:(?:\d,|[a-z]\.|{MONTH}|\b[A-Z]{{3,}}|[A-Z][a-z]{{3,}}(?=.{{4}}\W*$)"
        r"|\b(?:[Ii]n|[Oo]f|since|from|by|until|summer|class|spring|early|late|\d{4} to)) "
        r"|\b[Mm]id-|\b(?:[Tt]he|[Aa]|[Hh]is|[Hh]er|[Ii]ts|[Pp]re-|[Pp]ost-) ?(?=.\d\d [A-Za-z][^'’]*(?:$|['’]\w))"
        r"|\((?=.\d\d\))|\b[A-Z][a-z]{3,} (?=.\d\d[^'’]*(?:$|['’]\w))"
        r")(?P<it>['’‘](?P<year>\d\d))(?![\w'’])",
        _short,
        "'’‘",
    ),
    rule("year", rf"{BEGIN}(?P<first>{YEAR})[-–‑/](?P<second>{YEAR}|\d\d)(?![\w-]|[,.]\d)", _span, _DIGITS),
    rule(
        "year",
        r"\b(?!(?:Mid|Pre|Post|Early|Late|Non)-)[A-Z][a-z]{2,}(?P<it>-(?P<year>(?:19|20)\d\d))(?![\w/–-]|[.,]\d)",
        _edition,
        "-",
    ),
    rule(
        "year",
        r"(?<![\w./$€£¥₹₩₦#])(?<!\d[-–−,])(?<![A-Z]-)(?P<year>1\d\d\d|2[01]\d\d)(?![\w/%]|[.,]\d|[-–]\d| ?%)",
        _year,
        _DIGITS,
    ),
)
