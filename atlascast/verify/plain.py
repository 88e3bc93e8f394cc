"""Written or spoken words → plain words that can be compared: "$1.5bn" and "one point five billion dollars" alike."""

import re
import unicodedata

from atlascast.week import MONTHS

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth",
)
_TIES = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_UNITS = {word: value for words in (_ONES, _ORDINALS) for value, word in enumerate(words)} | {"oh": 0}
_TENS = {f"{tie}{end}": 10 * value for value, tie in enumerate(_TIES, 2) for end in ("y", "ieth", "ies")}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_SCALES |= {f"{name}th": value for name, value in _SCALES.items()}
_SHORT = {"bn": "billion", "m": "million", "k": "thousand", "tn": "trillion"}
_SIGNS = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen"}
_NAMES = {"%": " percent ", "&": " and ", "+": " plus ", "°": " degree ", "@": " at "}
_SAME = {
    "dollars": "dollar", "pounds": "pound", "euros": "euro", "km": "kilometer", "kilometers": "kilometer",
    "kilometres": "kilometer", "mm": "millimeter", "millimeters": "millimeter", "degrees": "degree", "mr": "mister",
    "miles": "mile", "dr": "doctor", "st": "saint", "lt": "lieutenant", "gen": "general", "col": "colonel",
    "okay": "ok", "versus": "vs", "tons": "ton", "tonnes": "ton", "tonne": "ton",
}
_MONTHS = tuple(map(str.lower, MONTHS))
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
NEGATIONS = frozenset(
    ("no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "without", "denied", "denies", "deny",
     "refused", "refuses", "rejected", "rejects")
)


def words(text: str) -> list[str]:
    """The words as they count for the ear: lower case, numbers in digits, abbreviations joined, no punctuation."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("½", " and a half"))
    text = "".join(char for char in text if not unicodedata.combining(char)).lower()
    for sign, name in _NAMES.items():
        text = text.replace(sign, name)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    text = re.sub(r"(?<=\d)[.:](?=\d\d\s*[ap]\.?\s?m\b)", " ", text)
    scales = "|".join([*_SHORT, *_SCALES])
    text = re.sub(rf"([$£€¥])\s?(\d+(?:\.\d+)?)(?:[\s-]?({scales})\b)?", _money, text)
    text = re.sub(r"\bper cent\b", "percent", text)
    text = re.sub(r"\b(can)(?:'t|not)\b", "can not", text)
    text = re.sub(r"(\w)n't\b", r"\1 not", text)
    text = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b|\s|$)", " ", text)
    text = re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", text)
    found = re.findall(r"\d+(?:\.\d+)?|[a-z]+(?:'[a-z]+)?", text)
    return [_SAME.get(word, word) for word in _dated(_counted(found))]


def _dated(tokens: list[str]) -> list[str]:
    """"the tenth of January" as "January 10", the order in which a recogniser writes it."""
    found: list[str] = []
    for token in tokens:
        if token in _MONTHS and found[-1:] == ["of"] and _NUMBER.fullmatch("".join(found[-2:-1])):
            day = found[-2]
            del found[-3 if found[-3:-2] == ["the"] else -2 :]
            found += [token, day]
        elif token in _MONTHS and _NUMBER.fullmatch("".join(found[-1:])) and len(found[-1]) <= 2:
            found.insert(-1, token)
        elif found[-2:-1] and found[-2] in _MONTHS and _NUMBER.fullmatch(token) and _NUMBER.fullmatch(found[-1]):
            found[-1] += token
        else:
            found.append(token)
    return found


def _money(match: re.Match[str]) -> str:
    scale = _SHORT.get(match[3], match[3]) if match[3] else ""
    return f"{match[2]} {scale} {_SIGNS[match[1]]}"


def _counted(tokens: list[str]) -> list[str]:
    """Runs of number words and digits as one run of digits each: "nineteen ninety-two", "1992" and "19 92" are one."""
    found: list[str] = []
    run: list[str] = []
    for index, token in enumerate(tokens):
        ahead = tokens[index + 1] if index + 1 < len(tokens) else ""
        inside = bool(run) and _numeric(ahead) and token in ("and", "point")
        if (token == "a" and ahead in _SCALES) or (inside and token == "and" and run[-1] in _SCALES):
            continue
        if _numeric(token) or (inside and token == "point"):
            run.append(token)
        elif not (run and token in ("st", "nd", "rd", "th", "s") and _NUMBER.fullmatch(run[-1])):
            found += [*_figures(run), token]
            run = []
    return found + _figures(run)


def _numeric(token: str) -> bool:
    return token in _UNITS or token in _TENS or token in _SCALES or bool(_NUMBER.fullmatch(token))


def _figures(run: list[str]) -> list[str]:
    """A run of number words → its digits; values that cannot be one number are set side by side."""
    if not run:
        return []
    parts = [_Number()]
    for token in run:
        if not parts[-1].takes(token):
            parts.append(_Number())
            parts[-1].takes(token)
    return ["".join(part.digits() for part in parts)]


class _Number:
    """A number as it is said, word by word."""

    def __init__(self) -> None:
        self._whole: float = 0
        self._group: float | None = None
        self._decimals: str | None = None

    def takes(self, token: str) -> bool:
        """Add a word; False where it begins another number."""
        if token == "point":
            self._decimals = ""
        elif token in _SCALES:
            self._scale(_SCALES[token])
        else:
            return self._value(token)
        return True

    def _scale(self, scale: int) -> None:
        group = 1.0 if self._group is None else self._group + float(f"0.{self._decimals or 0}")
        self._decimals = None
        if scale == 100:
            self._group = group * 100
        else:
            self._whole, self._group = self._whole + group * scale, None

    def _value(self, token: str) -> bool:
        value = float(_UNITS.get(token, _TENS.get(token, token)))
        if self._decimals is not None:
            self._decimals += f"{value:g}"
            return True
        said = token in _UNITS or token in _TENS
        group = self._group
        if group is None:
            self._group = value
        elif said and group and (group % 100 == 0 or (group % 10 == 0 and group % 100 >= 20 and 0 < value < 10)):
            self._group = group + value
        else:
            return False
        return True

    def digits(self) -> str:
        """The value in digits, without an exponent."""
        value = self._whole + (self._group or 0) + float(f"0.{self._decimals or 0}")
        return f"{value:.6f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
