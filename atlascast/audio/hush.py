"""Samples → where something is heard: past the hush, digital or a room's, at their two ends."""

import numpy as np
from numpy import float32
from numpy.typing import NDArray

QUIET = 10 ** (-55 / 20)
"""What is never heard, of full scale."""
_OPENING = 0.3
"""Seconds from an end that tell how loud its hush is."""
_UNDER = 16.0
"""How far they must lie under the loudest to be hush and no voice: 24 dB."""
_OVER = 2.0
"""How far the first sound stands over the hush: noise in three seconds comes to 1.3 times that of 0.3."""


def heard(samples: NDArray[float32], rate: int) -> tuple[int, int] | None:
    """The first sample heard and the one after the last, of (n,) mono; None where nothing is.

    A voice that begins at once is heard from its first sample over `QUIET`.
    """
    loud = np.abs(samples)
    before, after = _hush(loud, rate), _hush(loud[::-1], rate)
    return None if before is None or after is None else (before, len(loud) - after)


def _hush(loud: NDArray[float32], rate: int) -> int | None:
    opening = float(loud[: int(_OPENING * rate)].max(initial=0))
    hush = opening * _OVER if opening * _UNDER < float(loud.max(initial=0)) else 0.0
    found = loud > max(QUIET, hush)
    return int(found.argmax()) if found.any() else None
