"""A site's own list of its top stories, or what WordPress Popular Posts counts → `Story.popularity`.

The list is the block under a heading such as "This Week's Top Stories" on the front page, or the page (or the
plugin's answer) that `rank.top_stories` names. https://github.com/cabrerahector/wordpress-popular-posts/wiki
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from atlascast.collect import clean, links, merge
from atlascast.collect.document import Document, decode, kind
from atlascast.collect.fetch import Web
from atlascast.collect.seam import Found
from atlascast.errors import SourceError
from atlascast.models import SetAside, Story

PLUGIN = "wordpress-popular-posts/v1"
"""How the plugin is called among the namespaces of a site's REST API."""
_MOST = 100
_LISTED = 20
_WHAT = r"(?:stories|reads|news|posts|articles|headlines|reports)"
_WHEN = r"(?:(?:of|for) the (?:week|day|month)|this (?:week|month)|today|now)"
_TOP = re.compile(
    rf"(?:the |our )?(?:(?:this )?(?:week|month|day)(?:ly|['’]?s)? )?(?:top|most[- ](?:read|popular|viewed)|popular"
    rf"|trending)(?: \d+)?(?: {_WHAT})?(?: {_WHEN})?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Top:
    """What is read most: an address without what only tells how one came to it → views, or places from the end."""

    counts: Mapping[str, float]
    views: bool = False

    def of(self, story: Story) -> Story:
        """The story with its count, where the list has it."""
        count = self.counts.get(merge.link(story.url)) or self.counts.get(story.title.casefold())
        if count is None:
            return story
        return replace(story, popularity=count, popularity_from="views" if self.views else "top list")


def marked(found: Iterable[Found], top: Top) -> list[Found]:
    """The stories with their counts."""
    return [top.of(one) if isinstance(one, Story) else one for one in found]


def listed(document: Document, text: str, whole: bool = False) -> Top:
    """The stories under a page's heading of top stories, one of the week before others; with `whole` a page without
    such a heading is itself the list."""
    from trafilatura.utils import load_html

    root: Any = load_html(text)
    blocks: dict[str, list[str]] = {}
    for node in root.iter() if root is not None else ():
        if isinstance(node.tag, str) and (name := _heading(node)) and (rows := _block(document, node)):
            blocks.setdefault(name, rows)
    weekly = [rows for name, rows in blocks.items() if "week" in name.lower()]
    rows = next(iter([*weekly, *blocks.values()]), links.headlines(document, text) if whole else [])[:_LISTED]
    return Top({merge.link(address): float(len(rows) - place) for place, address in enumerate(rows)})


def _heading(node: Any) -> str:
    """The element's words where it is the heading of such a list; "" where it is not."""
    if len(node) > 3 or node.tag in ("a", "title", "script", "style", "li", "option", "button"):
        return ""
    name = clean.tidy(node.text_content()).strip(" :-–—|") if len(node.text_content()) < 120 else ""
    return name if _TOP.fullmatch(name) and len(name.split()) > 1 else ""


def _block(document: Document, heading: Any) -> list[str]:
    """The article links of the smallest element around the heading that has two, in their order."""
    node = heading.getparent()
    while node is not None and node.tag not in ("body", "html", "main"):
        if len(rows := links.within(document, node)) > 1:
            return rows
        node = node.getparent()
    return []


def named(web: Web, location: str) -> Top:
    """What a location says that the user names. Raises SourceError, UserError where it lists nothing."""
    document = web.load(location)
    text = decode(document)[0]
    top = counted(_loaded(location, text)) if kind(document, text) == "json" else listed(document, text, whole=True)
    if not top.counts:
        raise SourceError(f"{location} lists no top story.", "Mend rank.top_stories, or leave it out.")
    return top


def of_plugin(web: Web, root: str) -> Top:
    """What the plugin counted in the last seven days, by the address of the REST API's root. Raises SourceError."""
    query = urlencode({"range": "last7days", "limit": _MOST})
    address = f"{root.rstrip('/')}/{PLUGIN}/popular-posts"
    document = web.follow(f"{address}{'&' if '?' in address else '?'}{query}", page=False)
    return counted(_loaded(address, decode(document)[0]))


def _loaded(location: str, text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{location} is not valid JSON: {error}.", "Check it in a browser.") from error


def counted(data: Any) -> Top:
    """The plugin's answer: views where it gives them, else its order."""
    rows = [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []
    views = [str(row.get("pageviews") or "").replace(",", "") for row in rows]
    counts: dict[str, float] = {}
    for place, row in enumerate(rows):
        title = row.get("title")
        title = title.get("rendered", "") if isinstance(title, dict) else title
        address = merge.link(str(row.get("link") or row.get("url") or ""))
        for mark in (address, clean.plain(str(title or "")).casefold()):
            if mark:
                counts[mark] = float(views[place]) if all(map(str.isdigit, views)) else float(len(rows) - place)
    return Top(counts, views=bool(rows) and all(map(str.isdigit, views)))


def unread(location: str, error: SourceError) -> SetAside:
    """What is told of a list that cannot be read: the stories are told without it."""
    return SetAside(location, location, f"the list of top stories could not be read: {error.message}")


def applied(web: Web, stories: list[Story]) -> tuple[list[Story], list[SetAside]]:
    """The stories with the counts that `rank.top_stories` leads to; told of where it cannot be read."""
    location = web.config.rank.top_stories
    if not location:
        return stories, []
    try:
        top = named(web, location)
    except SourceError as error:
        return stories, [unread(location, error)]
    return [top.of(one) for one in stories], []
