"""A changed sentence beside the article's → where it speaks of more, or of another, than that: a limit that was cut.

"Some of the demands" is not "the demands", "the suburbs of Kyiv" not "Kyiv", and "the first woman to command a nuclear
carrier" not the first to command any; "no serious damage" is not "no damage".
"""

from collections.abc import Container, Iterator, Sequence

from atlascast.script.facts import CONTAINERS, QUANTIFIERS, RANKINGS, Token, many
from atlascast.script.moved import runs
from atlascast.script.source import Beside
from atlascast.script.tables import TABLES, wordset

_NARROWING = wordset(TABLES["narrowing"])
_WITHIN, _DENIED = 8, 5
"""Words after "first" or "largest" that say among what it is, and after a "no" that say what is denied."""


def widened(beside: Beside) -> Iterator[str]:
    """A clause for each limit that stood between words which the line has kept, and that nothing took the place of."""
    there, near = beside.sentence.tokens, beside.sentence.text
    held = {place: index for index, place in beside.places.items()}
    for run in runs([place for place in range(len(there)) if place not in held]):
        before, after = held.get(run[0] - 1), held.get(run[-1] + 1)
        if after is None or (before is not None and _came(beside.said[before + 1 : after])):
            continue
        gone = [there[place] for place in run]
        if {token.key for token in gone} <= {token.key for token in beside.said}:
            continue
        lost = _quantifies(gone, there[run[-1] + 1]) or _narrows(gone, there[run[-1] + 1]) or _shares(there, run, held)
        if before is not None:
            ranked = _ranked(there, run[0], held) and (_weighty(gone) or _spans(gone))
            lost = lost or _heads(gone, beside.said) or ranked
        if lost:
            yield f"“{' '.join(token.shown for token in gone)}” of the article's sentence “{near}” is lost"


def _shares(there: Sequence[Token], run: Sequence[int], held: Container[int]) -> bool:
    """Whether one of two went that have a number between them: "Kestra and Brava sent 14 ambulances"."""
    first, last = there[run[0]], there[run[-1]]
    before, after = there[max(run[0] - 1, 0)], there[run[-1] + 1]
    behind = first.key == "and" and last.kind == before.kind == "name"
    ahead = last.key == "and" and first.kind == after.kind == "name"
    numbers = (place for place in range(run[-1] + 1, len(there)) if place in held)
    return (behind or ahead) and any(there[place].kind == "number" for place in numbers)


def _ranked(there: Sequence[Token], start: int, held: Container[int]) -> bool:
    """Whether a place stands among the words that say of what something is the first, or that it is not so."""
    near = [place for place in range(max(start - _WITHIN, 0), start) if place in held]
    denied = any(there[place].kind == "denial" and start - place <= _DENIED for place in near)
    return denied or any(there[place].shown.lower() in RANKINGS for place in near)


def _came(words: Sequence[Token]) -> bool:
    return any(not token.small or token.shown.lower() in QUANTIFIERS for token in words)


def _weighty(words: Sequence[Token]) -> bool:
    """Whether words that went narrow what stands behind them, and are no clause of their own."""
    return all(token.kind in ("plain", "name") and not token.small for token in words)


def _spans(words: Sequence[Token]) -> bool:
    """Whether words that went tell of how long something is the most: "in a day"."""
    return words[0].key == "in" and words[-1].kind == "measure"


def _heads(words: Sequence[Token], said: Sequence[Token]) -> bool:
    """Whether "the suburbs of" went from the line: what stands behind it took its place."""
    heads = [token for token in words if token.kind == "plain" and not token.small]
    told = {token.key for token in said}
    return words[-1].key == "of" and any(
        head.shown.lower() not in CONTAINERS and head.key not in told for head in heads[-1:]
    )


def _narrows(words: Sequence[Token], behind: Token) -> bool:
    """Whether "foreign" went from before "preachers"."""
    return len(words) == 1 and words[0].shown.lower() in _NARROWING and many(behind)


def _quantifies(words: Sequence[Token], behind: Token) -> bool:
    """Whether "some of", "three of" or "most large" went from before what it is said of."""
    if len(words) > 1 and words[0].kind == "number" and words[-1].key == "of":
        return True
    some = any(token.shown.lower() in QUANTIFIERS for token in words[:1])
    return some and behind.kind != "number" and all(token.kind == "plain" for token in words)
