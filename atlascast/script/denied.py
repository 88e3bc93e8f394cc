"""A changed sentence beside the article's → the denials that it has more, fewer, or elsewhere."""

from collections import Counter
from collections.abc import Iterator, Sequence

from atlascast.script.clauses import cut_clauses
from atlascast.script.moved import moved_phrases
from atlascast.script.source import Beside, Source
from atlascast.script.worded import alike

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
    around_it = moved_phrases(beside)
    for index, token in enumerate(beside.said):
        known = index in beside.places or index in beside.borrowed or index in around_it or _before_noun(beside, index)
        if token.kind == "denial" and not known and not (has - had):
            yield f"{token.shown!r} stands elsewhere in the article's sentence “{near}”"


def _before_noun(beside: Beside, index: int) -> bool:
    """Whether a denial only passed its verb: "did not give a reason" and "gave no reason"."""
    said, there = beside.said, beside.sentence.tokens
    for place, token in enumerate(there[:-1]):
        if token.key != said[index].key or not 0 < index < len(said) - 1:
            continue
        if token.shown == "not" and said[index].shown == "no":
            verbs, nouns = (said[index - 1], there[place + 1]), (said[index + 1], there[place + 2 : place + 4])
        elif token.shown == "no" and said[index].shown == "not":
            verbs, nouns = (said[index + 1], there[place - 1]), (there[place + 1], said[index + 2 : index + 4])
        else:
            continue
        bare = [one for one in nouns[1] if one.shown not in ("a", "an", "any", "the")][:1]
        if alike(*verbs) and [one.key for one in bare] == [nouns[0].key]:
            return True
    return False


def _headline_cut(beside: Beside) -> bool:
    """Whether a title is told without its last clause, and all before that as it stands."""
    kept = max(beside.places.values(), default=-1) + 1
    rest, whole = beside.sentence.tokens[kept : kept + 1], set(range(kept)) == set(beside.places.values())
    return beside.sentence.paragraph == -1 and whole and bool(rest) and rest[0].key in _JOINS
