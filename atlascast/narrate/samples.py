"""Raw samples of a voice → levelled, trimmed, examined, written.

Samples are float32, mono, 1.0 is full scale.
"""

import wave
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Samples = NDArray[float32]

LEAD, TAIL = 0.05, 0.12
"""Seconds of rest kept before and after the voice in every clip; the mix adds the pauses."""
BREATH = 0.15
"""Seconds between two sentences of one clip, beyond the rest that each has."""
LEVEL = -23.0
"""dBFS: root mean square of the voiced part. Leaves a voice's peaks their room below full scale."""
_PEAK = 0.89
"""Full-scale fraction that no clip passes: -1 dBFS."""
_TONE = 10 ** (-55 / 20)
"""Below this share of full scale there is no voice, only a tone that stands for silence."""
_FLOOR = 10 ** (-50 / 20)
"""Below this share of the clip's peak there is no voice."""
_HUSH = 1.2
"""Seconds without voice inside a sentence that no comma asks for."""
_HOP = 0.005
_FADE = 0.004


def envelope(samples: "Samples", rate: int) -> "Samples":
    """Root mean square of every 5 ms."""
    import numpy as np

    hop = max(1, round(_HOP * rate))
    count = len(samples) // hop
    return np.sqrt(np.mean(np.square(samples[: count * hop].reshape(count, hop)), axis=1, dtype=np.float32))


def levelled(samples: "Samples", rate: int) -> "Samples":
    """The voiced part brought to LEVEL, so that a short line is no louder than a long one; peaks to -1 dBFS at most.

    Voiced is what lies within 30 dB of the loudest 5 ms. Silence, and the silent voice's tone, is returned as it is.
    """
    import numpy as np

    loud = envelope(samples, rate)
    if not len(loud) or loud.max() < _TONE:
        return samples
    active = loud[loud > loud.max() * 10 ** (-30 / 20)]
    gain = 10 ** (LEVEL / 20) / float(np.sqrt(np.mean(np.square(active))))
    return samples * np.float32(min(gain, _PEAK / float(np.max(np.abs(samples)))))


def trimmed(samples: "Samples", rate: int) -> tuple["Samples", float]:
    """Rest before and after the voice made LEAD and TAIL long, by cutting silence or adding it.

    Returns the samples and by how many seconds what was in them moved (negative: earlier).
    """
    import numpy as np

    loud = envelope(samples, rate)
    voiced = np.flatnonzero(loud > loud.max() * _FLOOR) if len(loud) else np.zeros(0)
    if not len(voiced):
        return samples, 0.0
    hop = max(1, round(_HOP * rate))
    first, last = int(voiced[0]) * hop, (int(voiced[-1]) + 1) * hop
    start, end = first - round(LEAD * rate), last + round(TAIL * rate)
    kept = samples[max(start, 0) : end].astype(np.float32)
    fade = np.linspace(0, 1, round(_FADE * rate), dtype=np.float32)
    kept[: len(fade)] *= fade
    kept[-len(fade) :] *= fade[::-1]
    return np.pad(kept, (max(-start, 0), max(end - len(samples), 0))), -start / rate


def bent(samples: "Samples", rate: int, factor: float) -> "Samples":
    """The pitch raised by a factor, which also makes the samples that much fewer."""
    return resampled(samples, rate * factor, rate)


def resampled(samples: "Samples", rate: float, to: float) -> "Samples":
    """The samples at another rate, in Hz."""
    if rate == to:
        return samples
    import numpy as np
    import soxr  # type: ignore[import-untyped]

    return np.asarray(soxr.resample(samples, rate, to, "VHQ"), dtype=np.float32)


def fault(samples: "Samples", rate: int, shortest: float, longest: float) -> str:
    """What is wrong with a clip as it came from the voice, or "": silence, an odd length, an end cut off, a hole.

    `shortest` and `longest` are what the text can take, in seconds.
    """
    import numpy as np

    loud = envelope(samples, rate)
    seconds = len(samples) / rate
    if not len(loud) or loud.max() < 10 ** (-45 / 20) or (loud > loud.max() * 0.01).mean() < 0.15:
        return "it is silent"
    if not shortest <= seconds <= longest:
        return f"it is {seconds:.2f} s long where {shortest:.2f} to {longest:.2f} s were to be expected"
    if loud[-1] > loud.max() * 0.25:
        return "its end is cut off"
    voiced = np.flatnonzero(loud > loud.max() * _FLOOR)
    if np.diff(voiced).max(initial=0) * _HOP > _HUSH:
        return "it falls silent in the middle"
    return ""


def read(path: Path) -> tuple["Samples", int]:
    """A mono 16-bit WAV's samples and its rate in Hz. Raises OSError, EOFError and wave.Error for what is none."""
    import numpy as np

    with wave.open(str(path), "rb") as file:
        data, rate = file.readframes(file.getnframes()), file.getframerate()
    return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32768), rate


def write(samples: "Samples", rate: int, path: Path) -> None:
    """Write a mono 16-bit WAV, rounded and without dither, so that the same samples are the same bytes."""
    import numpy as np

    whole = np.clip(np.rint(samples * 32767), -32768, 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(whole.tobytes())
