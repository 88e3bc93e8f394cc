"""A clip's samples → the same without clipping, clicks or long silences, and what was found.

For recorded inserts, and for engines that go wrong. What is mended is told; DC goes with the voice's high-pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast.audio.hush import QUIET, heard
from atlascast.models import Clip

_FLAT = 3
"""Samples in a row at the top from which a wave counts as clipped."""
_CLIPS = 2
"""Flat tops that may be chance."""
_NEAR, _OFTEN, _BROAD = 0.8, 0.03, 0.38
"""Of the height of a recording's tallest half-waves: how near samples come, the share of them that do from which it
was clipped, and the share of a tall half-wave that they are. Speech comes to 0.01 and 0.36 at most, a sine to 0.41 and
0.35; clipped by 14 dB, then coded as MP3, AAC or Vorbis, to 0.04 and 0.37 at least."""
_SHARP = 15.0
"""How far a second difference must stand over the mean of the 20 ms around it to be looked at: onsets of speech pass
it too."""
_ALONE, _AMONG = 4.0, 10.0
"""How far it must stand over all others within 20 ms, or over 98 % of them where several clicks lie together; clean
speech of Piper and espeak, at 8 to 48 kHz and decoded from MP3, came to 3.3 and 6.2."""
_CLOSE = 0.0005
"""Seconds on each side that belong to the click itself."""
_LOUD = 0.05
"""The least second difference that can be heard as a click."""
_SPAN = 0.00015
"""Seconds on each side of a click that are drawn anew."""
_PAUSE, _LONGEST = 1.0, 1.9
"""Seconds that a silence is cut to, and from which it is cut."""
_LEAD, _TAIL, _SLACK = 0.05, 0.15, 0.2
"""Seconds left before and after what is heard, and the least that is worth cutting off."""

Gap = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mended:
    """A clip as it is used; where silence was cut, its length and its words are those of what is left."""

    clip: Clip
    samples: NDArray[float32]
    notes: tuple[str, ...]


def mended(clip: Clip, samples: NDArray[float32], rate: int) -> Mended:
    """Find and mend what is wrong with a clip."""
    notes = [*clip.notes]
    if ends := _ends(samples, rate):
        clip, samples = _shortened(clip, samples, ends, rate)
    if abs(offset := float(samples.sum()) / max(1, len(samples))) > 0.01:
        notes.append(f"a DC offset of {offset:.2f} taken off")
    samples, found = _smoothed(samples, rate)
    notes += found
    if clip.line.audio and not found and samples.any() and _flattened(samples):
        notes.append("its peaks are flattened, as of a clipped recording coded afterwards: ask for the one before that")
    if gaps := _silences(samples, rate):
        clip, samples = _shortened(clip, samples, gaps, rate)
        notes.append(f"{len(gaps)} silence{'s' * (len(gaps) > 1)} of over {_LONGEST:g} s shortened")
    return Mended(clip, samples, tuple(f"“{clip.line.written[:50]}”: {note}" for note in notes))


def _smoothed(samples: NDArray[float32], rate: int) -> tuple[NDArray[float32], list[str]]:
    """Clipping and clicks drawn anew. Clipping first, whose edges look like clicks; then again, if a click hid it."""
    notes = []
    tops = _flat(samples)
    mended = _drawn(samples, tops)
    if clicks := _clicks(mended, rate):
        mended = _drawn(mended, clicks)
        notes.append(f"{len(clicks)} click{'s' * (len(clicks) > 1)} taken out")
    if not tops and (tops := _flat(mended)):
        mended = _drawn(mended, tops)
    if tops:
        share = sum(end - start for start, end in tops) / len(samples)
        notes.append(f"{len(tops)} clipped peaks redrawn, {share:.1%} of it")
    return mended, notes


def _runs(found: NDArray[np.bool_]) -> list[Gap]:
    """Where a condition holds, from and to before."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], found, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _flat(samples: NDArray[float32]) -> list[Gap]:
    """Tops cut flat: at least three samples in a row as high as the highest, in several places."""
    peak = float(np.abs(samples).max(initial=0))
    if peak < 0.5:
        return []
    tops = [run for side in (samples, -samples) for run in _runs(side >= peak * 0.998) if run[1] - run[0] >= _FLAT]
    return sorted(tops) if len(tops) > _CLIPS else []


def _flattened(samples: NDArray[float32]) -> bool:
    """Whether the tallest half-waves are broad, many and nearly as tall: clipping whose tops a codec has rounded."""
    samples = samples - samples.mean()
    loud = np.abs(samples)
    edges = np.flatnonzero(np.diff(np.signbit(samples), prepend=not np.signbit(samples[0])))
    heights, sizes = np.maximum.reduceat(loud, edges), np.diff(edges, append=len(loud))
    top = float(np.percentile(heights[heights > heights.max() / 10], 99))
    near = loud > _NEAR * top
    tall = (heights > _NEAR * top) & (sizes > 8)
    if near.mean() < _OFTEN or not tall.any():
        return False
    broad = np.add.reduceat((loud > (_NEAR + 0.05) * np.repeat(heights, sizes)).astype(int), edges) / sizes
    return bool(np.median(broad[tall]) > _BROAD)


def _clicks(samples: NDArray[float32], rate: int) -> list[Gap]:
    """Steps and spikes that nothing around them leads up to."""
    sharp = np.abs(np.diff(samples, 2))
    width = rate // 50
    if len(sharp) < 2 * width or float(sharp.max()) < _LOUD:
        return []
    loud = np.flatnonzero(sharp > _LOUD)
    total = np.concatenate([[0.0], np.cumsum(sharp, dtype=float)])
    around = np.maximum(loud - width // 2, 0)
    after = np.minimum(around + width, len(sharp))
    mean = (total[after] - total[around]) / (after - around)
    high = loud[sharp[loud] > _SHARP * mean]
    hits = [int(hit) + 1 for hit in high if _sudden(sharp, int(hit), rate)]
    reach = max(3, int(_SPAN * rate))
    marked = np.zeros(len(samples), bool)
    for hit in hits:
        marked[max(0, hit - reach) : hit + reach] = True
    return _runs(marked)


def _sudden(sharp: NDArray[float32], hit: int, rate: int) -> bool:
    """Whether a second difference stands out from all around it, as neither a voice's pulses nor an s do."""
    reach, close = rate // 50, max(4, int(_CLOSE * rate))
    around = np.concatenate([sharp[max(0, hit - reach) : max(0, hit - close)], sharp[hit + close : hit + reach]])
    return bool(sharp[hit] > min(_ALONE * around.max(), _AMONG * np.percentile(around, 98)))


def _drawn(samples: NDArray[float32], gaps: Sequence[Gap]) -> NDArray[float32]:
    """Each gap as the cubic that leaves and meets what is around it with the same slope."""
    out = samples.copy()
    for start, end in gaps:
        left, right = start - 1, end
        if left < 1 or right > len(samples) - 2:
            out[max(start, 0) : end] = 0
            continue
        span = right - left
        part = np.arange(1, span) / span
        rise, fall = (samples[left] - samples[left - 1]) * span, (samples[right + 1] - samples[right]) * span
        out[start:end] = (
            (1 + 2 * part) * (1 - part) ** 2 * samples[left]
            + part * (1 - part) ** 2 * rise
            + part**2 * (3 - 2 * part) * samples[right]
            + part**2 * (part - 1) * fall
        )
    return out


def _ends(samples: NDArray[float32], rate: int) -> list[Gap]:
    """What is to be cut off before and after what is heard, as a recording has it. A clip of silence alone is left."""
    found = heard(samples, rate)
    if found is None:
        return []
    first, last = max(0, found[0] - int(_LEAD * rate)), found[1] - 1 + int(_TAIL * rate)
    gaps = [(0, first), (min(last, len(samples)), len(samples))]
    return [(start, end) for start, end in gaps if end - start > _SLACK * rate]


def _silences(samples: NDArray[float32], rate: int) -> list[Gap]:
    """What is to be cut out of silences that are too long: their middles. A clip of silence alone is left."""
    step = rate // 50
    count = len(samples) // step
    if not count or not (loud := np.abs(samples[: count * step]).reshape(count, step).max(1) > QUIET).any():
        return []
    half = int(_PAUSE * rate / 2)
    runs = [(start * step, end * step) for start, end in _runs(~loud)]
    return [(start + half, end - half) for start, end in runs if end - start > _LONGEST * rate]


def _shortened(clip: Clip, samples: NDArray[float32], gaps: Sequence[Gap], rate: int) -> tuple[Clip, NDArray[float32]]:
    keep = np.ones(len(samples), bool)
    for start, end in gaps:
        keep[start:end] = False

    def moved(time: float) -> float:
        return time - sum(min(max(time * rate - start, 0), end - start) for start, end in gaps) / rate

    words = tuple(replace(word, start=moved(word.start), end=moved(word.end)) for word in clip.words)
    return replace(clip, seconds=moved(clip.seconds), words=words), samples[keep]
