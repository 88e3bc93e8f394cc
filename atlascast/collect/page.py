"""HTML page → Story, by trafilatura (precision, without comments) and our newsroom rules.

The bytes are fetched by us; trafilatura only reads them.
"""

import re
from collections.abc import Iterator
from typing import Any

from atlascast.collect import (
    body,
    byline,
    cards,
    claimed,
    clean,
    dated,
    declared,
    furniture,
    item,
    live,
    own,
    place,
    prune,
    retold,
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
from atlascast.models import SetAside, Story
from atlascast.store import fingerprint

_MOST, _ELEMENTS = 5_000_000, 30_000
"""Characters and, without its menus, elements of a page; what no newsroom writes takes minutes to weigh."""
_LEAST = 25
"""Words: a page of fewer is a notice, a login or a consent form, not an article."""
_NOTHING = "no text: the page holds no article"


class Page:
    """One page, one story."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """The page's story."""
        yield story(document, text)


def story(document: Document, text: str) -> Story | SetAside:
    """The page's article; set aside where it holds none."""
    if clean.endless(text, _MOST):
        return SetAside(document.location, document.location, f"too long: a page of over {_MOST / 1e6:g} MB")
    tree = prune.tree(text)
    if tree is not None and (clean.endless(_shown(tree)) or sum(1 for _ in tree.iter()) > _ELEMENTS):
        return SetAside(document.location, document.location, clean.TOO_LONG)
    entries = live.blocks(tree, text) if tree is not None else []
    if entries:
        live.unentered(tree)
    found = _extracted(tree, document.location if is_online(document.location) else None)
    title, blocks = "", list[Block]()
    if found is not None:
        title = titles.of(found, tree)
        author = signed.written(tree, text, clean.plain(found.author or ""))
        raw = entries or body.headed(body.blocks(found.body), title)
        blocks = _article(text, tree, raw, title, author, bool(entries))
    if _words(blocks) < _LEAST:
        shown = declared.shown(text, _LEAST)
        return story(document, shown) if shown else SetAside(document.location, title or document.location, _NOTHING)
    if reason := _no_article(text, tree, title, blocks):
        return SetAside(document.location, title or document.location, reason)
    return _story(document, text, tree, found, blocks, title, author, not _shut(text, raw, blocks))


def _shown(tree: Any) -> str:
    """The text of a page without its programs and styles, which in many are a hundred times as long."""
    return "".join(tree.xpath("//text()[not(parent::script or parent::style or parent::noscript)]"))


def _article(text: str, tree: Any, raw: list[Block], title: str, author: str, entered: bool) -> list[Block]:
    """The article's blocks: those found, or what the page declares to machines where that is far more; `entered`
    tells that they are a live page's entries, whose headings stand."""
    told = retold.drop(furniture.strip(raw, title))
    blocks = tail.cut(told if entered else body.led(told), byline.names(author))
    machines = furniture.strip(declared.body(text), title)
    if _words(blocks) < _FEW and _words(machines) > 2 * _words(blocks):
        blocks = machines
    blocks += _mended(tree, blocks)
    return claimed.check(blocks, tree, text)


def _mended(tree: Any, blocks: list[Block]) -> Iterator[Block]:
    """The page's notes of correction that stand outside of what was found: the reader saw them, so the listener
    hears them."""
    told = " ".join(block.text for block in blocks)
    for node in tree.iter("p", "div"):
        if node.tag == "div" and any(child.tag in ("p", "div") for child in node.iterdescendants()):
            continue
        note = clean.tidy(node.text_content())
        if not (furniture.MENDED.finds(note) and len(note) < _NOTE and furniture.ends(note)):
            continue
        if note not in told and not node.xpath(_ELSEWHERE):
            told += f" {note}"
            yield Block("correction", note)


def _no_article(text: str, tree: Any, title: str, blocks: list[Block]) -> str:
    """Why the text that was found is no article; "" where it is one."""
    told = "\n\n".join(block.text for block in blocks)
    if wall.is_notice([title, *titles.heads(tree)], told, bool(_ARTICLE.search(text))):
        return _NOTHING
    return "no text: the page is a list of articles" if cards.lists(text, told) else ""


def _story(
    document: Document, text: str, tree: Any, found: Any, blocks: list[Block], title: str, author: str, full: bool
) -> Story:
    told = "\n\n".join(block.text for block in blocks)
    published, notes = dated.published(tree, text, declared.texts("datePublished", text), found.date or "")
    url, fields = item.address(found.url or document.location), own.of_page(text)
    site = clean.plain(found.sitename or "")
    where, geo = place.of_page(fields, text)
    return Story(
        id=url or document.location or fingerprint(title, told)[:16], url=url,
        title=title or told[:60].rsplit(" ", 1)[0], text=told, published=published,
        author=byline.names(author, site, told), credit=byline.agency(author),
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


_ELSEWHERE = "ancestor-or-self::*[contains(@class, 'comment') or contains(@id, 'comment')] | ancestor::aside"
_NOTE = 600
"""Characters of a note of correction at most."""


def _words(blocks: list[Block]) -> int:
    return sum(clean.count(block.text) for block in blocks)


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
