"""Phonemes of a sentence and of its words alone → which phoneme belongs to which word.

espeak runs small words together ("of the" → ʌvðə), says some tokens in several groups and lets sounds
change at the seams, so counting groups is not enough: the sentence's phonemes are aligned with those of
the words said alone, by the fewest edits.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from atlascast.models import Sound
from atlascast.text import s_sound

_PLAIN = frozenset("ˈˌːˑ'ʲ̩̯̃ ,.:;!?\"()-–—…¿¡«»“”„\n")
"""Stress, length and punctuation: of no use for telling words apart."""
_SPOKEN = {"r": "ɹ", "g": "ɡ", "ʧ": "tʃ", "ʤ": "dʒ", "ɝ": "ɜː", "'": "ˈ", "ɫ": "l"}
"""Sounds as dictionaries write them → as the English voices know them."""

Alone = Callable[[str], str]
"""A word → its phonemes when said alone."""


@dataclass(frozen=True, slots=True)
class Phone:
    """One phoneme or mark of a sentence; `word` is the index of its token, -1 for what belongs to none."""

    symbol: str
    word: int = -1

    @property
    def sounds(self) -> bool:
        """Whether it is a sound, not a mark."""
        return self.symbol not in _PLAIN


def assign(sentences: Sequence[Sequence[str]], tokens: Sequence[str], alone: Alone) -> list[list[Phone]]:
    """Give every phoneme of the sentences to one of the tokens that the text was made of."""
    flat = [symbol for sentence in sentences for symbol in sentence]
    heard = [index for index, symbol in enumerate(flat) if symbol not in _PLAIN]
    said = [[char for char in alone(token) if char not in _PLAIN] for token in tokens]
    found = _starts([flat[index] for index in heard], said)
    starts = [start if sure else _snapped(flat, heard, start) for start, sure in found]
    owner = [-1] * len(flat)
    for word, (start, end) in enumerate(pairwise([*starts, len(heard)])):
        for place in range(start, end):
            owner[heard[place]] = word
    _give_marks(flat, owner)
    given = iter(zip(flat, owner, strict=True))
    return [[Phone(*next(given)) for _ in sentence] for sentence in sentences]


def _starts(heard: list[str], said: list[list[str]]) -> list[tuple[int, bool]]:
    """Where each word begins among the sounds heard, and whether its first sound was heard there as it is alone."""
    from rapidfuzz.distance import Levenshtein

    flat = [sound for word in said for sound in word]
    place = [0] * (len(flat) + 1)
    same = [False] * len(flat) + [True]
    for op in Levenshtein.opcodes(flat, heard):
        span, room = op.src_end - op.src_start, op.dest_end - op.dest_start
        for step in range(span):
            place[op.src_start + step] = op.dest_start + step * room // span
            same[op.src_start + step] = op.tag == "equal"
    place[len(flat)] = len(heard)
    starts, at = [], 0
    for word in said:
        starts.append((place[at], same[at]))
        at += len(word)
    return starts


def _snapped(flat: Sequence[str], heard: Sequence[int], start: int) -> int:
    """A word's beginning moved to the gap between groups where one lies within a sound of it."""
    def opens(place: int) -> bool:
        return place == 0 or " " in flat[heard[place - 1] + 1 : heard[place]]

    near = [place for place in (start, start - 1, start + 1) if 0 <= place < len(heard) and opens(place)]
    return near[0] if near else start


def _give_marks(flat: Sequence[str], owner: list[int]) -> None:
    """Stress belongs to the sound after it, length and the like to the sound before."""
    for index in range(len(flat) - 2, -1, -1):
        if flat[index] in "ˈˌ'" and owner[index] < 0:
            owner[index] = owner[index + 1]
    for index in range(1, len(flat)):
        if owner[index] < 0 and flat[index] in _PLAIN - set(" ,.:;!?\"()-–—…¿¡«»“”„\nˈˌ'"):
            owner[index] = owner[index - 1]


def pronounced(
    sentences: list[list[Phone]], text: str, sounds: Sequence[Sound], alone: Alone, english: bool
) -> list[list[Phone]]:
    """The sentences with each sound's own phonemes in place of those the engine would say.

    What a token has before or after the sound ("pro-…", "…'s") keeps its own. A sound whose words have no
    phonemes, or stand in two sentences, changes nothing.
    """
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    for sound in sounds:
        covered = [index for index, (start, end) in enumerate(spans) if start < sound.end and end > sound.start]
        if not covered or not sound.ipa:
            continue
        before = text[spans[covered[0]][0] : sound.start]
        after = text[sound.end : spans[covered[-1]][1]]
        ipa = alone(before) + normal(sound.ipa, english)
        phones = _shared_out(ipa + _ending(after, ipa, alone, english), covered)
        sentences = [_replaced(sentence, covered, phones) for sentence in sentences]
    return sentences


def pieces(sentence: list[Phone], most: int) -> list[list[Phone]]:
    """A sentence of more than `most` sounds cut at the clause's end nearest its middle, and so on.

    A voice's memory grows with the square of what it says at once. Where no clause ends it stays whole.
    """
    if sum(phone.sounds for phone in sentence) <= most:
        return [sentence]
    ends = [index + 1 for index, phone in enumerate(sentence[:-1]) if phone.symbol in (",", ";", ":") and index]
    if not ends:
        return [sentence]
    cut = min(ends, key=lambda end: abs(end - len(sentence) // 2))
    rest = sentence[cut:]
    return [*pieces(sentence[:cut], most), *pieces(rest[1:] if rest[0].symbol == " " else rest, most)]


def normal(ipa: str, english: bool) -> str:
    """IPA as a dictionary writes it → as an espeak-fed voice knows it."""
    plain = re.sub(r"[/.\[\]‿͜͡]", "", unicodedata.normalize("NFD", ipa)).strip()
    return "".join(_SPOKEN.get(char, char) for char in plain) if english else plain


def _ending(after: str, ipa: str, alone: Alone, english: bool) -> str:
    """The sounds of what a token has after the name; the English possessive follows the sound before it."""
    tail = re.match(r"[’']s\b|s[’']?(?!\w)|[’'](?!\w)", after)
    if not (english and tail):
        return alone(after)
    last = next((char for char in reversed(ipa) if char not in _PLAIN), "")
    ending = s_sound(last)
    if "s" not in tail[0] and len(ending) == 1:
        ending = ""
    return ending + alone(after[tail.end() :])


def _shared_out(ipa: str, words: Sequence[int]) -> list[Phone]:
    """Phonemes given to the words they cover: by their gaps where these fit, else in equal shares."""
    by_gaps = ipa.count(" ") + 1 == len(words)
    phones, gaps = [], 0
    for index, char in enumerate(ipa):
        gaps += char == " "
        place = gaps if by_gaps else index * len(words) // len(ipa)
        phones.append(Phone(char, -1 if char == " " else words[place]))
    return phones


def _replaced(sentence: list[Phone], words: Sequence[int], phones: list[Phone]) -> list[Phone]:
    places = [index for index, phone in enumerate(sentence) if phone.word in words]
    if {sentence[place].word for place in places} != set(words):
        return sentence
    first, last = places[0], places[-1]
    gap_before = [Phone(" ")] if first and sentence[first - 1].symbol not in " " else []
    gap_after = [Phone(" ")] if last + 1 < len(sentence) and sentence[last + 1].sounds else []
    return [*sentence[:first], *gap_before, *phones, *gap_after, *sentence[last + 1 :]]
