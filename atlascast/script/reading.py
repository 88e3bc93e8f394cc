"""script.md → Script, as edited; every mistake in it at once, with its line.

The form is told in markdown.py. Pointers to source paragraphs follow the text: a sentence that stands word for word
in the article points to where it stands, wherever an editor moved it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, get_args

from atlascast.errors import ConfigError, UserError
from atlascast.models import Line, Script, Segment, SegmentKind, Story
from atlascast.script import inline
from atlascast.script.choose import paragraphs
from atlascast.script.markdown import HOST, KINDS, SPONSOR, TITLES, unix
from atlascast.week import monday

Row = tuple[int, str]
"""A line of the file: its number from 1, and its text."""

_COMMENT = re.compile(r"(?<!\\)<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"#{1,6}[ \t]+(.*)")
_FACT = re.compile(r"- ([A-Za-z]+):[ \t]*(.*)")
_SPEAKER = re.compile(r"\*\*((?:\\.|[^*\\])+?)(?::\*\*|\*\*:)[ \t]*")
_LABEL = re.compile(r"\*[^*]+:\*")
_TARGET = re.compile(r"(\d+(?:\.\d*)?(?:e[+-]?\d+)?)\s*(minutes?|min|seconds?|s)", re.IGNORECASE)
_NAMES = {**{word.lower(): kind for kind, word in KINDS.items()}, "introduction": "intro", "sign-off": "outro"}
_FRONT = ("week", "title", "summary", "target", "draft")
_FACTS = ("story", "link", "campaign", "code", "title")


@dataclass(slots=True)
class _Reading:
    """One reading of a file: what it knows and what it found wrong."""

    stories: Mapping[str, Story]
    mistakes: list[Row] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)

    def wrong(self, number: int, text: str) -> None:
        self.mistakes.append((number, text))


def from_markdown(text: str, name: str, stories: Mapping[str, Story]) -> Script:
    """Read a script; `name` is what mistakes call the file, `stories` are the ones it may tell, by id.

    Raises ConfigError that lists every mistake as `name:line: what`.
    """
    reading = _Reading(stories)
    rows = _rows(text, reading)
    front, rest = _front(rows, reading)
    facts = _facts_of_front(front, reading)
    segments = [_segment(chunk, reading) for chunk in _chunks(rest, reading)]
    if not segments:
        reading.wrong(rows[-1][0], "there is no segment; each begins with a heading like ## Story: Title")
    if reading.mistakes:
        listed = "\n".join(f"{name}:{number}: {what}" for number, what in sorted(reading.mistakes))
        raise ConfigError(listed, f"Mend these lines of {name} and run again, or draft it anew with --redraft.")
    week, title, summary = (facts[key] for key in ("week", "title", "summary"))
    return Script(week, title, summary, tuple(segments), float(facts["target"]))


def _rows(text: str, reading: _Reading) -> list[Row]:
    """The file's lines, comments blanked."""

    def blank(match: re.Match[str]) -> str:
        if not match[0].endswith("-->"):
            reading.wrong(text.count("\n", 0, match.start()) + 1, "a comment <!-- is never closed with -->")
        return "\n" * match[0].count("\n")

    text = unix(text)
    return list(enumerate(_COMMENT.sub(blank, text).split("\n"), 1))


def _front(rows: list[Row], reading: _Reading) -> tuple[list[Row], list[Row]]:
    """The lines between the first two `---`, and those after."""
    start = next((index for index, (_, line) in enumerate(rows) if line.strip()), 0)
    if rows[start][1].strip() == "---":
        for index in range(start + 1, len(rows)):
            if rows[index][1].strip() == "---":
                return rows[start + 1 : index], rows[index + 1 :]
    reading.wrong(rows[start][0], "the file begins with its facts between two lines ---: week, title, summary")
    return [], rows[start:]


def _facts_of_front(rows: list[Row], reading: _Reading) -> dict[str, str]:
    facts = {"week": "", "title": "", "summary": "", "target": "0"}
    seen: dict[str, int] = {}
    for number, line in rows:
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not line.strip():
            continue
        if not colon or key not in _FRONT:
            reading.wrong(number, _unknown(key, _FRONT, "key"))
        elif key in seen:
            reading.wrong(number, f"{key} stands at line {seen[key]} already")
        else:
            seen[key] = number
            facts[key] = _front_value(key, value.strip(" \t"), number, reading)
    for key in ("week", "title"):
        if rows and key not in seen:
            reading.wrong(rows[0][0], f"{key}: is missing")
    return facts


def _front_value(key: str, value: str, number: int, reading: _Reading) -> str:
    plain = inline.unescape(value)
    if key == "week":
        try:
            monday(plain)
        except UserError as error:
            reading.wrong(number, f"{error.message} {error.hint}")
    if key == "target":
        match = _TARGET.fullmatch(value)
        if not match:
            reading.wrong(number, f"target {value!r} is no length; write target: 12 minutes")
            return "0"
        return repr(float(match[1]) * (60 if match[2].lower().startswith("m") else 1))
    return plain


def _unknown(name: str, known: Sequence[str], kind: str) -> str:
    close = get_close_matches(name, known, 1)
    return f"unknown {kind} {name!r}; " + (f"did you mean {close[0]!r}?" if close else f"known: {', '.join(known)}")


def _chunks(rows: list[Row], reading: _Reading) -> list[list[Row]]:
    """A heading and what follows it, for each heading."""
    chunks: list[list[Row]] = []
    for number, line in rows:
        if _HEADING.fullmatch(line):
            chunks.append([(number, line)])
        elif chunks:
            chunks[-1].append((number, line))
        elif line.strip() and not line.lstrip().startswith("♪"):
            reading.wrong(number, "text before the first heading; it belongs below one like ## Intro")
    return chunks


def _segment(chunk: list[Row], reading: _Reading) -> Segment:
    (number, line), *rest = chunk
    kind, title = _kind(number, line, reading)
    facts, body = _facts(rest, reading)
    title = facts.get("title", title)
    story = _story(number, kind, facts.get("story", ""), reading)
    quoted = [(place, text.lstrip()[1:]) for place, text in body if text.lstrip().startswith(">")]
    plain = [(place, "" if text.lstrip().startswith(">") else text) for place, text in body]
    lines = _lines(plain, story, kind == "story", reading)
    opening = _lines(_gaps(quoted), None, False, reading)
    if not lines:
        reading.wrong(number, "nothing is said here; write a sentence below, or remove the heading")
    image = story.image_url if story else ""
    about, link, campaign, code = (facts.get(key, "") for key in ("story", "link", "campaign", "code"))
    return Segment(kind, title, tuple(lines), about, link, image, tuple(opening), campaign, code)


def _kind(number: int, line: str, reading: _Reading) -> tuple[SegmentKind, str]:
    match = _HEADING.fullmatch(line)
    word, colon, title = (match[1] if match else "").partition(":")
    kind = _NAMES.get(word.strip().lower(), "")
    title = inline.unescape(title.strip(" \t"))
    if kind not in get_args(SegmentKind):
        known = [f"## {name}" for name in KINDS.values()]
        reading.wrong(number, _unknown(f"## {word.strip()}", known, "heading"))
        return "outro", title
    if kind == "sponsor" and colon:
        title = f"{SPONSOR}{title}"
    return kind, title if colon else TITLES.get(kind, "")  # type: ignore[return-value]  # checked against the kinds


def _facts(rows: list[Row], reading: _Reading) -> tuple[dict[str, str], list[Row]]:
    """`- key: value` lines before the first text, and the rest."""
    facts: dict[str, str] = {}
    for index, (number, line) in enumerate(rows):
        match = _FACT.fullmatch(line.rstrip(" \t"))
        if not match and line.strip():
            return facts, rows[index:]
        if match and match[1].lower() not in _FACTS:
            reading.wrong(number, _unknown(match[1], _FACTS, "fact"))
        elif match:
            facts[match[1].lower()] = inline.unescape(match[2])
    return facts, []


def _story(number: int, kind: str, story_id: str, reading: _Reading) -> Story | None:
    """The story a segment tells, checked: known, and told once."""
    if kind != "story":
        return None
    if not story_id:
        reading.wrong(number, "a story needs its id below its heading: - story: …")
    elif story_id not in reading.stories:
        reading.wrong(number, _unknown(story_id, list(reading.stories)[:5], "story"))
    elif story_id in reading.told:
        reading.wrong(number, f"the story {story_id!r} is told at line {reading.told[story_id]} already")
    reading.told.setdefault(story_id, number)
    return reading.stories.get(story_id)


def _gaps(rows: list[Row]) -> list[Row]:
    """Quoted lines with a blank between those that do not follow one another in the file."""
    out: list[Row] = []
    for number, line in rows:
        if out and number > out[-1][0] + 1:
            out.append((out[-1][0] + 1, ""))
        out.append((number, "" if _LABEL.fullmatch(line.strip()) else line))
    return out


def _lines(rows: list[Row], story: Story | None, told: bool, reading: _Reading) -> list[Line]:
    """Paragraphs → lines, with who speaks and where each stands in its source."""
    lines: list[Line] = []
    speaker, implied = HOST, 0 if told else -1
    for block in _paragraphs(rows):
        speaker, tags, rest = _tags(block, speaker, reading)
        role, place = tags.get("role", ""), tags.get("place", "")
        audio = tags.get("audio")
        paragraph = int(place) if place else -1 if role or audio is not None else implied
        said, mistakes = inline.said([line for _, line in rest], whole=bool(role or audio))
        if audio is not None and (not audio or len(said) != 1):
            mistakes.append("a recording is written [audio: its/file.wav] and then, as one run of text, what is heard")
        for mistake in mistakes:
            reading.wrong(block[0][0], mistake)
        for one in said:
            where = paragraph if role or paragraph < 0 else _found(one.text, paragraph, story)
            kind: Literal["segue", "body"] = "segue" if role else "body"
            lines.append(Line(speaker, one.text, pause=one.pause, role=kind, paragraph=where, audio=audio))
        if told and not role and paragraph >= 0 and said:
            implied = lines[-1].paragraph + 1
    return lines


def _paragraphs(rows: list[Row]) -> list[list[Row]]:
    """Lines between blank ones; lines of music are none."""
    blocks: list[list[Row]] = [[]]
    for number, line in rows:
        if not line.strip(" \t") or line.lstrip().startswith("♪"):
            blocks.append([])
        else:
            blocks[-1].append((number, line.strip(" \t")))
    return [block for block in blocks if block]


def _tags(block: list[Row], speaker: str, reading: _Reading) -> tuple[str, dict[str, str], list[Row]]:
    """What stands before a paragraph's words: who speaks, [segue], [own], [¶3] or [audio: a/file.wav]."""
    (number, text), *rest = block
    tags: dict[str, str] = {}
    while True:
        who, mark = _SPEAKER.match(text), inline.tag(text)
        if who:
            speaker, end = inline.unescape(who[1].strip()), who.end()
        elif mark and mark.name in ("segue", "own", "¶", "audio"):
            end = mark.end
            _tag(mark, tags, number, reading)
        else:
            return speaker, tags, [row for row in ((number, text), *rest) if row[1]]
        text = text[end:].lstrip(" \t")


def _tag(mark: inline.Tag, tags: dict[str, str], number: int, reading: _Reading) -> None:
    if mark.name == "segue":
        tags["role"] = "segue"
    elif mark.name == "own":
        tags["place"] = "-1"
    elif mark.name == "audio":
        tags["audio"] = mark.rest
    elif mark.rest.isascii() and mark.rest.isdigit() and int(mark.rest):
        tags["place"] = str(int(mark.rest) - 1)
    else:
        reading.wrong(number, f"[¶{mark.rest}] is no paragraph; they count from [¶1]")


def _found(text: str, implied: int, story: Story | None) -> int:
    """Where a sentence stands in the story: as implied where it does, else where it is found, else as implied."""
    if story is None:
        return implied
    text, *source = (" ".join(part.split()) for part in (text, *paragraphs(story)))
    if implied < len(source) and text in source[implied]:
        return implied
    return next((place for place, paragraph in enumerate(source) if text in paragraph), min(implied, len(source) - 1))
