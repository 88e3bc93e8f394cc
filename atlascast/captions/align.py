"""Spoken words with times → a span for every written word.

The written form is shown while the spoken one is heard: "CSTO" is heard as four letters and shown as
one word with one span. Positions are counted in letters and digits of the spoken form, so that a
voice may report its words with or without punctuation, or split otherwise than the text.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate

from atlascast.models import Change, Clip, Line, Word


def spans(clip: Clip) -> tuple[Word, ...]:
    """The written words of a clip's line, in order, with times in seconds from the clip's beginning.

    Times never run backwards and stay inside the clip. Where the voice gave no word times they are
    spread in proportion to what is said.
    """
    line, clock = clip.line, _Clock(clip)
    positions = _Positions(line)
    found, last = [], 0.0
    for start, end in _tokens(line.written):
        begins = max(last, clock.begin(positions.said(start)))
        ends = max(begins, clock.finish(positions.said(end)))
        if positions.said(end) == positions.said(start):
            begins = ends = last
        text = "".join(c for c in line.written[start:end] if c.isprintable() or c in "\u200c\u200d\u200e\u200f")
        if text:
            found.append(Word(text, begins, ends, clock.quoted(positions.said(start))))
            last = ends
    return tuple(_widened(found))


def _widened(words: list[Word]) -> list[Word]:
    """The words, those that none of the time fell to given a share of a neighbour's, by their letters.

    A voice runs small words into the next one ("a year"): the sounds of both are then counted as one word's.
    """
    place = 0
    while place < len(words):
        end = place + 1
        while end < len(words) and words[end - 1].end - words[end - 1].start < _LEAST:
            end += 1
        if words[end - 1].end - words[place].start < _LEAST and place:
            place -= 1
        shared, whole = words[place:end], sum(_size(word.text) + 0.5 for word in words[place:end])
        step, at = (shared[-1].end - shared[0].start) / whole, shared[0].start
        for index, word in enumerate(shared, place):
            until = shared[-1].end if index == end - 1 else at + step * (_size(word.text) + 0.5)
            words[index] = replace(word, start=at, end=until) if len(shared) > 1 else word
            at = until
        place = end
    return words


_LEAST = 0.002
"""Seconds below which a word has no span that anything could be shown in."""


def _tokens(text: str) -> list[tuple[int, int]]:
    """Where each run without white space stands."""
    return [match.span() for match in re.finditer(r"\S+", text)]


def _size(text: str) -> int:
    return sum(character.isalnum() for character in text)


class _Positions:
    """A place in the written line → how far the spoken line has come there, 0-1."""

    def __init__(self, line: Line) -> None:
        self.marks, self.sums = [0], [0.0]
        for change in sorted(line.changes, key=lambda change: change.start):
            if self.marks[-1] <= change.start <= change.end <= len(line.written):
                self._plain(line.written, change.start)
                self._changed(line.written[change.start : change.end], change)
        self._plain(line.written, len(line.written))

    def _plain(self, written: str, end: int) -> None:
        start, total = self.marks[-1], self.sums[-1]
        for index in range(start, end):
            total += written[index].isalnum()
            self._mark(index + 1, total)

    def _changed(self, written: str, change: Change) -> None:
        """Words that a change keeps ("January" of "5 January") hold their places; the rest is spread between them."""
        base, heard, after = self.sums[-1], change.spoken.split(), 0
        for start, end in _tokens(written):
            if written[start:end] in heard[after:]:
                after = heard.index(written[start:end], after) + 1
                until = base + _size("".join(heard[:after]))
                self._mark(change.start + start, until - _size(written[start:end]))
                self._mark(change.start + end, until)
        self._mark(change.end, base + _size(change.spoken))

    def _mark(self, place: int, total: float) -> None:
        self.marks.append(place)
        self.sums.append(total)

    def said(self, place: int) -> float:
        """Inside a change the way is spread over its written characters."""
        after = bisect_left(self.marks, place)
        whole = self.sums[-1] or 1.0
        if self.marks[after] == place:
            return self.sums[bisect_right(self.marks, place) - 1] / whole
        left, right = self.marks[after - 1], self.marks[after]
        share = (place - left) / (right - left)
        return (self.sums[after - 1] + share * (self.sums[after] - self.sums[after - 1])) / whole


class _Clock:
    """How far the spoken line has come, 0-1 → seconds in the clip."""

    def __init__(self, clip: Clip) -> None:
        said = clip.line.spoken or clip.line.written
        self.words = clip.words or (Word(said, 0.0, clip.seconds),)
        parts, texts = said.split(), [word.text for word in self.words]
        if len(parts) == len(texts) and _size("".join(texts)) != _size(said):
            texts = parts
        sizes = [_size(text) for text in texts]
        whole = sum(sizes)
        if not whole:
            sizes, whole = [1] * len(texts), len(texts)
        self.ends = [total / whole for total in accumulate(sizes)]
        self.limit = clip.seconds

    def quoted(self, share: float) -> bool:
        """Whether what follows `share` is said by the voice that quotes."""
        return self.words[min(bisect_right(self.ends, share + 1e-9), len(self.words) - 1)].quoted

    def begin(self, share: float) -> float:
        """When what follows `share` begins: at a word's edge, that of the word to come."""
        return self._time(min(bisect_right(self.ends, share + 1e-9), len(self.words) - 1), share)

    def finish(self, share: float) -> float:
        """When what leads up to `share` ends: at a word's edge, that of the word gone by."""
        return self._time(min(bisect_left(self.ends, share - 1e-9), len(self.words) - 1), share)

    def _time(self, index: int, share: float) -> float:
        word, before = self.words[index], self.ends[index - 1] if index else 0.0
        width = self.ends[index] - before
        part = min(1.0, max(0.0, (share - before) / width)) if width > 0 else 0.0
        return min(self.limit, max(0.0, word.start + part * (word.end - word.start)))
