"""What was delivered before → which campaigns are due in a week, and how pressing each one is.

A read counts in the week whose edition held it. The edition of a week is dated its Sunday: a flight covers
the weeks of which it covers the Sunday. Goals are paced evenly: by the k-th of n weeks, k/n of the goal,
rounded up, is due. Reads run a little ahead, so that a flight's last weeks are left for what could not be read in
time; where the time left is short for all that is owed (outlook.py), they are given as soon as they can be.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from atlascast.models import Episode
from atlascast.sponsors.campaigns import Campaign
from atlascast.sponsors.flights import sunday, sundays
from atlascast.sponsors.outlook import pressed, short

CROWDED = 0.75
"""The share of the reads still to be had that may be owed before campaigns are let ahead of their pace."""
SPARE, SIXTH = 2, 6
"""Weeks at a flight's end that are kept for what could not be read in time: so many, but no more than a sixth of it."""

STAKE, BEHIND = 2, 1
"""How urgent a read is: its goal is missed without it; it is behind its pace or its share."""


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
    urgency: int
    """STAKE, BEHIND or 0."""
    obstacle: str
    """Why its flight or caps allow none this week, whatever other campaigns there are; "" where they do."""
    waits: str
    """Why it is better read later; "" where it is not. What others are owed decides whether it may run ahead."""


def standings(
    campaigns: Sequence[Campaign], week: str, episodes: Sequence[Episode], able: Collection[str] | None = None
) -> dict[str, Standing]:
    """Each campaign's standing by its id. The week's own episode does not count: it is being made.

    `able` are the campaigns for which a gap is open; all unless told.
    """
    others = [episode for episode in episodes if episode.week != week]
    earlier = [episode for episode in others if episode.week < week]
    all_given, given = delivered(others), delivered(earlier)
    stake = pressed(campaigns, given, week, [one.id for one in campaigns] if able is None else able)
    crowded = stake.union(short(campaigns, given, week, CROWDED)[1])
    found = {}
    for campaign in campaigns:
        own = given.get(campaign.id, 0)
        pace = due(campaign, sunday(week))
        left = None if campaign.most is None else campaign.most - all_given.get(campaign.id, 0)
        room = campaign.per_episode if left is None else max(0, min(campaign.per_episode, left))
        waits = ""
        if pace is not None and campaign.id not in crowded:
            ahead = due(campaign, sunday(week), SPARE) or 0
            room = min(room, max(0, ahead - own))
            if own >= ahead:
                waits = f"on pace: {own} of {campaign.goal} given, {pace} due by {week}"
        promised = _promised(campaign, earlier)
        if campaign.id in stake:
            urgency = STAKE
        elif _behind(campaign, week, own, promised):
            urgency = BEHIND
        else:
            urgency = 0
        pressure = _pressure(campaign, week, own, promised)
        found[campaign.id] = Standing(own, pace, room, pressure, urgency, _obstacle(campaign, week, left), waits)
    return found


def due(campaign: Campaign, day: date, spare: int = 0) -> int | None:
    """Reads that a goal paced evenly over its flight asks for up to the edition of a day; None without goal or ends.

    `spare` weeks at the flight's end are left out, or a sixth of it where that is less.
    """
    if campaign.goal is None or campaign.start is None or campaign.end is None:
        return None
    whole = sundays(campaign.start, campaign.end)
    done = sundays(campaign.start, min(campaign.end, day))
    paced = whole - min(spare, whole // SIXTH)
    return ceil(campaign.goal * min(done, paced) / paced) if paced else 0


def delivered(episodes: Iterable[Episode]) -> dict[str, int]:
    """Reads in these episodes by campaign, without those that a correction withdrew."""
    counts: dict[str, int] = {}
    for read in (read for episode in episodes for read in episode.reads):
        if not read.withdrawn:
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


def _promised(campaign: Campaign, earlier: Sequence[Episode]) -> float:
    """Reads that its share of all reads in its flight comes to so far."""
    first = campaign.start or date.min
    return campaign.share * sum(delivered(one for one in earlier if sunday(one.week) >= first).values())


def _behind(campaign: Campaign, week: str, given: int, promised: float) -> bool:
    """Whether it should have been read in an earlier week."""
    before = due(campaign, sunday(week) - timedelta(weeks=1))
    return given < max(before or 0, promised)


def _pressure(campaign: Campaign, week: str, given: int, promised: float) -> float:
    pressure = 0.5
    if campaign.goal is not None and campaign.end is not None:
        weeks = max(1, sundays(sunday(week), campaign.end))
        pressure = max(0.0, (campaign.goal - given) / (weeks * campaign.per_episode))
    if campaign.share:
        pressure = max(pressure, 1.0 if given < promised + campaign.share else 0.0)
    return round(min(pressure, 2.0), 4)
