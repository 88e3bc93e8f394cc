"""A page's tree → the same without the boxes around and within the article that tell it again or end it.

A box that restates the story ("Key points", a summary by a machine) would be told twice; an article that is a list
keeps its list. What stands below "Notes to editors" or "References" within an article is not told either.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from atlascast import patterns
from atlascast.collect import clean, furniture
from atlascast.patterns import finder

_POINTS = finder([patterns.load("atlascast.collect", "data/classes")["points"]])
MUCH = 0.25
"""An element with more than this share of the page's paragraph text is the article or holds it, and stays."""
_HEADINGS = "//h1 | //h2 | //h3 | //h4 | //h5 | //h6 | //strong | //b | //div[not(*)] | //p[not(*)]"
"""What may be the label of a section; sites that style a bare box as one are many."""
_LABELS = f"{_HEADINGS} | //li[not(*)] | //span[not(*)] | //summary"
BEGUN = "preceding::p[string-length(normalize-space(.)) > 120]"
"""What tells that the article has begun."""
_HEAD = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5"
_CARDS = 3
"""Headings that lead to other pages, from which a section below the article is a shelf of them."""
_PROSE = 60
"""Characters of a bare box's own text from which it is a paragraph."""


def drop(root: Any, total: int) -> None:
    """Leave out the sections under a label of what is no part of the article; `total` is the page's `prose`."""
    for label, text in _labelled(root, _LABELS):
        if furniture.is_summary(text):
            _restated(label, text, total)
    for points in list(root.iter("ul", "ol")):
        box = points.getparent()
        called = clean.called(points) if box.find("p") is not None else f"{clean.called(points)} {clean.called(box)}"
        if _POINTS.finds(called) and prose(points) <= MUCH * total and not points.xpath(BEGUN):
            points.drop_tree()
    for label, text in _labelled(root, _HEADINGS):
        if furniture.is_end(text):
            box = _section(label, text, total)
            if box is label and furniture.is_last(text):
                _below(label, total)
            box.drop_tree()
    for shelf in _shelves(root, total):
        shelf.drop_tree()


def prose(node: Any) -> int:
    """Characters in paragraphs, be they <p> or bare boxes of prose: the weight of a part of the page."""
    return sum(_weight(part) for part in node.iter("p", "div", "td")) or len(node.text_content())


def _weight(part: Any) -> int:
    if part.tag == "p":
        return len(part.text_content())
    own = sum(map(len, (part.text or "", *(child.tail or "" for child in part))))
    return own if own >= _PROSE else 0


def _labelled(root: Any, path: str) -> Iterator[tuple[Any, str]]:
    """The elements that may be labels and are still there, with their words."""
    for node in list(root.xpath(path)):
        text = clean.tidy(node.text_content()) if node.getparent() is not None else ""
        if 0 < len(text) < furniture.LABEL and root in node.iterancestors():
            yield node, text


def _restated(label: Any, text: str, total: int) -> None:
    """Drop a box that restates the story with its label, or the list right below a label that stands alone."""
    box = _section(label, text, total)
    if len(clean.tidy(box.text_content())) > len(text):
        box.drop_tree()
        return
    while box.getnext() is None and clean.tidy(box.getparent().text_content()) == text:
        box = box.getparent()
    below = box.getnext()
    if below is not None and below.tag in ("ul", "ol") and prose(below) <= MUCH * total:
        below.drop_tree()
        box.drop_tree()


def _below(label: Any, total: int) -> None:
    """Drop what stands below a heading that ends an article, up to the next heading of its order."""
    if label.tag not in clean.HEADS:
        return
    stop = clean.HEADS[: clean.HEADS.index(label.tag) + 1]
    after = []
    for node in label.itersiblings():
        if node.tag in stop:
            break
        after.append(node)
    if sum(map(prose, after)) <= MUCH * total:
        for node in after:
            node.drop_tree()


def _section(heading: Any, label: str, total: int) -> Any:
    """The largest element around the heading that begins with it and holds little of the page, or only cards."""
    section = heading
    while True:
        parent = section.getparent()
        if parent is None or parent.tag in ("body", "html", "article", "main"):
            break
        if prose(parent) > MUCH * total and not _is_shelf(parent):
            break
        if not clean.tidy(parent.text_content()).startswith(label):
            break
        section = parent
    return section


def _is_shelf(section: Any) -> bool:
    """Whether a section holds two headings or more that each lead to another page, none that does not but for its
    own label, and no more text than a teaser below each. What holds the page's own headline is none."""
    if _named(section):
        return False
    heads = section.xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//h5")
    linked = [head for head in heads if head.xpath("ancestor::a[@href] | .//a[@href]")]
    told = section.xpath(".//p[string-length(normalize-space(.)) > 120]")
    return len(linked) >= max(2, len(told), len(heads) - 1)


def _shelves(root: Any, total: int) -> list[Any]:
    """The largest sections of nothing but cards under a label, whatever it says, below text of the article."""
    held = Counter[Any]()
    for head in root.xpath(f"//*[{_HEAD}][ancestor::a[@href] or .//a[@href]]"):
        held.update(head.iterancestors("div", "section", "aside", "ul"))
    fit = {box for box, heads in held.items() if heads >= _CARDS and prose(box) <= MUCH * total and _is_shelf(box)}
    return [box for box in fit if fit.isdisjoint(box.iterancestors()) and len(box.xpath(BEGUN)) > 1]


def _named(section: Any) -> bool:
    """Whether a section holds the headline: a first heading, of more than one word, that the page's title repeats."""
    title = clean.tidy(str(section.getroottree().getroot().findtext(".//title") or ""))
    heads = (clean.tidy(head.text_content()) for head in section.iter("h1"))
    return any(" " in head and head in title for head in heads)
