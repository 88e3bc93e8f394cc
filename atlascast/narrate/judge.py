"""A clip as a voice gave it → what is wrong with it, and whether it can be used; the last look, whatever the engine.

Engines that know more of what they said look closer themselves (samples.fault). Thresholds leave out what has no voice
on purpose: the silent voice's room tone.
"""

import wave
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from atlascast import pace
from atlascast.models import Word

if TYPE_CHECKING:
    from numpy import bool_, float32
    from numpy.typing import NDArray

_NOTHING, _VOICE = 10 ** (-65 / 20), 10 ** (-45 / 20)
"""Peaks below which there is nothing at all, and below which there is no voice."""
_SURE = 2.0
"""Seconds expected from which on a short length tells something; shorter lines may be as long as these."""
_SHORTEST, _LONGEST = 0.5, 2.0
"""What a voice may take of the time expected at its rate."""
_SAME = 0.15
"""Seconds that are the same to the last bit only where a chunk was written twice."""
_END = 0.01


def fault(path: Path, text: str, words: Sequence[Word], rate: float) -> tuple[str, bool]:
    """What is wrong with the clip of a text said at `rate`, or "", and whether words of it are surely not heard.

    Silence, an end cut off, an odd length, a chunk written twice, or words beyond its end: a chunk that was lost.
    Raises OSError and wave.Error for what is no WAV.
    """
    import numpy as np

    with wave.open(str(path), "rb") as file:
        hertz, data = file.getframerate(), file.readframes(file.getnframes())
    samples = np.abs(np.asarray(np.frombuffer(data, "<i2") / 32768, np.float32))
    seconds, peak = len(samples) / hertz, float(samples.max(initial=0))
    if peak < _NOTHING:
        return "it is silent", True
    if words and words[-1].end > seconds + _END:
        return f"it ends at {seconds:.2f} s, its last word at {words[-1].end:.2f} s", True
    if peak < _VOICE:
        return "", False
    return _odd(samples, text, rate, hertz) or _twice(data, samples > peak / 10, hertz), False


def _odd(samples: "NDArray[float32]", text: str, rate: float, hertz: int) -> str:
    """Whether the end is cut off or the length is not what a voice needs for the text."""
    seconds, peak = len(samples) / hertz, float(samples.max())
    if float(samples[-max(1, hertz // 200) :].max()) > peak / 2:
        return "its end is cut off"
    expected = pace.seconds(text, rate)
    shortest = _SHORTEST * expected if expected > _SURE else 0.0
    if not shortest <= seconds <= _LONGEST * max(expected, _SURE):
        return f"it is {seconds:.1f} s long where some {expected:.1f} s were to be expected"
    return ""


def _twice(data: bytes, loud: "NDArray[bool_]", hertz: int) -> str:
    """Whether a chunk of the samples comes again to the last bit."""
    import numpy as np

    width, step = round(_SAME * hertz), round(_SAME * hertz / 2)
    for start in range(0, len(loud) - 2 * width, step):
        if np.mean(loud[start : start + width]) < 0.05:
            continue
        again = data.find(data[2 * start : 2 * (start + width)], 2 * start + 2)
        if again >= 2 * (start + width):  # nearer ones are a tone's own waves
            return f"what it says at {start / hertz:.1f} s comes again at {again / 2 / hertz:.1f} s"
    return ""
