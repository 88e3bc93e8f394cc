"""Told → Stretch: what sounds when.

    intro       the theme alone, then under the greeting; it rings out into what follows
    headlines   the bed, all the way under
    story       the sting, then the story (no sting where the sponsor's sound has just played)
    sponsor     the sponsor's sound, the read, the sponsor's sound
    outro       the theme rises under the sign-off and plays to its end

A sting opens the chapter of its story. Every rest is as long as a reader's breath would make it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial, reduce
from pathlib import Path

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast.audio import RATE
from atlascast.config import Sounds
from atlascast.errors import AudioError, UserError
from atlascast.mix import music, stitch
from atlascast.mix.kept import Shelf
from atlascast.mix.voice import edged, speak, trimmed
from atlascast.models import Chapter, Clip, Line, Placed, Segment, SegmentKind, Stretch, Told

BREATH, PARAGRAPH, TURN, HEADLINE = 0.38, 0.62, 0.55, 0.7
"""Seconds between two sentences, paragraphs, speakers or parts, headlines."""
LONGEST = 1.8
"""Seconds that no rest passes: two are a fault in broadcasting."""
HEAD, TAIL = 0.45, 0.55
"""Seconds before the first and after the last word of a segment."""
THEME, STING, OPEN = -1.0, -2.0, -3.0
"""Loudness of music that plays alone, in LU from the voice: theme; sting and sponsor's sound; bed."""
_MIDDLE = float32(0.5**0.5)
"""Gain of each of two channels that are together as loud as one."""
_TONE = -76.0
"""dBFS of the room tone: under the gate of the loudness meter, above digital silence."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Music laid from a sample of its segment on; it may ring on past the end."""

    samples: NDArray[float32]
    at: int = 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """A segment's speech with its rests, where its clips lie, and where a voice is heard."""

    samples: NDArray[float32]
    placed: tuple[Placed, ...]
    spans: tuple[music.Span, ...]
    notes: tuple[str, ...] = ()

    @property
    def begin(self) -> int:
        """The sample at which the first word is heard."""
        return self.spans[0][0] if self.spans else 0

    @property
    def end(self) -> int:
        """The sample after the last word."""
        return self.spans[-1][1] if self.spans else 0


def edition(told: Iterable[Told], sounds: Sounds, keep: Path | None = None) -> Iterator[Stretch]:
    """See `atlascast.mix.edition`."""
    shelf = Shelf(keep, sounds) if keep else None
    ringing: NDArray[float32] = stitch.silence(0)
    before: SegmentKind | None = None
    for item in told:
        if not item.clips:
            continue
        mix = partial(_stretch, item, before, ringing, sounds)
        stretch, ringing = shelf.mixed(item, before, ringing, mix) if shelf else mix()
        before = item.segment.kind
        yield stretch
    if ringing.size:
        yield Stretch(edged(ringing, 0, RATE // 2), ())
    if shelf:
        shelf.prune()


def track(told: Told, sounds: Sounds) -> Iterator[Stretch]:
    """See `atlascast.mix.track`."""
    clips = (*told.opening, *(clip for clip in told.clips if clip.line.role == "body"))
    if not clips:
        return
    opening = _sting(sounds)
    spoken = _spoken(told, clips, sounds, _after(opening), 0.9)
    whole, ringing = _mixed(spoken, _under(opening, spoken, sounds), sounds)
    yield Stretch(stitch.join([whole, ringing]), spoken.placed, _chapter(told.segment), spoken.notes)


def _stretch(
    told: Told, before: SegmentKind | None, ringing: NDArray[float32], sounds: Sounds
) -> tuple[Stretch, NDArray[float32]]:
    """The segment mixed over what still rings from the one before, and what rings on from it."""
    spoken, layers = _laid(told, before, sounds)
    if ringing.size:
        layers = [*_under([Layer(ringing)], spoken, sounds), *layers]
    samples, rest = _mixed(spoken, layers, sounds)
    return Stretch(samples, spoken.placed, _chapter(told.segment), spoken.notes), rest


def _chapter(segment: Segment) -> Chapter:
    return Chapter(0.0, 0.0, segment.title, segment.url, segment.image_url, segment.kind, segment.story_id)


def _mixed(spoken: Spoken, layers: Sequence[Layer], sounds: Sounds) -> tuple[NDArray[float32], NDArray[float32]]:
    """All of it together, cut at the segment's end. In stereo the voice stands in the middle, as loud as in mono."""
    size = len(spoken.samples)
    voice = spoken.samples + np.resize(_room(), size)
    if sounds.channels == 2:
        voice = np.repeat(voice[:, None] * _MIDDLE, 2, 1)
    whole = reduce(lambda under, layer: stitch.lay(under, layer.samples, layer.at), layers, voice)
    return whole[:size], whole[size:]


@cache
def _room() -> NDArray[float32]:
    """Seven seconds of a quiet room: noise that falls by 6 dB an octave above 200 Hz, the same each time."""
    size = RATE * 7
    lines = np.fft.rfft(np.random.Generator(np.random.PCG64(7)).standard_normal(size))
    pitch = np.fft.rfftfreq(size, 1 / RATE)
    noise = np.fft.irfft(lines * (pitch > 60) / np.maximum(pitch, 200), size)
    return np.asarray(noise / noise.std() * 10 ** (_TONE / 20), float32)


def _laid(told: Told, before: SegmentKind | None, sounds: Sounds) -> tuple[Spoken, list[Layer]]:
    match told.segment.kind:
        case "intro":
            return _intro(told, sounds)
        case "headlines":
            return _headlines(told, sounds)
        case "sponsor":
            return _sponsor(told, sounds)
        case "outro":
            return _outro(told, sounds)
        case "story":
            layers = [] if before in ("sponsor", None) else _sting(sounds)
            spoken = _spoken(told, told.clips, sounds, _after(layers))
            return spoken, _under(layers, spoken, sounds)


def _intro(told: Told, sounds: Sounds) -> tuple[Spoken, list[Layer]]:
    if not sounds.intro:
        return _plain(told, sounds)
    theme = _music(sounds.intro, sounds, THEME)
    spoken = _spoken(told, told.clips, sounds, min(6.0, 0.42 * len(theme) / RATE))
    theme = edged(theme[: spoken.end + int(1.9 * RATE)], 0, int(1.7 * RATE))
    return spoken, [Layer(music.ducked(theme, 0, spoken.spans, sounds.duck + THEME, sounds))]


def _headlines(told: Told, sounds: Sounds) -> tuple[Spoken, list[Layer]]:
    if not sounds.bed:
        return _plain(told, sounds)
    spoken = _spoken(told, told.clips, sounds, 1.0, 0.9)
    bed = music.looped(_music(sounds.bed, sounds, OPEN), spoken.end + int(1.3 * RATE))
    bed = edged(bed, int(0.8 * RATE), int(1.2 * RATE))
    return spoken, [Layer(music.ducked(bed, 0, spoken.spans, sounds.duck + OPEN, sounds))]


def _sponsor(told: Told, sounds: Sounds) -> tuple[Spoken, list[Layer]]:
    if not sounds.sponsor:
        return _plain(told, sounds)
    sign = _music(sounds.sponsor, sounds, STING)
    rest = int(0.3 * RATE)
    spoken = _spoken(told, told.clips, sounds, len(sign) / RATE + 0.1, (rest + len(sign)) / RATE)
    return spoken, [Layer(sign), Layer(sign, spoken.end + rest)]


def _outro(told: Told, sounds: Sounds) -> tuple[Spoken, list[Layer]]:
    if not sounds.outro:
        return _plain(told, sounds, 1.0)
    theme = _music(sounds.outro, sounds, THEME)
    spoken = _spoken(told, told.clips, sounds, 0.5, 0.0)
    at = min(max(0, spoken.end + int(5.0 * RATE) - len(theme)), spoken.end + int(0.4 * RATE))
    rest = at + len(theme) - len(spoken.samples)
    spoken = replace(spoken, samples=stitch.join([spoken.samples, stitch.silence(rest)]))
    theme = edged(theme, int(1.2 * RATE) if 0 < at < spoken.end else 0, 0)
    return spoken, [Layer(music.ducked(theme, at, spoken.spans, sounds.duck + THEME, sounds), at)]


def _plain(told: Told, sounds: Sounds, tail: float = TAIL) -> tuple[Spoken, list[Layer]]:
    return _spoken(told, told.clips, sounds, HEAD, tail), []


def _music(path: Path, sounds: Sounds, offset: float) -> NDArray[float32]:
    try:
        return music.asset(path, sounds.lufs + offset, sounds.channels)
    except AudioError as error:  # the config names it, so it is the user's to mend
        raise UserError(error.message, error.hint) from error


def _sting(sounds: Sounds) -> list[Layer]:
    """The sting, no longer than five seconds."""
    if not sounds.sting:
        return []
    sting = _music(sounds.sting, sounds, STING)
    return [Layer(sting if len(sting) <= 5 * RATE else edged(sting[: 5 * RATE], 0, RATE))]


def _under(layers: Sequence[Layer], spoken: Spoken, sounds: Sounds) -> list[Layer]:
    """What is still to be heard of music when a voice begins, stepped back like a bed: not every sting dies away."""
    depth = sounds.duck + THEME
    return [Layer(music.ducked(layer.samples, layer.at, spoken.spans, depth, sounds), layer.at) for layer in layers]


def _after(layers: Sequence[Layer]) -> float:
    """Seconds until a voice may begin: as the sting's last quarter dies away, at most 0.7 s of it."""
    seconds = max((len(layer.samples) / RATE for layer in layers), default=0.0)
    return max(HEAD, seconds - min(0.7, seconds / 4))


def _spoken(told: Told, clips: Sequence[Clip], sounds: Sounds, head: float, tail: float = TAIL) -> Spoken:
    """The clips one after another with their rests; silence before and after is counted from what is heard."""
    pieces: list[NDArray[float32]] = []
    placed: list[Placed] = []
    spans: list[music.Span] = []
    size, wanted, last = 0, int(head * RATE), None
    said = speak(clips, sounds.lufs)
    for speech in said:
        if last:
            wanted = spans[-1][1] + int(_rest(told.segment.kind, last.clip, speech.clip.line) * RATE)
        start = max(size, wanted - speech.first)
        pieces += [stitch.silence(start - size), speech.samples]
        placed.append(Placed(told.index, speech.clip, start / RATE))
        spans.append((start + speech.first, start + speech.last))
        size, last = start + len(speech.samples), speech
    end = max(size, spans[-1][1] + int(tail * RATE))
    samples = trimmed(stitch.join([*pieces, stitch.silence(end - size)]), sounds, _paid(told.segment.kind, placed))
    return Spoken(samples, tuple(placed), tuple(spans), tuple(note for speech in said for note in speech.notes))


def _paid(kind: SegmentKind, placed: Sequence[Placed]) -> slice:
    """Of a sponsor's read what is the sponsor's own, which is often so short that rests beside it would weigh."""
    paid = [one for one in placed if kind == "sponsor" and one.clip.line.role != "segue"]
    if not paid:
        return slice(None)
    return slice(round(paid[0].start * RATE), round((paid[-1].start + paid[-1].clip.seconds) * RATE))


def _rest(kind: SegmentKind, clip: Clip, then: Line) -> float:
    """Seconds between what is heard of two lines."""
    usual, line = BREATH, clip.line
    if line.speaker != then.speaker or line.role != then.role or (line.paragraph < 0) != (then.paragraph < 0):
        usual = TURN
    elif line.paragraph != then.paragraph:
        usual = PARAGRAPH
    if kind == "headlines":
        usual = HEADLINE
    return min(LONGEST, usual * clip.rests + line.pause)


