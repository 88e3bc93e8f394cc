"""Samples → samples whose true peaks stay under a ceiling.

A look-ahead limiter in the form of a smoothed gain: the gain each block of 32 samples needs is held over its
neighbours, released by a steady slope in dB, and averaged, so it reaches what a peak needs just before the peak.
All of it is vector work without recursion (a release over n blocks is log2 n maxima), and the output does not
depend on how the programme was cut into pieces.
"""

from typing import Any

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast.audio import RATE
from atlascast.audio.meter import peaks

_BLOCK = 32
_REACH = 5
"""Blocks before and after a peak over which the gain moves: 3.6 ms."""
_RELEASE = 7
"""2**7 blocks, 93 ms: the longest release."""
_SLOPE = 140.0 * _BLOCK / RATE
"""Decibels a block by which the gain comes back: 140 dB/s."""
MARGIN = 0.7
"""dB to limit below the ceiling asked for, for what an encoder adds to peaks."""
_PAST = (1 << _RELEASE) + 2 * _REACH + 4
_AHEAD = 2 * _REACH + 4
_HANN = np.hanning(2 * _REACH + 1)[1:-1] / np.hanning(2 * _REACH + 1).sum()


class Limiter:
    """Limits a programme given in pieces; what comes out lags behind by 10 ms until `finish`."""

    def __init__(self, ceiling: float) -> None:
        """`ceiling` is in dBTP."""
        self.ceiling = 10 ** (ceiling / 20)
        self._held: NDArray[float32] = np.zeros(0, float32)
        self._past = 0
        """How many blocks at the head of what is held are out already, kept for what they still pull down."""

    def __call__(self, piece: NDArray[float32]) -> NDArray[float32]:
        """The next samples that are ready; pieces are (n,), or (n, 2) with one gain for both, and of any length."""
        self._held = np.concatenate([self._held, piece]) if self._held.size else piece
        ready = len(self._held) // _BLOCK - _AHEAD
        if ready <= self._past:
            return self._held[:0]
        out = self._limited()[self._past * _BLOCK : ready * _BLOCK]
        drop = max(0, ready - _PAST)
        self._held, self._past = self._held[drop * _BLOCK :].copy(), ready - drop
        return out

    def finish(self) -> NDArray[float32]:
        """The rest. The limiter is empty afterwards."""
        out = self._limited()[self._past * _BLOCK :]
        self._held, self._past = self._held[:0], 0
        return out

    def _limited(self) -> NDArray[float32]:
        gain = _gain(self._held, self.ceiling)
        if gain is None:
            return self._held
        ramp = np.arange(_BLOCK, dtype=float32) / _BLOCK
        curve = gain[:-1, None] + np.diff(gain)[:, None] * ramp
        return scaled(self._held, curve.reshape(-1)[: len(self._held)])


def scaled(samples: NDArray[float32], gain: NDArray[Any]) -> NDArray[float32]:
    """Samples times a gain for each of them, all channels alike."""
    return np.asarray(samples * (gain if samples.ndim == 1 else gain[:, None]), float32)


def taken(samples: NDArray[float32], ceiling: float) -> float:
    """Decibels of a piece's energy that limiting it to `ceiling` dBTP would take off."""
    gain = _gain(samples, 10 ** (ceiling / 20))
    if gain is None:
        return 0.0
    blocks = np.pad(samples, (0, -len(samples) % _BLOCK)).reshape(-1, _BLOCK)
    energy = np.einsum("ij,ij->i", blocks, blocks, dtype=float)
    left = energy * np.square((gain[:-1] + gain[1:]) / 2)
    return float(10 * np.log10(energy.sum() / left.sum()))


def _gain(samples: NDArray[float32], ceiling: float) -> NDArray[float32] | None:
    """The gain at the edges of the blocks (one more than blocks); None where nothing is to be done."""
    need = np.zeros(-(-len(samples) // _BLOCK))
    for channel in np.atleast_2d(samples.T):
        at, high = peaks(np.ascontiguousarray(channel), ceiling * 0.84)
        over = high > ceiling
        np.maximum.at(need, at[over] // _BLOCK, 20 * np.log10(high[over] / ceiling))
    if not need.any():
        return None
    return np.asarray(10 ** (-_smooth(need) / 20), float32)


def _smooth(need: NDArray[np.float64]) -> NDArray[np.float64]:
    """Reduction in dB at the edges of the blocks (one more than blocks), nowhere less than a block beside it needs."""
    edges = np.maximum(np.append(need, 0), np.append(0, need))
    for step in (1 << k for k in range(_RELEASE)):
        edges[step:] = np.maximum(edges[step:], edges[:-step] - _SLOPE * step)
    held = np.pad(edges, _REACH - 1)
    held = np.max([held[i : i + len(edges)] for i in range(2 * _REACH - 1)], axis=0)
    return np.convolve(np.pad(held, _REACH - 1, "edge"), _HANN, "valid")
