"""Scores, records and figures of sport → words.

"297/6" → "two hundred ninety-seven for six" where the line is about cricket, "The Chiefs (15-2)" → "fifteen and two",
"7-6 (7/4)" → "seven to four", "hit .312" → "three twelve"; a plain "3-1" is numbers.py's.
"""

import re

from atlascast.spoken.context import stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, table, words
from atlascast.spoken.words import amount, code, ordinal, plural


def _any(name: str, flags: int = 0, more: str = r"(?!)") -> re.Pattern[str]:
    """A pattern for any of a table's words in a line."""
    return re.compile(rf"\b(?:{'|'.join(table('sport')[name])})\b|{more}", flags)


_BEGIN = r"(?<![\w./$€£¥₹])(?<!\d[–−,-])"
_CRICKET = _any("cricket", re.IGNORECASE, r"\d[-–/]\d (?-i:dec)\b|\d{2}\*|\d runs\b")
_BATTED = re.compile(rf"\boff \d|\bballs\b|{_CRICKET.pattern}")
_BETTING = _any("betting", re.IGNORECASE)
_GAMES = _any("games")
_BASEBALL = _any("baseball")
_BRACKETED = re.compile(r"\b[A-Z\d]\w+ \(\d{1,3}[-–]\d{1,3}\)")
_OPEN_SCORE = re.compile(
    rf"(?i)\b(?:{'|'.join(words('sport', 'results'))})"
    r"\b[^()]* \d{1,3}[-–]\d{1,3}\b|\b\d{1,3}[-–]\d{1,3} (?:in overtime|on \w+ night|loss|win|victory|rout)\b"
)


def _wickets(match: re.Match[str]) -> str | None:
    """ "297/6" and "took 5-27", where the line is about cricket."""
    if not _CRICKET.search(match.string):
        return None
    return f"{amount(match['num'])} for {amount(match['other'])}"


def _down(match: re.Match[str]) -> str | None:
    """ "England were 245-6 at stumps": runs for wickets, as no match is won by so many to so few."""
    return _wickets(match) if int(match["num"]) > 2 * int(match["other"]) + 10 else None


def _tie_break(match: re.Match[str]) -> str:
    """ "7-6 (7/4)"."""
    return f"{amount(match['num'])} to {amount(match['other'])}"


def _odds(match: re.Match[str]) -> str | None:
    """ "a 7/2 favourite" → "seven to two"."""
    if match["num"] == match["other"] or not _BETTING.search(match.string):
        return None
    return f"{amount(match['num'])} to {amount(match['other'])}"


def _declared(match: re.Match[str]) -> str:
    """ "104-9d", an innings that its captain ended."""
    return f"{amount(match['num'])} for {amount(match['other'])} declared"


def _not_out(match: re.Match[str]) -> str | None:
    """ "Root made 138*", where the line is about cricket."""
    return f"{amount(match['num'])} not out" if _CRICKET.search(match.string) else None


def _declaration(match: re.Match[str]) -> str | None:
    if not _CRICKET.search(match.string):
        return None
    return "declared" + (stop(match.string, match.end()) if match[0].endswith(".") else "")


def _bowled(match: re.Match[str]) -> str | None:
    """ "Lyon 4-94": wickets for runs."""
    return _wickets(match) if int(match["other"]) > int(match["num"]) + 10 else None


def _tied_set(match: re.Match[str]) -> str:
    """ "7-6(5)"."""
    return f"{amount(match['num'])} to {amount(match['other'])} ({amount(match['tie'])})"


def _state(match: re.Match[str]) -> str | None:
    """ "Boise St. beat Oregon St.": a university, where the line speaks of games."""
    return "State" + stop(match.string, match.end("it")) if _GAMES.search(match.string) else None


def _stoppage(match: re.Match[str]) -> str:
    """ "90'+3", the minute of a goal."""
    return f"{amount(match['num'])} plus {amount(match['other'])}"


def _batting(match: re.Match[str]) -> str:
    """ "hit .312" → "three twelve"."""
    return code(match["it"][1:])


def _won_and_lost(match: re.Match[str]) -> str:
    """ "The Chiefs (15-2)", "is 24-2 this year": a team's record."""
    return f"{amount(match['num'])} and {amount(match['other'])}"


def _record_in_brackets(match: re.Match[str]) -> str | None:
    """ "The 49ers (6-10) lost 40-34 to the Lions (14-2)": where another team has one, or a score stands outside."""
    others = len(_BRACKETED.findall(match.string)) > 1 or " KOs)" in match.string
    return _won_and_lost(match) if others or _OPEN_SCORE.search(match.string) else None


def _home_runs(match: re.Match[str]) -> str | None:
    """ "31 HR, 86 RBI", where the line is about baseball."""
    return "home runs" if _BASEBALL.search(match.string) else None


def _boundaries(match: re.Match[str]) -> str | None:
    """ "135 off 120 (11x4, 7x6)": fours and sixes."""
    if not _BATTED.search(match.string):
        return None
    return f"{amount(match['num'])} {plural(amount(match['runs']))}"


def _in_minute(match: re.Match[str]) -> str:
    """ "(Lavelle 80')", the minute of a goal."""
    return f"{ordinal(int(match['num']))} minute"


RULES: tuple[Rule, ...] = (
    rule("score", r"(?<![\w/.])(?<!\d )(?P<num>\d{1,3})/(?P<other>\d{1,2})(?![\w/]|\.\d)", _wickets, "/"),
    rule("score", r"(?<![\w/.])(?<!\d )(?P<num>\d{1,3})/(?P<other>\d{1,2})(?![\w/]|\.\d)", _odds, "/"),
    rule("score", rf"{_BEGIN}(?P<num>10|\d)[-–](?P<other>\d{{2,3}})(?![\w/-]|[,.]\d)", _bowled, "-–"),
    rule("score", r"(?<![\w/.,-])(?P<num>\d{1,3})\*(?!\w)", _not_out, "*"),
    rule("score", r"(?:\d|\b[Hh]is|\b[Aa]n|\bcareer|\bteam) (?P<it>ERA)(?!\w)", lambda m: "E R A", "E"),
    rule(
        "score",
        r"\b(?:go|goes|going|went) (?P<it>(?P<num>\d{1,2})[-–](?P<other>\d{1,2}))"
        r"(?=[.;]|$| (?:in|with|over|this|last)\b)",
        _won_and_lost,
        "-–",
    ),
    rule(
        "score",
        r"(?<=\d, )(?P<num>\d{1,2})[-–](?P<other>\d{1,2})(?= (?:at home|on the road|away)\b)",
        _won_and_lost,
        "-–",
    ),
    rule("score", rf"{_BEGIN}(?P<num>\d{{2,3}})[-–](?P<other>10|\d)(?![\w/-]|[.,]\d)", _down, "-–"),
    rule("score", r"(?<=\d-\d \()(?P<num>\d{1,2})/(?P<other>\d{1,2})(?=\))", _tie_break, "/"),
    rule("score", r"(?<=\d )dec\b\.?", _declaration, "d"),
    rule(
        "score",
        r"(?<!\w)(?P<num>45|90|105|120)['’′]?\+(?P<other>\d{1,2})(?:['’′]|(?<=['’′]\+\d))(?!\w)",
        _stoppage,
        "+",
    ),
    rule(
        "score",
        r"\b(?:took|claimed|returned|figures of|with|best of|ended with|finished with) "
        r"(?P<it>(?P<num>\d{1,2})[-–/](?P<other>\d{1,3}))(?![\w/]|\.\d)",
        _wickets,
        "-–/",
    ),
    rule(
        "score",
        r"(?:\b[A-Z][\w.]+ \(|\b(?:is|are|was|were|go|went|finished|started|now|to) |['’](?:s|re) )"
        r"(?P<it>(?P<num>\d{1,3})[-–](?P<other>\d{1,3}))"
        rf"(?=\) (?:{'|'.join(words('sport', 'played'))})\b"
        r"|\) \d{1,3}[-–]\d{1,3}(?!\d)|\) \d{1,3}, [A-Z]"
        r"|, [\d.]+ (?:KOs?|ERA|knockouts|saves|draws?)\b"
        r"|,? (?:this (?:year|season)|overall|on the (?:road|year|season)|at home)\b|, \w+ in the [AN]L\b)",
        _won_and_lost,
        "-–",
    ),
    rule(
        "score",
        r"\((?P<it>(?P<num>\d{1,2})[-–](?P<other>\d{1,2}))(?=, (?:\d?\.\d\d\)|\d{1,3} (?:KOs?|knockouts)\b))",
        _won_and_lost,
        "-–",
    ),
    rule(
        "score",
        r"(?:\b[A-Z][\w.]+|\b\d\ders) \((?P<it>(?P<num>\d{1,3})[-–](?P<other>\d{1,3}))(?=\))",
        _record_in_brackets,
        "-–",
    ),
    rule(
        "score",
        r"\b(?:(?:improved|fell|dropped) to|an?|their|his|its|the) (?P<it>(?P<num>\d{1,3})[-–](?P<other>\d{1,3}))"
        r"(?=(?:(?<=to \d-\d)|(?<=to \d\d-\d)|(?<=to \d\d-\d\d))(?:[.,;]| (?:with|on|after|in|and)\b)"
        r"| (?:record|mark|start)\b)",
        _won_and_lost,
        "-–",
    ),
    rule(
        "score",
        r"\b[A-Z][A-Za-z]\w* (?:is|are) (?:now )?(?P<it>(?P<num>\d{1,2})[-–](?P<other>\d{1,2}))"
        r"(?=[.,;]| (?:after|since|in|under)\b)",
        _won_and_lost,
        "-–",
    ),
    rule(
        "number",
        r"(?:\b(?:hit(?:s|ting)?|bat(?:s|ted|ting)?|batting average of) |\((?=\.\d{3}, \d))(?P<it>\.\d{3})(?!\w)",
        _batting,
        ".",
    ),
)
"""Before plain numbers and ranges."""

EARLY: tuple[Rule, ...] = (
    rule(
        "score",
        r"(?<![\w/.,-])(?P<num>\d{1,2})-(?P<other>\d{1,2})"
        r"(?= (?:from (?:3|three|deep|the (?:field|floor|arc|line|stripe)|beyond the arc|long range)|shooting)\b)",
        lambda m: f"{amount(m['num'])} for {amount(m['other'])}",
        "-",
    ),
    rule(
        "score",
        rf"(?<![\w.,])(?P<num>\d{{1,3}})['’′](?= (?:{'|'.join(words('sport', 'scored'))})\b)",
        lambda m: f"{ordinal(int(m['num']))}-minute",
        "'’′",
    ),
    rule("score", r"(?<![\w.,])(?P<num>\d{1,2})x(?P<runs>[46])(?=s?(?:[,;)]| and\b| &))s?", _boundaries, "x"),
    rule("score", r"(?<=\d \()(?P<it>SO)(?=\))", lambda m: "shootout", "S"),
    rule("score", r"\((?P<it>HT)(?=:? \d{1,3}[-–]\d)", lambda m: "half-time", "H"),
    rule("score", r"(?<=\d )HR(?=[,;)]|$| and\b)", _home_runs, "H"),
    rule(
        "score",
        r"\d{1,3}[-–]\d{1,3}(?: loss| win)?,? (?:in |\()(?:(?:double|triple) )?(?P<it>OT)(?!\w)",
        lambda m: "overtime",
        "O",
    ),
    rule("score", r"\d-y(?:ar)?d (?P<it>FGs?)(?!\w)", lambda m: "field goal" + m["it"][2:], "F"),
    rule("score", r"(?:(?<=\()|(?<=['’′], )|(?<=[a-zà-ÿ] ))(?P<num>\d{1,3})['’′](?=[,)]| pen\b)", _in_minute, "'’′"),
    rule("score", r"(?<=['’′] )pen\b\.?|(?<=\()pen\.?(?=\))", lambda m: "penalty", "p"),
    rule(
        "score",
        r"(?<=-run )HR(?!\w)|(?<!\w)HR(?= [Nn]o\.? \d)|(?<=\d(?:st|nd|rd|th) )HR(?!\w)",
        lambda m: "home run",
        "H",
    ),
    rule("score", r"(?<![\w.,/-])(?P<num>\d{2,3})[-–/](?P<other>\d)d(?!\w)", _declared, "d"),
    rule("score", r"(?<![\w-])(?P<num>[67])[-–](?P<other>[67]) ?\((?P<tie>\d{1,2})\)", _tied_set, "("),
    rule("score", rf"\b{either(words('sport', 'states'))}\.? (?P<it>St\.)(?!\w)", _state, "."),
)
"""Before designators and streets, which would take "9d" and "Boise St."."""
