"""Markdown with front matter (YAML or TOML) → Story."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from atlascast.collect import clean, item, own
from atlascast.collect.document import Document
from atlascast.collect.fetch import Web
from atlascast.collect.item import Item
from atlascast.collect.kept import is_online
from atlascast.collect.seam import Found, Span
from atlascast.models import SetAside

_FRONT = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|\Z)", re.S)
_PICTURES = ("image", "images", "featured_image", "featuredimage", "heroimage", "cover", "thumbnail")
"""What front matter calls an article's picture, by names in small letters."""
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_](.*)")


class Markdown:
    """One file, one story."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """The file's story."""
        yield story(document, text)


def is_markdown(document: Document, text: str) -> bool:
    """Whether a plain text is Markdown: by its name or its front matter."""
    return document.location.lower().endswith((".md", ".markdown")) or bool(_FRONT.match(text))


def story(document: Document, text: str) -> Found:
    """The story with the facts of its front matter; its file's name may give date and title."""
    from markdown_it import MarkdownIt

    if clean.endless(text):
        return SetAside(document.location, document.location, clean.TOO_LONG)
    match = _FRONT.match(text)
    try:
        facts = _facts(match) if match else {}
    except ValueError as error:
        return SetAside(document.location, document.location, f"its front matter cannot be read: {error}")
    body = text[match.end() :] if match else text
    body = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", body, flags=re.S)
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(body)
    name = PurePath(document.location).stem
    dated = _DATED.fullmatch(name)
    heading = re.search(r"<h1>(.*?)</h1>", html, re.S)
    slug = (dated[2] if dated else name).replace("-", " ").replace("_", " ")
    authors = facts.get("authors", facts.get("author", ""))
    sections = _names(facts.get("section", facts.get("categories", facts.get("category"))))
    return item.story(
        Item(
            id=str(facts.get("id") or facts.get("guid") or document.location),
            url=_address(facts),
            title=str(facts.get("title") or (clean.plain(heading[1]) if heading else slug.capitalize())),
            content=html,
            published=str(facts.get("date") or _day(facts.get("published")) or (dated[1] if dated else "")),
            updated=str(facts.get("updated") or facts.get("lastmod") or ""),
            author=", ".join(_names(authors)),
            tags=[*sections, *_names(facts.get("tags"))],
            image=next(filter(None, map(_picture, map(facts.get, _PICTURES))), ""),
            language=str(facts.get("lang") or facts.get("language") or ""),
            own={"podcast_script": facts.get("script"), "podcast_summary": facts.get("summary"), **own.flagged(facts)},
            withheld="not published: draft" if facts.get("draft") is True or facts.get("published") is False else "",
        ),
        document.location,
    )


def _facts(match: re.Match[str]) -> dict[str, Any]:
    """Raises ValueError for front matter that is neither YAML nor TOML of named values."""
    import yaml

    try:
        facts = tomllib.loads(match[2]) if match[1] == "+++" else yaml.safe_load(match[2])
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise ValueError(clean.tidy(str(error))[:120]) from error
    if facts is None:
        return {}
    if not isinstance(facts, dict):
        raise ValueError("it names nothing")
    return {str(name).lower(): value for name, value in facts.items()}


def _day(value: Any) -> Any:
    """`published` as a date: Jekyll says by it whether, not when."""
    return None if isinstance(value, bool) else value


def _address(facts: dict[str, Any]) -> str:
    named = (str(facts.get(name) or "") for name in ("canonical_url", "url", "link", "permalink"))
    return next((value for value in named if is_online(value)), "")


def _picture(value: Any) -> str:
    """A picture's path or address: alone, the first of several, or with facts of its own."""
    if isinstance(value, list):
        return next(filter(None, map(_picture, value)), "")
    if isinstance(value, dict):
        return next((str(value[name]) for name in ("path", "src", "url", "image") if value.get(name)), "")
    return str(value or "")


def _names(value: Any) -> list[str]:
    rows = value if isinstance(value, list) else [value]
    named = (row.get("name", "") if isinstance(row, dict) else row for row in rows)
    return [str(name) for name in named if name]
