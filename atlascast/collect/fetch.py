"""Path or http(s) address → Document: within limits, politely, and never where a stranger's link points inward.

An address that the user names is meant, wherever it is. What it leads to, by redirect, link or DNS, may lie
only in public networks, on the same host, or on a host that `fetch.hosts` allows.
"""

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from atlascast.collect import guard
from atlascast.collect.document import Document
from atlascast.collect.kept import Kept, is_online
from atlascast.collect.logins import Logins
from atlascast.collect.robots import Robots
from atlascast.config import Config
from atlascast.errors import SourceError, UserError

if TYPE_CHECKING:
    import httpx

FOLDER = "inode/directory"
"""The media type by which a folder is known."""
_TRIES = 3
_PATIENCE = 60.0
"""The longest wait, in seconds, that a site may ask for by Retry-After."""
_SLOW = 6
"""An answer that takes more than so many time-outs in all is given up, however steadily it drips."""
_FILE = 500_000_000
"""Bytes that a file which the user names may hold, also unpacked; `fetch.max_megabytes` is for what is fetched."""
_CLOSED = "User-agent: *\nDisallow: /"
"""What a robots.txt that cannot be had says (RFC 9309, 2.3.1.4)."""
_AGAIN = frozenset({429, 500, 502, 503, 504})


class MissingError(SourceError):
    """The site says that there is nothing at the address (404, 410)."""


class UnansweredError(SourceError):
    """The site cannot answer now (5xx, no answer in time, no connection)."""


class Web:
    """Reads locations for one run, as a context that lets go of its connections.

    Answers are kept under `keep`, with what is needed to ask whether they changed; None keeps none.
    """

    def __init__(self, config: Config, keep: Path | None = None, sleep: Callable[[float], None] = time.sleep) -> None:
        self.config = config
        self.limit = int(config.fetch.max_megabytes * 1_000_000)
        self._kept = Kept(keep)
        self._sleep = sleep
        self._client: httpx.Client | None = None
        self._robots: dict[str, Robots] = {}
        self.silent: list[str] = []
        """Sites whose robots.txt gave no answer: nothing there is read in this run."""
        self._logins = Logins(source.location for source in config.sources)
        self._source = ""
        """What the source is called for which is read."""
        self._hosts = {host.lower() for host in config.fetch.hosts}

    def load(self, location: str) -> Document:
        """The bytes at a path (relative ones count from the config's folder) or an address that the user names.

        Raises UserError for a path that does not exist, SourceError for what cannot be read or fetched.
        """
        if not is_online(location):
            return self._read(location)
        self._source = self.name(location)
        return self._fetch(self._named(location))

    def follow(self, address: str, page: bool = True, source: str = "") -> Document:
        """What a source (the one loaded last, or named) links to. `page` heeds robots.txt. Raises SourceError,
        also for what is not allowed."""
        self._source = source or self._source
        if not is_online(address):
            raise SourceError(f"{address[:120]} is no web address.", "Tell the site; its feed links to nothing.")
        guard.check(address, self._hosts)
        closed = page and not self._robots_of(address).allow(self._agent(), address)
        if closed and any(address.startswith(f"{site}/") for site in self.silent):
            raise SourceError(f"{address} is not read: its site's robots.txt gives no answer.", "Try again later.")
        if closed:
            raise SourceError(f"{address} is closed to robots.", "Ask the site's owner for a feed with full texts.")
        return self._fetch(address)

    def introduce(self) -> None:
        """Make the hosts of the config's sources known, as loading these would; nothing is asked."""
        for source in self.config.sources:
            if is_online(source.location):
                self._named(source.location)

    def name(self, location: str) -> str:
        """What a source is called in stories and messages: its address without what opens it."""
        return self._logins.name(location)

    def _named(self, location: str) -> str:
        self._hosts.add(urlsplit(location).netloc.rpartition("@")[2].lower())
        return self._logins.bare(location)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            self._client.close()

    def _read(self, location: str) -> Document:
        path = self.config.root / location
        try:
            if path.is_dir():
                return Document(b"", location, media=FOLDER)
            with path.open("rb") as file:  # a pipe or a device tells no size
                data = file.read(_FILE + 1)
            if len(data) > _FILE:
                raise _too_large(location, _FILE)
            return Document(_unpacked(location, data, _FILE), location)
        except FileNotFoundError as error:
            hint = "Check the path; paths in the config count from its folder, addresses begin with https://."
            raise UserError(f"There is no source at {location}.", hint) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise SourceError(f"{location} cannot be read: {reason}.", "Check the file's rights.") from error

    def _agent(self) -> str:
        show = self.config.show
        return f"atlascast ({show.title}; +{show.link or show.base_url})".encode("ascii", "replace").decode()

    def _robots_of(self, address: str) -> Robots:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            try:
                text = self._fetch(f"{site}/robots.txt").data.decode("utf-8", "replace")
            except UnansweredError:
                text = _CLOSED
                self.silent.append(site)
            except SourceError:
                text = ""
            self._robots[site] = Robots(text)
        return self._robots[site]

    def _fetch(self, address: str) -> Document:
        """Up to `redirects` hops, each hop checked before it is asked."""
        import httpx

        here = address
        for _ in range(self.config.fetch.redirects + 1):
            try:
                answer = self._ask(here)
            except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
                raise _unreachable(address, error) from error
            if isinstance(answer, Document):
                return answer
            try:
                here = urljoin(here, answer)
            except ValueError as error:
                raise SourceError(f"{address} redirects to what is no address.", "Open it in a browser.") from error
            guard.check(here, self._hosts)
        raise SourceError(f"{address} redirects too often.", "Name the address that it ends at.")

    def _ask(self, address: str) -> "Document | str":
        """One address, asked again where the site says that it is busy: its document, or where it sends us."""
        import httpx

        opened = self._logins.of(address, self._source)
        known = {} if self._logins.shared(address) else self._kept.conditions(address)
        for attempt in range(_TRIES):
            try:
                asked = self._opened().stream("GET", address, headers=known, auth=opened)
                with asked as answer:
                    wait = _wait(answer, attempt)
                    if wait is None or attempt == _TRIES - 1:
                        return self._taken(address, answer)
            except (httpx.ConnectError, httpx.ReadError, httpx.RemoteProtocolError):
                if attempt == _TRIES - 1:
                    raise
                wait = 0.5 * 2**attempt
            self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _opened(self) -> "httpx.Client":
        import httpx

        if self._client is None:
            headers = {"user-agent": self._agent(), "accept": "*/*"}
            pinned = None if guard.proxied() else guard.transport(self._hosts)  # httpx's own alone asks a proxy
            self._client = httpx.Client(timeout=self.config.fetch.timeout, headers=headers, transport=pinned)
        return self._client

    def _taken(self, address: str, answer: "httpx.Response") -> "Document | str":
        guard.check_peer(address, answer, self._hosts)
        guard.check_packing(address, answer)
        if answer.status_code == 304 and (kept := self._kept.document(address)):
            return kept
        if answer.has_redirect_location:
            return str(answer.headers["location"])
        if answer.status_code >= 300:
            raise _refused(address, answer.status_code)
        media = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        extra = {name: value for name, value in answer.headers.items() if name.startswith("x-")}
        document = Document(self._body(address, answer), address, answer.charset_encoding or "", media, extra)
        self._kept.keep(document, answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
        return document

    def _body(self, address: str, answer: "httpx.Response") -> bytes:
        until = time.monotonic() + _SLOW * self.config.fetch.timeout
        data = bytearray()
        for chunk in answer.iter_bytes():
            data += chunk
            if len(data) > self.limit:
                raise _too_large(address, self.limit)
            if time.monotonic() > until:
                raise SourceError(f"{address} sends too slowly.", "Try again later, or raise fetch.timeout.")
        return _unpacked(address, bytes(data), self.limit)


def _unpacked(location: str, data: bytes, limit: int) -> bytes:
    """A gzip file, as sitemaps come, opened within the limit."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    import zlib

    opener = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        opened = opener.decompress(data, limit)
    except zlib.error as error:
        raise SourceError(f"{location} is a broken gzip file.", "Unpack it, or fetch it anew.") from error
    if opener.unconsumed_tail:
        raise _too_large(location, limit)
    return opened


def _too_large(location: str, limit: int) -> SourceError:
    hint = "Name a smaller source, or split it."
    if is_online(location):
        hint = "Name a smaller source, or raise fetch.max_megabytes in the config."
    return SourceError(f"{location} holds more than {limit / 1_000_000:g} MB.", hint)


def _wait(answer: "httpx.Response", attempt: int) -> float | None:
    """Seconds before asking again; None where asking again is no use."""
    if answer.status_code not in _AGAIN:
        return None
    asked = _seconds(answer.headers.get("retry-after", ""))
    if asked is not None:
        return asked if asked <= _PATIENCE else None
    return 0.5 * 2.0**attempt


def _seconds(written: str) -> float | None:
    """Retry-After in either of its forms, seconds or a date (RFC 9110, 10.2.3); None where it is neither."""
    if written.isdecimal():
        return float(written)
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except ValueError:
        return None


def _refused(location: str, status: int) -> SourceError:
    from http import HTTPStatus

    named = f"{status} {HTTPStatus(status).phrase}" if status in {one.value for one in HTTPStatus} else str(status)
    if status in (404, 410):
        return MissingError(f"{location} answers {named}.", "Check the address in a browser and mend the config.")
    if status in (401, 403):
        return SourceError(f"{location} answers {named}.", "The site refuses us: ask its owner, or use another source.")
    kind = UnansweredError if status >= 500 else SourceError
    return kind(f"{location} answers {named}.", "Try again later, or open the address in a browser.")


def _unreachable(location: str, error: Exception) -> SourceError:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return UnansweredError(f"{location} did not answer in time.", "Try again later, or raise fetch.timeout.")
    if isinstance(error, httpx.DecodingError):
        return SourceError(f"{location} answers in a broken encoding.", "Try again later; tell the site.")
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError):
        return SourceError(f"{location} is no address that can be fetched: {error}.", "Mend it and run again.")
    reason = str(error) or type(error).__name__
    return UnansweredError(f"{location} cannot be reached: {reason}.", "Check the address and your network.")
