"""Stories → events: those that tell the same event become one, two events in one place stay two."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from atlascast.models import Story
from atlascast.rank.words import Profile, profiles

SAME = 0.44
"""`likeness` from which two stories tell the same event; tests/data/rank/pairs.json holds what it was set by."""
RELATED = 0.15
"""`likeness` from which two events belong side by side."""
NEAR = timedelta(days=5)
"""Reports of one event stand no further apart than this; copies of one text may."""
COPY = 0.8
FULL = 0.6
"""The newest report leads where it has at least this share of the fullest one's words."""
_KEYS, _SHARED, _CROWD = 40, 5, 300


@dataclass(frozen=True, slots=True)
class Event:
    """What one or more stories tell. `lead` is told; `others` are its earlier or shorter versions."""

    lead: Story
    profile: Profile
    others: tuple[Story, ...] = ()


def events(stories: Sequence[Story]) -> list[Event]:
    """Every story in exactly one event, in the order of the stories that lead."""
    known = profiles(stories)
    groups: dict[int, list[int]] = {}
    home: dict[int, int] = {}
    near = _neighbours(known)
    for index in sorted(range(len(stories)), key=lambda i: (-known[i].size, stories[i].id, i)):
        place = _place(index, near[index], home, stories, known)
        home[index] = place
        groups.setdefault(place, []).append(index)
    found = []
    for members in groups.values():
        first = _leading(members, stories, known)
        others = tuple(stories[i] for i in sorted(members) if i != first)
        found.append((first, Event(stories[first], known[first], others)))
    return [event for _, event in sorted(found, key=lambda row: row[0])]


def _neighbours(known: Sequence[Profile]) -> list[list[int]]:
    """For each story those that share some of its weightiest words: only they can tell the same event."""
    keys = [sorted(p.vector, key=lambda term: (-p.vector[term], term))[:_KEYS] for p in known]
    holders: dict[str, list[int]] = defaultdict(list)
    found: list[list[int]] = [[] for _ in known]
    for index, own in enumerate(keys):
        shared = Counter(other for term in own for other in holders[term][-_CROWD:])
        for other, count in shared.items():
            if count >= min(_SHARED, len(own)):
                found[index].append(other)
                found[other].append(index)
        for term in own:
            holders[term].append(index)
    return found


def _place(
    index: int, near: Sequence[int], home: dict[int, int], stories: Sequence[Story], known: Sequence[Profile]
) -> int:
    """The group a story joins: that of the likest member, if its fullest report agrees; else its own."""
    best = (SAME, index)
    for other in near:
        if other in home and _may(stories[index], stories[other], known[index], known[other]):
            like = likeness(known[index], known[other])
            whole = like if home[other] == other else likeness(known[index], known[home[other]])
            if like > best[0] and whole >= 0.7 * SAME:
                best = (like, home[other])
    return best[1]


def _may(a: Story, b: Story, left: Profile, right: Profile) -> bool:
    close = not (a.published and b.published) or abs(a.published - b.published) <= NEAR
    return close or cosine(left, right) >= COPY


def _leading(members: Sequence[int], stories: Sequence[Story], known: Sequence[Profile]) -> int:
    fullest = max(known[i].size for i in members)
    enough = [i for i in members if known[i].size >= FULL * fullest]

    def newness(i: int) -> tuple[float, int, str]:
        when = stories[i].updated or stories[i].published
        return (when.timestamp() if when else 0.0, known[i].size, stories[i].id)

    return max(enough, key=newness)


def likeness(left: Profile, right: Profile) -> float:
    """How likely two stories tell the same event, 0-1: shared words, then names, then numbers."""
    numbers = min(3, len(left.numbers & right.numbers)) / 3
    return 0.7 * cosine(left, right) + 0.18 * _names(left, right) + 0.12 * numbers


def cosine(left: Profile, right: Profile) -> float:
    """Cosine of two stories' weighed words, 0-1."""
    if len(left.vector) > len(right.vector):
        left, right = right, left
    other = right.vector
    return sum(weight * other[term] for term, weight in left.vector.items() if term in other)


def _names(left: Profile, right: Profile) -> float:
    """The share of the poorer story's names that the other has too, by weight."""
    shared = sum(weight for name, weight in left.names.items() if name in right.names)
    least = min(sum(left.names.values()), sum(right.names.values()))
    return shared / least if least else 0.0
