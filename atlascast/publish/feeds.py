"""Entries → feed.xml and articles.xml, in pages where they are long.

The first page of a feed keeps its address and holds the newest items; older pages are linked as RFC 5005,
section 3, has it.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from atlascast.config import Config
from atlascast.models import Track
from atlascast.publish import corrected, notes
from atlascast.publish.art import Look
from atlascast.publish.entries import Entry, File, Piece
from atlascast.publish.plain import clean
from atlascast.publish.public import Public
from atlascast.publish.rss import Channel, Item, feed
from atlascast.store import point
from atlascast.words import Words, words

TRANSCRIPTS = (
    ("vtt", "text/vtt", "captions"),
    ("srt", "application/x-subrip", "captions"),
    ("json", "application/json", ""),
)
"""Kind, exact type and rel: AntennaPod takes a transcript only by these types."""


def build(config: Config, entries: Sequence[Entry], look: Look, guid: str, public: Public) -> list[Path]:
    """Put both feeds, their older pages first and feed.xml last; what changed. `entries` stand oldest first;
    withdrawn ones are in no feed."""
    changed: list[Path] = []
    live = [entry for entry in entries if not corrected.withdrawn(entry)]
    show, updated, say = config.show, _updated(entries), words(config)
    if config.feed.articles:
        told = [item for entry in reversed(live) for item in _articles(config, entry, look, say)]
        title = say("articles", show=show.title)
        description = say("articles_about", show=show.title, description=show.description)
        inner = str(uuid.uuid5(uuid.UUID(guid), "articles"))
        changed += _pages(config, "articles", title, description, inner, told, updated, look, public)
    editions = [_edition(config, entry, look, say) for entry in reversed(live)]
    return changed + _pages(config, "feed", show.title, show.description, guid, editions, updated, look, public)


def _updated(entries: Iterable[Entry]) -> datetime:
    """When the newest episode came out, or was last corrected."""
    moments = [entry.episode.published for entry in entries]
    return max(*moments, *(one.moment for entry in entries for one in entry.episode.corrections), moments[0])


def _pages(
    config: Config, name: str, title: str, description: str, guid: str, items: Sequence[Item], updated: datetime,
    look: Look, public: Public,
) -> list[Path]:
    """Put a feed's pages, the first last, so that no page links to one that is not there."""
    size = config.feed.items
    count = max(1, -(-len(items) // size))

    def file(page: int) -> str:
        return f"{name}.xml" if page == 1 else f"{name}-{page}.xml"

    changed: list[Path] = []
    for page in range(count, 0, -1):
        around = {"first": 1, "last": count, "previous": page - 1, "next": page + 1} if count > 1 else {}
        links = {rel: config.show.base_url + file(at) for rel, at in around.items() if 1 <= at <= count}
        links |= {"hub": config.feed.hub} if config.feed.hub else {}
        channel = Channel(title, description, config.show.base_url + file(page), guid, updated, links)
        point("site.feed")
        changed += public.put(file(page), feed(config, channel, items[(page - 1) * size : page * size], look))
    return changed


def _edition(config: Config, entry: Entry, look: Look, say: Words) -> Item:
    episode, sidecars = entry.episode, entry.sidecars
    return Item(
        guid=episode.guid, title=episode.title, summary=episode.summary, html=notes.html(config, entry, say),
        page=entry.url, published=episode.published, audio=entry.audio, others=entry.others,
        seconds=episode.seconds,
        author=config.show.newsroom, image=entry.cover.url if entry.cover else look.cover_url,
        alt=_alt(config, say), season=int(episode.week[:4]), number=episode.number,
        transcripts=_transcripts(sidecars),
        chapters_url=sidecars["chapters"].url if "chapters" in sidecars else "", chapters=episode.chapters,
        places=_places(episode.tracks),
    )


def _places(tracks: Iterable[Track]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((track.place, track.geo) for track in tracks if track.place or track.geo))


def _alt(config: Config, say: Words) -> str:
    return say("cover", show=clean(config.show.title))


def _transcripts(sidecars: Mapping[str, File]) -> tuple[tuple[str, str, str], ...]:
    return tuple((sidecars[kind].url, mime, rel) for kind, mime, rel in TRANSCRIPTS if kind in sidecars)


def _articles(config: Config, entry: Entry, look: Look, say: Words) -> Iterable[Item]:
    """An edition's tracks, the first told first; a second apart, so that every app keeps their order."""
    for index, piece in enumerate(entry.pieces):
        yield _article(config, entry, piece, entry.episode.published - timedelta(seconds=index), look, say)


def _article(config: Config, entry: Entry, piece: Piece, published: datetime, look: Look, say: Words) -> Item:
    track, page = piece.track, config.show.base_url + piece.page
    author = track.author or config.show.newsroom
    return Item(
        guid=str(uuid.uuid5(uuid.UUID(entry.episode.guid), track.story_id)), title=track.title,
        summary=say("aloud", author=author), html=notes.article_html(config, entry, piece, page, say), page=page,
        published=published, audio=piece.audio, seconds=track.seconds, author=author,
        image=entry.cover.url if entry.cover else look.cover_url, alt=_alt(config, say),
        transcripts=_transcripts(piece.sidecars) or ((page, "text/html", ""),), places=_places([track]),
        filed=track.filed,
    )
