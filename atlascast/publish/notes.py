"""Entry → show notes: clean HTML of at most 4000 bytes.

Apple and PSP-1 cut a description at 4000 bytes. Spotify makes chapters of lines that begin with a time,
the first at 00:00 (support.spotify.com, "Adding chapters to your podcast").
"""

from collections.abc import Iterable
from html import escape

from atlascast.config import Config
from atlascast.models import Chapter, Delivered
from atlascast.publish import corrected
from atlascast.publish.entries import Entry, Piece
from atlascast.publish.plain import clean, short, web
from atlascast.text import stamp
from atlascast.words import Words

LIMIT = 4000
"""Bytes of UTF-8 that a description may take."""
CUTS = ((LIMIT, LIMIT), (300, LIMIT), (300, 80), (300, 50))
"""Characters of the summary and of a title, tried in turn until every article's link fits."""
_NAMES = "\N{OBJECT REPLACEMENT CHARACTER}"


def html(config: Config, entry: Entry, say: Words) -> str:
    """Summary, chapters linked to their articles, sponsors and credits; what does not fit gives way in that order:
    the end of the summary and of long titles (CUTS), the chapters' links, the last chapters."""
    chapters = entry.episode.chapters
    tail = _sponsors(entry.episode.reads, say) + _credits(config, entry, say)
    tail = corrected.notes(config, entry, say) + tail
    for summary, title in CUTS:
        full = _summary(short(entry.episode.summary, summary)) + _chapters(chapters, title, True) + tail
        if _size(full) <= LIMIT:
            return full
    for count in range(len(chapters), 0, -1):
        bare = _summary(short(entry.episode.summary, summary)) + _chapters(chapters[:count], title, False) + tail
        if _size(bare) <= LIMIT:
            return bare
    return _shortened(entry.episode.summary, tail if _size(tail) < LIMIT // 2 else _credits(config, entry, say))


def article_html(config: Config, entry: Entry, piece: Piece, page: str, say: Words) -> str:
    """An article's notes: who wrote it, where it can be read, that the voice is synthetic."""
    author, newsroom, track = clean(piece.track.author)[:200], clean(config.show.newsroom), piece.track
    by = escape(say("by", author=f"{author}, {newsroom}" if author else newsroom))
    read = f" {_link(say('read'), track.url)}" if web(track.url) and len(track.url) < LIMIT // 4 else ""
    mended = corrected.notes(config, entry, say, piece.track.story_id)
    return f"<p>{by}{read}</p>{mended}<p>{escape(say('disclosure'))} {_link(say('listen'), page)}</p>"


def _size(text: str) -> int:
    return len(text.encode())


def _summary(text: str) -> str:
    return f"<p>{escape(clean(text), quote=False)}</p>"


def _shortened(summary: str, tail: str) -> str:
    words = clean(summary).split(" ")
    while words and _size(_summary(" ".join(words) + " …") + tail) > LIMIT:
        words.pop()
    return _summary(" ".join(words) + " …") + tail


def _chapters(chapters: Iterable[Chapter], size: int, linked: bool) -> str:
    rows = [f"{stamp(chapter.start)} {_title(chapter, size, linked)}" for chapter in chapters]
    return f"<p>{'<br>'.join(rows)}</p>" if rows else ""


def _title(chapter: Chapter, size: int, linked: bool) -> str:
    return _link(short(chapter.title, size), chapter.url if linked and chapter.kind == "story" else "")


def _link(text: str, url: str, attributes: str = "") -> str:
    shown = escape(text, quote=False)
    return f'<a href="{escape(web(url))}"{attributes}>{shown}</a>' if web(url) else shown


def _sponsors(reads: Iterable[Delivered], say: Words) -> str:
    names: dict[str, Delivered] = {}
    for read in reads:
        if not read.withdrawn:
            names.setdefault(clean(read.advertiser), read)
    codes = {name: f" {escape(say('code', code=clean(read.code)))}" for name, read in names.items() if read.code}
    linked = [_link(name, read.url, ' rel="sponsored"') + codes.get(name, "") for name, read in names.items()]
    return f"<p>{escape(say('paid', names=_NAMES)).replace(_NAMES, ', '.join(linked))}</p>" if linked else ""


def _credits(config: Config, entry: Entry, say: Words) -> str:
    said = escape(f"{say('reporting', newsroom=clean(config.show.newsroom)[:300])} {say('disclosure')}")
    return f"<p>{said}</p><p>{_link(say('more'), entry.url)}</p>"
