"""The running order → gaps; a campaign and a gap → what speaks against the read there, if anything does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from atlascast.models import Story
from atlascast.sponsors.campaigns import Campaign
from atlascast.sponsors.sensitivity import classes, closed, even, phrases, unread


@dataclass(frozen=True, slots=True)
class Gap:
    """A place for one read. `place` counts the stories told before it."""

    place: int
    slot: Literal["pre", "mid", "post"]
    before: Story | None
    after: Story | None
    beside: tuple[Story, ...]
    """The stories heard right before and after it; for the pre-roll those of the headlines that follow it."""
    classes: tuple[str, ...]
    """The sensitive classes of the stories beside it."""
    closed: bool
    """Whether a story beside it keeps all reads away."""


def gaps(stories: Sequence[Story], headlines: int) -> tuple[Gap, ...]:
    """Before the first story, between any two, after the last; none where nothing is told.

    `headlines` is how many stories the headlines name, which follow a pre-roll at once.
    """
    if not stories:
        return ()
    known = [(story, classes(story)) for story in stories]
    found = []
    for place in range(len(stories) + 1):
        sides = known[max(0, place - 1) : place + 1] if place else known[: max(headlines, 1)]
        if place == 0:
            slot: Literal["pre", "mid", "post"] = "pre"
        elif place == len(stories):
            slot = "post"
        else:
            slot = "mid"
        before = stories[place - 1] if place else None
        after = stories[place] if place < len(stories) else None
        both = tuple(dict.fromkeys(name for _, own in sides for name in own))
        beside = tuple(story for story, _ in sides)
        found.append(Gap(place, slot, before, after, beside, both, any(map(closed, beside))))
    return tuple(found)


def against(campaign: Campaign, gap: Gap) -> str:
    """Why this gap does not suit this campaign, whatever else is placed; "" where it does."""
    if gap.closed:
        return "a story beside it takes no ads"
    if not _slot(campaign, gap):
        return f"{gap.slot} is not among its slots"
    for story in gap.beside:
        if reason := _beside(campaign, story):
            return f"“{story.title}” {reason}"
    return ""


def _slot(campaign: Campaign, gap: Gap) -> bool:
    def stands(slot: str) -> bool:
        where, _, section = slot.partition(":")
        beside = gap.after if where == "before" else gap.before
        return beside is not None and beside.section.casefold() == section.strip().casefold()

    return any(slot == gap.slot or (":" in slot and stands(slot)) for slot in campaign.slots)


def _beside(campaign: Campaign, story: Story) -> str:
    """What a campaign keeps away from and this story has."""
    avoid = campaign.avoid
    own = [name for name in classes(story) if name in avoid.classes]
    if own:
        return "is in a language without a lexicon" if unread(story) else f"is about {' and '.join(own)}"
    named = {name.casefold() for name in (*avoid.sections, *avoid.tags)}  # a feed's first category is its section
    if story.section.casefold() in named:
        return f"stands in {story.section}"
    if tagged := next((tag for tag in story.tags if tag.casefold() in named), ""):
        return f"is tagged {tagged}"
    match = phrases(avoid.words).search(even(" · ".join([story.title, story.section, *story.tags, story.text])))
    return f"holds “{match[0]}”" if match else ""


def liked(campaign: Campaign, gap: Gap) -> int:
    """On how many sides of the gap a section stands that the campaign seeks."""
    sought = {name.casefold() for name in campaign.seek}
    return sum(bool(story) and story.section.casefold() in sought for story in (gap.before, gap.after) if story)
