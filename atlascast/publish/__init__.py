"""All Episodes → feed, site, targets.

    records ─ entries ─┬─ media, captions, covers ─┐
                       ├─ pages ───────────────────┼→ public/, feed.xml last
                       └─ feed.xml ────────────────┘

Corrected audio that keeps its address cannot take it in the same moment as the feed tells of its new length. So it
has a name of its own until a feed names that, then its address, and the feed is the last again.

What lies under public/ follows from the records, the files beside them and the config, never from
the clock; a file is written only where its bytes change.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from atlascast import memory
from atlascast.config import Config
from atlascast.errors import WorldError
from atlascast.models import Watch
from atlascast.publish.entries import Entry, apart, entries, groups, place, unlicensed, unseen
from atlascast.publish.identities import identities
from atlascast.publish.kept import Kept
from atlascast.publish.public import Public, mark
from atlascast.store import Store, fingerprint, point

if TYPE_CHECKING:
    from atlascast.publish.art import Look

__all__ = ["Published", "guid", "identities", "podcast_guid", "publish"]

_SITE = "site"
_PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did: the files under public/ that changed, feed.xml last. `absent`: a line for each audio file
    that the feed names though it is not here, as one that must have been uploaded before, or that holds pictures which
    the show may use no longer."""

    changed: list[Path]
    absent: list[str]


def publish(config: Config, store: Store, watch: Watch) -> Published:
    """Build public/ from every finished episode.

    Raises WorldError where there is nothing to publish, where an episode's audio is not the file
    that its record names, or where public/ cannot be written.
    """
    from atlascast.publish import art, corrected

    found = _entries(config, store)
    public = Public(store.public)
    changed: list[Path] = []
    kept = Kept(store.cache / "words.json", public)
    between = [entry if corrected.withdrawn(entry) else apart(entry, public) for entry in found]
    for done, entry in enumerate(between):
        watch("publish", done, len(found))
        changed += [] if corrected.withdrawn(entry) else place(entry, public, kept)
    kept.gone([name for entry in found for name in groups(entry.episode.week)])
    kept.save()
    point("site.placed")
    look, made = art.look(config, public, store.cache / "look.json")
    changed += made
    point("site.art")
    site, key = Kept(store.cache / "site.json", public), _key(config, found, look)
    stands = found == between and site.fresh(_SITE, key)
    changed += [] if stands else _told(config, found, between, look, public, store)
    changed += [path for entry in found for path in corrected.remove(entry, public)]
    if not stands:
        site.made(_SITE, key, public.names())
        site.save()
    watch("publish", len(found), len(found))
    live = [entry for entry in found if not corrected.withdrawn(entry)]
    told = ((*unseen(entry, store.public), *unlicensed(entry, config.show)) for entry in live)
    return Published(changed, [line for lines in told for line in lines])


def _told(
    config: Config, found: Sequence[Entry], between: Sequence[Entry], look: "Look", public: Public, store: Store
) -> list[Path]:
    """Put the pages, then the feeds; what changed."""
    from atlascast.publish import feeds, site

    guid = _show_guid(config)
    changed = site.build(config, found, look, public, store.cache / "pages.json")
    point("site.pages")
    if moved := [entry for entry, other in zip(found, between, strict=True) if entry != other]:
        feeds.build(config, between, look, guid, public)
        point("site.between")
        kept = Kept(store.cache / "words.json", public)
        changed += [path for entry in moved for path in place(entry, public, kept)]
    changed += feeds.build(config, found, look, guid, public)
    point("site.feeds")
    return changed


def _key(config: Config, found: Sequence[Entry], look: "Look") -> str:
    """What pages and feeds follow from; the archive's files by their sizes and times, as there may be ten years of
    them."""
    templates = memory.held([config.edition.templates] if config.edition.templates else [])
    beside = (path for entry in found for path in sorted(entry.folder.rglob("*.json")))
    files = [(str(path), mark(path)) for path in beside]
    return fingerprint(memory.program(), memory.mark(config), templates, look, found, files)


def podcast_guid(feed_url: str) -> str:
    """The show's podcast:guid: UUIDv5 of the feed's address without scheme and trailing slashes.

    Source: podcast namespace 1.0, tag guid.
    """
    return str(uuid.uuid5(_PODCASTS, feed_url.partition("://")[2].rstrip("/")))


def guid(config: Config, week: str, story_id: str = "") -> str:
    """An episode's GUID, UUIDv5 of the show's GUID and the week's name; or that of a story's track in it."""
    episode = uuid.uuid5(uuid.UUID(_show_guid(config)), week)
    return str(uuid.uuid5(episode, story_id) if story_id else episode)


def _show_guid(config: Config) -> str:
    return str(config.feed.guid or podcast_guid(config.feed_url))


def _entries(config: Config, store: Store) -> list[Entry]:
    records = store.records()
    if not records:
        raise WorldError(f"There is nothing to publish in {store.episodes}.", "Build an episode first: build-week.")
    return entries(records, store, config.show)
