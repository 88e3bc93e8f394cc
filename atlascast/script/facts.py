"""Text → its words in order, each with the kind of fact that it is: what two sentences are compared by."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from atlascast.script.numerals import figures
from atlascast.script.tables import COUNTS, TABLES, forms, wordset
from atlascast.week import MONTH, WEEKDAYS

Kind = Literal["number", "name", "denial", "measure", "plain"]


_COUNTS = {word: str(value) for word, value in COUNTS.items()}
_AMOUNTS, _MEASURES = wordset(TABLES["amounts"]), wordset(TABLES["measures"])
DENIALS, SMALL = wordset(TABLES["denials"]), wordset(TABLES["small"])
CONTAINERS, PREPOSITIONS = wordset(TABLES["containers"]), wordset(TABLES["prepositions"])
QUANTIFIERS, RANKINGS = wordset(TABLES["quantifiers"]), wordset(TABLES["rankings"])
_PLURALS = wordset(TABLES["plurals"])
LIMITS, TIMES = forms("limits"), forms("times")
_ONE_DENIAL, _UNITS = forms("one_denial"), forms("units")
_OPPOSITES = tuple((wordset(one), wordset(other)) for one, other in TABLES["opposites"])
_NEGATIVE = re.compile(r"(?:un|in|im|il|ir|dis|non|mis|de)(?=\w{3})")
_TOKEN = re.compile(r"(?<![\w.])[-−](?=[$€£]?\d)|\d+(?:[.,:/]\d+)*|[$€£¥₹₦₽₩₴₺₪°]|[^\W\d_]+(?:['.&][^\W\d_]+)*")
_QUOTED = re.compile(r"[^\W_]+(?:['.,:-][^\W_]+)*")
_QUOTES = str.maketrans("“”„‟«»‘’‚‛ʼ′`", "\"\"\"\"\"\"'''''''", "\u200b\u200c\u200d\u2060\ufeff\xad")


def _phrase(forms: Sequence[str]) -> re.Pattern[str]:
    """What finds any form of a name that has several words, or full stops in it."""
    longest = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, longest))})(?!\w)")


_UNDATED = rf"(?!(?<= on) (?:\d|{MONTH}|{'|'.join(WEEKDAYS)}))"
"""A day behind "on" is no phrase's: in "called on Monday" there is no "called on"."""

_AMOUNT = r"(\d+(?:[.,]\d+)*(?: (?:hundred|thousand|million|billion|trillion))?)"
_LONG = (
    (re.compile(r"\bcan(?:'t|not)\b", re.I), "can not"),
    (re.compile(r"\bwon't\b", re.I), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"\b(all|none|nothing|everyone|everything) but (?!certain|over|\w+ed\b)", re.I), r"\1 except "),
    (re.compile(r"\b(if|unless) (?:he|she|it|they) (?:is|are|was|were) (?=\w+(?:ed|[eo]wn|und)\b)", re.I), r"\1 "),
    (re.compile(r"(?:(?<=\w)-years?-|(?<=\d) years? )old\b"), " aged"),
    (re.compile(r"\b(?:is|are) to (?=(?!blame\b)[a-z]{3,}\b)"), "will "),
    (re.compile(r"\bper cent\b|%", re.I), " percent"),
    (re.compile(r"(?<![\d.,])(\d{1,3}) (?=\d{3}(?!\d))"), r"\1,"),
    (re.compile(r"\bone (?=third|quarter|half)", re.I), "a "),
    (re.compile(r"(?<=\d)\.(?=\d\d ?[ap]\.?m\b)", re.I), ":"),
    (re.compile(r"([$€£]\d+(?:[.,]\d+)*) ?mn?\b"), r"\1 million"),
    (re.compile(r"([$€£]\d+(?:[.,]\d+)*) ?b\b"), r"\1 billion"),
    (re.compile(r"([$€£]\d+(?:[.,]\d+)*) ?trn\b"), r"\1 trillion"),
    (re.compile(r"(?<=\d) ?bn\b"), " billion"),
    (re.compile(r"(?<=\d) ?tn\b"), " trillion"),
    (re.compile(r"\b([A-Z]{1,3}\d+(?:[.,]\d+)*) ?m\b"), r"\1 million"),
    (re.compile(rf"{_AMOUNT} (?:US |U\.S\. )?dollars?\b"), r"$\1"),
    (re.compile(rf"{_AMOUNT} euros?\b"), r"€\1"),
    (re.compile(rf"\b(?:the )?(\d{{1,2}})(?:st|nd|rd|th)? of (?={MONTH})"), r"\1 "),
    (re.compile(rf"\b({MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?: ?,(?= ?\d{{4}}\b))?"), r"\2 \1"),
    (re.compile(r"(?<=\d)(?:st|nd|rd|th)\b"), ""),
    (re.compile(r"(?<!Latin )(?<!South )(?<!North )(?<!Central )(?<!African )(?<!-)\bAmericans?\b(?!s)"), "US"),
    *((_phrase(forms), forms[0]) for forms in TABLES["names"]),
    *((re.compile(_phrase(forms).pattern + _UNDATED, re.I), forms[0]) for forms in TABLES["phrases"]),
)  # fmt: skip
"""Forms of one fact that an editor may choose between, each with the one that is compared."""

_ENDINGS = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s|e)$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or figure: the form it is compared in, what it is, and how it is written."""

    key: str
    kind: Kind
    shown: str

    @property
    def fact(self) -> bool:
        """Whether a sentence means something else once this is changed."""
        return self.kind != "plain"

    @property
    def small(self) -> bool:
        """Whether it only holds others together: "the", "of", "was"."""
        return self.shown.lower() in SMALL


def even(text: str) -> str:
    """Text in one typography: straight quotation marks, single spaces, composed letters, nothing unseen."""
    text = unicodedata.normalize("NFC", text).translate(_QUOTES).replace("''", '"')
    return " ".join(text.replace("…", "...").split())


def tokens(text: str) -> list[Token]:
    """The words of an even text in order: 5,800 and 5800 are one, twelve and 12, "can't" and "can not"."""
    text = figures(text)
    for pattern, plain in _LONG:
        text = pattern.sub(plain, text)
    found = [_token(match[0]) for match in _TOKEN.finditer(text)]
    for index, token in enumerate(found):
        if token.shown in ("May", "May's") and (index or any(one.key.isdigit() for one in found[1:2])):
            found[index] = Token("may", "name", token.shown)
    return found


def stem(word: str) -> str:
    """A word in small letters without what its endings say: "attacks", "attacked" and "attacking" are one."""
    bare = _ENDINGS.sub("", re.sub(r"(?<=\w{2})(?:ies|ied|y)$", "i", word))
    return re.sub(r"([b-df-hj-np-tv-z])\1$", r"\1", bare)


def many(token: Token) -> bool:
    """Whether a word has a plural's form."""
    word = token.shown.lower().removesuffix("'s")
    return word in _PLURALS or (word.endswith("s") and not word.endswith("ss"))


def in_words(part: str, text: str) -> bool:
    """Whether a text holds another word for word, whatever stands between the words; "nine" and "9" are one word."""
    one, whole = (
        " ".join(_COUNTS.get(word.lower(), word) for word in _QUOTED.findall(even(some))) for some in (part, text)
    )
    return f" {one} " in f" {whole} "


def _token(shown: str) -> Token:
    word = re.sub(r"'s?$", "", shown)
    lower = word.lower().replace(".", "")
    if word[0].isdigit():
        whole = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", word)
        return Token(word.replace(",", "") if whole else word, "number", shown)
    if word in "-−":
        return Token("−", "number", "minus")
    if lower in _COUNTS or (lower in _AMOUNTS and word not in ("M", "K")):
        return Token(_COUNTS.get(lower, lower), "number", shown)
    if lower in DENIALS:
        return Token(_ONE_DENIAL.get(lower, lower), "denial", shown)
    if lower in _MEASURES or word == "°":
        unit = re.sub(r"(?<=\w{3})s$", "", _UNITS.get(lower, lower)).replace("metre", "meter").replace("litre", "liter")
        return Token("celsius" if unit == "celsiu" else unit, "measure", shown)
    plain = word in ("I", "A") or (lower in SMALL and not (len(word) > 1 and word.isupper()))
    if word[0].isupper() and not plain:
        key = word.replace(".", "")
        short = len(key) <= 2 and key.isupper() and len(word) > 1
        return Token(key if short else _one_name().get(lower, lower), "name", shown)
    return Token(stem(lower), "plain", shown)


@cache
def alike_rows() -> dict[str, list[str]]:
    """The tables of alike.toml, each with its rows of words."""
    tables = tomllib.loads((files("atlascast.script") / "alike.toml").read_text(encoding="utf-8"))
    return {name: [rows] if isinstance(rows, str) else rows for name, rows in tables.items()}


@cache
def _one_name() -> dict[str, str]:
    """Forms of a name, each with the one that is compared: "russian" and "russia" are one."""
    return {form: row.split()[0] for row in alike_rows()["nations"] for form in row.split()} | forms("forms")


@cache
def nations() -> frozenset[str]:
    """The forms in which nations' names are compared."""
    return frozenset(row.split()[0] for row in alike_rows()["nations"])


def turned(gone: Iterable[Token], come: Iterable[Token]) -> tuple[str, str] | None:
    """A pair of words that mean the opposite, one of what went and one of what came in its place; None for none."""
    before, after = ([token.shown.lower() for token in some] for some in (gone, come))
    for old in before:
        for new in after:
            if old == new:
                continue
            opposed = any((old in a and new in b) or (old in b and new in a) for a, b in _OPPOSITES)
            if opposed or _NEGATIVE.sub("", old, count=1) == new or _NEGATIVE.sub("", new, count=1) == old:
                return old, new
    return None
