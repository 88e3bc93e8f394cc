"""A live page's tree → its entries as blocks in the page's order, each under its heading; [] for any other page.

A page is live where it says so (https://schema.org/LiveBlogPosting, or a class named so) and holds entries: elements
of one kind, side by side, each with a time of its own. A page whose script fills it declares its entries in JSON-LD.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from atlascast import patterns
from atlascast.collect import clean, scripts
from atlascast.collect.clean import Block
from atlascast.patterns import finder

_LIVE = finder([patterns.load("atlascast.collect", "data/classes")["live"]])
_DECLARED = "LiveBlogPosting"
_LEAST = 3
"""Entries of a live page at least."""
_WORDS = 12
"""Words of an entry at least, on average."""
_STAMP = re.compile(r"(?:\d{1,2}[:.]\d\d|\bago\b)")


def blocks(tree: Any, text: str) -> list[Block]:
    """The entries of a live page, newest first where the page has them so."""
    declared = _DECLARED in text
    if not declared and not any(_LIVE.finds(str(name)) for name in tree.xpath("//@class | //@id")):
        return []
    shown = [block for entry in _entries(tree) for block in _entry(entry)]
    return shown or ([block for update in updates(text) for block in update_blocks(update)] if declared else [])


def updates(text: str) -> list[dict[str, Any]]:
    """What a page's JSON-LD declares as its entries."""
    for found in scripts.linked(text):
        rows = found.get("liveBlogUpdate")
        if isinstance(rows, list):
            return [row for row in rows if isinstance(row, dict)]
    return []


def unentered(tree: Any) -> None:
    """Take the entries out of the page's JSON-LD: readers of metadata take the first one's headline for the page's."""
    for script in tree.iter("script"):
        if script.text and _DECLARED in script.text:
            rows = list(scripts.objects(script.text))
            for row in rows:
                row.pop("liveBlogUpdate", None)
            script.text = json.dumps(rows[0] if len(rows) == 1 else rows)


def _entries(tree: Any) -> list[Any]:
    """The largest group of elements of one kind, side by side, that have a time and say something; what readers wrote
    below the article is none."""
    groups: dict[tuple[Any, str, str], list[Any]] = defaultdict(list)
    for stamp in tree.iter("time", "span", "div", "p", "a"):
        if stamp.tag == "time" or (len(stamp) == 0 and len(stamp.text or "") < 30 and _STAMP.search(stamp.text or "")):
            for node in stamp.iterancestors("div", "article", "section", "li"):
                groups[node.getparent(), node.tag, node.get("class", "").partition(" ")[0]].append(node)
    kinds = (list(dict.fromkeys(found)) for found in groups.values())
    fit = [found for found in kinds if len(found) >= _LEAST and _tell(found) and not clean.discusses(found[0])]
    return max(fit, key=len, default=[])


def _tell(entries: list[Any]) -> bool:
    words = sum(clean.count(paragraph.text_content()) for entry in entries for paragraph in entry.iter("p"))
    heads = (head for entry in entries for head in entry.iter(*clean.HEADS))
    leads = sum(bool(head.xpath("ancestor::a[@href] | .//a[@href]")) for head in heads)
    return words >= _WORDS * len(entries) and 2 * leads < len(entries)


def _entry(entry: Any) -> Iterator[Block]:
    """An entry without its time, its buttons and who wrote it: headings, and what stands in paragraphs and lists."""
    from lxml import html

    for stamp in list(entry.iter("time")):
        stamp.drop_tree()
    for block in clean.blocks(html.tostring(entry, encoding="unicode")):
        short = clean.count(block.text) <= _LEAST
        if block.kind != "text" or not (short or _STAMP.match(block.text)):
            yield block


def update_blocks(update: dict[str, Any]) -> Iterator[Block]:
    """One of `updates` as blocks under its heading; none where it has no text."""
    head = clean.plain(str(update.get("headline") or ""))
    body = str(update.get("articleBody") or "")
    if body:
        yield from [Block("heading", head)] * bool(head)
        yield from clean.blocks(re.sub(r"\s*\n\s*", "\n\n", body))
