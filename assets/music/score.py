"""Words → notes: a small notation for the scores beside this file.

Positions and lengths are in beats (crotchets), velocities 1-127. "D4:1.5 -:0.5 F4+A4:2" is a D for a beat and a half,
a rest, and two notes together; "Dm:2 Bb:4" is a plan of chords, whose notes a score's own tables give.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@dataclass(frozen=True, slots=True)
class Note:
    """A key pressed at `start` for `length` beats; `pitch` is a MIDI key, 60 is C4."""

    start: float
    length: float
    pitch: int
    velocity: int


@dataclass(slots=True)
class Part:
    """One instrument: General MIDI program from 0 (-1 for the drum kit), pan -1..1, share sent to the hall."""

    name: str
    program: int
    level: float = 0.0
    """How loud it is while it plays, LU beside the leading voice at 0."""
    pan: float = 0.0
    hall: float = 0.3
    loose: float = 0.006
    """Spread of the players' timing, seconds."""
    low_cut: float = 30.0
    """Hz; what lies under it is taken out, so that the low end stays clear."""
    swell: str = "0:110"
    """Expression (CC 11) as beat:value, straight between them: the breath of strings and brass."""
    notes: list[Note] = field(default_factory=list)

    def add(self, *groups: Iterable[Note]) -> "Part":
        """Append notes; returns the part for chaining."""
        for group in groups:
            self.notes.extend(group)
        return self

    def breath(self) -> list[tuple[float, int]]:
        """The swell as (beat, value)."""
        return [(float(beat), int(value)) for beat, value in (word.split(":") for word in self.swell.split())]


@dataclass(frozen=True, slots=True)
class Piece:
    """A whole: parts, tempo changes as (beat, beats a minute), length in beats, and how it ends."""

    parts: list[Part]
    tempo: list[tuple[float, float]]
    beats: float
    tail: float = 3.0
    """Seconds that ring on after the last beat, faded over their second half; 0 where the piece is a loop."""
    kbits: int = 128


def pitch(name: str) -> int:
    """"Bb3" → 58."""
    match = re.fullmatch(r"([A-G])([#b]?)(-?\d)", name)
    if not match:
        raise ValueError(f"{name!r} is no note")
    return STEPS[match[1]] + {"": 0, "#": 1, "b": -1}[match[2]] + 12 * (int(match[3]) + 1)


def plan(text: str, start: float = 0.0) -> list[tuple[str, float, float]]:
    """"Dm:2 Bb:4" → each name with its start and length."""
    found = []
    for name, length in (word.split(":") for word in text.split()):
        found.append((name, start, float(length)))
        start += float(length)
    return found


def arch(place: float) -> float:
    """A phrase that grows to its middle and falls: 0.86 to 1."""
    return 0.86 + 0.14 * math.sin(math.pi * min(1.0, place + 0.15))


def rise(place: float) -> float:
    """A phrase that grows to its end: 0.82 to 1."""
    return 0.82 + 0.18 * place


def tune(
    text: str, start: float, velocity: int, shape: Callable[[float], float] | None = None, *, spread: float = 0.0
) -> list[Note]:
    """Notes and chords one after another; `shape` scales velocity by the place in the phrase, 0-1.

    A chord's top sings out a little; with `spread` beats between its notes it is rolled upwards.
    """
    steps = plan(text, start)
    whole = sum(length for _, _, length in steps)
    notes = []
    for names, at, length in steps:
        strength = velocity * (shape((at - start) / whole) if shape else 1.0)
        keys = [pitch(name) for name in names.split("+") if name != "-"]
        for i, key in enumerate(keys):
            top = 4 if 0 < i == len(keys) - 1 else 0
            notes.append(Note(at + spread * i, length * 0.97 - spread * i, key, min(127, round(strength) + top)))
    return notes


def held(text: str, voicings: Mapping[str, str], start: float, velocity: int) -> list[Note]:
    """A plan of chords, each held to the next in the notes that `voicings` gives it."""
    words = (f"{voicings[name]}:{length}" for name, _, length in plan(text))
    return tune(" ".join(words), start, velocity)


def run(
    text: str, figures: Mapping[str, str], start: float, accents: str, soft: int, loud: int, *, step: float = 0.25
) -> list[Note]:
    """A plan of chords in even notes: each chord's figure goes round, `step` beats a note.

    `accents` is a ring of digits, 0 for `soft` to 9 for `loud`; "-" rests.
    """
    notes = []
    for name, at, length in plan(text, start):
        keys = figures[name].split()
        for i in range(round(length / step)):
            key, accent = keys[i % len(keys)], accents[i % len(accents)]
            if "-" not in (key, accent):
                strength = round(soft + (loud - soft) * int(accent) / 9)
                notes.append(Note(at + i * step, step * 0.9, pitch(key), strength))
    return notes


def roll(key: str, start: float, beats: float, soft: int, loud: int) -> list[Note]:
    """A drum roll that grows: demisemiquavers, the hands unequal."""
    count = round(beats * 8)
    return [
        Note(start + i / 8, 0.12, pitch(key), round(soft + (loud - soft) * (i / count) ** 1.6 - 5 * (i % 2)))
        for i in range(count)
    ]


def lower(notes: Iterable[Note], softer: int) -> list[Note]:
    """The same an octave down and softer: who doubles a tune supports it."""
    return [Note(note.start, note.length, note.pitch - 12, note.velocity - softer) for note in notes]
