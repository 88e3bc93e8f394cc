"""A language → its common words, the stem in which a word's forms meet, and which capitals are no names.

English has its own lists, for which the likeness of stories was fitted. Other languages have justext's lists of common
words and share a word's first letters (n-gram truncation: McNamee and Mayfield, "Character N-Gram Tokenization for
European Language Text Retrieval", 2004).
"""

import re
from functools import cache, lru_cache

ENGLISH = frozenset(
    re.findall(
        r"\w+",
        """
        a about according across after again against ago all almost along already also although always am among an and
        another any are around as asked at away back be became because become been before began behind being below
        between both but by call called came can come could country day days did do does done down during each early
        either end ended even every far few first five for four from gave get give given go going government group had
        half has have he held her here him his hour hours how however if in including into is it its just keep kept
        known large last late later least left less like long made make many may me meanwhile might million minister
        minute minutes month months more most much must my near nearly never new next night no nor not nothing now of
        off officer official officials often old on once one only or other others our out over own part people per
        place president put ran rather reported reporter reporters said same saw say saying says second see seen set
        several she should showed since six so some spokesman spokesperson spokeswoman state statement still such take
        taken ten than that the their them then there these they third this those though three through time times to
        today told tomorrow too took two under until up us use used very wanted was way we week weeks well went were
        what when where whether which while who whose why will with within without would yet year years yesterday you
        your monday tuesday wednesday thursday friday saturday sunday january february march april june july august
        september october november december morning evening afternoon weekend
        """,
    )
)
_LISTS = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian",
}  # fmt: skip
_LETTERS = {"ar": 4, "pl": 5, "ru": 5, "tr": 5, "uk": 5}
"""First letters of a word by which its forms are one, where it changes most; 6 elsewhere."""
UNCASED = frozenset({"ar", "fa", "he", "hi", "ja", "ka", "ko", "th", "ur", "zh"})
"""Languages that write no capitals, by which names are known."""
_POSSESSIVE = re.compile(r"['’]s?$")
_SUFFIX = re.compile(r"(?<=[^\W\d_]{4})(?:ations?|ings?|edly|ed|ies|ers?|es|s|ly|e)$")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|dell|nell|dall|all|sull|un)['’]")
_CLITIC = re.compile(r"^(?:[وف])?(?:ال|بال|لل|ب|ل|ك)?(?=\w{3})")
_NOUN = re.compile(
    r"\b(?:d(?:e[mnrs]|ie|as)|im|am|zum|zur|vom|beim|ins|ans|(?!gegen|neben|zwischen|wegen|unter|über|hinter|außer|sagte"
    r"|sagten)[a-zäöüß]+(?:e|e[mnrs]))\s+([A-ZÄÖÜ][\w-]+)"
)
"""What German writes with a capital behind an article or adjective: nouns mostly, where names stand alone."""


def of(written: str) -> str:
    """The two letters of a language's tag; English where none is known."""
    return written[:2].lower() or "en"


@cache
def common(language: str) -> frozenset[str]:
    """Words too common to tell one story from another."""
    if language == "en" or language not in _LISTS:
        return ENGLISH
    import justext  # type: ignore[import-untyped]

    return frozenset(re.findall(r"[^\W\d_]+", " ".join(justext.get_stoplist(_LISTS[language]))))


@lru_cache(maxsize=100_000)
def stem(word: str, language: str = "en") -> str:
    """A word in small letters without what its forms differ by."""
    if language not in _LISTS:
        return _SUFFIX.sub("", _POSSESSIVE.sub("", word))
    bare = _CLITIC.sub("", word) if language == "ar" else _ELIDED.sub("", word)
    return bare[: _LETTERS.get(language, 6)]


def nouns(text: str, language: str) -> frozenset[str]:
    """Words with a capital that are no names, in small letters."""
    return frozenset(word.lower() for word in _NOUN.findall(text)) if language == "de" else frozenset()
