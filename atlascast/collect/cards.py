"""HTML page, text found in it → whether that is a list of articles: headings that are links, a teaser below each."""

from collections.abc import Iterator
from typing import Any

from atlascast.collect import clean

_MUTE = frozenset({"script", "style", "noscript", "template", "nav", "footer"})
_CARDS, _TEASER, _SHARE = 4, 70, 0.6
"""Cards at least; words of a teaser at most; share of the text's words that stand in cards, from which it is a list."""


def lists(text: str, body: str) -> bool:
    """Whether the `body` that was found in a page is the teasers of the articles that it leads to."""
    from trafilatura.utils import load_html

    root: Any = load_html(text)
    if root is None:
        return False
    teasers = [teaser for teaser in _teasers(root) if clean.count(teaser) <= _TEASER]
    if len(teasers) < _CARDS:
        return False
    carded = " ".join(teasers)
    rows = [clean.tidy(row) for row in body.split("\n\n")]
    told = sum(clean.count(row) for row in rows if row in carded)
    return told >= _SHARE * max(1, sum(map(clean.count, rows)))


def _teasers(root: Any) -> Iterator[str]:
    """A heading that is a link and what stands between it and the next heading, for each."""
    pieces: list[str] | None = None
    for node in root.iter():
        if not isinstance(node.tag, str) or node.tag in _MUTE:
            continue
        if node.tag in clean.HEADS:
            if pieces is not None:
                yield clean.tidy(" ".join(pieces))
            pieces = [node.text_content()] if _leads(node) else None
        elif pieces is not None and (node.tag == "p" or _is_leaf(node)):
            pieces.append(node.text_content())
    if pieces is not None:
        yield clean.tidy(" ".join(pieces))


def _leads(head: Any) -> bool:
    """Whether a heading leads to another page."""
    links = head.xpath("ancestor::a[@href] | .//a[@href]")
    return bool(links) and not links[0].get("href").strip().startswith("#")


def _is_leaf(node: Any) -> bool:
    """A box of text without boxes in it: teasers stand in these as often as in paragraphs."""
    return node.tag in ("div", "span", "section") and bool((node.text or "").strip()) and node.find(".//p") is None
