"""A page's markup → its scripts: their attributes and what stands in them, and the JSON-LD among them."""

import json
import re
from collections.abc import Iterator
from typing import Any

_OPENS = re.compile(r"<script\b([^>]*)>", re.I)
_CLOSES = re.compile(r"</script", re.I)


def all_of(text: str) -> Iterator[tuple[str, str]]:
    """Every script that is closed, in time that grows with the page alone."""
    at = 0
    while opened := _OPENS.search(text, at):
        closed = _CLOSES.search(text, opened.end())
        if closed is None:
            return
        yield opened[1], text[opened.end() : closed.start()]
        at = closed.end()


def linked(text: str) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD that can be read (https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html)."""
    for attributes, content in all_of(text):
        if "application/ld+json" in attributes.lower():
            yield from objects(content)


def objects(content: str) -> Iterator[dict[str, Any]]:
    """What one script of JSON-LD says, its graph or list taken apart; nothing where it is no JSON."""
    try:
        data = json.loads(content, strict=False)
    except (ValueError, RecursionError):
        return
    rows = data.get("@graph", [data]) if isinstance(data, dict) else data
    yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
