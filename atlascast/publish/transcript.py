"""edition.json → passages to read: a heading a chapter, a paragraph a turn, a time a sentence."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atlascast.errors import UserError
from atlascast.models import Chapter
from atlascast.publish.plain import clean

PARAGRAPH = 420
"""Characters after which a paragraph may end at the next sentence."""

PAUSE = 1.0
"""Seconds of silence after which a phrase ends, whatever its last character."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of words with its time, seconds in the edition."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One speaker's phrases; `speaker` is empty where it is the one before."""

    start: float
    speaker: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is said in one chapter."""

    chapter: Chapter
    paragraphs: tuple[Paragraph, ...]


def passages(path: Path, chapters: Sequence[Chapter], seconds: float) -> list[Passage]:
    """Read a Podcasting 2.0 JSON transcript and lay it under its chapters.

    Raises UserError for a file that is none.
    """
    spoken = _read(path)
    frame = list(chapters) or [Chapter(0.0, seconds, "")]
    found: list[Passage] = []
    speaker = ""
    for index, chapter in enumerate(frame):
        end = frame[index + 1].start if index + 1 < len(frame) else float("inf")
        here = [item for item in spoken if (index == 0 or _middle(item[1]) >= chapter.start) and _middle(item[1]) < end]
        if here:
            found.append(Passage(chapter, _paragraphs(here, speaker)))
            speaker = here[-1][0]
    return found


def _middle(phrase: Phrase) -> float:
    return (phrase.start + phrase.end) / 2


def _read(path: Path) -> list[tuple[str, Phrase]]:
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_bytes())["segments"]
        return _sentences((clean(str(row.get("speaker", ""))), _phrase(row)) for row in rows if clean(str(row["body"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        hint = "Restore it from the archive, or render the week again."
        raise UserError(f"{path} is no transcript: {error!r}.", hint) from error


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


def _phrase(row: dict[str, Any]) -> Phrase:
    return Phrase(float(row["startTime"]), float(row["endTime"]), clean(str(row["body"])))


def _paragraphs(spoken: Sequence[tuple[str, Phrase]], before: str) -> tuple[Paragraph, ...]:
    turns: list[tuple[str, list[Phrase]]] = []
    for speaker, phrase in spoken:
        if not turns or turns[-1][0] != speaker or _full(turns[-1][1]):
            turns.append((speaker, []))
        turns[-1][1].append(phrase)
    known = [before, *(speaker for speaker, _ in turns)]
    return tuple(
        Paragraph(phrases[0].start, "" if speaker == known[index] else speaker, tuple(phrases))
        for index, (speaker, phrases) in enumerate(turns)
    )


def _full(phrases: Sequence[Phrase]) -> bool:
    return _ended(phrases[-1].text) and sum(len(phrase.text) + 1 for phrase in phrases) > PARAGRAPH
