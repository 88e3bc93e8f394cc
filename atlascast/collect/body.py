"""The extractor's tree → blocks: running text and inline elements between blocks are blocks of their own."""

from typing import Any

from atlascast.collect import clean, furniture
from atlascast.collect.clean import Block
from atlascast.models import ParagraphKind

_KINDS: dict[str, ParagraphKind] = {"head": "heading", "quote": "quote", "item": "item", "row": "row"}
_BLOCKS = frozenset({"p", "item", "row", "head", "quote", "list", "table", "div"})


def blocks(tree: Any) -> list[Block]:
    """trafilatura's tree as blocks; a run of text and inline elements between blocks is one of its own."""
    found: list[Block] = []

    def end(pieces: list[str], kind: ParagraphKind) -> None:
        found.extend(Block(kind, line) for piece in "".join(pieces).split("\n") if (line := clean.tidy(piece)))
        pieces.clear()

    def walk(node: Any, kind: ParagraphKind) -> None:
        own = _KINDS.get(node.tag, kind)
        pieces = [(node.text or "").replace("\n", " ")]
        for child in node:
            laid = child.tag == "cell" and child.find(".//p") is not None
            if child.tag in _BLOCKS or laid:
                end(pieces, own)
                walk(child, "text" if laid else own)
            else:
                _collect(child, pieces)
            pieces.append((child.tail or "").replace("\n", " "))
        end(pieces, own)

    walk(tree, "text")
    return found


def headed(found: list[Block], title: str) -> list[Block]:
    """Without the menu that runs into the text where tables lay a page out: short lines up to the headline."""
    for at, block in enumerate(found):
        if title and furniture.same(block.text, title):
            return found[at + 1 :]
        if clean.count(block.text) >= 12 or furniture.ends(block.text):
            break
    return found


def led(found: list[Block]) -> list[Block]:
    """Without the lines between title and text (a subtitle, a by-line, a caption) and the labels after the text."""
    start, end = 0, len(found)
    while end > 3 and _unended(found[end - 1].text) and clean.count(found[end - 1].text) <= 8:
        end -= 1
    kept = found[:end] if found[end - 1 : end] and found[end - 1].kind == "text" else found
    while start < min(3, len(kept) - 2) and _unended(kept[start].text):
        start += 1
    prose = clean.count(kept[start].text) >= 12 if kept else False
    return kept[start:] if prose else kept


def _unended(text: str) -> bool:
    return len(text) < 180 and not furniture.ends(text)


def _collect(node: Any, pieces: list[str]) -> None:
    pieces.append({"lb": "\n", "cell": " "}.get(node.tag, "") + (node.text or "").replace("\n", " "))
    for child in node:
        _collect(child, pieces)
        pieces.append((child.tail or "").replace("\n", " "))
