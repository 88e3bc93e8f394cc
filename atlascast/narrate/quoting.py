"""Text with quotations → one clip in two voices: the speaker's own, and the one that says what others said."""

import re
import wave
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from atlascast.models import Sound, Word
from atlascast.narrate import samples as audio

if TYPE_CHECKING:
    from atlascast.narrate.samples import Samples
    from atlascast.narrate.voices import Voice

_QUOTATION = re.compile(r"""(?<!\S)(?:“[^“”"]+”|"[^“”"]+")[.,;:!?…)]*(?!\S)""")
_LEAST = 4
"""Words from which on a quotation is given to the other voice: a word or two in quotes is no speech."""
_REST = 0.14
"""Seconds between two voices, beyond the rest that each clip has."""


def parts(text: str) -> list[tuple[int, int, bool]]:
    """The text cut where a quotation begins and ends: from, to, and whether it is one. One part where none is."""
    found, at = [], 0
    for match in _QUOTATION.finditer(text):
        if len(match[0].split()) < _LEAST:
            continue
        if text[at : match.start()].strip():
            found.append((at, match.start(), False))
        found.append((match.start(), match.end(), True))
        at = match.end()
    if text[at:].strip() or not found:
        found.append((at, len(text), False))
    return found


class QuotingVoice:
    """Two voices that take turns within a line."""

    def __init__(self, own: "Voice", other: "Voice") -> None:
        self._own, self._other = own, other
        self.identity = own.identity
        self.key = f"{own.key} quoting 1 {other.key}"

    def speak(self, text: str, sounds: Sequence[Sound], out: Path) -> tuple[tuple[Word, ...], bool]:
        """See Voice. Both are brought to one level, at the rate of the one that begins."""
        import numpy as np

        joined, rate, words, estimated = np.zeros(0, np.float32), 0, [], False
        for start, end, quoted in parts(text):
            inside = [
                replace(sound, start=sound.start - start, end=sound.end - start)
                for sound in sounds
                if start <= sound.start and sound.end <= end
            ]
            found, guessed = (self._other if quoted else self._own).speak(text[start:end], inside, out)
            piece, own_rate = _read(out)
            rate = rate or own_rate
            piece = audio.levelled(audio.resampled(piece, own_rate, rate), rate)
            rest = np.zeros(round(_REST * rate) if len(joined) else 0, np.float32)
            at = (len(joined) + len(rest)) / rate
            joined = np.concatenate([joined, rest, piece])
            words += [Word(word.text, word.start + at, word.end + at) for word in found]
            estimated = estimated or guessed
        audio.write(joined, rate, out)
        return tuple(words), estimated


def _read(path: Path) -> tuple["Samples", int]:
    import numpy as np

    with wave.open(str(path), "rb") as file:
        data = file.readframes(file.getnframes())
        return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32768), file.getframerate()
