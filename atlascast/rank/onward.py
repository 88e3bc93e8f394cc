"""Stories + those told in earlier weeks → which of them go on with which."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from math import fsum

from atlascast.models import Story
from atlascast.rank import languages
from atlascast.rank.recall import lede, recalled
from atlascast.rank.same import A_DAY, ONE_MORE, apart, copies, likeness, retelling, strange
from atlascast.rank.words import Profile, profiles, terms

SURE = 0.36
"""Likeness from which a story may go on with one that an earlier week told: surer than within a week."""
LEDE = 0.5
"""Of the first sentence, by number of terms: a story of which so much was known goes on, one with less may be new."""
RECALLED, TERMS = 0.45, 3
"""Of an opening's length as a vector, and at least so many terms of it: what one clause says of the older event."""


def retold(stories: Sequence[Story], told: Sequence[Story]) -> dict[int, list[int]]:
    """Which of the `told` stories of earlier weeks tell the event of each of these, by their places.

    "As we reported" must be true, so that likeness alone is not enough: the new story opens with what was known, or
    speaks of the older event as known.
    """
    known = profiles([*stories, *told]) if told else []
    new, old = known[: len(stories)], known[len(stories) :]
    holders: dict[str, list[int]] = defaultdict(list)
    for place, profile in enumerate(old):
        for term in profile.opening:
            holders[term].append(place)
    found: dict[int, list[int]] = {}
    for place, profile in enumerate(new):
        shared = Counter(other for term in profile.vector for other in holders.get(term, ()))
        likely = sorted(other for other, count in shared.items() if count >= TERMS)
        pairs = [other for other in likely if _goes_on(stories[place], told[other], profile, old[other])]
        found |= {place: pairs} if pairs else {}
    return found


def _goes_on(story: Story, told: Story, new: Profile, old: Profile) -> bool:
    if copies(new, old):
        return True
    days = (story.published - told.published) / timedelta(days=1) if story.published and told.published else 7.0
    if days <= 0 or apart(new, old) or strange(new, old):
        return False
    if new.again and not old.again:
        return likeness(new, old) - ONE_MORE - days * A_DAY / 4 > SURE
    if _recalls(story, new, old):
        return True
    first = set(terms(lede(story.text), languages.of(story.language)))
    opens = len(first & old.vector.keys()) >= LEDE * len(first)
    return opens and likeness(new, old) + retelling(new, old) - days * A_DAY / 4 > SURE


def _recalls(story: Story, new: Profile, old: Profile) -> bool:
    """Whether a clause of a story speaks of an older one's event as known, and of more than the names in it.

    Two stories without a name in common are two happenings of one kind, such as the figures of two months.
    """
    language = languages.of(story.language)
    if language not in languages.UNCASED and old.names.keys().isdisjoint(new.names):
        return False
    clauses = recalled(story.text, language)
    return any(_tells(sorted(old.opening.keys() & terms(clause, language)), old) for clause in clauses)


def _tells(held: Sequence[str], old: Profile) -> bool:
    weighs = fsum(old.opening[term] for term in held)
    return len(held) >= TERMS and weighs >= RECALLED and any(term not in old.names for term in held)
