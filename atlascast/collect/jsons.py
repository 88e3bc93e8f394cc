"""JSON Feed, RSS-in-JSON and WordPress' REST answers → stories.

JSON Feed: https://www.jsonfeed.org/version/1.1/. RSS-in-JSON: https://github.com/scripting/Scripting-News.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from atlascast.collect import clean, item, own, wordpress
from atlascast.collect.document import Document, decode
from atlascast.collect.feed import unread, wanted
from atlascast.collect.fetch import Web
from atlascast.collect.item import Item
from atlascast.collect.kept import is_online
from atlascast.collect.seam import Found, Span
from atlascast.errors import SourceError

_PAGES = 60


class Json:
    """JSON of any of the three forms, told apart by its look."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """Every item in its order; a JSON Feed at an address is followed along its `next_url`."""
        data = load(document, text)
        if wordpress.is_answer(data) or wordpress.is_root(data):
            yield from wordpress.Wordpress().read(web, document, text, span)
            return
        source = document.location
        held: dict[str, Found] = {}
        for number in range(2, _PAGES + 2):
            found = [item.story(one, source) for one in items(data, document)]
            fresh = [one for one in found if one.id not in held]
            yield from found if number == 2 else fresh
            held.update((one.id, one) for one in fresh)
            after = str(data.get("next_url") or "") if isinstance(data, dict) else ""
            if not after or not fresh or not is_online(source) or not wanted(found, held.values(), span):
                return
            try:
                document = web.follow(after, page=False)
                data = load(document, decode(document)[0])
            except SourceError as error:
                yield unread(after, number, source, error)
                return


def load(document: Document, text: str) -> Any:
    """The parsed JSON. Raises SourceError where it is none."""
    try:
        data = json.loads(text.lstrip("\ufeff"))
        return _whole(data) if _HALF.search(text) else data
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{document.location} is not valid JSON: {error}.", "Check it in a browser.") from error


_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def _whole(data: Any) -> Any:
    """The same, halves of characters (surrogates that JSON lets stand alone) as question marks."""
    return json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))


def items(data: Any, document: Document) -> list[Item]:
    """Every item of any of the three forms. Raises SourceError for JSON that is none of them."""
    if wordpress.is_answer(data):
        return wordpress.items(data)
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        rows = data["items"]
        return [_json_feed(row, data) if isinstance(row, dict) else _odd(row, at) for at, row in enumerate(rows)]
    rss = data.get("rss") if isinstance(data, dict) else None
    channel = rss.get("channel") if isinstance(rss, dict) else None
    if isinstance(channel, dict) and isinstance(channel.get("item"), list | dict):
        rows = channel["item"] if isinstance(channel["item"], list) else [channel["item"]]
        return [_rss(row, channel) if isinstance(row, dict) else _odd(row, at) for at, row in enumerate(rows)]
    raise SourceError(f"{document.location} is JSON, but no feed.", "Name a feed, a page or a text file.")


def _odd(row: Any, place: int) -> Item:
    """An entry of a list that is no item, so that it is told of and not lost."""
    return Item(id=f"item {place + 1}", title=clean.tidy(str(row))[:60], withheld=f"no item but {type(row).__name__}")


def _json_feed(row: dict[str, Any], data: dict[str, Any]) -> Item:
    names = _names(row) or _names(data)
    tags = row.get("tags")
    return Item(
        id=_text(row, "id"),
        url=_text(row, "url") or _text(row, "external_url"),
        title=_text(row, "title"),
        content=_prose(row, "content_html") or _prose(row, "content_text"),
        whole=True,
        summary=_prose(row, "summary"),
        published=_text(row, "date_published"),
        updated=_text(row, "date_modified"),
        author=", ".join(names),
        tags=[str(tag) for tag in tags] if isinstance(tags, list) else [],
        image=_text(row, "image") or _text(row, "banner_image"),
        own=_own(row),
        language=_text(row, "language") or _text(data, "language"),
        site=_text(data, "title"),
    )


def _names(row: dict[str, Any]) -> list[str]:
    """Who wrote an item, or by the feed's own word every item that names nobody (JSON Feed 1.1, "authors")."""
    authors = row.get("authors") or [row.get("author") or {}]
    rows = authors if isinstance(authors, list) else []
    return [name for one in rows if isinstance(one, dict) and (name := str(one.get("name") or ""))]


def _own(row: dict[str, Any]) -> dict[str, Any]:
    """The item's extensions, flat or gathered in an object whose name begins with "_" (JSON Feed 1.1)."""
    nested = [value for key, value in row.items() if str(key).startswith("_") and isinstance(value, dict)]
    return {key: value for group in (row, *nested) for key, value in own.of_item(group).items()}


def _rss(row: dict[str, Any], channel: dict[str, Any]) -> Item:
    guid, tags = row.get("guid"), row.get("category") or []
    return Item(
        id=_text(guid, "#value") if isinstance(guid, dict) else _text(row, "guid"),
        url=_text(row, "link"),
        title=_text(row, "title"),
        content=_prose(row, "content:encoded"),
        summary=_prose(row, "description"),
        published=_text(row, "pubDate"),
        author=_text(row, "dc:creator") or _text(row, "author"),
        tags=[str(tag.get("#value", "") if isinstance(tag, dict) else tag) for tag in
              (tags if isinstance(tags, list) else [tags])],
        language=_text(channel, "language"),
    )  # fmt: skip


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _prose(row: dict[str, Any], name: str) -> str:
    """Text that may be told: a number or a truth value in its place is no article."""
    value = row.get(name)
    return value if isinstance(value, str) else ""
