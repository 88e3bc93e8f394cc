"""A respelling → its sound: "tah-KAI-eff" → "tɑːkˈaɪɛf".

As newsrooms write them: syllables parted by hyphens, the stressed one in capitals. Spellings and their sounds stand in
data/respelling.toml. A voice that takes no sounds gets the respelling in small letters, for it spells out capitals.
"""

import re
from functools import cache

from atlascast.spoken.tables import either, rows

_VOWELS = rows("respelling", "vowels")
_WEAK = rows("respelling", "weak")
_CONSONANTS = rows("respelling", "consonants")
_DOUBLED = re.compile(r"([bdfɡklmnpɹstvzʃʒ])(ˈ?)\1")
_MAGIC = {"a": "eɪ", "i": "aɪ", "y": "aɪ", "o": "oʊ", "u": "uː", "e": "iː"}


def plain(respelling: str) -> str:
    """The respelling without its stress mark, for voices that take text alone."""
    return re.sub(r"\beff\b", "ef", respelling.lower()) if re.search(r"[A-Z]{2}|-", respelling) else respelling


def ipa(respelling: str) -> str:
    """The sound of a respelling; "" where it is none: a whole word that is not parted into its syllables."""
    said = [_word(word) for word in respelling.split()]
    return " ".join(said) if all(said) else ""


def _word(word: str) -> str:
    syllables = [each for each in word.replace("'", "").split("-") if each]
    marked = [each for each in syllables if each.isupper()]
    sounds = []
    for place, written in enumerate(syllables, 1):
        stressed = written in marked or (not marked and place == max(1, len(syllables) - 1))
        sounds.append(_syllable(written.lower(), stressed))
    return _DOUBLED.sub(r"\1\2", "".join(sounds)) if all(sounds) else ""


@cache
def _pattern() -> re.Pattern[str]:
    head = f"(?P<head>(?:{either(_CONSONANTS)})*?)(?P<glide>y(?=[aeiou](?!$)|[aeiou][a-z]))?"
    tail = f"(?P<tail>(?:{either(key for key in _CONSONANTS if key not in ('y', 'w', 'h'))})*)"
    shut = either(_CONSONANTS.keys() - {"y", "w", "h", "r"})
    return re.compile(
        f"{head}(?:(?P<long>[aeiouy])(?P<shut>{shut})e|(?P<vowel>{either(_VOWELS)})"
        rf"(?P<open>(?![a-z]))?{tail})"
    )


def _syllable(written: str, stressed: bool) -> str:
    found = _pattern().fullmatch(written)
    if not found:
        alone = re.fullmatch(f"(?:{either(_CONSONANTS)})+", written)
        return _consonants(written) if alone and not stressed else ""
    head = _consonants(found["head"]) + ("j" if found["glide"] else "")
    mark = "ˈ" if stressed else ""
    if found["long"]:
        return f"{head}{mark}{_MAGIC[found['long']]}{_consonants(found['shut'])}"
    vowel = found["vowel"]
    opened = f"{vowel}$" if found["open"] is not None and f"{vowel}$" in _VOWELS else vowel
    sound = _VOWELS[opened] if stressed else _WEAK.get(opened, _VOWELS[opened])
    return f"{head}{mark}{sound}{_consonants(found['tail'])}"


def _consonants(written: str) -> str:
    return "".join(_CONSONANTS[each] for each in re.findall(either(_CONSONANTS), written))
