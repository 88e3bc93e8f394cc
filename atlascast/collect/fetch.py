"""Path or http(s) address → Document, within limits."""

from typing import TYPE_CHECKING

from atlascast.collect.document import Document
from atlascast.config import Config
from atlascast.errors import SourceError, UserError

if TYPE_CHECKING:
    import httpx


def is_address(location: str) -> bool:
    """Whether a location is fetched rather than read from the disk."""
    return location.lower().startswith(("http://", "https://"))


def load(config: Config, location: str) -> Document:
    """The bytes at a path (relative ones count from the config's folder) or an address.

    Raises UserError for a path that does not exist, SourceError for what cannot be read or fetched.
    """
    return _fetched(config, location) if is_address(location) else _read(config, location)


def _read(config: Config, location: str) -> Document:
    path = config.root / location
    limit = int(config.fetch.max_megabytes * 1_000_000)
    try:
        if path.is_dir():
            raise UserError(f"{location} is a folder.", "Name a feed, a page or a text file in it.")
        if path.is_file() and path.stat().st_size > limit:
            raise _too_large(config, location)
        return Document(path.read_bytes(), location)
    except FileNotFoundError as error:
        hint = "Check the path; paths in the config count from its folder, addresses begin with https://."
        raise UserError(f"There is no source at {location}.", hint) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(f"{location} cannot be read: {reason}.", "Check the file's rights.") from error


def _too_large(config: Config, location: str) -> SourceError:
    message = f"{location} holds more than {config.fetch.max_megabytes:g} MB."
    return SourceError(message, "Name a smaller source, or raise fetch.max_megabytes in the config.")


def _fetched(config: Config, location: str) -> Document:
    import httpx

    agent = f"atlascast ({config.show.title}; +{config.show.link or config.show.base_url})"
    headers = {"user-agent": agent.encode("ascii", "replace").decode(), "accept": "*/*"}
    try:
        with (
            httpx.Client(
                timeout=config.fetch.timeout, follow_redirects=True, max_redirects=config.fetch.redirects,
                headers=headers,
            ) as client,
            client.stream("GET", location) as answer,
        ):  # fmt: skip
            if answer.status_code >= 400:
                raise _refused(location, answer.status_code)
            return _document(config, location, answer)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise _unreachable(location, error) from error


def _document(config: Config, location: str, answer: "httpx.Response") -> Document:
    limit = int(config.fetch.max_megabytes * 1_000_000)
    data = bytearray()
    for chunk in answer.iter_bytes():
        data += chunk
        if len(data) > limit:
            raise _too_large(config, location)
    media = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    return Document(bytes(data), str(answer.url), answer.charset_encoding or "", media)


def _refused(location: str, status: int) -> SourceError:
    from http import HTTPStatus

    named = f"{status} {HTTPStatus(status).phrase}" if status in {one.value for one in HTTPStatus} else str(status)
    if status in (404, 410):
        return SourceError(f"{location} answers {named}.", "Check the address in a browser and mend the config.")
    if status in (401, 403):
        return SourceError(f"{location} answers {named}.", "The site refuses us; ask its owner, or use another"
        f" source.")
    return SourceError(f"{location} answers {named}.", "Try again later, or open the address in a browser.")


def _unreachable(location: str, error: Exception) -> SourceError:
    import httpx

    if isinstance(error, httpx.TimeoutException):
        return SourceError(f"{location} did not answer in time.", "Try again later, or raise fetch.timeout.")
    if isinstance(error, httpx.TooManyRedirects):
        return SourceError(f"{location} redirects too often.", "Name the address that it ends at.")
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError):
        return SourceError(f"{location} is no address that can be fetched: {error}.", "Mend it and run again.")
    reason = str(error) or type(error).__name__
    return SourceError(f"{location} cannot be reached: {reason}.", "Check the address and your network.")
