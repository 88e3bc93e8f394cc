"""A page that lists articles, or a text of addresses → the stories on the pages they lead to."""

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
        """Stories of the linked pages on the same host; of any host where a list on the disk names them."""
        if is_list(text):
            yield from stories(web, addresses(text), meant=not is_online(document.location))
        else:
            yield from stories(web, headlines(document, text))


def is_list(text: str) -> bool:
    """Whether a text is nothing but addresses, one a line; lines that begin with # are remarks."""
    return bool(rows := addresses(text)) and all(map(is_online, rows)) and not any(map(str.isspace, "".join(rows)))


def addresses(text: str) -> list[str]:
    """The lines of a list, once each."""
    rows = (line.strip() for line in text.splitlines())
    return list(dict.fromkeys(row for row in rows if row and not row.startswith("#")))


def headlines(document: Document, text: str) -> list[str]:
    """Addresses on the same host whose link text is long enough for a headline, once each, in order."""
    from trafilatura.utils import load_html

    root: Any = load_html(text)
    if root is None:
        return []
    return within(document, root)


def within(document: Document, node: Any) -> list[str]:
    """The same of one element of a page."""
    found: dict[str, None] = {}
    for link in node.iter("a") if is_online(document.location) else ():
        address = joined(document, link)
        if (
            is_online(address)
            and urlsplit(address).netloc == urlsplit(document.location).netloc
            and urlsplit(address).path not in ("", "/")
            and clean.count(clean.tidy(link.text_content())) >= _WORDS
        ):
            found[address] = None
    return list(found)


def stories(web: Web, pages: Iterable[str], meant: bool = False) -> Iterator[Found]:
    """The story of each page; a page that cannot be had or read costs itself only. `meant`: the user names them."""
    for number, address in enumerate(pages):
        if number >= web.config.fetch.pages:
            yield SetAside(address, address, f"more than {web.config.fetch.pages} pages: fetch.pages would allow more")
            return
        try:
            document = web.load(address) if meant else web.follow(address)
        except SourceError as error:
            yield SetAside(address, address, f"its page could not be read: {error.message}")
            continue
        yield page.story(document, decode(document)[0])


def joined(document: Document, link: Any) -> str:
    """Where an element of the page links to; "" where that is no address."""
    try:
        return str(urldefrag(urljoin(document.location, (link.get("href") or "").strip())).url)
    except ValueError:
        return ""
