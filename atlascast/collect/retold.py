"""Blocks → the same without what tells the story again: a box of its points, a line pulled out of a paragraph."""

from collections import defaultdict
from collections.abc import Iterator

from atlascast.collect import clean, furniture
from atlascast.collect.clean import Block

_MOST = 0.35
"""The share of the words from which a list of points is the article."""
_PULLED = (6, 60)
"""Words of a line that is pulled out; a shorter one may well be said twice."""
_NEAR = 6
"""Blocks from its paragraph that such a line stands at most, unless it is set as a quotation: what comes back later is
a refrain."""
_INTRODUCES = (":", "：")
"""What ends a line after which another is told because that one says so, and was not pulled out."""
_PLACES = 20
"""Places that are tried for a line."""
_Place = tuple[int, int]
"""A block's number, and a word's in it."""


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
    whole = [furniture.words(block.text) for block in found] if len(found) > 1 else []
    places: dict[tuple[str, ...], list[_Place]] = defaultdict(list)
    for row, words in enumerate(whole):
        if found[row].kind == "text":
            for start in range(len(words) - least):
                places[tuple(words[start : start + least])].append((row, start))
    for row, words in enumerate(whole):
        near = len(found) if found[row].kind == "quote" else _NEAR
        where = places.get(tuple(words[:least]), [])[:_PLACES]
        pulled = found[row].kind in ("text", "quote") and least <= len(set(words)) <= most
        close = (place for place in where if abs(place[0] - row) <= near)
        pulled = pulled and not (row and found[row - 1].text.endswith(_INTRODUCES))
        if not (pulled and any(_holds(whole, row, *place) for place in close)):
            yield found[row]
    yield from found if not whole else ()


def _holds(whole: list[list[str]], row: int, other: int, start: int) -> bool:
    """Whether another, longer block has a row's words from there on."""
    words = whole[row]
    return other != row and len(whole[other]) > len(words) and whole[other][start : start + len(words)] == words
