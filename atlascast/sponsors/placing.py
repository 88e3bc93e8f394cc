"""Picks and campaigns → a plan: the most valuable set of reads that breaks no rule, and a reason for everything.

A read is worth most where its goal is missed without it, then where it is behind its pace; then its campaign's
priority counts, then how pressing it is times its weight, then how well the gap fits: no grave story beside it, a
sought section, the middle of the programme, few sensitive classes. searching.py finds the plan, the same on every
machine.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from atlascast.models import Episode, Pick, Read
from atlascast.sponsors.campaigns import Campaign, strictest
from atlascast.sponsors.gaps import Gap, against, gaps, liked
from atlascast.sponsors.pacing import BEHIND, STAKE, Standing, standings
from atlascast.sponsors.searching import Search, clash
from atlascast.sponsors.sensitivity import marked

HEADLINES = 4
"""How many stories the headlines name unless the show says."""
UNWELCOME = frozenset(("death", "war", "disaster", "crime"))
"""Classes beside which any read would rather not stand, more than it seeks a section or the middle."""


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
    proven: bool
    """Whether no plan can be worth more; False where there were too many to look at all that might be."""


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
    best, proven = _best(campaigns, found, standing, closed)
    reads = tuple(_reads(best, standing))
    has = {campaign.id for _, campaign in best}
    passed = {
        campaign.id: _passed(campaign, found, standing[campaign.id], closed[campaign.id], best)
        for campaign in campaigns
        if campaign.id not in has
    }
    return Plan(week, found, reads, tuple(gap.place for gap, _ in best), passed, closed, standing, campaigns, proven)


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
    calm = 0 if UNWELCOME.intersection(gap.classes) else 200
    return urgent + 100_000 * campaign.priority + pressing + fit + calm


def _best(
    campaigns: Sequence[Campaign],
    found: Sequence[Gap],
    standing: Mapping[str, Standing],
    closed: Mapping[str, Mapping[int, str]],
) -> tuple[list[tuple[Gap, Campaign]], bool]:
    """The winning reads in running order, and whether they are proven to be."""
    order = sorted(campaigns, key=lambda campaign: campaign.id)
    worth = [
        {
            gap.place: value(campaign, gap, standing[campaign.id], len(found) - 1)
            for gap in found
            if gap.place not in closed[campaign.id]
        }
        for campaign in order
    ]
    rows = [standing[campaign.id] for campaign in order]
    most = min((campaign.rules.reads for campaign in campaigns), default=0)
    room = [0 if row.obstacle or row.waits else row.room for row in rows]
    taken, proven = Search(order, worth, room, most, len(found)).best()
    return [(found[place], order[number]) for place, number in taken], proven


def _reads(best: Sequence[tuple[Gap, Campaign]], standing: Mapping[str, Standing]) -> Iterator[Read]:
    """Each read, counted on from what was given before."""
    given = {name: row.given for name, row in standing.items()}
    for gap, campaign in best:
        yield _read(campaign, gap, given[campaign.id])
        given[campaign.id] += 1


def _read(campaign: Campaign, gap: Gap, given: int) -> Read:
    copy = campaign.copy_[given % len(campaign.copy_)]
    beside = [f"“{story.title}”" for story in (gap.before, gap.after) if story]
    free = f"free of {', '.join(campaign.avoid.classes)}" if campaign.avoid.classes else "which suits it"
    pace = f"; read {given + 1} of {campaign.goal}" if campaign.goal else ""
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
    if standing.waits:
        return f"Not this week: {standing.waits}."
    if len(best) >= campaign.rules.reads:
        names = ", ".join(dict.fromkeys(other.advertiser for _, other in best))
        return f"Passed over: the {len(best)} reads of the edition go to {names}, worth more this week."
    ways = dict.fromkeys(
        (clash(campaign, gap.place, other, taken.place), other.advertiser)
        for gap in found
        if gap.place not in closed
        for taken, other in best
    )
    names_of: dict[str, list[str]] = {}
    for reason, name in ways:
        if reason:
            names_of.setdefault(reason, []).append(name)
    rows = (f"for {', '.join(names)}: {why}" for why, names in names_of.items())
    return f"Passed over {'; '.join(rows)}."
