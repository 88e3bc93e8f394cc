"""Channel and Items → an RSS feed, by feedgen with its podcast extension and ours.

Rules: Apple's "Podcast RSS feed requirements", PSP-1 (Podcast Standards Project), podcast namespace 1.0,
RFC 5005 for the links between pages. The only place that speaks to feedgen.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from atlascast.config import Config
from atlascast.models import AUDIO, Alternate, Chapter
from atlascast.publish.art import Look
from atlascast.publish.entries import File
from atlascast.publish.plain import clean, short, web
from atlascast.publish.podcasting import item_people, show_tags
from atlascast.text import stamp

MPEG = AUDIO["mp3"]


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself. `links` are its neighbours by relation: first, next, previous, last, hub."""

    title: str
    description: str
    address: str
    guid: str
    updated: datetime
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """An episode or a track as a feed tells it. `html` is its show notes, of at most 4000 bytes."""

    guid: str
    title: str
    summary: str
    html: str
    page: str
    published: datetime
    audio: File
    seconds: float
    author: str
    image: str
    alt: str
    season: int = 0
    number: int = 0
    others: tuple[tuple[Alternate, File], ...] = ()
    """The same in other formats."""
    transcripts: tuple[tuple[str, str, str], ...] = ()
    """Address, type and rel of each."""
    chapters_url: str = ""
    chapters: tuple[Chapter, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    """Where its stories are set: a name and a geo URI each; one of them may be empty."""
    filed: str = ""
    """Where its words were written."""


def feed(config: Config, channel: Channel, items: Sequence[Item], look: Look) -> bytes:
    """The whole feed as UTF-8 XML, items in the order given."""
    from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]

    from atlascast.publish.podcast_ns import PodcastNamespace, PodcastNamespaceEntry

    generator = FeedGenerator()
    generator.load_extension("podcast")
    generator.register_extension("namespace", PodcastNamespace, PodcastNamespaceEntry, atom=False)
    _channel(generator, config, channel, look)
    for rel, href in channel.links.items():
        generator.namespace.atom_link(rel, href)
    show_tags(generator.namespace, config, look, channel.guid)
    for item in items:
        _item(generator.add_entry(order="append"), config, item)
    return bytes(generator.rss_str(pretty=True))


def _channel(feed: Any, config: Config, channel: Channel, look: Look) -> None:
    show, link = config.show, config.show.link or config.show.base_url
    feed.title(clean(channel.title))
    feed.link(href=channel.address, rel="self", type="application/rss+xml")
    feed.link(href=link, rel="alternate")
    feed.description(clean(channel.description))
    feed.language(show.language)
    feed.copyright(clean(show.copyright) or f"© {channel.updated.year} {clean(show.newsroom)}")
    feed.image(look.cover_url, clean(channel.title), link)
    feed.managingEditor(f"{show.email} ({clean(show.newsroom)})")
    feed.lastBuildDate(channel.updated)
    feed.pubDate(channel.updated)
    feed.generator("atlascast")
    feed.docs("https://www.rssboard.org/rss-specification")
    podcast = feed.podcast
    podcast.itunes_author(clean(show.newsroom))
    podcast.itunes_owner(clean(show.newsroom), show.email)
    podcast.itunes_image(look.cover_url)
    podcast.itunes_type("episodic")  # each edition stands alone; "serial" is for stories told from the first on
    podcast.itunes_summary(clean(channel.description))
    for category in show.categories:
        name, _, sub = (part.strip() for part in category.partition(">"))
        podcast.itunes_category({"cat": name, "sub": sub} if sub else {"cat": name})


def _item(entry: Any, config: Config, item: Item) -> None:
    entry.title(clean(item.title))
    entry.link(href=item.page, rel="alternate")
    entry.description(item.html)
    entry.content(item.html)
    entry.guid(item.guid, permalink=False)
    entry.pubDate(item.published)
    entry.enclosure(item.audio.url, str(item.audio.bytes), MPEG)
    podcast = entry.podcast
    podcast.itunes_title(clean(item.title))
    podcast.itunes_author(clean(item.author))
    podcast.itunes_summary(clean(item.summary))
    podcast.itunes_subtitle(short(item.summary, 255))
    podcast.itunes_image(item.image)
    podcast.itunes_duration(str(max(1, round(item.seconds))))
    podcast.itunes_season(item.season or None)
    podcast.itunes_episode(item.number or None)
    podcast.itunes_episode_type("full")
    _item_tags(entry.namespace, config, item)


def _item_tags(tags: Any, config: Config, item: Item) -> None:
    tags.explicit(config.show.explicit)
    if item.number:
        tags.tag("season", str(item.season))
        tags.tag("episode", str(item.number))
    for url, kind, rel in item.transcripts:
        tags.tag("transcript", url=url, type=kind, language=config.show.language, rel=rel)
    if item.chapters_url:
        tags.tag("chapters", url=item.chapters_url, type="application/json+chapters")
    if item.chapters:
        tags.simple_chapters((stamp(chapter.start, "."), clean(chapter.title),
                              web(chapter.url)) for chapter in item.chapters)
    item_people(tags, config, item.author)
    for name, geo in item.places:
        shown = clean(name)[:128] or geo.removeprefix("geo:").replace(",", ", ")
        tags.tag("location", shown, rel="subject", geo=geo)
    if filed := clean(item.filed)[:128]:
        tags.tag("location", filed, rel="creator")
    tags.tag("image", href=item.image, alt=item.alt, purpose="artwork",
             type="image/jpeg", **{"aspect-ratio": "1/1"})
    _soundbites(tags, item)
    _alternates(tags, item, config.sound.bitrate * 1000)


def _soundbites(tags: Any, item: Item) -> None:
    """The headlines, for an app that lets people sample a show. The namespace wants 15 to 120 seconds."""
    for chapter in item.chapters:
        if chapter.kind == "headlines":
            length = min(max(chapter.end - chapter.start, 15.0), 120.0, item.seconds - chapter.start)
            times = {"startTime": f"{chapter.start:.1f}", "duration": f"{length:.1f}"}
            tags.tag("soundbite", clean(chapter.title)[:128], **times)


def _alternates(tags: Any, item: Item, most: int) -> None:
    """The same audio with its hash, so that an app can tell whether it got the true bytes; then its other formats.

    Pictures may take as much of an MP3 as a short track's sound: it has no more than the `most` bits a second.
    """
    bitrate = round(item.audio.bytes * 8 / item.seconds) if item.seconds else 0
    _alternate(tags, item.audio, MPEG, min(bitrate, most), default="true")
    for made, file in item.others:
        _alternate(tags, file, made.type, made.bitrate)


def _alternate(tags: Any, file: File, kind: str, bitrate: int, **more: str) -> None:
    title = file.name.rpartition(".")[2].upper()
    facts = {"type": kind, "title": title, "length": str(file.bytes), "bitrate": str(bitrate or "")}
    enclosure = tags.tag("alternateEnclosure", **facts, **more)
    tags.child(enclosure, "source", uri=file.url)
    hashed = b64encode(bytes.fromhex(file.sha256)).decode()
    tags.child(enclosure, "integrity", type="sri", value=f"sha256-{hashed}")
