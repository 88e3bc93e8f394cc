"""A page's or fragment's tree → the same with posts and quotations in one block each, signed by who said them.

    <blockquote class="twitter-tweet"><p>It left.</p>&mdash; Ada Quill (@adaquill) <a>March 3, 2024</a></blockquote>
        →  <blockquote><p>It left. — Ada Quill (@adaquill) March 3, 2024</p></blockquote>

A post that nobody signed is left out.
"""

from typing import Any

from atlascast import patterns
from atlascast.patterns import finder

_RULES = patterns.load("atlascast.collect", "data/embeds")
_FRAME, _QUOTATION, _SPEAKER = (finder([_RULES[name]]) for name in ("frame", "quotation", "speaker"))
_PLACEHOLDER = finder([_RULES["placeholder"]])
SIGNED, DEBRIS = finder([_RULES["signed"]]), finder([_RULES["debris"]])
LONGEST = 160
"""Characters of a post's signature at most."""
_LONG = 1500
"""Characters; what is longer and is called a quotation is an article about one."""
_PAGE = ("body", "html", "article", "main")
_BOXES = frozenset({"p", "div", "ul", "ol", "blockquote", "figure", "section", "h2", "h3"})


def settle(root: Any) -> None:
    """Leave out the posts that have no author, and set those and the quotations that have one as one block."""
    for node in list(root.xpath(".//*[@class]")):
        if node.getparent() is None or node.tag in _PAGE:
            continue
        if _FRAME.finds(node.get("class")):
            _post(node)
    for box, speakers in _boxes(root).items():
        if len(speakers) == 1 and box.getparent() is not None:
            _attribute(box, speakers[0])


def signature(text: str) -> str:
    """Who signs a post that ends so; "" for nobody."""
    match = SIGNED.find(text[-LONGEST:])
    return " ".join((match["who"] or match["poster"]).split()) if match else ""


def _post(node: Any) -> None:
    text = _PLACEHOLDER.pattern.sub("", " ".join(_spaced(node).split()))
    if signature(text) and len(text) > LONGEST // 16:
        _become(node, text)
    else:
        node.drop_tree()


def _boxes(root: Any) -> dict[Any, list[Any]]:
    """Quotations that stand apart, each with who is said to have said it: the nearest box around both that is called
    one, and repeats no paragraph."""
    found: dict[Any, list[Any]] = {}
    for node in root.xpath(".//*[@class] | .//blockquote/cite | .//blockquote/footer"):
        if node.tag in ("cite", "footer") or _SPEAKER.finds(node.get("class")):
            boxes = (box for box in node.iterancestors() if _is_quotation(box))
            box = next(boxes, None)
            if box is not None and "pull" not in box.get("class", "").lower():
                found.setdefault(box, []).append(node)
    return found


def _is_quotation(box: Any) -> bool:
    return box.tag not in _PAGE and (box.tag == "blockquote" or _QUOTATION.finds(box.get("class", "")))


def _attribute(box: Any, speaker: Any) -> None:
    """Join who said a quotation with it."""
    who = " ".join(_spaced(speaker).split()).lstrip("—–- ")
    said = " ".join(_spaced(box, without=speaker).split())
    if said and who and len(said) < _LONG and len(who) < LONGEST:
        _become(box, f"{said} — {who}")


def _spaced(node: Any, without: Any = None) -> str:
    """An element's text, its boxes parted by spaces."""
    pieces = [node.text or ""]
    for child in node:
        inner = "" if child is without or not isinstance(child.tag, str) else _spaced(child, without)
        pieces += [" ", inner, " "] if child.tag in _BOXES or child.tag == "br" else [inner]
        pieces.append(child.tail or "")
    return "".join(pieces)


def _become(node: Any, text: str) -> None:
    """Turn an element into a quotation of one paragraph."""
    tail = node.tail
    for child in list(node):
        node.remove(child)
    node.attrib.clear()
    node.tag, node.text, node.tail = "blockquote", None, tail
    paragraph = node.makeelement("p", {})
    paragraph.text = text
    node.append(paragraph)
