"""Assets → levelled music, and how far it steps back for a voice."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast import store
from atlascast.audio import RATE, files
from atlascast.audio.limit import scaled
from atlascast.audio.meter import frames, loudness, short_term
from atlascast.config import Sounds
from atlascast.errors import AudioError
from atlascast.mix.voice import edged

BRIDGE = 1.6
"""A rest between lines shorter than this is not filled with music."""
_STEP = RATE // 200
_SWELL = 2.0
"""LU by which three seconds of a piece may pass the loudness it is set to: a theme that grows is set by its height."""
_INAUDIBLE = 10 ** (-60 / 20)

Span = tuple[int, int]
"""From sample to before sample."""


def asset(path: Path, lufs: float, channels: int = 1) -> NDArray[float32]:
    """The file's music at `lufs`, (n,) or (n, 2), without silence at its ends, its edges made soft against clicks.

    What grows is set by its height: three seconds of it are at most 2 LU louder.
    Raises AudioError where the file is missing, no audio, or silent.
    """
    return _asset(path, lufs, channels, store.digest(path) if path.is_file() else "")


@lru_cache(maxsize=16)
def _asset(path: Path, lufs: float, channels: int, sha256: str) -> NDArray[float32]:
    samples = files.resample(*files.read(path, channels))
    heard = np.flatnonzero(np.abs(np.atleast_2d(samples.T)).max(0) > _INAUDIBLE)
    usual = loudness(samples)
    if not heard.size or usual == -np.inf:
        raise AudioError(f"{path} holds only silence.", "Put music there, or take its key out of [sound].")
    level = max([usual, *(loud - _SWELL for loud in short_term(frames(samples)))])
    music = samples[heard[0] : heard[-1] + 1] * float32(10 ** ((lufs - level) / 20))
    music = edged(music, RATE // 500, RATE // 20)
    music.setflags(write=False)
    return music


def looped(music: NDArray[float32], size: int) -> NDArray[float32]:
    """The music for `size` samples, over and over, its end crossing into its beginning over half a second."""
    cross = min(RATE // 2, len(music) // 4)
    if len(music) >= size:
        return music[:size]
    rise = np.sin(np.linspace(0, np.pi / 2, cross, dtype=float32))
    step = len(music) - cross
    count = -(-(size - cross) // step)
    out = np.zeros((count * step + cross, *music.shape[1:]), float32)
    for turn in range(count):
        piece = music.copy()
        if turn:
            piece[:cross] = scaled(piece[:cross], rise)
        if turn < count - 1:
            piece[len(piece) - cross :] = scaled(piece[len(piece) - cross :], rise[::-1])
        out[turn * step : turn * step + len(piece)] += piece
    return out[:size]


def ducked(
    music: NDArray[float32], at: int, spoken: Sequence[Span], depth: float, sounds: Sounds
) -> NDArray[float32]:
    """The music, laid from sample `at`, `depth` dB lower where a voice speaks.

    The gain moves along a raised cosine in dB: down over `sounds.attack`, done when the voice begins, up over
    `sounds.release`.
    """
    if depth <= 0 or not spoken:
        return music
    edge = np.arange(0, len(music) + _STEP, _STEP)
    times = edge + at
    back = np.zeros(len(times))
    for start, end in _bridged(spoken):
        down = np.clip((times - start) / (sounds.attack * RATE) + 1, 0, 1)
        up = np.clip((times - end) / (sounds.release * RATE), 0, 1)
        back = np.maximum(back, _soft(down) * (1 - _soft(up)))
    gain = np.interp(np.arange(len(music)), edge, 10 ** (-depth * back / 20))
    return scaled(music, gain.astype(float32))


def _soft(part: NDArray[np.float64]) -> NDArray[np.float64]:
    return 0.5 - 0.5 * np.cos(np.pi * part)


def _bridged(spoken: Sequence[Span]) -> list[Span]:
    """The spans a voice takes, short rests among them included."""
    joined: list[Span] = []
    for start, end in sorted(spoken):
        if joined and start - joined[-1][1] < BRIDGE * RATE:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
