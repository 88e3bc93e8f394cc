"""Pieces of sound → one, by pydub.

pydub holds integers: 32 bits with 12 dB of room above full scale, which no sum of ours reaches. Positions are counted
in samples, not in pydub's milliseconds, so nothing moves.
"""

import warnings
from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast.audio import RATE
from atlascast.audio.files import ffmpeg

_SCALE = float32(1 << 29)
_EVEN = RATE // 100
"""pydub overlays whole milliseconds: lengths are made a multiple of 10 ms for it."""


@cache
def _pydub() -> Any:
    """pydub's AudioSegment, told where ffmpeg is. Importing it warns of its own old code and of ffmpeg not in PATH."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment  # type: ignore[import-untyped]  # it has no types
    AudioSegment.converter = ffmpeg()
    return AudioSegment


def _segment(samples: NDArray[float32]) -> Any:
    whole = np.clip(samples * _SCALE, -(2.0**31), 2.0**31 - 256).astype("<i4")
    return _pydub()(data=whole.tobytes(), sample_width=4, frame_rate=RATE, channels=samples.ndim)


def _samples(segment: Any) -> NDArray[float32]:
    found = np.frombuffer(segment.raw_data, "<i4").astype(float32) / _SCALE
    return found if segment.channels == 1 else found.reshape(-1, segment.channels)


def silence(samples: int) -> NDArray[float32]:
    """Nothing, for so many samples."""
    return np.zeros(max(0, samples), float32)


def join(pieces: Iterable[NDArray[float32]]) -> NDArray[float32]:
    """The pieces end to end, all (n,) or all (n, 2)."""
    return np.concatenate([piece for piece in pieces if piece.size] or [silence(0)])


def lay(under: NDArray[float32], over: NDArray[float32], at: int = 0) -> NDArray[float32]:
    """Both together, `over` beginning at sample `at`; as long as the longer. Only what sounds together is touched."""
    end = at + len(over)
    whole = _padded(under, max(len(under), end))
    even = -(-len(over) // _EVEN) * _EVEN
    ground, top = (_segment(_padded(part, even)) for part in (whole[at:end], over))
    whole[at:end] = _samples(ground.overlay(top))[: len(over)]
    return whole


def _padded(samples: NDArray[float32], size: int) -> NDArray[float32]:
    return np.pad(samples, [(0, size - len(samples)), (0, 0)][: samples.ndim])
