"""Roman numerals → words, by what stands before: "World War II" → "two", "Charles III" → "the third".

A single letter is read only behind a word of the table ("Article V", "King Charles I"); "I" alone is the pronoun.
"""

import re

from atlascast.spoken.context import DASH, stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, words
from atlascast.spoken.words import cardinal, ordinal, plural

_COUNTED = words("romans", "counted")
_TITLES = words("romans", "titles")
_RULERS = words("romans", "rulers")
_ROMAN = r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_PRONOUN = re.compile(
    r" (?:like|love|think|thought|saw|see|want|have|had|am|know|knew|said|say|read|wrote|found|mean|did|do|will|would"
    r"|can|could|hate|need|prefer|ever|never|just|still|always|hope|feel|felt|told|tell|call|take|took|got|get)\b"
)
_NO_PRONOUN = re.compile(
    r"['’]s\b|[,.;:)]|--|[—–]| (?:was|is|of|had been|ruled|reigned|died|fell|became)\b| and [A-Z]\w"
)
"""What stands behind "Charles I" and could not behind the pronoun."""
_SEVERAL_OF_THEM = re.compile(r"\b(?:Popes|Kings|Queens|Emperors|Tsars|Sultans)\b[^.;]* and $")
"""A plural title whose second bearer stands behind: "Popes Benedict XVI and John XXIII"."""
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_NOT_NUMERALS = frozenset({"C", "L", "XL", "CV", "CI", "CC", "CL", "LI", "XX", "LIV", "CIV"})


def value(numeral: str) -> int:
    """ "XIV" → 14."""
    numbers = [_VALUES[char] for char in numeral]
    return sum(-a if a < b else a for a, b in zip(numbers, [*numbers[1:], 0], strict=True))


def _counted(match: re.Match[str]) -> str | None:
    if match["it"] == "I" and _PRONOUN.match(match.string, match.end()):
        return None
    if match["it"] in ("C", "L") and match["word"] not in ("Article", "Chapter", "Title", "Part", "Bowl"):
        return None
    return cardinal(value(match["it"]))


def _listed(match: re.Match[str]) -> str:
    """ "Counts I–III and V" → "one to three and five"."""
    said = re.sub(f"(?<=[IVXLC]){DASH}", " to ", match["it"]).replace("&", "and").replace("/", " slash ")
    return re.sub("[IVXLC]+", lambda numeral: cardinal(value(numeral[0])), said)


def _regnal(match: re.Match[str]) -> str | None:
    names = match["names"].split()
    titled = any(name in _TITLES for name in names) or bool(_SEVERAL_OF_THEM.search(match.string[: match.start()]))
    if " " in match["it"]:
        ruled = titled or (names[-1] in _RULERS and _NO_PRONOUN.match(match.string, match.end()))
        return _twice_numbered(match) if ruled else None
    if len(match["it"]) == 1 and _is_initial(match):
        return None
    known = names[-1] in _RULERS or (len(names) > 1 and names[-2] in _RULERS)
    numeral = match["it"]
    single = len(numeral) == 1 and (not titled or numeral in ("C", "L", "D", "M"))
    first = known and numeral == "I" and _NO_PRONOUN.match(match.string, match.end())
    if single and not first and not (known and numeral in ("V", "X")):
        return None
    if numeral in _NOT_NUMERALS and not titled:
        return None
    if titled or known:
        return f"the {ordinal(value(numeral))}"
    if re.search(r"\d", match["names"]):
        return cardinal(value(numeral))
    person = len(names) >= 2 and not re.search("^[A-Z]{2,}$|['’]s$", names[-2])
    if person and numeral in ("II", "III", "IV") and names[-1] not in _COUNTED:
        return f"the {ordinal(value(numeral))}"
    return None if person or len(numeral) == 1 else cardinal(value(numeral))


def _is_initial(match: re.Match[str]) -> bool:
    """ "Charles V. Hamilton": a full stop and a name that begins no sentence follow."""
    dotted = re.match(r"\. [A-Z][a-z]", match.string[match.end() :])
    return bool(dotted) and not stop(match.string, match.end() + 1)


def _twice_numbered(match: re.Match[str]) -> str:
    """ "King James VI and I", "Kings George V and VI"."""
    first, second = (ordinal(value(numeral)) for numeral in re.split(" and | & ", match["it"]))
    return f"the {first} and {second}"


def _corps(match: re.Match[str]) -> str:
    number = value(match["it"])
    return ordinal(number) if match["unit"] in ("Corps", "Army") else cardinal(number)


def _several(match: re.Match[str]) -> str:
    """ "Lightning IIs" → "twos"."""
    return plural(cardinal(value(match["it"].removesuffix("s"))))


def _risen(match: re.Match[str]) -> str:
    """ "went from II to III"."""
    return f"{cardinal(value(match['low']))} to {cardinal(value(match['high']))}"


def _clade(match: re.Match[str]) -> str:
    """ "mpox clade Ib" → "one B"."""
    return cardinal(value(match["low"])) + (f" {match['branch'].upper()}" if match["branch"] else "")


def _century(match: re.Match[str]) -> str:
    return ordinal(value(match["it"].rstrip("stndrh")))


def _alone(match: re.Match[str]) -> str | None:
    return cardinal(value(match["it"])) if re.fullmatch(_ROMAN, match["it"]) else None


def _mark(match: re.Match[str]) -> str:
    """ "Challenger MkII" → "Mark two"."""
    return f"Mark {cardinal(value(match['numeral']))}"


def _joined(match: re.Match[str]) -> str:
    """ "Prithvi-II" → "Prithvi two"."""
    return f" {cardinal(value(match['it'].removeprefix('-')))}"


def _bare(match: re.Match[str]) -> str | None:
    """A numeral of two letters or more behind a capitalised name that is no ruler's: "Typhoon III"."""
    return cardinal(value(match["it"]))


_ORD = "(?:st|nd|rd|th)?"
_SHORT = r"(?:[Aa]rts?|[Ss]ecs?|[Cc]h|[Vv]ol|[Pp]ara|[Ff]ig|Pt|Nos?|App|Sched|Blk|[Cc]l)\."
_LONG = r"(?:X{1,3}(?:IX|IV|V?I{1,3})|X{0,3}(?:IX|IV|VI{1,3}|I{2,3})|L(?:X{0,3})(?:IX|IV|V?I{1,3}))"
RULES: tuple[Rule, ...] = (
    rule("roman", r"^(?P<it>[IVX]{2,})$", _alone, "IVX"),
    rule("roman", r"(?<!\w)Mk(?P<numeral>[IVX]+)(?!\w)", _mark, "k"),
    rule(
        "roman",
        rf"(?<![\w-])(?P<it>{_ROMAN})"
        r"(?= (?:(?:Airborne|Abn\.?|Marine|Army|Armored|Guards) )?(?P<unit>Corps|Army|MEF)\b)",
        _corps,
        "IVX",
    ),
    rule("roman", r"(?<=\bfrom )(?P<low>[IVX]{1,4}) to (?P<high>[IVX]{1,4})(?!\w)", _risen, "IVX"),
    rule("roman", r"\b[Cc]lades? (?P<it>(?P<low>I{1,3}V?)(?P<branch>[ab])?)(?!\w)", _clade, "I"),
    rule(
        "roman",
        r"\b(?:Block|Blk\.?|Phase|Type|Class|Stage|Tier|Annex|Schedule|Mark|Mk\.?|Group) "
        r"(?P<it>(?P<low>III|II|IV|VI|I|V)(?P<branch>[A-Da-d]))(?!\w)",
        _clade,
        "IV",
    ),
    rule(
        "roman",
        rf"(?<!\w)(?P<it>{_ROMAN}{_ORD})(?=(?:(?:{DASH}| and | or | to ){_ROMAN}{_ORD})?"
        r" (?:[Cc]entur|Olympi|Winter|Summer|Games|Legion))",
        _century,
        "IVX",
    ),
    rule("roman", r"(?<![\w-])[A-Z][a-z]{3,}(?P<it>-(?:II|III|IV|V|VI|VII|VIII|IX))(?![\w-])", _joined, "-"),
    rule("roman", r"(?<![\w-])[A-Z]{3,}(?P<it>-(?:II|III|IV|VI|VII|VIII|IX))(?![\w-])", _joined, "-"),
    rule("roman", r"(?<![\w-])[A-Z][\w'’-]+ (?P<it>(?:II|III|IV|VI|VII|VIII|IX)s)(?!\w)", _several, "I"),
    rule(
        "roman",
        rf"(?<!\w)(?:{either(_COUNTED)}s?|{_SHORT}) "
        rf"(?P<it>{_ROMAN}(?:(?:, |,? (?:and|&|or|to) |{DASH}|/)(?!I\b){_ROMAN})+)(?!\w)",
        _listed,
        "IVXLC",
    ),
    rule(
        "roman",
        rf"(?<!\w)(?P<word>{either(_COUNTED)}|{_SHORT}"
        r"|(?i:chapter|chamber|part|phase|article|volume|type|section|war)) "
        rf"(?P<it>{_ROMAN})(?!\w|['’][a-z]{{2}})",
        _counted,
        "IVXLC",
    ),
    rule(
        "roman",
        rf"(?<![\w-])(?P<names>[A-ZÀ-Þ][\w'’.-]*(?: (?:bin |al-|de )?[A-ZÀ-Þ][\w'’.-]*){{0,3}}) "
        rf"(?P<it>{_ROMAN}(?: (?:and|&) {_ROMAN}(?![\w'’]))?)(?!\w|-(?!-|style|era))",
        _regnal,
        "IVXLC",
    ),
    rule("roman", rf"(?<![\w-])(?:[A-Z][\w'’-]+ )(?P<it>{_LONG})(?![\w-])", _bare, "IVXL"),
)
