"""Events + earlier episodes → which were told before, and whether they have moved on since.

An event is known again by an article's id or address, or by what it tells; where the archive has lost what was told,
by nearly the same title (a column has one title every week). It has moved on where an article says something that the
told one did not; where that is lost, where an article is newer than the episode or was changed after it.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from atlascast.models import Episode, Story
from atlascast.rank.asked import versions, words
from atlascast.rank.onward import retold
from atlascast.rank.score import Scored, whole_sentences
from atlascast.rank.words import terms

ALIKE = 0.6
"""Shared words, of all in both titles, by which a new article goes on with one that was told in an earlier week."""
LAST = 8
"""A story that one of so many last episodes told is not told again unless it moved on."""
FRESH = 0.1
"""Of an article's sentences: so many that were not in the told one are news."""


@dataclass(frozen=True, slots=True)
class Before:
    """The week that told an event, the latest where several did, and whether the event has moved on since."""

    week: str
    moved: bool


def before(
    rows: Sequence[Scored], episodes: Sequence[Episode], told: Mapping[str, Sequence[Story]]
) -> dict[str, Before]:
    """What the last episodes told already, by the id of the event's lead. `told` has their articles, by week."""
    last = sorted(episodes, key=lambda episode: episode.week)[-LAST:]
    articles = [(episode, story) for episode in last for story in told.get(episode.week, ())]
    alike = retold([row.event.lead for row in rows], [story for _, story in articles])
    found: dict[str, Before] = {}
    for place, row in enumerate(rows):
        known = [(articles[index][0].week, articles[index][1]) for index in alike.get(place, ())]
        for episode in last:
            same = [story for week, story in known if week == episode.week]
            kept = {story.id for story in told.get(episode.week, ())}
            named = _named(row, episode, kept)
            if same or named is not None:
                read = same or [story for story in told.get(episode.week, ()) if story.id in (named or ())]
                moved = _fresh(row, read) if read else _newer(row, episode, named or ())
                found[row.event.lead.id] = Before(episode.week, moved)
    return found


def _named(row: Scored, episode: Episode, kept: Set[str]) -> list[str] | None:
    """The ids of the tracks that are the event's by id or address, or by title where their article is not among
    those `kept`; [] where one of these has nearly its title; None where there is none."""
    mine = {key for story in versions(row) for key in (story.id, story.url) if key}
    names = {words(story.title) for story in versions(row)} - {()}
    lost = [track for track in episode.tracks if track.story_id not in kept]
    same = [track.story_id for track in episode.tracks
            if mine & {track.story_id, track.url} or (track in lost and words(track.title) in names)]  # fmt: skip
    if same:
        return same
    titles = [set(terms(track.title)) for track in lost]
    wanted = [set(terms(story.title)) for story in versions(row)]
    return [] if any(len(a & b) >= max(3, ALIKE * len(a | b)) for a in wanted for b in titles) else None


def _fresh(row: Scored, told: Sequence[Story]) -> bool:
    """Whether a version says what none of the told articles said."""
    known = {sentence for story in told for sentence in whole_sentences(story)}
    for story in versions(row):
        own = whole_sentences(story)
        if own and sum(sentence not in known for sentence in own) >= FRESH * len(own):
            return True
    return False


def _newer(row: Scored, episode: Episode, same: Sequence[str]) -> bool:
    """Whether a version was changed after the episode, or is an article that the episode did not tell."""
    keys = {key for track in episode.tracks if track.story_id in same
            for key in (track.story_id, track.url, words(track.title)) if key}  # fmt: skip
    mine = versions(row)
    changed = any(story.updated and story.updated > episode.published for story in mine)
    return changed or any(keys.isdisjoint((story.id, story.url, words(story.title))) for story in mine)
