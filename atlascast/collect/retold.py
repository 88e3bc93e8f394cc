"""Blocks → the same without what tells the story again: a box of its points, a line pulled out of a paragraph."""

from collections.abc import Iterator

from atlascast.collect import clean, furniture
from atlascast.collect.clean import Block

_MOST = 0.35
"""The share of the words from which a list of points is the article."""
_PULLED = (6, 60)
"""Words of a line that is pulled out; a shorter one may well be said twice."""


def drop(found: list[Block]) -> list[Block]:
    """Without lists under a label such as "Key points", and without lines whose words stand in another block."""
    return list(_once(_unsummed(found)))


def _unsummed(found: list[Block]) -> list[Block]:
    total = sum(clean.count(block.text) for block in found)
    kept: list[Block] = []
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and found[end].kind == "item":
            end += 1
        points = sum(clean.count(block.text) for block in found[at + 1 : end])
        if furniture.is_summary(found[at].text) and 0 < points <= _MOST * total:
            at = end
        else:
            kept.append(found[at])
            at += 1
    return kept


def _once(found: list[Block]) -> Iterator[Block]:
    """Each place in the text is looked up by its first words, so that a long text takes no longer a word."""
    least, most = _PULLED
    if len(found) < 2:
        yield from found
        return
    whole = [furniture.words(block.text) for block in found]
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    for row, words in enumerate(whole):
        if found[row].kind == "text":
            for start in range(len(words) - least):
                places.setdefault(tuple(words[start : start + least]), (row, start))
    for row, words in enumerate(whole):
        where = places.get(tuple(words[:least]))
        if found[row].kind in ("text", "quote") and least <= len(set(words)) <= most and where and where[0] != row:
            other, start = where
            if len(whole[other]) > len(words) and whole[other][start : start + len(words)] == words:
                continue
        yield found[row]
