"""Entries → what programs read of the site: JSON-LD, oEmbed, index.json, sitemap.xml, robots.txt.

Sources: schema.org PodcastSeries, PodcastEpisode and NewsArticle; oembed.com 1.0; sitemaps.org 0.9.
"""

import json
from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from atlascast.config import Config
from atlascast.models import AUDIO
from atlascast.publish.art import Look
from atlascast.publish.entries import Entry, File, Piece
from atlascast.publish.plain import clean, short, web

FRAME = (480, 176)
"""Pixels an embedded player takes."""

SUMMARY = 300
"""Characters of an episode's summary that search pages may show; its page and the feed have more."""


def series(config: Config, look: Look) -> dict[str, Any]:
    """The show as schema.org knows it."""
    show = config.show
    return {
        "@context": "https://schema.org", "@type": "PodcastSeries", "@id": show.base_url, "url": show.base_url,
        "name": clean(show.title), "description": clean(show.description), "inLanguage": show.language,
        "image": look.cover_url, "webFeed": config.feed_url, "publisher": _newsroom(config),
    }


def episode(config: Config, entry: Entry, look: Look) -> dict[str, Any]:
    """An episode, with its audio and the articles it tells."""
    record = entry.episode
    return {
        "@context": "https://schema.org", "@type": "PodcastEpisode", "@id": entry.url, "url": entry.url,
        "name": clean(record.title), "description": short(record.summary, SUMMARY), "episodeNumber": record.number,
        "datePublished": record.published.isoformat(), "duration": _duration(record.seconds),
        "inLanguage": config.show.language, "image": look.cover_url,
        "associatedMedia": _audio(entry.audio, record.seconds),
        "partOfSeries": {"@type": "PodcastSeries", "@id": config.show.base_url, "name": clean(config.show.title)},
        "hasPart": [{"@type": "NewsArticle", "url": web(piece.track.url)}
                    for piece in entry.pieces if web(piece.track.url)],  # their own pages tell the rest
        "publisher": _newsroom(config),
    }


def article(config: Config, piece: Piece, look: Look) -> dict[str, Any]:
    """An article with the audio that reads it aloud; its date is the newsroom's own, never the episode's."""
    return {
        "@context": "https://schema.org", **_article(config, piece), "inLanguage": config.show.language,
        "image": look.cover_url,
        "audio": _audio(piece.audio, piece.track.seconds), "publisher": _newsroom(config),
    }


def _article(config: Config, piece: Piece) -> dict[str, Any]:
    track = piece.track
    writer = {"@type": "Person", "name": clean(track.author)} if track.author else _newsroom(config)
    page = config.show.base_url + piece.page
    dated = {"datePublished": track.published.isoformat()} if track.published else {}
    return {"@type": "NewsArticle", "headline": clean(track.title), "url": web(track.url) or page, "author": writer,
            **dated}


def apps(config: Config) -> dict[str, str]:
    """App → the link that subscribes in it, in the order shown: the config's own, then by the apps' URI schemes."""
    own = {clean(app.name): app.href for app in config.feed.apps}
    bare = config.feed_url.partition("://")[2]
    usual = {
        "Apple Podcasts": f"podcast://{bare}", "Pocket Casts": f"pktc://subscribe/{bare}",
        "Overcast": f"overcast://x-callback-url/add?url={quote(config.feed_url, safe='/')}",
        "AntennaPod": f"antennapod-subscribe://{bare}", "Podcast Addict": f"podcastaddict://{bare}",
        "RSS": "feed.xml",
    }
    return own | {name: link for name, link in usual.items() if name not in own}


def _newsroom(config: Config) -> dict[str, Any]:
    return {"@type": "NewsMediaOrganization", "name": clean(config.show.newsroom),
            "url": config.show.link or config.show.base_url}


def _audio(file: File, seconds: float) -> dict[str, Any]:
    return {"@type": "AudioObject", "contentUrl": file.url, "encodingFormat": AUDIO["mp3"],
            "contentSize": str(file.bytes), "duration": _duration(seconds), "sha256": file.sha256}


def _duration(seconds: float) -> str:
    return f"PT{max(1, round(seconds))}S"


def frame(url: str, title: str) -> str:
    """The `<iframe>` that shows a page's player on another page."""
    width, height = FRAME
    return (f'<iframe src="{escape(url)}embed/" title="{escape(clean(title))}" width="{width}" height="{height}" '
            'style="border:0;max-width:100%" loading="lazy" allow="autoplay; clipboard-write; web-share"></iframe>')


def oembed(config: Config, look: Look, url: str, title: str) -> str:
    """What a page says of itself to a site that wants to embed it."""
    return _text({
        "version": "1.0", "type": "rich", "title": clean(title), "author_name": clean(config.show.newsroom),
        "provider_name": clean(config.show.title), "provider_url": config.show.base_url,
        "html": frame(url, title), "width": FRAME[0], "height": FRAME[1],
        "thumbnail_url": config.show.base_url + look.card, "thumbnail_width": 640, "thumbnail_height": 640,
    })


def index(config: Config, entries: Sequence[Entry]) -> str:
    """Every episode, newest first, for the newsroom's own programs."""
    show = config.show
    return _text({
        "title": clean(show.title), "url": show.base_url, "feed": config.feed_url,
        "episodes": [_listed(config, entry) for entry in reversed(entries)],
    })


def _listed(config: Config, entry: Entry) -> dict[str, Any]:
    record, base = entry.episode, config.show.base_url
    return {
        "week": record.week, "number": record.number, "guid": record.guid, "title": clean(record.title),
        "summary": clean(record.summary), "published": record.published.isoformat(), "url": entry.url,
        "audio": entry.audio.url, "bytes": record.bytes, "seconds": round(record.seconds, 3), "sha256": record.sha256,
        **{kind: file.url for kind, file in entry.sidecars.items()},
        "tracks": [{"id": piece.track.story_id, "title": clean(piece.track.title), "article": web(piece.track.url),
                    "url": base + piece.page, "audio": piece.audio.url, "bytes": piece.track.bytes,
                    "seconds": round(piece.track.seconds, 3)} for piece in entry.pieces],
    }


def sitemap(config: Config, entries: Sequence[Entry], years: Sequence[str]) -> str:
    """Every page, with the day its episode came out."""
    base, newest = config.show.base_url, entries[-1].episode.published if entries else None
    rows = [(base, newest), *((f"{base}{year}/", newest) for year in years)]
    for entry in reversed(entries):
        rows += [(url, entry.episode.published) for url in (entry.url, *(base + piece.page for piece in entry.pieces))]
    dated = ((url, f"<lastmod>{day:%Y-%m-%d}</lastmod>" if day else "") for url, day in rows)
    listed = "\n".join(f"<url><loc>{escape(url)}</loc>{day}</url>" for url, day in dated)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{listed}\n</urlset>\n")


def robots(config: Config) -> str:
    """Everything may be read; where the sitemap is."""
    return f"User-agent: *\nAllow: /\nSitemap: {config.show.base_url}sitemap.xml\n"


def script(data: dict[str, Any]) -> str:
    """JSON that may stand inside a `<script>`: no character of it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
