"""Clip → levelled speech at 44.1 kHz.

Each clip is brought to the loudness aimed at by itself, so it sounds the same in the edition and in its track; a short
one, which says little of how loud its speaker is, leans on what the same speaker says around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast.audio import RATE, files
from atlascast.audio.limit import Limiter
from atlascast.audio.meter import loudness
from atlascast.models import Clip

_LOWEST = 65.0
"""Hz below which a voice has nothing but rumble."""
_SURE = 3.0
"""Seconds of speech whose loudness stands for its speaker."""
_QUIET = -50.0
"""LUFS below which a clip holds no voice (a silent engine's) and is left as it is."""
_FADE = int(0.008 * RATE)
_AUDIBLE = 10 ** (-50 / 20)
_HEADROOM = 13.0
"""dB that the peaks of a voice may pass its loudness."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A clip's samples; sound is heard from sample `first` to before `last`."""

    clip: Clip
    samples: NDArray[float32]
    first: int
    last: int


def speak(clips: Sequence[Clip], lufs: float) -> list[Speech]:
    """The clips' speech, each at `lufs`. Raises AudioError for a clip that cannot be read."""
    raw = [_clean(files.read(clip.path)) for clip in clips]
    heard = [loudness(samples) for samples in raw]
    return [
        _speech(clip, samples, lufs, _level(clip, level, _usual(clip, clips, heard)))
        for clip, samples, level in zip(clips, raw, heard, strict=True)
    ]


def _clean(samples: NDArray[float32]) -> NDArray[float32]:
    """Without rumble and DC, faded at both ends; filtered as a spectrum, so no phase is turned."""
    size = len(samples)
    if not samples.any():
        return samples
    even = -(-size // 4096) * 4096
    lines = np.fft.rfft(samples, even)
    turn = np.fft.rfftfreq(even, 1 / RATE) / _LOWEST
    clean = np.asarray(np.fft.irfft(lines * np.asarray(turn**4 / (1 + turn**4), float32), even)[:size], float32)
    return edged(clean, _FADE, _FADE)


def edged(samples: NDArray[float32], begin: int, end: int) -> NDArray[float32]:
    """A copy that rises over `begin` samples and falls over `end`, by a raised cosine."""
    faded = samples.copy()
    begin, end = min(begin, len(faded) // 2), min(end, len(faded) // 2)
    faded[:begin] *= _rise(begin)
    faded[len(faded) - end :] *= _rise(end)[::-1]
    return faded


def _rise(size: int) -> NDArray[float32]:
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * np.arange(size) / max(1, size)), float32)


def _usual(clip: Clip, clips: Sequence[Clip], heard: Sequence[float]) -> float:
    """How loud the clip's speaker is, over all that is said here by the same voice."""
    same = [
        (other.seconds, level)
        for other, level in zip(clips, heard, strict=True)
        if level > _QUIET and (other.line.speaker, other.voice) == (clip.line.speaker, clip.voice)
    ]
    total = sum(seconds for seconds, _ in same)
    return sum(seconds * level for seconds, level in same) / total if total else -np.inf


def _level(clip: Clip, level: float, usual: float) -> float:
    """The loudness to reckon a clip at; -inf for one without a voice."""
    if level <= _QUIET:
        return -np.inf
    trust = min(1.0, clip.seconds / _SURE)
    return trust * level + (1 - trust) * usual


def _speech(clip: Clip, samples: NDArray[float32], lufs: float, level: float) -> Speech:
    if level == -np.inf:
        return Speech(clip, samples, 0, len(samples))
    limiter = Limiter(lufs + _HEADROOM)
    loud = samples * float32(10 ** ((lufs - level) / 20))
    held = np.concatenate([limiter(loud), limiter.finish()])
    lost = loudness(loud) - loudness(held)
    held *= float32(10 ** (lost / 20))
    heard = np.flatnonzero(np.abs(held) >= _AUDIBLE)
    return Speech(clip, held, int(heard[0]), int(heard[-1]) + 1) if heard.size else Speech(clip, held, 0, len(held))


def trimmed(speech: NDArray[float32], lufs: float) -> NDArray[float32]:
    """A segment's speech with its rests, which the meter's blocks take in, brought to `lufs` as a whole."""
    level = loudness(speech)
    return speech if level <= _QUIET else speech * float32(10 ** ((lufs - level) / 20))
