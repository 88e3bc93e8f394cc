"""Events → named parts of a score, each 0-1; what a source does not say is left out, never guessed."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from math import exp, log1p

from atlascast.config import Weights
from atlascast.models import Story
from atlascast.rank.same import Event
from atlascast.rank.views import Views

_FEATURED = re.compile(r"\b(?:featured?|top (?:stor|news)|headlines?|breaking|lead stor|editor'?s'? pick|sticky)", re.I)


@dataclass(frozen=True, slots=True)
class Scored:
    """An event with its score, 0-1, and the parts of it that are known."""

    event: Event
    score: float
    parts: Mapping[str, float]


def score(
    found: Sequence[Event],
    stories: Sequence[Story],
    weights: Weights,
    span: tuple[datetime, datetime],
    views: Views | None = None,
) -> list[Scored]:
    """Every event scored, best first. `span` bounds the week; `views` stand in for what the sources tell of readers."""
    if views:
        stories = [_viewed(story, views) for story in stories]
        found = [_counted(event, views) for event in found]
    places = _places(stories)
    images = _telling_images(stories)
    told = _told(found)
    most = _most(stories)
    rows = []
    for event in found:
        versions = (event.lead, *event.others)
        parts = {
            "recency": _recency(event.lead, *span),
            "prominence": _prominence(versions, places, images),
            "depth": 1 - exp(-event.profile.size / 300),
            "popularity": _popularity(versions, most),
            "originality": _originality(event, told),
        }
        kept = {name: round(value, 4) for name, value in parts.items() if value is not None}
        rows.append(Scored(event, weighed(kept, weights), kept))
    return sorted(rows, key=lambda row: (-row.score, -_moment(row.event.lead), row.event.lead.id))


def weighed(parts: Mapping[str, float], weights: Weights) -> float:
    """The mean of the known parts by their weights: the weight of a missing one is shared out over the others."""
    counts: dict[str, float] = {name: getattr(weights, name) for name in parts}
    whole = sum(counts.values())
    return round(sum(counts[name] * value for name, value in parts.items()) / whole, 4) if whole else 0.0


def _moment(story: Story) -> float:
    return story.published.timestamp() if story.published else 0.0


def _recency(story: Story, start: datetime, end: datetime) -> float | None:
    if story.published is None or end <= start:
        return None
    return min(1.0, max(0.0, (story.published - start) / (end - start)))


def _counted(event: Event, views: Views) -> Event:
    lead, *others = (_viewed(story, views) for story in (event.lead, *event.others))
    return replace(event, lead=lead, others=tuple(others))


def _viewed(story: Story, views: Views) -> Story:
    return replace(story, popularity=views.of(story), popularity_from="views")


def _told(found: Sequence[Event]) -> Counter[str]:
    """How many events hold each whole sentence."""
    return Counter(sentence for event in found for sentence in set(whole_sentences(event.lead)))


def whole_sentences(story: Story) -> list[str]:
    """A story's sentences of six words and more."""
    rows = re.split(r"(?<=[.!?])\s+", story.text)
    return [row for row in rows if row.count(" ") >= 5]


def _originality(event: Event, told: Counter[str]) -> float | None:
    """The share of a story's sentences that no other event has; half of it where an agency is credited."""
    own = whole_sentences(event.lead)
    if not own:
        return None
    return sum(told[sentence] == 1 for sentence in own) / len(own) * (0.5 if event.lead.credit else 1.0)


def _places(stories: Sequence[Story]) -> dict[str, float]:
    """Story id → 1 for the top of its source, 0 for its end; nothing for a source that is in order of time only."""
    sources: dict[str, list[Story]] = {}
    for story in stories:
        sources.setdefault(story.source, []).append(story)
    found: dict[str, float] = {}
    for rows in sources.values():
        if len(rows) > 1 and not _by_time(rows):
            found |= {story.id: 1 - place / (len(rows) - 1) for place, story in enumerate(rows)}
    return found


def _by_time(rows: Sequence[Story]) -> bool:
    """Whether nearly all neighbours stand newest first or oldest first: such an order says nothing of weight."""
    pairs = [(a.published, b.published) for a, b in pairwise(rows) if a.published and b.published]
    down, up = sum(a >= b for a, b in pairs), sum(a <= b for a, b in pairs)
    return bool(pairs) and max(down, up) >= 0.9 * len(pairs)


def _telling_images(stories: Sequence[Story]) -> frozenset[str]:
    """The sources in which a picture tells something: some of their stories have one and some have none."""
    kinds = {(story.source, bool(story.image_url)) for story in stories}
    return frozenset(source for source, pictured in kinds if pictured and (source, False) in kinds)


def _prominence(versions: Sequence[Story], places: Mapping[str, float], images: frozenset[str]) -> float | None:
    if any(_FEATURED.search(label) for story in versions for label in (story.section, *story.tags)):
        return 1.0
    known = []
    placed = [places[story.id] for story in versions if story.id in places]
    if placed:
        known.append(max(placed))
    if pictured := [bool(story.image_url) for story in versions if story.source in images]:
        known.append(float(any(pictured)))
    return sum(known) / len(known) if known else None


def _most(stories: Sequence[Story]) -> dict[str, float]:
    """The highest count of each kind: comments are no views. Where all have none, the kind tells nothing."""
    found: dict[str, float] = {}
    for story in stories:
        if story.popularity:
            found[story.popularity_from] = max(found.get(story.popularity_from, 0.0), story.popularity)
    return found


def _popularity(versions: Sequence[Story], most: Mapping[str, float]) -> float | None:
    counted = [(story.popularity, story.popularity_from) for story in versions if story.popularity is not None]
    known = [(count, kind) for count, kind in counted if kind in most]
    return max((_share(count, most, kind) for count, kind in known), default=None)


def _share(count: float, most: Mapping[str, float], kind: str) -> float:
    """A count beside the highest of its kind, as logarithms; places in a top list fall evenly from 1 towards 0.5,
    for the last in the list is still ahead of all that are not in it."""
    if kind == "top list":
        return 0.5 + 0.5 * count / most[kind]
    return log1p(count) / log1p(most[kind])


def popularity_from(event: Event) -> str:
    """What an event's popularity was counted by, as a reason names it; "" where that is not known."""
    kinds = {story.popularity_from for story in (event.lead, *event.others) if story.popularity is not None}
    named = {"comments": "comments", "views": "page views", "top list": "the site's own top list"}
    return " and ".join(text for kind, text in named.items() if kind in kinds)
