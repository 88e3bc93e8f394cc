"""Markdown with front matter (YAML, TOML or JSON) → Story."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
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
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ](.*)")
_TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{:[^{}\n]*\}", re.S)
"""Liquid's and Hugo's calls, and kramdown's attributes of a paragraph."""
_SET, _LINK = re.compile(r"!\[\[[^\[\]\n]*\]\]"), re.compile(r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\]")
"""A wiki's picture and link: ![[boat.png]], [[Port Merrow|the port]]."""
_HASHTAGS = re.compile(r"^(?:#[^\W\d][\w/-]*[ \t]*)+$", re.M)
_DRAFTS, _UNPUBLISHED = frozenset({"_drafts", "drafts"}), frozenset({"draft", "private", "pending", "scheduled"})


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
    try:
        facts, body = _front(text)
    except ValueError as error:
        return SetAside(document.location, document.location, f"its front matter cannot be read: {error}")
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(_bare(body))
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
            published=str(_moment(facts) or (dated[1] if dated else "")),
            updated=str(facts.get("updated") or facts.get("lastmod") or ""),
            author=", ".join(_names(authors)),
            tags=[*sections, *_names(facts.get("tags"))],
            image=next(filter(None, map(_picture, map(facts.get, _PICTURES))), ""),
            language=str(facts.get("lang") or facts.get("language") or ""),
            own={"podcast_script": facts.get("script"), "podcast_summary": facts.get("summary"), **own.flagged(facts)},
            withheld=_withheld(facts, PurePath(document.location)),
        ),
        document.location,
    )


def _bare(body: str) -> str:
    """Without what only the program that sets the page, or the notebook that holds it, reads."""
    return _HASHTAGS.sub("", _LINK.sub(r"\1", _SET.sub("", _TEMPLATE.sub("", body))))


def _withheld(facts: Mapping[str, Any], path: PurePath) -> str:
    """Why an article is none yet; "" where it is."""
    status = str(facts.get("status") or "").strip().lower()
    if status in _UNPUBLISHED:
        return f"not published: {status}"
    kept = not _DRAFTS.isdisjoint(part.lower() for part in path.parts[:-1])
    return "not published: draft" if kept or facts.get("draft") is True or facts.get("published") is False else ""


def _front(text: str) -> tuple[dict[str, Any], str]:
    """The facts above an article, and what stands below them. Raises ValueError for facts that cannot be read."""
    match, start = _FRONT.match(text), len(text) - len(text.lstrip("\ufeff"))
    if match:
        return _facts(match[2], "TOML" if match[1] == "+++" else "YAML"), text[match.end() :]
    if not text.startswith('{', start) or text.startswith(("{%", "{{"), start):
        return {}, text
    _, end = json.JSONDecoder().raw_decode(text, start)
    return _facts(text[start:end], "JSON"), text[end:]


def _facts(written: str, form: str) -> dict[str, Any]:
    """Raises ValueError for front matter that is no table of named values."""
    import yaml

    reads: dict[str, Callable[[str], Any]] = {"TOML": tomllib.loads, "YAML": yaml.safe_load, "JSON": json.loads}
    try:
        facts = reads[form](written)
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise ValueError(clean.tidy(str(error))[:120]) from error
    if facts is None:
        return {}
    if not isinstance(facts, dict):
        raise ValueError("it names nothing")
    return {str(name).lower(): value for name, value in facts.items()}


def _moment(facts: Mapping[str, Any]) -> Any:
    """When the article comes out: Hugo's `publishDate` goes before its date; `published` says in Jekyll whether, not
    when; what only says when a note was made goes last."""
    named = (facts.get(name) for name in ("publishdate", "date", "published", "pubdate", "created"))
    return next((value for value in named if value and not isinstance(value, bool)), None)


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
