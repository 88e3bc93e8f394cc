"""Script + note → the script with a spoken and written correction at the head of the story it concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from atlascast.config import Config
from atlascast.errors import UserError
from atlascast.models import Line, Script, Segment, Story
from atlascast.script import inline
from atlascast.script.choose import same
from atlascast.script.markdown import unix
from atlascast.script.reading import from_markdown, places
from atlascast.script.wording import Wording
from atlascast.script.write import closed, facts, own
from atlascast.week import day


def corrected(script: Script, story_id: str, note: str, moment: datetime, config: Config) -> Script:
    """The script with a notice after the story's segue, so that edition and track both say it; `moment` dates it.

    The notice is the newsroom's own word: no paragraph of the article. A notice that stands there already is not said
    twice. Raises UserError for an empty note and for a story that the script does not tell.
    """
    if not note.strip():
        raise UserError("A correction needs a note.", "Say what was wrong and what is right, in a sentence.")
    told = [segment for segment in script.segments if segment.kind == "story"]
    if story_id not in {segment.story_id for segment in told}:
        known = ", ".join(segment.story_id for segment in told)
        raise UserError(f"The story {story_id!r} is not told in {script.week}.", f"Told are: {known}.")
    wording = Wording(config.edition.templates, facts(config, script.week, len(told)))
    date = day(moment.astimezone(config.zone).date())
    notice = wording.say("correction", f"{script.week}\n{story_id}\n{note}", date=date, note=closed(note))
    segments = [_noticed(one, notice, note) if one.story_id == story_id else one for one in script.segments]
    return replace(script, segments=tuple(segments))


def annotated(text: str, name: str, stories: Mapping[str, Story], story_id: str, corrected: Script) -> str:
    """script.md with the notice of a corrected script, as a paragraph of its own; all else as an editor left it.

    `name` is what mistakes call the file. Raises UserError for a story of which nothing is told.
    """
    before = from_markdown(text, name, stories)
    index = next(place for place, segment in enumerate(before.segments) if segment.story_id == story_id)
    old, new = before.segments[index].lines, corrected.segments[index].lines
    notice = " ".join(line.written for line in new[_first(new) : _first(new) + len(new) - len(old)])
    rows = places(text, stories)
    row = rows.get((index, "lines", _first(old)))
    if row is None:
        raise UserError(f"Nothing of the story {story_id!r} is told.", "Write a sentence below its heading first.")
    kept = unix(text).split("\n")
    return "\n".join([*kept[: row - 1], f"[own] {inline.escape(notice)}", "", *kept[row - 1 :]]) if notice else text


def _first(lines: Sequence[Line]) -> int:
    """Where the story begins: after its segue."""
    return next((index for index, line in enumerate(lines) if line.role == "body"), len(lines))


def _noticed(segment: Segment, notice: str, note: str) -> Segment:
    lines = own(notice)
    if any(same(line.written, closed(note)) for line in segment.lines):
        return segment
    place = _first(segment.lines)
    return replace(segment, lines=(*segment.lines[:place], *lines, *segment.lines[place:]))
