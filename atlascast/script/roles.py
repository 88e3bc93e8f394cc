"""A changed sentence beside the article's → who does what to whom, how many, and who says it, where that changed."""

import re
from collections.abc import Iterator, Sequence

from atlascast.script.facts import Token, many, stem, tokens
from atlascast.script.leaning import SPEECH
from atlascast.script.moved import PRONOUNS, runs
from atlascast.script.source import Beside
from atlascast.script.tables import wordset

BE = wordset("is are was were be been being")
_JOINS = wordset("and but while as or so")
PARTICIPLE = re.compile(
    r"\w+(?:ed|en|wn)|shot|hit|held|found|made|told|sent|hurt|built|bought|sold|paid|caught|brought|led|struck|won|lost"
    r"|cut|put|set|kept|left|met|seen|fed|beaten|dealt|hanged|hung|torn|born|shut|read"
)
"""What a form of "be" makes a passive of."""

_TELLS = wordset("according insists insist warns argues claims alleges believes believe thinks maintains maintained")
_ASKS = wordset("asked called urged")
"""Verbs of saying beside leaning's, and such of those as more often do another thing."""

_CALLS = wordset("called calls described describes termed dubbed labelled labeled branded deemed")
"""Verbs by which a name is somebody's: "those he called bandits"."""

_ESTIMATES = wordset("put puts estimated estimates reckoned reckons spoke")
"""Verbs by which a number is somebody's."""

_SHARED = 7
"""Words before an "and" among which stands the verb that another shares its "was" with: "was seized and sold"."""

_DOER = 4
"""Words behind a passive's "by" that name who did it."""

_AFTER = 5
"""Words that may follow a verb of saying and belong to it: "told reporters by telephone"."""

_SPEAKER = 10
"""Words of the longest "…, said the deputy head of the army's press office" that is taken for one."""


def acted(beside: Beside) -> Iterator[str]:
    """A clause for each verb whose subject and object changed places, and each that is to be done and was done."""
    said, there, near = beside.said, beside.sentence.tokens, beside.sentence.text
    for index, token in enumerate(said):
        places = [place for place, other in enumerate(there) if other.key == token.key]
        again = sum(other.key == token.key for other in said)
        if token.kind not in ("plain", "denial") or token.small or len(places) != 1 or again != 1:
            continue
        place = places[0]
        if _planned(said, index) != _planned(there, place):
            yield f"{token.shown!r} is to be done, or was, otherwise than in the article's sentence “{near}”"
        now, then = passive(said, index), passive(there, place)
        titled = now and beside.sentence.paragraph == -1
        if now == then or titled or _relative(beside, index, place):
            continue
        if not all(PARTICIPLE.fullmatch(one.shown) for one in (token, there[place])):
            continue
        if not (_turned(said, index, there, place) if now else _turned(there, place, said, index)):
            yield f"who {token.shown!r} is done by, or to, is another than in the article's sentence “{near}”"


def _relative(beside: Beside, index: int, place: int) -> bool:
    """Whether only a "who is" came between a verb and what it stood behind: "Sarr, who is known as"."""
    between = [token.shown.lower() for token in beside.said[max(index - 2, 0) : index]]
    behind = len(between) == 2 and between[0] in ("who", "which", "that") and between[1] in BE
    return behind and place > 0 and beside.places.get(index - 3) == place - 1


def doers(beside: Beside) -> frozenset[int]:
    """The names of who did it, where a passive was made of the sentence's active or the other way round."""
    said, there = beside.said, beside.sentence.tokens
    found: set[int] = set()
    for index, token in enumerate(said):
        for place, other in enumerate(there):
            if token.key == other.key and passive(said, index) != passive(there, place):
                ours, theirs = _doer(said, index), _doer(there, place)
                keys = {there[at].key for at in theirs}
                found |= {at for at in ours if said[at].kind == "name" and said[at].key in keys}
    return frozenset(found)


def _doer(words: Sequence[Token], index: int) -> range:
    """Where who does a verb is named: before it, or behind a passive's "by"."""
    if not passive(words, index):
        return range(index)
    by = next((at for at in range(index + 1, len(words)) if words[at].key == "by"), len(words))
    return range(by + 1, min(by + 1 + _DOER, len(words)))


def passive(words: Sequence[Token], index: int) -> bool:
    """Whether the verb at a place is done to what stands before it: "was shot", "were badly hurt"."""
    before = [token.shown.lower() for token in words[max(index - 3, 0) : index]]
    while before and (before[-1].endswith("ly") or before[-1] in ("not", "also", "never", "then", "all", "both")):
        before.pop()
    if before[-1:] in (["and"], ["or"]) and PARTICIPLE.fullmatch(words[index].shown):
        return any(passive(words, at) for at in range(max(index - _SHARED, 0), index - 1))
    return bool(before) and before[-1] in BE and bool(PARTICIPLE.fullmatch(words[index].shown))


def _planned(words: Sequence[Token], index: int) -> bool:
    """Whether a verb is told as one that is to come: "was to burn"."""
    before = [token.shown.lower() for token in words[max(index - 2, 0) : index]]
    return len(before) == 2 and before[0] in BE and before[1] == "to"


def _turned(passive_: Sequence[Token], at: int, active: Sequence[Token], place: int) -> bool:
    """Whether a passive is its active turned round: who stands behind its "by", or before it, changed sides."""
    behind = [token.shown.lower() for token in passive_[at + 1 :]]
    doer = _weighty(passive_[at + 2 + behind.index("by") :])[:3] if "by" in behind else []
    if doer:
        return any(one in _weighty(active[:place]) for one in doer)
    subject = _weighty(passive_[:at])[-2:]
    return any(one in _weighty(active[place + 1 :]) for one in subject)


def _weighty(words: Sequence[Token]) -> list[str]:
    return [stem(token.shown.lower()) for token in words if not token.small and token.kind in ("plain", "name")]


def numbered(beside: Beside) -> Iterator[str]:
    """A clause for each "a soldier" that is "soldiers" in the sentence, and the other way."""
    said, there, near = beside.said, beside.sentence.tokens, beside.sentence.text
    for index, place in beside.places.items():
        one, other = said[index], there[place]
        if one.kind != "plain" or one.small or many(one) == many(other):
            continue
        words, at = (said, index) if many(other) else (there, place)
        bare = beside.sentence.paragraph == -1 and (_object(there, place) or _agrees(beside, index, place))
        if bare or any(token.shown.lower() in ("a", "an") for token in words[max(at - 1, 0) : at]):
            yield f"{one.shown!r} is {other.shown!r} in the article's sentence “{near}”"


def _agrees(beside: Beside, index: int, place: int) -> bool:
    """Whether the word behind it changed its ending with it, as a verb does: "ship reaches" and "ships reach"."""
    here, there = beside.said[index + 1 : index + 2], beside.sentence.tokens[place + 1 : place + 2]
    return [one.key for one in here] == [one.key for one in there] and any(
        one.kind == "plain" and many(one) != many(other) for one, other in zip(here, there, strict=True)
    )


def _object(words: Sequence[Token], place: int) -> bool:
    """Whether a word of a title follows a verb or a small word, so that it is no verb itself."""
    before = words[max(place - 1, 0) : place]
    return all(token.small or many(token) or token.shown.endswith("ed") for token in before)


def attributed(beside: Beside, around: Sequence[str]) -> Iterator[str]:
    """A clause for each "…, police said" that the sentence has and the line has not, nor a line beside it."""
    there, held = beside.sentence.tokens, set(beside.places.values())
    if any(speaks(token) for index, token in enumerate(beside.said) if index not in beside.places):
        return
    gone = _told_as_fact(beside) or _estimated(beside)
    if gone and not any(_says(gone, text) for text in around):
        yield f"{gone[-1].shown!r} of the article's sentence “{beside.sentence.text}” is lost: who says it"
        return
    for run in runs([place for place in range(len(there)) if place not in held]):
        words = [there[place] for place in run]
        if _attribution(words, not run[0]) and not any(_says(words, text) for text in around):
            shown = " ".join(token.shown for token in words)
            yield f"“{shown}” of the article's sentence “{beside.sentence.text}” is lost: who says it"


def _told_as_fact(beside: Beside) -> Sequence[Token]:
    """Speaker and verb of "the army said that …" where words of the clause behind it are told without; else nothing."""
    there, held = beside.sentence.tokens, set(beside.places.values())
    if any(map(speaks, beside.said)):
        return ()
    for place, token in enumerate(there):
        behind = [other.key for other in there[place + 1 : place + _AFTER]]
        told = behind.index("that") if "that" in behind else 0
        that = place + 1 + told if told or behind[:1] in (["that"], *([word] for word in PRONOUNS)) else 0
        kept = [at for at in held if at > that and there[at].kind == "plain" and not there[at].small]
        if speaks(token) and place not in held and that and len(kept) > 1:
            return [*[one for one in there[:place] if not one.small][-1:], token]
    return ()


def _estimated(beside: Beside) -> Sequence[Token]:
    """Speaker and verb of "organisers put the crowd at 80,000" where the number is told without; else nothing."""
    there, held = beside.sentence.tokens, set(beside.places.values())
    for place, token in enumerate(there):
        numbers = [at for at in held if place < at <= place + _AFTER + 1 and there[at].kind == "number"]
        if token.shown.lower() in _ESTIMATES and place and place not in held and place - 1 not in held and numbers:
            return there[place - 1 : place + 1]
    return ()


def _attribution(words: Sequence[Token], opens: bool) -> bool:
    """Whether words that went told who says the rest, and no more."""
    if len(words) > _SPEAKER or words[0].shown.lower() in _JOINS:
        return False
    spoken = [index for index, token in enumerate(words) if speaks(token) or token.shown.lower() in _CALLS]
    if not spoken:
        return False
    if words[spoken[0]].shown.lower() == "according":
        return True
    after = [token for token in words[spoken[-1] + 1 :] if token.shown.lower() != "that"]
    return bool(spoken[-1]) and (not after or (not opens and len(after) <= _AFTER and not _weighty_verbs(after)))


def _weighty_verbs(words: Sequence[Token]) -> bool:
    """Whether words hold a clause of their own: a form of "be" or "have", a verb in -ed."""
    return any(token.shown.lower() in BE | {"had", "has", "have", "would", "will", "may"} or
               (token.kind == "plain" and token.shown.endswith("ed")) for token in words)


def speaks(token: Token) -> bool:
    """Whether a word gives what is told to somebody: "said", "according" to."""
    lower = token.shown.lower()
    if token.kind == "name" and lower != "according":
        return False
    return lower in _TELLS or (lower not in _ASKS and bool(SPEECH.fullmatch(lower)))


def _says(lost: Sequence[Token], text: str) -> bool:
    """Whether a text beside has the speaker who went: by a word of the name, or whoever "she" is."""
    words = tokens(text)
    named = {token.key for token in lost if not token.small and not speaks(token)}
    return any(map(speaks, words)) and (not named or bool(named & {token.key for token in words}))
