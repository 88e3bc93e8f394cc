"""Words that sound one way as a noun or adjective and another as a verb → how each sounds here.

"Generals object to the object" /əbˈdʒɛkt … ˈɑbdʒɛkt/, "courts convict the convict", "its uses", "the army uses".
What stands before decides ("the", "to", "of", a plural subject), then what stands behind ("the", "was"); where neither
does, the voice's own reading stands. The words and their neighbours are lists in data/nounverb.toml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from atlascast.models import Sound
from atlascast.spoken.lexicon import inflected
from atlascast.spoken.tables import table, words

_TOKEN = re.compile(r"[\w'’-]+|[^\w\s]")
_BEHIND = re.compile(r" (?!an? (?:day|week|month|year|decade)\b|this (?:week|month|year))([\w'’-]+)")
"""The next word; "a day", which is a time and no object, counts as none."""
_POSSESSIVE = re.compile(r"(?<!let)(?<!it)(?<!that)(?<!there)(?<!here)['’]s$|s['’]$")


@cache
def _listed(name: str) -> frozenset[str]:
    return words("nounverb", name)


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands around a word in its clause: words in small letters, nearest first; `name` where one with a capital
    stands directly before, and is not the first of its clause."""

    left: tuple[str, ...]
    right: str
    name: bool

    def back(self, steps: int) -> str:
        return self.left[steps] if len(self.left) > steps else ""


@cache
def _pattern() -> re.Pattern[str]:
    listed = "|".join(sorted(table("nounverb")["sounds"], key=len, reverse=True))
    return re.compile(rf"(?<![\w'’-])(?P<word>{listed})(?P<s>s)?(?![\w'’-])", re.IGNORECASE)


def sounds(spoken: str) -> Iterator[Sound]:
    """The sound of each listed word whose neighbours show what it is."""
    for match in _pattern().finditer(spoken):
        word, plural = match["word"].lower(), match["s"] or ""
        place = _place(spoken, match.start(), match.end())
        is_verb = _inflected_verb(place) if plural else _verb(word, place)
        if is_verb or (is_verb is False and _needs_help(word, place)):
            ipa, say = table("nounverb")["sounds"][word][2 * is_verb :][:2]
            yield Sound(match.start(), match.end(), inflected(ipa, plural), say + plural)


def _needs_help(word: str, place: _Place) -> bool:
    """Whether the voice might take the noun for the verb; else it joins the word better to its neighbours itself."""
    near = place.back(0)
    return word in _listed("no_noun_by_itself") or not (_owned(near) or near in _listed("prepositions"))


def _place(text: str, start: int, end: int) -> _Place:
    left: list[str] = []
    before = _TOKEN.findall(text[max(0, start - 80) : start])
    for token in reversed(before):
        if not token[0].isalnum() or len(left) == 4:
            break
        left.append(token)
    behind = _BEHIND.match(text, end)
    name = len(left) > 1 and left[0][0].isupper()
    lowered = tuple(token if token == "May" else token.lower() for token in left)
    return _Place(lowered, behind[1].lower() if behind else "", name)


def _owned(word: str) -> bool:
    return word in _listed("determiners") or bool(_POSSESSIVE.search(word))


def _many(place: _Place) -> bool:
    """Whether a plural that can be a subject stands directly before."""
    word = place.back(0)
    if word in _listed("people"):
        return True
    if not re.fullmatch(r"[\w-]{2,}(?:[^\W_sui]|[alnqh]i)s", word):
        return False
    if place.name and not re.search(r"(?:[ai]ns|ists|crats|[aeit]lis|[aiu][nq]is|this)$", word):
        return False
    return word not in _listed("no_subjects")


def _phrase(place: _Place) -> bool:
    """Whether a "the" or "its" stands two or three words before, and no plural between: "the main suspect"."""
    if _many(place) or place.back(0).endswith("ly") or place.back(0) in _listed("no_adjectives"):
        return False
    return _owned(place.back(1)) or (_owned(place.back(2)) and place.back(1) not in _listed("no_adjectives"))


def _verb(word: str, place: _Place) -> bool | None:
    """True for the verb, False for the noun or adjective, None where it cannot be told."""
    near = place.back(0)
    if near in _listed("adverbs") or (near.endswith("ly") and len(near) > 4):
        further = _verb(word, _Place(place.left[1:], place.right, False))
        return further if place.back(1) else None
    if near == "not":
        return False if place.back(1) in _listed("copulas") else place.back(1) in _listed("auxiliaries") or None
    if near == "to" and place.back(1) in _listed("to_a_thing"):
        return None
    if near in _listed("auxiliaries"):
        return True
    if _owned(near) or near in _listed("copulas") or near in _listed("prepositions"):
        return False
    if _phrase(place) and place.right not in _listed("objects"):
        return False
    if f"{word} {place.right}" in table("nounverb")["fixed"]["pairs"]:
        return False
    if _many(place):
        return place.right not in _listed("behind_a_noun")
    if place.right in _listed("objects"):
        return True
    return False if place.right in _listed("behind_a_noun") and not near else None


def _inflected_verb(place: _Place) -> bool | None:
    """The same for "objects", "uses"."""
    near = place.back(0)
    if _owned(near) or near in _listed("copulas") or near in _listed("prepositions") or near in _listed("counting"):
        return False
    if near in _listed("one") or place.right in _listed("objects"):
        return True
    return False if place.right in _listed("behind_a_noun") or _many(place) else None
