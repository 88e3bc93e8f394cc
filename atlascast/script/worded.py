"""A changed sentence + its article → words that took others' places, came from nowhere, or lost their "may".

The check allows what alike.toml names: words that say the same, and such as say nothing of the matter.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from atlascast.script.facts import Token, alike_rows, stem
from atlascast.script.moved import ADVERBS, owners
from atlascast.script.roles import PARTICIPLE, passive, speaks
from atlascast.script.source import Beside, Source
from atlascast.script.tables import TABLES, wordset

_QUANTIFIERS = wordset("many most all few some several each both every any none much more half")
"""Small words that say of how many a sentence is true."""

_OTHERS = wordset("they them he him she her it")
_COMING = wordset("to will would shall may might could")
"""What stands before a verb that is still to come."""

_DONE, _BETWEEN = wordset("has have had having"), wordset("not also be now already since just then yet")
"""What stands before one that is done, and what may stand between."""

_BLAMES = wordset(TABLES["blames"])

_NEXT = 5
"""Words after a "may" among which stands what it is said of."""


_FUTURE = ("will", "would", "shall")
_ROOT = 5
_DERIVES = wordset("y i al ally er or ation ion ment ive ly ance ence ure ity s us ing ed ist")
"""Letters that two words of one root share at least, and what makes one of the other."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """What stands between two words that line and sentence share: what came there, and what went."""

    come: Sequence[tuple[int, Token]]
    gone: Sequence[Token]


def reworded(beside: Beside, source: Source) -> Iterator[str]:
    """A clause for each word of the line that is not the article's, or stands where that has another."""
    near = beside.sentence.text
    held = set(beside.places.values())
    lost = [token for place, token in enumerate(beside.sentence.tokens) if place not in held]
    added = [token for index, token in enumerate(beside.said) if index not in beside.places]
    for slot in _slots(beside):
        gone = [token for token in slot.gone if _weighty(token)]
        for index, token in slot.come:
            if index in beside.borrowed or token.kind != "plain" or not _weighty(token) or _stem(token) in _fillers():
                continue
            if any(alike(token, other) for other in lost if other.key != token.key):
                continue
            if _blamed(index, beside):
                yield f"{token.shown!r} is not blamed so in the article's sentence “{near}”"
            elif any(token.key == other.key for other in lost):
                if _swapped(slot, added):
                    yield f"{token.shown!r} stands elsewhere in the article's sentence “{near}”"
            elif token.key not in source.facts:
                yield f"the word {token.shown!r} is not in the article"
            elif beside.sentence.paragraph == -1 and beside.places.get(index + 1) == 0:
                yield f"{token.shown!r} does not stand before {beside.said[index + 1].shown!r} in the title “{near}”"
            elif _named_again(token, slot, beside):
                yield f"{token.shown!r} stands for a pronoun of the article's sentence “{near}”"
            elif gone and (index or token.shown[0].islower()):
                yield f"{token.shown!r} stands for {gone[0].shown!r} of the article's sentence “{near}”"
    yield from _exchanged(beside, added, lost)


def _blamed(index: int, beside: Beside) -> bool:
    """Whether a word that came stands between a verb of blame and what follows that: "blame the rebels for"."""
    before = [at for at in range(max(index - 3, 0), index) if not beside.said[at].small][-1:]
    return any(at in beside.places and beside.said[at].shown in _BLAMES for at in before)


def _named_again(token: Token, slot: _Slot, beside: Beside) -> bool:
    """Whether a word that the line has already came in a pronoun's place: who "them" is would be the editor's guess."""
    again = sum(other.key == token.key for other in beside.said) > 1
    return again and any(one.shown.lower() in _OTHERS for one in slot.gone) and not any(map(_weighty, slot.gone))


def _exchanged(beside: Beside, added: Sequence[Token], lost: Sequence[Token]) -> Iterator[str]:
    """A clause where words changed places over the whole sentence, and no passive was turned with them."""
    kinds = ("plain", "name")
    elsewhere = {beside.said[index].key for index in owners(beside)} | ADVERBS
    here, there = ([token for token in some if token.kind in kinds and _weighty(token) and token.key not in elsewhere]
                   for some in (added, lost))  # fmt: skip
    form = attrgetter("key") if any(map(speaks, added)) else _stem
    come = [token for token in here if form(token) in map(form, there)]
    kept = [form(token) for token in there if form(token) in map(form, here)]
    if len(come) == len(kept) and [form(token) for token in come] != kept and not (_by(beside) or _signed(beside)):
        near = beside.sentence.text
        yield f"{come[0].shown!r} and {come[-1].shown!r} changed places with the article's sentence “{near}”"


def _signed(beside: Beside) -> bool:
    """Whether only who says it stands in another order at the sentence's end: "…, Ruiz warned", "…, warned Ruiz"."""
    said, there = beside.said, beside.sentence.tokens
    same = next((at for at in range(len(said)) if beside.places.get(at) != at), len(said))
    ours, theirs = said[same:], there[same:]
    verbs = [token for token in ours if speaks(token) or (token.kind == "plain" and PARTICIPLE.fullmatch(token.shown))]
    alike_ = sorted(token.key for token in ours) == sorted(token.key for token in theirs)
    return alike_ and len(verbs) == 1 and speaks(verbs[0]) and verbs[0] in (ours[0], theirs[-1])


def _by(beside: Beside) -> bool:
    """Whether who did it comes behind a passive's "by" in one of the two, and not in the other."""
    here, there = ({token.key for index, token in enumerate(words[:-1])
                    if passive(words, index) and words[index + 1].key == "by"}
                   for words in (beside.said, beside.sentence.tokens))
    return here != there


def hedged(beside: Beside, around: Sequence[Beside] = ()) -> Iterator[str]:
    """A clause for each "may", "allegedly" or "tried to" that is lost, or added, before what it is said of."""
    near, there = beside.sentence.text, beside.sentence.tokens
    held = {place: index for index, place in beside.places.items()}
    halves = [token for one in around if one.sentence == beside.sentence for token in one.said]
    for place in _loose(there, held.keys()):
        if not _again(there[place], beside.said, beside.places.keys() | beside.borrowed, halves):
            yield f"{there[place].shown!r} of the article's sentence “{near}” is lost"
    for index in _loose(beside.said, beside.places.keys() | beside.borrowed):
        if not _again(beside.said[index], there, held.keys()):
            yield f"{beside.said[index].shown!r} is not in the article's sentence “{near}”"


def timed(beside: Beside) -> Iterator[str]:
    """A clause for each verb of what is to come that is told as done: "is to send" and "sent"."""
    yield from _done(beside)
    said, there, near = beside.said, beside.sentence.tokens, beside.sentence.text
    held = set(beside.places.values())
    lost = [place for place, token in enumerate(there) if place not in held and token.kind == "plain"]
    for index, token in enumerate(said):
        done = _before(said, index) in _DONE
        if token.kind != "plain" or not (done or PARTICIPLE.fullmatch(token.shown)) or _to_come(said, index):
            continue
        places = [beside.places[index]] if index in beside.places else [at for at in lost if alike(token, there[at])]
        for place in places:
            if (done or there[place].shown != token.shown) and _to_come(there, place):
                yield f"{token.shown!r} is {there[place].shown!r}, still to come, in the article's sentence “{near}”"


def _done(beside: Beside) -> Iterator[str]:
    """The same the other way: "sent" told as "will send"."""
    said, there = beside.said, beside.sentence.tokens
    held = set(beside.places.values())
    for index, token in enumerate(said):
        if index in beside.places or token.kind != "plain" or _before(said, index) not in _FUTURE:
            continue
        for place, other in enumerate(there):
            done = PARTICIPLE.fullmatch(other.shown) and not _to_come(there, place)
            if done and place not in held and other.kind == "plain" and alike(token, other):
                near = beside.sentence.text
                yield f"{token.shown!r} is {other.shown!r}, done already, in the article's sentence “{near}”"


def _to_come(words: Sequence[Token], index: int) -> bool:
    """Whether a verb stands behind "to", "will" or the like."""
    return _before(words, index) in _COMING


def _before(words: Sequence[Token], index: int) -> str:
    """The word before a verb, adverbs left out."""
    before = [token.shown.lower() for token in words[max(index - 3, 0) : index]]
    while before and (before[-1].endswith("ly") or before[-1] in _BETWEEN):
        before.pop()
    return before[-1] if before else ""


def _slots(beside: Beside) -> Iterator[_Slot]:
    before = (-1, -1)
    for here in (*sorted(beside.places.items()), (len(beside.said), len(beside.sentence.tokens))):
        come = list(enumerate(beside.said))[before[0] + 1 : here[0]]
        yield _Slot(come, beside.sentence.tokens[before[1] + 1 : here[1]])
        before = here


def _weighty(token: Token) -> bool:
    return not token.small or token.shown.lower() in _QUANTIFIERS


def _swapped(slot: _Slot, added: Sequence[Token]) -> bool:
    """Whether two words changed places: what went from here came elsewhere, and nothing moved with it."""
    keys = {token.key for token in added}
    gone = [token for token in slot.gone if _weighty(token)]
    bare = all(_weighty(token) for _, token in slot.come) and len(gone) == len(slot.gone) == len(slot.come)
    return bare and all(token.key in keys for token in gone)


def _loose(words: Sequence[Token], held: Collection[int]) -> Iterator[int]:
    for place, token in enumerate(words):
        if place in held or token.kind == "name" or not _rows(_stem(token), "hedges"):
            continue
        after = [next_ for next_ in range(place + 1, min(place + 1 + _NEXT, len(words))) if _weighty(words[next_])]
        if after and after[0] in held:
            yield place


def _again(
    token: Token, words: Sequence[Token], held: Collection[int], halves: Sequence[Token] = ()
) -> bool:
    """Whether another form of the hedge stands among the words that are not held; "he said it would" is "it will".

    `halves`: the lines beside it that tell the rest of its sentence, and may say who said it.
    """
    rows = _rows(_stem(token), "hedges")
    if token.shown.lower() in _FUTURE and any(map(speaks, (*words, *halves))):
        rows |= frozenset(row for word in _FUTURE for row in _rows(stem(word), "hedges"))
    return any(rows & _rows(_stem(other), "hedges") for place, other in enumerate(words) if place not in held)


def alike(one: Token, other: Token) -> bool:
    """Whether one word may stand for the other."""
    first, second = _stem(one), _stem(other)
    return first == second or _derived(first, second) or bool(_rows(first, "same") & _rows(second, "same"))


def _derived(one: str, other: str) -> bool:
    """Whether one word is made from the other: "deliver", "delivery"."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _ROOT and long.startswith(short) and long[len(short) :] in _DERIVES


def _stem(token: Token) -> str:
    return stem(token.shown.lower().removesuffix("'s"))


@cache
def _table(name: str) -> dict[str, frozenset[int]]:
    """Each word's stem with the rows it stands in."""
    found: dict[str, set[int]] = {}
    for number, row in enumerate(alike_rows()[name]):
        for word in row.split():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _rows(word: str, name: str) -> frozenset[int]:
    return _table(name).get(word, frozenset())


def _fillers() -> frozenset[str]:
    return frozenset(_table("fillers"))
