"""Stretches → limiter → encoder → measured file, done again where the measurement is off."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast import store
from atlascast.audio import RATE, files
from atlascast.audio.limit import MARGIN, Limiter
from atlascast.audio.meter import FLOOR, Meter, between, loudness, short_term
from atlascast.config import Sounds
from atlascast.errors import AudioError
from atlascast.master.encode import alternate, encode
from atlascast.models import AUDIO, Alternate, Chapter, Loudness, Master, Mix, Placed, Play, Stretch

CLOSE, LOUD, SOFT = 0.25, 0.5, 1.5
"""LU from the loudness aimed at: what is left as it is, and what is an error in the end, above it and below: where
nothing but music sounds, as with a silent voice, its peaks keep a programme below."""
TOLD = 0.3
"""LU from which on the producer is told."""
SILENT = -50.0
"""LUFS below which there is no programme to level (a silent voice), and nothing is corrected."""
_ATTEMPTS = 3
_PIECE = RATE * 20
_FULL = float32(32767)


@dataclass
class Timeline:
    """What has gone by: samples, and what began where."""

    ceiling: float
    """dBTP to which it is limited."""
    samples: int = 0
    placed: list[Placed] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    plays: list[Play] = field(default_factory=list)

    def take(self, stretch: Stretch) -> None:
        """Note a stretch that follows."""
        start = self.samples / RATE
        self.placed += [replace(item, start=start + item.start) for item in stretch.placed]
        if stretch.chapter:
            self.chapters.append(replace(stretch.chapter, start=start))
        self.notes += stretch.notes
        if stretch.chapter and stretch.chapter.kind == "sponsor" and stretch.placed:
            self.plays.append(_play(stretch, start, self.ceiling))
        self.samples += len(stretch.samples)

    def mix(self, seconds: float) -> Mix:
        """The whole, with chapters that meet each other and reach from 0 to the end."""
        starts = [0.0, *(chapter.start for chapter in self.chapters[1:])]
        ends = [*starts[1:], seconds]
        chapters = [
            replace(chapter, start=start, end=end)
            for chapter, start, end in zip(self.chapters, starts, ends, strict=False)
        ]
        return Mix(seconds, tuple(self.placed), tuple(chapters), tuple(self.notes), tuple(self.plays))


def _play(stretch: Stretch, start: float, ceiling: float) -> Play:
    """The read in a stretch that begins `start` seconds into the programme, without the host's words before it.

    Its loudness is its own, limited to `ceiling` dBTP like the programme, wherever in the programme it stands: on the
    programme's grid of 100 ms the ends of a short read would be lost.
    """
    paid = [item for item in stretch.placed if item.clip.line.role != "segue"] or stretch.placed
    first, last = paid[0], paid[-1]
    end = last.start + last.clip.seconds
    samples = stretch.samples[round(first.start * RATE) : round(end * RATE)]
    pcm = np.clip(np.rint(samples * _FULL), -_FULL - 1, _FULL).astype("<i2")
    lufs = max(FLOOR, loudness(np.concatenate(list(_limited([samples], ceiling)))))
    return Play(first.segment, start + first.start, start + end, hashlib.sha256(pcm.tobytes()).hexdigest(), lufs)


@dataclass(frozen=True)
class Take:
    """The programme as it was limited at first, kept on disk, and what is changed of it in another pass."""

    kept: Path
    sounds: Sounds
    gain: float = 0.0
    margin: float = MARGIN

    def pieces(self) -> Iterator[NDArray[float32]]:
        """The programme raised by `gain` dB and limited `margin` dB below the ceiling."""
        return _limited(self._raised(), self.sounds.ceiling - self.margin)

    def _raised(self) -> Iterator[NDArray[float32]]:
        level = float32(10 ** (self.gain / 20) / _FULL)
        with self.kept.open("rb") as file:
            while data := file.read(2 * self.sounds.channels * _PIECE):
                pieces = np.frombuffer(data, "<i2").astype(float32) * level
                yield pieces if self.sounds.channels == 1 else pieces.reshape(-1, 2)


def master(
    stretches: Iterable[Stretch], out: Path, sounds: Sounds, also: Mapping[str, Path] | None = None
) -> Master:
    """See `atlascast.master.master`."""
    timeline = Timeline(sounds.ceiling - MARGIN)
    kept = store.part(out.with_name(f"{out.name}.pcm"))
    try:
        encode(_kept(_limited(_heard(stretches, timeline), timeline.ceiling), kept), out, sounds.bitrate)
        store.point("master.encoded")
        if not timeline.samples:
            raise AudioError("There is nothing to master.", "Check that the script has lines, and narrate them again.")
        meter, take = _corrected(Take(kept, sounds), out, lambda pieces: encode(pieces, out, sounds.bitrate))
        store.point("master.corrected")
        mix = timeline.mix(meter.seconds)
        others = tuple(_alternate(take, path, kind, mix.chapters) for kind, path in (also or {}).items())
    except OSError as error:
        hint = "Check the folder's rights and that the disk has room."
        raise AudioError(f"{out} cannot be made: {error.strerror or error}.", hint) from error
    finally:
        kept.unlink(missing_ok=True)
    squares = meter.all()
    mix = replace(mix, plays=tuple(replace(one, lufs=max(FLOOR, one.lufs + take.gain)) for one in mix.plays))
    levels = tuple(between(squares, chapter.start, chapter.end) for chapter in mix.chapters)
    mix = replace(mix, notes=(*mix.notes, *_missed(meter.lufs, sounds.lufs)))
    return Master(out, mix, _loudness(meter), tuple(short_term(squares)), levels, others)


def _missed(lufs: float, wanted: float) -> Iterator[str]:
    if lufs >= SILENT and abs(lufs - wanted) > TOLD:
        yield f"the programme came out at {lufs:.2f} LUFS, {abs(lufs - wanted):.2f} LU from the {wanted:.1f} asked for"


def _alternate(take: Take, out: Path, kind: str, chapters: Sequence[Chapter]) -> Alternate:
    def write(pieces: Iterable[NDArray[float32]]) -> None:
        alternate(pieces, out, kind, chapters)

    write(take.pieces())
    seconds = _corrected(take, out, write)[0].seconds
    size = out.stat().st_size
    return Alternate(out.name, AUDIO[kind], size, round(size * 8 / seconds), round(seconds, 3))


def measure(path: Path) -> Loudness:
    """See `atlascast.master.measure`."""
    return _loudness(_metered(path))


def _metered(path: Path) -> Meter:
    meter = Meter()
    for piece in _ahead(files.decode(path)):
        meter.feed(piece)
    return meter


def _ahead(pieces: Iterator[NDArray[float32]]) -> Iterator[NDArray[float32]]:
    """The pieces, each decoded on another core while the one before it is measured."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, pieces, None)
        while (piece := coming.result()) is not None:
            coming = thread.submit(next, pieces, None)
            yield piece


def _loudness(meter: Meter) -> Loudness:
    return Loudness(meter.lufs, meter.dbtp, meter.lra, meter.seconds)


def _corrected(take: Take, out: Path, write: Callable[[Iterable[NDArray[float32]]], None]) -> tuple[Meter, Take]:
    """Measure what was encoded, and encode again with what is missing until loudness and peak are met."""
    meter, sounds = _metered(out), take.sounds
    for _ in range(_ATTEMPTS):
        lufs, over = meter.lufs, meter.dbtp - sounds.ceiling
        off = sounds.lufs - lufs
        if lufs < SILENT or (abs(off) <= CLOSE and over <= 0):
            return meter, take
        take = replace(take, gain=take.gain + off, margin=take.margin + (over + 0.1 if over > 0 else 0.0))
        write(take.pieces())
        meter = _metered(out)
    if not -SOFT <= meter.lufs - sounds.lufs <= LOUD or meter.dbtp > sounds.ceiling:
        raise AudioError(
            f"The programme came out at {meter.lufs:.1f} LUFS and {meter.dbtp:.1f} dBTP; "
            f"{sounds.lufs:.1f} and {sounds.ceiling:.1f} were asked for.",
            "Ask for a lower sound.lufs or a higher bitrate, or listen for what is so loud in it.",
        )
    return meter, take


def _heard(stretches: Iterable[Stretch], timeline: Timeline) -> Iterator[NDArray[float32]]:
    for stretch in stretches:
        timeline.take(stretch)
        for start in range(0, len(stretch.samples), _PIECE):
            yield stretch.samples[start : start + _PIECE]


def _limited(pieces: Iterable[NDArray[float32]], ceiling: float) -> Iterator[NDArray[float32]]:
    limiter = Limiter(ceiling)
    for piece in pieces:
        yield limiter(piece)
    yield limiter.finish()


def _kept(pieces: Iterable[NDArray[float32]], kept: Path) -> Iterator[NDArray[float32]]:
    """The pieces as they pass, a copy of them in 16 bits on disk: a second pass changes them by decibels only."""
    with kept.open("wb") as file:
        for piece in pieces:
            file.write(np.rint(piece * _FULL).astype("<i2").data)
            yield piece
