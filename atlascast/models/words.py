"""The edition in words → data: lines as written and as spoken, segments, the script."""

from dataclasses import dataclass
from typing import Literal


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
    """Index of the source paragraph it stands in; below 0 for the programme's own, each paragraph in a row its own
    number."""
    changes: tuple[Change, ...] = ()
    sounds: tuple[Sound, ...] = ()
    audio: str | None = None
    """A recording that is played where the line would be said; its path from the config's folder, with slashes."""


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
    code: str = ""
    """For a sponsor read: the promotion code that is shown with the link."""


@dataclass(frozen=True, slots=True)
class Script:
    """The whole edition in words, in running order."""

    week: str
    title: str
    summary: str
    segments: tuple[Segment, ...]
    target: float = 0.0
    """Seconds the edition aims at; 0 for none."""
