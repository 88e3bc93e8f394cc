"""public/ → what a target should hold of it, each file with its size and hash, and what the feeds name.

Audio and captions that no feed and no page names any more (of an edition that was corrected) lie on in public/; they
are not sent to a target that lacks them.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from atlascast.errors import WorldError
from atlascast.models import AUDIO
from atlascast.store import PART, digest, write
from atlascast.store import notes as read_notes

FEED = "feed.xml"
MAYBE_FEEDS = (".xml", ".rss", ".rdf", ".atom")
"""Endings of what may be a feed: a show that moved here may have an older one beside ours."""
_ROOTS = ("<rss", "<feed", "<rdf:RDF")
_HEAD = 4000
"""Letters among which a feed's root stands, after a stylesheet's link or a licence."""
_AUDIO = "|".join(AUDIO)
HASHED = re.compile(rf"-[0-9a-f]{{8}}(?:-\d+)?\.({_AUDIO}|jpg|webp|css|js|svg)$")
"""Names that follow from the bytes: such a file never changes, only comes and goes."""
_OF_AN_EDITION = re.compile(rf"-[0-9a-f]{{8}}\.({_AUDIO}|vtt|srt|json|words\.json|chapters\.json)$")
_TOKEN = re.compile(r"[^\s\"'<>()\[\],;]+\.[^\s\"'<>()\[\],;]+")


@dataclass(frozen=True, slots=True)
class Local:
    """A file of public/."""

    path: Path
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Site:
    """What is to be published: files by name, and the texts of those that are feeds."""

    files: Mapping[str, Local]
    feeds: Mapping[str, str]
    withdrawn: frozenset[str] = frozenset()
    """Names of audio, and of what was made of it, that was taken back."""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Audio that a feed names."""

    url: str
    bytes: int
    guid: str
    title: str


def site(public: Path, notes: Path, withdrawn: frozenset[str] = frozenset()) -> Site:
    """Read public/. `notes` is where hashes of files that have not changed since are kept.

    Raises WorldError where no feed has been built.
    """
    if not (public / FEED).is_file():
        raise WorldError(f"There is no {public / FEED}.", "Build an episode first: build-week.")
    paths = {path.relative_to(public).as_posix(): path for path in sorted(public.rglob("*"))
             if path.is_file() and not path.name.endswith(PART)}
    feeds = {name: text for name, path in paths.items() if name.endswith(MAYBE_FEEDS)
             and is_feed(text := path.read_text("utf-8", "replace"))}
    spoken_of = names(feeds.values())
    wanted = {name: path for name, path in paths.items()
              if not _OF_AN_EDITION.search(name) or name in spoken_of or name.rpartition("/")[2] in _pages(path.parent)}
    return Site(dict(_hashed(wanted, notes)), feeds, withdrawn)


def is_feed(text: str) -> bool:
    """Whether a text is a feed: RSS, Atom or RDF."""
    return any(root in text[:_HEAD] for root in _ROOTS)


def _pages(folder: Path) -> set[str]:
    """Base names that the pages of a folder, and of those in it, speak of."""
    texts = (page.read_text("utf-8", "replace") for page in folder.rglob("index.html"))
    return {PurePosixPath(name).name for name in names(texts)}


def _hashed(paths: Mapping[str, Path], notes: Path) -> Iterator[tuple[str, Local]]:
    """Each file with its hash; one whose size and times are those of last time is not read again."""
    known, now = read_notes(notes), {}
    for name, path in paths.items():
        facts = path.stat()
        key = [facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino]
        row = known.get(name)
        sha256 = str(row[-1]) if isinstance(row, list) and row[:-1] == key else digest(path)
        now[name] = [*key, sha256]
        yield name, Local(path, facts.st_size, sha256)
    write(notes, json.dumps(now, indent=0))


def names(texts: Iterable[str]) -> set[str]:
    """Every name that a text may mean: paths of its addresses, whole and without their first folders.

    Rather one too many than one too few: what is named is kept.
    """
    found: set[str] = set()
    for text in texts:
        for token in set(_TOKEN.findall(text)):
            path = unquote(unescape(token).partition("://")[2] or unescape(token)).partition("?")[0].partition("#")[0]
            parts = path.strip("/").split("/")
            found |= {"/".join(parts[index:]) for index in range(len(parts))}
    return found


@lru_cache(maxsize=32)
def enclosures(feed: str) -> tuple[Enclosure, ...]:
    """The audio that a feed names; nothing where it cannot be read. Each feed is read once for all targets."""
    from lxml import etree

    try:
        root = etree.fromstring(feed.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return ()
    rows = ((item, item.find("enclosure")) for item in root.iter("item"))
    return tuple(Enclosure(found.get("url", ""), int(size) if (size := found.get("length", "")).isdecimal() else 0,
                           (item.findtext("guid") or "").strip(), (item.findtext("title") or "").strip())
                 for item, found in rows if found is not None)


def under(base_url: str, url: str) -> str:
    """The name under public/ that an address stands for; empty for an address of others."""
    return unquote(url.removeprefix(base_url).partition("?")[0]) if url.startswith(base_url) else ""
