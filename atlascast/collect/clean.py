"""HTML fragment → blocks: paragraphs, headings, quotations, list items and table rows as plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from atlascast import patterns
from atlascast.collect import embeds
from atlascast.models import ParagraphKind
from atlascast.patterns import finder

if TYPE_CHECKING:
    from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph and what it was in the page."""

    kind: ParagraphKind
    text: str


HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
"""Elements of headings, the highest first."""
LONGEST = 1_000_000
"""Characters of an article: some three books. What is longer was made to keep us busy, or is no article."""
_DATA = re.compile(r"\bdata:[\w.+-]+/[\w.+-]+;base64,[\w+/=%-]+")
TOO_LONG = f"too long: over {LONGEST:,} characters are no article"


def endless(text: str, most: int = LONGEST) -> bool:
    """Whether a text, but for pictures that stand in it, is longer than `most` characters: as no article is."""
    return len(text) > most and len(_DATA.sub("", text)) > most


_INVISIBLE = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc]"
)
_DROPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "figure", "figcaption", "form", "button", "select",
    "textarea", "input", "svg", "math", "video", "audio", "object", "embed", "canvas", "nav", "aside", "footer",
    "head", "title", "dialog"
})  # fmt: skip
_BROKEN = frozenset({
    "p", "div", "section", "article", "main", "header", "address", "center", "dl", "dt", "dd", "ul", "ol", "li",
    "table", "thead", "tbody", "tfoot", "tr", "caption", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "figure", "details", "summary", "body", "html", "fieldset"
})  # fmt: skip
_KINDS: dict[str, ParagraphKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "blockquote": "quote",
    "li": "item",
    "tr": "row",
}
_CLASSES = patterns.load("atlascast.collect", "data/classes")
_APART, _DISCUSSION = finder([_CLASSES["apart"]]), finder([_CLASSES["discussion"]])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def kinds(blocks: "list[Block]") -> tuple[ParagraphKind, ...]:
    """What each block is, for `Story.kinds`."""
    return tuple(block.kind for block in blocks)


def tidy(text: str) -> str:
    """One line: no control or direction characters, single spaces, no space at the ends."""
    return " ".join(_INVISIBLE.sub("", text).split())


_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese: scripts that put no space between words."""


def count(text: str) -> int:
    """How many words; where a script writes none apart, two letters count as one."""
    spaced, letters = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + letters // 2


def plain(markup: str) -> str:
    """A title or name without entities (once or twice encoded) and without tags."""
    import html

    text = html.unescape(markup)
    if "&" in text:
        text = html.unescape(text)
    if "<" in text and re.search(r"</?[a-z][^<>]*>", text, re.I):
        text = " ".join(block.text for block in blocks(text))
    return tidy(text)


_SITE = 80
"""Characters of a site's name at the end of a title, with what parts it from that, at most."""
_COLONS = re.compile(r" :: [^:]{2,60}$")
_SUFFIX = re.compile(r" [|–—·•»-] ((?:(?!\s[|–—·•»-]\s)[^|–—·•»]){2,60})$")


def unsuffixed(title: str, *sites: str) -> str:
    """A title without the site's name at its end; what follows the last dash is kept unless it is one of `sites`."""
    title = _COLONS.sub("", tidy(title))
    match = _SUFFIX.search(title, max(0, len(title) - _SITE))
    named = {tidy(site).lower() for site in sites if site}
    return title[: match.start()] if match and match[1].lower() in named else title


_NAMED = r"[A-Za-z][\w-]{1,40}"
_PICTURED = re.compile(
    r"\[(caption|wp_caption|gallery|embed|audio|video|playlist|media-credit)(?=[\s\]])[^\[\]]*\]"
    r"(?:(?!\[\1[\s\]]).){0,3000}?\[/\1\]",
    re.S | re.I,
)
_PAIRED = re.compile(rf"\[/({_NAMED})\]")
_SHORTCODE = re.compile(rf"\[/?({_NAMED})(?:\s[^\[\]]*)?\]")
_PLACED = re.compile(
    r"\[(?:(?:gallery|playlist|audio|video|embed)|[A-Za-z]+(?:_\w+)+"
    rf"|{_NAMED}(?=\s[^\[\]]*[\w-]=\S)[^\[\]]*)\s*/?\]"
)


def _uncoded(markup: str) -> str:
    """Without WordPress's shortcodes (https://codex.wordpress.org/Shortcode_API) that nothing has rendered.

    A caption or player goes with what it holds; of any other pair the text within stays. "[the mayor]" is no
    shortcode: one closes, has an attribute or an underscore in its name, or is one of WordPress's own.
    """
    if "[" not in markup:
        return markup
    markup = _PICTURED.sub(" ", markup)
    closed = set(_PAIRED.findall(markup))
    if closed:
        markup = _SHORTCODE.sub(lambda code: " " if code[1] in closed else code[0], markup)
    return _PLACED.sub(" ", markup)


def blocks(markup: str) -> list[Block]:
    """The fragment's blocks in reading order; text that stands outside any tag is split at blank lines."""
    from lxml import etree, html

    markup = _uncoded(markup.replace("\0", ""))
    if not markup.strip():
        return []
    if not re.search(r"<[a-z!/]", markup, re.I):
        import html as entities

        parts = (tidy(entities.unescape(part)) for part in re.split(r"\n\s*\n", markup))
        return [Block("text", part) for part in parts if part]
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):
        return [Block("text", text)] if (text := tidy(re.sub(r"<[^>]*>", " ", markup))) else []
    embeds.settle(root)
    return list(_walked(root))


def _walked(root: "HtmlElement") -> Iterator[Block]:
    reader = _Reader(root)
    reader.walk(root, "text")
    reader.end("text")
    yield from reader.found


class _Reader:
    """Collects running text until a block ends."""

    def __init__(self, root: "HtmlElement") -> None:
        self.root = root
        self.found: list[Block] = []
        self.text: list[str] = []

    def end(self, kind: ParagraphKind) -> None:
        pieces = re.split(r"\n\s*\n", "".join(self.text)) if kind != "row" else ["".join(self.text)]
        self.text.clear()
        self.found += [Block(kind, line) for piece in pieces for line in _lines(piece)]

    def walk(self, node: "HtmlElement", kind: ParagraphKind) -> None:
        name = node.tag if isinstance(node.tag, str) else ""
        if name == "br":
            self.text.append("\n")
        elif name in ("td", "th") and self.text:
            self.text.append(" ")
        if name and name not in _DROPPED and not dropped(node) and not _heads(node):
            self._inside(node, name, kind)
        self._run(node.tail, node.getparent() is self.root)

    def _inside(self, node: "HtmlElement", name: str, kind: ParagraphKind) -> None:
        broken, own = name in _BROKEN, _KINDS.get(name, kind)
        if broken:
            self.end(kind)
        self._run(node.text, node is self.root)
        for child in node:
            self.walk(child, own)
        if broken:
            self.end(own)

    def _run(self, text: str | None, loose: bool) -> None:
        """`loose`: outside any tag, where blank lines part paragraphs, as WordPress keeps them."""
        parts = re.split(r"\n\s*\n", text or "") if loose else [text or ""]
        self.text.append("\n\n".join(re.sub(r"\s+", " ", part) for part in parts))


def _lines(piece: str) -> list[str]:
    """A single <br> is a space, unless what stands before it is a whole sentence: then it parts paragraphs."""
    lines: list[str] = []
    for raw in piece.split("\n"):
        line = tidy(raw)
        if lines and line and not re.search(r"[.!?…:][\"'”’)]*$", lines[-1]):
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    return lines


def dropped(node: "HtmlElement") -> bool:
    """Whether the element's own attributes say that it is not the article: hidden, a caption, a share bar, code."""
    if (marks := called(node)) and _APART.finds(marks) and not _body(node):
        return True
    if node.tag == "pre" and node.find("code") is not None:
        return True
    return bool(_HIDDEN.search(node.get("style", ""))) or node.get("hidden") is not None


def discusses(node: "HtmlElement") -> bool:
    """Whether an element, or one around it, is called what readers write below an article."""
    around = (node, *node.iterancestors())
    return any(box.tag not in _WHOLE and _DISCUSSION.finds(called(box)) for box in around)


_WHOLE = ("body", "html", "article", "main")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CALLED = ("class", "id", "data-component", "data-component-name", "data-testid", "data-qa", "data-area")
"""Attributes that tell what a part of a page is; sites whose classes are hashes name their parts by the latter."""


def called(node: "HtmlElement") -> str:
    """What an element is called; "imageCaption" is "image-Caption"."""
    return _HUMP.sub("-", " ".join(filter(None, map(node.get, _CALLED))))


def _heads(node: "HtmlElement") -> bool:
    """Whether an element is an article's head: its headline, moment and by-line, and no paragraph."""
    return node.tag == "header" and node.find(".//h1") is not None and node.find(".//p") is None


def _body(node: "HtmlElement") -> bool:
    """A wrapper that holds the article's paragraphs is kept, whatever its class says."""
    return node.tag in _WHOLE or len(node.findall(".//p")) > 5
