"""script.md → Script, as edited; every mistake in it at once, with its line.

The form is told in markdown.py. Pointers to source paragraphs follow the text: a sentence that stands word for word
in the article points to where it stands, wherever an editor moved it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import get_args

from atlascast.errors import ConfigError, UserError
from atlascast.models import Script, Segment, SegmentKind, Story
from atlascast.script import inline, naming
from atlascast.script.check import Place
from atlascast.script.markdown import CUES, KINDS, called, unix
from atlascast.script.paragraphs import Row, gaps, lines
from atlascast.week import monday

_COMMENT = re.compile(r"(?<!\\)<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"#{1,6}[ \t]*(.*)")
_FACT = re.compile(r"- ([A-Za-z]+):[ \t]*(.*)")
_TARGET = re.compile(r"(\d+(?:\.\d*)?(?:e[+-]?\d+)?)\s*(minutes?|min|seconds?|s)", re.IGNORECASE)
_NAMES = {**{word.lower(): kind for kind, word in KINDS.items()}, "introduction": "intro", "sign-off": "outro"}
_FRONT = ("week", "title", "summary", "target", "draft")
_FACTS = ("story", "link", "campaign", "code", "title")


@dataclass(slots=True)
class Reading:
    """One reading of a file: what it knows, what it found wrong, and the script that it gives."""

    stories: Mapping[str, Story]
    mistakes: list[Row] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)
    places: dict[Place, int] = field(default_factory=dict)
    """Where each line that is said stands in the file."""

    torn: bool = False
    """Whether a part could not be told from the next: which stories are told is not known then."""

    script: Script = field(default_factory=lambda: Script("", "", "", ()))

    def wrong(self, number: int, text: str) -> None:
        self.mistakes.append((number, text))


def from_markdown(text: str, name: str, stories: Mapping[str, Story]) -> Script:
    """Read a script; `name` is what mistakes call the file, `stories` are the ones it may tell, by id.

    Raises ConfigError that lists every mistake as `name:line: what`.
    """
    found = reading(text, stories)
    if found.mistakes:
        listed = "\n".join(f"{name}:{number}: {what}" for number, what in sorted(found.mistakes))
        raise ConfigError(listed, f"Mend these lines of {name} and run again, or draft it anew with --redraft.")
    return found.script


def places(text: str, stories: Mapping[str, Story]) -> dict[Place, int]:
    """The file's line, from 1, of each line that is said, by its place in the script that `from_markdown` gives."""
    return reading(text, stories).places


def reading(text: str, stories: Mapping[str, Story]) -> Reading:
    """What can be read of a script, its mistakes each with its line, from 1."""
    found = Reading(stories)
    rows = _rows(text, found)
    front, rest = _front(rows, found)
    facts = _facts_of_front(front, found)
    segments = [_segment(index, chunk, found) for index, chunk in enumerate(_chunks(rest, found))]
    if not segments:
        found.wrong(rows[-1][0], "there is no segment; each begins with a heading like ## Story: Title")
    week, title, summary = (facts[key] for key in ("week", "title", "summary"))
    found.script = Script(week, title, summary, tuple(segments), float(facts["target"]))
    return found


def _rows(text: str, reading: Reading) -> list[Row]:
    """The file's lines, comments blanked."""

    def blank(match: re.Match[str]) -> str:
        if not match[0].endswith("-->"):
            reading.torn = True
            reading.wrong(text.count("\n", 0, match.start()) + 1, "a comment <!-- is never closed with -->")
        return "\n" * match[0].count("\n")

    text = unix(text)
    return list(enumerate(_COMMENT.sub(blank, text).split("\n"), 1))


def _front(rows: list[Row], reading: Reading) -> tuple[list[Row], list[Row]]:
    """The lines between the first two `---`, and those after."""
    start = next((index for index, (_, line) in enumerate(rows) if line.strip()), 0)
    if rows[start][1].strip() == "---":
        for index in range(start + 1, len(rows)):
            if rows[index][1].strip() == "---":
                return rows[start + 1 : index], rows[index + 1 :]
    reading.wrong(rows[start][0], "the file begins with its facts between two lines ---: week, title, summary")
    return [], rows[start:]


def _facts_of_front(rows: list[Row], reading: Reading) -> dict[str, str]:
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
            if key in ("title", "summary"):
                reading.places[-1, "title" if key == "title" else "summary", 0] = number
    for key in ("week", "title"):
        if rows and key not in seen:
            reading.wrong(rows[0][0], f"{key}: is missing")
    return facts


def _front_value(key: str, value: str, number: int, reading: Reading) -> str:
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


def _chunks(rows: list[Row], reading: Reading) -> list[list[Row]]:
    """A heading and what follows it, for each heading."""
    chunks: list[list[Row]] = []
    for number, line in rows:
        if line.lstrip().startswith("♪"):
            _cue(number, line.lstrip()[1:], reading)
        if _HEADING.fullmatch(line):
            chunks.append([(number, line)])
        elif chunks:
            chunks[-1].append((number, line))
        elif line.strip() and not line.lstrip().startswith("♪"):
            reading.wrong(number, "text before the first heading; it belongs below one like ## Intro")
    return chunks


def _cue(number: int, text: str, reading: Reading) -> None:
    name = " ".join(text.split()).lower()
    if name not in CUES:
        reading.wrong(number, f"{_unknown(f'♪ {name}', [f'♪ {one}' for one in CUES], 'music')}; as plain text: \\♪")


def _segment(index: int, chunk: list[Row], reading: Reading) -> Segment:
    (number, line), *rest = chunk
    kind, title = _kind(number, line, reading)
    facts, body = _facts(rest, reading)
    title = facts.get("title", title)
    story = _story(number, kind, title, facts.get("story", ""), reading)
    quoted = [(place, text.lstrip()[1:]) for place, text in body if text.lstrip().startswith(">")]
    plain = [(place, "" if text.lstrip().startswith(">") else text) for place, text in body]
    late = [place for place, _ in quoted if any(text.strip() for row, text in plain if row < place)]
    if late:
        reading.wrong(late[0], "'>' opens a story's own track, above its first sentence; remove it")
    said = lines(plain, story, kind == "story", reading.wrong, aside=kind == "headlines")
    opening = lines(gaps(quoted), None, False, reading.wrong)
    reading.places[index, "title", 0] = number
    reading.places |= {(index, "lines", place): row for place, (row, _) in enumerate(said)}
    reading.places |= {(index, "opening", place): row for place, (row, _) in enumerate(opening)}
    if not said:
        reading.wrong(number, "nothing is said here; write a sentence below, or remove the heading")
    image = (story.image_url or story.inline_image_url) if story else ""
    about = story.id if story else facts.get("story", "")
    link, campaign, code = (facts.get(key, "") for key in ("link", "campaign", "code"))
    told, opens = (tuple(line for _, line in some) for some in (said, opening))
    return Segment(kind, title, told, about, link, image, opens, campaign, code)


def _kind(number: int, line: str, reading: Reading) -> tuple[SegmentKind, str]:
    match = _HEADING.fullmatch(line)
    word, colon, written = (match[1] if match else "").partition(":")
    kind = _NAMES.get(word.strip().lower(), "")
    title = inline.unescape(written.strip(" \t"))
    if kind not in get_args(SegmentKind):
        known = [f"## {name}" for name in KINDS.values()]
        reading.torn = True
        reading.wrong(number, _unknown(f"## {word.strip()}", known, "heading"))
        return "outro", title
    if kind == "story" and not written.strip():
        reading.wrong(number, "a story needs a title behind its heading: ## Story: …")
    if kind == "sponsor" and colon:
        title = called(kind, title)
    return kind, title if colon else called(kind)  # type: ignore[return-value]  # checked against the kinds


def _facts(rows: list[Row], reading: Reading) -> tuple[dict[str, str], list[Row]]:
    """`- key: value` lines before the first text, and the rest."""
    facts: dict[str, str] = {}
    for index, (number, line) in enumerate(rows):
        match = _FACT.fullmatch(line.rstrip(" \t"))
        if not match and line.strip():
            return facts, rows[index:]
        if match and match[1].lower() not in _FACTS:
            reading.wrong(number, _unknown(match[1], _FACTS, "fact"))
        elif match:
            if match[1].lower() == "link" and not match[2].startswith(("http://", "https://")):
                reading.wrong(number, f"the link {match[2]} is no http(s) address")
            facts[match[1].lower()] = inline.unescape(match[2])
    return facts, []


def _story(number: int, kind: str, title: str, story_id: str, reading: Reading) -> Story | None:
    """The story a segment tells, checked: known, and told once; by its title where its id is wrong."""
    if kind != "story":
        return None
    if not story_id:
        reading.wrong(number, "a story needs its id below its heading: - story: …")
    elif story_id not in reading.stories:
        reading.wrong(number, _unknown(story_id, list(reading.stories)[:5], "story"))
    elif story_id in reading.told:
        reading.wrong(number, f"the story {story_id!r} is told at line {reading.told[story_id]} already")
    again = story_id in reading.told
    likely = (one for one in reading.stories.values() if naming.title(one) == title and one.id not in reading.told)
    story = reading.stories.get(story_id) or next(likely, None)
    reading.torn |= again or story is None
    reading.told.setdefault(story.id if story else story_id, number)
    return story
