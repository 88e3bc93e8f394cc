"""The reads of an edition + its stories as they are now → where each may stand, or that it goes; what is amiss.

After a correction the stories beside a read may be others, and reads are nearer to each other. As many stay as can,
as many of these as can where they are; one that cannot goes to the post-roll where that suits, or it is withdrawn.
"""

import re
from collections import Counter
from collections.abc import Sequence

from atlascast.models import Story
from atlascast.sponsors.campaigns import Campaign, Rules, strictest
from atlascast.sponsors.gaps import Gap, against, gaps
from atlascast.sponsors.searching import Search, clash
from atlascast.sponsors.sensitivity import marked

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
    found, often = gaps([marked(one, rules.grave) for one in stories], headlines), Counter(name for name, _ in placed)
    names = sorted(often)
    orders = [known.get(name) or _stranger(name, rules) for name in names]
    worth = [
        _worth(known.get(name), found, {place for other, place in placed if other == name}, changed)
        for name in names
    ]
    room = [min(often[name], known[name].per_episode if name in known else 10) for name in names]
    taken, _ = Search(orders, worth, room, rules.reads, len(found)).best()
    return _told(placed, {name: [place for place, one in taken if names[one] == name] for name in names})


def amiss(
    stories: Sequence[Story], campaigns: Sequence[Campaign], placed: Sequence[Placed], headlines: int
) -> list[str]:
    """Why each read may not stand where it does, "" where it may; in the order of `placed`.

    A read whose campaign is in no file any more is not judged.
    """
    rules = strictest(one.rules for one in campaigns)
    known = {one.id: one.model_copy(update={"rules": rules}) for one in campaigns}
    found = gaps([marked(one, rules.grave) for one in stories], headlines)
    said, before = list[str](), list[tuple[Campaign, int]]()
    for name, place in placed:
        if campaign := known.get(name):
            reason = against(campaign, found[place]) if found else "nothing is told"
            said.append(reason or _too_many(campaign, place, before))
            before.append((campaign, place))
        else:
            said.append("")
    return said


def _too_many(campaign: Campaign, place: int, before: Sequence[tuple[Campaign, int]]) -> str:
    """What a read breaks beside those before it."""
    if len(before) >= campaign.rules.reads:
        return f"[programme] allows {campaign.rules.reads} reads"
    if sum(other.id == campaign.id for other, _ in before) >= campaign.per_episode:
        return f"{campaign.per_episode} of it may be read in an edition"
    return next(filter(None, (clash(campaign, place, other, at) for other, at in before)), "")


def undisclosed(campaigns: Sequence[Campaign], told: Sequence[tuple[str, str]]) -> list[str]:
    """What is wrong with the words of each read, by its campaign: they lack its disclosure; "" where they do not."""
    known = {one.id: one.disclosure for one in campaigns}
    return [
        f"its disclosure is not said: {known[name]}" if name in known and _bare(known[name]) not in _bare(said) else ""
        for name, said in told
    ]


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


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
