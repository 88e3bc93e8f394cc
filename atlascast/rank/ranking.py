"""Collected → picks: the order of the steps, and the sentence for every story."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from atlascast.config import Config
from atlascast.models import Collected, Episode, Pick, Story
from atlascast.rank.again import before
from atlascast.rank.choose import Chosen, choose
from atlascast.rank.near import advise
from atlascast.rank.order import order
from atlascast.rank.same import events
from atlascast.rank.score import Scored, score
from atlascast.rank.views import load
from atlascast.week import bounds


def rank(
    collected: Collected,
    config: Config,
    told_before: Sequence[Episode] = (),
    told: Mapping[str, Sequence[Story]] | None = None,
) -> list[Pick]:
    """Every story as a pick: the told ones in running order from rank 1, then the others by score.

    A story that was folded into another's event is among the others and says so. Episodes of the week
    itself or of later ones do not count as told before; `told` has the articles that those before told, by week, where
    the archive has kept them. The same input gives the same picks.
    Raises UserError where [rank] lead or pin names no story of the week, or its views cannot be read.
    """
    views = load(config.rank.views) if config.rank.views else None
    rows = score(events(collected.stories), collected.stories, config.rank.weights, _span(collected, config), views)
    earlier = [episode for episode in told_before if episode.week < collected.week]
    known = before(rows, earlier, told or {})
    chosen = choose(rows, config, known, collected.set_aside)
    advise(rows, chosen, config, known)
    running = order(chosen.told, chosen.leads)
    rest = [row for row in rows if row not in running]
    folded = [(row, story) for row in rows for story in row.event.others]
    picks = [_pick(row, place, True, _told(row, place, chosen), chosen) for place, row in enumerate(running, 1)]
    picks = [replace(pick, follows=chosen.follows.get(pick.story.id, "")) for pick in picks]
    for place, row in enumerate(rest, len(running) + 1):
        picks.append(_pick(row, place, False, chosen.reasons[row.event.lead.id], chosen))
    return picks + [_folded(row, story, place) for place, (row, story) in enumerate(folded, len(rows) + 1)]


def _span(collected: Collected, config: Config) -> tuple[datetime, datetime]:
    """The week's bounds; of all the stories where the week is no single one."""
    if collected.week != "all":
        return bounds(collected.week, config.zone)
    dates = [story.published for story in collected.stories if story.published]
    epoch = datetime.fromtimestamp(0, UTC)
    return min(dates, default=epoch), max(dates, default=epoch)


def _pick(row: Scored, place: int, told: bool, reason: str, chosen: Chosen) -> Pick:
    merged, identity = tuple(story.id for story in row.event.others), row.event.lead.id
    needed, asked = chosen.needed.get(identity, ""), chosen.names.get(identity, "")
    return Pick(row.event.lead, place, row.score, row.parts, told, reason, merged, needed=needed, asked=asked)


def _told(row: Scored, place: int, chosen: Chosen) -> str:
    """The reason as chosen; the story that opens by its score alone leads."""
    identity = row.event.lead.id
    reason = chosen.reasons[identity]
    if place == 1 and identity not in chosen.forced and identity not in chosen.follows:
        reason = reason.replace("Told", "Leads", 1)
    count = len(row.event.others)
    if not count:
        return reason
    return f"{reason[:-1]}; {count} other report{'s' if count > 1 else ''} of the same event merged into it."


def _folded(row: Scored, story: Story, place: int) -> Pick:
    reason = f"Tells the same event as “{row.event.lead.title}”, which stands for both."
    return Pick(story, place, row.score, row.parts, False, reason)
