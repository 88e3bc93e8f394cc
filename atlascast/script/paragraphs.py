"""The paragraphs below a heading of script.md → lines, each with its row in the file and its place in the article."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from atlascast.models import Line, Story
from atlascast.script import inline
from atlascast.script.choose import paragraphs
from atlascast.script.markdown import HOST, OWN_SEGUE
from atlascast.script.order import spoken_order
from atlascast.text import sentences

Row = tuple[int, str]
"""A line of the file: its number from 1, and its text."""

Wrong = Callable[[int, str], None]
"""Notes a mistake at a line of the file."""

_SPEAKER = re.compile(r"\*\*((?:\\.|[^*\\])+?)(?::\*\*|\*\*:)[ \t]*")
_LABEL = re.compile(r"\*[^*]+:\*")
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Paragraph:
    """A paragraph without what stands before its words: who speaks, [segue], [own] (place -1), [¶3] (place 2)
    or [audio: a/file.wav]."""

    speaker: str
    rows: list[Row]
    segue: bool = False
    place: int | None = None
    audio: str | None = None

    @property
    def whole(self) -> bool:
        """Whether its words are one line, however many sentences."""
        return self.segue or self.audio is not None


def lines(
    rows: list[Row], story: Story | None, told: bool, wrong: Wrong, aside: bool = False
) -> list[tuple[int, Line]]:
    """Paragraphs → lines, with who speaks and where each stands in its source.

    `told`: they tell the story, so a paragraph without a tag is the article's next. `aside`: they tell several, so
    what is the newsroom's own there is only the edition's, like a segue.
    """
    found: list[tuple[int, Line]] = []
    places = _places(story)
    speaker, implied = HOST, 0 if told else -1
    for block in _blocks(rows):
        one = _tagged(block, speaker, wrong)
        if one.place == -1 and (one.segue or aside):
            one.segue, one.place = True, OWN_SEGUE
        speaker = one.speaker
        untold = -1 if one.whole else implied
        place = untold if one.place is None else one.place
        place = _own(found, speaker) if told and place < 0 and not one.whole else place
        if story and one.place is not None and one.place >= len(places):
            wrong(block[0][0], f"[¶{one.place + 1}] is none of the article's {len(places)} paragraphs")
        said = _said(one, block[0][0], wrong)
        at = 0
        for piece in said:
            at = _row(piece.text, one.rows, at)
            where = place if one.segue or place < 0 else _found(piece.text, place, places)
            role: Literal["segue", "body"] = "segue" if one.segue else "body"
            line = Line(speaker, piece.text, pause=piece.pause, role=role, paragraph=where, audio=one.audio)
            found.append((one.rows[at][0], line))
        if told and not one.segue and place >= 0 and said:
            implied = found[-1][1].paragraph + 1
    return found


def _said(one: _Paragraph, number: int, wrong: Wrong) -> list[inline.Said]:
    """What a paragraph says; its mistakes are noted at its first line."""
    said, mistakes = inline.said([line for _, line in one.rows], whole=one.whole)
    if one.audio is not None and (not one.audio or len(said) != 1):
        mistakes.append("a recording is written [audio: its/file.wav] and then, as one run of text, what is heard")
    for mistake in mistakes:
        wrong(number, mistake)
    _plain(one.rows, wrong)
    return said


def _plain(rows: list[Row], wrong: Wrong) -> None:
    """Note Markdown's marks, which would be said as they stand."""
    for number, line in rows:
        for mark in dict.fromkeys(inline.markdown(line)):
            wrong(number, f"{mark!r} has no meaning here and would be said; remove it, or put a backslash before it")


def _own(found: list[tuple[int, Line]], speaker: str) -> int:
    """The number of a paragraph of the newsroom's own: below that of another that it follows."""
    last = found[-1][1] if found else Line("", "")
    return min(last.paragraph, 0) - 1 if (last.speaker, last.role, last.audio) == (speaker, "body", None) else -1


def gaps(rows: list[Row]) -> list[Row]:
    """Quoted lines with a blank between those that do not follow one another in the file."""
    out: list[Row] = []
    for number, line in rows:
        if out and number > out[-1][0] + 1:
            out.append((out[-1][0] + 1, ""))
        out.append((number, "" if _LABEL.fullmatch(line.strip()) else line))
    return out


def _blocks(rows: list[Row]) -> list[list[Row]]:
    """Lines between blank ones; lines of music are none."""
    blocks: list[list[Row]] = [[]]
    for number, line in rows:
        if not line.strip(" \t") or line.lstrip().startswith("♪"):
            blocks.append([])
        else:
            blocks[-1].append((number, line.strip(" \t")))
    return [block for block in blocks if block]


def _tagged(block: list[Row], speaker: str, wrong: Wrong) -> _Paragraph:
    (number, text), *rest = block
    found = _Paragraph(speaker, rest)
    for row, line in rest:
        if match := _SPEAKER.match(line):
            wrong(row, f"{match[0].strip()} belongs at the beginning of a paragraph; leave a line empty before it")
    while True:
        who, mark = _SPEAKER.match(text), inline.tag(text)
        if who:
            found.speaker, end = inline.unescape(who[1].strip()), who.end()
        elif mark and mark.name in ("segue", "own", "¶", "audio"):
            end = mark.end
            _tag(mark, found, number, wrong)
        else:
            found.rows = [row for row in ((number, text), *rest) if row[1]]
            return found
        text = text[end:].lstrip(" \t")


def _tag(mark: inline.Tag, found: _Paragraph, number: int, wrong: Wrong) -> None:
    if mark.name == "segue":
        found.segue = True
    elif mark.name == "own":
        found.place = -1
    elif mark.name == "audio":
        found.audio = mark.rest
    elif mark.rest.isascii() and mark.rest.isdigit() and int(mark.rest):
        found.place = int(mark.rest) - 1
    else:
        wrong(number, f"[¶{mark.rest}] is no paragraph; they count from [¶1]")


def _row(text: str, rows: list[Row], start: int) -> int:
    """Which of the rows, from `start` on, a sentence begins in: the first that holds its first words."""
    begins = _WORD.findall(text)[:3]
    held = (index for index in range(start, len(rows)) if begins and begins[0] in rows[index][1])
    likely = [index for index in held if " ".join(begins) in " ".join(_WORD.findall(_after(rows, index)))]
    return likely[0] if likely else start


def _after(rows: list[Row], index: int) -> str:
    return inline.unescape(" ".join(line for _, line in rows[index : index + 2]))


def _places(story: Story | None) -> list[str]:
    """The story's paragraphs in single spaces, each with its sentences as they may be told."""
    source = paragraphs(story) if story else []
    told = [(one, *(turned for sentence in sentences(one) for turned in spoken_order(sentence))) for one in source]
    return ["\n".join(" ".join(part.split()) for part in parts) for parts in told]


def _found(text: str, implied: int, places: list[str]) -> int:
    """Where a sentence stands in the story: as implied where it does, else where it is found, else as implied."""
    text = " ".join(text.split())
    if not places or (implied < len(places) and text in places[implied]):
        return implied
    return next((place for place, part in enumerate(places) if text in part), min(implied, len(places) - 1))
