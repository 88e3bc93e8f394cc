"""A page's tree and markup → its by-line as written, where the extractor found none that names a person.

What the page declares goes first (JSON-LD, microdata, rel=author), then an element that is called a by-line, then a
short line that opens as one does ("By …", "Enviado por …", "作者:…").
"""

import json
from collections.abc import Iterator
from typing import Any

from atlascast import patterns
from atlascast.collect import byline, clean, scripts
from atlascast.patterns import finder
from atlascast.week import MONTH

_RULES = patterns.load("atlascast.collect", "data/bylines", {"month": MONTH})
_CALLED = finder([patterns.load("atlascast.collect", "data/classes")["byline"]])
_MOMENT, _SIGNED, _CLOSING = (finder([_RULES[name]]) for name in ("moment", "signed", "closing"))
_LONG = 120
"""Characters; a longer element holds more than a by-line."""
_OUTSIDE = " | ".join([f"ancestor-or-self::{tag}" for tag in ("footer", "figure", "form", "nav")] + ["ancestor::aside"])
_TAGS = ("p", "div", "span", "td", "i", "em", "font", "small", "li")
_SHORT = " | ".join(f"//{tag}[string-length(.) < 1000]" for tag in _TAGS)
"""What may be a line. The length, indents included, is taken by libxml2: nested boxes are too many for Python."""
_MANY = 3
"""Words from which a by-line may hold more than a name."""
_DEEP = 6
"""Containers of JSON-LD deep in which an article is looked for."""


def written(tree: Any, markup: str, found: str) -> str:
    """The by-line to believe: `found`, the extractor's, where it names somebody, else the page's own."""
    named = byline.names(found)
    if tree is None or (named and 1 < clean.count(named) < _MANY):
        return found
    lines = ((one, byline.names(one)) for one in _lines(tree, markup))
    if clean.count(named) > 1:  # a name that runs into what the person does: the page may have it alone
        return next((one for one, names in lines if " " in names and named.startswith(f"{names} ")), found)
    wanted = bool(named)  # one word alone may be a place or an account: only a full name is better
    return next((one for one, names in lines if names and (" " in names or not wanted)), found)


def _lines(tree: Any, markup: str) -> Iterator[str]:
    for attributes, text in scripts.all_of(markup):
        if "application/ld+json" in attributes.lower():
            yield ", ".join(dict.fromkeys(_people(text)))
    for node in tree.xpath("//*[@itemprop='author' or @rel='author']"):
        yield _short(node)
    for node in tree.xpath("//*[@class]"):
        if _CALLED.finds(node.get("class", "")) and not node.xpath(_OUTSIDE):
            yield _short(node)
    for node in tree.xpath(_SHORT):
        text = _short(node)
        if match := _SIGNED.find(text):
            yield match[0]
        elif match := _CLOSING.find(text):
            yield match["name"]
        elif text and byline.opens(text):
            yield text


def _short(node: Any) -> str:
    """What an element says, if that is little: its parts by "; " where lines, boxes or nothing but elements part it."""
    text = clean.tidy(node.text_content())
    if not 0 < len(text) <= _LONG or "©" in text:
        return ""
    parts = "; ".join(filter(None, map(clean.tidy, map(str, node.itertext()))))
    apart = len(node) > 1 and not any(map(clean.tidy, ((node.text or ""), *(child.tail or "" for child in node))))
    return _MOMENT.without(parts if apart or node.xpath(".//br | .//div | .//p") else text)


def _people(text: str) -> Iterator[str]:
    """The persons that JSON-LD (https://schema.org/author) calls authors."""
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    yield from _authors(found, _DEEP)


def _authors(found: Any, deep: int) -> Iterator[str]:
    if deep and isinstance(found, list):
        for one in found:
            yield from _authors(one, deep - 1)
    elif deep and isinstance(found, dict):
        named = found.get("author", [])
        for one in named if isinstance(named, list) else [named]:
            if isinstance(one, str) or (isinstance(one, dict) and one.get("@type", "Person") == "Person"):
                yield clean.plain(str(one if isinstance(one, str) else one.get("name", "")))
        yield from _authors(found.get("@graph", []), deep - 1)
