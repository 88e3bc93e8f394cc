"""Reads owed and the weeks that are left → which goals are at stake.

Each campaign may be read so often an episode within its flight, each episode has room for so many reads. Whether all
that is owed finds room is a question of the greatest flow from campaigns to weeks (Ford and Fulkerson 1956), weeks
between which no flight begins or ends being taken together; where some finds none, the campaigns from which another
read could still be sent are those whose next read matters (the least cut).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import floor

from atlascast.sponsors.campaigns import Campaign
from atlascast.sponsors.flights import sunday, sundays

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Order:
    """What a campaign is still owed, from week `first` to before week `last`, at most `each` an episode."""

    name: str
    owed: int
    first: int
    last: int
    each: int


def short(
    campaigns: Sequence[Campaign], given: Mapping[str, int], week: str, share: float = 1.0
) -> tuple[int, tuple[str, ...]]:
    """How many owed reads find no room from this week on, and the campaigns that lack it.

    `share` is the part of all reads to be had that is counted on.
    """
    reads = min((campaign.rules.reads for campaign in campaigns), default=0)
    return _Flow(_orders(campaigns, given, sunday(week)), reads * share).short()


def pressed(
    campaigns: Sequence[Campaign], given: Mapping[str, int], week: str, able: Collection[str]
) -> frozenset[str]:
    """Campaigns that must be read this week, or fewer goals will be met: without it their reads find no room.

    They are chosen one by one among those that are `able` to be read this week, since what one read makes possible the
    next need not: the highest priority first, then the nearest end, then the most owed.
    """
    day = sunday(week)
    reads = min((campaign.rules.reads for campaign in campaigns), default=0)
    now = {one.id: one for one in campaigns if one.id in able and (one.start or day) <= day <= (one.end or day)}
    counted, chosen = dict(given), Counter[str]()
    for _ in range(reads):
        lacking = _Flow(_orders(campaigns, counted, day + timedelta(weeks=1)), reads).short()[1]
        left = [now[name] for name in lacking if name in now and chosen[name] < now[name].per_episode]
        if not left:
            break
        owed = {one.id: (one.goal or 0) - counted.get(one.id, 0) for one in left}
        best = min(left, key=lambda one: (-one.priority, one.end or date.max, -owed[one.id], one.id))
        chosen[best.id] += 1
        counted[best.id] = counted.get(best.id, 0) + 1
    return frozenset(chosen)


def _orders(campaigns: Sequence[Campaign], given: Mapping[str, int], day: date) -> list[_Order]:
    """Of the campaigns with a goal and a deadline; weeks count from the edition of `day`."""
    found = []
    for one in campaigns:
        owed = (one.goal or 0) - given.get(one.id, 0)
        if one.end and owed > 0:
            last = sundays(day, one.end)
            first = sundays(day, one.start - timedelta(days=1)) if one.start else 0
            found.append(_Order(one.id, owed, min(first, last), last, one.per_episode))
    return found


class _Flow:
    """Owed reads sent to the weeks between two changes, as many as find room."""

    def __init__(self, orders: Sequence[_Order], reads: float) -> None:
        self.orders = {order.name: order for order in orders}
        spans = list(pairwise(sorted({week for order in orders for week in (order.first, order.last)})))
        self.room = {span: floor(reads * (span[1] - span[0])) for span in spans}
        self.sent = {order.name: {span: 0 for span in spans if self._open(order, span)} for order in orders}
        self.left = {order.name: order.owed for order in orders}

    @staticmethod
    def _open(order: _Order, span: Span) -> bool:
        return order.first <= span[0] and span[1] <= order.last

    def short(self) -> tuple[int, tuple[str, ...]]:
        """What finds no room, and whose reads those are."""
        lacking: dict[str, None] = {}
        for name in self.orders:
            while self.left[name]:
                reached, way = self._way(name)
                if not way:
                    lacking |= dict.fromkeys(reached)
                    break
                self._send(name, way)
        return sum(self.left.values()), tuple(name for name in self.orders if name in lacking)

    def _way(self, name: str) -> tuple[list[str], list[tuple[str, Span]]]:
        """Whose reads can be moved for this one, and the steps (campaign, weeks) that end where there is room."""
        reached, came = [name], {name: list[tuple[str, Span]]()}
        for one in reached:
            for span, sent in self.sent[one].items():
                if sent >= self._most(one, span):
                    continue
                if self.room[span]:
                    return reached, [*came[one], (one, span)]
                for other in self.orders:
                    if other not in came and self.sent[other].get(span):
                        came[other] = [*came[one], (one, span)]
                        reached.append(other)
        return reached, []

    def _most(self, name: str, span: Span) -> int:
        return self.orders[name].each * (span[1] - span[0])

    def _send(self, name: str, way: Sequence[tuple[str, Span]]) -> None:
        """As much as every step of the way can take: each campaign takes the place of the next one."""
        free = [self._most(one, span) - self.sent[one][span] for one, span in way]
        moved = [self.sent[after][span] for (_, span), (after, _) in pairwise(way)]
        amount = min(self.left[name], self.room[way[-1][1]], *free, *moved)
        for one, span in way:
            self.sent[one][span] += amount
        for (_, span), (after, _) in pairwise(way):
            self.sent[after][span] -= amount
        self.room[way[-1][1]] -= amount
        self.left[name] -= amount
