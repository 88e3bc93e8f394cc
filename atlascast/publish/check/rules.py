"""Rules of podcast feeds, each with its source: a feed → what breaks the rule, and where."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from atlascast.publish import namespaces
from atlascast.publish.namespaces import ATOM
from atlascast.publish.reading import LARGEST, Answer, Feed

if TYPE_CHECKING:
    from lxml.etree import _Element

ITUNES, PODCAST = f"{{{namespaces.ITUNES}}}", f"{{{namespaces.PODCAST}}}"
APPLE, PSP = "Apple, podcast RSS feed requirements", "PSP-1, the podcast RSS standard"
SPACE, RSS, W3C = "podcast namespace 1.0", "RSS 2.0 specification", "W3C, WebVTT"
AUDIO = {
    "audio/mpeg", "audio/x-m4a", "audio/mp4", "audio/ogg", "audio/aac",
    "video/mp4", "video/x-m4v", "video/quicktime",
}
TRANSCRIPTS = {"text/plain", "text/html", "text/vtt", "application/json", "application/x-subrip", "application/srt"}
SUBRIP = {"application/srt", "application/x-subrip"}
CATEGORIES = {
    "Arts", "Business", "Comedy", "Education", "Fiction", "Government", "Health & Fitness", "History", "Kids & Family",
    "Leisure", "Music", "News", "Religion & Spirituality", "Science", "Society & Culture", "Sports", "TV & Film",
    "Technology", "True Crime",
}
NEWS = {"Business News", "Daily News", "Entertainment News", "News Commentary", "Politics", "Sports News", "Tech News"}

Broken = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`broken` gives a place and what is wrong there, for each breach."""

    level: Literal["error", "warning"]
    source: str
    broken: "Judge"


RULES: list[Rule] = []


Judge = Callable[[Feed], Broken]


def rule(level: Literal["error", "warning"], source: str) -> Callable[[Judge], Judge]:
    """Add the function below to RULES."""
    def keep(function: Judge) -> Judge:
        RULES.append(Rule(level, source, function))
        return function

    return keep


def known(answer: Answer) -> bool:
    """Whether the body was read whole: an address outside a folder that is judged cannot be, nor can what is huge."""
    return not answer.cut and (answer.size >= 0 or bool(answer.body))


def _lacking(place: str, element: "_Element", tags: Iterable[str]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        if element.find(tag) is None:
            yield place, f"has no {tag.replace(ITUNES, 'itunes:').replace(PODCAST, 'podcast:')}"


@rule("error", APPLE)
def _show_required(feed: Feed) -> Broken:
    tags = ("title", "description", "language", f"{ITUNES}image", f"{ITUNES}category", f"{ITUNES}explicit")
    return _lacking("channel", feed.channel, tags)


@rule("error", PSP)
def _self_link(feed: Feed) -> Broken:
    if not any(link.get("rel") == "self" for link in feed.channel.iterfind(f"{{{ATOM}}}link")):
        yield "channel", "has no atom:link with rel=\"self\""
    yield from _lacking("channel", feed.channel, ("link",))


@rule("warning", PSP)
def _show_recommended(feed: Feed) -> Broken:
    return _lacking("channel", feed.channel, (f"{ITUNES}author", f"{PODCAST}guid", f"{PODCAST}locked", "copyright"))


@rule("error", APPLE)
def _item_required(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        yield from _lacking(place, item, ("title", "enclosure"))


@rule("warning", PSP)
def _item_recommended(feed: Feed) -> Broken:
    tags = ("guid", "link", "pubDate", "description", f"{ITUNES}duration", f"{ITUNES}image", f"{ITUNES}explicit",
            f"{PODCAST}transcript")
    for place, item in feed.items.items():
        yield from _lacking(place, item, tags)


@rule("error", RSS)
def _guids(feed: Feed) -> Broken:
    seen: dict[str, str] = {}
    for place, item in feed.items.items():
        guid = (item.findtext("guid") or "").strip()
        if guid and guid in seen:
            yield place, f"has the same guid as {seen[guid]}"
        seen[guid] = place


@rule("error", RSS)
def _dates(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        text = item.findtext("pubDate")
        try:
            bare = text is not None and parsedate_to_datetime(text.strip()).tzinfo is None
            if bare and not str(text).strip().endswith("-0000"):  # RFC 2822, 3.3: a time in UTC, from an unknown place
                yield place, f"pubDate {text!r} has no time zone"
        except (ValueError, OverflowError):
            yield place, f"pubDate {text!r} is no RFC 2822 date"


@rule("error", APPLE)
def _categories(feed: Feed) -> Broken:
    for category in feed.channel.iterfind(f"{ITUNES}category"):
        name = category.get("text", "")
        if name not in CATEGORIES:
            yield "channel", f"itunes:category {name!r} is none of Apple's"
        for sub in category.iterfind(f"{ITUNES}category"):
            if name == "News" and sub.get("text", "") not in NEWS:
                yield "channel", f"itunes:category {sub.get('text', '')!r} is none of Apple's under News"


@rule("warning", PSP)
def _description_length(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        size = len((item.findtext("description") or "").encode())
        if size > 4000:
            yield place, f"its description takes {size} bytes; apps cut it at 4000"


@rule("error", APPLE)
def _enclosures(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        enclosure = item.find("enclosure")
        if enclosure is None:
            continue
        url, length = enclosure.get("url", ""), enclosure.get("length", "")
        if enclosure.get("type") not in AUDIO:
            yield place, f"its enclosure's type {enclosure.get('type')!r} is none that apps play"
        if not url.isascii() or not url.startswith(("http://", "https://")):
            yield place, f"its enclosure's address {url!r} is no plain web address"
            continue
        answer = feed.reader.read(url, body=False)
        if answer is None:
            yield place, f"its enclosure {url} is not there"
        elif answer.size >= 0 and str(answer.size) != length:
            yield place, f"its enclosure takes {answer.size} bytes, the feed says {length or 'nothing'}"
        elif not answer.ranges:
            yield place, f"its enclosure {url} comes from a server that gives no byte ranges"


@rule("error", SPACE)
def _transcripts(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        for element in item.iterfind(f"{PODCAST}transcript"):
            url, kind = element.get("url", ""), element.get("type", "")
            if kind not in TRANSCRIPTS:
                yield place, f"its transcript's type {kind!r} is none that apps know"
            answer = feed.reader.read(url, body=True)
            if answer is None:
                yield place, f"its transcript {url} is not there"
            elif answer.cut:
                yield place, f"its transcript {url} takes more than {LARGEST // 1_000_000} MB"
            elif answer.type and answer.type != kind and {answer.type, kind} != SUBRIP:
                yield place, f"its transcript {url} is served as {answer.type}, the feed says {kind}"


_CUE = re.compile(r"(?:(\d+):)?(\d\d):(\d\d)\.(\d{3}) --> (?:(\d+):)?(\d\d):(\d\d)\.(\d{3})")


@rule("error", W3C)
def _captions(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        for element in item.iterfind(f"{PODCAST}transcript"):
            answer = feed.reader.read(element.get("url", ""), body=True) if element.get("type") == "text/vtt" else None
            if answer and known(answer):
                yield from ((place, f"its WebVTT {text}") for text in _vtt(answer.body.decode("utf-8", "replace")))


def _vtt(text: str) -> Iterator[str]:
    if not text.lstrip("\ufeff").startswith("WEBVTT"):
        yield "does not begin with WEBVTT"
    if "-->" not in text:
        yield "holds no cue"
    before = 0.0
    for line in text.splitlines():
        if "-->" not in line:
            continue
        match = _CUE.match(line)
        if not match:
            yield f"has a cue without times: {line[:40]!r}"
            continue
        hours, minutes, seconds, parts = (int(part or 0) for part in match.groups()[:4])
        start = hours * 3600 + minutes * 60 + seconds + parts / 1000
        if start < before:
            yield f"goes back in time at {line[:12]}"
        before = start


@rule("error", SPACE)
def _chapters(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        element = item.find(f"{PODCAST}chapters")
        answer = feed.reader.read(element.get("url", ""), body=True) if element is not None else None
        if element is not None and answer is None:
            yield place, f"its chapters {element.get('url')} are not there"
        elif answer and known(answer):
            try:
                data = json.loads(answer.body)
                starts = [float(chapter["startTime"]) for chapter in data["chapters"]]
                if starts != sorted(starts) or not data["version"]:
                    yield place, "its chapters are out of order or have no version"
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                yield place, f"its chapters are not as the namespace has them: {error!r}"


@rule("error", APPLE)
def _art(feed: Feed) -> Broken:
    seen: set[str] = set()
    for place, element in (("channel", feed.channel), *feed.items.items()):
        image = element.find(f"{ITUNES}image")
        url = image.get("href", "") if image is not None else ""
        if not url or url in seen:
            continue
        seen.add(url)
        answer = feed.reader.read(url, body=True)
        if answer is None:
            yield place, f"its picture {url} is not there"
        elif answer.cut:
            yield place, f"its picture {url} takes more than {LARGEST // 1_000_000} MB"
        elif known(answer):
            yield from ((place, f"its picture {text}") for text in _picture(answer.body))


def _picture(data: bytes) -> Iterator[str]:
    from PIL import Image, UnidentifiedImageError

    try:
        image = Image.open(BytesIO(data))
    except (UnidentifiedImageError, OSError):
        yield "cannot be read"
        return
    width, height = image.size
    if image.format not in ("JPEG", "PNG"):
        yield f"is {image.format}; directories take JPEG and PNG"
    if width != height or not 1400 <= width <= 3000:
        yield f"is {width} × {height}; directories take squares of 1400 to 3000"
    if image.mode not in ("RGB", "L", "P"):
        yield f"is {image.mode}; directories take RGB"


@rule("warning", "HTML Standard")
def _pages(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        url = (item.findtext("link") or "").strip()
        answer = feed.reader.read(url, body=True) if url else None
        if url and answer is None:
            yield place, f"its page {url} is not there"
        elif answer and known(answer) and not re.search(rb"<title>\s*[^<\s]", answer.body):
            yield place, f"its page {url} has no title"
