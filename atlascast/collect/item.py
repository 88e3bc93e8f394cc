"""What a feed's item says, in any format → Story, or why it is none."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from atlascast.collect import byline, claimed, clean, dates, figure, furniture, own, place, retold, tail, wall
from atlascast.collect.kept import is_online
from atlascast.models import SetAside, Story
from atlascast.store import fingerprint

TEASER_WORDS = 60
"""An item of fewer words that links to a page is taken for a teaser of that page."""
_ARTICLE_WORDS = 150
"""Where the source gives an excerpt beside a text of so many words, the text is the article; a box that stands
cut off at its end is not part of it."""


_SCHEME = re.compile(r"[a-z][a-z\d+.-]*:|//", re.I)
_UNSAFE = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")


@dataclass(slots=True)
class Item:
    """The fields as written; `content` and `summary` are HTML or plain text."""

    id: str = ""
    url: str = ""
    title: str = ""
    content: str = ""
    summary: str = ""
    published: str = ""
    updated: str = ""
    author: str = ""
    tags: Iterable[str] = ()
    image: str = ""
    language: str = ""
    popularity: float | None = None
    whole: bool = False
    """Whether the format promises that `content` is the whole article, however short."""
    own: Mapping[str, Any] = field(default_factory=dict)
    """The newsroom's own fields beside the article, by lower-case name."""
    site: str = ""
    """The outlet's own name, which is no author."""
    withheld: str = ""
    """Why the source itself does not tell this item (a draft, a page, a password); "" where it does."""
    notes: list[str] = field(default_factory=list)


def story(item: Item, source: str) -> Story | SetAside:
    """The item as a story of `source`, full or a teaser; set aside where it has no text or no readable date."""
    if any(map(clean.endless, (item.title, item.content, item.summary))):
        return SetAside(_short(item.id or item.url), _short(item.title), clean.TOO_LONG)
    title, author = clean.plain(item.title), clean.plain(item.author)
    blocks, whole = _text(item, title)
    blocks = claimed.mark(tail.cut(blocks, byline.names(author)))
    body = "\n\n".join(block.text for block in blocks)
    name = item.id or item.url or fingerprint(title, body)[:16]
    shown = title or (body[:60].rsplit(" ", 1)[0] if body else "") or name
    if reason := _withheld(item, body):
        return SetAside(name, shown, reason)
    tags, labels = _tags(item)
    where, geo = place.of(item.own)
    return Story(
        id=name, url=address(item.url), title=shown, text=body,
        published=dates.parse(item.published) or dates.parse(item.updated), updated=dates.parse(item.updated),
        author=byline.names(author, item.site, body), credit=byline.agency(author),
        section=tags[0] if tags else "", tags=(*tags[1:], *labels),
        image_url=pictured(item.image, source), inline_image_url=address(figure.first(item.content)),
        source=source, language=item.language,
        popularity=item.popularity, popularity_from="" if item.popularity is None else "comments",
        full=whole, notes=(*item.notes, *_guesses(item, title)), kinds=clean.kinds(blocks),
        script=own.words(item.own, "script"), summary=own.words(item.own, "summary"), place=where, geo=geo,
    )  # fmt: skip


def _withheld(item: Item, body: str) -> str:
    """Why an item is no story; "" where it is one."""
    if item.withheld:
        return item.withheld
    if item.published.strip() and not (dates.parse(item.published) or dates.parse(item.updated)):
        return f"its date {clean.tidy(item.published)[:60]!r} cannot be read"
    if not any(map(str.isalpha, body)):
        return "no text" if not body else f"no text: {body[:60]!r} is no article"
    return ""


def _guesses(item: Item, title: str) -> Iterator[str]:
    """What the item does not say and had to be taken from elsewhere."""
    if not title:
        yield "untitled: the title is the first words of the text"
    written = dates.parse(item.published)
    if written is None:
        updated = dates.parse(item.updated)
        yield "dated by its last change" if updated else "undated: it counts as of the week that is built"
    elif guess := dates.guessed(item.published):
        yield guess


def _tags(item: Item) -> tuple[list[str], list[str]]:
    """What the item is about, and the newsroom's own labels on it ("Analysis", "Sponsored")."""
    named = dict.fromkeys(tag for raw in item.tags if (tag := clean.plain(raw)))
    tags = [tag for tag in named if not own.LABELS.fullmatch(tag)]
    labels = [tag for tag in named if tag not in tags]
    return tags, list(dict.fromkeys([*labels, *own.labels(item.own)]))


def _short(text: str) -> str:
    return clean.tidy(text[:120])


def address(written: str) -> str:
    """What may be published as a link: an http(s) address, never a script's or a path of this machine.

    What no address holds (RFC 3986, 2) is percent-encoded, so that a link is one wherever it is written.
    """
    found = _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02X}", written.strip())
    return found if is_online(found) else ""


def pictured(written: str, source: str) -> str:
    """Where an article's picture lies: an address, or for an article on the disk also a path beside it.

    The path counts from where the article's does. It may not lead out of the article's folder, but to another one
    within the config's; what is fetched can name no path at all. "" where it is neither.
    """
    found = address(written)
    if found or is_online(source) or not written.strip() or _SCHEME.match(written):
        return found
    here = posixpath.dirname(source)
    path = posixpath.normpath(posixpath.join(here, written.strip()))
    beside = path.startswith(f"{posixpath.normpath(here)}/")
    return path if beside or not path.startswith(("/", "..")) else ""


def _text(item: Item, title: str) -> tuple[list[clean.Block], bool]:
    """The item's text in blocks, and whether it is the article rather than a teaser of it."""
    told, excerpt = _blocks(item.content), _blocks(item.summary)
    pictured = not item.whole and _words(told) < _words(excerpt)  # a picture's words, where the format has one field
    if pictured:
        told, excerpt = excerpt, told
    for raw in (told, excerpt):
        blocks = retold.drop(furniture.strip(raw, title))
        whole = 0 < _words(excerpt) < 0.8 * _words(blocks) and _words(blocks[:-1]) >= _ARTICLE_WORDS
        if whole and wall.is_cut(blocks[-1].text):
            blocks = blocks[:-1]
            item.notes.append("its last paragraph breaks off and was left out")
        if blocks:
            promised = item.whole and raw is told
            short = bool(address(item.url)) and not promised and _words(blocks) < TEASER_WORDS
            return blocks, not (short or wall.stops([blocks[-1].text, *([] if whole else [raw[-1].text])]))
    return [], False


_TWICE = re.compile(r"<(p|div|article|section|h[1-6]|ul|blockquote)\b[^<>]*>.*</\1>", re.S | re.I)
"""Markup that still is markup once it was read: the source has encoded it twice."""


def _blocks(markup: str) -> list[clean.Block]:
    blocks = clean.blocks(markup)
    text = "\n".join(block.text for block in blocks)
    return clean.blocks(text) if _TWICE.match(text) else blocks


def _words(blocks: list[clean.Block]) -> int:
    return sum(clean.count(block.text) for block in blocks)
