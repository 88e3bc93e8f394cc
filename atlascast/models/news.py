"""What the sources gave, what was chosen of it, and which sponsors are read between → data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ParagraphKind = Literal["text", "heading", "quote", "item", "row", "correction", "claim"]


@dataclass(frozen=True, slots=True)
class Story:
    """One article as collected. `text` is paragraphs joined by a blank line, no markup."""

    id: str
    url: str
    title: str
    text: str
    published: datetime | None = None
    updated: datetime | None = None
    author: str = ""
    """The people that the by-line names; a desk, an account or an agency is no author."""
    credit: str = ""
    """The agency that by-line or dateline names."""
    section: str = ""
    tags: tuple[str, ...] = ()
    image_url: str = ""
    """The picture that the source puts beside the article; where some have one, it is a sign of weight."""
    inline_image_url: str = ""
    """The first picture within the text, shown where there is none beside it."""
    source: str = ""
    language: str = ""
    popularity: float | None = None
    """A count of what `popularity_from` names; for "top list" the places from the list's end, so its first has most."""
    popularity_from: Literal["", "comments", "views", "top list"] = ""
    full: bool = True
    """False where the source gave a teaser only; such a story is never narrated."""
    notes: tuple[str, ...] = ()
    """What was guessed or mended while reading it, for the report."""
    kinds: tuple[ParagraphKind, ...] = ()
    """What each paragraph of `text` was in the page, in order; empty where it is not known."""
    script: str = ""
    """The newsroom's own words for the narrator, in place of the article's; paragraphs as in `text`."""
    place: str = ""
    """Where it is set, as the source says it; "" where it does not."""
    geo: str = ""
    """The place's position as a geo URI (RFC 5870), such as "geo:46.2044,6.1432"."""
    filed: str = ""
    """Where the reporter wrote it, by its dateline: seldom the same as where it is set."""
    summary: str = ""
    """The newsroom's own short form, told where the article is over its budget of words."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A story (or an unreadable item) that will not be told, and why."""

    id: str
    title: str
    reason: str
    week: str = ""
    """The week it belongs to, where that is all that keeps it out of this one."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What the sources gave for a week: stories that can be told, and what was set aside."""

    week: str
    stories: tuple[Story, ...]
    set_aside: tuple[SetAside, ...] = ()
    read: Mapping[str, str] | None = None
    """The paths that were read, from the config's folder, each with what it held just before (see `memory.sight`),
    where the same files give the same stories whenever they are read; None where an address was asked or a story is not
    out yet."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A story with its place. `rank` is 1-based in running order for chosen ones, by score after them."""

    story: Story
    rank: int
    score: float
    parts: Mapping[str, float]
    """Named parts of the score, each 0-1."""
    chosen: bool
    reason: str
    """One sentence: why it is told, or what it would have needed."""
    merged: tuple[str, ...] = ()
    """Ids of the stories that tell the same event and were folded into this one."""
    follows: str = ""
    """The week whose edition told this event before, where it has moved on since; "" for news."""
    needed: str = ""
    """What would have brought in one that is not told; "" where nothing short of another week would."""
    asked: str = ""
    """The name in [rank] lead, pin or block that meant it; "" where none did."""


@dataclass(frozen=True, slots=True)
class Read:
    """A sponsor read at its place. `after` is the id of the story it follows; "" is the pre-roll."""

    campaign: str
    advertiser: str
    slot: Literal["pre", "mid", "post"]
    after: str
    copy: str
    disclosure: str
    url: str
    reason: str
    speaker: str = "sponsor"
    audio: str | None = None
    """The advertiser's own recording, played in place of `copy`, which says what is heard; from the config's folder."""
    code: str = ""
    """A promotion code, shown with the link."""
