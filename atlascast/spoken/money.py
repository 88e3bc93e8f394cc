"""Money → words: "$1.5bn deal" → "one point five billion dollar deal", "R50bn" → "fifty billion rand".

Cents are said where there are exactly two decimals and no magnitude: "$4.99" → "four dollars and ninety-nine cents".
Before its noun the unit stays singular ("a five million dollar contract"), else it agrees with the amount.
"""

import re

from atlascast.spoken import fractions
from atlascast.spoken.context import (
    ARTICLES,
    DASH,
    NUM,
    after,
    article_before,
    attributive,
    bare,
    before,
    owner_of,
    stop,
)
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import clue, either, rows, table, words
from atlascast.spoken.words import amount, cardinal, is_one, plural

_SIGNS: dict[str, list[str]] = table("currencies")["signs"]
_LETTERS: dict[str, list[str]] = table("currencies")["letters"]
_CODES: dict[str, list[str]] = table("currencies")["codes"]
_ANY = _SIGNS | _CODES | {sign: names for sign, names in _LETTERS.items() if len(sign) > 1}
_DOLLARS = [code for code, names in _CODES.items() if names[1].endswith("dollars")]
_BEFORE = [sign for sign in _ANY if sign[0].isalpha()]
"""What stands before an amount and is said behind it."""
_MAGNITUDES = rows("currencies", "magnitudes")
PER = rows("currencies", "per")
_MAG = rf"(?:[\s-]?(?P<mag>{either(_MAGNITUDES)})(?![\w']))?"
_MAG1 = _MAG.replace("<mag>", "<mag1>")
_SHOWN = {
    "R": re.compile(r"\bR\d[\d.,]* ?(?:bn|m|tn|billion|million|trillion)\b|\bR\d{1,3},\d{3}|\brand\b"),
    "N": re.compile(r"\bN\d[\d.,]* ?(?:bn|m|tn|billion|million|trillion)\b|\bN\d{1,3},\d{3}|\bnaira\b|₦"),
}
_SPANS = rows("currencies", "spans")
_TAIL = (
    rf"(?P<plus>\+(?!\w))?(?:\s?/\s?(?P<per>{either(PER)})(?!\w)(?:\.(?=[,;]| [a-z]))?"
    rf"|\s?(?P<span>{either(_SPANS)})\b)?"
)
_COUNTED = frozenset(table("units")["units"]) | words("calendar", "times")
"""Behind figures that are then no money: "crossed the MDL 37 mins. after dawn"."""
_SPENT = re.compile(rf"(?i)\b(?:{'|'.join(words('currencies', 'spent'))})\b")
_INFECTION = clue("infection")
"""Where "R1.05" is a reproduction number."""
_BOTSWANA = clue("botswana")
"""Where "P57.5" is in pula; else it is in Philippine pesos."""
_FIGURES = "0123456789"
_GLYPH = "".join(fractions.GLYPHS)


def worth(number: str, mag: str | None, unit: list[str], single: bool) -> str:
    """The words for an amount of a currency; `single` keeps the unit in the singular, as before a noun."""
    said_mag = f" {_MAGNITUDES[mag]}" if mag else ""
    whole, _, decimals = bare(number).partition(".")
    cents = decimals.rstrip("0") if len(decimals) > 2 else decimals
    if not mag and decimals and len(cents) <= 2 and len(unit) == 4:
        return _with_cents(int(whole or 0), int(cents.ljust(2, "0") or 0), unit, single)
    one = is_one(number) and not mag
    if len(decimals) > 2:
        number = number.rstrip("0").rstrip(".")
    return f"{amount(number)}{said_mag} {unit[0] if one or single else unit[1]}"


def _with_cents(whole: int, cents: int, unit: list[str], single: bool) -> str:
    singular = cents == 1 or (single and unit[3] == f"{unit[2]}s")
    small = f"{cardinal(cents)} {unit[2] if singular else unit[3]}"
    if not whole and cents:
        return small
    big = f"{cardinal(whole)} {unit[0] if whole == 1 or single else unit[1]}"
    return f"{big} and {small}" if cents else big


def _money(match: re.Match[str], unit: list[str]) -> str:
    owner = owner_of(match)
    listed = (owner.lower() in ARTICLES or owner.endswith(("'s", "’s"))) and re.match(
        r", [\w.]+-[a-z]", match.string[match.end() :]
    )
    hyphened = match["mag"] and match.string[match.start("mag") - 1] == "-"
    owned = hyphened and (article_before(match) or before(match).endswith(("'s", "’s")))
    single = bool(listed) or bool(owned) or attributive(match.string, match.end(), owner=owner_of(match))
    groups = match.groupdict()
    plus, per, span = groups.get("plus"), groups.get("per"), groups.get("span")
    said = worth(
        match["num"], match["mag"], unit, single and not (plus and not article_before(match)) and not per and not span
    )
    minus = "minus " if groups.get("minus") else ""
    tail = f" {_SPANS[span]}" if span else _per(match, per)
    ends = match[0].endswith(".") and not per and stop(match.string, match.end())
    return minus + said + (" plus" if plus else "") + tail + (ends or "")


def _per(match: re.Match[str], per: str | None) -> str:
    """ "/oz." → "per ounce", with the full stop that ends a sentence; "" where none stands."""
    if not per:
        return ""
    ends = match[0].endswith(".") and not re.match(r"[,;:)]| [a-z\d]", match.string[match.end() :])
    return f" per {PER[per]}" + ("." if ends else "")


def _sign(match: re.Match[str]) -> str:
    return _money(match, _SIGNS[match["sign"]])


def _letters(match: re.Match[str]) -> str | None:
    number, sign = match["num"], match["sign"]
    shown = "," in number or len(sign.rstrip(".")) > 1
    priced = re.search(r"\.\d\d$", number) and not _INFECTION.search(match.string)
    cents = "." in number and (sign != "R" or priced or _SHOWN["R"].search(match.string))
    if not match["mag"] and not shown and not cents:
        return None
    if sign == "W" and not match["mag"] and "," not in number:
        return None
    pesos = sign == "P" and not _BOTSWANA.search(match.string)
    return _money(match, _CODES["PHP"] if pesos else _LETTERS[sign])


def _bare(match: re.Match[str]) -> str | None:
    """ "R350 a month", "N412": rand and naira where the neighbours show money, else a designator's."""
    spent = len(match["num"]) > 2 and before(match).lower() != "the" and _SPENT.search(match.string)
    shown = spent or _SHOWN[match["sign"]].search(match.string)
    if not shown and not re.match(r" (?:an?|per|each|billion|million) ", match.string[match.end() :]):
        return None
    return _money(match, _LETTERS[match["sign"]])


def _code(match: re.Match[str]) -> str | None:
    if not match["mag"] and after(match).lower() in _COUNTED:
        return None
    return _money(match, _CODES[match["code"]])


def _range(match: re.Match[str]) -> str:
    unit = _ANY[match["sign"]]
    low, high, mag, mag1 = match["low"], match["num"], match["mag"], match["mag1"]
    single = not match["per"] and attributive(match.string, match.end(), owner=owner_of(match))
    joint = "and" if before(match).lower() == "between" else "to"
    per = _per(match, match["per"]) or (stop(match.string, match.end()) if match[0].endswith(".") else "")
    cents = not mag1 and not mag and re.search(r"\.\d\d$", low) and len(unit) == 4
    if (match["again"] or cents) and not single:
        return f"{worth(low, mag1, unit, single)} {joint} {worth(high, mag, unit, single)}{per}"
    first = amount(low) + (f" {_MAGNITUDES[mag1]}" if mag1 else "")
    return f"{first} {joint} {worth(high, mag, unit, single)}{per}"


def _shared(match: re.Match[str]) -> str:
    """ "between $1.5 and $4 million": the first amount shares the magnitude that only the second names."""
    unit = _SIGNS[match["sign"]]
    single = attributive(match.string, match.end(), owner=owner_of(match))
    joint = match["joint"].strip()
    if not joint.isalpha():
        joint = "and" if before(match).lower() == "between" else "to"
    return f"{amount(match['low'])} {joint} {worth(match['num'], match['mag'], unit, single)}"


def _code_rate(match: re.Match[str]) -> str:
    """ "49.65/USD" → "… per U S dollar"."""
    return f"{amount(match['num'])} per {_CODES[match['code']][0]}"


def _pair(match: re.Match[str]) -> str:
    """ "the US$/A$ rate": one currency in the other."""
    return f"{_SIGNS[match['sign']][0]} to {_SIGNS[match['other']][0]}"


def _letters_of_pair(match: re.Match[str]) -> str:
    """ "USD/JPY 156.15", a rate by its codes."""
    return " slash ".join(" ".join(each) for each in match[0].split("/"))


def _rate(match: re.Match[str]) -> str:
    """ "279.33/US$" → "… per U S dollar"."""
    return f"{amount(match['num'])} per {_SIGNS[match['sign']][0]}"


def _grain(match: re.Match[str]) -> str:
    """ "$5.41-1/2 a bushel": halves, quarters and eighths of a cent."""
    big = f"{cardinal(int(match['whole']))} {'dollar' if match['whole'] == '1' else 'dollars'}"
    top, bottom = fractions.GLYPHS[match["glyph"]] if match["glyph"] else (int(match["top"]), int(match["bottom"]))
    small = fractions.part(top, bottom, mixed=True)
    per = _per(match, match["per"])
    return f"{big} and {cardinal(int(match['cents']))} and {small} cents{per}"


def _article(match: re.Match[str]) -> str | None:
    """ "an SEK 2.4bn order" → "a two point four billion …": the article is that of the number, which is said first."""
    return None if re.match("8|1[18]", match["num"]) else match["it"][0]


def _loss(match: re.Match[str]) -> str:
    """ "$(3.4) million", as accounts write it."""
    return "minus " + worth(match["num"], match["mag"], _SIGNS[match["sign"]], False)


BEGIN = r"(?<![\w$€£¥₹°º])(?:(?<!\.)|(?<=\bc\.))(?<!\d,)"
"""No sign, word or number may stand directly before, save "c." for about."""
RULES: tuple[Rule, ...] = (
    rule(
        "money",
        rf"{BEGIN}(?<![A-Z]{{3}} )(?P<num>{NUM})/(?P<sign>{either(_SIGNS)})(?:1(?![\d.,])|(?![\s\d]*\d))",
        _rate,
        "/",
    ),
    rule(
        "money",
        rf"(?<![\w$])\$(?P<whole>\d{{1,3}})\.(?P<cents>\d\d)"
        rf"(?:[- ](?P<top>\d)/(?P<bottom>[248])|(?P<glyph>[{_GLYPH}])){_TAIL}(?![\w/])",
        _grain,
        f"/{_GLYPH}",
    ),
    rule("money", r"(?<![\w$])[$€£](?P<num>[1-9]0{0,2})s(?!\w)", lambda m: plural(cardinal(int(m["num"]))), "$€£"),
    rule("money", rf"(?<![\w$])(?P<sign>{either(_SIGNS)})\((?P<num>{NUM})\){_MAG}(?!\w)", _loss, "("),
    rule(
        "money",
        rf"{BEGIN}(?P<sign>{either(_SIGNS)})\s?(?P<low>\d{{1,3}}(?:\.\d{{1,2}})?)"
        rf"(?P<joint> (?:and|to|or) |\s?{DASH}\s?)(?P=sign)"
        rf"(?P<num>\d{{1,3}}(?:\.\d+)?){_MAG}(?<=[a-zA-Z])(?!\w)",
        _shared,
        _FIGURES,
    ),
    rule("money", rf"{BEGIN}\$(?P<num>{NUM}){_MAG} (?P<code>{either(_DOLLARS)})(?!\w)", _code, "$"),
    rule(
        "money",
        rf"{BEGIN}(?P<sign>{either(_ANY)})\s?(?P<low>{NUM}){_MAG1}\s?{DASH}\s?(?P<again>(?P=sign))?"
        rf"(?P<num>{NUM}){_MAG}(?:/(?P<per>{either(PER)}))?(?!\w)",
        _range,
        _FIGURES,
    ),
    rule(
        "money",
        rf"{BEGIN}(?P<minus>[-−](?=\S))?(?P<sign>{either(_SIGNS)})\s?(?P<num>{NUM}){_MAG}{_TAIL}(?!\w)",
        _sign,
        _FIGURES,
    ),
    rule(
        "money",
        rf"{BEGIN}(?P<sign>{either(_LETTERS)})\s?(?!\.)(?P<num>{NUM}){_MAG}{_TAIL}(?![\w-])",
        _letters,
        _FIGURES,
    ),
    rule("money", rf"{BEGIN}(?P<sign>[RN])(?P<num>\d{{2,}}){_MAG}(?![\w-])", _bare, "RN"),
    rule("letters", rf"(?<![\w/])(?:{either(_CODES)})/(?:{either(_CODES)})(?![\w/])", _letters_of_pair, "/"),
    rule("money", rf"{BEGIN}(?P<code>{either(_CODES)})\s?(?P<num>{NUM}){_MAG}{_TAIL}(?![\w-])", _code, _FIGURES),
    rule(
        "money", rf"{BEGIN}(?P<num>{NUM}){_MAG}\s?(?P<code>{either(_CODES)}){_TAIL}(?!\w| francs?\b)", _code, _FIGURES
    ),
    rule("money", rf"{BEGIN}(?P<num>{NUM}){_MAG}\s?(?P<sign>[€£¥₹₽₴₺₪₦₸₩])(?!\w)", _sign, _FIGURES),
    rule("article", rf"\b(?P<it>[Aa]n) (?:{either(_BEFORE)}) ?(?P<num>{NUM})", _article, _FIGURES),
    rule("article", rf"\b(?P<it>[Aa]n) [RNL](?P<num>{NUM}) ?(?:bn|m|tn|k|(?:mi|bi)llion)\b", _article, _FIGURES),
    rule("money", rf"{BEGIN}(?P<num>{NUM})/(?P<code>{either(_CODES)})(?!\w)", _code_rate, "/"),
    rule("money", rf"(?<![\w$])(?P<sign>{either(_SIGNS)})/(?P<other>{either(_SIGNS)})(?![\w\d])", _pair, "/"),
    rule(
        "money",
        rf"(?<![\w$])(?P<sign>{either(sign for sign in _SIGNS if len(sign) > 1)})(?!\w)",
        lambda m: _SIGNS[m["sign"]][0],
        "$£",
    ),
)
