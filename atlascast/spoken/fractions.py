"""Fractions → words: "2/3" → "two thirds", "2½" → "two and a half", "½ of" → "half of"."""

import re

from atlascast.spoken.context import DASH, after, before
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.words import amount, cardinal, ordinal

GLYPHS = {
    "½": (1, 2),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅙": (1, 6),
    "⅚": (5, 6),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
_GLYPH = "".join(GLYPHS)
_BEGIN = r"(?<![\w./$€£¥₹])(?<!\d[–−,-])"
_HALF_OF = re.compile(r"(?: of)? (?:the|a|an|its|their|his|her|our|all|them|those|these|[A-Z])\b")

_MARKED = re.compile(
    r"(?i)\b(?:scor(?:e[ds]?|ing)(?: of)?|rat(?:e[ds]?|ing)(?: (?:it|of|him|her|them))?|gave it|gives it|marked|got) $"
)
"""What stands before a mark: "scored 7/10"."""
_PASSED = re.compile(r"(?:,| for) \d{1,3} (?:yds|yards|passing)\b")
"""What a quarterback's passes were thrown for: "29/46, 352 yds."."""
_COUNTED = re.compile(r" (?!inch|mile|in\b)(?:[A-Z][\w-]*s|[a-z]{3,}(?<!s)s)\b")
"""Things that were counted out of as many: "shot down 150/160 Shaheds"."""
_SHARE = re.compile(r" (?:seats?|votes?|members?|deputies|lawmakers|MPs|districts?|provinces|towns|countries)\b")
"""What is counted out of a whole: "130/165 seats"."""


def part(top: int, bottom: int, mixed: bool = False) -> str:
    """A fraction in words: 1/2 → "one half", 3/4 → "three quarters"; `mixed`, behind a whole number, "a half"."""
    names = {2: ("half", "halves"), 4: ("quarter", "quarters"), 1: ("over one", "over one")}
    one, many = names.get(bottom, (ordinal(bottom), ordinal(bottom) + "s"))
    if mixed and top == 1 and bottom in (2, 4):
        return f"a {one}"
    return f"{cardinal(top)} {one if top == 1 else many}"


def _in_place(top: int, bottom: int, match: re.Match[str]) -> str:
    """The words before what follows: "three-quarter" before a hyphen and a noun, "half" before "of the"."""
    said = part(top, bottom, mixed=bool(match["whole"]))
    if top == 1 and not match["whole"] and before(match).lower() in ("a", "another", "every"):
        said = said.removeprefix("one ")
    if re.match(r"-(?!full)[a-z]", match.string[match.end() :]):
        said = said.replace("three quarters", "three-quarter")
    if said == "one half" and _HALF_OF.match(match.string, match.end()):
        said = "half"
    return f"{amount(match['whole'])} and {said}" if match["whole"] else said


def _fraction(match: re.Match[str]) -> str | None:
    whole, top, bottom = match["whole"], int(match["top"]), int(match["bottom"])
    if re.match("['’]s", match.string[match.end() :]):
        return f"{cardinal(top)} {cardinal(bottom)}"
    if after(match).startswith(("Cav", "Inf", "Marines", "Rangers")):
        return f"{cardinal(top)} {cardinal(bottom)}"
    if not whole and bottom > 9 and _PASSED.match(match.string, match.end()):
        return f"{cardinal(top)} of {cardinal(bottom)}"
    if not whole and (bottom > 10 or not top) and _COUNTED.match(match.string, match.end()):
        return f"{cardinal(top)} of {cardinal(bottom)}"
    if not whole and bottom > 20 and top > 1 and _SHARE.match(match.string, match.end()):
        return f"{cardinal(top)} of {cardinal(bottom)}"
    if (
        not whole
        and bottom > 4
        and top <= bottom
        and after(match) != "of"
        and _MARKED.search(match.string[: match.start()])
    ):
        return f"{cardinal(top)} out of {cardinal(bottom)}"
    if not bottom or (not whole and bottom == 1) or (not whole and top > bottom and bottom not in (2, 3, 4, 5, 8, 10)):
        return None
    if not whole and before(match).lower() in ("on", "since", "until", "dated") and after(match) != "of":
        return None
    return _in_place(top, bottom, match)


def _glyph(match: re.Match[str]) -> str:
    return _in_place(*GLYPHS[match["glyph"]], match)


def _joint(match: re.Match[str]) -> str:
    """ "leads 4½–3½" → "to"."""
    return " to "


RULES: tuple[Rule, ...] = (
    rule(
        "fraction",
        rf"{_BEGIN}(?:(?P<whole>\d+)[ -])?(?P<top>\d+)/(?P<bottom>\d+)(?:th|rd|nd|TH|RD|ND|ths|rds)?(?![\w/])",
        _fraction,
        "/",
    ),
    rule(
        "fraction",
        rf"(?<=\d[{_GLYPH}]){DASH}(?=\d)|(?<=\d){DASH}(?=\d{{1,3}}[{_GLYPH}])",
        _joint,
        _GLYPH,
    ),
    rule("fraction", rf"(?<![\w.,])(?:(?P<whole>\d+) ?)?(?P<glyph>[{_GLYPH}])", _glyph, _GLYPH),
)
"""Before plain numbers, behind "9/11" and other pairs that are none."""
