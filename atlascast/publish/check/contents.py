"""Rules of what a feed names, each with its source: sound, transcripts, chapters and pages → what is wrong there."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from atlascast.publish import media
from atlascast.publish.check.rules import APPLE, ITUNES, PODCAST, SPACE, SUBRIP, Broken, known, rule
from atlascast.publish.reading import Feed

LANGUAGE = (
    r"(?i)[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*"
    r"(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?"
)
OFF = 0.02
"""How far the length that a feed tells may be from the sound's, as a part of it."""
CLOSED = {"main", "section", "article", "nav", "header", "footer", "aside", "div", "a", "span", "ol", "ul", "script"}
"""Elements whose end HTML never lets one leave out (among those that shape a page)."""
_SRT = re.compile(r"\d+\s*\n\d{1,3}:\d\d:\d\d,\d{3} --> \d{1,3}:\d\d:\d\d,\d{3}[^\n]*\n\s*\S")


@rule("error", "BCP 47 (RFC 5646), section 2.1")
def _language(feed: Feed) -> Broken:
    text = (feed.channel.findtext("language") or "").strip()
    if text and not re.fullmatch(LANGUAGE, text):
        yield "channel", f"its language {text!r} is no language tag"


def length(text: str | None) -> float | None:
    """Seconds of an itunes:duration, or None for what is none."""
    if not text or not re.fullmatch(r"\d+(:[0-5]?\d){0,2}", text.strip()):
        return None
    seconds = 0
    for part in text.strip().split(":"):
        seconds = seconds * 60 + int(part)
    return float(seconds)


@rule("error", APPLE)
def _durations(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        enclosure, told = item.find("enclosure"), length(item.findtext(f"{ITUNES}duration"))
        answer = feed.reader.read(enclosure.get("url", ""), body=False) if enclosure is not None else None
        heard = media.seconds(answer.path) if answer and answer.path else None
        if told is not None and heard is not None and abs(told - heard) > max(2.0, OFF * heard):
            yield place, f"its sound lasts {heard:.0f} s, itunes:duration says {told:.0f}"


@rule("error", SPACE)
def _marks(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        element, told = item.find(f"{PODCAST}chapters"), length(item.findtext(f"{ITUNES}duration"))
        answer = feed.reader.read(element.get("url", ""), body=True) if element is not None and told else None
        try:
            starts = [float(chapter["startTime"]) for chapter in json.loads(answer.body)["chapters"]] if answer else []
        except (ValueError, KeyError, TypeError, RecursionError):
            continue  # another rule tells of it
        if told and any(start > told for start in starts):
            yield place, f"a chapter begins at {max(starts):.0f} s, after the end at {told:.0f}"


@rule("error", SPACE)
def _other_transcripts(feed: Feed) -> Broken:
    for place, item in feed.items.items():
        for element in item.iterfind(f"{PODCAST}transcript"):
            judge = _JUDGES.get(element.get("type", ""))
            answer = feed.reader.read(element.get("url", ""), body=True) if judge else None
            if judge and answer and known(answer):
                yield from ((place, text) for text in judge(answer.body))


def _srt(body: bytes) -> Iterator[str]:
    text = body.decode("utf-8-sig", "replace").replace("\r\n", "\n").strip()
    wrong = [block for block in re.split(r"\n\s*\n", text) if not _SRT.match(block)]
    if wrong:
        yield f"its SubRip has no numbered cue with times at {wrong[0][:40]!r}"


def _segments(body: bytes) -> Iterator[str]:
    try:
        rows = [(float(row["startTime"]), str(row["body"])) for row in json.loads(body)["segments"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        yield f"its JSON transcript is not as the namespace has it: {error!r}"
        return
    if not rows:
        yield "its JSON transcript holds no segment"


_JUDGES = {**dict.fromkeys(SUBRIP, _srt), "application/json": _segments}
"""What holds a transcript of a type against its form."""


class Page(HTMLParser):
    """What a page holds that can be broken: elements left open, pictures without alt, data, and what it loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.loads: list[str] = []
        self.data: list[str] = []
        self.bare = 0
        self._linked = False
        self.feed(text)
        self.close()
        self.wrong += [f"does not close <{tag}>" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        given = dict(attrs)
        if tag in CLOSED:
            self.open.append(tag)
        self._linked = tag == "script" and given.get("type") == "application/ld+json"
        self.data += [""] if self._linked else []
        self.bare += tag == "img" and "alt" not in given
        if tag in ("script", "img"):
            self.loads.append(given.get("src") or "")
        elif tag == "link" and given.get("rel") in ("stylesheet", "icon"):
            self.loads.append(given.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        self._linked = False
        if tag not in CLOSED:
            return
        if tag in self.open:
            while (left := self.open.pop()) != tag:
                self.wrong.append(f"does not close <{left}>")
        else:
            self.wrong.append(f"closes a <{tag}> that is not open")

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        if self._linked:
            self.data[-1] += data


@rule("warning", "HTML Standard; JSON-LD 1.1; WCAG 2.2, 1.1.1")
def _page_contents(feed: Feed) -> Broken:
    home = urljoin(feed.address, "./") if feed.address else ""
    there: dict[str, bool] = {}
    links = [(place, (item.findtext("link") or "").strip()) for place, item in feed.items.items()]
    for place, url in [("channel", home), *links]:
        answer = feed.reader.read(url, body=True) if url.startswith(home or "http") else None
        if answer and answer.body and not answer.cut and answer.type == "text/html":
            page = Page(answer.body.decode("utf-8", "replace"))
            faults = [*page.wrong[:1], *_data(page), *_missing(page, url, feed, there)]
            faults += [f"has {page.bare} pictures without alt"] if page.bare else []
            yield from ((place, f"its page {url} {text}") for text in faults)


def _data(page: Page) -> Iterator[str]:
    for text in page.data:
        try:
            json.loads(text)
        except (ValueError, RecursionError) as error:
            yield f"has JSON-LD that is no JSON: {error}"


def _missing(page: Page, url: str, feed: Feed, there: dict[str, bool]) -> Iterator[str]:
    """What the page loads from its own site and is not there; `there` keeps what was asked before."""
    for name in page.loads:
        whole = urljoin(url, name)
        if not name or urlsplit(whole).netloc != urlsplit(url).netloc:
            continue
        if whole not in there:
            there[whole] = feed.reader.read(whole, body=False) is not None
        if not there[whole]:
            yield f"loads {whole}, which is not there"
