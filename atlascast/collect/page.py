"""HTML page → Story, by trafilatura (precision, without comments) and our newsroom rules.

The bytes are fetched by us; trafilatura only reads them.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from atlascast.collect import clean, dates, furniture, prune
from atlascast.collect.clean import Block
from atlascast.collect.document import Document
from atlascast.collect.fetch import Web
from atlascast.collect.seam import Found, Span
from atlascast.models import ParagraphKind, SetAside, Story
from atlascast.store import fingerprint

_KINDS: dict[str, ParagraphKind] = {"head": "heading", "quote": "quote", "item": "item", "row": "row"}
_SUFFIX = re.compile(r"\s+[|–—·•»-]\s+([^|–—·•»]{2,40})$")


class Page:
    """One page, one story."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """The page's story."""
        yield story(document, text)


def story(document: Document, text: str) -> Story | SetAside:
    """The page's article; set aside where it holds none."""
    from trafilatura import bare_extraction

    address = document.location if document.location.startswith("http") else None
    tree = prune.tree(text)
    found: Any = None if tree is None else bare_extraction(
        tree, url=address, favor_precision=True, include_comments=False, with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    if found is None:
        return SetAside(document.location, document.location, "no text: the page holds no article")
    title = _title(found, [clean.tidy(head.text_content()) for head in tree.iter("h1")] if tree is not None else [])
    blocks = _led(furniture.strip(_blocks(found.body), title))
    body = "\n\n".join(block.text for block in blocks)
    if not body:
        return SetAside(document.location, title or document.location, "no text: the page holds no article")
    published, notes = _published(found, text)
    url = found.url or address or ""
    return Story(
        id=url or document.location or fingerprint(title, body)[:16], url=url,
        title=title or body[:60].rsplit(" ", 1)[0], text=body, published=published,
        author=clean.plain(found.author or ""),
        section=next(iter(found.categories or ()), ""), tags=tuple(found.tags or ()), image_url=found.image or "",
        source=clean.plain(found.sitename or "") or document.location, language=found.language or "", notes=notes,
        kinds=clean.kinds(blocks),
    )  # fmt: skip


def _blocks(body: Any) -> list[Block]:
    """trafilatura's tree as blocks."""
    blocks: list[Block] = []

    def walk(node: Any) -> None:
        kind = _KINDS.get(node.tag, "text")
        inner = [child for child in node if child.tag in ("p", "item", "row", "head", "quote", "list", "table")]
        if not inner:
            pieces: list[str] = []
            _collect(node, pieces)
            blocks.extend(Block(kind, line) for piece in "".join(pieces).split("\n") if (line := clean.tidy(piece)))
            return
        if node.text and (line := clean.tidy(node.text)):
            blocks.append(Block(kind, line))
        for child in node:
            walk(child)
            if child.tail and (line := clean.tidy(child.tail)):
                blocks.append(Block(kind, line))

    walk(body)
    return blocks


def _led(blocks: list[Block]) -> list[Block]:
    """Without the lines between title and text (a subtitle, a by-line, a caption) and the labels after the text."""
    start, end = 0, len(blocks)
    while end > 3 and _unended(blocks[end - 1].text) and len(blocks[end - 1].text.split()) <= 8:
        end -= 1
    blocks = blocks[:end] if blocks[end - 1 : end] and blocks[end - 1].kind == "text" else blocks
    while start < min(3, len(blocks) - 2) and _unended(blocks[start].text):
        start += 1
    prose = len(blocks[start].text.split()) >= 12 if blocks else False
    return blocks[start:] if prose else blocks


def _unended(text: str) -> bool:
    return len(text) < 180 and not furniture.ends(text)


def _collect(node: Any, pieces: list[str]) -> None:
    pieces.append((node.text or "").replace("\n", " "))
    for child in node:
        if child.tag == "lb":
            pieces.append("\n")
        _collect(child, pieces)
        pieces.append((child.tail or "").replace("\n", " "))


def _title(found: Any, heads: list[str]) -> str:
    """The page's title without the site's name at its ends: the first heading that the title holds, else cut."""
    title = clean.plain(found.title or "")
    for head in heads:
        if len(head.split()) >= 3 and head.lower() in title.lower() and len(head) < len(title):
            return head
    site = clean.plain(found.sitename or "").lower()
    match = _SUFFIX.search(title)
    if match and (match[1].lower() in (site, (found.hostname or "").lower()) or len(title) - len(match[0]) > 30):
        title = title[: match.start()]
    return title


_META = re.compile(
    r"""<meta[^>]+(?:property|name|itemprop)=["'](?:article:published_time|datePublished"
    r"|og:article:published_time|date"""
    r"""|dc\.date(?:\.issued)?|parsely-pub-date|sailthru\.date|publish-date|pubdate|dcterms\.created)["'][^>]*>""",
    re.I,
)


def _published(found: Any, text: str) -> tuple[Any, tuple[str, ...]]:
    """The moment the page's metadata names; else the day that trafilatura finds, with a note."""
    for written in (*_linked_dates(text), *_meta_dates(text)):
        if moment := dates.parse(written):
            return moment, ()
    if found.date and (moment := dates.parse(found.date)):
        return moment, ("its date was guessed from the page",)
    return None, ("undated: it counts as of the week that is built",)


def _linked_dates(text: str) -> list[str]:
    """datePublished of JSON-LD, read without caring for the rest."""
    pattern = r'"datePublished"\s*:\s*("(?:[^"\\]|\\.)*")'
    return [str(json.loads(match)) for match in re.findall(pattern, text)]


def _meta_dates(text: str) -> list[str]:
    tags = (match[0] for match in _META.finditer(text))
    return [match[1] for tag in tags if (match := re.search(r"""content=["']([^"']+)["']""", tag, re.I))]
