"""References to laws, courts, ratings and shares → words.

"E.O. 14067" → "E O fourteen oh sixty-seven", "Section 702" → "Section seven oh two", "410 U.S. 113" → "four ten U S one
thirteen", "Baa1" → "B double A one", "BBB+" → "triple B plus", "(TSLA.O)" → "(T S L A dot O)".
"""

import re
from itertools import groupby

from atlascast.spoken.context import stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.words import code, digits, pair, year

_RATED = re.compile(r"(?i)Moody|S&P\b|Fitch|\b(?:credit|sovereign|ratings?|rated|junk|notch(?:es)?)\b")
_SIGNS = {"+": "plus", "-": "minus", "−": "minus", "–": "minus"}
_TIMES = {1: "", 2: "double ", 3: "triple "}
_FIGURES = "0123456789"


def _numbered(match: re.Match[str]) -> str:
    paragraphs = _paragraphs(match.groupdict().get("more") or "")
    return " ".join([code(match["num"]), *match["letters"].upper()]) + paragraphs


def _paragraphs(written: str) -> str:
    """ "(a)(1)" → " A one"."""
    parts = re.findall(r"\((\w+)\)", written)
    return "".join(f" {code(part) if part.isdigit() else part.upper()}" for part in parts)


def _several(match: re.Match[str]) -> str:
    """ "sections 302, 307 and 120-B"."""
    said = match["it"].replace("/", " slash ").replace("-", "")
    return re.sub(r"(\d+)([A-Z]*)", lambda one: " ".join([code(one[1]), *one[2]]), said)


def _point(match: re.Match[str]) -> str:
    """ "§ 175.10", a section by its chapter and its own number."""
    return f"{code(match['num'])} point {digits(match['under'])}{_paragraphs(match['more'])}"


def _reported(match: re.Match[str]) -> str:
    """ "410 U.S. 113", a report's volume and page; "18 U.S.C. 1519", a code's title and section."""
    book = " ".join(match["book"].replace(".", ""))
    if not match["page"]:
        return f"{code(match['volume'])} {book} blank"
    return f"{code(match['volume'])} {book} {code(match['page'])}{_paragraphs(match['more'])}"


def _writ(match: re.Match[str]) -> str:
    """ "WP(C) 1031", a petition of an Indian court."""
    of = match["of"]
    if of.isupper() and of != "CRL":
        return " ".join(match["kind"].replace(".", "") + of)
    side = "criminal" if of.lower().startswith("cr") else "civil"
    return f"{' '.join(match['kind'].replace('.', ''))} {side}"


def _state_bill(match: re.Match[str]) -> str:
    """ "A.3340 and S.3000-D", bills of New York's houses."""
    return " ".join(filter(None, [match["kind"], code(match["num"]), match["letters"]]))


def _rating(match: re.Match[str]) -> str | None:
    """Of bonds, where the line speaks of ratings: other "AA" and "A+" are others'."""
    if not _RATED.search(match.string):
        return None
    grades = [(letter, len(list(same))) for letter, same in groupby(match["grade"].upper())]
    if re.fullmatch("[A-C]a", match["grade"]) and match["grade"] != "Aa":
        said = " ".join(match["grade"].upper())
    else:
        said = " ".join(_TIMES[many] + letter for letter, many in grades)
    step = match["step"]
    return f"{said} {_SIGNS.get(step) or code(step)}" if step else said


def _application(match: re.Match[str]) -> str:
    """ "no. 8019/16", filed in that year."""
    of = int(match["year"])
    number = "Number" if not match.start() else "number"
    return f"{number} {code(match['num'])} of {year(2000 + of if of < 50 else 1900 + of)}"


def _share(match: re.Match[str]) -> str:
    said = (code(char) if char.isdigit() else char.upper() for char in match["it"])
    return " ".join("dot" if char == "." else char for char in said)


def _docket(match: re.Match[str]) -> str:
    """ "2:24-cr-00117", a case of a federal court: its division, year, kind, number, and the judges' initials."""
    number = match["num"].lstrip("0")
    zeros = digits(match["num"].removesuffix(number))
    division = [code(match["division"])] if match["division"] else []
    judges = re.findall("[A-Z]", match["judges"] or "")
    parts = [*division, pair(int(match["year"])), *match["kind"].upper(), zeros, number and code(number), *judges]
    return " ".join(filter(None, parts))


def _dockets(match: re.Match[str]) -> str:
    """ "Nos. 24-656 and 24-657"."""
    listed = match["it"].replace("-", " ").replace("&", "and")
    return re.sub(r"\d+", lambda part: code(part[0]), listed)


def _circuit(match: re.Match[str]) -> str:
    return "Circuit" + stop(match.string, match.end("it"))


_LETTERS = r"(?P<num>\d{3,5})(?P<letters>[A-Za-z]{0,2})"
_PARAGRAPHS = r"(?P<more>(?:\([\da-zA-Z]{1,2}\))*)"
_END = r"(?![\w(]|[,.]\d|[-–]\d| (?:billion|million|thousand|percent))"
RULES: tuple[Rule, ...] = (
    rule(
        "reference",
        rf"\b(?:E\.O\.|EO|[Ee]xecutive [Oo]rder|[HSA]\.B\.|[HSA]B|P\.L\.)(?: [Nn]o\.)? (?P<it>{_LETTERS}){_END}",
        _numbered,
        _FIGURES,
    ),
    rule(
        "reference",
        r"(?<![\w:-])(?:(?P<division>\d{1,2}):)?(?P<year>\d\d)-(?P<kind>cr|cv|mj|mc|md|ap|bk|CR|CV|MJ)-(?P<num>\d{1,6})"
        r"(?P<judges>(?:-[A-Z]{2,4})*)(?![\w-])",
        _docket,
        "-",
    ),
    rule(
        "reference",
        rf"(?<![\w.])(?<![HSJn]\. )Res\. (?P<it>(?P<num>\d{{3,4}})(?P<letters>)){_END}",
        _numbered,
        _FIGURES,
    ),
    rule(
        "reference",
        r"\b(?:Reg(?:ulation|s?\.)|Directive|Decision)(?: \([A-Z]{2,3}\))? (?:No\.? )?"
        r"(?P<it>(?P<of>(?:19|20)\d\d)/(?P<num>\d{1,4}))(?![\w/])",
        lambda m: f"{year(int(m['of']))} {code(m['num'])}",
        "/",
    ),
    rule("reference", r"\([A-Z]{2,5} (?P<it>[1-9]\d\d)(?=\))", lambda m: code(m["it"]), "("),
    rule(
        "reference",
        r"\b(?:under|of|in|per|with|invoked?|invoking|by|violat(?:ed|es|ing)) "
        r"(?P<it>(?P<kind>Art|Sec) (?P<num>\d{1,4}))(?![\w(-]|[,.]\d)",
        lambda m: f"{'Article' if m['kind'] == 'Art' else 'Section'} {code(m['num'])}",
        "AS",
    ),
    rule("reference", r"\bNos\. (?P<it>\d\d-\d{2,4}(?:(?:, |,? and |,? & )\d\d-\d{2,4})+)(?![\w-])", _dockets, "-"),
    rule(
        "reference",
        r"(?<!\w)[Nn]o\. (?P<num>\d{3,5})/(?P<year>\d\d)(?![\w/])",
        _application,
        "/",
    ),
    rule(
        "reference",
        r"(?<![\w.])(?P<kind>[ASH])\.(?P<num>\d{2,5})(?:-(?P<letters>[A-Z]))?(?![\w.,-]\w|\w)",
        _state_bill,
        ".",
    ),
    rule("reference", r"(?<!\w)(?P<it>[Aa]pp\.)(?= [Nn]os?\.)", lambda m: "application", "p"),
    rule("reference", r"(?<=\d)-pp?\.?(?= [a-z])", lambda m: "-page", "p"),
    rule("reference", r"(?<=\d)-ct\.(?= [a-z])", lambda m: "-count", "c"),
    rule("reference", rf"§§? ?(?P<it>(?P<num>\d{{2,4}})\.(?P<under>\d{{1,4}}){_PARAGRAPHS})(?!\w|[.,]\d)", _point, "§"),
    rule("reference", rf"§§? ?(?P<it>{_LETTERS}{_PARAGRAPHS}){_END}", _numbered, "§"),
    rule("reference", rf"\b[Ss]ection (?P<it>{_LETTERS}{_PARAGRAPHS}(?<=\))){_END}", _numbered, "("),
    rule(
        "reference",
        r"\b(?:[Aa]rticles|Arts\.|[Ss]ections|Secs?\.|[Ss]ec\.) "
        r"(?P<it>\d{2,4}-?[A-Z]{0,2}(?:(?:, (?:and )?| (?:and|or|to) |/)\d{2,4}-?[A-Z]{0,2}(?!\w))+)"
        r"(?![\w(]|[,.]\d|[-–]\d)",
        _several,
        _FIGURES,
    ),
    rule("reference", r"\b(?:[Ss]ections?|Sec\.) (?P<it>(?P<num>\d{2,4})-(?P<letters>[A-Z]))(?!\w)", _numbered, "-"),
    rule(
        "reference",
        r"\b(?:(?:on|off|along|of|near) U\.?S\.?|[Aa]rticles?|Arts?\.|u/s|[Ss]ections?|Secs?\.|Sect\.|Chapter"
        r"|Hwy\.|Highway|Rte?\.|Route|Interstate|State Road|SR|Loop)"
        rf" (?P<it>(?P<num>\d{{3}})(?P<letters>[A-Z]?)){_END}",
        _numbered,
        _FIGURES,
    ),
    rule(
        "reference",
        r"(?<![\w.,$])(?P<volume>\d{1,3}) (?P<book>U\.S\.(?:C\.)?|C\.F\.R\.) "
        rf"(?:(?P<page>\d{{1,4}}){_PARAGRAPHS}(?![\w,(])|_{{2,}})",
        _reported,
        _FIGURES,
    ),
    rule("reference", r"(?<![\w.])(?P<grade>Aaa|Aa|Baa|Ba|Caa|Ca)(?P<step>[1-3])?(?![\w'’])", _rating, "a"),
    rule(
        "reference",
        r"(?<![\w.&-])(?P<grade>AAA|BBB|CCC|AA|BB|CC|[AB](?=[+−–-]))(?P<step>[+−–-])?(?![\w'’&])",
        _rating,
        "ABC",
    ),
    rule("reference", r"\((?P<it>[A-Z]{1,5}\.[A-Z]{1,2}|[A-Z]{2,4}c\d)\)", _share, "("),
    rule(
        "reference",
        r"(?<!\w)(?P<it>(?P<kind>W\.?P|SLP|CM|CS|PIL)\.? ?\((?P<of>C|PIL|OS|Crl|CRL|Cri|Civil|Criminal)\.?\))"
        r"(?= (?:No\.? )?\d{2,5}\b)",
        _writ,
        "(",
    ),
    rule("reference", r"\b(?:WP|SLP)\((?:C|Crl)\) (?P<it>\d{2,5})(?![\w-]|[.,]\d)", lambda m: code(m["it"]), "("),
    rule("reference", r"(?<![\w.])(?<![A-Z]\. )S\. ?(?=\d{1,3}[A-Z](?![\w-]))", lambda m: "section ", "S"),
    rule("reference", r"(?:\d(?:st|nd|rd|th)|D\.C\.|Fed\.) (?P<it>Cir\.)", _circuit, "C"),
    rule("reference", r"(?<=\d\))[-–](?=\(\d)", lambda m: " to ", "("),
)
"""Before dates and measures, which would take "Section 1033" for a year."""
