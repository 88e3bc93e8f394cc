"""A location → the kind of source that it is or leads to, and what that source holds."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from atlascast import plugins
from atlascast.collect import links, markdown, popular, seam
from atlascast.collect.document import Document, decode, kind
from atlascast.collect.fetch import FOLDER, Web
from atlascast.collect.kept import is_online
from atlascast.collect.seam import Found, Span
from atlascast.errors import SourceError
from atlascast.models import SetAside, Story

_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEW = 2
"""A page without an article that leads to more than so many is a list of articles."""
_HOME = re.compile(
    r"wp-json|\?rest_route=/?|(?:feed|rss|atom)(?:/(?:rss2?|atom|rdf))?|[\w-]+\.(?:xml|rss|atom|json)", re.I
)
_REST = "https://api.w.org/"


def read(web: Web, location: str, wanted: str, span: Span) -> list[Found]:
    """What the source at a location holds. Raises SourceError where it is empty or not of the kind wanted."""
    document = web.load(location)
    text, note = decode(document)
    fronted = is_online(location) and kind(document, text) == "page"
    front = popular.listed(document, text) if fronted else popular.Top({})
    name, document, text = _find(web, document, text, wanted)
    source: seam.Source = plugins.find("kind of source", name, seam.KINDS)()
    found = [*popular.marked(source.read(web, document, text, span), front)]
    bare = name == "page" and wanted == "auto" and isinstance(found[0], SetAside)
    if bare and len(links.headlines(document, text)) > _FEW:
        found = [*popular.marked(links.Links().read(web, document, text, span), front)]
    if not note:
        return found
    return [replace(one, notes=(*one.notes, note)) if isinstance(one, Story) else one for one in found]


def _find(web: Web, document: Document, text: str, wanted: str) -> tuple[str, Document, str]:
    if document.media == FOLDER:
        return "folder", document, text
    looks = kind(document, text)
    if looks == "nothing":
        raise SourceError(f"{document.location} is empty.", "Check it in a browser, or name another source.")
    if looks == "page" and wanted in ("auto", "feed", "wordpress"):
        led = _led(web, document, text, wanted)
        if led:
            return led
        if wanted != "auto":
            hint = "Name the address of the feed itself, or let the kind be found by leaving it out."
            raise SourceError(f"{document.location} is no {wanted} but a page, and links to none.", hint)
    if wanted == "feed" and looks == "text":
        raise SourceError(f"{document.location} is no feed but plain text.", "Name the feed's own address.")
    if wanted in ("auto", "feed"):
        if looks == "text" and links.is_list(text):
            return "links", document, text
        markdowned = looks == "text" and markdown.is_markdown(document, text)
        return ("markdown" if markdowned else looks), document, text
    return wanted, document, text


def _led(web: Web, document: Document, text: str, wanted: str) -> tuple[str, Document, str] | None:
    """Where a front page leads by its link relations: the REST API, else the feed that is nearest to its address."""
    if not is_online(document.location):
        return None
    rest, feeds = _relations(document, text)
    whole = urlsplit(document.location).path in ("", "/") or _is_home(document.location, rest, feeds)
    if wanted == "auto" and not whole and not _is_front(document, text):
        return None
    if rest and wanted != "feed" and (whole or wanted == "wordpress"):
        try:
            return _opened(web, rest, "wordpress")
        except SourceError:  # many sites close their REST API and leave the feed open, which is tried next
            if wanted == "wordpress":
                raise
    if feeds and wanted != "wordpress":
        return _opened(web, feeds[0], "auto")
    return ("links", document, text) if wanted == "auto" and not rest else None


def _opened(web: Web, address: str, wanted: str) -> tuple[str, Document, str]:
    document = web.follow(address, page=False)
    text = decode(document)[0]
    looks = kind(document, text)
    if looks not in ("feed", "json"):
        raise SourceError(f"{address} is no feed.", "Name the address of the feed itself.")
    return (looks if wanted == "auto" else wanted), document, text


def _is_home(location: str, rest: str, feeds: list[str]) -> bool:
    """Whether the REST root or a feed lies right under this address, as under WordPress's home in any folder.

    An article has the same links, but they lie beside it (its own comments' feed is left out by `_relations`).
    """
    here = location.partition("?")[0].partition("#")[0].rstrip("/") + "/"
    below = [target.removeprefix(here).strip("/") for target in (rest, *feeds) if target.startswith(here)]
    return any(_HOME.fullmatch(path) for path in below)


def _is_front(document: Document, text: str) -> bool:
    """A front page or a section's: at the root, or calling itself a website rather than an article."""
    if urlsplit(document.location).path in ("", "/"):
        return True
    head = text[:100_000]
    kinds = re.findall(r"""<meta[^>]+property=["']og:type["'][^>]+content=["'](\w+)""", head)
    listed = re.search(r"""<body[^>]+class=["'][^"']*\b(?:home|blog|archive|category|tag)\b""", head)
    return bool(listed) or "website" in kinds


def _relations(document: Document, text: str) -> tuple[str, list[str]]:
    """The REST root ("" for none) and the feeds, nearest to the page's address first; comment feeds left out."""
    from trafilatura.utils import load_html

    root: Any = load_html(text)
    rest, feeds = "", list[tuple[str, str]]()
    for link in root.iter("link") if root is not None else ():
        relation, target = (link.get("rel") or "").lower().split(), links.joined(document, link)
        if _REST in (link.get("rel") or ""):
            rest = target
        elif "alternate" in relation and (link.get("type") or "").lower() in _FEEDS:
            feeds.append((target, link.get("title") or ""))
    articles = [target for target, title in feeds if not re.search(r"comments?\b", f"{title} {target}", re.I)]
    here = document.location.partition("?")[0]
    return rest, sorted(articles, key=lambda target: not target.startswith(here))
