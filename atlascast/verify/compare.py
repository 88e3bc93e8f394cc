"""Two lists of words → where they differ for the ear.

Words are aligned by the fewest edits. What differs on paper alone ("bloc" and "block", "C S T O" and "CSTO")
is no difference: the words of a stretch are set together and compared by their letters, then by their phonemes.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from atlascast.verify.plain import NEGATIONS, words

if TYPE_CHECKING:
    from piper.phonemize_espeak import EspeakPhonemizer


class Opcode(Protocol):
    """An edit as rapidfuzz gives it."""

    tag: str
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A line's words, how many of them were heard otherwise, and as what: (spoken, heard, grave)."""

    heard: str
    words: int
    errors: int
    differences: tuple[tuple[str, str, bool], ...]


def lines(spoken: Sequence[str], heard: str) -> list[Compared]:
    """Lines that were said in a row against what was heard of them: each line's own share."""
    from rapidfuzz.distance import Levenshtein

    told = [(line, word) for line, text in enumerate(spoken) for word in words(text)]
    caught = words(heard)
    said = [word for _, word in told]
    shares: list[list[str]] = [[] for _ in spoken]
    differences: list[list[tuple[str, str, bool]]] = [[] for _ in spoken]
    errors = [0] * len(spoken)
    last = 0
    for start, end, begin, finish in _stretches(Levenshtein.opcodes(said, caught)):
        ours, theirs = said[start:end], caught[begin:finish]
        last = told[min(start, len(told) - 1)][0] if told else last
        shares[last] += theirs
        wrong = _wrong(ours, theirs)
        if wrong:
            errors[last] += wrong
            differences[last].append((" ".join(ours), " ".join(theirs), _grave(ours, theirs)))
    counts = [sum(line == index for line, _ in told) for index in range(len(spoken))]
    found = zip(shares, counts, errors, differences, strict=True)
    return [Compared(" ".join(share), count, wrong, tuple(rows)) for share, count, wrong, rows in found]


def _stretches(opcodes: Iterable[Opcode]) -> list[tuple[int, int, int, int]]:
    """Equal words one by one, so that each is its own line's; edits that touch as one stretch."""
    found: list[tuple[int, int, int, int]] = []
    touching = False
    for op in opcodes:
        start, end, begin, finish = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag == "equal":
            found += [(start + step, start + step + 1, begin + step, begin + step + 1) for step in range(end - start)]
        elif touching:
            found[-1] = (found[-1][0], end, found[-1][2], finish)
        else:
            found.append((start, end, begin, finish))
        touching = op.tag != "equal"
    return found


def _wrong(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words of a stretch were heard otherwise."""
    if ours == theirs or _sounds_alike(ours, theirs):
        return 0
    if len(ours) == len(theirs):
        return sum(not _sounds_alike([one], [other]) for one, other in zip(ours, theirs, strict=True))
    return max(len(ours), len(theirs))


def _sounds_alike(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    if "".join(ours) == "".join(theirs):
        return True
    return bool(ours and theirs) and _phonemes(" ".join(ours)) == _phonemes(" ".join(theirs))


def _grave(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a number or a negation is on one side only."""
    def weighty(side: Sequence[str]) -> list[str]:
        return sorted(word for word in side if word in NEGATIONS or word[0].isdigit())

    return weighty(ours) != weighty(theirs)


@functools.lru_cache(maxsize=10_000)
def _phonemes(text: str) -> str:
    """How espeak-ng says it, without stress and length."""
    sentences = _phonemizer().phonemize("en-us", text)
    return re.sub(r"[^a-zɐ-ʯæðŋθ]", "", "".join("".join(sentence) for sentence in sentences))


@functools.cache
def _phonemizer() -> "EspeakPhonemizer":
    from piper.phonemize_espeak import EspeakPhonemizer

    return EspeakPhonemizer()
