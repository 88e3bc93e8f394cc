"""A published folder, a feed file or an address → findings: what podcast apps and directories would object to.

It also judges feeds that others made. Every finding names the rule's source.
"""

from dataclasses import dataclass
from typing import Literal

from atlascast.publish.reading import read
from atlascast.publish.rules import RULES


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is "channel" or the item's title; `source` is who says so."""

    level: Literal["error", "warning"]
    place: str
    text: str
    source: str


def check(where: str, timeout: float = 20.0) -> list[Finding]:
    """Judge public/ (a folder), a feed file, or a feed's address; errors first. An empty list: nothing to object to.

    Raises SourceError where there is no feed or it is no well-formed RSS.
    """
    feed = read(where, timeout)
    found = [Finding(rule.level, place, text, rule.source) for rule in RULES for place, text in rule.broken(feed)]
    return sorted(found, key=lambda finding: finding.level)
