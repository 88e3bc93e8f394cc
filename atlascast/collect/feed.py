"""RSS, Atom, RDF and WordPress exports (WXR) → stories, by feedparser.

A feed carries 10 to 20 items, often one day. Where it lies at an address we page on until it is older than what
is wanted: by its `next` link (RFC 5005), or by `?paged=N` where WordPress made it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit
from xml.sax import SAXException

from atlascast.collect import clean, dates, item, own, place
from atlascast.collect.document import Document, declared, decode
from atlascast.collect.fetch import MissingError, Web
from atlascast.collect.item import Item
from atlascast.collect.kept import is_online
from atlascast.collect.seam import Found, Span
from atlascast.errors import SourceError
from atlascast.models import SetAside, Story

_PAGES = 60
_WHOLE = ("yandex_full-text", "turbo_content")
"""Where feeds for Yandex carry the article (https://yandex.com/support/news/feed.html)."""
_MAILED = re.compile(r"\S+@\S+\s+\(([^()]+)\)")


class Feed:
    """A feed and the pages after it."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """Every item in the feed's order."""
        source, here = document.location, document.location
        held: dict[str, Found] = {}
        for number in range(2, _PAGES + 2):
            parsed = parse(document, text)
            found = [item.story(one, source) for one in items(parsed, text)]
            fresh = [one for one in found if one.id not in held]
            yield from found if number == 2 else fresh
            held.update((one.id, one) for one in fresh)
            after = _after(parsed, here, number)
            if not after or not fresh or not wanted(found, held.values(), span):
                return
            try:
                document = web.follow(after, page=False)
            except MissingError:  # the page after the last, which is how WordPress says that it ends
                return
            except SourceError as error:
                yield unread(after, number, source, error)
                return
            text = decode(document)[0]


def unread(address: str, number: int, source: str, error: SourceError) -> SetAside:
    """What is told of a further page that cannot be had: those before it are told without it."""
    return SetAside(address, f"page {number} of {source}", f"it could not be read: {error.message}")


def wanted(found: Iterable[Found], held: Iterable[Found], span: Span) -> bool:
    """Whether the page after the one with `found` may hold something that is wanted; `held` is all so far."""
    if not span.week and not span.newest:
        return True
    since = span.since(_days(held))
    return bool(since and max(_days(found), default=since - timedelta(1)) >= since)


def _days(found: Iterable[Found]) -> list[datetime]:
    return [one.published for one in found if isinstance(one, Story) and one.published]


def _after(parsed: Any, here: str, number: int) -> str:
    if not is_online(here):
        return ""
    for link in parsed.feed.get("links", ()):
        if link.get("rel") == "next" and link.get("href"):
            return _joined(here, str(link["href"]))
    if "wordpress" not in str(parsed.feed.get("generator", "")).lower():
        return ""
    parts = urlsplit(here)
    query = {**dict(parse_qsl(parts.query)), "paged": str(number)}
    return urlunsplit(parts._replace(query=urlencode(query)))


_LONE = re.compile(
    rb"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));"
)
"""References to half a character (surrogates), which XML forbids and feedparser falls over."""


def parse(document: Document, text: str) -> Any:
    """feedparser's reading of an XML feed. Raises SourceError where the document is no feed."""
    import feedparser  # type: ignore[import-untyped]

    guessed = declared(document) == "" and not _utf8(document.data)
    data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode() if guessed else document.data
    data, said = _LONE.sub(b"&#xFFFD;", data), _headers(document)
    parsed = feedparser.parse(data, response_headers=said, sanitize_html=False)
    if parsed.bozo and len(parsed.entries) < len(_CLOSED.findall(data)):
        rows = [feedparser.parse(row, response_headers=said, sanitize_html=False) for row in _apart(data)]
        parsed.entries = max(parsed.entries, [entry for row in rows for entry in row.entries], key=len)
    fault = parsed.get("bozo_exception")
    if not parsed.entries and (not parsed.get("version") or isinstance(fault, SAXException)):
        reason = f": {clean.tidy(str(fault))[:120]}" if fault else ""
        raise SourceError(
            f"{document.location} is no feed that can be read{reason}.",
            "Check the address in a browser: it must show RSS, Atom or JSON Feed, not an HTML page.",
        )
    return parsed


_OPENED, _CLOSED = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]"), re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>")
_APART, _HEAD = 2000, 100_000
"""Items of a broken feed that are read one by one, and bytes before the first of them, at most."""


def _apart(data: bytes) -> list[bytes]:
    """Each whole item alone below the feed's head: one that leaves an element open takes the next ones with it."""
    starts = [match.start() for match in _OPENED.finditer(data)][:_APART]
    rows = [data[start:end] for start, end in pairwise([*starts, len(data)]) if _CLOSED.search(data, start, end)]
    return [data[: starts[0]] + row for row in rows] if starts and starts[0] < _HEAD else []


def _utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _headers(document: Document) -> dict[str, str]:
    """What the answer said; a file has no address that its links could count from."""
    found = {"content-location": document.location} if document.location.startswith("http") else {}
    return found | ({"content-type": f"application/xml; charset={document.charset}"} if document.charset else {})


def items(parsed: Any, text: str = "") -> list[Item]:
    """The entries' fields, as written; `text` is the document's, for an export's custom fields."""
    site = clean.plain(parsed.feed.get("title", ""))
    base, itself = parsed.feed.get("link", ""), parsed.feed.get("title_detail", {}).get("base", "")
    found = [_item(entry, parsed.feed.get("language", ""), site, base) for entry in parsed.entries]
    found = [replace(one, url="") if itself and one.url == itself else one for one in found]  # <link href="">
    if "<wp:author_login>" in text:
        people = _people(text)
        found = [replace(one, author=people.get(one.author, one.author)) for one in found]
    fields = own.of_export(text) if "<wp:meta_key>" in text else []
    if len(fields) == len(found):
        found = [replace(one, own=extra) for one, extra in zip(found, fields, strict=True)]
    return found


def _people(text: str) -> dict[str, str]:
    """A WordPress export's writers: the name they log in with, which is all its items give → the one they show."""
    pairs = re.findall(
        r"<wp:author_login>(.*?)</wp:author_login>.*?<wp:author_display_name>(.*?)</wp:author_display_name>", text, re.S
    )
    bare = ([clean.plain(re.sub(r"<!\[CDATA\[|\]\]>", "", part)) for part in pair] for pair in pairs)
    return {login: shown for login, shown in bare if shown}


def _item(entry: Any, language: str, site: str, base: str) -> Item:
    contents = [part.get("value", "") for part in entry.get("content", ())]
    contents += [value for name in _WHOLE if isinstance(value := entry.get(name), str)]
    export = "wp_post_type" in entry
    written = entry.get("published", "")
    if export and dates.parse(written) is None:  # an export's drafts carry a date in the year -1
        written = entry.get("wp_post_date_gmt", "")
    return Item(
        id=entry.get("id", ""),
        url=_joined(base, entry.get("feedburner_origlink") or entry.get("link", "")),
        title=clean.unsuffixed(clean.plain(entry.get("title", "")), site),
        content=max(contents, key=len, default=""),
        summary=entry.get("summary", "") or "",
        published="" if written.startswith("0000") else written,
        updated=dict.get(entry, "updated", ""),  # its own get falls back to `published`, with a warning
        author=_author(entry),
        tags=[tag.get("term") or "" for tag in entry.get("tags", ())],
        image=_image(entry),
        language=(entry.get("content") and entry.content[0].get("language")) or language,
        popularity=_count(entry.get("slash_comments", "")),
        whole=export,
        own=own.of_item(entry) | place.of_entry(entry),
        site=site,
        withheld=_withheld(entry) if export else "",
    )


def _author(entry: Any) -> str:
    """The names; of RSS's "ada@paper.media (Ada Quill)" what stands in brackets, whatever feedparser makes of it."""
    written = entry.get("author", "")
    if match := _MAILED.fullmatch(written):
        return match[1]
    names = [name for author in entry.get("authors", ()) if (name := author.get("name", ""))]
    return ", ".join(dict.fromkeys(names)) or written


def _joined(base: str, link: str) -> str:
    """A link counted from the feed's own; "" for what is no address."""
    try:
        return urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return ""


def _image(entry: Any) -> str:
    media = [part.get("url", "") for part in (*entry.get("media_content", ()), *entry.get("media_thumbnail", ()))
             if "image" in part.get("type", part.get("medium", "image"))]  # fmt: skip
    enclosed = [part.get("href", "") for part in entry.get("enclosures", ()) if "image" in part.get("type", "")]
    return next((str(url) for url in (*media, *enclosed) if url), "")


def _count(written: str) -> float | None:
    return float(written) if written.strip().isdecimal() else None


def _withheld(entry: Any) -> str:
    """Why an entry of a WordPress export is no published post; "" where it is one."""
    kind, status = entry.get("wp_post_type", ""), entry.get("wp_status", "publish")
    if kind != "post":
        what = kind or "thing"
        return f"no article but {'an' if what[0] in 'aeiou' else 'a'} {what} of the export"
    if status != "publish":
        return f"not published: {status}"
    return "protected by a password" if entry.get("wp_post_password") else ""
