"""The reads of an edition that was published + its stories as they are now → where each may stand, or that it goes.

After a correction the stories beside a read may be others, and reads are nearer to each other. As many stay as can,
as many of these as can where they are; one that cannot goes to the post-roll where that suits, or it is withdrawn.
"""

from collections import Counter
from collections.abc import Sequence

from atlascast.models import Story
from atlascast.sponsors.campaigns import Campaign, Rules, strictest
from atlascast.sponsors.gaps import Gap, against, gaps
from atlascast.sponsors.searching import Search

_HELD, _STAYS = 1_000_000, 10_000
"""Points for a read that is kept, and for one that stays where it is; beside them its priority counts."""

Placed = tuple[str, int]
"""A campaign's id and the number of stories told before its read."""


def hold(
    stories: Sequence[Story], campaigns: Sequence[Campaign], placed: Sequence[Placed], headlines: int, changed: int
) -> list[int | None]:
    """The place of each read from now on; None for one that no longer may stand.

    `stories` are those told, in order; `placed` are the reads between them, in order; `changed` is the gap that a
    story was taken out of. A read whose campaign is in no file any more is kept unless it stands there.
    """
    rules = strictest(one.rules for one in campaigns) if campaigns else Rules(reads=10, apart=1)
    known = {one.id: one.model_copy(update={"rules": rules}) for one in campaigns}
    found, often = gaps(stories, headlines), Counter(name for name, _ in placed)
    names = sorted(often)
    orders = [known.get(name) or _stranger(name, rules) for name in names]
    worth = [
        _worth(known.get(name), found, {place for other, place in placed if other == name}, changed)
        for name in names
    ]
    room = [min(often[name], known[name].per_episode if name in known else 10) for name in names]
    taken, _ = Search(orders, worth, room, rules.reads, len(found)).best()
    return _told(placed, {name: [place for place, one in taken if names[one] == name] for name in names})


def _stranger(name: str, rules: Rules) -> Campaign:
    """A campaign of which only its reads are known."""
    return Campaign.model_construct(id=name, advertiser=name, copy_=(), disclosure="", rules=rules)


def _worth(campaign: Campaign | None, found: Sequence[Gap], own: set[int], changed: int) -> dict[int, int]:
    """What a read is worth where it stands and in the post-roll, as far as it may stand there."""
    if campaign is None:
        return dict.fromkeys(own - {changed}, _HELD + _STAYS)
    places = {gap.place for gap in found if not against(campaign, gap)} & (own | {len(found) - 1})
    return {place: _HELD + _STAYS * (place in own) + campaign.priority for place in places}


def _told(placed: Sequence[Placed], places: dict[str, list[int]]) -> list[int | None]:
    """The places given out: first to the reads that stay, then to those that move."""
    found: list[int | None] = []
    for name, place in placed:
        stays = place in places[name]
        found.append(place if stays else None)
        if stays:
            places[name].remove(place)
    for number, (name, _) in enumerate(placed):
        if found[number] is None and places[name]:
            found[number] = places[name].pop()
    return found
