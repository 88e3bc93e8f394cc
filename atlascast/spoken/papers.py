"""Numbers of papers and parts of laws → words: "S/RES/1701", "ICC-01/04-02/06", "Article 2(4)", "Art. II(c)"."""

import re

from atlascast.spoken.acronyms import is_sayable
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.words import amount, code, digits, pair, year


def _docket(match: re.Match[str]) -> str:
    """ "S/RES/1701", "FHC/ABJ/03/095/2018": the numbers of papers, part by part."""
    return " slash ".join(_paper(part) for part in match[0].split("/"))


def _case(match: re.Match[str]) -> str:
    """ "ICC-01/04-02/06", a case of a court: its pairs apart."""
    parts = [" slash ".join(map(pair, map(int, each.split("/")))) for each in match[0].split("-")[1:]]
    return " ".join([*match["court"], " ".join(parts)])


def _paper(part: str) -> str:
    if part.isdigit():
        if part.startswith("0"):
            return digits(part)
        return year(int(part)) if re.fullmatch(r"(?:19|20)\d\d", part) else code(part)
    return part if len(part) > 2 and is_sayable(part) else " ".join(part)


def _paragraph(match: re.Match[str]) -> str:
    """ "Article 2(4)" → "two four", "501(c)(3)" → "five oh one C three"."""
    said = [code(match["num"]) if len(match["num"]) == 3 else amount(match["num"])]
    for each in re.findall(r"\((\w+)\)", match["it"]):
        said.append(amount(each) if each.isdigit() else " ".join(each.upper()))
    return " ".join(said)


def _roman_paragraph(match: re.Match[str]) -> str:
    """ "Art. II(c)" → "C", behind the numeral."""
    parts = re.findall(r"\((\w+)\)", match["it"])
    return "".join(f" {amount(each) if each.isdigit() else each.upper()}" for each in parts)


EARLY: tuple[Rule, ...] = (
    rule("designator", r"(?<![\w/.])[A-Z]{1,5}/(?:[A-Z]{1,5}/|\d{1,4}/)+\d{1,4}(?![\w/])", _docket, "/"),
)
"""Before money, which would take "S/2025/446" for soles."""

RULES: tuple[Rule, ...] = (
    rule(
        "designator",
        r"\b(?:[Aa]rt(?:icle)?|[Ss]ec(?:tion)?|Part|Chapter|Title)\.? [IVX]+"
        r"(?P<it>(?:\((?:\d{1,2}|[a-z])\))+)(?![\w(])",
        _roman_paragraph,
        "(",
    ),
    rule(
        "designator",
        r"(?<![\w.,$])(?<!\d[-–])(?P<it>(?P<num>\d{1,4}(?:\.\d{1,2})?)(?:\((?:\d{1,2}|[a-z]|[ivx]{1,4}|[A-Z])\))+)(?![\w(])",
        _paragraph,
        "(",
    ),
    rule("designator", r"(?<![\w/.])(?P<court>[A-Z]{2,5})(?:-\d{2}/\d{2})(?:-\d{2}/\d{2})?(?![\w/])", _case, "/"),
)
"""Among the designators, which would take "2(4)" apart."""
