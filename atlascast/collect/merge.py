"""Stories of many sources and runs → each story once, in its newest version.

A story is known again by its id, by its link, or by text that is nearly the same (its 5-word shingles, compared by
the smallest of their hashes: Broder, "On the resemblance and containment of documents", 1997).
"""

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from heapq import nsmallest
from itertools import accumulate, pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit

from atlascast.collect.furniture import words
from atlascast.models import SetAside, Story
from atlascast.store import fingerprint

_SHINGLE = 5
_SKETCH = 4
_ALIKE = 0.85
_STRANGE, _TITLED = 0.05, 0.4
"""Of the shingles and of the title's words of the story that has fewer: two versions of one story share more."""
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_[ce]id|cmp|ref|source|ns_\w+|at_\w+)", re.I)


def once(stories: Iterable[Story]) -> tuple[list[Story], list[SetAside]]:
    """Each story once, at the place where it is first met and in its newest version; and what that left out."""
    stories = _named_apart(stories)
    places: dict[str, int] = {}
    kept: list[Story] = []
    left: list[SetAside] = []
    sketches: list[set[int]] = []
    for story in stories:
        shingles = _shingles(story.text) if story.full else set()
        marks = [f"id {story.id}", *([f"link {known}"] if (known := link(story.url)) else [])]
        marks += [f"text {mark}" for mark in nsmallest(_SKETCH, shingles)]
        place = next((places[mark] for mark in marks if mark in places
                      and _same(mark, story, kept[places[mark]], shingles, sketches[places[mark]])), None)  # fmt: skip
        if place is None:
            place = len(kept)
            kept.append(story)
            sketches.append(shingles)
        else:
            older = kept[place]
            if _newer(story, older):
                kept[place], sketches[place] = story, shingles
                older, story = story, older
            if (story.id, story.text) != (older.id, older.text):
                left.append(SetAside(story.id, story.title, f"told again: {kept[place].title!r} is kept"))
        for mark in marks:
            places.setdefault(mark, place)
    return kept, left


def _named_apart(stories: Iterable[Story]) -> list[Story]:
    """The stories with an id each of its own: what several that have nothing in common bear (a site's name, or a
    number that two sites gave) names none of them, and their addresses do."""
    found = list(stories)
    named: dict[str, list[int]] = {}
    for place, story in enumerate(found):
        named.setdefault(story.id, []).append(place)
    for places in named.values():
        for place in places if _unlike([found[place] for place in places]) else ():
            found[place] = replace(found[place], id=found[place].url or fingerprint(found[place].text)[:16])
    return found


def _unlike(group: Sequence[Story]) -> bool:
    """Whether several stories have each an address of its own and nothing in common with the next one."""
    if len(group) < 2 or len({link(one.url) for one in group}) < len(group):
        return False
    known = pairwise((one, _shingles(one.text)) for one in group)
    return all(_strange(one, two, mine, theirs) for (one, mine), (two, theirs) in known)


def _same(mark: str, story: Story, other: Story, mine: set[int], theirs: set[int]) -> bool:
    """Whether a mark that two stories share tells that they are one: entries of a live page share its address."""
    if mark.startswith("text"):
        return _alike(mine, theirs)
    return mark.startswith("id") or story.id == other.id or not _strange(story, other, mine, theirs)


def _strange(story: Story, other: Story, mine: set[int], theirs: set[int]) -> bool:
    """Whether two whole stories share next to nothing of title and text."""
    if not (story.full and other.full):
        return False
    pairs = ((set(words(story.title)), set(words(other.title)), _TITLED), (mine, theirs, _STRANGE))
    return all(len(one & two) < share * min(len(one), len(two)) for one, two, share in pairs)


def _newer(story: Story, older: Story) -> bool:
    """The one changed later; of the same state the full text before the teaser."""
    mine, theirs = latest(story), latest(older)
    if story.full != older.full and (not mine or not theirs or mine == theirs):
        return story.full
    return bool(mine and (theirs is None or mine > theirs))


def link(url: str) -> str:
    """An address without what only tells how one came to it."""
    if not url:
        return ""
    parts = urlsplit(url)
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name)])
    host = parts.netloc.lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{query}" if parts.path.strip("/") or query else ""


def _shingles(text: str) -> set[int]:
    found = [word.encode() for word in words(text)]
    line = b" ".join(found)
    ends = [end - 1 for end in accumulate(len(word) + 1 for word in found)]
    starts = [0, *(end + 1 for end in ends)]
    return {zlib.crc32(line[start:end]) for start, end in zip(starts, ends[_SHINGLE - 1 :], strict=False)}


def _alike(mine: set[int], theirs: set[int]) -> bool:
    return bool(mine) and len(mine & theirs) >= _ALIKE * len(mine | theirs)


def latest(story: Story) -> datetime | None:
    """When a story was last changed, as far as is known."""
    return story.updated or story.published
