"""Stories → their sentences as a script's are held against them, and how a sentence lies beside one of theirs."""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

from atlascast.models import Story
from atlascast.script import naming
from atlascast.script.choose import utterances
from atlascast.script.facts import Token, even, tokens
from atlascast.script.order import spoken_order
from atlascast.text import sentences

_NEAR = 0.15
"""How much more like a line a sentence counts that stands in the paragraph the line points to."""

_RUN, _PLAIN = 4, 2
"""Words in a row, and how many of them are neither names nor small, by which a line has joined another sentence."""

_SHORT = 3
"""Words in a row that do where they are all that a sentence says behind its pronoun."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article in even typography; `paragraph` is -1 for its title."""

    text: str
    paragraph: int
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A line beside the sentence it is most like: which words of it stand where in that, and how like it is (0-1)."""

    said: tuple[Token, ...]
    sentence: Sentence
    places: dict[int, int]
    like: float
    joined: tuple[Sentence, ...] = ()
    """Other sentences of the article from which the line has a run of words."""
    borrowed: frozenset[int] = frozenset()
    """The words of the line that are theirs, or tell a time of the sentence otherwise."""


class Source:
    """An article, or several, in the forms it is asked for."""

    def __init__(self, stories: Sequence[Story]) -> None:
        dates = [story.published.date() for story in stories if story.published]
        self.day = dates[0] if len(stories) == len(dates) == 1 else None
        """When the only article was published, in the time zone that its date has."""
        self.parts = [(index - 1, part) for story in stories for index, part in enumerate(_parts(story))]
        self.text = even("\n\n".join(part for _, part in self.parts))
        split = [(place, one) for place, part in self.parts for one in sentences(part)]
        said = [said for _, one in split for said in (one, *spoken_order(one, 0))]
        self.whole = {even(piece).rstrip(".") for one in said for piece in utterances(one)}
        titles = (title for story in stories for title in (story.title, naming.title(story)))
        self.whole |= {even(piece).rstrip(".") for title in titles for piece in (title, *utterances(title))}
        self._split = [(place, told) for place, one in split for told in spoken_order(one) or [one]]

    @cached_property
    def lower(self) -> frozenset[str]:
        """The words that the article writes in small letters."""
        return frozenset(word for word in self.text.replace("'", " ").split() if word[:1].islower())

    @cached_property
    def sentences(self) -> list[Sentence]:
        """In order and as they are told, titles among them."""
        return [Sentence(even(one), place, self.read(even(one))) for place, one in self._split]

    @cached_property
    def facts(self) -> frozenset[str]:
        """Every word's form."""
        return frozenset(token.key for one in self.sentences for token in one.tokens)

    @cached_property
    def quoted(self) -> list[str]:
        """What stands between quotation marks."""
        return [inside for _, part in self.parts for inside in even(part).split('"')[1::2]]

    @cached_property
    def _weights(self) -> dict[str, float]:
        """How much it tells of a sentence that it has this word: less, the more have it."""
        held = Counter(key for one in self.sentences for key in {token.key for token in one.tokens})
        return {key: 1 / number for key, number in held.items()}

    def read(self, text: str) -> tuple[Token, ...]:
        """The words of one sentence; its first is a name only where the article never writes it small."""
        found = tokens(text)
        if found and found[0].kind == "name" and (found[0].small or found[0].shown.lower() in self.lower):
            found[0] = replace(tokens(found[0].shown.lower())[0], shown=found[0].shown)
        return tuple(found)

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words that its sentences, not its titles, write with a capital."""
        told = (one for one in self.sentences if one.paragraph >= 0)
        return frozenset(token.key for one in told for token in one.tokens if token.kind == "name")

    def said(self, text: str) -> tuple[Token, ...]:
        """The words of a line; those that the article only writes small are no names: "Prime Minister"."""
        return tuple(
            replace(tokens(token.shown.lower())[0], shown=token.shown)
            if token.kind == "name" and token.key not in self._names and token.shown.lower() in self.lower
            else token
            for token in self.read(text)
        )

    def nearest(self, text: str, paragraph: int) -> Beside:
        """The line beside the sentence that it shares most with; one of the given paragraph is preferred."""
        said = self.said(text)
        best, found = -1.0, Beside(said, Sentence("", -1, ()), {}, 0.0)
        small = {token.shown for token in said if token.kind != "name"}
        for one in (_lowered(one, small) for one in self.sentences):
            places = _places(said, one.tokens)
            like = self._like(said, places) + _NEAR * (one.paragraph == paragraph >= 0)
            rank = like + 0.01 * len(places) / max(len(one.tokens), 1)
            if rank > best:
                best, found = rank, Beside(said, one, places, min(like, 1.0))
        return self._with_joined(found)

    def _like(self, said: Sequence[Token], places: dict[int, int]) -> float:
        weights = [self._weights.get(token.key, 1.0) for token in said]
        return sum(weights[index] for index in places) / (sum(weights) or 1.0)

    def _with_joined(self, beside: Beside) -> Beside:
        """With the runs of words that the line has from other sentences."""
        said, free = beside.said, set(range(len(beside.said))) - set(beside.places)
        joined: list[Sentence] = []
        borrowed: set[int] = set()
        for one in self.sentences if len(free) >= _SHORT else ():
            for start, place, size in _blocks(said, one.tokens) if one is not beside.sentence else ():
                run = range(start, start + size)
                plain = [index for index in run if said[index].kind == "plain" and not said[index].small]
                told = place == 1 and size == len(one.tokens) - 1 and self._continues(one, beside.sentence)
                enough = len(plain) >= _PLAIN or size == len(one.tokens) or told
                least = _SHORT if told else _RUN
                if size >= least and enough and not set(run) & borrowed and len(free & set(run)) >= least:
                    joined.append(one)
                    borrowed |= set(run)
        return replace(beside, joined=tuple(joined), borrowed=frozenset(borrowed & free))


    def _continues(self, one: Sentence, before: Sentence) -> bool:
        """Whether a sentence stands behind another and says more of the same: “He was never charged.”"""
        follows = (before, one) in pairwise(self.sentences)
        return follows and one.tokens[0].shown.lower() in ("he", "she", "it", "they")


def _lowered(sentence: Sentence, small: Container[str]) -> Sentence:
    """The sentence with its first word as no name where a line writes that small."""
    first = sentence.tokens[:1]
    if not first or first[0].kind != "name" or first[0].shown.lower() not in small:
        return sentence
    plain = replace(tokens(first[0].shown.lower())[0], shown=first[0].shown)
    return replace(sentence, tokens=(plain, *sentence.tokens[1:]))


def _parts(story: Story) -> list[str]:
    return [story.title, *story.text.split("\n\n")]


def _blocks(said: Sequence[Token], there: Sequence[Token]) -> list[tuple[int, int, int]]:
    first, second = [token.key for token in said], [token.key for token in there]
    found = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in found]


def _places(said: Sequence[Token], there: Sequence[Token]) -> dict[int, int]:
    """Which word of one stands where in the other, in order, longest runs first; no "in" before a name beside it."""
    found: dict[int, int] = {}
    blocks = [(0, 0, 0), *_blocks(said, there), (len(said), len(there), 0)]
    for before, (start, place, size), after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if size == 1 and said[start].small and said[start].kind == "plain":
            here = range(before[0] + before[2], after[0]), range(before[1] + before[2], after[1])
            if names := _names_between(said, there, *here):
                found |= names
                continue
        found |= {start + step: place + step for step in range(size)}
    return found


def _names_between(said: Sequence[Token], there: Sequence[Token], ours: range, theirs: range) -> dict[int, int]:
    """The names that a stretch of each shares, in order."""
    here, other = ([at for at in some if words[at].kind == "name"] for words, some in ((said, ours), (there, theirs)))
    blocks = _blocks([said[at] for at in here], [there[at] for at in other])
    return {here[one + step]: other[two + step] for one, two, size in blocks for step in range(size)}
