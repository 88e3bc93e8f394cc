"""Acronyms and dotted initials → letters apart, or left as the words they are said as.

"CSTO" → "C S T O", "IEDs" → "I E Ds", "U.S." → "U S" (with the sentence's full stop where it ends one); "NATO" and
"ECOWAS" stay words, so do ordinary words in capitals ("THE CSTO") and a headline or dateline set in capitals.
"""

import re

from atlascast.spoken.context import stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, rows, table, words

_WORDS = words("acronyms", "words")
_LETTERS = words("acronyms", "letters")
_ORDINARY = words("acronyms", "ordinary")
_SHIPS = words("acronyms", "ships")
_NAMED = re.compile(r" [A-Z][a-z]")
_MIXED: dict[str, str] = table("acronyms")["mixed"]
_CAPS = re.compile(r"\b[A-Z][A-Z'’]+\b")
_LOWER = re.compile(r"\b[A-Z]?[a-z]{2,}\b")
_ONSET = (
    "S?[PTCK]R?|S?[PCK]L|S[PTKCMNLWQ]|[BDFGPTCK]R|[BFGPCK]L|SHR|THR|S?QU|[CSTWPKG]H|KN|WR|TW|DW|GN"
    "|[BCDFGHJKLMNPRSTVWYZ]"
)
_VOWEL = "(?!II|UU|AA)[AEIOU]{1,2}|(?<![AEIOU])Y(?![AEIOU])"
_CODA = (
    "BB|DD|FF|GG|LL|MM|NN|RR|SS|TT|ZZ|[BDFGLMNRSTZ]|[CHJKPVWXY]|CK|CT|FT|L[DFKMPTV]|M[BPS]|N[DGKTCS]|NCH|NGS|NDS|NTS|PT|PS|R[BCDFGKLMNPSTV]|S[KMPHT]|[CTGP]H"
    "|TCH|GHT|KS|TS|DS|CKS|CTS|RMS|RDS|RKS|RTS|RCH|RTH|LTH|STS|WN|WS|WK|YS|XT|NX|RST"
)
_MEDIAL = f"(?![BDGT][BCDFGKPTV])(?:{_CODA})?(?:{_ONSET})|X"
_SAYABLE = re.compile(f"(?:{_ONSET})?(?:{_VOWEL})(?:(?:{_MEDIAL})(?:{_VOWEL}))*(?:{_CODA})?")
"""What English lets a word be: onset, vowels, more syllables, coda."""
_LONGEST = 40
"""Letters that a word may have; a stranger's longer one would keep the pattern for minutes."""
_DATELINE = re.compile(
    r"^[\"“]?[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+(?:[, ]+[A-ZÀ-Þ][A-ZÀ-Þ'’.-]+)*[, ]*"
    r"(?:, [A-Z][a-z]+\.?)?(?: ?\([A-Za-z/ ]+\))? ?[—–-]{1,2} "
    r"|^(?:[A-Z][A-Z'’-]+ ){1,4}[A-Z'’-]+: "
)


def _shouting(text: str) -> bool:
    """Whether the line is set in capitals throughout, as a headline."""
    caps, lower = _CAPS.findall(text), len(_LOWER.findall(text))
    plain = [word for word in caps if word in _ORDINARY or (len(word) > 4 and is_sayable(word))]
    return len(caps) >= 3 and len(caps) > 2 * lower and 2 * len(plain) >= len(caps)


def is_sayable(word: str) -> bool:
    """Whether English could pronounce a word in capitals that is not known to be one."""
    return word not in _WORDS and _sayable(word)


def _sayable(word: str) -> bool:
    return len(word) < _LONGEST and _SAYABLE.fullmatch(word) is not None


def said_as_letters(word: str, text: str = "", start: int = 0) -> bool:
    """Whether a word in capitals is spelled out where it stands."""
    if word in _LETTERS:
        return not (_shouting(text) and len(word) == 2 and word in ("IS", "IT", "US", "AM"))
    if word in _SHIPS and _NAMED.match(text, start + len(word)) and not _shouting(text):
        return True
    if word in _WORDS or word in _ORDINARY:
        return False
    dateline = _DATELINE.match(text)
    placed = dateline and start < dateline.end() and text[max(0, start - 1) : start] != "("
    if placed or _shouting(text):
        return not re.search("[AEIOUY]", word) or (not placed and 3 < len(word) < 6 and not _sayable(word))
    return len(word) < 4 or not _sayable(word)


def _acronym(match: re.Match[str]) -> str | None:
    word, ending = match["word"], match["ending"] or ""
    if word in _MIXED:
        said = _MIXED[word]
        return said + ending if said != word else None
    if not said_as_letters(word, match.string, match.start()):
        return None
    return " ".join(word) + ending


def _spelt(match: re.Match[str]) -> str:
    """ "the UP CM", a word that its neighbour makes letters."""
    return " ".join(match["it"])


def _mixed(match: re.Match[str]) -> str:
    return _MIXED[match["word"]] + (match["ending"] or "")


def _dotted(match: re.Match[str]) -> str | None:
    letters = re.findall(r"[A-Za-z]", match["letters"])
    full_stop = (
        stop(match.string, match.end("letters")) if match["letters"].endswith(".") and not match["ending"] else ""
    )
    return " ".join(letters).upper() + (match["ending"] or "") + full_stop


def _initialism(match: re.Match[str]) -> str | None:
    """ "AfD" → "A F D", "AfCFTA" → "A F C F T A": one small letter between capitals; never "DeSANTIS"."""
    if len(match["word"]) > 4 and _SAYABLE.fullmatch(match["word"][2:]):
        return None
    return " ".join(match["word"].upper()) + (match["ending"] or "")


_ENDING = r"(?P<ending>s(?=\b)|['’]s|s['’])?"
RULES: tuple[Rule, ...] = (
    rule(
        "letters",
        r"(?<![\w.])(?P<letters>(?:[A-Z]\.)+[A-Z](?![\w.])|(?:[A-Z]\.){2,}|(?:[A-Z]\.)+[A-Z]\b|[ap]\.[mk]\.)(?P<ending>['’]?s\b)?",
        _dotted,
        ".",
    ),
    *(
        rule("letters", rf"(?<!\w)(?P<it>{word})(?=['’]s [A-Z]| {either(nexts.split())}(?!\w))", _spelt, word[0])
        for word, nexts in rows("acronyms", "before").items()
    ),
    rule("letters", rf"(?<![\w.@#/])(?P<word>{either(_MIXED)}){_ENDING}(?![\w])", _mixed),
    rule("letters", rf"(?<![\w@#'’.])(?P<word>(?!Mc)[A-Z][a-z][A-Z]{{1,5}}){_ENDING}(?!\w)", _initialism),
    rule("letters", rf"(?<![\w@#'’.])(?P<word>[A-Z]{{2,}}){_ENDING}(?![\w]|\.[A-Za-z])", _acronym),
)
