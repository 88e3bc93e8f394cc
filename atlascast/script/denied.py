"""A changed sentence beside the article's → the denials that it has more, fewer, or elsewhere."""

from collections import Counter
from collections.abc import Iterator, Sequence

from atlascast.script.clauses import cut_clauses
from atlascast.script.source import Beside, Source

_JOINS = frozenset(("and", "as", "while", "but"))


def denials(beside: Beside, source: Source, around: Sequence[Beside]) -> Iterator[str]:
    """A clause for each: a sentence must deny as often, and in the same place, as the one it was made of; a half of
    one, with the other half beside it."""
    near, cut = beside.sentence.text, cut_clauses(beside)
    has = Counter(token.key for token in beside.said if token.kind == "denial")
    kept = (token for place, token in enumerate(beside.sentence.tokens) if place not in cut)
    whole = [*kept, *(token for one in beside.joined for token in one.tokens)]
    had = Counter(token.key for token in whole if token.kind == "denial")
    words = {token.key: token.shown for token in whole}
    for word in has - had:
        yield f"{word!r} is not in the article" + (f"'s sentence “{near}”" if word in source.facts else "")
    halves = [one.said for one in around if one.sentence == beside.sentence]
    told = Counter(token.key for half in halves for token in half if token.kind == "denial")
    lost = Counter() if _headline_cut(beside) else had - has - told
    yield from (f"{words[word]!r} of the article's sentence “{near}” is lost" for word in lost)
    for index, token in enumerate(beside.said):
        known = index in beside.places or index in beside.borrowed
        if token.kind == "denial" and not known and not (has - had):
            yield f"{token.shown!r} stands elsewhere in the article's sentence “{near}”"


def _headline_cut(beside: Beside) -> bool:
    """Whether a title is told without its last clause, and all before that as it stands."""
    kept = max(beside.places.values(), default=-1) + 1
    rest, whole = beside.sentence.tokens[kept : kept + 1], set(range(kept)) == set(beside.places.values())
    return beside.sentence.paragraph == -1 and whole and bool(rest) and rest[0].key in _JOINS
