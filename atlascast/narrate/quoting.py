"""Text with quotations → one clip in two voices: the speaker's own, and the one that says what others said."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from atlascast.models import Sound, Word
from atlascast.narrate import samples as audio

if TYPE_CHECKING:
    from atlascast.narrate.voices import Voice

_BODIES = (
    r"“[^“”]+”",
    r'"(?=\S)[^"]+(?<=\S)"',
    r"«[^«»]+»",
    r"„[^„“”]+[“”]",
    r"‘(?:[^‘’]|’(?=\w)|(?<=s)’(?=\s))+(?:(?<!s)’|’(?=[.,;:!?…)\]]|$))",
    r"'(?=[^\W\d])(?:[^'\"]|'(?=\w))+(?:(?<=[.,!?…])'|'(?=[.,;:!?…)\]]|$))",
)
"""A single mark also stands for what is left out and for the genitive: after an s it closes before a sign alone."""
_QUOTATION = re.compile(rf"(?<!\S)[(\[]*(?:{'|'.join(_BODIES)})[.,;:!?…)\]]*(?!\S)")
_WORD = re.compile(r"\w")
_LEAST = 4
"""Words from which on a quotation is given to the other voice: a word or two in quotes is no speech."""
_REST = 0.14
"""Seconds between two voices, beyond the rest that each clip has."""


Parts = tuple[tuple[int, int, bool], ...]
"""A text cut where a quotation begins and ends: from, to, and whether it is one. One part where none is."""


def parts(text: str) -> Parts:
    """The parts of a text that stands alone."""
    return shared([text])[0]


def shared(texts: Sequence[str]) -> list[Parts]:
    """The parts of each of several texts that follow one another, through which one quotation may run."""
    found = _cut(" ".join(texts))
    each, at = [], 0
    for text in texts:
        end = at + len(text)
        inside = [(max(a, at) - at, min(b, end) - at, quoted) for a, b, quoted in found if a < end and b > at]
        each.append(tuple(_worded(text, inside)))
        at = end + 1
    return each


def _cut(text: str) -> list[tuple[int, int, bool]]:
    found, at = [], 0
    for match in _QUOTATION.finditer(text):
        if len(match[0].split()) < _LEAST:
            continue
        found += [(at, match.start(), False), (match.start(), match.end(), True)]
        at = match.end()
    return [*found, (at, len(text), False)]


def _worded(text: str, cut: Sequence[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """Parts that each hold a word: a dash or a bracket alone goes with the part before it, or else the one after."""
    kept: list[tuple[int, int, bool]] = []
    for start, end, quoted in cut:
        if _WORD.search(text[start:end]):
            kept.append((kept[-1][1] if kept else 0, end, quoted))
        elif kept:
            kept[-1] = (kept[-1][0], end if text[start:end].strip() else kept[-1][1], kept[-1][2])
    return [*kept[:-1], (kept[-1][0], len(text), kept[-1][2])] if kept else [(0, len(text), False)]


class QuotingVoice:
    """Two voices that take turns within a line."""

    def __init__(self, own: "Voice", other: "Voice", cut: Parts) -> None:
        """`cut`: the parts of the one text that it is to speak, of which those that are quotations are the other's."""
        self._own, self._other, self._cut = own, other, cut
        self.identity = own.identity
        self.other = other.identity
        self.key = f"{own.key} quoting 3 {other.key} {cut}"

    def speak(self, text: str, sounds: Sequence[Sound], out: Path) -> tuple[tuple[Word, ...], bool]:
        """See Voice. Both are brought to one level, at the rate of the one that begins."""
        import numpy as np

        joined, rate, words, estimated = np.zeros(0, np.float32), 0, [], False
        for start, end, quoted in self._cut:
            inside = [
                replace(sound, start=sound.start - start, end=sound.end - start)
                for sound in sounds
                if start <= sound.start and sound.end <= end
            ]
            found, guessed = (self._other if quoted else self._own).speak(text[start:end], inside, out)
            piece, own_rate = audio.read(out)
            rate = rate or own_rate
            piece = audio.levelled(audio.resampled(piece, own_rate, rate), rate)
            rest = np.zeros(round(_REST * rate) if len(joined) else 0, np.float32)
            at = (len(joined) + len(rest)) / rate
            joined = np.concatenate([joined, rest, piece])
            words += [Word(word.text, word.start + at, word.end + at, quoted) for word in found]
            estimated = estimated or guessed
        audio.write(joined, rate, out)
        return tuple(words), estimated
