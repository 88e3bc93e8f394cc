"""A story → its terms, names and numbers, weighed by how rare they are.

The weight of a term is log((N + 50) / (n + 0.5)) for n of N stories (inverse document frequency, Spärck Jones
1972), as if fifty stories without it stood beside them: so a handful of stories is judged as a thousand are.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from math import log, sqrt

from atlascast.models import Story
from atlascast.rank import languages, recall
from atlascast.rank.figures import figures
from atlascast.week import MONTH

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LARGE = "A-ZÀ-ÞĄĆČĐĘĞİŁŃŐŘŚŞŠŮŰŹŻŽЀ-Я"
_NAME = re.compile(rf"\s(?<=[^\s.!?:;”\"“]\s)\s*[“„«\"(]?([{_LARGE}][\w’'-]+)")
_OWNER = re.compile(rf"\b([{_LARGE}][\w-]+)['’]s\b")
_CAPITAL = re.compile(rf"\b[{_LARGE}][\w’'-]+")
_DATE = re.compile(rf"\b\d{{1,2}}\s+{MONTH}\b|\b{MONTH}\s+\d{{1,2}}\b|\b(?:19|20)\d\d\b|\b\d{{1,2}}:\d\d\b")
_STAMP = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b"
    r"|(?:\b(?:day|week|part|no\.?|number|episode|issue|round)|#)\s*\d+\b"
    rf"|\b\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}\b|{_DATE.pattern}",
    re.I,
)
OPENING = 45
"""Words of the text that open a story: about two sentences."""
LOOK_BACK = 1500
"""Characters in which a story says, if at all, that it is one more of its kind."""
_ORDINAL = r"(?:another(?!\s+\d)|second|third|fourth|fifth|sixth|seventh)"
_MORE = re.compile(
    rf"\b{_ORDINAL}\s+(?:[\w-]+\s+){{0,3}}?(?:in|of|this|within)\s+(?:[\w-]+\s+)?(?:week|days|month)\b"
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a story is compared by. `vector` and `opening` are of unit length; they and `names` hold weights."""

    vector: Mapping[str, float]
    opening: Mapping[str, float]
    """The same of the title and the first words alone: they tell the event, what follows tells of others too."""
    names: Mapping[str, float]
    titled: frozenset[str]
    """Those of `names` that stand in the title."""
    headline: frozenset[str]
    """The terms of the title."""
    series: tuple[str, str]
    """The title without its day, date or number of an instalment ("day 812"), and those."""
    numbers: frozenset[str]
    size: int
    """Words of the text."""
    again: bool
    """Whether it says that it is one more of its kind: "second test in a week"."""


def profiles(stories: Iterable[Story]) -> list[Profile]:
    """A profile a story, in order, weighed against all of them."""
    rows = [_counted(story) for story in stories]
    counts = Counter(term for row in rows for term in row.bag)
    names = Counter(name for row in rows for name in row.names)
    whole = len(rows)
    rarity = [log((whole + 50) / (count + 0.5)) for count in range(whole + 1)]
    weights = {term: rarity[count] for term, count in counts.items()}
    return [
        Profile(
            _unit(row.bag, weights),
            _unit(row.opening, weights),
            {name: rarity[names[name]] for name in row.names},
            row.titled,
            row.headline,
            row.series,
            row.numbers,
            row.size,
            row.again,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class _Counted:
    bag: Counter[str]
    opening: Counter[str]
    names: frozenset[str]
    titled: frozenset[str]
    headline: frozenset[str]
    series: tuple[str, str]
    numbers: frozenset[str]
    size: int
    again: bool


def _counted(story: Story) -> _Counted:
    text, language = story.text.replace("\n", " "), languages.of(story.language)
    words = _WORD.findall(text.lower())
    end = next(islice(_WORD.finditer(text), OPENING - 1, None), None)
    first = text[: end.end()] if end else text
    headline, told = terms(story.title, language), _carrying(words, language)
    opening = _carrying(words[:OPENING], language)
    names = _names(text, language)
    return _Counted(
        Counter([*headline, *told]),
        Counter([*headline, *opening]),
        names,
        names & {languages.stem(name.lower(), language) for name in _CAPITAL.findall(story.title)},
        frozenset(headline),
        _series(story.title),
        figures(_DATE.sub(" ", text)),
        len(words),
        recall.is_again(f"{story.title}. {first}", language) or bool(_MORE.search(text[:LOOK_BACK].lower())),
    )


def _names(text: str, language: str) -> frozenset[str]:
    named = {name.lower() for form in (_NAME, _OWNER) for name in form.findall(text)}
    named -= languages.nouns(text, language)
    return frozenset(languages.stem(name, language) for name in named) - languages.common(language)


def _series(title: str) -> tuple[str, str]:
    stamps = " ".join(match[0].lower() for match in _STAMP.finditer(title))
    return " ".join(_STAMP.sub(" ", title).lower().split()), stamps


def _unit(bag: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    """Weighed counts as a vector of length 1; empty where there are none."""
    raw = {term: (1 + log(count)) * weights[term] for term, count in bag.items()}
    length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {term: weight / length for term, weight in raw.items()}


def terms(text: str, language: str = "en") -> list[str]:
    """The words that carry a text, lower case, without endings and common words."""
    return _carrying(_WORD.findall(text.lower()), language)


def _carrying(words: Iterable[str], language: str) -> list[str]:
    common = languages.common(language)
    return [languages.stem(word, language) for word in words if word not in common and len(word) > 1]
