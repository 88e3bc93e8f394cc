"""The edition as sound → data: clips, their places, the mix and its measurements. Times are seconds."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from atlascast.models.words import Line, Segment, SegmentKind

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word with its time in the clip."""

    text: str
    start: float
    end: float
    quoted: bool = False
    """True where it is of a quotation that another voice says."""


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
    rests: float = 1.0
    """How long the rests after this speaker's lines are, beside the usual."""
    notes: tuple[str, ...] = ()
    """What was wrong with it at first, so that it was said again."""
    quoting: str = ""
    """The speaker who says its quotations, where that is another."""
    quoting_voice: str = ""
    """Then the identity of that speaker's voice."""


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
    story_id: str = ""
    """"" where no story is told, and in records of before."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A mixed piece of programme; stretches laid end to end are the programme. `placed` counts from its own start."""

    samples: "NDArray[float32]"
    """(n,) or in stereo (n, 2), 44,100 Hz, 1.0 is full scale; peaks may pass it, the master's limiter takes them."""
    placed: tuple[Placed, ...]
    chapter: Chapter | None = None
    """Where a chapter begins with this stretch: its titles and link; the times are set when the end is known."""
    notes: tuple[str, ...] = ()
    """What was found wrong with a clip's sound and mended, for the report."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What a caption shows; the written form, with times of its words where they are known."""

    start: float
    end: float
    speaker: str
    text: str
    words: tuple[Word, ...] = ()
    estimated: bool = False
    """True where its times within the line are spread in proportion, not known from synthesis."""


@dataclass(frozen=True, slots=True)
class Play:
    """A sponsor read as it is heard, from the first line that is paid for to the end of the last."""

    segment: int
    start: float
    end: float
    sha256: str
    """Of its samples as mixed, 16-bit little-endian at 44,100 Hz."""
    lufs: float = -70.0
    """Of these samples, limited and raised as the programme was; not below -70."""


@dataclass(frozen=True, slots=True)
class Mix:
    """A finished timeline: what was said where, in `seconds` of programme."""

    seconds: float
    placed: tuple[Placed, ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[str, ...] = ()
    plays: tuple[Play, ...] = ()


@dataclass(frozen=True, slots=True)
class Loudness:
    """Measured on the encoded file, as decoded. LUFS and dBTP are -inf for digital silence."""

    lufs: float
    dbtp: float
    lra: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Alternate:
    """The edition in another format than MP3. `path` is relative to the episode folder."""

    path: str
    type: str
    """The MIME type that podcast apps know."""
    bytes: int
    bitrate: int
    """Bits a second on average, container and cover included."""
    seconds: float
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Master:
    """An encoded file with its measurement."""

    path: Path
    mix: Mix
    loudness: Loudness
    curve: tuple[float, ...] = ()
    """Short-term loudness (the last 3 s) at the end of each second, LUFS, not below -70."""
    levels: tuple[float, ...] = ()
    """Integrated loudness of each chapter, LUFS, not below -70."""
    alternates: tuple[Alternate, ...] = ()
    """The same in other formats, in the order of the config."""
