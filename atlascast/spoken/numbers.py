"""Scores, ranges, ordinals and plain numbers → words, after every more particular class.

"5-10" → "five to ten" (after "between": "five and ten"), "21st" → "twenty-first",
"400-year-old" → "four hundred-year-old", "called 911" → "called nine one one".
"""

import re

from atlascast.spoken import fractions
from atlascast.spoken.context import DASH, NUM, after, before, starts_sentence, stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, rows, words
from atlascast.spoken.words import amount, cardinal, code, digits, is_one, ordinal, plural, year

_SPELT_BEFORE = words("numbers", "spelt_before")
_SPELT_AFTER = words("numbers", "spelt_after")
_BEGIN = r"(?<![\w./$€£¥₹])(?<!\d[–−,-])"
_CALLED = re.compile(r"(?i)\b(?:call(?:s|ed|ing)?|dial(?:s|ed|ing)?|emergency|dispatchers?)\b.{0,40}\b911\b")
_CODES = re.compile(
    r"(?i)\b(?:ending in|(?:zip|area|post|access|dialing|country) code|pin|extension|passcode|squawk(?:s|ed|ing)?"
    r"|IMO|MMSI) (?:is )?$"
)
_VOTED = re.compile(
    r"(?i)\b(?:vot(?:e[ds]?|ing)|pass(?:ed|es)|approved?|adopted|rejected|ruling|ruled|confirmed|abstentions?|split)\b"
)
_BLOOD = re.compile(r"(?i)\bblood pressure|hypertens|\bsystolic|\bBP\b.{0,12}\d/\d")
_ROUND = {"1,000": "thousands", "10,000": "tens of thousands", "100,000": "hundreds of thousands"}
_RUN_TOGETHER = "|".join(sorted(words("numbers", "run_together"), key=len, reverse=True))
_NTH = rows("numbers", "nth")
_FIGURES = "0123456789"


def _range(match: re.Match[str]) -> str | None:
    low, high = match["low"], match["high"]
    if low == high and low.isdigit() and int(low) >= 20:
        return f"{amount(low)}-{amount(high)}"
    if re.match(r"0\d", low) or re.match(r"0\d", high) or len(low) > 6:
        return None
    word = before(match)
    if ":" in match[0] and word[:1].isupper() and not starts_sentence(word):
        return f"{amount(low)} {amount(high)}"
    return f"{amount(low)} {'and' if word.lower() == 'between' else 'to'} {amount(high)}"


def _version(match: re.Match[str]) -> str:
    """ "5.1.1", a version; "clade 2.3.4.4b", a branch of a virus."""
    said = " point ".join(cardinal(int(part)) for part in re.findall(r"\d+", match[0]))
    return f"{said} {match['letter']}" if match["letter"] else said


def _record(match: re.Match[str]) -> str:
    """ "12-5-3" of a team stands apart; of a vote it is "three hundred eleven to one hundred twelve to one"."""
    joint = " to " if _VOTED.search(match.string) else " "
    return joint.join(amount(n) for n in re.split(DASH, match[0]))


def _ordinal(match: re.Match[str]) -> str | None:
    number, ending = int(match["num"].replace(",", "")), match["ending"].lower()
    right = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    if ending != right and not (ending == "d" and right in ("nd", "rd")):
        return None
    return ordinal(number)


def _stone(match: re.Match[str]) -> str | None:
    """ "weighed 16st", where it can be no ordinal."""
    number = int(match["num"])
    told = match.start() and (number % 10 != 1 or number == 11)
    return f"{cardinal(number)} stone" if told else None


def _ordinals(match: re.Match[str]) -> str:
    """ "19th-20th c." → "nineteenth to twentieth century"."""
    return f"{ordinal(int(match['low']))} to {ordinal(int(match['high']))}"


def _nth(match: re.Match[str]) -> str:
    """ "the 20th c.", "in the 88th min.": what an ordinal counts."""
    dotted = match["it"].endswith(".")
    return _NTH[match["it"].rstrip(".")] + (stop(match.string, match.end("it")) if dotted else "")


def _of_year(match: re.Match[str]) -> str:
    """ "No. 880/2017", a case or a law of that year."""
    return f"{amount(match['num'])} of {year(int(match['year']))}"


def _quote(match: re.Match[str]) -> str:
    """ "3.703/3.706", a rate bid and asked."""
    return f"{amount(match['low'])} to {amount(match['high'])}"


def _rated(match: re.Match[str]) -> str:
    """ "5.6/10", what a critic gives."""
    return f"{amount(match['low'])} out of {amount(match['high'])}"


def _out_of(match: re.Match[str]) -> str:
    """ "3.4/10,000" → "three point four per ten thousand"."""
    return f"{amount(match['low'])} per {amount(match['high'])}"


def _pressure(match: re.Match[str]) -> str | None:
    """ "140/90" where the line is about blood pressure."""
    return f"{amount(match['low'])} over {amount(match['high'])}" if _BLOOD.search(match.string) else None


def _twice(match: re.Match[str]) -> str:
    """ "the 7/7 bombings" → "seven seven"."""
    return f"{amount(match['num'])} {amount(match['other'])}"


def _date_like(match: re.Match[str]) -> str:
    return "nine eleven"


def _spelt(match: re.Match[str]) -> str | None:
    by = before(match).lower()
    follower = after(match).lower()
    called = by in _SPELT_BEFORE or follower in _SPELT_AFTER or _CALLED.search(match.string)
    if match[0] == "911" and called:
        return digits(match[0])
    if _CODES.search(match.string[: match.start()]):
        return digits(match[0])
    return None


def _even(match: re.Match[str]) -> str | None:
    """ "50/50", "60/40": shares of a hundred, or the same twice."""
    low, high = int(match["num"]), int(match["other"])
    return f"{cardinal(low)}-{cardinal(high)}" if low == high or low + high == 100 else None


def _case(match: re.Match[str]) -> str:
    """ "No. 24-939", a docket: its parts are no range."""
    return f"{code(match['num'])} {code(match['other'])}"


def _power(match: re.Match[str]) -> str:
    names = {"²": "squared", "³": "cubed"}
    power = names.get(match["power"]) or f"to the {ordinal(int(match['power']))}"
    return f"{amount(match['num'])} {power}"


def _years_old(match: re.Match[str]) -> str:
    return f"{amount(match['num'])}-year-old"


def _team(match: re.Match[str]) -> str:
    """ "76ers" → "seventy-sixers"."""
    said = cardinal(int(match["num"]))
    return said + ("rs" if said.endswith("e") else "ers")


def _released(match: re.Match[str]) -> str:
    """ "v2.0" → "version two point zero"."""
    return "version " + " point ".join(cardinal(int(part)) for part in match["num"].split("."))


def _lines(match: re.Match[str]) -> str:
    """ "1080p", the height of a picture."""
    return f"{code(match['num'])} P"


def _firsts(match: re.Match[str]) -> str:
    """ "her four No. 1s"."""
    return f"number {plural(cardinal(int(match['num'])))}"


def _round_many(match: re.Match[str]) -> str:
    """ "100s of fans" → "hundreds", "$1,000s" → "thousands of dollars"."""
    name = {1: "tens", 2: "hundreds", 3: "thousands", 6: "millions"}[match["num"].count("0")]
    return f"{name} of dollars" if match["sign"] else name


def _apostrophe(match: re.Match[str]) -> str:
    return amount(match["num"]) + "'s" if match["mark"] else plural(cardinal(int(match["num"])))


def _run_together(match: re.Match[str]) -> str:
    """ "1,200miles", where the space was lost."""
    return f"{amount(match['num'])} "


def _curve(match: re.Match[str]) -> str:
    """ "the 2s/10s curve", of yields."""
    return f"{plural(cardinal(int(match['low'])))} {plural(cardinal(int(match['high'])))}"


def _many(match: re.Match[str]) -> str:
    """ "10,000s fled" → "tens of thousands"."""
    return _ROUND[match["num"]]


def _number(match: re.Match[str]) -> str:
    sign = {"-": "minus ", "−": "minus ", "+": "plus "}.get(match["sign"] or "", "")
    return sign + amount(match["num"])


def _sum(match: re.Match[str]) -> str:
    sign = {"*": "times", "×": "times", "÷": "divided by"}.get(match["sign"], "minus")
    return f"{amount(match['low'])} {sign} {amount(match['high'])}"


def _plus(match: re.Match[str]) -> str:
    return f"{amount(match['num'])}-plus" if is_one(match["num"]) else f"{amount(match['num'])} plus"


SPELT: tuple[Rule, ...] = (rule("number", r"(?<![\w.,-])\d{3,9}(?![\w-]|[,.]\d)", _spelt, _FIGURES),)
"""Before years and the like: "called 911", "ending in 2008"."""

ORDINALS: tuple[Rule, ...] = (
    rule("number", r"(?<![\w/])9/11(?![\w/])", _date_like, "/"),
    rule("number", r"(?<![\w.,])(?P<low>\d{1,2})s/(?P<high>\d{1,2})s(?!\w)", _curve, "/"),
    rule(
        "range",
        rf"{_BEGIN}(?P<low>\d{{1,3}}){DASH}(?P<high>\d{{1,3}})(?=-(?:year|month|week|day|hour|minute)s?\b)",
        _range,
        "-",
    ),
    rule("number", r"(?<![\w.])v(?P<num>\d{1,2}(?:\.\d{1,3})*)(?!\w|-)", _released, "v"),
    rule("number", r"(?<!\w)(?P<num>480|720|1080|1440|2160)p(?!\w)", _lines, "p"),
    rule(
        "number",
        r"(?<!Exit )(?<=[A-Z][a-z]{3} )101(?!\w|[,.]\d|[-–]\d)|(?<=ics )101(?!\w|[,.]\d|[-–]\d)",
        lambda m: "one oh one",
        "1",
    ),
    rule("number", r"(?<!\w)[Nn]o\.? ?(?P<num>\d{1,2})s(?!\w)", _firsts, "s"),
    rule("number", r"(?<![\w.,/])(?P<num>\d{1,3}) ?-?(?:yo|y/o|y-o|y\.-?o\.)(?!\w)", _years_old, "y"),
    rule("number", r"(?<![\w.,/])(?P<num>\d{2})ers(?!\w)", _team, "e"),
    rule(
        "ordinal",
        rf"(?<![\w.,/-])(?P<low>\d{{1,3}})(?:st|nd|rd|th){DASH}(?P<high>\d{{1,3}})(?:st|nd|rd|th)(?![\w-])",
        _ordinals,
        _FIGURES,
    ),
    rule("ordinal", rf"(?<=\d(?:th|st|nd|rd))(?P<gap>[ -])(?P<it>{either(_NTH)}\.|mins?\b)", _nth, ".m"),
    rule("measure", r"(?<![\w.,/-])(?P<num>\d{1,2})st(?!\w)", _stone, "s"),
    rule(
        "ordinal",
        r"(?<![\w.,/])(?P<num>\d{1,3}(?:,\d{3})+|\d+)(?P<ending>st|nd|rd|th|d|ST|ND|RD|TH)(?!\w)",
        _ordinal,
        _FIGURES,
    ),
)
"""Before designators, which would take "5th" apart."""

RULES: tuple[Rule, ...] = (
    rule("number", r"(?:\bNo\. |\bnumber )(?P<it>(?P<num>\d{2})-(?P<other>\d{2,5}))(?![\w-])", _case, "-"),
    rule("number", r"\bv\. [^;]*, (?P<it>(?P<num>\d{2})-(?P<other>\d{2,5}))(?=[.,;:)]|$)", _case, "-"),
    rule("number", r"(?<![\w/])(?P<num>[1-9]0)/(?P<other>[1-9]0)(?![\w/])", _even, "/"),
    rule(
        "number",
        r"(?<![\w/])(?P<num>\d{1,2})/(?P<other>\d{1,2})"
        r"(?= (?:[A-Z]\w+ )?(?:terror |attack|bomb(?:ing|er)|anniversar|victim|survivor|inquest))",
        _twice,
        "/",
    ),
    rule("number", rf"{_BEGIN}(?P<num>\d{{1,5}})/(?P<year>(?:19|20)\d\d)(?![\w/])", _of_year, "/"),
    rule("number", rf"{_BEGIN}(?P<low>\d\.\d)/(?P<high>10|5|100)(?![\w/]|[.,]\d)", _rated, "/"),
    rule(
        "range",
        rf"{_BEGIN}(?=\d*[./]\d*[./]\d)(?P<low>\d+(?:\.\d+)?)/(?P<high>\d+(?:\.\d+)?)(?![\w/]|,\d)",
        _quote,
        "/",
    ),
    rule("number", rf"{_BEGIN}(?P<low>{NUM})/(?P<high>1,000|10,?000|100,?000|1,000,000)(?![\w,])", _out_of, "/"),
    rule("number", r"(?<![\w/.])(?P<low>[12]?\d\d)/(?P<high>\d{2,3})(?![\w/]|[.,]\d)", _pressure, "/"),
    *fractions.RULES,
    rule("number", rf"{_BEGIN}(?P<num>{NUM})\^?(?P<power>[²³]|(?<=\^)\d{{1,2}})(?!\w)", _power, "²³^"),
    rule("number", rf"{_BEGIN}(?P<low>{NUM}) ?(?P<sign>[-–−]) ?(?P<high>{NUM})(?= ?=)", _sum, "="),
    rule("number", rf"{_BEGIN}(?P<low>{NUM}) ?(?P<sign>[*×÷]) ?(?P<high>{NUM})(?!\w)", _sum, "*×÷"),
    rule("number", rf"{_BEGIN}\d{{1,4}}(?:\.\d{{1,3}}){{2,}}(?P<letter>[a-z])?(?![\w.]*\w)", _version, "."),
    rule("range", rf"{_BEGIN}\d{{1,3}}(?:[-–]\d{{1,3}}){{2,3}}(?![\w-]|[,.]\d)", _record, "-–"),
    rule("range", rf"{_BEGIN}(?P<low>{NUM}){DASH}(?P<high>{NUM})(?![\w/]|[-–]\d)", _range, "-–‑"),
    rule(
        "range",
        rf"{_BEGIN}(?P<low>\d+(?:\.\d+)?):(?P<high>\d{{1,3}}(?:,\d{{3}})+|\d(?:\.\d+)?)(?!\w|[,.:]\d)",
        _range,
        ":",
    ),
    rule("number", rf"{_BEGIN}(?P<num>{NUM})(?=(?:{_RUN_TOGETHER})\b)", _run_together, _FIGURES),
    rule("range", r"(?<=\d)--(?=\d)", lambda m: " to ", "-"),
    rule("range", r"(?<=\d)[-–](?=\d\ds\b)", lambda m: " to ", "-–"),
    rule("number", r"(?<![\w.,])(?P<sign>\$)?1(?P<num>0|00|,?000|,?000,000)s(?= of )", _round_many, "0"),
    rule("number", r"(?<![\w.,])(?P<sign>\$)1(?P<num>,?000)s(?!\w)", _round_many, "$"),
    rule("number", r"(?<![\w.,/])(?P<num>\d+)(?P<mark>['’])?s(?!\w)", _apostrophe, _FIGURES),
    rule("number", rf"(?<![\w.,/])(?P<num>{either(_ROUND)})s(?!\w)", _many, ","),
    rule("number", rf"{_BEGIN}(?P<num>{NUM})\+(?!\w)", _plus, "+"),
    rule(
        "number",
        rf"(?<![\w$€£¥₹]\.)(?<![\w$€£¥₹])(?<![^.]\.)(?P<sign>(?<![\w)%])[-−+](?=[\d.]))?(?P<num>{NUM})(?!\w|,\d{{3}}|\.\d)",
        _number,
        _FIGURES,
    ),
)
