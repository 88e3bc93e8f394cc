"""A published folder, a feed file or an address → a feed that can be judged, with a way to look at what it names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urljoin, urlsplit

from atlascast.errors import SourceError, UserError, WorldError
from atlascast.publish.namespaces import ATOM
from atlascast.publish.serve import content_type

if TYPE_CHECKING:
    import httpx
    from lxml.etree import _Element

LARGEST = 30_000_000
"""Bytes of a feed, transcript or picture that are read at most."""

KEPT = 300_000
"""Bytes of an answer that is remembered: captions, chapters and pages, which several rules look at."""

NO_HEAD = (403, 405, 501)
"""What servers say that know no HEAD."""

PAGES = 500
"""Pages of a feed that are followed at most."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gives: its size in bytes (-1 unknown) and type, and its body where that was asked for."""

    size: int
    type: str
    body: bytes = b""
    ranges: bool = True
    """Whether parts of it may be asked for, as players do."""
    path: Path | None = None
    """Where it lies on this machine, if it does."""
    cut: bool = False
    """Whether it holds more than LARGEST, so that the body is but its beginning."""


class Reader(Protocol):
    """Where the feed and what it names are read from."""

    def read(self, url: str, body: bool) -> Answer | None:
        """What the address gives, or None where it gives nothing."""
        ...

    def close(self) -> None:
        """Let go of what was opened."""
        ...


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to be judged: its channel, its items by title, and a way to look at what they name."""

    channel: "_Element"
    items: Mapping[str, "_Element"]
    address: str
    reader: Reader


def read(where: str, timeout: float = 20.0) -> Feed:
    """Read public/ (a folder), a feed file, or a feed's address.

    Raises SourceError where there is no feed or it is no well-formed RSS, WorldError where the address gives none.
    """
    return _web(where, timeout) if where.startswith(("http://", "https://")) else _local(Path(where))


def others(where: str, feed: Feed) -> Iterator[tuple[str, Feed | SourceError]]:
    """The feeds that belong to one: its further pages (RFC 5005), and in a folder the articles' feed with its own.

    A name with each, and the error in place of what is missing or no feed.
    """
    articles = Path(where) / "articles.xml"
    queue = [_next(feed), urljoin(feed.address, articles.name) if articles.is_file() and feed.address else ""]
    seen = {feed.address}
    while queue:
        url = queue.pop(0)
        if not url or url in seen or len(seen) > PAGES:
            continue
        seen.add(url)
        answer = feed.reader.read(url, body=True)
        if answer is not None and answer.size < 0 and not answer.body:
            continue  # outside the folder: only the network could tell
        try:
            if answer is None:
                raise SourceError(f"{url} is not there.", "Publish again, or mend the link to it.")
            channel = _whole(answer, url)
        except SourceError as error:
            yield url.rpartition("/")[2], error
            continue
        other = Feed(channel, _items(channel), url, feed.reader)
        queue.append(_next(other))
        yield url.rpartition("/")[2], other


def _next(feed: Feed) -> str:
    links = feed.channel.iterfind(f"{{{ATOM}}}link")
    return next((urljoin(feed.address, link.get("href", "")) for link in links if link.get("rel") == "next"), "")


def _local(path: Path) -> Feed:
    file = path / "feed.xml" if path.is_dir() else path
    if not path.exists():
        raise UserError(f"There is no {path}.", "Name the folder that holds feed.xml, a feed's file, or an address.")
    try:
        channel = _channel(file.read_bytes(), str(file))
    except OSError as error:
        hint = "Name the folder that holds feed.xml, or an address."
        raise SourceError(f"There is no feed at {file}.", hint) from error
    own = [link.get("href", "") for link in channel.iterfind(f"{{{ATOM}}}link") if link.get("rel") == "self"]
    address = next(iter(own), "")
    if path.is_dir() and address:
        address = urljoin(address, file.name)  # a file on its own may have been saved under any name
    return Feed(channel, _items(channel), address, FolderReader(file.parent, urljoin(address, ".")))


def _web(address: str, timeout: float) -> Feed:
    reader = WebReader(timeout)
    try:
        return _found(address, reader)
    except BaseException:
        reader.close()
        raise


def _found(address: str, reader: "WebReader") -> Feed:
    answer = reader.read(address, body=True)
    if answer is None:
        why = f": {reader.fault}" if reader.fault else ""
        raise WorldError(f"{address} gives no feed{why}.", "Check the address, and that the site is up.")
    if answer.type in ("text/html", "application/xhtml+xml"):
        address = urljoin(address, _named_feed(answer.body, address))
        answer = reader.read(address, body=True)
        if answer is None:
            hint = "The page names it as its feed: mend that link."
            raise WorldError(f"{address} gives no feed: {reader.fault}.", hint)
    channel = _whole(answer, address)
    return Feed(channel, _items(channel), address, reader)


def _named_feed(page: bytes, address: str) -> str:
    """The first feed that a page names for readers. Raises SourceError where it names none."""
    from lxml import html

    for link in html.fromstring(b"<body>" + page).iter("link"):
        feed = link.get("type") == "application/rss+xml" and "alternate" in link.get("rel", "").split()
        if feed and link.get("href"):
            return str(link.get("href"))
    raise SourceError(f"{address} is a page that names no feed.", "Name the feed's own address.")


def _whole(answer: Answer, url: str) -> "_Element":
    if answer.cut:
        hint = "Apps give up on such a feed: put its older items on further pages (RFC 5005)."
        raise SourceError(f"{url} takes more than {LARGEST // 1_000_000} MB.", hint)
    return _channel(answer.body, url)


def _channel(data: bytes, name: str) -> "_Element":
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{name} is not well-formed XML: {error}.", "Mend it where the message says.") from error
    channel = root.find("channel")
    if channel is None:
        raise SourceError(f"{name} is no RSS: it has no channel.", "Name an RSS 2.0 feed.")
    return channel


def _items(channel: "_Element") -> dict[str, "_Element"]:
    return dict(_named(channel))


def _named(channel: "_Element") -> Iterator[tuple[str, "_Element"]]:
    for number, item in enumerate(channel.iterfind("item"), 1):
        name = (item.findtext("title") or item.findtext("guid") or "without a title").strip()
        yield f"item {number}, {name[:60]!r}", item


class FolderReader:
    """Addresses under the show's own, read from its folder."""

    def __init__(self, root: Path, base: str) -> None:
        self._root, self._base = root.resolve(), base

    def read(self, url: str, body: bool) -> Answer | None:
        """See Reader. An address outside the folder is taken to be there: only the network could tell."""
        if not self._base or not url.startswith(self._base):
            return Answer(-1, "")
        path = (self._root / unquote(urlsplit(url[len(self._base) :]).path)).resolve()
        path = path / "index.html" if path.is_dir() else path
        if not path.is_relative_to(self._root) or not path.is_file():
            return None
        kind = content_type(path.name).partition(";")[0]
        return Answer(path.stat().st_size, kind, path.read_bytes() if body else b"", path=path)

    def close(self) -> None:
        """See Reader. Nothing stays open."""


class WebReader:
    """Addresses on the web, a HEAD each unless the body is wanted. What was asked before is not asked again."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._client: httpx.Client | None = None
        self._kept: dict[tuple[str, bool], tuple[Answer | None, str]] = {}
        self.fault = ""
        """Why the address that was read last gave nothing; "" where it gave something."""

    def read(self, url: str, body: bool) -> Answer | None:
        """See Reader. Reads LARGEST bytes at most."""
        if (url, body) in self._kept:
            answer, self.fault = self._kept[url, body]
            return answer
        self.fault = ""
        answer = self._ask("GET" if body else "HEAD", url, body)
        if answer is None or len(answer.body) <= KEPT:
            self._kept[url, body] = answer, self.fault
        return answer

    def close(self) -> None:
        """See Reader."""
        if self._client:
            self._client.close()
            self._client = None

    def _ask(self, method: str, url: str, body: bool) -> Answer | None:
        import httpx

        self._client = self._client or httpx.Client(timeout=self._timeout, follow_redirects=True)
        try:
            with self._client.stream(method, url) as got:
                if method == "HEAD" and got.status_code in NO_HEAD:
                    return self._ask("GET", url, body)
                if got.status_code >= 400:
                    self.fault = f"it answered {got.status_code}"
                    return None
                return _answer(got, body)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            self.fault = str(error) or type(error).__name__
            return None


def _answer(got: "httpx.Response", body: bool) -> Answer:
    kind = got.headers.get("content-type", "").partition(";")[0].strip().lower()
    data, cut = _limited(got.iter_bytes()) if body else (b"", False)
    packed = "content-encoding" in got.headers
    size, ranges = got.headers.get("content-length", -1), got.headers.get("accept-ranges") == "bytes"
    return Answer(-1 if packed else int(size), kind, data, ranges, cut=cut)


def _limited(chunks: Iterator[bytes]) -> tuple[bytes, bool]:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > LARGEST:
            return bytes(data), True
    return bytes(data), False
