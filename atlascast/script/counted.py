"""A changed sentence beside the article's → the numbers that count something else there, or something of another's."""

from collections.abc import Iterator, Sequence

from atlascast.script.facts import SMALL, Token, many
from atlascast.script.moved import ages
from atlascast.script.roles import PARTICIPLE
from atlascast.script.source import Beside
from atlascast.script.worded import alike

_BEFORE = 4
"""Words before a number among which stands what it counts: "a fund of $200 million"."""

_DESCRIBED, _BECAME = 5, frozenset(("is", "are", "was", "were", "been"))
"""Words behind a number among which stands what became of what it counts, and what stands before that."""


def counted(beside: Beside) -> Iterator[str]:
    """Numbers that count something else than in the sentence."""
    there, near, told = beside.sentence.tokens, beside.sentence.text, ages(beside)
    for index, place in beside.places.items():
        number = beside.said[index]
        if index in told or number.kind != "number" or ":" in number.key or not any(map(str.isalnum, number.key)):
            continue
        if theirs := _anothers(beside, index, place):
            yield f"the number {number.shown} is of {theirs!r} in the article's sentence “{near}”"
        if (_scored(beside.said, index) and _scored(there, place)) or _explained(number, there, place):
            continue
        if partly := _partly(beside.said, index, there, place):
            yield f"the number {number.shown} is {partly} the article's sentence “{near}”"
        reach, of = 2 if number.key.isalpha() else 6, _of_the(beside.said, index, there, place)
        if pair := _other(beside.said[index + 1 : index + reach], there[place + of + 1 : place + of + reach]):
            said, had = pair
            if _described(beside.said[index + 1], there[place + 1 : place + _DESCRIBED]):
                continue
            before = {token.shown for token in there[max(place - _BEFORE, 0) : place]}
            if said in before and (had in SMALL or "of" in before):
                continue
            yield f"the number {number.shown} counts {said!r}, where the article's sentence has {had!r}: “{near}”"


def _described(word: Token, there: Sequence[Token]) -> bool:
    """Whether what it counts is told with what became of it before it: "nine confirmed cases"."""
    at = next((at for at, token in enumerate(there) if token.key == word.key), 0)
    return at > 1 and there[at - 1].key in _BECAME and bool(PARTICIPLE.fullmatch(word.shown))


def _scored(words: Sequence[Token], index: int) -> bool:
    """Whether a number is the second of a score, which counts nothing: "61 to 58"."""
    before = words[max(index - 2, 0) : index]
    return len(before) == 2 and before[0].kind == "number" and before[1].key == "to"


def _partly(words: Sequence[Token], index: int, there: Sequence[Token], place: int) -> str:
    """How a number that is all of them came to be some of them, or the other way: "nine of its ministers"."""
    after = (part[at + 1 : at + 2] for part, at in ((words, index), (there, place)))
    some, all_ = (any(token.key == "of" for token in one) for one in after)
    if some == all_ or words[index].key.isalpha():
        return ""
    if all_ and not _all_of_them(words, index) and there[place + 2 : place + 3] and there[place + 2].small:
        return ""
    return "of some, and of all in" if some else "of all, and of some in"


def _of_the(words: Sequence[Token], index: int, there: Sequence[Token], place: int) -> int:
    """How many words of "of the" stand behind a number in the sentence, and not in the line."""
    if [token.key for token in words[index + 1 : index + 2]] == ["of"]:
        return 0
    after = there[place + 1 : place + 3]
    return 2 if len(after) == 2 and after[0].key == "of" and after[1].small else 0


def _all_of_them(words: Sequence[Token], index: int) -> bool:
    """Whether a number is that of all: "the nine ministers", "its nine ministers"."""
    return any(token.small for token in words[max(index - 1, 0) : index])


def _explained(number: Token, there: Sequence[Token], place: int) -> bool:
    """Whether an ordinal stands for who it is, and more is told of that: "the sixth, a firefighter, lost"."""
    after = (token.key for token in there[place + 1 : place + 2])
    return number.key.isalpha() and any(key in ("a", "an", "who", "whose") for key in after)


def _anothers(beside: Beside, index: int, place: int) -> str:
    """Who has the number in the sentence, where a cut gave it to the clause before: "" where none did."""
    before = beside.places.get(index - 1, place - 1)
    gone = beside.sentence.tokens[before + 1 : place]
    again = len(gone) > 1 and gone[-1].key == beside.said[index - 1].key
    return next((token.shown for token in reversed(gone) if again and token.kind == "name"), "")


def _other(said: Sequence[Token], there: Sequence[Token]) -> tuple[str, str] | None:
    """The first words after a number that differ, where both are of what it counts; a scale or unit may not go."""
    if there and there[0].kind in ("number", "measure") and [one.key for one in said[:1]] != [there[0].key]:
        return said[0].shown if said else "nothing", there[0].shown
    for place, (one, other) in enumerate(zip(said, there, strict=False)):
        if one.small or one.kind == "number" or (place and other.small):
            return None
        if one.key != other.key and not (one.kind == other.kind == "plain" and alike(one, other)):
            return one.shown, other.shown
        if many(one) and one.kind == "plain":
            return None
    return None
