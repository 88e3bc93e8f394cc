"""MP3 + what it should say → what a recogniser hears of it.

    hear.py      samples → words, by Whisper
    plain.py     written or spoken words → words that can be compared
    compare.py   two lists of words → where they differ for the ear

A recogniser is no judge of names it does not know; what it hears otherwise is a hint where to listen,
and a number or a "not" heard otherwise is a reason to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from atlascast.errors import UserError
from atlascast.models import Clip, Line, Mix, Placed, Watch

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from atlascast.verify.compare import Compared

RATE = 16_000
"""Samples a second that recognisers take."""
_LONGEST = 26.0
"""Seconds that are heard at once; Whisper's window is 30."""
_AROUND = 0.2
"""Seconds heard before and after a line, where no other line is."""
_POOR = 0.25
"""Share of a line's words heard otherwise from which on it is heard again by itself."""


class Recogniser(Protocol):
    """What turns speech into words."""

    identity: str

    def hear(self, samples: "NDArray[float32]") -> str:
        """The words in up to 30 seconds of mono speech at 16 kHz, 1.0 is full scale."""


@dataclass(frozen=True, slots=True)
class Differs:
    """Words of a line that were heard as other words; either may be empty. `grave`: a number or a negation."""

    spoken: str
    heard: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """A line of the edition as it was heard. Times in seconds; `errors` of `words` were heard otherwise."""

    segment: int
    """As the mix has it."""
    start: float
    end: float
    spoken: str
    heard: str
    words: int
    errors: int
    differences: tuple[Differs, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """`rate` is the word error rate: substituted, lost and added words over the words to be said."""

    recogniser: str
    words: int
    errors: int
    rate: float
    lines: tuple[Heard, ...]

    @property
    def worst(self) -> tuple[Heard, ...]:
        """The lines with a difference: grave ones first, then those of which the most was heard otherwise."""
        found = [line for line in self.lines if line.errors]
        return tuple(sorted(found, key=_gravity))


def _gravity(line: Heard) -> tuple[int, float, float]:
    return -sum(difference.grave for difference in line.differences), -line.errors / max(line.words, 1), line.start


def verify(
    path: Path, mix: Mix, watch: Watch, language: str = "en", recogniser: Recogniser | None = None
) -> Verification:
    """Listen to every line of an encoded edition or track where the mix placed it, and compare.

    Raises UserError where no recogniser is installed (pip install "atlascast[verify]") or none for the language,
    AudioError where the file cannot be read.
    """
    from atlascast.verify import compare, hear

    listener = recogniser or hear.Whisper(language)
    samples = hear.samples(path)
    lines: list[Heard] = []
    for group in _groups(mix.placed):
        found = compare.lines([_said(item) for item in group], listener.hear(_cut(samples, group, mix)))
        for item, compared in zip(group, found, strict=True):
            if len(group) > 1 and compared.errors > _POOR * compared.words:
                again = compare.lines([_said(item)], listener.hear(_cut(samples, [item], mix)))[0]
                compared = min(compared, again, key=lambda one: one.errors)
            lines.append(_heard(item, compared))
        watch("verify", lines[-1].end, mix.seconds)
    words, errors = sum(line.words for line in lines), sum(line.errors for line in lines)
    return Verification(listener.identity, words, errors, errors / max(words, 1), tuple(lines))


def from_report(report: Mapping[str, Any]) -> Mix:
    """What was said where, from an episode's report.json: enough of a mix to listen by.

    Raises UserError where the report does not tell it.
    """
    try:
        lines = [(row["speaker"], row["written"], row["spoken"], row["start"], row["end"]) for row in report["lines"]]
    except (KeyError, TypeError) as error:
        raise UserError(f"The report has no {error} of its lines.", "Render the episode again.") from error
    placed = tuple(
        Placed(index, Clip(Line(speaker, written, spoken), "", Path(), end - start), start)
        for index, (speaker, written, spoken, start, end) in enumerate(lines)
    )
    return Mix(max((end for *_, end in lines), default=0.0), placed, ())


def _said(item: Placed) -> str:
    return item.clip.line.spoken or item.clip.line.written


def _groups(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """Lines that follow one another and fit into what is heard at once."""
    group: list[Placed] = []
    for item in placed:
        if group and item.start + item.clip.seconds - group[0].start > _LONGEST:
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _cut(samples: "NDArray[float32]", group: Sequence[Placed], mix: Mix) -> "NDArray[float32]":
    """What lies from the first of the lines to the last, and a little more where nothing else is said."""
    first, last = group[0], group[-1]
    begin, end = first.start, last.start + last.clip.seconds
    before = [item.start + item.clip.seconds for item in mix.placed if item.start < begin and item is not first]
    after = [item.start for item in mix.placed if item.start >= end]
    begin = max(begin - _AROUND, max(before, default=0.0), 0.0)
    end = min(end + _AROUND, min(after, default=mix.seconds))
    return samples[round(min(begin, first.start) * RATE) : round(max(end, last.start + last.clip.seconds) * RATE)]


def _heard(item: Placed, compared: "Compared") -> Heard:
    end = item.start + item.clip.seconds
    words, errors = compared.words, compared.errors
    differences = tuple(Differs(*one) for one in compared.differences)
    return Heard(item.segment, item.start, end, _said(item), compared.heard, words, errors, differences)
