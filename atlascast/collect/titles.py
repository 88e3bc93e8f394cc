"""A page's title as found → the headline, without the section and the site that <title> sets beside it.

    "Opinion", of <title>Opinion | Council backs wall</title>  →  "Council backs wall"
"""

import re
from collections.abc import Iterator
from typing import Any

from atlascast import patterns
from atlascast.collect import clean
from atlascast.patterns import finder

_RULES = patterns.load("atlascast.collect", "data/titles")
_SECTION, _PART = finder([_RULES["section"]]), finder([_RULES["part"]])
_SECTION_LAST = re.compile(rf"\s+[|–—-]\s+(?:{_RULES['section'].source})$", re.I)
_HEADLINE = 3
"""Words of a headline at least."""


def of(found: Any, tree: Any) -> str:
    """The headline of a page that the extractor has `found`."""
    title = clean.plain(found.title or "")
    named = _bare(_headed(title, found, tree), tree, found.sitename or "")
    return _marked(tree, title) or named


def heads(tree: Any) -> list[str]:
    """The page's headings of the first order."""
    return [clean.tidy(head.text_content()) for head in tree.iter("h1")]


def _headed(title: str, found: Any, tree: Any) -> str:
    """The title without the site's name at its ends: the first heading that the title holds, else cut."""
    shown = heads(tree) or [bold for bold in _bold(tree) if re.search(rf"[:|–—-]\s+{re.escape(bold)}$", title)]
    for head in shown:
        if len(head.split()) >= _HEADLINE and head.lower() in title.lower() and len(head) < len(title):
            return head
    return clean.unsuffixed(title, clean.plain(found.sitename or ""), found.hostname or "")


def _bold(tree: Any) -> Iterator[str]:
    """What a page without headings sets large or bold."""
    return (clean.tidy(node.text_content()) for node in tree.xpath("//b | //strong | //font | //h2 | //h3"))


def _marked(tree: Any, title: str) -> str:
    """The one headline that the markup names, where `title` is only the site's name before it in <title>; else ""."""
    shown = clean.tidy(tree.findtext(".//title") or "")
    if not title or len(shown) <= len(title) or not shown.startswith(title):
        return ""
    names = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in ("entry-title", "post-title"))
    marked = {clean.tidy(node.text_content()) for node in tree.xpath(f"//*[{names} or @itemprop='headline']")}
    if len(marked) == 1 and (head := marked.pop()):
        return head if head in shown[len(title) :] else ""
    rest = shown[len(title) :].strip(" -–—|·:»")
    return rest if len(rest.split()) >= _HEADLINE and rest in _bold(tree) else ""


def _bare(title: str, tree: Any, site: str) -> str:
    """The headline in `title`, which the extractor found; `site` is the outlet's name, "" where it is not known."""
    shown = clean.tidy(tree.findtext(".//title") or "")
    name = clean.plain(site)
    if name and re.match(rf"{re.escape(name)}\s*[:|–—-]\s", title, re.I):
        title = title[len(name) :].lstrip(" :|–—-")
    if _SECTION.finds(title) and shown.startswith(title):
        parts = [part for part in _PART.pattern.split(shown)[1:] if len(part.split()) >= _HEADLINE]
        return parts[0] if parts else title
    cut = _SECTION_LAST.search(title)
    amid = cut and len(shown) > len(title) and shown.startswith(title)
    return title[: cut.start()] if cut and amid and len(title[: cut.start()].split()) >= _HEADLINE else title
