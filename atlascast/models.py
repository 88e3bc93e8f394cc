"""The data that walks through the house: frozen, slotted, without behaviour.

Times are seconds as float unless a name says otherwise, dates are aware UTC datetimes,
loudness is LUFS, peaks are dBTP, weeks are ISO names such as "2022-W01".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

Watch = Callable[[str, float, float], None]
"""Told of progress: the step's name, how much is done, how much there is (any unit, 0 if unknown)."""


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
    section: str = ""
    tags: tuple[str, ...] = ()
    image_url: str = ""
    source: str = ""
    language: str = ""
    popularity: float | None = None
    full: bool = True
    """False where the source gave a teaser only; such a story is never narrated."""
    notes: tuple[str, ...] = ()
    """What was guessed or mended while reading it, for the report."""


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


@dataclass(frozen=True, slots=True)
class Change:
    """written[start:end] is said as `spoken`; `rule` names the class of the change (for --explain)."""

    start: int
    end: int
    spoken: str
    rule: str


@dataclass(frozen=True, slots=True)
class Sound:
    """spoken[start:end] has a lexicon pronunciation: IPA for engines that take it, else a respelling."""

    start: int
    end: int
    ipa: str
    respelling: str


@dataclass(frozen=True, slots=True)
class Line:
    """One utterance. `written` is shown; `spoken` is said; `sounds` mend how the engine says it."""

    speaker: str
    written: str
    spoken: str = ""
    pause: float = 0.0
    """Seconds of rest after the line, beyond the usual breath; 0 leaves it to the mix."""
    role: Literal["body", "segue"] = "body"
    """A segue belongs to the running order of the edition and is left out of the story's own track."""
    paragraph: int = -1
    """Index of the source paragraph it stands in; -1 for a line of the programme's own."""
    changes: tuple[Change, ...] = ()
    sounds: tuple[Sound, ...] = ()


SegmentKind = Literal["intro", "headlines", "story", "sponsor", "outro"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the programme that makes one chapter."""

    kind: SegmentKind
    title: str
    lines: tuple[Line, ...]
    story_id: str = ""
    url: str = ""
    image_url: str = ""
    opening: tuple[Line, ...] = ()
    """For a story: the lines that open its own track, not told in the edition."""
    campaign: str = ""
    """For a sponsor read: the campaign it delivers."""


@dataclass(frozen=True, slots=True)
class Script:
    """The whole edition in words, in running order."""

    week: str
    title: str
    summary: str
    segments: tuple[Segment, ...]
    target: float = 0.0
    """Seconds the edition aims at; 0 for none."""


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word with its time in the clip."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Clip:
    """A line said by a voice: a mono 16-bit WAV in the cache, at the voice's own rate."""

    line: Line
    voice: str
    """The voice's identity as reported, e.g. "piper:en_US-joe-medium"."""
    path: Path
    seconds: float
    words: tuple[Word, ...] = ()
    estimated: bool = False
    """True where the word times are spread in proportion, not known from synthesis."""
    reused: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A segment with every line of it said, in order; what narration hands to the mix."""

    index: int
    """The segment's place in the script, from 0."""
    segment: Segment
    clips: tuple[Clip, ...]
    opening: tuple[Clip, ...] = ()
    """The clips of `segment.opening`, for a story's own track."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A clip at its place in a mix: `start` seconds from the mix's beginning."""

    segment: int
    clip: Clip
    start: float


@dataclass(frozen=True, slots=True)
class Chapter:
    """Chapters cover their mix without gap or overlap."""

    start: float
    end: float
    title: str
    url: str = ""
    image: str = ""
    kind: SegmentKind = "story"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A mixed piece of programme; stretches laid end to end are the programme. `placed` counts from its own start."""

    samples: "NDArray[float32]"
    """Mono, 44,100 Hz, 1.0 is full scale; peaks may pass it, the master's limiter takes them."""
    placed: tuple[Placed, ...]
    chapter: Chapter | None = None
    """Where a chapter begins with this stretch: its titles and link; the times are set when the end is known."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What a caption shows; the written form, with times of its words where they are known."""

    start: float
    end: float
    speaker: str
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Mix:
    """A finished timeline: what was said where, in `seconds` of programme."""

    seconds: float
    placed: tuple[Placed, ...]
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Loudness:
    """Measured on the encoded file, as decoded. LUFS and dBTP are -inf for digital silence."""

    lufs: float
    dbtp: float
    lra: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Master:
    """An encoded file with its measurement."""

    path: Path
    mix: Mix
    loudness: Loudness


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
    """Of the read's samples, where they were kept."""


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
    version: int = 1
    extra: Mapping[str, str] = field(default_factory=dict)
    """Keys of a newer atlascast, kept as they are."""
