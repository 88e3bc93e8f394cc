"""Entries → feed.xml, by feedgen with its podcast extension and ours.

Rules: Apple's "Podcast RSS feed requirements", PSP-1 (Podcast Standards Project), podcast namespace 1.0.
The only place that speaks to feedgen.
"""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from atlascast.config import Config
from atlascast.publish import notes
from atlascast.publish.art import Look
from atlascast.publish.entries import Entry
from atlascast.publish.plain import clean, stamp, web

MIME = {"vtt": "text/vtt", "srt": "application/x-subrip", "json": "application/json",
        "chapters": "application/json+chapters", "audio": "audio/mpeg"}
"""Exact types: AntennaPod takes a transcript only by these names."""


def feed(config: Config, entries: Sequence[Entry], look: Look, address: str, podcast_guid: str) -> bytes:
    """The whole feed, newest item first, as UTF-8 XML. `entries` stand oldest first and are not empty."""
    from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]

    from atlascast.publish.podcast_ns import PodcastNamespace, PodcastNamespaceEntry

    generator = FeedGenerator()
    generator.load_extension("podcast")
    generator.register_extension("namespace", PodcastNamespace, PodcastNamespaceEntry, atom=False)
    _channel(generator, config, entries, look, address)
    _podcasting(generator.namespace, config, look, podcast_guid)
    for entry in entries:
        _item(generator.add_entry(), config, entry, look)
    return bytes(generator.rss_str(pretty=True))


def _channel(feed: Any, config: Config, entries: Sequence[Entry], look: Look, address: str) -> None:
    show, newest = config.show, entries[-1].episode.published
    link = show.link or show.base_url
    feed.title(clean(show.title))
    feed.link(href=address, rel="self", type="application/rss+xml")
    feed.link(href=link, rel="alternate")
    feed.description(clean(show.description))
    feed.language(show.language)
    feed.copyright(clean(show.copyright) or f"© {newest.year} {clean(show.newsroom)}")
    feed.image(look.cover_url, clean(show.title), link)
    feed.managingEditor(f"{show.email} ({clean(show.newsroom)})")
    feed.lastBuildDate(newest)
    feed.pubDate(newest)
    feed.generator("atlascast")
    feed.docs("https://www.rssboard.org/rss-specification")
    podcast = feed.podcast
    podcast.itunes_author(clean(show.newsroom))
    podcast.itunes_owner(clean(show.newsroom), show.email)
    podcast.itunes_image(look.cover_url)
    podcast.itunes_type("episodic")
    podcast.itunes_summary(clean(show.description))
    for category in show.categories:
        name, _, sub = (part.strip() for part in category.partition(">"))
        podcast.itunes_category({"cat": name, "sub": sub} if sub else {"cat": name})


def _podcasting(tags: Any, config: Config, look: Look, podcast_guid: str) -> None:
    show = config.show
    tags.explicit(show.explicit)
    tags.tag("guid", podcast_guid)
    tags.tag("locked", "yes", owner=show.email)
    tags.tag("medium", "podcast")
    tags.tag("person", clean(show.newsroom), role="author", group="writing", href=show.link)
    tags.tag("txt", "The voices are synthetic; the words are the reporters' own.", purpose="ai-content")
    tags.tag("updateFrequency", "Weekly", rrule="FREQ=WEEKLY")
    tags.tag("image", href=look.cover_url, alt=f"Cover of {clean(show.title)}", purpose="artwork",
             type="image/jpeg", width=str(look.width), **{"aspect-ratio": "1/1"})
    if show.funding_url:
        tags.tag("funding", f"Support {clean(show.newsroom)}"[:128], url=show.funding_url)


def _item(item: Any, config: Config, entry: Entry, look: Look) -> None:
    episode, show = entry.episode, config.show
    html = notes.html(config, entry)
    item.title(clean(episode.title))
    item.link(href=entry.url, rel="alternate")
    item.description(html)
    item.content(html)
    item.guid(episode.guid, permalink=False)
    item.pubDate(episode.published)
    item.enclosure(entry.audio.url, str(episode.bytes), MIME["audio"])
    podcast = item.podcast
    podcast.itunes_title(clean(episode.title))
    podcast.itunes_author(clean(show.newsroom))
    podcast.itunes_summary(clean(episode.summary))
    podcast.itunes_subtitle(clean(episode.summary)[:255])
    podcast.itunes_image(entry.cover.url if entry.cover else look.cover_url)
    podcast.itunes_duration(str(round(episode.seconds)))
    podcast.itunes_season(int(episode.week[:4]))
    podcast.itunes_episode(episode.number)
    podcast.itunes_episode_type("full")
    _item_podcasting(item.namespace, config, entry)


def _item_podcasting(tags: Any, config: Config, entry: Entry) -> None:
    episode = entry.episode
    tags.explicit(config.show.explicit)
    tags.tag("season", episode.week[:4])
    tags.tag("episode", str(episode.number))
    for kind in ("vtt", "srt", "json"):
        if kind in entry.sidecars:
            tags.tag("transcript", url=entry.sidecars[kind].url, type=MIME[kind], language=config.show.language,
                     rel="" if kind == "json" else "captions")
    if "chapters" in entry.sidecars:
        tags.tag("chapters", url=entry.sidecars["chapters"].url, type=MIME["chapters"])
    if episode.chapters:
        tags.simple_chapters((f"{stamp(chapter.start)}.{int(chapter.start * 1000) % 1000:03d}", clean(chapter.title),
                              web(chapter.url)) for chapter in episode.chapters)
    tags.tag("person", clean(config.show.newsroom), role="author", group="writing", href=config.show.link)
    _soundbite(tags, entry)
    enclosure = tags.tag("alternateEnclosure", type=MIME["audio"], length=str(episode.bytes), default="true",
                         bitrate=str(round(episode.bytes * 8 / episode.seconds)) if episode.seconds else "")
    _child(enclosure, "source", uri=entry.audio.url)
    sri = f"sha256-{b64encode(bytes.fromhex(episode.sha256)).decode()}"
    _child(enclosure, "integrity", type="sri", value=sri)


def _soundbite(tags: Any, entry: Entry) -> None:
    """The headlines, as what to play to someone who asks what is in it. The namespace allows 15 to 120 seconds."""
    for chapter in entry.episode.chapters:
        if chapter.kind == "headlines" and 15 <= chapter.end - chapter.start <= 120:
            tags.tag("soundbite", clean(chapter.title)[:128], startTime=f"{chapter.start:.1f}",
                     duration=f"{chapter.end - chapter.start:.1f}")


def _child(parent: Any, name: str, **attributes: str) -> None:
    from lxml import etree

    from atlascast.publish.podcast_ns import NAMESPACE

    etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
