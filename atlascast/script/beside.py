"""A changed sentence + its article → what it says that the article does not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from atlascast.script.clauses import reordered
from atlascast.script.denied import denials
from atlascast.script.facts import LIMITS, SMALL, Token, many, turned
from atlascast.script.moved import PRONOUNS, moved
from atlascast.script.narrowed import widened
from atlascast.script.quoted import quotations
from atlascast.script.roles import acted, attributed, doers, numbered
from atlascast.script.source import Beside, Source
from atlascast.script.times import same_times, until
from atlascast.script.worded import alike, hedged, reworded, timed
from atlascast.text import sentences

_CURRENCIES = frozenset("$€£¥₹₦₽₩₴₺₪")
_BEFORE = 4
"""Words before a number among which stands what it counts: "a fund of $200 million"."""

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
        yield from denials(beside, source, [source.nearest(other, paragraph) for other in others])
        for differing in (_counted, _bounded, _turned, hedged, timed, widened, acted, numbered):
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


def _counted(beside: Beside) -> Iterator[str]:
    """Numbers that count something else than in the sentence."""
    there, near = beside.sentence.tokens, beside.sentence.text
    for index, place in beside.places.items():
        number = beside.said[index]
        if number.kind != "number" or ":" in number.key or not any(map(str.isalnum, number.key)):
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
            if had in SMALL and said in {token.shown for token in there[max(place - _BEFORE, 0) : place]}:
                continue
            yield f"the number {number.shown} counts {said!r}, where the article's sentence has {had!r}: “{near}”"


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


def _limit(words: tuple[Token, ...], index: int) -> str:
    """What bounds the number at this place: "about", "more", "less", "up", "only"; "" for nothing."""
    if words[index].kind != "number" or not any(map(str.isalnum, words[index].key)):
        return ""
    before = [token.shown.lower() for token in words[max(0, index - 2) : index]]
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
