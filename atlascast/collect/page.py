"""HTML page → Story, by trafilatura (precision, without comments) and our newsroom rules.

The bytes are fetched by us; trafilatura only reads them.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from atlascast.collect import (
    byline,
    cards,
    claimed,
    clean,
    dated,
    furniture,
    item,
    own,
    place,
    prune,
    signed,
    tail,
    titles,
    wall,
)
from atlascast.collect.clean import Block
from atlascast.collect.document import Document
from atlascast.collect.fetch import Web
from atlascast.collect.kept import is_online
from atlascast.collect.seam import Found, Span
from atlascast.models import ParagraphKind, SetAside, Story
from atlascast.store import fingerprint

_KINDS: dict[str, ParagraphKind] = {"head": "heading", "quote": "quote", "item": "item", "row": "row"}


_MOST, _ELEMENTS = 5_000_000, 30_000
"""Characters and, without its menus, elements of a page; what no newsroom writes takes minutes to weigh."""
_LEAST = 25
"""A page of fewer words is a notice, a login or a consent form, not an article."""


class Page:
    """One page, one story."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """The page's story."""
        yield story(document, text)


def story(document: Document, text: str) -> Story | SetAside:
    """The page's article; set aside where it holds none."""
    if len(text) > _MOST:
        return SetAside(document.location, document.location, f"too long: a page of over {_MOST / 1e6:g} MB")
    tree = prune.tree(text)
    if tree is not None and (clean.endless(tree.text_content()) or sum(1 for _ in tree.iter()) > _ELEMENTS):
        return SetAside(document.location, document.location, clean.TOO_LONG)
    found = _extracted(tree, document.location if is_online(document.location) else None)
    if found is None:
        if shown := _shown(text):
            return story(document, shown)
        return SetAside(document.location, document.location, "no text: the page holds no article")
    title = titles.of(found, tree)
    author = signed.written(tree, text, clean.plain(found.author or ""))
    raw = _headed(_blocks(found.body), title)
    blocks = _article(text, tree, raw, title, author)
    if reason := _no_article(text, tree, title, blocks):
        return SetAside(document.location, title or document.location, reason)
    return _story(document, text, tree, found, blocks, title, author, not _shut(text, raw, blocks))


def _article(text: str, tree: Any, raw: list[Block], title: str, author: str) -> list[Block]:
    """The article's blocks: those found, or what the page declares to machines where that is far more."""
    blocks = tail.cut(_led(furniture.strip(raw, title)), byline.names(author))
    declared = furniture.strip(_declared(text), title)
    if _words(blocks) < _FEW and _words(declared) > 2 * _words(blocks):
        blocks = declared
    blocks += _mended(tree, blocks)
    return claimed.mark(blocks, (*_json_texts("claimReviewed", text), *claimed.labelled(tree)))


def _mended(tree: Any, blocks: list[Block]) -> Iterator[Block]:
    """The page's notes of correction that stand outside of what was found: the reader saw them, so the listener
    hears them."""
    told = " ".join(block.text for block in blocks)
    for node in tree.xpath("//p | //div[not(.//p or .//div)]"):
        if node.xpath(_ELSEWHERE):
            continue
        note = clean.tidy(node.text_content())
        if furniture.MENDED.finds(note) and len(note) < _NOTE and furniture.ends(note) and note not in told:
            told += f" {note}"
            yield Block("correction", note)


def _no_article(text: str, tree: Any, title: str, blocks: list[Block]) -> str:
    """Why the text that was found is no article; "" where it is one."""
    body = "\n\n".join(block.text for block in blocks)
    notice = wall.is_notice([title, *titles.heads(tree)], body, bool(_ARTICLE.search(text)))
    if _words(blocks) < _LEAST or notice:
        return "no text: the page holds no article"
    return "no text: the page is a list of articles" if cards.lists(text, body) else ""


def _story(
    document: Document, text: str, tree: Any, found: Any, blocks: list[Block], title: str, author: str, full: bool
) -> Story:
    body = "\n\n".join(block.text for block in blocks)
    published, notes = dated.published(tree, text, _json_texts("datePublished", text), found.date or "")
    url, fields = item.address(found.url or document.location), own.of_page(text)
    site = clean.plain(found.sitename or "")
    where, geo = place.of_page(fields, text)
    return Story(
        id=url or document.location or fingerprint(title, body)[:16], url=url,
        title=title or body[:60].rsplit(" ", 1)[0], text=body, published=published,
        author=byline.names(author, site, body), credit=byline.agency(author),
        section=next(iter(found.categories or ()), ""), tags=(*(found.tags or ()), *own.labels(own.flagged(fields))),
        image_url=item.pictured(found.image or "", document.location), source=site or document.location,
        language=found.language or _lang(tree), notes=notes, full=full, kinds=clean.kinds(blocks),
        script=own.words(fields, "script"), summary=own.words(fields, "summary"), place=where, geo=geo,
    )  # fmt: skip


def _extracted(tree: Any, address: str | None) -> Any:
    """What trafilatura finds in a tree; None for nothing."""
    from trafilatura import bare_extraction

    return None if tree is None else bare_extraction(
        tree, url=address, favor_precision=True, include_comments=False, with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip


def _shut(text: str, raw: list[Block], blocks: list[Block]) -> bool:
    """Whether only the beginning is here: a paywall's words close it or stand right below it, or a page that says it
    is not free asks for money anywhere or breaks off.

    https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
    """
    if any(wall.is_wall(block.text) for block in raw[-3:]):
        return True
    paid, short = bool(_PAID.search(text)), _words(blocks) < _TEASED
    rows = _rows(text) if short else []
    below = next((at + 1 for at, row in enumerate(rows) if len(row) > 40 and row in blocks[-1].text), len(rows))
    asked = rows if paid else rows[below : below + _BELOW]
    return any(map(wall.is_wall, asked)) or (paid and wall.is_cut(blocks[-1].text))


def _rows(text: str) -> list[str]:
    """A page's paragraphs and headings with all its furniture, which is where it asks for money."""
    from trafilatura.utils import load_html

    root: Any = load_html(text)
    return [] if root is None else [clean.tidy(node.text_content()) for node in root.iter("p", "h2", "h3", "h4", "h5")]


def _lang(tree: Any) -> str:
    """The language that <html lang> declares, without its region."""
    return str(tree.get("lang") or "").replace("_", "-").partition("-")[0].lower()


def _blocks(body: Any) -> list[Block]:
    """trafilatura's tree as blocks; a run of text and inline elements between blocks is one of its own."""
    blocks: list[Block] = []

    def end(pieces: list[str], kind: ParagraphKind) -> None:
        blocks.extend(Block(kind, line) for piece in "".join(pieces).split("\n") if (line := clean.tidy(piece)))
        pieces.clear()

    def walk(node: Any, kind: ParagraphKind) -> None:
        own = _KINDS.get(node.tag, kind)
        pieces = [(node.text or "").replace("\n", " ")]
        for child in node:
            laid = child.tag == "cell" and child.find(".//p") is not None
            if child.tag in _BLOCKS or laid:
                end(pieces, own)
                walk(child, "text" if laid else own)
            else:
                _collect(child, pieces)
            pieces.append((child.tail or "").replace("\n", " "))
        end(pieces, own)

    walk(body, "text")
    return blocks


def _headed(blocks: list[Block], title: str) -> list[Block]:
    """Without the menu that runs into the text where tables lay a page out: short lines up to the headline."""
    for at, block in enumerate(blocks):
        if title and furniture.same(block.text, title):
            return blocks[at + 1 :]
        if clean.count(block.text) >= 12 or furniture.ends(block.text):
            break
    return blocks


def _led(blocks: list[Block]) -> list[Block]:
    """Without the lines between title and text (a subtitle, a by-line, a caption) and the labels after the text."""
    start, end = 0, len(blocks)
    while end > 3 and _unended(blocks[end - 1].text) and clean.count(blocks[end - 1].text) <= 8:
        end -= 1
    blocks = blocks[:end] if blocks[end - 1 : end] and blocks[end - 1].kind == "text" else blocks
    while start < min(3, len(blocks) - 2) and _unended(blocks[start].text):
        start += 1
    prose = clean.count(blocks[start].text) >= 12 if blocks else False
    return blocks[start:] if prose else blocks


def _unended(text: str) -> bool:
    return len(text) < 180 and not furniture.ends(text)


def _collect(node: Any, pieces: list[str]) -> None:
    pieces.append({"lb": "\n", "cell": " "}.get(node.tag, "") + (node.text or "").replace("\n", " "))
    for child in node:
        _collect(child, pieces)
        pieces.append((child.tail or "").replace("\n", " "))


def _declared(text: str) -> list[Block]:
    """The `articleBody` that a page's JSON-LD declares (https://schema.org/articleBody), longest first."""
    bodies = sorted(_json_texts("articleBody", text), key=len, reverse=True)
    return clean.blocks(re.sub(r"\s*\n\s*", "\n\n", bodies[0])) if bodies else []


def _shown(text: str) -> str:
    """A page that shows nothing until its script runs, with the article that it declares set into it; "" for none."""
    told = _declared(text)
    if _words(told) < _LEAST or _SET in text:
        return ""
    head = next(iter(_json_texts("headline", text)), "")
    rows = "".join(f"<p>{html.escape(block.text)}</p>" for block in told)
    body = f"<body {_SET}><article><h1>{html.escape(clean.plain(head))}</h1>{rows}</article></body>"
    return re.sub(r"<body\b.*", lambda _: f"{body}</html>", text, count=1, flags=re.S | re.I)


_SET = "data-declared"
_ELSEWHERE = "ancestor-or-self::*[contains(@class, 'comment') or contains(@id, 'comment')] | ancestor::aside"
_NOTE = 600
"""Characters of a note of correction at most."""


def _words(blocks: list[Block]) -> int:
    return sum(clean.count(block.text) for block in blocks)


_BLOCKS = frozenset({"p", "item", "row", "head", "quote", "list", "table", "div"})
_FEW = 60
"""Where fewer words than this are found, the text that the page declares to machines is believed instead."""
_TEASED = 250
"""Paywalls show about so many words at most; a longer text beside an offer is the article."""
_BELOW = 4
"""Lines below an article in which a paywall asks for money."""
_ARTICLE = re.compile(
    r"""(?:og:type["'][^>]{1,40}article|"@type"\s*:\s*\[?\s*"[A-Za-z]*(?:Article|BlogPosting)"|article:published_time"""
    r"""|"datePublished")""",
    re.I,
)
_PAID = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?false", re.I)


def _json_texts(name: str, text: str) -> list[str]:
    """The texts of this name in a page's JSON-LD, read without caring for the rest.

    Some sites escape what JSON does not ("It\\'s"): there the sign itself is meant. Half a character, which JSON lets
    stand alone, is a question mark.
    """
    found = re.findall(rf'"{name}"\s*:\s*"((?:[^"\\]|\\.)*)"', text, re.S)
    meant = (re.sub(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})|(\\.)', r"\1", written, flags=re.S) for written in found)
    read = (str(json.loads(f'"{written}"', strict=False)) for written in meant)
    return [one.encode("utf-8", "replace").decode() for one in read]
