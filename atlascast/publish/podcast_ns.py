"""Podcasting 2.0 tags → elements, as a feedgen extension.

Source of every tag: podcast namespace 1.0 (github.com/Podcastindex-org/podcast-namespace, docs/tags).
"""

from collections.abc import Iterable
from typing import Any

from feedgen.ext.base import BaseExtension  # type: ignore[import-untyped]
from lxml import etree

from atlascast.publish.namespaces import ATOM, ITUNES, PODCAST, PODLOVE


class _Tags(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Tags gathered in the order they are named."""

    def __init__(self) -> None:
        self.tags: list[Any] = []

    def extend_ns(self) -> dict[str, str]:
        """The prefixes apps look for."""
        return {"podcast": PODCAST, "psc": PODLOVE}

    def tag(self, name: str, text: str = "", /, **attributes: str) -> Any:
        """Add podcast:`name`; empty attributes are left out."""
        return self._add(f"{{{PODCAST}}}{name}", text, attributes)

    def child(self, parent: Any, name: str, /, **attributes: str) -> None:
        """Add podcast:`name` inside an element that `tag` gave."""
        etree.SubElement(parent, f"{{{PODCAST}}}{name}", {key: value for key, value in attributes.items() if value})

    def explicit(self, adult: bool) -> None:
        """itunes:explicit as Apple wants it now, true or false; feedgen's own knows the retired yes, no and clean."""
        self._add(f"{{{ITUNES}}}explicit", "true" if adult else "false", {})

    def _add(self, name: str, text: str, attributes: dict[str, str]) -> Any:
        element = etree.Element(name, {key: value for key, value in attributes.items() if value})
        element.text = text or None
        self.tags.append(element)
        return element


class PodcastNamespace(_Tags):
    """Tags of the show."""

    def extend_rss(self, feed: Any) -> Any:
        """Append the tags to the channel."""
        feed[0].extend(self.tags)
        return feed

    def atom_link(self, rel: str, href: str) -> None:
        """A further atom:link of the channel; feedgen writes rel="self" alone."""
        self._add(f"{{{ATOM}}}link", "", {"rel": rel, "href": href})


class PodcastNamespaceEntry(_Tags):
    """Tags of an item."""

    def extend_rss(self, entry: Any) -> Any:
        """Append the tags to the item."""
        entry.extend(self.tags)
        return entry

    def simple_chapters(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Podlove Simple Chapters 1.2, which gPodder reads: start as HH:MM:SS.mmm, title, address or ""."""
        parent = self._add(f"{{{PODLOVE}}}chapters", "", {"version": "1.2"})
        for start, title, href in rows:
            attributes = {"start": start, "title": title} | ({"href": href} if href else {})
            etree.SubElement(parent, f"{{{PODLOVE}}}chapter", attributes)
