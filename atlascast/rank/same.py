"""Stories → events: those that tell the same event become one, two events in one place stay two."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from heapq import nlargest
from math import fsum

from atlascast.models import Story
from atlascast.rank.words import Profile, profiles

SAME = 0.31
"""`_same` from which two stories tell the same event; it and the weights were fitted to tests/data/rank/pairs.json."""
A_DAY, ONE_MORE, ELSEWHERE = 0.04, 0.14, 0.02
"""What a day between two reports takes away, a later one's "second attack this week", and its headline's names that
the earlier one does not know."""
RETELLS, ALL = 0.1, 0.95
"""What is added where one story knows so much of the other's headline, by weight: it says again what was news."""
_HEADLINE = 3
"""Terms of a headline that tells an event, at least."""
HALF_A_DAY = timedelta(hours=12)
RELATED = 0.15
"""`likeness` from which two events belong side by side."""
NEAR = timedelta(days=5)
"""Reports of one event stand no further apart than this; copies of one text may."""
COPY = 0.8
"""Of the words' cosine: from here on two stories are one text."""
FULL = 0.6
"""The newest report leads where it has at least this share of the fullest one's words."""
_FIGURES = 1 / 3
"""Of the figures of the story with fewer: two that share so many may tell one event whatever their titles name."""
_KNOWN = 0.6
"""Of the weight of the names in a story's title: a story that knows more of it may tell the same event."""
_KEYS, _SHARED, _CROWD, _NEIGHBOURS = 40, 5, 300, 40


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
    """For each story the few that share most of its weightiest words: only they can tell the same event."""
    keys = [sorted(p.vector, key=lambda term: (-p.vector[term], term))[:_KEYS] for p in known]
    holders: dict[str, list[int]] = defaultdict(list)
    found: list[list[int]] = [[] for _ in known]
    for index, own in enumerate(keys):
        shared = Counter(other for term in own for other in holders[term][-_CROWD:])
        likely = [(count, other) for other, count in shared.items() if count >= min(_SHARED, len(own))]
        for _, other in nlargest(_NEIGHBOURS, likely):
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
        if other in home:
            like = _same(stories[index], stories[other], known[index], known[other])
            if like > best[0] and (like >= COPY or _agrees(known[index], known[home[other]])):
                best = (like, home[other])
    return best[1]


def _agrees(one: Profile, fullest: Profile) -> bool:
    return likeness(one, fullest) >= 0.7 * SAME and not apart(one, fullest)


def _same(a: Story, b: Story, left: Profile, right: Profile) -> float:
    """How likely two stories tell one event: their likeness, less for each day between them, and less where the later
    one says that it is one more of its kind; 0 for what is too far apart and no copy."""
    if copies(left, right):
        return cosine(left.vector, right.vector)
    if apart(left, right):
        return 0.0
    like = likeness(left, right)
    if not (a.published and b.published):
        return like - (ONE_MORE if left.again != right.again else 0.0)
    between = abs(a.published - b.published)
    if between > NEAR:
        return 0.0
    later, earlier = (left, right) if a.published > b.published else (right, left)
    one_more = later.again and not earlier.again and between >= HALF_A_DAY
    like -= A_DAY * (between / timedelta(days=1)) + (ONE_MORE if one_more else 0.0)
    like -= ELSEWHERE if strange(later, earlier) else 0.0
    return like + (retelling(left, right) if between >= HALF_A_DAY and SAME - RETELLS < like <= SAME else 0.0)


def copies(left: Profile, right: Profile) -> bool:
    """Whether two stories are one text: not where only the names were changed, as in reports made from one form."""
    alike = cosine(left.vector, right.vector) >= COPY
    return alike and not (strange(left, right) and strange(right, left))


def apart(left: Profile, right: Profile) -> bool:
    """Whether two stories that are no copies tell two events, however alike their words: the titles name others than
    the other story does, or they are two instalments of one series; and few figures are shared."""
    few = min(len(left.numbers), len(right.numbers))
    if few and len(left.numbers & right.numbers) >= few * _FIGURES:
        return False
    (title, stamp), (other, day) = left.series, right.series
    series = title == other and bool(stamp) and bool(day) and stamp != day
    return series or (strange(left, right) and strange(right, left))


def strange(left: Profile, right: Profile) -> bool:
    """Whether much of what the names in a story's title weigh is unknown to another story."""
    weights = {name: left.names[name] for name in sorted(left.titled)}
    known = sum(weight for name, weight in weights.items() if name in right.vector)
    return bool(weights) and known <= sum(weights.values()) * _KNOWN


def retelling(left: Profile, right: Profile) -> float:
    """RETELLS where one story's headline is wholly known to the other: a follow-up says first what it follows."""
    return RETELLS if _knows(left, right) or _knows(right, left) else 0.0



def _knows(story: Profile, other: Profile) -> bool:
    known = fsum(other.vector[term] for term in other.headline & story.vector.keys())
    whole = fsum(other.vector[term] for term in other.headline)
    return len(other.headline) >= _HEADLINE and known >= ALL * whole


def _leading(members: Sequence[int], stories: Sequence[Story], known: Sequence[Profile]) -> int:
    fullest = max(known[i].size for i in members)
    enough = [i for i in members if known[i].size >= FULL * fullest]

    def newness(i: int) -> tuple[float, int, str]:
        when = stories[i].updated or stories[i].published
        return (when.timestamp() if when else 0.0, known[i].size, stories[i].id)

    return max(enough, key=newness)


def likeness(left: Profile, right: Profile) -> float:
    """How much two stories tell of the same, 0-1: shared words, of the whole and of the openings; names, by their
    share and by their number; figures."""
    whole, opening = cosine(left.vector, right.vector), cosine(left.opening, right.opening)
    share, count = _names(left, right)
    figures = min(3, len(left.numbers & right.numbers)) / 3
    return 0.27 * whole + 0.24 * opening + 0.2 * share + 0.1 * min(1.0, count / 8) + 0.19 * figures


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Cosine of two vectors of unit length, 0-1."""
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right[term] for term, weight in left.items() if term in right)


def _names(left: Profile, right: Profile) -> tuple[float, int]:
    """The share of two stories' names that both have, by weight, and how many those are."""
    both = left.names.keys() & right.names.keys()
    shared = sum(left.names[name] for name in sorted(both))
    every = sum(left.names.values()) + sum(right.names.values()) - shared
    return (shared / every if every else 0.0), len(both)
