"""A script → its segments in running order, each as soon as all its clips are there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from queue import Empty, SimpleQueue

from atlascast import config, pace
from atlascast.errors import VoiceError
from atlascast.models import Clip, Line, Script, Segment, Sound, Told, Watch
from atlascast.narrate import cache, recorded
from atlascast.narrate.quoting import Parts, QuotingVoice, shared
from atlascast.narrate.voices import Preparing, of_speaker
from atlascast.store import Store

_PATIENCE = 600.0
"""Seconds without a single finished clip after which the voice is taken for hung."""
_HINT = "Run again: finished clips are kept. If it fails again, try another voice with --voice."

Done = SimpleQueue[tuple[str, "Future[cache.Spoken]"]]


@dataclass(frozen=True, slots=True)
class _Part:
    """What becomes of a line: its clip's key, the voice's identity and the order that would speak it."""

    key: str
    identity: str
    order: cache.Order
    quoting: tuple[str, str] = ("", "")
    """Who says its quotations, where that is another: the speaker and the voice's identity."""


def prepare(speakers: Mapping[str, config.Voice], store: Store, pool: Executor) -> None:
    """Begin in the pool to load these voices, and to make what they need and is not there yet: the script can be
    written meanwhile.

    It is not waited for, and a failure is not told here: the voice will fail as well when it is to speak.
    """
    begun = set()
    for options in speakers.values():
        voice = cache.voice(options, store.cache)
        if isinstance(voice, Preparing) and voice.loads not in begun:
            begun.add(voice.loads)
            pool.submit(cache.prepare, options, store.cache)


def narrate(
    script: Script, voices: Mapping[str, config.Voice], store: Store, pool: Executor, watch: Watch, root: Path = Path()
) -> Iterator[Told]:
    """Have every line said that is not in the cache, and give the segments in running order.

    When the first segment is asked for, all clips are ordered from `pool`, in running order and identical ones
    once, so the pool is busy while the caller works between two segments; an iterator that is never begun does
    nothing. A line with a recording is that recording, found from the folder `root`. Progress is told in estimated
    seconds of speech. Raises VoiceError for a voice that fails, hangs or dies, UserError for a recording that cannot
    be read, WorldError where the cache cannot be written.
    """
    cuts = _cuts(script.segments)
    ordered = {line: _part(line, cut, voices, store, root) for line, cut in cuts.items()}
    ready: dict[str, cache.Spoken] = {}
    orders: dict[str, cache.Order] = {}
    for part in ordered.values():
        if part.key not in ready and part.key not in orders:
            kept = recorded.read(part.order) if part.identity == recorded.IDENTITY else cache.read(part.order.path)
            if kept:
                ready[part.key] = kept
            else:
                orders[part.key] = part.order
    done: Done = SimpleQueue()
    futures = [_ordered(pool, key, order, done) for key, order in orders.items()]
    yield from _told(script, _Shelf(ordered, ready, orders, done, futures, watch))


def _cuts(segments: Iterable[Segment]) -> dict[Line, Parts]:
    """Every line with its parts; a quotation may run through the lines of one paragraph."""
    found: dict[Line, Parts] = {}
    for segment in segments:
        for _, group in groupby(enumerate((*segment.opening, *segment.lines)), lambda row: _together(*row)):
            lines = [line for _, line in group]
            for line, cut in zip(lines, shared([line.spoken or line.written for line in lines]), strict=True):
                found.setdefault(line, cut)
    return found


def _together(index: int, line: Line) -> tuple[object, ...]:
    """Equal for lines of which one carries on the other: of one speaker in one paragraph, without a recording."""
    alone = line.paragraph < 0 or line.audio is not None or line.role != "body"
    return (index,) if alone else (line.speaker, line.paragraph)


def _part(line: Line, cut: Parts, voices: Mapping[str, config.Voice], store: Store, root: Path) -> _Part:
    options = of_speaker(voices, line.speaker)
    text = line.spoken or line.written
    if line.audio:
        path = root / line.audio
        return _Part(f"{path}\n{text}", recorded.IDENTITY, cache.Order(options, store.cache, text, (), path))
    quoted = voices[options.quotes] if options.quotes and any(other for _, _, other in cut) else None
    voice = cache.of(options, quoted, cut, store.cache)
    key = cache.key(voice, text, line.sounds)
    order = cache.Order(options, store.cache, text, line.sounds, store.clip(key), quoted, cut)
    other = (options.quotes, voice.other) if isinstance(voice, QuotingVoice) else ("", "")
    return _Part(key, voice.identity, order, other)


def _ordered(pool: Executor, key: str, order: cache.Order, done: Done) -> "Future[cache.Spoken]":
    try:
        future = pool.submit(cache.speak, order)
    except BrokenExecutor as error:
        raise VoiceError("A process that speaks has died.", _HINT) from error
    future.add_done_callback(lambda finished: done.put((key, finished)))
    return future


def _told(script: Script, shelf: "_Shelf") -> Iterator[Told]:
    try:
        for index, segment in enumerate(script.segments):
            opening = tuple(shelf.clip(line) for line in segment.opening)
            clips = tuple(shelf.clip(line) for line in segment.lines)
            yield Told(index, segment, clips, opening)
    finally:
        shelf.close()


class _Shelf:
    """Clips that are there and clips to come."""

    def __init__(
        self,
        parts: Mapping[Line, _Part],
        ready: dict[str, cache.Spoken],
        orders: Mapping[str, cache.Order],
        done: Done,
        futures: list["Future[cache.Spoken]"],
        watch: Watch,
    ) -> None:
        self._parts, self._ready, self._done, self._futures, self._watch = parts, ready, done, futures, watch
        self._fresh = set(orders)
        self._lengths = {key: pace.seconds(order.text, order.options.rate) for key, order in orders.items()}
        self._said, self._all = 0.0, sum(self._lengths.values())

    def clip(self, line: Line) -> Clip:
        """The line's clip, waited for. The first of identical lines has it as spoken, the others as reused."""
        part = self._parts[line]
        while part.key not in self._ready:
            self._wait()
        spoken = self._ready[part.key]
        reused = part.key not in self._fresh
        self._fresh.discard(part.key)
        path, rests = part.order.path, part.order.options.rests
        clip = Clip(line, part.identity, path, spoken.seconds, spoken.words, spoken.estimated, reused)
        quoting, quoting_voice = part.quoting
        return replace(clip, rests=rests, notes=spoken.notes, quoting=quoting, quoting_voice=quoting_voice)

    def _wait(self) -> None:
        try:
            key, finished = self._done.get(timeout=_PATIENCE)
            self._ready[key] = finished.result()
        except Empty as error:
            raise VoiceError(f"The voice has finished nothing for {_PATIENCE / 60:.0f} minutes.", _HINT) from error
        except BrokenExecutor as error:
            raise VoiceError("A process that speaks has died.", _HINT) from error
        self._said += self._lengths[key]
        self._watch("narrate", self._said, self._all)

    def close(self) -> None:
        """Drop what was ordered and not begun."""
        for future in self._futures:
            future.cancel()


def say(text: str, sounds: Sequence[Sound], options: config.Voice, store: Store) -> Path:
    """One text said here and now: the clip's WAV in the cache.

    Raises VoiceError for a voice that fails, WorldError where the cache cannot be written.
    """
    voice = cache.voice(options, store.cache)
    path = store.clip(cache.key(voice, text, sounds))
    if cache.read(path) is None:
        cache.speak(cache.Order(options, store.cache, text, tuple(sounds), path))
    return path
