"""A page that lists articles → the stories on the pages it links to."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from atlascast.collect import clean, page
from atlascast.collect.document import Document, decode
from atlascast.collect.fetch import Web
from atlascast.collect.kept import is_online
from atlascast.collect.seam import Found, Span
from atlascast.errors import SourceError
from atlascast.models import SetAside

_WORDS = 4
"""A link of fewer words is taken for a menu's, not for a headline."""


class Links:
    """The articles that a front page or section page links to, in its order."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """Stories of the linked pages on the same host."""
        yield from stories(web, headlines(document, text))


def headlines(document: Document, text: str) -> list[str]:
    """Addresses on the same host whose link text is long enough for a headline, once each, in order."""
    from trafilatura.utils import load_html

    root: Any = load_html(text)
    if root is None or not is_online(document.location):
        return []
    found: dict[str, None] = {}
    for link in root.iter("a"):
        address = urldefrag(urljoin(document.location, (link.get("href") or "").strip())).url
        if (
            is_online(address)
            and urlsplit(address).netloc == urlsplit(document.location).netloc
            and urlsplit(address).path not in ("", "/")
            and clean.count(clean.tidy(link.text_content())) >= _WORDS
        ):
            found[address] = None
    return list(found)


def stories(web: Web, addresses: Iterable[str]) -> Iterator[Found]:
    """The story of each page; a page that cannot be had or read costs itself only."""
    for number, address in enumerate(addresses):
        if number >= web.config.fetch.pages:
            yield SetAside(address, address, f"more than {web.config.fetch.pages} pages: fetch.pages would allow more")
            return
        try:
            document = web.follow(address)
        except SourceError as error:
            yield SetAside(address, address, f"its page could not be read: {error.message}")
            continue
        yield page.story(document, decode(document)[0])
