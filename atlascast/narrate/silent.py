"""Text → room tone of a plausible length, at once and without an engine.

For tests, dry runs and planning: nothing is said, but every later stage has something of the right
length to work on. It is tone at -60 dBFS, not digital zeros, which meters and encoders take for a fault.
"""

import functools
import random
import wave
from collections.abc import Sequence
from pathlib import Path

from atlascast import config, pace
from atlascast.models import Sound, Word
from atlascast.narrate.samples import LEAD, TAIL

RATE = 22_050
"""Samples a second."""


def spread(text: str, start: float, end: float) -> tuple[Word, ...]:
    """The tokens of a text over a stretch of time, by their share of it; times in seconds."""
    tokens = text.split()
    weights = [pace.weight(token) for token in tokens]
    scale = (end - start) / (sum(weights) or 1.0)
    words, at = [], start
    for token, weight in zip(tokens, weights, strict=True):
        words.append(Word(token, at, at := at + weight * scale))
    return tuple(words)


class SilentVoice:
    """The voice that says nothing, for as long as another would take."""

    identity = "silent"

    def __init__(self, options: config.Voice, cache: Path) -> None:
        self._rate = options.rate
        self.key = f"silent 1 {options.rate}"

    def speak(self, text: str, sounds: Sequence[Sound], out: Path) -> tuple[tuple[Word, ...], bool]:
        """Write room tone; the words are spread over it in proportion to their letters."""
        count = round(pace.seconds(text, self._rate) * RATE)
        with wave.open(str(out), "wb") as file:
            file.setparams((1, 2, RATE, 0, "NONE", ""))
            file.writeframes((_tone() * (count // RATE + 1))[: 2 * count])
        return spread(text, LEAD, count / RATE - TAIL), True


@functools.cache
def _tone() -> bytes:
    """A second of noise at -60 dBFS."""
    chance = random.Random(0)
    return b"".join(chance.randint(-57, 57).to_bytes(2, "little", signed=True) for _ in range(RATE))
