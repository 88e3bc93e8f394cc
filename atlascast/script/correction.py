"""Script + corrections → the script with spoken and written notices, and without what was withdrawn.

A correction stands at the head of the story that it concerns, a withdrawal before the sign-off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from atlascast.config import Config
from atlascast.models import Correction, Line, Read, Script, Segment, Story
from atlascast.script.choose import same
from atlascast.script.standing import standing
from atlascast.script.wording import Wording
from atlascast.script.write import closed, facts, own
from atlascast.week import day


def noticed(script: Script, corrections: Iterable[Correction], config: Config) -> Script:
    """The script with a notice for each correction: after its story's segue, so that edition and track both say it;
    of a withdrawn story before the sign-off.

    Notices are the newsroom's own words: no paragraph of the article. One that stands there already is not said
    twice, and none is said of a story that the script does not tell.
    """
    for one in corrections:
        script = _noticed(script, one, config)
    return script


def _noticed(script: Script, one: Correction, config: Config) -> Script:
    stories = sum(segment.kind == "story" for segment in script.segments)
    wording = Wording(config.edition.templates, facts(config, script.week, stories))
    date = day(one.moment.astimezone(config.zone).date())
    name = "correction" if one.kind == "corrected" else "withdrawal"
    text = wording.say(name, f"{script.week}\n{one.story_id}\n{one.note}", date=date, note=closed(one.note))

    def noted(segment: Segment) -> Segment:
        here = segment.story_id == one.story_id if one.kind == "corrected" else segment.kind == "outro"
        said = any(same(line.written, piece.written) for line in segment.lines for piece in own(closed(one.note)))
        return _with(segment, own(text)) if here and not said else segment

    return replace(script, segments=tuple(noted(segment) for segment in script.segments))


def _with(segment: Segment, lines: Sequence[Line]) -> Segment:
    place = next((index for index, line in enumerate(segment.lines) if line.role == "body"), len(segment.lines))
    return replace(segment, lines=(*segment.lines[:place], *lines, *segment.lines[place:]))


def rewritten(script: Script, fresh: Script, old: Story, new: Story) -> Script:
    """The script with the story's sentences as `new` has them; its segue, the reads and all other stories stay.

    `fresh` is a first telling of `new`, which is taken where nothing stands of what was told.
    """
    anew = next(segment for segment in fresh.segments if segment.kind == "story" and segment.story_id == old.id)

    def mended(segment: Segment) -> Segment:
        if segment.story_id != old.id:
            return segment
        rest, body = ([line for line in segment.lines if (line.role == "body") is told] for told in (False, True))
        told = standing(body, old, new, [line for line in anew.lines if line.role == "body"])
        return replace(segment, lines=(*rest, *told))

    return replace(script, segments=tuple(mended(segment) for segment in script.segments))


def without(script: Script, fresh: Script, story_id: str, reads: Sequence[Read]) -> Script:
    """The script without a story, its headline, and the reads beside it that the plan `reads` does not place there.

    A read was found suitable beside that story; the gap that is left has other neighbours. Where title or summary
    name the story, they are those of `fresh`, which never had it.
    """
    told = {segment.story_id: segment.title for segment in script.segments if segment.kind == "story"}
    if story_id not in told:
        return script
    planned = {(read.campaign, read.after) for read in reads}
    kept: list[Segment] = []
    last, beside = "", False
    for index, segment in enumerate(script.segments):
        if segment.story_id == story_id:
            beside = True
        elif segment.kind == "story":
            last, beside = segment.story_id, False
        near = beside or _before(script.segments[index:], story_id)
        unsuited = segment.kind == "sponsor" and near and (segment.campaign, last) not in planned
        if segment.story_id != story_id and not unsuited:
            framing = segment.kind in ("headlines", "outro")
            kept.append(_untitled(segment, closed(told[story_id])) if framing else segment)
    title, summary = (
        new if told[story_id] in old else old
        for old, new in ((script.title, fresh.title), (script.summary, fresh.summary))
    )
    return replace(script, title=title, summary=summary, segments=tuple(kept))


def _before(rest: Sequence[Segment], story_id: str) -> bool:
    """Whether the next story is this one."""
    return next((one.story_id for one in rest if one.kind == "story"), "") == story_id


def _untitled(segment: Segment, title: str) -> Segment:
    return replace(segment, lines=tuple(line for line in segment.lines if not same(line.written, title)))
