"""A transcript, and report.json's lines → passages to read: a heading a chapter, the script's own paragraphs.

Without a report (an archive that others made) sentences are found by their ends and gathered to paragraphs by length.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from atlascast.errors import UserError
from atlascast.models import Chapter, Track
from atlascast.publish.plain import clean

PARAGRAPH = 420
"""Characters after which a paragraph without a script may end at the next sentence."""

PAUSE = 1.0
"""Seconds of silence after which a phrase without a script ends, whatever its last character."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of words with its time, seconds in the recording."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One speaker's phrases; `speaker` is empty where it is the one before. `kind`: body, segue, headline, opening."""

    start: float
    speaker: str
    kind: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is said in one chapter."""

    chapter: Chapter
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the script as written. Neighbours with the same `mark` are one paragraph."""

    text: str
    kind: str
    mark: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Turn:
    speaker: str
    phrase: Phrase
    kind: str
    mark: tuple[object, ...]


def edition_lines(report: Path) -> list[Said]:
    """The edition's lines in running order; none where the report is not there or does not tell paragraphs."""
    return [_said(row, place) for place, row in enumerate(_rows(report, "lines"))]


def track_lines(report: Path, track: Track) -> list[Said]:
    """The lines of a story's own track: what opens it, then the story without its segue."""
    opening = [row for row in _rows(report, "track_lines") if _of(track, row)]
    story = [row for row in _rows(report, "lines") if _of(track, row) and row["kind"] == "story"]
    return [*(Said(row["written"], "opening", ("opening",)) for row in opening),
            *(_said(row, place) for place, row in enumerate(story) if row["role"] == "body")]


def _of(track: Track, row: dict[str, Any]) -> bool:
    """Whether a line is of the track's story; a report of before names that by its title alone."""
    return bool(row["story_id"] == track.story_id if "story_id" in row else row["segment"] == track.title)


def _rows(report: Path, name: str) -> list[dict[str, Any]]:
    if not report.is_file():
        return []
    try:
        rows: list[dict[str, Any]] = json.loads(report.read_bytes())[name]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UserError(f"{report} is no report: {error!r}.", "Restore it, or render the week again.") from error
    named = {"paragraph", "role", "written", "segment", "kind"}
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UserError(f"{report} is no report: {name} is no list of lines.", "Restore it, or render the week again.")
    return rows if all(named <= row.keys() for row in rows) else []


def _said(row: dict[str, Any], place: int) -> Said:
    headline = row["kind"] == "headlines" and row["role"] == "body"
    kind = "headline" if headline else str(row["role"])
    return Said(row["written"], kind, (row["segment"], kind, row["paragraph"], place if headline else 0))


def passages(path: Path, lines: Sequence[Said], chapters: Sequence[Chapter], seconds: float) -> list[Passage]:
    """Read a Podcasting 2.0 JSON transcript, lay it out as its script is, and put it under its chapters.

    Raises UserError for a file that is none.
    """
    turns = _read(path, lines)
    frame = list(chapters) or [Chapter(0.0, seconds, "")]
    found: list[Passage] = []
    speaker = ""
    for index, chapter in enumerate(frame):
        end = frame[index + 1].start if index + 1 < len(frame) else float("inf")
        here = [turn for turn in turns if (index == 0 or _middle(turn) >= chapter.start) and _middle(turn) < end]
        if here:
            found.append(Passage(chapter, tuple(_paragraphs(here, speaker))))
            speaker = here[-1].speaker
    return found


def _middle(turn: _Turn) -> float:
    return (turn.phrase.start + turn.phrase.end) / 2


def _read(path: Path, lines: Sequence[Said]) -> list[_Turn]:
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_bytes())["segments"]
        cues = [(clean(str(row.get("speaker", ""))), _phrase(row)) for row in rows if clean(str(row["body"]))]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        hint = "Restore it from the archive, or render the week again."
        raise UserError(f"{path} is no transcript: {error!r}.", hint) from error
    return _by_script(cues, lines) or list(_by_length(_sentences(cues)))


def _phrase(row: dict[str, Any]) -> Phrase:
    return Phrase(float(row["startTime"]), float(row["endTime"]), clean(str(row["body"])))


def _by_script(cues: Sequence[tuple[str, Phrase]], lines: Sequence[Said]) -> list[_Turn]:
    """A phrase a line, as captions cut lines and never join them; nothing where these are not the lines said."""
    turns: list[_Turn] = []
    at = 0
    for line in lines:
        wanted, got, first = _bare(line.text), "", at
        while at < len(cues) and len(got) < len(wanted):
            got += _bare(cues[at][1].text)
            at += 1
        if got != wanted:
            return []
        if at > first:
            phrase = Phrase(cues[first][1].start, cues[at - 1][1].end, clean(line.text))
            turns.append(_Turn(cues[first][0], phrase, line.kind, line.mark))
    return turns if at == len(cues) else []


def _bare(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c)[0] != "C")


def _sentences(cues: Iterable[tuple[str, Phrase]]) -> list[tuple[str, Phrase]]:
    """Cues that one speaker says up to the end of a sentence, as one phrase: what a reader would click."""
    found: list[tuple[str, Phrase]] = []
    for speaker, cue in cues:
        before = found[-1][1] if found and found[-1][0] == speaker else None
        if before and not _ended(before.text) and cue.start - before.end < PAUSE:
            found[-1] = speaker, Phrase(before.start, cue.end, f"{before.text} {cue.text}")
        else:
            found.append((speaker, cue))
    return found


def _ended(text: str) -> bool:
    return text.rstrip("\"'”’)]»").endswith((".", "!", "?", "…"))


def _by_length(spoken: Iterable[tuple[str, Phrase]]) -> Iterator[_Turn]:
    number, length, last = 0, 0, ""
    for speaker, phrase in spoken:
        if length > PARAGRAPH and _ended(last):
            number, length = number + 1, 0
        yield _Turn(speaker, phrase, "body", (number,))
        length, last = length + len(phrase.text) + 1, phrase.text


def _paragraphs(turns: Sequence[_Turn], speaker: str) -> Iterator[Paragraph]:
    for _, group in groupby(turns, key=lambda turn: (turn.speaker, turn.mark)):
        here = list(group)
        label = "" if here[0].speaker == speaker else here[0].speaker
        speaker = here[0].speaker
        yield Paragraph(here[0].phrase.start, label, here[0].kind, tuple(turn.phrase for turn in here))
