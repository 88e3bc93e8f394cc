"""Sitemap, news sitemap or index of sitemaps → the stories on the pages they list.

https://www.sitemaps.org/protocol.html; news: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from atlascast.collect import dates, links
from atlascast.collect.document import Document
from atlascast.collect.fetch import Web
from atlascast.collect.seam import Found, Span
from atlascast.errors import SourceError
from atlascast.models import SetAside
from atlascast.week import bounds

_CHILDREN = 30


@dataclass(frozen=True, slots=True)
class _Entry:
    address: str
    day: datetime | None
    news: bool


class Sitemap:
    """The pages of the span, newest first."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """Stories of the listed pages that may be of the span. Raises SourceError for XML that is no sitemap."""
        entries = _entries(document)
        if b"sitemapindex" in document.data[:2000]:
            children, entries = _recent(entries, span)[:_CHILDREN], []
            for child in children:
                try:
                    entries += _entries(web.follow(child.address, page=False))
                except SourceError as error:
                    yield SetAside(child.address, child.address, f"its list could not be read: {error.message}")
        pages = [one.address for one in _recent(entries, span)]
        yield from links.stories(web, list(dict.fromkeys(pages)))


def _entries(document: Document) -> list[_Entry]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(document.data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{document.location} is no sitemap: {error}.", "Check it in a browser.") from error
    found = []
    for node in root if root is not None else ():
        words = {etree.QName(part).localname: (part.text or "").strip() for part in node.iter(etree.Element)}
        if words.get("loc"):
            written = words.get("publication_date") or words.get("lastmod", "")
            found.append(_Entry(words["loc"], dates.parse(written), "publication_date" in words))
    return found


def _recent(entries: list[_Entry], span: Span) -> list[_Entry]:
    """What may be of the span, newest first; undated entries last."""
    since = span.since(one.day for one in entries)
    until = bounds(span.week, span.zone)[1] if span.week else None
    kept = [one for one in entries if not _too_old(one, since) and not _too_new(one, until)]
    oldest = datetime.min.replace(tzinfo=span.zone)
    return sorted(kept, key=lambda one: one.day or oldest, reverse=True)


def _too_old(entry: _Entry, since: datetime | None) -> bool:
    return bool(entry.day and since and entry.day < since - timedelta(days=1))


def _too_new(entry: _Entry, until: datetime | None) -> bool:
    """Only news entries say when the page came out; the others say when it last changed."""
    return bool(entry.news and entry.day and until and entry.day >= until + timedelta(days=1))
