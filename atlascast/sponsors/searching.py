"""What each read is worth in each gap → the most valuable set of reads that breaks no rule between reads.

Best first (A*: Hart, Nilsson and Raphael 1968), gap by gap, so what is found first is the best there is. The bound on
what is still to come takes each campaign at its best and the gaps at theirs, apart as they must be. After a fixed
number of steps a beam search takes over, which keeps the most promising beginnings only.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush, nsmallest
from itertools import accumulate, islice

from atlascast.sponsors.campaigns import Campaign

STEPS, WIDTH = 2500, 60
"""Beginnings looked at before the search is cut short; how many of each length are kept from then on."""
_NEVER = 1_000_000
_IMPOSSIBLE = -(10**15)

Taken = tuple[tuple[int, int], ...]
"""Reads in running order: the gap, the number of the campaign."""


def rivals(one: Campaign, two: Campaign) -> bool:
    """Whether two advertisers sell the same kind of product."""
    same = one.category.casefold() == two.category.casefold() != ""
    return same and one.advertiser != two.advertiser


def clash(a: Campaign, at: int, b: Campaign, other: int) -> str:
    """Why two reads at these places cannot both be; "" where they can."""
    between, apart = abs(at - other), max(a.rules.apart, b.rules.apart)
    if between < apart:
        return f"{apart} {_stories(apart)} must stand between two reads"
    if rivals(a, b) and (a.exclusive or b.exclusive):
        return f"one of {a.advertiser} and {b.advertiser} is exclusive for {a.category}"
    if between < (distance := _spacing(a, b)):
        return f"{distance} {_stories(distance)} must stand between rivals in {a.category}"
    return ""


def _stories(count: int) -> str:
    return "story" if count == 1 else "stories"


def _spacing(a: Campaign, b: Campaign) -> int:
    """How many stories must stand between reads of two campaigns."""
    apart = max(a.rules.apart, b.rules.apart)
    if not rivals(a, b):
        return apart
    return _NEVER if a.exclusive or b.exclusive else max(apart, a.distance, b.distance)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A plan up to a gap."""

    place: int
    """The first gap that is not yet decided on."""
    points: int
    earliest: tuple[int, ...]
    """From which gap on each campaign may be read."""
    left: tuple[int, ...]
    """How often each may still be read."""
    taken: Taken


def _early(begun: _Begun) -> Taken:
    """Sorts what is worth the same: who reads earlier goes first."""
    return (*begun.taken, (_NEVER, 0))


class Search:
    """`worth[i]` is what a read of campaign i is worth at each place where it may stand, `room[i]` how many it may
    have, `most` how many there may be in all, `count` the number of gaps."""

    def __init__(
        self, campaigns: Sequence[Campaign], worth: Sequence[Mapping[int, int]], room: Sequence[int], most: int,
        count: int,
    ) -> None:  # fmt: skip
        self.campaigns, self.worth, self.most, self.count = campaigns, worth, most, count
        self.room = tuple(min(one, most) if ways else 0 for one, ways in zip(room, worth, strict=True))
        self.spacing = [[_spacing(one, two) for two in campaigns] for one in campaigns]
        self.last = [max(ways, default=-1) for ways in worth]
        self.tops = [max(ways.values(), default=0) for ways in worth]
        self.order = sorted(range(len(campaigns)), key=lambda one: -self.tops[one])
        self.kinds = [one.category.casefold() for one in campaigns]
        self.steps = {kind: self._step(kind) for kind in self.kinds}
        apart = min((one.rules.apart for one in campaigns), default=1)
        self.fits = self._chain(apart, [worth - top for worth, top in self._best(less=True)])
        self.sums = self._chain(apart, [worth for worth, _ in self._best(less=False)])

    def best(self) -> tuple[Taken, bool]:
        """The reads, and whether it is proven that none are worth more."""
        start = _Begun(0, 0, (0,) * len(self.campaigns), self.room, ())
        found = self._first(start)
        return (found, True) if found is not None else (self._beam(start), False)

    def _step(self, kind: str) -> int:
        """How many stories stand at least between two reads of a category."""
        same = [one for one, other in enumerate(self.kinds) if other == kind]
        return min((self.spacing[a][b] for a in same for b in same if a != b or self.room[a] > 1), default=_NEVER)

    def _best(self, less: bool) -> Iterator[tuple[int, int]]:
        """At each gap what a read is worth at most, and the campaign's top; `less`: which is nearest to its top."""
        for place in range(self.count):
            ways = [(ways[place], top) for ways, top in zip(self.worth, self.tops, strict=True) if place in ways]
            yield max(ways, key=lambda way: way[0] - less * way[1], default=(_IMPOSSIBLE, 0))

    def _chain(self, apart: int, worth: Sequence[int]) -> list[list[int]]:
        """By first gap and number of reads: what so many reads, `apart` from each other, are worth at most."""
        rows = [[0] + [_IMPOSSIBLE] * self.most for _ in range(self.count + apart)]
        for place in range(self.count - 1, -1, -1):
            taken = [worth[place] + one for one in rows[place + apart]]
            rows[place][1:] = map(max, rows[place + 1][1:], taken[:-1])
        return rows

    def _promise(self, begun: _Begun) -> int:
        """The points that a beginning can come to at most."""
        free, place, best = self.most - len(begun.taken), begun.place, 0
        fits, sums = self.fits[place], self.sums[place]
        tops = islice(self._tops(begun), free)
        for number, total in enumerate(accumulate(tops), 1):
            best = max(best, min(total + fits[number], sums[number]))
        return begun.points + best

    def _tops(self, begun: _Begun) -> Iterator[int]:
        """What is best of each campaign that may still be read; of rivals only as many as find room."""
        place = begun.place
        room = {kind: (self.count - 1 - place) // step + 1 for kind, step in self.steps.items()}
        for one in self.order:
            if begun.left[one] and begun.earliest[one] <= self.last[one] >= place:
                kind = self.kinds[one]
                for _ in range(min(begun.left[one], room[kind])):
                    room[kind] -= 1
                    yield self.tops[one]

    def _grown(self, begun: _Begun) -> Iterator[_Begun]:
        """With each read that may stand in the next gap, and with none."""
        place, after = begun.place, begun.place + 1
        earliest = tuple(max(one, after) for one in begun.earliest)
        yield _Begun(after, begun.points, earliest, begun.left, begun.taken)
        if len(begun.taken) == self.most:
            return
        for one, ways in enumerate(self.worth):
            if begun.left[one] and begun.earliest[one] <= place and place in ways:
                then = tuple(max(old, place + far) for old, far in zip(earliest, self.spacing[one], strict=True))
                left = (*begun.left[:one], begun.left[one] - 1, *begun.left[one + 1 :])
                yield _Begun(after, begun.points + ways[place], then, left, (*begun.taken, (place, one)))

    def _key(self, begun: _Begun) -> tuple[object, ...]:
        """Two beginnings with the same key can go on in the same ways."""
        rows = zip(begun.earliest, self.last, begun.left, strict=True)
        done = [earliest > last or not left for earliest, last, left in rows]
        when = (_NEVER if over else one for over, one in zip(done, begun.earliest, strict=True))
        often = (0 if over else one for over, one in zip(done, begun.left, strict=True))
        return begun.place, len(begun.taken), tuple(when), tuple(often)

    def _first(self, start: _Begun) -> Taken | None:
        """The best plan; None where it is not found within STEPS."""
        heap = [(-self._promise(start), 0, _early(start), start)]
        seen: dict[tuple[object, ...], int] = {}
        for _ in range(STEPS):
            begun = heappop(heap)[-1]
            if begun.place == self.count or len(begun.taken) == self.most:
                return begun.taken
            for grown in self._grown(begun):
                key = self._key(grown)
                if seen.get(key, -1) < grown.points:
                    seen[key] = grown.points
                    heappush(heap, (-self._promise(grown), -grown.place, _early(grown), grown))
        return None

    def _beam(self, start: _Begun) -> Taken:
        best, layer = start, [start]
        for _ in range(self.count):
            found: dict[tuple[object, ...], _Begun] = {}
            for grown in (grown for begun in layer for grown in self._grown(begun)):
                key = self._key(grown)
                if key not in found or found[key].points < grown.points:
                    found[key] = grown
            best = max(best, *found.values(), key=lambda begun: begun.points)
            layer = nsmallest(WIDTH, found.values(), key=lambda begun: (-self._promise(begun), _early(begun)))
        return best.taken
