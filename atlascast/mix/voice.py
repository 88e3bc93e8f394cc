"""Clip → levelled speech at 44.1 kHz.

Each clip is brought to the loudness aimed at by itself, so it sounds the same in the edition and in its track; a short
one, which says little of how loud its speaker is, leans on what the same speaker says around it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy import complex64, float32
from numpy.typing import NDArray

from atlascast.audio import RATE, files
from atlascast.audio.limit import MARGIN, scaled, taken
from atlascast.audio.meter import loudness
from atlascast.config import Sounds
from atlascast.mix.repair import Mended, mended
from atlascast.models import Clip

_LOWEST = 65.0
"""Hz below which a voice has nothing but rumble."""
_HISS, _SHARP = 4500.0, 10 ** (-18 / 10)
"""Hz above which an s hisses, and the share of a voice's power there from which it is looked at."""
_SURE = 3.0
"""Seconds of speech whose loudness stands for its speaker."""
_QUIET = -50.0
"""LUFS below which a clip holds no voice (a silent engine's) and is left as it is."""
_HEARD, _FULL = 0.001, 0.1
"""The peaks from which a recording is heard at all, and is loud enough to be told from its hush; one between is
brought up to the second."""
_FADE = int(0.008 * RATE)
_AUDIBLE = 10 ** (-50 / 20)
_TURNED = 500.0
"""Hz about which the all-pass turns phases."""
_SMOOTH = np.hanning(12)[1:-1] / np.hanning(12).sum()
_LOST = 0.05
"""LU that music softer than the voice takes off a programme."""


@dataclass(frozen=True, slots=True)
class Speech:
    """A clip's samples; sound is heard from sample `first` to before `last`."""

    clip: Clip
    samples: NDArray[float32]
    first: int
    last: int
    notes: tuple[str, ...] = ()


def speak(clips: Sequence[Clip], lufs: float) -> list[Speech]:
    """The clips' speech, each at `lufs`. Raises AudioError for a clip that cannot be read."""
    raw = [_read(clip) for clip in clips]
    heard = [loudness(item.samples, rate) for item, rate in raw]
    return [
        _speech(item, rate, lufs, _level(item.clip, level, _usual(item.clip, clips, heard)))
        for (item, rate), level in zip(raw, heard, strict=True)
    ]


def _read(clip: Clip) -> tuple[Mended, int]:
    """A clip mended and without rumble, at its own rate where the meter can take it."""
    samples, rate = files.read(clip.path)
    if clip.line.audio and _HEARD < (peak := float(np.abs(samples).max(initial=0))) < _FULL:
        samples = samples * float32(_FULL / peak)
    if rate % 50:
        samples, rate = files.resample(samples, rate), RATE
    item = mended(clip, samples, rate)
    return replace(item, samples=_clean(item.samples, rate)), rate


def _clean(samples: NDArray[float32], rate: int) -> NDArray[float32]:
    """High-passed, its phases turned, and its hiss softened where it is sharp, all on the spectrum.

    A voice's pulses point one way; turned by an all-pass (two second-order sections), as radio stations do it, the
    same sound needs a decibel and a half less room, and the limiter has as much less to do.
    """
    if not samples.any():
        return samples
    size = _quick(len(samples) + rate // 20)
    lines = np.fft.rfft(samples, size) * _response(size, rate)
    voice = np.asarray(np.fft.irfft(lines, size)[: len(samples)], float32)
    power, high = np.square(lines.real) + np.square(lines.imag), int(_HISS * size / rate) + 1
    if power[high:].sum() < _SHARP * power.sum():
        return voice
    lines[:high] = 0
    return _softened(voice, np.asarray(np.fft.irfft(lines, size)[: len(samples)], float32), rate)


@lru_cache(maxsize=32)
def _response(size: int, rate: int) -> NDArray[complex64]:
    """What high-pass and all-pass do to each line of a spectrum; clips come in few sizes, as `_quick` has them."""
    pitch = np.fft.rfftfreq(size, 1 / rate)
    rumble = (pitch / _LOWEST) ** 4
    turn = 1j * pitch / _TURNED
    response = rumble / (1 + rumble) * ((turn * turn - turn + 1) / (turn * turn + turn + 1)) ** 2
    return np.asarray(response, complex64)


def _softened(voice: NDArray[float32], hiss: NDArray[float32], rate: int) -> NDArray[float32]:
    """De-essed: what of `hiss` is louder than the voice itself is brought down, 3:1, smoothly over 50 ms."""
    block = max(1, rate // 200)
    loud = np.sqrt(_power(voice, block))
    usual = float(np.sqrt(np.square(loud[loud > 0.03 * loud.max()]).mean()))
    over = np.log2(np.maximum(np.sqrt(_power(hiss, block)) / usual, 1.0))
    gain = np.exp2(-np.convolve(over, _SMOOTH, "same")[: len(over)] * 2 / 3)
    return voice - hiss * (1 - _stretched(gain, block, len(voice)))


def _power(samples: NDArray[float32], block: int) -> NDArray[np.float64]:
    """Mean square of every block, the last one filled up."""
    blocks = np.square(np.pad(samples, (0, -len(samples) % block))).reshape(-1, block)
    return np.asarray(blocks.mean(1, dtype=float))


def _stretched(gain: NDArray[np.float64], block: int, size: int) -> NDArray[float32]:
    """A gain known at the middle of every block, for each of `size` samples."""
    return np.interp(np.arange(size), (np.arange(len(gain)) + 0.5) * block, gain).astype(float32)


def _quick(size: int) -> int:
    """The next length that a transform is quick at."""
    step = 1 << max(0, size.bit_length() - 4)
    return next(step * part for part in (8, 9, 10, 12, 15, 16) if step * part >= size)


def edged(samples: NDArray[float32], begin: int, end: int) -> NDArray[float32]:
    """A copy that rises over `begin` samples and falls over `end`, by a raised cosine."""
    faded = samples.copy()
    begin, end = min(begin, len(faded) // 2), min(end, len(faded) // 2)
    faded[:begin] = scaled(faded[:begin], _rise(begin))
    faded[len(faded) - end :] = scaled(faded[len(faded) - end :], _rise(end)[::-1])
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


def _speech(item: Mended, rate: int, lufs: float, level: float) -> Speech:
    """The clip brought from `level` to `lufs` and evened out, its ends faded; left alone where it has no voice."""
    if level == -np.inf:
        whole = files.resample(item.samples, rate)
        return Speech(item.clip, whole, 0, len(whole), item.notes)
    even = _compressed(item.samples * float32(10 ** ((lufs - level) / 20)), rate, lufs)
    whole = edged(files.resample(even, rate), _FADE, _FADE)
    heard = np.flatnonzero(np.abs(whole) >= _AUDIBLE)
    first, last = (int(heard[0]), int(heard[-1]) + 1) if heard.size else (0, len(whole))
    return Speech(item.clip, whole, first, last, item.notes)


def _compressed(voice: NDArray[float32], rate: int, lufs: float) -> NDArray[float32]:
    """A gentle compressor, 2:1 above 1 dB under `lufs`, whose gain is smooth over 50 ms both before and after."""
    block = max(1, rate // 200)
    power = _power(voice, block)
    over = 10 * np.log10(np.convolve(power, _SMOOTH, "same")[: len(power)] + 1e-12) - (lufs - 1)
    down = np.convolve(np.maximum(0, over) / 2, _SMOOTH, "same")[: len(power)]
    return voice * _stretched(10 ** (-down / 20), block, len(voice))


def trimmed(speech: NDArray[float32], sounds: Sounds, part: slice = slice(None)) -> NDArray[float32]:
    """A segment's speech with its rests, which the meter's blocks take in, set to arrive at `sounds.lufs` as a whole.

    `part`: the samples that are measured for it, where what is before and after them is not to count.

    What the limiter will take off is added beforehand, or a peaky voice would have to be encoded twice.
    """
    heard = speech[part]
    level = loudness(heard)
    if level <= _QUIET:
        return speech
    gain = sounds.lufs + _LOST - level
    more = lost = taken(heard * float32(10 ** (gain / 20)), sounds.ceiling - MARGIN)
    while 0.1 < more < lost + 1 < 3:
        more = taken(heard * float32(10 ** ((gain + lost) / 20)), sounds.ceiling - MARGIN) - lost
        lost += more
    return speech * float32(10 ** ((gain + lost) / 20))
