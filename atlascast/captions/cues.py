"""A mix → cues: the written form in pieces short enough for two lines of a small screen.

One cutting serves every format: a piece fits SubRip's two lines of 32 characters, hence also
WebVTT's one line of 65 (https://podcasting2.org/docs/podcast-namespace/tags/transcript asks for both).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from atlascast import patterns
from atlascast.captions.align import spans
from atlascast.models import Cue, Mix, Placed, Word
from atlascast.patterns import finder
from atlascast.text import leans

WIDTH = 32
"""Characters in a line of a two-line caption."""

_LONG = re.compile(rf"[^-/_.?&=–—]{{1,{WIDTH - 1}}}[-/_.?&=–—]?|[-/_.?&=–—]")
_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_CLAUSE = re.compile(r"[;:—–][\"'”’)\]]*$")
_COMMA = re.compile(r",[\"'”’)\]]*$")
_RULES = patterns.load("atlascast.captions", "breaks")
_OPENERS, _CLINGERS = finder([_RULES["openers"]]), finder([_RULES["clingers"]])


def cues(mix: Mix, names: Mapping[str, str]) -> tuple[Cue, ...]:
    """Captions in order, seconds in the mix to the millisecond, never overlapping, never empty or reversed.

    The cues inside a line show the whole of its written form and end with it. `names` gives the name
    to show for a speaker, itself where there is none.
    """
    found: list[Cue] = []
    placed = sorted(mix.placed, key=lambda item: item.start)
    for index, item in enumerate(placed):
        limit = placed[index + 1].start if index + 1 < len(placed) else mix.seconds
        speakers = item.clip.line.speaker, item.clip.quoting
        said_by = tuple(names.get(speaker) or speaker for speaker in speakers)
        floor = found[-1].end if found else 0.0
        found += _of_line(item, said_by, floor, min(limit, mix.seconds))
    return tuple(found)


def _of_line(item: Placed, speakers: Sequence[str], floor: float, limit: float) -> Iterator[Cue]:
    """The cues of one line between `floor` and `limit`; each lasts until the next one begins.

    `speakers`: who says it, and who says its quotations.
    """
    shift = item.start
    said = (replace(word, start=shift + word.start, end=shift + word.end) for word in spans(item.clip))
    words = [part for word in said for part in _parts(word)]
    end = max(_floor(min(limit, shift + item.clip.seconds)), round(floor + 0.001, 3))
    pieces = list(_pieces(words))
    if end - max(floor, shift) < len(pieces) / 500:
        pieces = [words] if words else []
    for index, piece in enumerate(pieces):
        rest = len(pieces) - index - 1
        begins = max(floor, min(round(piece[0].start, 3), round(end - (rest + 1) / 1000, 3)))
        ends = max(round(begins + 0.001, 3), round(pieces[index + 1][0].start, 3)) if rest else end
        ends = min(ends, round(end - rest / 1000, 3))
        inside = tuple(_within(word, begins, ends) for word in piece)
        speaker = speakers[piece[0].quoted]
        yield Cue(begins, ends, speaker, " ".join(word.text for word in piece), inside, item.clip.estimated)
        floor = ends


def _pieces(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words cut for the screen, and wherever another voice takes over."""
    for _, run in groupby(words, key=lambda word: word.quoted):
        said = list(run)
        cuts = _cuts(tuple(word.text for word in said))
        yield from (said[a:b] for a, b in zip([0, *cuts], cuts, strict=False))


def _within(word: Word, begins: float, ends: float) -> Word:
    start, end = (round(min(ends, max(begins, moment)), 3) for moment in (word.start, word.end))
    return replace(word, start=start, end=end)


def _floor(seconds: float) -> float:
    return int(seconds * 1000 + 1e-6) / 1000


def _parts(word: Word) -> list[Word]:
    """A word longer than a line (an address, a run of a script without spaces) in parts, cut after punctuation."""
    if len(word.text) <= WIDTH:
        return [word]
    texts: list[str] = []
    for bit in _LONG.findall(word.text):
        if texts and len(texts[-1]) + len(bit) <= WIDTH:
            texts[-1] += bit
        else:
            texts.append(bit)
    step = (word.end - word.start) / len(word.text)
    parts, begins = [], word.start
    for text in texts:
        parts.append(Word(text, begins, begins + step * len(text), word.quoted))
        begins += step * len(text)
    return parts


@lru_cache(maxsize=4096)  # a track says what its edition says
def _cuts(words: tuple[str, ...]) -> tuple[int, ...]:
    """Where pieces end, so that all fit and the breaks in sum disturb the least (shortest path over breaks)."""
    cost, back = [0.0], [0]
    for end in range(1, len(words) + 1):
        ways = [(cost[start] + _burden(words, start, end), start) for start in _starts(words, end)]
        best, start = min(ways)
        cost.append(best)
        back.append(start)
    cuts, end = [], len(words)
    while end:
        cuts.append(end)
        end = back[end]
    return tuple(cuts[::-1])


def _starts(words: Sequence[str], end: int) -> Iterator[int]:
    """Every beginning from which the words up to `end` fit two lines."""
    yield end - 1
    for start in range(end - 2, -1, -1):
        if len(fold(words[start:end])) > 2:
            return
        yield start


def fold(words: Sequence[str]) -> list[str]:
    """Words laid in lines of at most WIDTH characters, the fewest lines; a longer word has its own."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def lay(words: Sequence[str]) -> list[str]:
    """`fold`, but where two lines are needed they part where it disturbs the least."""
    lines = fold(words)
    if len(lines) != 2:
        return lines
    ways = []
    for cut in range(1, len(words)):
        pair = [" ".join(words[:cut]), " ".join(words[cut:])]
        if max(map(len, pair)) <= WIDTH:
            ways.append((_break(words[cut - 1], words[cut]) + abs(len(pair[0]) - len(pair[1])) / 10, pair))
    return min(ways)[1] if ways else lines


def _burden(words: Sequence[str], start: int, end: int) -> float:
    length = sum(map(len, words[start:end])) + end - start - 1
    short = max(0.0, 1 - length / 28)
    return 1.6 + 3 * short * short + (_break(words[end - 1], words[end]) if end < len(words) else 0.0)


def _break(left: str, right: str) -> float:
    """How much a break between two words disturbs: least after a sentence, most inside a name or number."""
    bare = left.lower().strip("\"'“”‘’()[]")
    if leans(left):
        return 6.0
    for pattern, burden in ((_STOP, 0.0), (_CLAUSE, 0.2), (_COMMA, 0.5)):
        if pattern.search(left):
            return 3.0 if left[:1].isdigit() and right[:1].isdigit() else burden
    if _CLINGERS.finds(bare):
        return 5.0
    if left[-1].isdigit() or right[:1].isdigit() or left[:1] in "$€£¥₹":
        return 4.0
    if left[:1].isupper() and right[:1].isupper():
        return 3.5
    following = right.lower().strip("\"'“”‘’(")
    return 0.9 if _OPENERS.finds(following) else 1.9
