"""The archive of what went out → data."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from atlascast.models.sounds import Alternate, Chapter


@dataclass(frozen=True, slots=True)
class Identity:
    """What listeners' apps know an episode by."""

    guid: str
    number: int
    published: datetime


@dataclass(frozen=True, slots=True)
class Track:
    """An article on its own, as recorded in an episode. `path` is relative to the episode folder."""

    story_id: str
    title: str
    url: str
    author: str
    path: str
    bytes: int
    seconds: float
    sha256: str
    lufs: float
    named: str = ""
    """As for an episode."""
    published: datetime | None = None
    """When the newsroom published the article; None where that is not known."""
    place: str = ""
    """Where the article is set, as its source says it."""
    geo: str = ""
    """That place's position as a geo URI (RFC 5870)."""
    filed: str = ""
    """Where the reporter wrote it, by the article's dateline."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a newsroom put right in a published episode, or took back. `note` says what was wrong, for listeners."""

    kind: Literal["corrected", "withdrawn"]
    story_id: str
    """"" where the whole episode was withdrawn."""
    title: str
    note: str
    moment: datetime
    text: str = ""
    """The article's words from then on; "" where script.md was changed by hand, or the story is told no longer."""
    guid: str = ""
    """The episode's new GUID, where apps are to fetch it again as another; "" where it keeps the old one."""
    published: datetime | None = None
    """The episode's new date, where the config wants one."""
    track: Track | None = None
    """The track of a withdrawn story as it was."""

    @property
    def whole(self) -> bool:
        """Whether it took back the whole episode."""
        return self.kind == "withdrawn" and not self.story_id


@dataclass(frozen=True, slots=True)
class Delivered:
    """A sponsor read as it went out, for the ledger."""

    campaign: str
    advertiser: str
    start: float
    seconds: float
    url: str
    text: str
    lufs: float | None = None
    """Loudness of the read itself, where it was measured."""
    sha256: str = ""
    """Of the read's samples as mixed, 16-bit little-endian at 44,100 Hz, where they were kept."""
    code: str = ""
    """The promotion code that is shown with the link."""
    withdrawn: str = ""
    """The day on which a correction took it out, as an ISO date; it counts no longer. "" where it stands."""
    edition_sha256: str = ""
    """Of the edition that held it, where a correction took it out; "" where the episode's holds it."""
    edition_lufs: float | None = None
    """Loudness of that edition."""


@dataclass(frozen=True, slots=True)
class Episode:
    """The record `episode.json`, written last. GUID, number and `published` never move."""

    guid: str
    number: int
    week: str
    title: str
    summary: str
    published: datetime
    audio: str
    """File name of the edition in the episode folder."""
    bytes: int
    seconds: float
    sha256: str
    lufs: float
    dbtp: float
    chapters: tuple[Chapter, ...]
    tracks: tuple[Track, ...] = ()
    reads: tuple[Delivered, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    """The edition in the other formats that the config asked for."""
    corrections: tuple[Correction, ...] = ()
    """Oldest first; their `text` is left out."""
    named: str = ""
    """What stands in the audio's published name, where a correction kept that; "" for the beginning of its hash."""
    version: int = 1
    """Of the record's own form."""
