"""Letters and figures written together → words: "F-16s" → "F sixteens", "S-300PMU2" → "S three hundred P M U two".

Figures are said as soldiers say them (130 → "one thirty"); a final "s" is the plural of what stands before it.
Also units by their number ("2nd Bn." → "second Battalion") and makers ("Boeing 737" → "Boeing seven thirty-seven").
"""

import re
import unicodedata

from atlascast.spoken import papers
from atlascast.spoken.acronyms import is_sayable
from atlascast.spoken.context import before, stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import clue, either, rows, table, words
from atlascast.spoken.words import amount, code, digits, ordinal, plural

_WORDS = rows("designators", "words")
_SAID = words("acronyms", "words")
_WHOLE = rows("designators", "whole")
_BILLS = rows("designators", "bills")
_ELEMENTS = table("designators")["elements"]["words"].split()
_MAKERS = table("designators")["makers"]["words"].split()
_ECHELONS: dict[str, str] = rows("titles", "units")
_UNITS_ALONE = frozenset(table("titles")["units_alone"]["words"].split())
_OF_A_NUMBER = re.compile(r"\d(?:st|nd|rd|th|d)(?: [\"“]?[A-Z][\w.]*[\"”]?){0,4} $")
_TOKEN = (
    r"(?<![\w.,$€£'’])(?<!\W/)(?<!(?<!-)\b\d/)(?<!(?<!-)\b\d\d/)(?<!(?<!-)\b\d{3}/)"
    r"(?=(?:[A-Z]/)?[\w-]*[A-Za-z])(?=(?:[A-Z]/)?[\w-]*\d)"
    r"(?:(?<!-)[A-Z]/)?[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:/[A-Z](?!-?\d)|(?<=\d)/\d{1,3}s?)?(?!\w|\.\d)"
)
_PIECE = re.compile(r"\d+|[A-Z]+(?=v\d)|[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+")
_COMPOUND = re.compile(
    r"\d+(?:-[a-z]+)+-\d+|\d+-\d+(?:-[a-z]+)+|\d+(?:st|nd|rd|th)?(?:-[a-z]+)+"
    r"|[a-z]+(?:-[a-z]+)*-\d+(?:st|nd|rd|th|s)?(?:-[a-z]+)*|\d+-[A-Z][a-z]+\w*"
)
_AIRCRAFT = clue("aircraft")
_FLOWN = re.compile(
    rf"{_AIRCRAFT.pattern}|(?i:\b(?:flights?|planes?|jets?|aircraft|pilots?|crews?|cabin|cockpit|runway|door plug"
    r"|take-?off|airport|aviation)\b)"
)
_CODES = re.compile(r"(?i)\b(?:otp|passcode|password|(?:access|security|verification) code) (?:is |was )?$")
_SIDES = {"L": "left", "R": "right", "C": "center"}
_FIGURES = "0123456789"


def _designator(match: re.Match[str]) -> str | None:
    token = match[0]
    if token in _WHOLE:
        return _WHOLE[token]
    if _COMPOUND.fullmatch(token):
        return None
    levels = re.fullmatch(r"([A-Z]{1,3})(\d+)-\1(\d+)", token)
    if levels:
        name = _piece(levels[1], [levels[1]])
        return f"{name} {code(levels[2])} to {name} {code(levels[3])}"
    body, many = _without_plural(token)
    body, _, other = body.partition("/") if re.search(r"\d/\d+$", body) else (body, "", "")
    pieces = _PIECE.findall(_known_words(body))
    said = " ".join(_piece(piece, pieces) for piece in pieces)
    if _CODES.search(match.string[: match.start()]):
        return " ".join(digits(each) if each.isdigit() else each for each in re.findall(r"\d+|[A-Za-z]+", token))
    if many and re.fullmatch(r"\d{3}", body) and re.fullmatch("[A-Z]{2,4}", before(match)):
        return plural(code(body))
    if pieces[0].isdigit():
        first = code(pieces[0]) if pieces[0].startswith("0") else amount(pieces[0])
        said = " ".join([first, *(_piece(piece, pieces) for piece in pieces[1:])])
    if other:
        said += f" slash {code(other)}"
    if not many:
        return said
    return plural(said) if pieces[-1].isdigit() else said + "s"


def _without_plural(token: str) -> tuple[str, bool]:
    return (token[:-1], True) if re.search(r"(?:\d|[A-Z])s$", token) else (token, False)


def _known_words(body: str) -> str:
    """Part "MiG29" so that its letters stay one word."""
    return re.sub(r"^([A-Za-z]+)(?=-?\d)", lambda m: m[1].capitalize() if m[1] in ("MiG", "MIG") else m[1], body)


def _piece(piece: str, pieces: list[str]) -> str:
    if piece.isdigit():
        return code(piece)
    if piece == "v":
        return "V"
    if piece in _WORDS and (piece == pieces[0] or len(piece) > 3):
        return _WORDS[piece]
    if len(piece) > 2 and (piece in _SAID or (len(piece) > 4 and is_sayable(piece))):
        return piece
    if piece.isupper() or (piece in "abcdefgh" and pieces[0].isdigit() and len(pieces) < 4):
        return " ".join(piece.upper())
    return piece


def _whole(match: re.Match[str]) -> str:
    return _WHOLE[match[0]]


def _maker(match: re.Match[str]) -> str:
    return code(match["num"]) + (f" {code(match['more'])}" if match["more"] else "")


def _echelon(match: re.Match[str]) -> str:
    name = _ECHELONS[match["unit"].rstrip(".")]
    number = ordinal(int(match["number"]))
    more = match["more"]
    said = f"{number} {name}"
    return said + (f" {_ECHELONS[more.strip().rstrip('.')]}" if more else "")


def _battalion(match: re.Match[str]) -> str:
    """ "1-504th" → "first of the five hundred fourth", as a battalion of a regiment is named."""
    return f"{ordinal(int(match['first']))} of the {ordinal(int(match['second']))}"


def _airliner(match: re.Match[str]) -> str | None:
    """ "737s" and "777-300ERs" where the text is about aircraft."""
    sure = re.fullmatch(
        "[1-9]00" if before(match).lower() not in ("a", "the") else "[1-9]00|8|9|10", match["more"] or ""
    )
    if not sure and not (_FLOWN if match["more"] else _AIRCRAFT).search(match.string):
        return None
    said = code(match["num"]) + (f" {code(match['more'])}" if match["more"] else "")
    letters = match["letters"]
    said += f" {' '.join(letters)}" if letters else ""
    if not match["many"]:
        return said
    return said + "s" if letters else plural(said)


def _formula(match: re.Match[str]) -> str:
    """ "H₂O" → "H two O"."""
    plain = unicodedata.normalize("NFKC", match[0])
    return " ".join(amount(each) if each.isdigit() else each.upper() for each in re.findall(r"\d+|[A-Za-z]", plain))


def _dotted(match: re.Match[str]) -> str:
    return " ".join([*match["letters"], *(code(part) for part in match["numbers"].strip(".").split("."))])


def _decimal(match: re.Match[str]) -> str:
    """ "M7.8" is a magnitude, other letters before a decimal stand apart."""
    letters = "magnitude" if match["letters"] == "M" else " ".join(match["letters"])
    return f"{letters} {amount(match['num'])}"


def _wireless(match: re.Match[str]) -> str:
    """ "802.11ax", a standard of Wi-Fi."""
    return " ".join(["eight oh two dot eleven", *match["kind"].upper()])


def _edition(match: re.Match[str]) -> str:
    """ "Soyuz-2.1b", "GPT-4.5" → "two point one b"."""
    return f" {amount(match['num'])}" + (f" {match['letter']}" if match["letter"] else "")


def _runway(match: re.Match[str]) -> str:
    """ "runway 09L" → "zero nine left", as pilots say it."""
    return f"{digits(match['num'])} {_SIDES[match['side']]}"


def _variant(match: re.Match[str]) -> str:
    """ "AN/SPY-6(V)1" → "V one", behind the number of the set."""
    return f" {match['letters']}" + (f" {amount(match['num'])}" if match["num"] else "")


def _bill(match: re.Match[str]) -> str:
    """ "H.Res. 863" → "House Resolution eight sixty-three"."""
    return f"{_BILLS[match['kind'].replace(' ', '').rstrip('.')]} {code(match['num'])}"


def _after_word(match: re.Match[str]) -> str | None:
    """ "99th Light Inf. Div.": short forms that are no others' stand behind any word, the rest behind an ordinal."""
    if match["unit"] not in _UNITS_ALONE and not _OF_A_NUMBER.search(match.string[: match.start("it")]):
        return None
    return _ECHELONS[match["unit"]] + stop(match.string, match.end("it"))


def _numbered(match: re.Match[str]) -> str:
    """ "5.56x45mm" is the measures'; "No. 10", "Mk 48", "Resolution 2231" keep a spoken number."""
    return f"Mark {amount(match['num'])}"


_UNIT = either(_ECHELONS)
UNITS: tuple[Rule, ...] = (
    *papers.EARLY,
    rule(
        "unit",
        r"\d(?:st|nd|rd|th) (?P<it>Sep\.)(?= (?:Assault|Mech|Tank|Motor|Rifle|B(?:riga)?de|Air|Guards|R(?:egimen|g)?t"
        r"|Bn|Battalion|Inf|Art|Special|Marine|Naval|Presidential|Coast))",
        lambda m: "Separate",
        "S",
    ),
    rule("designator", r"(?<![\w.])(?P<kind>[HS]\. ?(?:J\. ?|Con\. ?)?Res\.) ?(?P<num>\d{1,4})(?!\w)", _bill, "R"),
    rule(
        "unit",
        r"(?<![\w-])(?P<first>\d{1,2})-(?P<second>\d{1,3})"
        r"(?:(?:st|nd|rd|th)(?!\w)|(?= (?:Inf|Cav|Abn|Avn|Arty|Armor|FA)\b))",
        _battalion,
        _FIGURES,
    ),
    rule("designator", rf"(?<![\w.-]){either(_WHOLE)}(?![\w.]*\d|\w)", _whole, "0123456789W#+"),
    rule(
        "unit",
        rf"(?<!\w)(?P<number>\d+)(?:st|nd|rd|th|d) (?P<unit>{_UNIT})\b\.?(?P<more> {_UNIT}\b\.?)?(?=[ ,.;:)'’]|$)",
        _echelon,
        _FIGURES,
    ),
    rule(
        "designator",
        rf"(?<![\w.])(?:{'|'.join(map(re.escape, _MAKERS))}) "
        r"(?P<it>(?:(?P<num>\d{3,5}|\d{1,2}(?=-\d{3}))(?:-(?P<more>\d{1,3}))?))(?![\w,.]*\d|\w|-\d)",
        _maker,
        _FIGURES,
    ),
)
"""Before dates, measures and ordinals: "4x4s", "2nd Bn.", "Resolution 1701"."""

RULES: tuple[Rule, ...] = (
    rule(
        "designator",
        r"(?<![\w.,$-])(?P<num>7[0-8]7)(?:-(?P<more>\d{1,3}))?(?P<letters>ER|LR|NG|BCF|F|X)?(?P<many>s)?(?!\w|,\d)",
        _airliner,
        _FIGURES,
    ),
    rule(
        "designator",
        r"\b(?:[A-Z]\w+['’]s?|[Ff]lights?) [A-Z\d]{2} (?P<it>\d{3,4})(?![\w-]|[,.]\d)",
        lambda m: code(m["it"]) if _FLOWN.search(m.string) else None,
        _FIGURES,
    ),
    *papers.RULES,
    rule("unit", rf"(?<=[\w.)] )(?P<it>(?P<unit>{_UNIT})\.)", _after_word, "."),
    rule(
        "unit",
        r"(?:\d(?:st|nd|rd|th)(?: [A-Z][\w.]*){0,4}|\b\d{1,3}|\b[A-Z]\)?) "
        rf"(?P<it>{either(_UNITS_ALONE)}(?: {either(_UNITS_ALONE)})?)(?=['’]s\b|[ ,;:)]|$)",
        lambda m: " ".join(_ECHELONS[each] for each in m["it"].split()),
        "BDRSACIPW",
    ),
    rule("designator", r"[A-Z]-\d{1,3}[A-Z]?(?P<it>\((?P<letters>V|C)\)(?P<num>\d{1,2})?)(?!\w)", _variant, "("),
    rule("designator", r"(?<![\w.])(?P<letters>[A-Z]{1,3})(?P<numbers>(?:\.\d{1,3})+)(?![\w])", _dotted, _FIGURES),
    rule("designator", r"(?<![\w./])f/(?P<num>\d{1,2}(?:\.\d)?)(?!\w)", lambda m: f"F {amount(m['num'])}", "f"),
    rule("designator", r"(?<![\w.])802\.11(?P<kind>[a-z]{0,2})(?!\w)", _wireless, "8"),
    rule("designator", r"(?<![\w.])(?P<letters>[A-Z]{1,3})(?P<num>\d{1,2}\.\d+)(?![\w.])", _decimal, _FIGURES),
    rule(
        "designator",
        rf"(?<![\w-])(?i:{'|'.join(_ELEMENTS)})(?P<it>-(?P<num>\d{{1,3}}))(?![\w-]|[,.]\d)",
        lambda m: f" {code(m['num'])}",
        "-",
    ),
    rule("designator", r"(?:\bthe|['’]s) (?P<it>[1-9]\d{3})(?= unit\b)", lambda m: code(m["it"]), _FIGURES),
    rule("designator", r"(?<=[A-Za-z]{2})(?P<it>-(?P<num>\d+\.\d+)(?P<letter>[a-z])?)(?![\w.]*\w)", _edition, "-"),
    rule("designator", r"\b(?:[Rr]unways?|Rwy\.?) (?P<it>(?P<num>\d{1,2})(?P<side>[LRC]))(?!\w)", _runway, _FIGURES),
    rule("designator", r"(?<!\w)(?:Mk|MK)\.? (?P<num>\d+)(?!\w)", _numbered, _FIGURES),
    rule("designator", r"(?<!\w)[A-Z][A-Za-z]*[₀-₉][A-Za-z₀-₉]*(?!\w)", _formula, "₀₁₂₃₄₅₆₇₈₉"),
    rule("designator", _TOKEN, _designator, _FIGURES),
)
