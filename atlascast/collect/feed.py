"""RSS, Atom and RDF (by feedparser) and JSON Feed → stories.

JSON Feed: https://www.jsonfeed.org/version/1.1/
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException

from atlascast.collect import clean, dates
from atlascast.collect.document import Document, declared
from atlascast.collect.item import Item
from atlascast.errors import SourceError


def items(document: Document, text: str) -> list[Item]:
    """Every item of an XML feed in its order. Raises SourceError where the document is no feed."""
    import feedparser  # type: ignore[import-untyped]

    plain = declared(document) == "" and not _utf8(document.data)
    parsed: Any = feedparser.parse(
        _declare(text) if plain else document.data,
        response_headers={"content-location": document.location, **_headers(document)},
        sanitize_html=False,
    )
    fault = parsed.get("bozo_exception")
    if not parsed.entries and (not parsed.get("version") or isinstance(fault, SAXException)):
        reason = f": {clean.tidy(str(fault))[:120]}" if fault else ""
        raise SourceError(
            f"{document.location} is no feed that can be read{reason}.",
            "Check the address in a browser: it must show RSS, Atom or JSON Feed, not an HTML page.",
        )
    language = parsed.feed.get("language", "")
    return [_item(entry, language) for entry in parsed.entries]


def _utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _declare(text: str) -> bytes:
    """Text of an undeclared, guessed encoding, encoded anew."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()


def _headers(document: Document) -> dict[str, str]:
    return {"content-type": f"application/xml; charset={document.charset}"} if document.charset else {}


def _item(entry: Any, language: str) -> Item:
    contents = [part.get("value", "") for part in entry.get("content", ())]
    media = [part.get("url", "") for part in (*entry.get("media_content", ()), *entry.get("media_thumbnail", ()))
             if "image" in part.get("type", part.get("medium", "image"))]  # fmt: skip
    enclosed = [part.get("href", "") for part in entry.get("enclosures", ()) if "image" in part.get("type", "")]
    names = [name for author in entry.get("authors", ()) if (name := author.get("name", ""))]
    return Item(
        id=entry.get("id", ""),
        url=entry.get("link", ""),
        title=entry.get("title", ""),
        content=max(contents, key=len, default=""),
        summary=entry.get("summary", ""),
        published=entry.get("published", ""),
        updated=dict.get(entry, "updated", ""),  # its own get falls back to `published`, with a warning
        moment=dates.from_struct(entry.get("published_parsed")),
        author=", ".join(dict.fromkeys(names)) or entry.get("author", ""),
        tags=[tag.get("term") or "" for tag in entry.get("tags", ())],
        image=next((url for url in (*media, *enclosed) if url), ""),
        comments=entry.get("slash_comments", ""),
        language=(contents and entry.content[0].get("language")) or language,
    )


def json_items(document: Document, text: str) -> list[Item]:
    """Every item of a JSON Feed. Raises SourceError for JSON that is none."""
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except ValueError as error:
        raise SourceError(f"{document.location} is not valid JSON: {error}.", "Check it in a browser.") from error
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise SourceError(f"{document.location} is JSON, but no JSON Feed.", "Name a feed, a page or a text file.")
    return list(_json_items(data))


def _json_items(data: dict[str, Any]) -> Iterator[Item]:
    for row in data["items"]:
        if not isinstance(row, dict):
            continue
        authors = row.get("authors") or [row.get("author") or {}]
        html = row.get("content_html") or ""
        yield Item(
            id=str(row.get("id") or ""),
            url=str(row.get("url") or row.get("external_url") or ""),
            title=str(row.get("title") or ""),
            content=str(html or row.get("content_text") or ""),
            summary=str(row.get("summary") or ""),
            published=str(row.get("date_published") or ""),
            updated=str(row.get("date_modified") or ""),
            author=", ".join(str(one.get("name") or "") for one in authors if isinstance(one, dict)),
            tags=[str(tag) for tag in row.get("tags") or ()],
            image=str(row.get("image") or row.get("banner_image") or ""),
            language=str(row.get("language") or data.get("language") or ""),
        )
