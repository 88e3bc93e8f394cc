"""A line and a voice → a clip, from the cache or newly spoken.

A clip is a WAV named by its key and a .json beside it with the word times, written last: a WAV without
one, or not of the length and hash that it names, is no clip and is spoken anew.
"""

import json
import os
import wave
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from atlascast import config, store
from atlascast.errors import VoiceError
from atlascast.models import Sound, Word
from atlascast.narrate import voices
from atlascast.narrate.judge import fault
from atlascast.narrate.quoting import Parts, QuotingVoice

voice = lru_cache(maxsize=64)(voices.voice)
"""A process makes each voice once; a show has a handful."""
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Order:
    """A clip to be spoken: plain values, so that it travels to any process."""

    options: config.Voice
    cache: Path
    text: str
    sounds: tuple[Sound, ...]
    path: Path
    quoted: config.Voice | None = None
    """The voice that says the text's quotations, where it is another one."""
    cut: Parts = ()
    """Then the text's parts."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the cache knows of a clip: its length in seconds and its words."""

    seconds: float
    words: tuple[Word, ...]
    estimated: bool
    notes: tuple[str, ...] = ()
    """What was wrong with it at first, so that it was said again."""


def of(options: config.Voice, quoted: config.Voice | None, cut: Parts, cache: Path) -> voices.Voice:
    """The voice of an order; two that take turns where it has quotations for another."""
    own = voice(options, cache)
    return QuotingVoice(own, voice(quoted, cache), cut) if quoted else own


def prepare(options: config.Voice, cache: Path) -> None:
    """Have a voice make what it needs, in this process."""
    speaker = voice(options, cache)
    if isinstance(speaker, voices.Preparing):
        speaker.prepare()


def key(voice: voices.Voice, text: str, sounds: Sequence[Sound]) -> str:
    """The name of a clip: it follows from the voice, its options and what is said."""
    plain = [[sound.start, sound.end, sound.ipa, sound.respelling] for sound in sounds]
    return store.fingerprint(voice.key, text, plain)


def read(path: Path) -> Spoken | None:
    """The clip at a path, or None where it is missing, cut short or unreadable."""
    try:
        kept = json.loads(path.with_suffix(".json").read_bytes())
        if path.stat().st_size != kept["bytes"]:
            return None
        known = kept.get("sha256")  # none beside a clip of an earlier atlascast
        if known not in (None, store.digest(path)):
            return None
        words = tuple(Word(*row) for row in kept["words"])
        return Spoken(kept["seconds"], words, kept["estimated"], tuple(kept["notes"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def speak(order: Order) -> Spoken:
    """Say a clip and put it in the cache, whole or not at all; one that came out wrong is said again.

    Raises VoiceError where the voice fails, WorldError where the cache cannot be written.
    """
    part = order.path.with_name(f".{order.path.stem}.{os.getpid()}.part")
    try:
        order.path.parent.mkdir(parents=True, exist_ok=True)
        spoken = _said(order, part)
        size, sha256 = part.stat().st_size, store.digest(part)
        store.point("clip.spoken")
        os.replace(part, order.path)
        store.point("clip.placed")
    except OSError as error:
        raise store.unwritable(order.path, error) from error
    rows = [[word.text, word.start, word.end, *([True] if word.quoted else [])] for word in spoken.words]
    facts = {"text": order.text, "seconds": spoken.seconds, "bytes": size, "sha256": sha256}
    facts |= {"estimated": spoken.estimated, "notes": spoken.notes, "words": rows}
    store.write(order.path.with_suffix(".json"), json.dumps(facts, ensure_ascii=False) + "\n")
    store.point("clip.kept")
    return spoken


def _said(order: Order, part: Path) -> Spoken:
    """The clip at `part`, said until nothing is wrong, thrice at most; then an oddity is told and a loss raised."""
    speaker = of(order.options, order.quoted, order.cut, order.cache)
    notes: tuple[str, ...] = ()
    for _ in range(_TRIES):
        words, estimated = speaker.speak(order.text, order.sounds, part)
        words = tuple(replace(word, start=round(word.start, 4), end=round(word.end, 4)) for word in words)
        spoken = Spoken(_seconds(part, order.text), words, estimated, notes)
        wrong, lost = fault(part, order.text, words, order.options.rate)
        if not wrong:
            return spoken
        notes = (*notes, f"said again, since {wrong}")
    if not lost:
        return replace(spoken, notes=(f"said {_TRIES} times, and still {wrong}",))
    hint = "Run again, reword the line, or choose another voice."
    raise VoiceError(f"{speaker.identity} cannot say {order.text!r}: {wrong}.", hint)


def _seconds(path: Path, text: str) -> float:
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getnchannels(), file.getsampwidth()) == (1, 2) and file.getnframes():
                return file.getnframes() / file.getframerate()
    except (FileNotFoundError, wave.Error, EOFError) as error:
        raise VoiceError(f"The voice gave no sound for {text!r}.", "Run again, or choose another voice.") from error
    raise VoiceError(f"The voice gave no mono 16-bit sound for {text!r}.", "Run again, or choose another voice.")
