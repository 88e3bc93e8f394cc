"""A page's tree → the same laid out as articles are: paragraphs apart, the opening within, no line for the eye.

Old pages open <font> around whole paragraphs, and an extractor that looks at paragraphs takes all of them for one.
Newer ones set the opening of an interview above its by-line, outside of the text; what stands there as a line that
repeats the headline is a subtitle.
"""

from itertools import takewhile
from typing import Any

from atlascast import patterns
from atlascast.collect import clean
from atlascast.patterns import finder

_CLASSES = patterns.load("atlascast.collect", "data/classes")
_OPENING, _SIGNED, _SUBTITLE, _HEADED = (
    finder([_CLASSES[name]]) for name in ("opening", "signed", "subtitle", "headed")
)
_FRAMES = ("font", "center", "span", "b", "i", "em", "strong", "big", "small")
_BLOCKS = frozenset({"p", "div", "table", "ul", "ol", "blockquote", "h2", "h3"})
_WITHIN = frozenset({
    "a", "abbr", "b", "big", "br", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "u"
})  # fmt: skip
"""Elements that stand within a sentence."""
_LONG = 120
"""Characters of a paragraph that is text and no line beside it."""
_HEADING = 100
"""Characters of a heading at most."""
_LONGEST = 300
"""Characters of a subtitle at most."""
_CAPTION = 200
"""Characters of a caption at most."""
_HEAD = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
_BLOCK = "display:block"
_LINES = ("p", "h2", "h3", "h4", "ul")
"""What a line below the headline may be."""
_BOX = "self::div or self::td or self::article or self::section"
"""What holds text without paragraphs where a site parts it by empty lines."""
_TOLD = f"string-length(normalize-space(.)) > {_LONG}"


def out(root: Any) -> None:
    """Part the paragraphs, join the opening, leave out subtitles and captions that nothing names as such."""
    for node in list(root.iter(*_FRAMES)):
        if node.getparent() is not None and any(child.tag in _BLOCKS for child in node):
            node.drop_tag()
    _within(root)
    for node in list(root.iter("span")):
        if _BLOCK in node.get("style", "").replace(" ", "").lower():
            node.tag = "p"
    for node in list(root.iter("p")):
        if any(child.tag == "p" for child in node):
            _part(node)
    for node in list(root.xpath("//*[self::div or self::td or self::article or self::section][count(br) > 1]")):
        _paragraphs(node)
    for node in list(root.xpath(f"//*[{_BOX}][count(br) > 1][not(p)]")):
        if sum(len(clean.tidy(child.tail or "")) for child in node) > _LONG:
            _paragraphs(node)
    for node in list(root.xpath(f"//*[{_BOX}][p]")):
        _loosen(node)
    for node in list(root.xpath("//*[@style]")):
        if node.getparent() is not None and _is_caption(node):
            node.drop_tree()
    for node in root.xpath("//div[not(*)][preceding-sibling::p and following-sibling::p][@class]"):
        if len(clean.tidy(node.text or "")) < _HEADING and _HEADED.finds(node.get("class")):
            node.tag = "h3"
    joined = False
    for node in list(root.xpath("//*[@class]")):
        if node.getparent() is not None and _is_subtitle(node):
            node.drop_tree()
        elif not joined and _OPENING.finds(clean.called(node)) and _is_opening(node):
            _join(node)
            joined = True
    _unsubtitle(root)


def _within(root: Any) -> None:
    """Take out what is empty within a sentence (an anchor, WordPress's mark of what follows "more"), for an extractor
    that drops it for its name drops the words behind it; join a large first letter with its word."""
    for node in list(root.iter(*_WITHIN)):
        if len(node) or node.tag == "br":
            continue
        if not node.text:
            node.drop_tree()
        elif len(node.text.strip()) == 1 and node.text.strip().isupper() and (node.tail or " ")[0].isalpha():
            node.drop_tag()


def _part(node: Any) -> None:
    """Make of a paragraph that holds paragraphs a box, and of its own first words a paragraph."""
    first = node.makeelement("p", {})
    first.text, node.text, node.tag = node.text, None, "div"
    for child in list(node):
        if child.tag in _BLOCKS:
            break
        first.append(child)
    node.insert(0, first)


def _paragraphs(node: Any) -> None:
    """Make paragraphs of what stands between empty lines in a box: an extractor would part each at its links."""
    run = node.makeelement("p", {})
    run.text, node.text = node.text, None
    runs = [run]
    for child in list(node):
        tail, child.tail = child.tail, None
        empty = child.tag == "br" and len(run) > 0 and run[-1].tag == "br" and not (run[-1].tail or "").strip()
        if empty:
            run.remove(run[-1])
        if empty or child.tag in _BLOCKS:
            run = node.makeelement("p", {})
            run.text = tail
            runs += [run] if empty else [child, run]
        else:
            run.append(child)
            child.tail = tail
    node[:] = [one for one in runs if one.tag != "p" or clean.tidy(one.text_content()) or len(one.xpath(".//img"))]


def _loosen(box: Any) -> None:
    """Make paragraphs of the text beside a box's paragraphs: left by a paragraph that a picture broke open ("<p><div>
    … </div>text</p>"), it goes with the picture."""
    for block in [child for child in box if child.tag not in _WITHIN]:
        after = list(takewhile(lambda node: node.tag in _WITHIN, block.itersiblings()))
        told = (block.tail or "") + "".join(node.text_content() + (node.tail or "") for node in after)
        linked = sum(len(clean.tidy(node.text_content())) for node in after if node.tag == "a")
        if len(clean.tidy(told)) > max(_LONG, 2 * linked):
            run = box.makeelement("p", {})
            run.text, block.tail = block.tail, None
            block.addnext(run)
            run.extend(after)


def _is_caption(node: Any) -> bool:
    """Whether a short line is centred right below a picture that stands alone."""
    style = node.get("style").replace(" ", "").lower()
    if "text-align:center" not in style or not 0 < len(clean.tidy(node.text_content())) < _CAPTION:
        return False
    before = node.getprevious()
    while before is not None and before.tag == "br":
        before = before.getprevious()
    alone = before is not None and not clean.tidy(before.text_content()) and not clean.tidy(before.tail or "")
    return alone and before.find(".//img") is not None and node.find(".//img") is None


def _is_subtitle(node: Any) -> bool:
    """Whether an element is called a subtitle and stands before the text: no paragraph comes between the headline
    and it."""
    if not (_SUBTITLE.finds(clean.called(node)) and _is_line(node)):
        return False
    return bool(node.xpath("preceding::h1")) and not node.xpath(f"preceding::p[{_TOLD}]")


def _is_opening(node: Any) -> bool:
    """Whether what is called a teaser or an introduction opens the article: paragraphs that lead to no other page."""
    return not node.xpath(f".//a[@href] | .//*[{_HEAD}] | ancestor::a") and bool(
        node.xpath(f"descendant-or-self::p[{_TOLD}] | self::div[not(*)][{_TOLD}]"))  # fmt: skip


def _join(opening: Any) -> None:
    """Set the opening at the top of the text, if that stands apart; extractors read that alone, and no teaser."""
    del opening.attrib["class"]
    opening.tag = opening.tag if len(opening) else "p"
    marked = opening.xpath("following::*[@itemprop='articleBody'][1]")
    boxes = marked or opening.xpath("following::*[count(p) > 2][1]")
    if boxes and boxes[0].find("h1") is None and opening.xpath("preceding::h1"):
        boxes[0].insert(0, opening)


def _is_signed(node: Any) -> bool:
    """Whether an element is called who wrote the article, or when."""
    if node.tag in ("body", "main", "article"):
        return False
    return node.get("itemprop") in ("author", "datePublished") or _SIGNED.finds(clean.called(node))


def _unsubtitle(root: Any) -> None:
    """Drop the one paragraph or list between the headline and the line that says who wrote the article, or when."""
    found: list[Any] = []
    headed, node, title = False, root, clean.tidy(root.findtext(".//title") or "")
    for node in root.iter():
        if node.tag == "h1":
            headed, found = True, []
        elif headed and isinstance(node.tag, str):
            if node.tag == "time" or node.get("rel") == "author" or _is_signed(node):
                break
            if node.tag in _LINES and (text := clean.tidy(node.text_content())) and text not in title:
                found.append(node)
            if len(found) > 1:
                return
    else:
        return  # no line says it
    if len(found) == 1 and found[0] not in node.iterancestors() and _is_line(found[0]):
        found[0].drop_tree()


def _is_line(node: Any) -> bool:
    return len(clean.tidy(node.text_content())) <= _LONGEST
