"""Script + corrections → the script with spoken and written notices, and without what was withdrawn.

A correction stands at the head of the story that it concerns, a withdrawal before the sign-off.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from atlascast.config import Config
from atlascast.models import Correction, Line, Script, Segment, Story
from atlascast.script.choose import same
from atlascast.script.standing import standing
from atlascast.script.wording import Wording
from atlascast.script.write import closed, facts, own
from atlascast.words import words


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
    wording = Wording(config.edition.templates, facts(config, script.week, stories), words(config))
    moment = one.moment.astimezone(config.zone).date()
    name = "correction" if one.kind == "corrected" else "withdrawal"
    seed, note = f"{script.week}\n{one.story_id}\n{one.note}", closed(one.note)
    text = wording.say(name, seed, date=lambda say: say.day(moment), note=note)

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


def without(script: Script, fresh: Script, story_id: str) -> Script:
    """The script without a story and its headlines; the reads stay where they are (see `placed`).

    Where title or summary name the story, they are those of `fresh`, which never had it.
    """
    told = {segment.story_id: segment.title for segment in script.segments if segment.kind == "story"}
    if story_id not in told:
        return script
    kept = (segment for segment in script.segments if segment.story_id != story_id)
    title, summary = (
        new if told[story_id] in old else old
        for old, new in ((script.title, fresh.title), (script.summary, fresh.summary))
    )
    segments = tuple(
        _untitled(segment, closed(told[story_id])) if segment.kind in ("headlines", "outro") else segment
        for segment in kept
    )
    return replace(script, title=title, summary=summary, segments=segments)


def reads(script: Script) -> list[tuple[str, int]]:
    """The campaign of each sponsor read, and how many stories are told before it."""
    found, place = [], 0
    for segment in script.segments:
        place += segment.kind == "story"
        if segment.kind == "sponsor":
            found.append((segment.campaign, place))
    return found


def placed(script: Script, places: Sequence[int | None]) -> Script:
    """The script with its reads at these places, in the order of `reads`; None takes one out.

    One that moves goes right after the last story before it. No headline is said again after a post-roll: its place
    was found suitable without the stories that would then follow it.
    """
    found = [segment for segment in script.segments if segment.kind == "sponsor"]
    rows = [(one, old, new) for one, (_, old), new in zip(found, reads(script), places, strict=True)]
    titles = [closed(segment.title) for segment in script.segments if segment.kind == "story"]
    still, kept, place = iter(rows), list[Segment](), 0
    for segment in script.segments:
        if segment.kind == "sponsor":
            _, old, new = next(still)
            kept += [segment] * (new == old)
            continue
        kept.append(_unsaid(segment, titles) if segment.kind == "outro" and len(titles) in places else segment)
        if segment.kind == "story":
            place += 1
            kept += [one for one, old, new in rows if new == place != old]
    return replace(script, segments=tuple(kept))


def _unsaid(segment: Segment, titles: Sequence[str]) -> Segment:
    """A sign-off without the headlines said again and the line that leads to them."""
    said = [index for index, line in enumerate(segment.lines) if any(same(line.written, title) for title in titles)]
    cut = {*said, min(said, default=0) - 1}
    return replace(segment, lines=tuple(line for index, line in enumerate(segment.lines) if index not in cut))


def _untitled(segment: Segment, title: str) -> Segment:
    return replace(segment, lines=tuple(line for line in segment.lines if not same(line.written, title)))
