"""A feed's own words → what is wrong in them, each rule with its source: dates, names, notes, marks and hashes."""

import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import file_digest
from html.parser import HTMLParser

from atlascast.publish import namespaces
from atlascast.publish.check.contents import length
from atlascast.publish.check.rules import APPLE, ITUNES, PODCAST, PSP, RSS, SPACE, Broken, rule
from atlascast.publish.namespaces import ATOM, PODLOVE
from atlascast.publish.reading import Answer, Feed

NOTES = ("description", "{http://purl.org/rss/1.0/modules/content/}encoded", f"{ITUNES}summary")
ACTIVE = {"script", "style", "iframe", "object", "embed", "form", "input", "meta", "link"}
"""Elements that the W3C's validator warns of: apps drop them, or the notes with them."""
HASHES = ("sha256", "sha384", "sha512")
_MARKUP = re.compile(r"(?i)</?(a|b|br|em|font|h[1-6]|i|p|small|span|strong|su[bp]|u)(\s[^<>]*)?/?>|&([a-z]+|#\d+);")
_LINE = re.compile(r"(?:^|<br\s{0,9}/?>|<p>|<li>|\n)[^\S\n]{0,40}\(?((?:\d{1,2}:)?\d{1,2}:\d\d)\b")


@rule("error", APPLE)
def _some_item(feed: Feed) -> Broken:
    if not feed.items:
        yield "channel", "has no item"


@rule("error", PSP)
def _own_address(feed: Feed) -> Broken:
    for link in feed.channel.iterfind(f"{{{ATOM}}}link"):
        own = link.get("href", "")
        if link.get("rel") == "self" and _bare(own) != _bare(feed.address):
            yield "channel", f"says that it lies at {own}, and was read at {feed.address}"


def _bare(url: str) -> str:
    return url.partition("://")[2].rstrip("/")


@rule("error", "Namespaces in XML 1.0, section 2.3")
def _spaces(feed: Feed) -> Broken:
    right = {uri.lower(): uri for uri in (namespaces.ITUNES, namespaces.PODCAST, ATOM, PODLOVE)}
    for prefix, uri in feed.channel.nsmap.items():
        if right.get(uri.lower(), uri) != uri:
            yield "channel", f"its namespace {prefix} is {uri!r}; apps know {right[uri.lower()]!r}, letter by letter"


@rule("warning", f"{PSP}; RFC 3629")
def _encoding(feed: Feed) -> Broken:
    encoding = feed.channel.getroottree().docinfo.encoding or "UTF-8"
    if encoding.upper() not in ("UTF-8", "ASCII", "US-ASCII"):
        yield "channel", f"is written in {encoding}; apps expect UTF-8"


@rule("error", RSS)
def _links_as_guids(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        guid = item.find("guid")
        if guid is None or guid.get("isPermaLink", "true").lower() == "false":
            continue
        if not (guid.text or "").strip().startswith(("http://", "https://")):
            yield place, f"its guid {(guid.text or '')[:60]!r} is no address, and has no isPermaLink=\"false\""


@rule("error", "RFC 822, section 5.1")
def _weekdays(feed: Feed) -> Broken:
    for place, text, moment in _dated(feed):
        day = text[:3].lower()
        if "," in text[:10] and day != moment.strftime("%a").lower():
            yield place, f"pubDate {text!r} was no {text.partition(',')[0]}"


@rule("warning", APPLE)
def _future(feed: Feed) -> Broken:
    for place, text, moment in _dated(feed):
        if moment.tzinfo and moment > datetime.now(UTC):
            yield place, f"pubDate {text!r} is yet to come; apps hide the episode until then"


def _dated(feed: Feed) -> Iterator[tuple[str, str, datetime]]:
    for place, item in feed.items.items():
        text = (item.findtext("pubDate") or "").strip()
        try:
            yield place, text, parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            continue  # another rule tells of it


class Notes(HTMLParser):
    """Show notes' links, and elements that apps will not show."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.active: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.active += [tag] if tag in ACTIVE else []


@rule("warning", "W3C Feed Validation Service")
def _notes(feed: Feed) -> Broken:
    for place, element in (("channel", feed.channel), *feed.items.items()):
        found = [Notes(element.findtext(tag) or "") for tag in NOTES]
        for link in dict.fromkeys(link for notes in found for link in notes.links):
            if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link):
                yield place, f"its notes link to {link!r}, which leads nowhere outside a page of its own"
        for tag in dict.fromkeys(tag for notes in found for tag in notes.active):
            yield place, f"its notes hold a <{tag}>, which apps leave out"


@rule("warning", APPLE)
def _plain_titles(feed: Feed) -> Broken:
    for place, element in (("channel", feed.channel), *feed.items.items()):
        if _MARKUP.search(element.findtext("title") or ""):
            yield place, f"its title {element.findtext('title')!r} holds markup, which apps show as it stands"


@rule("warning", "Spotify, timestamps and chapters in show notes")
def _timestamps(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        found = _LINE.findall(item.findtext("description") or "")
        times = [length(text) or 0.0 for text in found]
        if len(times) > 2 and (times[0] > 0 or times != sorted(times)):
            yield place, f"the times in its notes, from {found[0]} on, are no chapters: they go from 00:00 on, in order"


@rule("error", SPACE)
def _soundbites(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        told = length(item.findtext(f"{ITUNES}duration"))
        for bite in item.iterfind(f"{PODCAST}soundbite"):
            start = _number(bite.get("startTime", ""))
            if told and start + _number(bite.get("duration", "")) > told + 1:
                yield place, f"a soundbite at {start:.0f} s goes on after the end at {told:.0f}"


def _number(text: str) -> float:
    return float(text) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else 0.0


@rule("error", "Podlove Simple Chapters 1.2")
def _simple_chapters(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        marks = item.iterfind(f"{{{PODLOVE}}}chapters/{{{PODLOVE}}}chapter")
        starts = [length(mark.get("start", "").partition(".")[0]) or 0.0 for mark in marks]
        if starts != sorted(starts):
            yield place, "its simple chapters are out of order"


@rule("error", f"{SPACE}; W3C, Subresource Integrity")
def _alternates(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        for other in item.iterfind(f"{PODCAST}alternateEnclosure"):
            source, seal = other.find(f"{PODCAST}source"), other.find(f"{PODCAST}integrity")
            url, told = source.get("uri", "") if source is not None else "", other.get("length", "")
            answer = feed.reader.read(url, body=False) if url.startswith("http") else Answer(-1, "")
            if answer is None:
                yield place, f"its alternateEnclosure {url} is not there"
            elif answer.size >= 0 and told and told != str(answer.size):
                yield place, f"its alternateEnclosure {url} takes {answer.size} bytes, the feed says {told}"
            elif seal is not None and not _whole(answer, seal.get("value", "")):
                yield place, f"its alternateEnclosure {url} is not what its integrity was made of"


def _whole(answer: Answer, seal: str) -> bool:
    """Whether a file on this machine has the hash; one elsewhere would have to be fetched for that."""
    kind, _, value = seal.partition("-")
    if answer.path is None or kind not in HASHES:
        return True
    with answer.path.open("rb") as file:
        return b64encode(file_digest(file, kind).digest()).decode() == value


@rule("warning", APPLE)
def _served(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        enclosure = item.find("enclosure")
        answer = feed.reader.read(enclosure.get("url", ""), body=False) if enclosure is not None else None
        if answer and answer.type and not answer.type.startswith(("audio/", "video/")):
            yield place, f"its enclosure is served as {answer.type}, which some apps refuse"
