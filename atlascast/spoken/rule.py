"""Written text + ordered rules → claimed spans, each with what is said for it.

A rule claims what its pattern finds and its `say` agrees to; the earlier rule wins, and what nobody claims stays
exactly as it was written. A pattern with a group named `it` claims that group and only looks at the rest.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from atlascast.models import Change

_compiled = cache(re.compile)
Say = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A class of written forms. `say` gives the words for a match, or None where the match is none of its own."""

    name: str
    written: str
    say: Say
    hint: str = ""
    """Characters of which the text must hold at least one for the rule to be worth trying; "" tries always."""
    flags: int = 0

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when a text first asks for it: most of the time to load would go there."""
        return _compiled(self.written, self.flags)


def rule(name: str, pattern: str, say: Say, hint: str = "", flags: int = 0) -> Rule:
    """A rule from its pattern's text (verbose syntax is not used: spaces count)."""
    return Rule(name, pattern, say, hint, flags)


def claim(text: str, rules: Iterable[Rule], first: Iterable[Change] = ()) -> list[Change]:
    """Every change to the text, in order of place, none overlapping; those of `first` are claimed already.

    A claim that leaves its words as they are only keeps other rules from them, and is no change.
    """
    letters = frozenset(text)
    taken = sorted((each.start, each.end, each.spoken, each.rule) for each in first)
    for each in rules:
        if each.hint and letters.isdisjoint(each.hint):
            continue
        _claim_one(text, each, taken)
    return [Change(start, end, said, name) for start, end, said, name in taken if said != text[start:end]]


def _claim_one(text: str, each: Rule, taken: list[tuple[int, int, str, str]]) -> None:
    pattern = each.pattern
    group: str | int = "it" if "it" in pattern.groupindex else 0
    at = 0
    while match := pattern.search(text, at):
        start, end = match.span(group)
        past = _overlapping(taken, start, end)
        if past:
            at = max(past, match.start() + 1) if match.start() == start else match.start() + 1
            continue
        said = each.say(match)
        if said is None or start == end:
            at = match.start() + 1
            continue
        insort(taken, (start, end, said, each.name))
        at = max(end, match.start() + 1)


def _overlapping(taken: list[tuple[int, int, str, str]], start: int, end: int) -> int:
    """The end of a claim that shares a character with the span; 0 for none."""
    place = bisect_left(taken, (start,))
    if place and taken[place - 1][1] > start:
        return taken[place - 1][1]
    if place < len(taken) and taken[place][0] < end:
        return taken[place][1]
    return 0


def merge(text: str, changes: Iterable[Change]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text with the changes made, and where each stands in it: (start, end, rule).

    Where leaving something out would double a space, or begin or end with one, it goes.
    """
    parts: list[str] = []
    places: list[tuple[int, int, str]] = []
    at = length = 0
    for change in changes:
        kept = text[at : change.start]
        bare = not change.spoken and text[change.end : change.end + 1] in ("", " ")
        if bare and kept.endswith(" "):
            kept = kept[:-1]
        parts += kept, change.spoken
        length += len(kept)
        places.append((length, length + len(change.spoken), change.rule))
        length += len(change.spoken)
        at = change.end + (bare and not length and change.end < len(text))
    return "".join([*parts, text[at:]]), places
