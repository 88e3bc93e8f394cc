"""Signs, emoji, bullets, tables, brackets → words, a pause, or nothing.

"&" → "and", "%" alone → "percent", "•" and emoji are left out, a table's bars become commas. Quotation marks, dashes
and round brackets stay: they guide the voice.
"""

import re
import unicodedata

from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, rows, table

_SIGNS = rows("symbols", "signs")
_SILENT = "".join(rows("symbols", "silent").values())
_EMOJI = (
    r"[\U0001F000-\U0001FAFF\U00002600-\U000027BF\U0001F1E6-\U0001F1FF\u2B00-\u2BFF\u2190\u2191\u2193-\u21FF\u2300-\u23FF]"
    r"[\uFE0F\u200D\U0001F3FB-\U0001F3FF\U0001F000-\U0001FAFF\u2600-\u27BF]*"
)


_PER = frozenset(rows("units", "per")) - {"h", "s", "d", "y", "m3", "l", "g"}
_MARKED_RANGE = (
    r"(?<=[A-Z]\d)[–-](?=[A-Z]\d\d?\b)|(?<=[A-Z]\d\d)–(?=[A-Z]\d)|(?<=\d[Z%])–(?=\d)"
    r"|(?<=[ap]\.m\.)[–-](?=noon|midnight)|(?<=[ap]m)[–-](?=noon|midnight)"
)
"""A dash between what is no bare number: "Q1–Q3", "0512Z–0940Z", "9 a.m.–noon"."""
_MONEY = frozenset(names[1].split()[-1] for names in table("currencies")["codes"].values())
_MONEY_PER = rows("currencies", "per")
_SMALL = rows("symbols", "cyrillic")
_CYRILLIC = _SMALL | {letter.upper(): said.capitalize() for letter, said in _SMALL.items()}


def _cyrillic(match: re.Match[str]) -> str:
    """ "Наш" → "Nash": letters no voice of ours reads, by their sound."""
    return "".join(_CYRILLIC[char] for char in match[0])


def _nothing(match: re.Match[str]) -> str:
    return ""


def _joined(match: re.Match[str]) -> str:
    """A word for a sign that stands between words, spaced on both sides."""
    left = "" if match.start() == 0 or match.string[match.start() - 1] in " \t\xa0([\"'“‘" else " "
    closed = re.match(r"$|[ ,;:!?)'’\"”]|\.(?!\d)", match.string[match.end() :])
    right = "" if closed else " "
    return f"{left}{_SIGNS[match[0]]}{right}"


def _initials(match: re.Match[str]) -> str:
    """ "AT&T" → "A T and T"."""
    return " and ".join(" ".join(part) for part in match[0].split("&"))


def _slash(match: re.Match[str]) -> str | None:
    if len(match["before"]) == len(match["after"]) == 1 and match[0].isupper():
        return " "
    before, after = match["before"].lower(), match["after"].lower()
    pairs = rows("symbols", "pairs")
    figured = re.search(r"\d", match.string[max(0, match.start() - 25) : match.start()])
    counted = after in _PER and (figured or (before.endswith("s") and len(before) > 3))
    said = pairs.get(f"{before}/{after}", "per" if counted else "slash")
    return f" {said} " if said else " "


def _priced(match: re.Match[str]) -> str:
    """ "59,900 yuan/t" → "per ton"."""
    return f" per {_MONEY_PER[match['per']]}"


def _either_way(match: re.Match[str]) -> str:
    """ "+/-3 pts", and a table's column."""
    return "plus or minus" + (" " if match.string[match.end() :][:1].isdigit() else "")


JOINED: tuple[Rule, ...] = (
    rule("symbol", r"(?<![\w*])A\*(?=s?(?![\w*]))", lambda m: "A star", "*"),
    rule(
        "symbol",
        r"(?<![\w-])(?P<group>AB|[ABO])-(?P<sign>neg|pos)(?![\w-])\.?(?=[,;)]|$| [a-z])",
        lambda m: f"{' '.join(m['group'])} {'negative' if m['sign'] == 'neg' else 'positive'}",
        "-",
    ),
    rule("symbol", r"\+ ?/ ?[-−–](?: ?(?=\d)|(?=[\s)]|$))", _either_way, "+"),
    rule("letters", r"(?<![\w/])[MSF]/[VTY](?=,? [A-Z])", lambda m: m[0].replace("/", " "), "/"),
    rule("letters", r"(?<![\w/])AN/(?=[A-Z]{3}-\d)", lambda m: "A N ", "/"),
    rule("letters", r"(?<![\w&])[A-Z]{1,3}&[A-Z]{1,3}(?![\w&])", _initials, "&"),
)
"""Before acronyms: "AT&T"."""

RULES: tuple[Rule, ...] = (
    rule("emoji", rf" ?{_EMOJI}", _nothing),
    rule("symbol", r"[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe0f\u00ad]+", _nothing),
    rule("symbol", r"[\U0001D400-\U0001D7FF]+", lambda m: unicodedata.normalize("NFKC", m[0])),
    rule("script", f"[{''.join(_CYRILLIC)}]+", _cyrillic, "".join(_CYRILLIC)),
    rule("markup", r"^\s*#{1,6}\s+", _nothing, "#"),
    rule("bullet", r"^\s*(?:[•▪◦‣·●○■□⁃∙]|[-*–](?=\s)|\*(?=\w))\s*", _nothing),
    rule(
        "bullet", r" [•▪◦‣●○■⁃∙](?= )", lambda m: ";" if m.start() and m.string[m.start() - 1] not in ".!?;:," else ""
    ),
    rule("table", r"^[\s|:-]*-{2,}[\s|:-]*$", _nothing, "|"),
    rule("table", r" ?\|+ ?(?=$)|^\|+ ?", _nothing, "|"),
    rule("table", r" ?[|\t]+ ?", lambda m: ", ", "|\t"),
    rule("markup", r"(?<!\w)(?:\*\*|__)(?=\w)|(?<=[\w.,!?])(?:\*\*|__)(?!\w)|(?<=\w)\*(?!\w)", _nothing, "*_"),
    rule("markup", rf"[{re.escape(_SILENT)}]+", _nothing, _SILENT),
    rule("symbol", r"(?<=\d) ?\* ?(?=\d)", lambda m: " times ", "*"),
    rule("symbol", r"(?<=[a-z0-9.]) x (?=\d)", lambda m: " by ", "x"),
    rule("symbol", r"(?<=\d)/(?=[$€£¥]\d)", lambda m: " to ", "/"),
    rule("symbol", r"(?<=\d )[<>] (?=\d)", lambda m: "is less than " if m[0][0] == "<" else "is greater than ", "<>"),
    rule(
        "symbol",
        r"(?<=\b[pPnNr])[<>](?=[.\d])",
        lambda m: " less than " if m[0] == "<" else " greater than ",
        "<>",
    ),
    rule("symbol", r"(?<!\w)[<>] ?(?=[$€£]?\d)", lambda m: "less than " if m[0][0] == "<" else "more than ", "<>"),
    rule("range", _MARKED_RANGE, lambda m: " to ", "–-"),
    rule("range", r"(?<=\d)[–-](?=#\d)|(?<=\d)[–-](?=(?:present|today|now)\b)", lambda m: " to ", "–-"),
    rule("symbol", r"(?<=[a-z])/(?P<sign>[$€£])(?!\d)", lambda m: f" per {_SIGNS[m['sign']]}", "$€£"),
    rule("symbol", r"(?<=\d)/(?=[a-z]{3,}\b)|(?<=\d[mkMKpc])/(?=[a-z]{3,}\b)", lambda m: " per ", "/"),
    rule("symbol", r"(?<=[\w)]) /(?= \d)", lambda m: ",", "/"),
    rule("number", r"#(?= ?\d|[A-Z]{1,4}-\d)", lambda m: "number ", "#"),
    rule("symbol", rf"\b(?:{'|'.join(_MONEY)})(?P<it>/(?P<per>{either(_MONEY_PER)}))(?!\w)", _priced, "/"),
    rule("symbol", r"(?<![A-Za-z])(?P<before>[A-Za-z]+)(?P<it> ?/ ?)(?P<after>[A-Za-z]+)", _slash, "/"),
    rule("symbol", r"(?<=-\d)/(?=[A-Z]+-?\d)|(?<=-\d\d)/(?=[A-Z]+-?\d)", lambda m: " slash ", "/"),
    rule("symbol", r"(?<=[A-Za-z]\d)/(?=[A-Za-z])|(?<=[A-Z]\d\d)/(?=[A-Z][A-Z\d])", lambda m: " slash ", "/"),
    rule("symbol", r"(?<=\w)/(?=\s|$)", lambda m: " slash", "/"),
    rule("symbol", r"(?<=[A-Za-z+−.-])/(?=\w)", lambda m: " slash ", "/"),
    rule("symbol", r"(?<!/\d)(?<!/\d\d)(?<=\d)/(?=\d)(?!\d+/)", lambda m: " slash ", "/"),
    rule("symbol", either(_SIGNS), _joined, "".join({key[0] for key in _SIGNS})),
)
