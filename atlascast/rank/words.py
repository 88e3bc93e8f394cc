"""A story → its terms, names and numbers, weighed by how rare they are.

The weight of a term is log((N + 50) / (n + 0.5)) for n of N stories (inverse document frequency, Spärck Jones
1972), as if fifty stories without it stood beside them: so a handful of stories is judged as a thousand are.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from atlascast.models import Story

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NAME = re.compile(r"(?<=[^\s.!?:;”\"“])\s+[“\"(]?([A-ZÀ-ÞЀ-Я][\w’'-]+)")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")
_DATE = re.compile(
    r"\b\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept|Oct"
    r"|Nov|Dec)\.?\s+\d{1,2}\b|\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b"
)
_COMMON = frozenset(
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
_POSSESSIVE = re.compile(r"['’]s?$")
_SUFFIX = re.compile(r"(?<=[^\W\d_]{4})(?:ations?|ings?|edly|ed|ies|ers?|es|s|ly|e)$")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a story is compared by. `vector` is of unit length; `names` and `vector` hold weights."""

    vector: Mapping[str, float]
    names: Mapping[str, float]
    numbers: frozenset[str]
    size: int
    """Words of the text."""


def profiles(stories: Iterable[Story]) -> list[Profile]:
    """A profile a story, in order, weighed against all of them."""
    rows = [_counted(story) for story in stories]
    terms = Counter(term for bag, *_ in rows for term in bag)
    names = Counter(name for _, found, *_ in rows for name in found)
    whole = len(rows)

    rarity = [log((whole + 50) / (count + 0.5)) for count in range(whole + 1)]
    found = []
    for bag, own, numbers, size in rows:
        raw = {term: (1 + log(count)) * rarity[terms[term]] for term, count in bag.items()}
        length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        vector = {term: weight / length for term, weight in raw.items()}
        found.append(Profile(vector, {name: rarity[names[name]] for name in own}, numbers, size))
    return found


def _counted(story: Story) -> tuple[Counter[str], frozenset[str], frozenset[str], int]:
    words = _WORD.findall(story.text)
    bag = Counter(terms(f"{story.title} {story.text}"))
    text = story.text.replace("\n", " ")
    names = frozenset(stem(name.lower()) for name in _NAME.findall(f"{text}")) - _COMMON
    return bag, names, frozenset(_NUMBER.findall(_DATE.sub(" ", text))) - frozenset("0123456789"), len(words)


def terms(text: str) -> list[str]:
    """The words that carry a text, lower case, without endings and common words."""
    return [stem(word) for word in _WORD.findall(text.lower()) if word not in _COMMON and len(word) > 1]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without possessive and its commonest English ending, so that forms of one word meet."""
    return _SUFFIX.sub("", _POSSESSIVE.sub("", word))
