"""What was delivered before → which campaigns are due in a week, and how pressing each one is.

A read counts in the week whose edition held it. The edition of a week is dated its Sunday: a flight covers
the weeks of which it covers the Sunday. Goals are paced evenly: by the k-th of n weeks, k/n of the goal,
rounded up, is due; where the time left is short for all that is owed, reads are given ahead of pace.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from atlascast.models import Episode
from atlascast.sponsors.campaigns import Campaign
from atlascast.week import monday

CROWDED = 0.75
"""The share of the reads still to be had that may be owed before campaigns are let ahead of their pace."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a campaign stands in a week."""

    given: int
    """Reads in the episodes of earlier weeks."""
    due: int | None
    """Reads that should have been given by the end of this week; None without a pace."""
    room: int
    """Reads it may still have in this episode."""
    pressure: float
    """How much of what is left must be given each week that is left; 1 is all that is possible."""
    obstacle: str
    """Why it may have none this week; "" where it may."""


def standings(campaigns: Sequence[Campaign], week: str, episodes: Sequence[Episode]) -> dict[str, Standing]:
    """Each campaign's standing by its id. The week's own episode does not count: it is being made."""
    others = [episode for episode in episodes if episode.week != week]
    earlier = [episode for episode in others if episode.week < week]
    all_given, given = delivered(others), delivered(earlier)
    crowded = _crowded(campaigns, given, week)
    found = {}
    for campaign in campaigns:
        own = given.get(campaign.id, 0)
        pace = due(campaign, week)
        left = None if campaign.most is None else campaign.most - all_given.get(campaign.id, 0)
        room = campaign.per_episode if left is None else max(0, min(campaign.per_episode, left))
        obstacle = _obstacle(campaign, week, left)
        if not obstacle and pace is not None and own >= pace and campaign.id not in crowded:
            obstacle = f"on pace: {own} of {campaign.goal} given, {pace} due by {week}"
        pressure = _pressure(campaign, week, own, earlier)
        if pace is not None and campaign.id not in crowded:
            room = min(room, max(0, pace - own))
        found[campaign.id] = Standing(own, pace, room, pressure, obstacle)
    return found


def sunday(week: str) -> date:
    """The day that dates a week's edition."""
    return monday(week) + timedelta(days=6)


def sundays(first: date, last: date) -> int:
    """How many editions are dated from `first` to `last`, both included."""
    start = first + timedelta(days=6 - first.weekday())
    return max(0, (last - start).days // 7 + 1) if last >= start else 0


def due(campaign: Campaign, week: str) -> int | None:
    """Reads that a goal paced evenly over its flight asks for by the end of a week; None without goal or ends."""
    if campaign.goal is None or campaign.start is None or campaign.end is None:
        return None
    whole = sundays(campaign.start, campaign.end)
    done = sundays(campaign.start, min(campaign.end, sunday(week)))
    return ceil(campaign.goal * done / whole) if whole else 0


def delivered(episodes: Iterable[Episode]) -> dict[str, int]:
    """Reads in these episodes by campaign."""
    counts: dict[str, int] = {}
    for episode in episodes:
        for read in episode.reads:
            counts[read.campaign] = counts.get(read.campaign, 0) + 1
    return counts


def _obstacle(campaign: Campaign, week: str, left: int | None) -> str:
    day = sunday(week)
    if campaign.start and day < campaign.start:
        return f"its flight starts on {campaign.start}, after the edition of {day}"
    if campaign.end and day > campaign.end:
        return f"its flight ended on {campaign.end}, before the edition of {day}"
    if left is not None and left <= 0:
        return f"all of its {campaign.most} reads are given"
    return ""


def _pressure(campaign: Campaign, week: str, given: int, earlier: Sequence[Episode]) -> float:
    pressure = 0.5
    if campaign.goal is not None and campaign.end is not None:
        weeks = max(1, sundays(sunday(week), campaign.end))
        pressure = max(0.0, (campaign.goal - given) / (weeks * campaign.per_episode))
    if campaign.share:
        first = campaign.start or date.min
        inside = sum(len(episode.reads) for episode in earlier if sunday(episode.week) >= first)
        pressure = max(pressure, 1.0 if given < campaign.share * (inside + 1) else 0.0)
    return round(min(pressure, 2.0), 4)


def _crowded(campaigns: Sequence[Campaign], given: Mapping[str, int], week: str) -> frozenset[str]:
    """Campaigns whose deadline falls where nearly all reads to be had until then are owed."""
    day = sunday(week)
    owed = sorted(
        (campaign.end, campaign.id, campaign.goal - given.get(campaign.id, 0))
        for campaign in campaigns
        if campaign.goal and campaign.end and campaign.end >= day
    )
    reads = min((campaign.rules.reads for campaign in campaigns), default=0)
    found: set[str] = set()
    total = 0
    for place, (end, _, left) in enumerate(owed):
        total += max(0, left)
        if total >= CROWDED * reads * sundays(day, end):
            found |= {row[1] for row in owed[: place + 1]}
    return frozenset(found)
