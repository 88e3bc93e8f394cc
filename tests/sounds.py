"""Sounds, clips and segments for the tests of the mix and the master: made on the spot, nothing recorded."""

import wave
from pathlib import Path

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast.audio import RATE
from atlascast.models import Clip, Line, Segment, SegmentKind, Told


def voice(seconds: float, rate: int = 22050, level: float = 0.1, seed: int = 0) -> NDArray[float32]:
    """Something with the ups and downs of speech: pulses at a hundred or so Hz, formants, syllables, breath."""
    noise = np.random.Generator(np.random.PCG64(seed))
    time = np.arange(int(seconds * rate)) / rate
    pitch = 2 * np.pi * np.cumsum(110 + 15 * np.sin(2 * np.pi * 0.7 * time)) / rate
    tones = (np.cos(n * pitch + n * n) / (1 + abs(n - 6) / 3) for n in range(1, 30))
    sound = sum(tones) + 0.08 * noise.standard_normal(len(time))
    sound *= 0.05 + np.sin(np.pi * 2.3 * time) ** 2
    return np.asarray(sound * level / np.std(sound), float32)


def music(seconds: float, rate: int = RATE, level: float = 0.15, seed: int = 0) -> NDArray[float32]:
    """Chords with overtones, two a second."""
    noise = np.random.Generator(np.random.PCG64(seed))
    time = np.arange(int(seconds * rate)) / rate
    sound = np.zeros(len(time))
    for beat in np.arange(0, seconds, 0.5):
        since = np.maximum(time - beat, 0)
        for tone in noise.choice([131, 165, 196, 262, 330, 392, 523], 3, replace=False):
            chord = np.minimum(1, since / 0.01) * np.exp(-2 * since)
            sound += chord * (np.sin(2 * np.pi * tone * since) + 0.4 * np.sin(4 * np.pi * tone * since))
    return np.asarray(sound * level / np.std(sound), float32)


def write(path: Path, samples: NDArray[float32], rate: int = 22050) -> Path:
    """A 16-bit WAV; (n, channels) for more than one channel."""
    pcm = np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setparams((1 if pcm.ndim == 1 else pcm.shape[1], 2, rate, 0, "NONE", ""))
        file.writeframes(pcm.tobytes())
    return path


class Narrator:
    """Makes clips and told segments in a folder."""

    def __init__(self, folder: Path, rate: int = 22050) -> None:
        self.folder = folder
        self.rate = rate
        self.count = 0

    def clip(self, seconds: float = 2.0, level: float = 0.1, **line: object) -> Clip:
        """A clip of `voice`; digital silence at level 0."""
        self.count += 1
        samples = voice(seconds, self.rate, level or 0.1, self.count) * float32(level > 0)
        path = write(self.folder / f"clip{self.count}.wav", samples, self.rate)
        said = Line(**{"speaker": "host", "written": f"Line {self.count}.", **line})  # type: ignore[arg-type]
        return Clip(said, "fake:voice", path, len(samples) / self.rate)

    def told(self, kind: SegmentKind, *clips: Clip, index: int = 0, opening: tuple[Clip, ...] = ()) -> Told:
        """A segment of these clips."""
        lines = tuple(clip.line for clip in clips)
        return Told(index, Segment(kind, f"{kind} {index}", lines, url=f"https://example.org/{index}"), clips, opening)

    def programme(self, level: float = 0.1) -> list[Told]:
        """A segment of every kind, half a minute in all."""
        kinds: tuple[SegmentKind, ...] = ("intro", "headlines", "story", "sponsor", "story", "outro")
        return [
            self.told(kind, *(self.clip(1.5 + 0.5 * n, level) for n in range(2)), index=index)
            for index, kind in enumerate(kinds)
        ]
