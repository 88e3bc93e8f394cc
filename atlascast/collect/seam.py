"""A kind's name → the class that reads such a source, and what that class must be able to do.

A kind is a class with `read`; a new one is a file of its own and a row here, or `package.module:Class` in the config.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from atlascast.collect.document import Document
from atlascast.collect.fetch import Web
from atlascast.models import SetAside, Story
from atlascast.week import bounds, week_of

Found = Story | SetAside


@dataclass(frozen=True, slots=True)
class Span:
    """Which stories are wanted: those of a week, those of the newest one's week, or (neither) all there are."""

    week: str = ""
    newest: bool = False
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    def since(self, dates: Iterable[datetime | None]) -> datetime | None:
        """Nothing before this moment is wanted, as far as the dates seen so far tell; None where all is."""
        if self.week:
            return bounds(self.week, self.zone)[0]
        newest = max((day for day in dates if day), default=None)
        return bounds(week_of(newest, self.zone), self.zone)[0] if self.newest and newest else None


class Source(Protocol):
    """A kind of source. `document` is what lies at the location; more is had from `web`."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterable[Found]:
        """The stories in the source's own order of importance; what cannot be told is set aside with its reason.

        Raises SourceError where the document is not of this kind.
        """


KINDS = {
    "feed": "atlascast.collect.feed:Feed",
    "json": "atlascast.collect.jsons:Json",
    "wordpress": "atlascast.collect.wordpress:Wordpress",
    "page": "atlascast.collect.page:Page",
    "links": "atlascast.collect.links:Links",
    "sitemap": "atlascast.collect.sitemap:Sitemap",
    "markdown": "atlascast.collect.markdown:Markdown",
    "text": "atlascast.collect.plain:Text",
    "folder": "atlascast.collect.folder:Folder",
}
