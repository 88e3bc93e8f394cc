"""A published folder, a feed file or an address → findings: what podcast apps and directories would object to.

    rules.py      what Apple and the feed standards ask for, and the list to which every rule adds itself
    details.py    a feed's own words: dates, names, notes, marks and hashes
    contents.py   what a feed names: sound, transcripts, chapters and pages
    tags.py       tags.toml → a rule for every tag of Apple, the podcast namespace and Podlove

It also judges feeds that others made. Every finding names the rule's source.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Literal

from atlascast.errors import SourceError
from atlascast.publish.check import contents, details, tags  # noqa: F401  # they add their rules
from atlascast.publish.check.rules import RULES
from atlascast.publish.reading import Feed, others, read


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is "channel" or the item's title; `source` is who says so."""

    level: Literal["error", "warning"]
    place: str
    text: str
    source: str


def check(where: str, timeout: float = 20.0) -> list[Finding]:
    """Judge public/ (a folder), a feed file, or a feed's address; errors first. An empty list: nothing to object to.

    The feed's further pages are judged with it, and in a folder the feed of the articles.

    Raises SourceError where there is no feed or it is no well-formed RSS.
    """
    feed = read(where, timeout)
    with closing(feed.reader):
        found = list(_judged(feed))
        for name, other in others(where, feed):
            if isinstance(other, SourceError):
                found.append(Finding("error", name, other.message, "RFC 5005, section 3; RSS 2.0 specification"))
            else:
                found += (replace(one, place=f"{name}, {one.place}") for one in _judged(other))
    return sorted(found, key=lambda finding: finding.level)


def _judged(feed: Feed) -> Iterator[Finding]:
    for rule in RULES:
        yield from (Finding(rule.level, place, text, rule.source) for place, text in rule.broken(feed))
