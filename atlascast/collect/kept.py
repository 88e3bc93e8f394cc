"""What earlier runs saw → what this one need not fetch or would no longer find.

    <keep>/answers/<hash>.json, .body    an answer with its ETag and Last-Modified (RFC 9110, section 13)
    <keep>/stories/<hash>.json           every dated story that a set of addresses gave, newest version
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from atlascast.collect.document import Document
from atlascast.config import Source
from atlascast.models import Story
from atlascast.store import fingerprint, notes, point, write, write_json

_REMEMBERED = timedelta(weeks=26)
"""Stories older than this are forgotten."""
_STORIES = TypeAdapter(tuple[Story, ...])


class Kept:
    """Answers of the network; without a folder nothing is remembered."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder / "answers" if folder else None

    def _path(self, address: str) -> Path | None:
        return self._folder / f"{fingerprint(address)[:32]}.json" if self._folder else None

    def conditions(self, address: str) -> dict[str, str]:
        """The headers that ask for the answer only if it changed; none where it is not kept."""
        path = self._path(address)
        facts = _facts(path)
        if not path or _body(path, facts) is None:
            return {}
        named = {"if-none-match": facts.get("etag", ""), "if-modified-since": facts.get("modified", "")}
        return {name: value for name, value in named.items() if value}

    def document(self, address: str) -> Document | None:
        """The kept answer."""
        path = self._path(address)
        facts = _facts(path)
        data = _body(path, facts) if path else None
        if data is None:
            return None
        extra = {name: value for name, value in facts.items() if name.startswith("x-")}
        return Document(data, address, facts.get("charset", ""), facts.get("media", ""), extra)

    def keep(self, document: Document, etag: str, modified: str) -> None:
        """Remember an answer that can be asked for conditionally."""
        path = self._path(document.location)
        if path and (etag or modified):
            write(path.with_suffix(".body"), document.data)
            point("collect.body")
            facts = {"url": document.location, "etag": etag, "modified": modified, "charset": document.charset}
            facts["sha256"] = hashlib.sha256(document.data).hexdigest()
            write_json(path, {**document.headers, **facts, "media": document.media})


def _body(path: Path, facts: Mapping[str, str]) -> bytes | None:
    """The answer's bytes; None where they are not those that came: a server's "not modified" would hold them good."""
    try:
        data = path.with_suffix(".body").read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == facts.get("sha256") else None


def _facts(path: Path | None) -> dict[str, str]:
    return {name: str(value) for name, value in notes(path).items()} if path else {}


def remembered(folder: Path | None, sources: Iterable[Source], fresh: Iterable[Story]) -> list[Story]:
    """What these sources gave in earlier runs and no longer list.

    Left out is what was withdrawn: absent now, though the source lists older and newer ones. A file that cannot
    be read is as good as none.
    """
    path = _stories(folder, sources)
    try:
        old = _STORIES.validate_json(path.read_bytes()) if path else ()
    except (OSError, ValidationError):
        return []
    listed: dict[str, list[datetime]] = {}
    known: set[str] = set()
    for one in fresh:
        known.update((one.id, one.url))
        if one.published:
            listed.setdefault(one.source, []).append(one.published)
    return [one for one in old if {one.id, one.url} & known or not _withdrawn(one, listed.get(one.source, []))]


def _withdrawn(story: Story, listed: list[datetime]) -> bool:
    return bool(listed and story.published and min(listed) < story.published < max(listed))


def remember(folder: Path | None, sources: Iterable[Source], found: Iterable[Story], now: datetime) -> None:
    """Keep the dated stories that came from addresses for later runs, newest first."""
    path = _stories(folder, sources)
    if path:
        dated = [(one.published, one.id, one) for one in found if one.published and is_online(one.source)]
        dated = sorted((row for row in dated if row[0] > now - _REMEMBERED), key=lambda row: row[:2], reverse=True)
        point("collect.remember")
        write(path, _STORIES.dump_json(tuple(row[2] for row in dated), indent=1) + b"\n")


def is_online(location: str) -> bool:
    """Whether a location is a well-formed address; a file on the disk need not be remembered."""
    try:
        return location.lower().startswith(("http://", "https://")) and urlsplit(location).port != 0
    except ValueError:
        return False


def _stories(folder: Path | None, sources: Iterable[Source]) -> Path | None:
    named = sorted(source.location for source in sources if is_online(source.location))
    return folder / "stories" / f"{fingerprint(named)[:32]}.json" if folder and named else None
