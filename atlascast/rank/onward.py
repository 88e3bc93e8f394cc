"""Stories + those told in earlier weeks → which of them go on with which."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from math import fsum

from atlascast.models import Story
from atlascast.rank import languages
from atlascast.rank.recall import lede, recalled
from atlascast.rank.same import A_DAY, COPY, ONE_MORE, apart, copies, likeness, retelling, strange
from atlascast.rank.words import Profile, profiles, terms

SURE = 0.36
"""Likeness from which a story may go on with one that an earlier week told: surer than within a week."""
LEDE = 0.5
"""Of the first sentence, by number of terms: a story of which so much was known goes on, one with less may be new."""
RECALLED, TERMS = 0.45, 3
"""Of an opening's length as a vector, and at least so many terms of it: what one clause says of the older event."""
_ROUNDED = 1e-9
"""What the order of a sum may change."""


def retold(stories: Sequence[Story], told: Sequence[Story]) -> dict[int, list[int]]:
    """Which of the `told` stories of earlier weeks tell the event of each of these, by their places.

    "As we reported" must be true, so that likeness alone is not enough: the new story opens with what was known, or
    speaks of the older event as known.
    """
    known = profiles([*stories, *told]) if told else []
    new, old = known[: len(stories)], known[len(stories) :]
    openings: dict[str, list[int]] = defaultdict(list)
    vectors: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, profile in enumerate(old):
        for term in profile.opening:
            openings[term].append(place)
        for term, weight in profile.vector.items():
            vectors[term].append((place, weight))
    found: dict[int, list[int]] = {}
    for place, profile in enumerate(new):
        shared = Counter(other for term in profile.vector for other in openings.get(term, ()))
        likely = sorted(other for other, count in shared.items() if count >= TERMS)
        one, alike = _read(stories[place], profile), _alike(profile, vectors, len(old)) if likely else []
        pairs = [other for other in likely if _goes_on(one, told[other], old[other], alike[other])]
        found |= {place: pairs} if pairs else {}
    return found


def _alike(profile: Profile, vectors: Mapping[str, Sequence[tuple[int, float]]], count: int) -> list[float]:
    """The cosine of a story with each of the told ones, by the stories that hold each of its terms."""
    found = [0.0] * count
    for term, weight in profile.vector.items():
        for other, theirs in vectors.get(term, ()):
            found[other] += weight * theirs
    return found


@dataclass(frozen=True, slots=True)
class _New:
    """A story with what it says of older ones: the terms of its first sentence, and of each clause that recalls."""

    story: Story
    profile: Profile
    first: frozenset[str]
    clauses: tuple[frozenset[str], ...]


def _read(story: Story, profile: Profile) -> _New:
    language = languages.of(story.language)
    clauses = (frozenset(terms(clause, language)) for clause in recalled(story.text, language))
    return _New(story, profile, frozenset(terms(lede(story.text), language)), tuple(clauses))


def _goes_on(one: _New, told: Story, old: Profile, alike: float) -> bool:
    story, new = one.story, one.profile
    if alike > COPY - _ROUNDED and copies(new, old):
        return True
    opens = len(one.first & old.vector.keys()) >= LEDE * len(one.first)
    again, recalls = new.again and not old.again, _recalls(one, old)
    if not (opens or again or recalls):
        return False
    days = (story.published - told.published) / timedelta(days=1) if story.published and told.published else 7.0
    if days <= 0 or apart(new, old) or strange(new, old):
        return False
    if again:
        return likeness(new, old) - ONE_MORE - days * A_DAY / 4 > SURE
    return recalls or likeness(new, old) + retelling(new, old) - days * A_DAY / 4 > SURE


def _recalls(one: _New, old: Profile) -> bool:
    """Whether a clause of a story speaks of an older one's event as known, and of more than the names in it.

    Two stories without a name in common are two happenings of one kind, such as the figures of two months.
    """
    uncased = languages.of(one.story.language) in languages.UNCASED
    if not uncased and old.names.keys().isdisjoint(one.profile.names):
        return False
    return any(_tells(old.opening.keys() & clause, old) for clause in one.clauses)


def _tells(held: Set[str], old: Profile) -> bool:
    if len(held) < TERMS or old.names.keys() >= held:
        return False
    return fsum(old.opening[term] for term in held) >= RECALLED
