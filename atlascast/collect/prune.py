"""HTML page → its tree without what surely is not the article, before trafilatura weighs the rest.

Only marks that any site may carry are used: an element that is hidden or pops up, a link that wraps a whole
headline (a card), a list of nothing but links, and the section under a heading such as "Most popular".
"""

import re
from typing import TYPE_CHECKING, Any

from atlascast import patterns
from atlascast.collect import boxes, clean, embeds, furniture, laid, misnamed
from atlascast.patterns import finder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AROUND = finder([patterns.load("atlascast.collect", "data/classes")["around"]])
_HEAD = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
_CARD = f"self::p or {_HEAD}"
_INLINE = frozenset({"span", "a", "abbr", "em", "strong", "b", "i", "sup", "mark", "font", "cite", "q"})
"""In a sentence these carry words, whatever their class; only what pops up within one that pops up is dropped."""


def tree(text: str) -> "HtmlElement | None":
    """The page's tree, pruned; None where it cannot be parsed."""
    from trafilatura.utils import load_html

    root: Any = load_html(text)
    if root is None:
        return None
    embeds.settle(root)
    laid.out(root)
    total = boxes.prose(root)
    boxes.drop(root, total)
    title = str(root.findtext(".//title") or "")
    _above(root, title)
    cards = [node for node in root.iter("article") if _is_card(node, title)]
    if sum(map(boxes.prose, cards)) < _LITTLE * boxes.prose(root):
        for card in cards:
            card.drop_tree()
    for node in list(root.xpath(f"//a[.//*[{_CARD}]] | //*[@*] | //ul | //ol")):
        there = node is not root and node.getparent() is not None
        if there and _doubtful(node) and boxes.prose(node) <= _most(node) * total:
            _drop(node)
    for node in list(root.iter("p")):
        if root in node.iterancestors() and _leads(node):
            node.drop_tree()
    misnamed.rename(root, boxes.prose(root))
    found: HtmlElement = root
    return found


_LITTLE = 0.5
"""The share of the page's prose that may stand above the headline, or in cards, and be none of the article."""
_REMARKS = 0.8
"""The same for what readers wrote below an article."""
_TITLED = 4
"""Words of a link from which it is a headline and no name."""
_BULLETS = re.compile(r"[*•·▪►»|]")
_TEASER = 70
"""Words of a teaser at most."""


def _drop(node: Any) -> None:
    """Drop an element; with a list goes the heading above it where nothing else stands below that."""
    above, below = node.getprevious(), node.getnext()
    lone = node.tag in ("ul", "ol") and above is not None and above.tag in _SUBHEADS
    if lone and (below is None or below.tag in _SUBHEADS):
        above.drop_tree()
    node.drop_tree()


def _most(node: Any) -> float:
    """The share of the page's prose that an element may hold and be dropped: readers often write more than the
    newsroom did."""
    return _REMARKS if clean.discusses(node) and node.xpath(boxes.BEGUN) and node.find(".//h1") is None else boxes.MUCH


_SUBHEADS = clean.HEADS[1:]


def _above(root: Any, title: str) -> None:
    """Drop the paragraphs above the headline, where most of the page's stand below it."""
    heads = [head for head in root.iter("h1") if clean.tidy(head.text_content()) and _names(head, title)]
    above = heads[0].xpath("preceding::p") if heads else []
    if above and sum(len(node.text_content()) for node in above) < _LITTLE * boxes.prose(root):
        for node in above:
            node.drop_tree()


def _names(head: Any, title: str) -> bool:
    """Whether a heading is in the page's title."""
    return clean.tidy(head.text_content()) in clean.tidy(title)


def _is_card(node: Any, title: str) -> bool:
    """Whether an article is a teaser of another one: under a heading that leads there stand a few words."""
    heads = list(node.iter(*clean.HEADS))
    if len(heads) != 1 or clean.count(node.text_content()) > _TEASER:
        return False
    return bool(heads[0].xpath("ancestor::a[@href] | .//a[@href]")) and not _names(heads[0], title)


def _doubtful(node: Any) -> bool:
    if node.tag in ("html", "body", "article", "main", "head"):
        return False
    if node.tag == "a":
        return bool(node.xpath(f".//*[{_CARD}]"))
    if node.tag in ("ul", "ol"):
        return _only_links(node)
    if _hidden(node):
        return True
    if node.tag in _INLINE and not _marked(node.getparent()):
        return False
    return _marked(node)


def _leads(node: Any) -> bool:
    """Whether a paragraph is links under a label such as "Read more:" and nothing else."""
    links = list(node.iter("a"))
    words = clean.tidy(node.text_content())
    for link in links:
        words = words.replace(clean.tidy(link.text_content()), " ", 1)
    label = clean.tidy(_BULLETS.sub(" ", words)).strip(" |·•*,–—-")
    if len(links) > 1 and not label:
        return _BULLETS.search(words) is not None
    if not links or not 0 < len(label) < furniture.LABEL:
        return False
    return furniture.is_furniture(label) or (len(links) > 1 and all(map(_is_titled, links)) and _labels(node))


def _is_titled(link: Any) -> bool:
    """Whether a link is a line of its own below another one and as long as a headline."""
    before, after = link.getprevious(), link.getnext()
    broken = before is not None and before.tag == "br" and (after is None or after.tag == "br")
    return broken and not clean.tidy(link.tail or "") and clean.count(link.text_content()) >= _TITLED


def _labels(node: Any) -> bool:
    """Whether a paragraph opens with a line in bold."""
    return len(node) > 1 and not clean.tidy(node.text or "") and node[0].tag in ("b", "strong")


def _marked(node: Any) -> bool:
    return _AROUND.finds(clean.called(node))


def _hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or node.get("hidden") is not None


def _only_links(node: Any) -> bool:
    """A list of two or more entries that are nothing but links."""
    items = [item for item in node if item.tag == "li"]
    linked = sum(len(clean.tidy(link.text_content())) for link in node.iter("a"))
    return len(items) >= 2 and linked >= 0.9 * max(1, len(clean.tidy(node.text_content())))
