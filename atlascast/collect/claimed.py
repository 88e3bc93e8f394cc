"""Blocks of a fact-check → the same, with what others claim marked as that: told without its label it would be news."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from atlascast.collect import clean
from atlascast.collect.clean import Block

_LABEL = re.compile(
    r"(?:the )?(?:claims?|rumou?r)(?: (?:reviewed|made|in question))?|statement (?:reviewed|in question)"
    r"|what (?:was|is|has been|they(?:['’]re| are)|people (?:are|were)) (?:being )?(?:claimed|claiming|said|saying)",
    re.IGNORECASE,
)


def labelled(tree: Any) -> Iterator[str]:
    """What stands below a page's label "Claim" or "What was claimed", where that is an element of its own."""
    for node in tree.iter("h2", "h3", "h4", "h5", "strong", "b", "dt", "span", "div") if tree is not None else ():
        if len(node) == 0 and _is_label(node.text or "") and (below := node.getnext()) is not None:
            yield clean.tidy(below.text_content())


def mark(blocks: Iterable[Block], claims: Iterable[str] = ()) -> list[Block]:
    """With the kind "claim" for what follows a label of its own, and for every block that says one of `claims`."""
    known, marked, after = {clean.tidy(claim).rstrip(".") for claim in claims}, list[Block](), False
    for block in blocks:
        claim = block.kind in ("text", "quote") and (after or block.text.rstrip(".") in known)
        after = _is_label(block.text)
        marked.append(replace(block, kind="claim") if claim and not after else block)
    return marked


def _is_label(text: str) -> bool:
    return len(text) < 60 and _LABEL.fullmatch(clean.tidy(text).rstrip(" :")) is not None
