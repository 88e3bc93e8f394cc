"""public/ → a local preview over HTTP: ranges, HEAD, ETag, right types, CORS. Loopback only unless told."""

import mimetypes
import os
import re
import sys
from collections.abc import Callable, Sequence
from email.utils import formatdate, parsedate_to_datetime
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event
from typing import IO
from urllib.parse import unquote, urlsplit

from atlascast.errors import WorldError
from atlascast.models import AUDIO

TYPES = {**{f".{ending}": kind for ending, kind in AUDIO.items()},
         ".xml": "application/rss+xml; charset=utf-8",
         "sitemap.xml": "application/xml; charset=utf-8",
         ".vtt": "text/vtt; charset=utf-8", ".srt": "application/x-subrip; charset=utf-8",
         ".chapters.json": "application/json+chapters", ".json": "application/json",
         ".html": "text/html; charset=utf-8",
         ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".m3u8": "audio/mpegurl",
         ".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8"}
"""By the end of the name, the longest first; a web server for the real site needs the same."""

POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
"""The pages work under this Content-Security-Policy; the real site may send it too."""

CHUNK = 1 << 18
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def serve(public: Path, port: int = 8000, host: str = "127.0.0.1") -> "Server":
    """A server of `public`, bound and not yet running: call `serve_forever`. Port 0 takes any free one.

    Raises WorldError where the folder is not there or the port is taken.
    """
    if not public.is_dir():
        raise WorldError(f"There is no {public}.", "Publish first: atlascast publish.")
    try:
        return Server((host, port), partial(Handler, directory=str(public)))
    except OSError as error:
        hint = "Another program may hold the port: name another one."
        raise WorldError(f"{host}:{port} cannot be served: {error.strerror}.", hint) from error


def follow(
    paths: Callable[[], Sequence[Path]], rebuild: Callable[[Sequence[Path]], None], stop: Event, every: float = 1.0
) -> None:
    """Call `rebuild` with the files that changed, came or went among `paths`, or in a folder of them; until `stop`.

    Looks every `every` seconds. What `rebuild` raises is raised here.
    """
    before = _state(paths())
    while not stop.wait(every):
        now = _state(paths())
        if changed := sorted({file for file, _ in before.items() ^ now.items()}):
            rebuild(changed)
            before = now


def _state(paths: Sequence[Path]) -> dict[Path, tuple[int, int]]:
    files = [file for path in paths for file in (path.rglob("*") if path.is_dir() else [path])]
    facts = {file: file.stat() for file in files if file.is_file()}
    return {file: (fact.st_mtime_ns, fact.st_size) for file, fact in facts.items()}


def content_type(name: str) -> str:
    """The MIME type that a file is served with."""
    for ending in sorted(TYPES, key=len, reverse=True):
        if name.endswith(ending):
            return TYPES[ending]
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a Range header, None where all is to be sent (RFC 9110, section 14).

    Raises ValueError for a range that the file does not have.
    """
    match = _RANGE.fullmatch(header.strip())
    if not match or not any(match.groups()):
        return None
    first, last = match.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if first and last and int(last) < start:  # section 14.1.1: no valid range, so there is none
        return None
    if start >= size:
        raise ValueError(header)
    return start, end


class Server(ThreadingHTTPServer):
    """A thread a listener; one that goes away in the middle is no fault."""

    stale = ""
    """Why the pages are not as their sources are now; they say it on top. Empty where they are."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell of faults of ours only."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typed as a socket there


class Handler(SimpleHTTPRequestHandler):
    """GET and HEAD of files under one folder; nothing is listed, nothing outside it is shown."""

    protocol_version = "HTTP/1.1"
    server_version = "atlascast"

    def do_GET(self) -> None:
        """The file, or the part of it that was asked for."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """The same headers without the file."""
        self._answer(body=False)

    def do_OPTIONS(self) -> None:
        """What a browser asks before it reads a transcript from another site."""
        self.send_response(HTTPStatus.NO_CONTENT)
        self._headers({"Access-Control-Allow-Methods": "GET, HEAD, OPTIONS", "Access-Control-Allow-Headers": "Range"})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Say nothing: printing is the command line's."""

    def _answer(self, body: bool) -> None:
        path = self._file()
        if path is None:
            return
        if not path.is_file():
            self.send_response(HTTPStatus.NOT_FOUND)
            self._headers({"Content-Length": "0"})
            return
        why = self.server.stale if isinstance(self.server, Server) else ""
        if why and path.suffix == ".html":
            self._told(path, why, body)
            return
        with path.open("rb") as file:
            self._send(path, file, body)

    def _told(self, path: Path, why: str, body: bool) -> None:
        """The page, and on top of it why it is not as its sources are now."""
        note = f'<body><aside class="mended" role="alert">{escape(why)}</aside>'
        page = path.read_text(encoding="utf-8").replace("<body>", note, 1).encode()
        self.send_response(HTTPStatus.OK)
        self._headers({"Content-Type": content_type(path.name), "Content-Length": str(len(page)),
                       "Cache-Control": "no-store"})
        if body:
            self.wfile.write(page)

    def _file(self) -> Path | None:
        """The file that is meant; None where a redirect has been sent."""
        name = unquote(urlsplit(self.path).path)
        root = Path(self.directory).resolve()
        path = (root / name.lstrip("/")).resolve() if "\0" not in name else root / "\ufffd"
        if not path.is_relative_to(root):
            return root / "\ufffd"
        if path.is_dir() and not name.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self._headers({"Location": "/" + path.relative_to(root).as_posix() + "/", "Content-Length": "0"})
            return None
        return path / "index.html" if path.is_dir() else path

    def _send(self, path: Path, file: IO[bytes], body: bool) -> None:
        facts = os.fstat(file.fileno())
        tag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
        headers = {"Content-Type": content_type(path.name), "ETag": tag, "Accept-Ranges": "bytes",
                   "Last-Modified": formatdate(facts.st_mtime, usegmt=True), "Cache-Control": "no-cache"}
        if self._unchanged(tag, int(facts.st_mtime)):
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self._headers(headers)
            return
        wanted = self.headers.get("Range", "") if self.headers.get("If-Range", tag) == tag else ""
        try:
            span = byte_range(wanted, facts.st_size)
        except ValueError:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self._headers({"Content-Range": f"bytes */{facts.st_size}", "Content-Length": "0"})
            return
        start, end = span or (0, facts.st_size - 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT if span else HTTPStatus.OK)
        if span:
            headers["Content-Range"] = f"bytes {start}-{end}/{facts.st_size}"
        self._headers({**headers, "Content-Length": str(end - start + 1)})
        if body:
            self._bytes(file, start, end - start + 1)

    def _unchanged(self, tag: str, changed: int) -> bool:
        """Whether the listener's copy is this one: by its tag, else by its time (RFC 9110, section 13.2.2)."""
        if tags := self.headers.get("If-None-Match", ""):
            return tags.strip() == "*" or tag in tags
        try:
            return changed <= parsedate_to_datetime(self.headers.get("If-Modified-Since", "")).timestamp()
        except (ValueError, OverflowError):
            return False

    def _refuse(self) -> None:
        self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
        self._headers({"Allow": "GET, HEAD, OPTIONS", "Content-Length": "0", "Connection": "close"})
        self.close_connection = True

    do_POST = do_PUT = do_PATCH = do_DELETE = _refuse  # noqa: N815  # http.server looks for these names

    def _headers(self, headers: dict[str, str]) -> None:
        common = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Content-Range, Content-Length",
                  "X-Content-Type-Options": "nosniff", "Content-Security-Policy": POLICY}
        for name, value in (common | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def _bytes(self, file: IO[bytes], start: int, length: int) -> None:
        file.seek(start)
        while length and (chunk := file.read(min(CHUNK, length))):
            try:
                self.wfile.write(chunk)
            except (BrokenPipeError, ConnectionResetError):  # the listener went away, as players do when they seek
                self.close_connection = True
                return
            length -= len(chunk)
