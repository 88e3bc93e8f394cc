"""A page's tree → the same without the names for which the extractor would drop the article itself.

The extractor leaves out what a site calls "…widget…", "…-icon…", "…meta…" and the like, wherever in a name that stands
("RichText--iconLinks"). Where elements of one such name hold much of the page's paragraphs they are the article; so is
what is folded away ("hidden-part") below its first paragraphs.
"""

from collections import defaultdict
from typing import Any

from atlascast.collect import boxes, clean

_MOST = (0.5, 6 / 7)
"""The share of the page's prose from which it is the article, and from which the extractor itself keeps it."""

_LONG = 120
"""Characters of a paragraph that is text and no line beside it."""


def rename(root: Any, total: int) -> None:
    """Take the class off elements that would be dropped for it and hold much of the page's prose, and off those that
    share the name; `total` is the page's `boxes.prose`."""
    groups: dict[str, list[Any]] = defaultdict(list)
    for node in _dropped(root):
        for name in node.get("class", "").split():
            groups[name].append(node)
    for name, nodes in groups.items():
        share = sum(map(_told, nodes)) / max(1, total)
        if (len(nodes) > 1 or _is_rest(nodes[0])) and _MOST[0] < share < _MOST[1] and _is_dropped(root, name):
            for node in nodes:
                node.attrib.pop("class", None)


def _is_rest(node: Any) -> bool:
    """Whether an element goes on with what paragraphs beside it began, as an article folded away does."""
    told = f"p[string-length(normalize-space(.)) > {_LONG}]"
    begun, rest = node.xpath(f"preceding-sibling::{told}"), node.xpath(f".//{told}")
    return bool(begun) and len(rest) > len(begun) and not clean.discusses(node) and node.find(".//h1") is None


def _dropped(root: Any) -> list[Any]:
    """What the extractor would drop below an element for how it is called."""
    from trafilatura import xpaths

    first, teasers, precise = xpaths.OVERALL_DISCARD_XPATH, xpaths.TEASER_DISCARD_XPATH, xpaths.PRECISION_DISCARD_XPATH
    rules: tuple[Any, ...] = (*first, *teasers, *precise[1:])
    return list(dict.fromkeys(node for rule in rules for node in rule(root)))


def _is_dropped(root: Any, name: str) -> bool:
    """Whether a box would be dropped for this one name, be it the first or a later one."""
    holder = root.makeelement("body", {})
    holder.extend([root.makeelement("div", {"class": one}) for one in (name, f"a {name}")])
    return bool(_dropped(holder))


def _told(node: Any) -> int:
    """Characters of its paragraphs that are no link."""
    return boxes.prose(node) - sum(len(link.text_content()) for link in node.iter("a"))
