"""A changed sentence + its article → what it says that the article does not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from atlascast.script.clauses import reordered
from atlascast.script.counted import counted
from atlascast.script.denied import denials
from atlascast.script.facts import LIMITS, Token, turned
from atlascast.script.moved import PRONOUNS, moved
from atlascast.script.narrowed import widened
from atlascast.script.quoted import quotations
from atlascast.script.roles import acted, attributed, doers, numbered
from atlascast.script.source import Beside, Source
from atlascast.script.times import same_times, until
from atlascast.script.worded import hedged, reworded, timed
from atlascast.text import sentences

_CURRENCIES = frozenset("$€£¥₹₦₽₩₴₺₪")
_WEEKS = frozenset(("last", "this", "next"))
_PEOPLES = ("n", "an", "ian", "i", "ese", "ish")
"""What makes a people's name of a land's."""

_BACK = 3
"""Sentences in which somebody was named whom "he" means."""

ANEW = "no sentence of the article says this; [own] before the paragraph makes it the newsroom's word"
"""Of a text that is like no sentence."""


def against(
    text: str, source: Source, paragraph: int, enough: float, around: Sequence[str] = (), strict: bool = True
) -> Iterator[str]:
    """What an even text says otherwise than the article's sentence, a clause each.

    A text less like any sentence than `enough` (0-1) was written anew: its facts must stand somewhere in the article.
    `around` are the lines beside it, which may tell the rest of its sentence; unless `strict`, words that are no facts
    are the editor's.
    """
    parts = sentences(text)
    for one in parts:
        beside = source.nearest(one, paragraph)
        beside = replace(beside, borrowed=beside.borrowed | same_times(beside, source.day))
        yield from quotations(one, beside if beside.like >= enough else None, source)
        if beside.like < enough:
            yield from _anew(beside, source)
        if beside.like < enough or reordered(one, beside.sentence.text):
            continue
        yield from _facts(beside, source, moved(beside) | doers(beside))
        others = [other for other in (*parts, *around) if other != one]
        near = [source.nearest(other, paragraph) for other in others]
        yield from denials(beside, source, near)
        yield from hedged(beside, near)
        for differing in (counted, _another_week, _bounded, _turned, timed, widened, acted, numbered):
            yield from differing(beside)
        yield from attributed(beside, others)
        if strict:
            yield from reworded(beside, source)


def _shown(token: Token) -> str:
    """How a finding calls a word: numbers bare, names and others quoted."""
    if token.kind == "number":
        return f"the number {token.shown}"
    bare = token.shown.removesuffix("'s")
    return f"the name {bare!r}" if token.kind == "name" else repr(bare)


def _facts(beside: Beside, source: Source, elsewhere: frozenset[int]) -> Iterator[str]:
    """Numbers, names and measures that have no place in the sentence, or another than there."""
    there = {token.key for token in beside.sentence.tokens}
    gone: dict[tuple[str, str], list[str]] = {}
    for index, token in enumerate(beside.said):
        if index in beside.places or index in beside.borrowed or index in elsewhere or not token.fact:
            continue
        if token.kind == "denial" or (index == 0 and not _replaced(beside, source)):
            continue
        if (token.kind == "measure" and token.key in there) or _alone(index, beside):
            continue
        if _resolved(index, beside, source) or _single(index, beside):
            continue
        if token.key in source.facts and _of_that_land(index, beside):
            continue
        gone.setdefault(_lacks(token, there, beside.sentence.text, source), []).append(_shown(token))
    for (one, several), names in gone.items():
        yield f"{', '.join(dict.fromkeys(names))} {one if len(set(names)) == 1 else several}"


def _single(index: int, beside: Beside) -> bool:
    """Whether "one guard" is "a guard" in the sentence, or "guard" in a title."""
    place, there = beside.places.get(index + 1), beside.sentence.tokens
    if beside.said[index].key != "1" or place is None or there[place].shown != beside.said[index + 1].shown:
        return False
    return beside.sentence.paragraph == -1 or there[place - 1].key in ("a", "an")


def _of_that_land(index: int, beside: Beside) -> bool:
    """Whether "Velia's envoy" is "the Velian envoy" in the sentence, or the other way round."""
    said, there = beside.said, beside.sentence.tokens
    held = set(beside.places.values())
    return any(
        place not in held and other.kind == "name" and _one_land(said[index].key, other.key)
        and [one.key for one in said[index + 1 : index + 2]] == [one.key for one in there[place + 1 : place + 2]]
        for place, other in enumerate(there)
    )  # fmt: skip


def _one_land(one: str, other: str) -> bool:
    """Whether one name is made of the other as a people's is of a land's: Velia, Velian; Orvane, Orvanian."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and any(long == stem + ending for stem in (short, short[:-1]) for ending in _PEOPLES)


def _alone(index: int, beside: Beside) -> bool:
    """Whether it is the sentence's only number, moved with what it counts."""
    said, there = beside.said[index : index + 2], beside.sentence.tokens
    numbers = [place for place, token in enumerate(there) if token.kind == "number"]
    follows = [token.key for token in there[numbers[0] : numbers[0] + 2]] if len(numbers) == 1 else []
    return len(said) == 2 and not said[1].small and [token.key for token in said] == follows


def _lacks(token: Token, there: set[str], near: str, source: Source) -> tuple[str, str]:
    """Where a word of the line does not stand, said of one and of several."""
    if token.key in there:
        where = f"elsewhere in the article's sentence “{near}”"
        return f"stands {where}", f"stand {where}"
    where = f"in the article's sentence “{near}”" if token.key in source.facts else "in the article"
    return f"is not {where}", f"are not {where}"


def _replaced(beside: Beside, source: Source) -> bool:
    """Whether a sentence's first word stands where the article's first stood, or is a name or number it knows."""
    first = beside.said[0]
    if first.small or first.shown.lower() in LIMITS:
        return False
    lost = beside.sentence.tokens[:1] and 0 not in beside.places.values()
    return first.kind != "name" or bool(lost) or first.key in source.facts


def _resolved(index: int, beside: Beside, source: Source) -> bool:
    """Whether a name at the sentence's start tells who "he" was: the sentence before has it, and no other."""
    begins = not any(place in beside.places for place in range(index + 1))
    opening = beside.sentence.tokens[:1]
    if not begins or not opening or opening[0].key not in PRONOUNS or 0 in beside.places.values():
        return False
    place = source.sentences.index(beside.sentence)
    earlier = (one.tokens for one in reversed(source.sentences[max(place - _BACK, 0) : place]))
    before = next((some for some in earlier if _names_first(some, opening[0].key)), ())
    return any(token.key == beside.said[index].key for token in before)


def _names_first(words: Sequence[Token], pronoun: str) -> bool:
    """Whether a sentence has a name, and not the pronoun before it: then the person was named earlier yet."""
    keys = [token.kind == "name" or token.key == pronoun for token in words]
    return any(keys) and words[keys.index(True)].kind == "name"


def _bounded(beside: Beside) -> Iterator[str]:
    """Numbers and times that are bounded otherwise than in the sentence, or lost their currency."""
    there, near = beside.sentence.tokens, beside.sentence.text
    for index, place in beside.places.items():
        word = beside.said[index]
        for limit in (_limit, until):
            bound, bounded = limit(beside.said, index), limit(there, place)
            if bound != bounded:
                said, had = (" ".join(filter(None, (one, word.shown))) for one in (bound, bounded))
                yield f"{said!r} is {had!r} in the article's sentence “{near}”"
        money = there[place - 1] if place else word
        if money.key in _CURRENCIES and (not index or beside.said[index - 1].key != money.key):
            yield f"{money.shown!r} of the article's sentence “{near}” is lost before {word.shown}"


def _another_week(beside: Beside) -> Iterator[str]:
    """A week, month or year that became the one before or after: "next week" and "this week"."""
    there = beside.sentence.tokens
    for index, place in beside.places.items():
        now, then = (words[at - 1].shown.lower() if at else "" for words, at in ((beside.said, index), (there, place)))
        if there[place].kind == "measure" and now != then and {now, then} <= _WEEKS:
            word, near = there[place].shown, beside.sentence.text
            yield f"“{now} {word}” is “{then} {word}” in the article's sentence “{near}”"


def _limit(words: tuple[Token, ...], index: int) -> str:
    """What bounds the number at this place: "about", "more", "less", "up", "only"; "" for nothing."""
    if words[index].kind != "number" or not any(map(str.isalnum, words[index].key)):
        return ""
    article = words[index].key.isalpha() and index and words[index - 1].key in ("a", "an", "the")
    before = [token.shown.lower() for token in words[max(0, index - 2 - article) : index - article]]
    before = before[:-1] if before[-1:] in (["than"], ["to"], ["at"], ["$"], ["€"], ["£"]) else before[-1:]
    return LIMITS.get(before[-1], "") if before else ""


def _turned(beside: Beside) -> Iterator[str]:
    """Words that took their opposite's place."""
    known = beside.borrowed | beside.places.keys()
    come = [token for index, token in enumerate(beside.said) if index not in known]
    held = set(beside.places.values())
    gone = [token for place, token in enumerate(beside.sentence.tokens) if place not in held]
    if pair := turned(gone, come):
        yield f"{pair[1]!r} stands for {pair[0]!r} of the article's sentence “{beside.sentence.text}”"


def _anew(beside: Beside, source: Source) -> Iterator[str]:
    """That it is nobody's sentence, facts that stand nowhere in the article, numbers that count nothing there so."""
    yield ANEW
    lacking: list[str] = []
    for index, token in enumerate(beside.said):
        opens = index == 0 and (token.small or token.kind == "name")
        if token.fact and not opens and token.key not in source.facts:
            lacking.append(_shown(token))
        elif token.kind == "number" and not _counts_so(beside, index, source):
            yield f"the number {token.shown} counts {beside.said[index + 1].shown!r} nowhere in the article"
    if lacking:
        yield f"{', '.join(dict.fromkeys(lacking))} {'is' if len(lacking) == 1 else 'are'} not in the article"


def _counts_so(beside: Beside, index: int, source: Source) -> bool:
    number, following = beside.said[index], beside.said[index + 1 : index + 2]
    if not following or following[0].small:
        return True
    return any(
        token.key == number.key and following[0].key in {near.key for near in one.tokens[place + 1 : place + 3]}
        for one in source.sentences
        for place, token in enumerate(one.tokens)
    )
