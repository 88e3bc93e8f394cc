"""Picks and campaigns → a plan: the most valuable set of reads that breaks no rule, and a reason for everything.

A read is worth most where its goal is missed without it, then where it is behind its pace; then its campaign's
priority counts, then how pressing it is times its weight, then how well the gap fits: a sought section, the middle of
the programme, few sensitive classes. The search over gaps is exact (depth first, cut by an upper bound) up to a fixed
number of steps, and the same on every machine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from atlascast.models import Episode, Pick, Read
from atlascast.sponsors.campaigns import Campaign, strictest
from atlascast.sponsors.gaps import Gap, against, gaps, liked
from atlascast.sponsors.pacing import BEHIND, STAKE, Standing, standings
from atlascast.sponsors.sensitivity import marked

STEPS = 200_000
HEADLINES = 4
"""How many stories the headlines name unless the show says."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Every gap, the reads placed, and for each campaign that has none the reason."""

    week: str
    gaps: tuple[Gap, ...]
    reads: tuple[Read, ...]
    places: tuple[int, ...]
    """The gap of each read."""
    passed: Mapping[str, str]
    against: Mapping[str, Mapping[int, str]]
    """Campaign id → gap → why it does not suit; suitable gaps are left out."""
    standings: Mapping[str, Standing]
    campaigns: tuple[Campaign, ...]


def place(
    picks: Sequence[Pick],
    campaigns: Sequence[Campaign],
    week: str,
    episodes: Sequence[Episode] = (),
    headlines: int = HEADLINES,
) -> list[Read]:
    """The reads of a week's edition, in running order.

    `episodes` is the ledger of what was delivered, `headlines` how many stories are named after a pre-roll.
    """
    return list(plan(picks, campaigns, week, episodes, headlines).reads)


def plan(
    picks: Sequence[Pick],
    campaigns: Sequence[Campaign],
    week: str,
    episodes: Sequence[Episode] = (),
    headlines: int = HEADLINES,
) -> Plan:
    """`place` with all its reasons."""
    campaigns = strict(campaigns)
    grave = strictest(campaign.rules for campaign in campaigns).grave
    told = [marked(pick.story, grave) for pick in sorted(picks, key=lambda pick: pick.rank) if pick.chosen]
    found = gaps(told, headlines)
    closed = {
        campaign.id: {gap.place: reason for gap in found if (reason := against(campaign, gap))}
        for campaign in campaigns
    }
    able = [campaign.id for campaign in campaigns if len(closed[campaign.id]) < len(found)]
    standing = standings(campaigns, week, episodes, able)
    best = _Search(campaigns, found, standing, closed).best()
    reads = tuple(_read(campaign, gap, standing[campaign.id]) for gap, campaign in best)
    has = {campaign.id for _, campaign in best}
    passed = {
        campaign.id: _passed(campaign, found, standing[campaign.id], closed[campaign.id], best)
        for campaign in campaigns
        if campaign.id not in has
    }
    return Plan(week, found, reads, tuple(gap.place for gap, _ in best), passed, closed, standing, campaigns)


def strict(campaigns: Sequence[Campaign]) -> tuple[Campaign, ...]:
    """All under the strictest [programme] of any of them, for whoever did not `load` them."""
    rules = strictest(campaign.rules for campaign in campaigns)
    return tuple(campaign.model_copy(update={"rules": rules}) for campaign in campaigns)


def value(campaign: Campaign, gap: Gap, standing: Standing, last: int) -> int:
    """What a read is worth in a gap, in points; `last` is the place after the last story."""
    urgent = {STAKE: 300_000_000, BEHIND: 20_000_000}.get(standing.urgency, 0)
    pressing = min(50_000, round(10_000 * campaign.weight * (0.2 + standing.pressure)))
    middle = 20 - round(20 * abs(2 * gap.place - last) / max(1, last))
    fit = 40 * liked(campaign, gap) + middle + {"mid": 30, "pre": 10, "post": 0}[gap.slot] - 5 * len(gap.classes)
    return urgent + 100_000 * campaign.priority + pressing + fit


def clash(a: Campaign, at: int, b: Campaign, other: int) -> str:
    """Why two reads at these places cannot both be; "" where they can."""
    between = abs(at - other)
    apart = max(a.rules.apart, b.rules.apart)
    if between < apart:
        return f"{apart} stories must stand between two reads"
    if a.category and a.category.casefold() == b.category.casefold() and a.advertiser != b.advertiser:
        if a.exclusive or b.exclusive:
            return f"one of {a.advertiser} and {b.advertiser} is exclusive for {a.category}"
        if between < max(a.distance, b.distance):
            return f"{max(a.distance, b.distance)} stories must stand between rivals in {a.category}"
    return ""


class _Search:
    """Depth first over the gaps in order; a branch is cut when even its best cannot win."""

    def __init__(
        self,
        campaigns: Sequence[Campaign],
        found: Sequence[Gap],
        standing: Mapping[str, Standing],
        closed: Mapping[str, Mapping[int, str]],
    ) -> None:
        self.gaps = found
        self.most = min((campaign.rules.reads for campaign in campaigns), default=0)
        self.room = {name: 0 if row.obstacle else row.room for name, row in standing.items()}
        last = len(found) - 1
        self.ways = [
            sorted(
                (
                    (value(campaign, gap, standing[campaign.id], last), campaign)
                    for campaign in campaigns
                    if self.room[campaign.id] and gap.place not in closed[campaign.id]
                ),
                key=lambda way: (-way[0], way[1].id),
            )
            for gap in found
        ]
        self.tops = [sorted((ways[0][0] for ways in self.ways[i:] if ways), reverse=True) for i in range(len(found))]
        self.won: list[tuple[Gap, Campaign]] = []
        self.points, self.steps = 0, 0

    def best(self) -> list[tuple[Gap, Campaign]]:
        """The winning reads in running order."""
        self._go(0, 0, [])
        return self.won

    def _go(self, place: int, points: int, placed: list[tuple[Gap, Campaign]]) -> None:
        self.steps += 1
        if points > self.points:
            self.points, self.won = points, list(placed)
        free = self.most - len(placed)
        if place == len(self.gaps) or free <= 0 or self.steps > STEPS:
            return
        if points + sum(self.tops[place][:free]) <= self.points:
            return
        for worth, campaign in self.ways[place]:
            if self._fits(campaign, place, placed):
                placed.append((self.gaps[place], campaign))
                self._go(place + 1, points + worth, placed)
                placed.pop()
        self._go(place + 1, points, placed)

    def _fits(self, campaign: Campaign, place: int, placed: Sequence[tuple[Gap, Campaign]]) -> bool:
        own = sum(other.id == campaign.id for _, other in placed)
        return own < self.room[campaign.id] and not any(
            clash(campaign, place, other, gap.place) for gap, other in placed
        )


def _read(campaign: Campaign, gap: Gap, standing: Standing) -> Read:
    copy = campaign.copy_[standing.given % len(campaign.copy_)]
    beside = [f"“{story.title}”" for story in (gap.before, gap.after) if story]
    free = f"free of {', '.join(campaign.avoid.classes)}" if campaign.avoid.classes else "which suits it"
    pace = f"; read {standing.given + 1} of {campaign.goal}" if campaign.goal else ""
    reason = f"{gap.slot.capitalize()}-roll beside {' and '.join(beside)}, {free}{pace}."
    after = gap.before.id if gap.before else ""
    heard = copy.text or copy.transcript or f"Recorded message of {campaign.advertiser}."
    said = (heard, campaign.disclosure, campaign.url, reason, copy.speaker, copy.audio or None, campaign.code)
    return Read(campaign.id, campaign.advertiser, gap.slot, after, *said)


def _passed(
    campaign: Campaign,
    found: Sequence[Gap],
    standing: Standing,
    closed: Mapping[int, str],
    best: Sequence[tuple[Gap, Campaign]],
) -> str:
    """Why a campaign has no read, in one sentence."""
    if not found:
        return "Nothing is told, so nothing is read."
    if not campaign.rules.reads:
        return "No read: [programme] allows none."
    if standing.obstacle:
        return f"Not this week: {standing.obstacle}."
    if len(closed) == len(found):
        reasons = "; ".join(dict.fromkeys(closed.values()))
        return f"No gap suits: {reasons}."
    names = ", ".join(dict.fromkeys(other.advertiser for _, other in best))
    if len(best) >= campaign.rules.reads:
        return f"Passed over: the {len(best)} reads of the edition go to {names}, worth more this week."
    open_gaps = [gap for gap in found if gap.place not in closed]
    reasons = "; ".join(
        dict.fromkeys(
            reason
            for gap in open_gaps
            for taken, other in best
            if (reason := clash(campaign, gap.place, other, taken.place))
        )
    )
    return f"Passed over for {names or 'others'}: {reasons or 'no gap is left'}."
