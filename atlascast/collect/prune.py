"""HTML page → its tree without what surely is not the article, before trafilatura weighs the rest.

Only marks that any site may carry are used: an element that is hidden or pops up, a link that wraps a whole
headline (a card), a list of nothing but links, and the section under a heading such as "Most popular".
"""

from typing import TYPE_CHECKING, Any

from atlascast import patterns
from atlascast.collect import clean, furniture
from atlascast.patterns import finder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CLASSES = patterns.load("atlascast.collect", "data/classes")
_AROUND, _SUBTITLE = finder([_CLASSES["around"]]), finder([_CLASSES["subtitle"]])
_HEAD = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
_CARD = f"self::p or {_HEAD}"
_INLINE = frozenset({"span", "a", "abbr", "em", "strong", "b", "i", "sup", "mark", "font", "cite", "q"})
"""In a sentence these carry words, whatever their class; only what pops up within one that pops up is dropped."""
_MUCH = 0.25
"""An element with more than this share of the page's paragraph text is the article or holds it, and stays."""


def tree(text: str) -> "HtmlElement | None":
    """The page's tree, pruned; None where it cannot be parsed."""
    from trafilatura.utils import load_html

    root: Any = load_html(text)
    if root is None:
        return None
    total = _prose(root)
    for heading in list(root.xpath(_HEADINGS)):
        label = clean.tidy(heading.text_content())
        if heading.getparent() is not None and furniture.is_end(label):
            _section(heading, label, total).drop_tree()
    for node in list(root.xpath(f"//a[.//*[{_CARD}]] | //*[@class or @id or @style or @hidden] | //ul | //ol")):
        if node is not root and node.getparent() is not None and _doubtful(node) and _prose(node) <= _MUCH * total:
            _drop(node)
    for node in list(root.xpath("//*[@class]")):
        if _is_subtitle(node):
            node.drop_tree()
        elif "teaser" in node.get("class").lower() and _is_opening(node):
            del node.attrib["class"]  # trafilatura leaves out whatever is called a teaser
            for body in node.xpath("following::*[@itemprop='articleBody'][1]"):  # and reads this alone
                body.insert(0, node)
    found: HtmlElement = root
    return found


def _drop(node: Any) -> None:
    """Drop an element; with a list goes the heading above it where nothing else stands below that."""
    above, below = node.getprevious(), node.getnext()
    lone = node.tag in ("ul", "ol") and above is not None and above.tag in _HEADS
    if lone and (below is None or below.tag in _HEADS):
        above.drop_tree()
    node.drop_tree()


_HEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def _is_subtitle(node: Any) -> bool:
    """Whether an element is called a subtitle and stands before the text: no paragraph comes between the headline
    and it."""
    if not _SUBTITLE.finds(node.get("class", "")) or len(clean.tidy(node.text_content())) > 300:
        return False
    if not node.xpath("preceding::h1"):
        return False
    return not node.xpath("preceding::p[string-length(normalize-space(.)) > 120]")


def _is_opening(node: Any) -> bool:
    """Whether what is called a teaser is the opening of the article: paragraphs that lead to no other page."""
    return not node.xpath(f".//a[@href] | .//*[{_HEAD}] | ancestor::a") and bool(
        node.xpath("descendant-or-self::p[string-length(normalize-space(.)) > 120]"))  # fmt: skip


def _prose(node: Any) -> int:
    """Characters in paragraphs, the weight of a part of the page."""
    return sum(len(part.text_content()) for part in node.iter("p")) or len(node.text_content())


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


def _marked(node: Any) -> bool:
    return _AROUND.finds(f"{node.get('class', '')} {node.get('id', '')}")


def _hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or node.get("hidden") is not None


def _only_links(node: Any) -> bool:
    """A list of two or more entries that are nothing but links."""
    items = [item for item in node if item.tag == "li"]
    linked = sum(len(clean.tidy(link.text_content())) for link in node.iter("a"))
    return len(items) >= 2 and linked >= 0.9 * max(1, len(clean.tidy(node.text_content())))


_HEADINGS = "//h1 | //h2 | //h3 | //h4 | //h5 | //h6 | //strong | //b | //div[not(*)] | //p[not(*)]"
"""What may be the label of a section; sites that style a bare box as one are many."""


def _section(heading: Any, label: str, total: int) -> Any:
    """The largest element around the heading that begins with it and holds little of the page, or only cards."""
    section = heading
    while True:
        parent = section.getparent()
        if parent is None or parent.tag in ("body", "html", "article", "main"):
            break
        if _prose(parent) > _MUCH * total and not _is_shelf(parent):
            break
        if not clean.tidy(parent.text_content()).startswith(label):
            break
        section = parent
    return section


def _is_shelf(section: Any) -> bool:
    """Whether a section holds two headings or more that each lead to another page, none that does not but for its
    own label, and no more text than a teaser below each."""
    heads = section.xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//h5")
    linked = [head for head in heads if head.xpath("ancestor::a[@href] | .//a[@href]")]
    told = section.xpath(".//p[string-length(normalize-space(.)) > 120]")
    return len(linked) >= max(2, len(told), len(heads) - 1)
