"""Bytes with where they came from → what kind of source they are, and their text.

Encodings, in order: a byte order mark or what shows the order, what HTTP declared, what the document declares, UTF-8,
then a guess. Bytes that are UTF-8 throughout are read as that, whatever else is declared.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["feed", "sitemap", "json", "page", "text", "nothing"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"), (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"),
)  # fmt: skip
"""Byte order marks, and how XML without one begins (https://www.w3.org/TR/xml/#sec-guessing)."""
_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding=["']([\w.:-]+)|<meta[^>]*?charset=["']?\s*([\w.:-]+)""", re.I)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf:RDF|RDF|channel)[\s>]", re.I)
_SITEMAP = re.compile(r"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.I)
_FRONT = re.compile(r"(?:---|\+\+\+)[ \t]*\r?\n\w")
"""Markdown's front matter, below which HTML may stand."""
_XML = re.compile(r"<\?xml\s", re.I)
_WHOLE = re.compile(r"<!doctype\s+html|<(?:html|body)\b", re.I)
"""How a page begins. A feed whose program printed a warning first has a little markup before its own beginning."""
_PAGE = re.compile(r"<!doctype\s+html|<(?:html|head|body|article|main|p|div|h1|table|br)\b[^<>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Document:
    """What was read. `location` is the path or the final address; `charset` is what HTTP said, or ""."""

    data: bytes
    location: str = ""
    charset: str = ""
    media: str = ""
    """The media type that HTTP gave, without parameters, or ""."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The answer's own headers (X-…), names in lower case: a kind of source may say there how much more it holds."""


def declared(document: Document) -> str:
    """The encoding that a mark, HTTP or the document itself names, or "" where it is unknown or names none."""
    for mark, name in _MARKS:
        if document.data.startswith(mark):
            return name
    match = _DECLARED.search(document.data[:4096])
    inside = (match[1] or match[2]).decode("ascii") if match else ""
    for name in (document.charset, inside):
        if name and _known(name):
            return name
    return ""


_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
"""Python's codecs that no page is written in."""


def _known(name: str) -> bool:
    try:
        b" ".decode(name)  # a LookupError for codecs of bytes, such as base64
        return codecs.lookup(name).name not in _NO_CHARSETS
    except (LookupError, UnicodeError):
        return False


def decode(document: Document) -> tuple[str, str]:
    """The text, and a note where its encoding had to be guessed or bytes had to be replaced ("" otherwise)."""
    name = declared(document)
    for candidate in ("utf-8" if _is_utf8(document.data, name) else "", name, "utf-8"):
        if candidate:
            try:
                return document.data.decode(candidate), ""
            except UnicodeError:
                pass
    if name and not name.lower().startswith("utf"):
        return document.data.decode(name, "replace"), f"bytes that are not {name} were replaced"
    guess = _guess(document.data)
    return document.data.decode(guess, "replace"), f"the encoding was guessed: {guess}"


_WIDE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
"""A letter of more than one byte, as UTF-8 writes it."""
_MANY = 3
"""Such letters from which it is no chance that a whole document can be read so."""


def _is_utf8(data: bytes, name: str) -> bool:
    """Whether a document that declares another encoding is UTF-8: an old template's word for it outlives the template,
    and in an eight-bit encoding such bytes make no words. One that begins with a mark keeps its word."""
    if not name or name.lower().startswith("utf") or len(_WIDE.findall(data)) < _MANY:
        return False
    try:
        data.decode("utf-8")
    except UnicodeError:
        return False
    return True


def _guess(data: bytes) -> str:
    """UTF-8 with a few broken bytes stays UTF-8; else what the letters look like, Western where they are few."""
    good = len(data.decode("utf-8", "ignore").encode())
    high = sum(1 for byte in data if byte >= 0x80)
    if high and len(data) - good <= high * 0.1:
        return "utf-8"
    if high < len(data) * 0.2:
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best.encoding if best else "cp1252"


def kind(document: Document, text: str) -> Kind:
    """What the text is, by its own look: a feed, JSON, an HTML page, plain text, or nothing at all."""
    head = re.sub(r"<!--.*?(?:-->|$)", "", text[:50_000], flags=re.S).lstrip("\ufeff \t\r\n\0")[:4096]
    if not head:
        return "nothing"
    if document.location.lower().endswith((".md", ".markdown")) or _FRONT.match(head):
        return "text"
    if head[0] in "{[" and document.media != "text/plain":
        return "json"
    if _SITEMAP.search(head):
        return "sitemap"
    page, feed = _PAGE.search(head), _FEED.search(head)
    if feed and (not page or feed.start() < page.start()):
        return "feed"
    if page and not (feed and _XML.search(head[: feed.start()]) and not _WHOLE.search(head[: feed.start()])):
        return "page"
    return "feed" if feed or head.startswith("<?xml") else "text"
