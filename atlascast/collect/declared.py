"""A page's markup → the article that it declares to machines, where its readers see it only once a script has run.

JSON-LD (https://schema.org/articleBody), entries of a live page, and the state that an application's script starts
from (Next.js' __NEXT_DATA__ and its like: any JSON in a <script>), in which a body is markup or a list of paragraphs.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from atlascast.collect import clean, live, scripts
from atlascast.collect.clean import Block

_SET = "data-declared"
_GIVEN = re.compile(r"\s*(?:window\.|self\.|var )[\w.]{1,60}(?:\[[^\]]{1,60}\])?\s?=\s?(?=\{)")
"""How a script sets the state that it starts from."""
_TEXT = ("text", "content", "html", "value", "body", "data", "paragraph")
"""What one paragraph of a list of them is called."""
_BODY = re.compile(
    r"(?:article|story|post|page|content)?[-_]?(?:body|content|html|text|paragraphs|blocks|elements)(?:html)?", re.I
)
"""What a body is called."""
_LEAST, _PART = 60, 40
"""Words of a body, and characters of a paragraph of it, at least."""
_DEEP = 24
"""Containers deep in which a body is looked for."""


def texts(name: str, text: str) -> list[str]:
    """The texts of this name in a page's JSON-LD, read without caring for the rest.

    Some sites escape what JSON does not ("It\\\\'s"): there the sign itself is meant. Half a character, which JSON lets
    stand alone, is a question mark.
    """
    found = re.findall(rf'"{name}"\s*:\s*"((?:[^"\\]|\\.)*)"', text, re.S)
    meant = (re.sub(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})|(\\.)', r"\1", written, flags=re.S) for written in found)
    read = (str(json.loads(f'"{written}"', strict=False)) for written in meant)
    return [one.encode("utf-8", "replace").decode() for one in read]


def body(text: str) -> list[Block]:
    """The longest `articleBody` that a page's JSON-LD declares."""
    bodies = sorted(texts("articleBody", text), key=len, reverse=True)
    return clean.blocks(re.sub(r"\s*\n\s*", "\n\n", bodies[0])) if bodies else []


def shown(text: str, least: int) -> str:
    """A page that shows nothing until its script runs, with the article that it declares set into it; "" for none of
    `least` words."""
    if _SET in text:
        return ""
    told = body(text)
    if live.updates(text) or sum(clean.count(block.text) for block in told) < least:
        told = [block for update in live.updates(text) for block in live.update_blocks(update)] or _state(text)
    if sum(clean.count(block.text) for block in told) < least:
        return ""
    head = next(iter(texts("headline", text)), "") or _title(text)
    rows = "".join(f"<{_tag(block)}>{html.escape(block.text)}</{_tag(block)}>" for block in told)
    page = f"<body {_SET}><article><h1>{html.escape(clean.plain(head))}</h1>{rows}</article></body>"
    return re.sub(r"<body\b.*", lambda _: f"{page}</html>", text, count=1, flags=re.S | re.I)


def _tag(block: Block) -> str:
    return {"heading": "h2", "quote": "blockquote"}.get(block.kind, "p")


def _title(text: str) -> str:
    match = re.search(r"<meta\b[^>]*\bproperty=[\"']og:title[\"'][^>]*\bcontent=\"([^\"]*)\"", text, re.I)
    return match[1] if match else ""


def _state(text: str) -> list[Block]:
    """The longest body in a page's JSON that is no JSON-LD."""
    found: list[list[Block]] = []
    for attributes, content in scripts.all_of(text):
        given = _GIVEN.match(content)
        if not given and "application/json" not in attributes.lower():
            continue
        try:
            data = json.JSONDecoder(strict=False).raw_decode(content[given.end() if given else 0 :].lstrip())[0]
        except (ValueError, RecursionError):
            continue
        found += [blocks for blocks in _bodies(data, _DEEP) if sum(clean.count(one.text) for one in blocks) >= _LEAST]
    return max(found, key=lambda blocks: sum(clean.count(block.text) for block in blocks), default=[])


def _bodies(data: Any, deep: int, name: str = "") -> Iterator[list[Block]]:
    """What may be a body: a text so called that is markup or long, or a list of paragraphs."""
    if isinstance(data, dict) and deep:
        for key, value in data.items():
            yield from _bodies(value, deep - 1, str(key))
    elif isinstance(data, list) and deep:
        rows = [(row, _paragraph(row)) for row in data]
        if sum(len(told) >= _PART for _, told in rows) > 2:
            yield [block for row, told in rows for block in _blocks(row, told)]
        else:
            for row in data:
                yield from _bodies(row, deep - 1, name)
    elif isinstance(data, str) and len(data) > _PART and _BODY.fullmatch(name):
        yield clean.blocks(data if "<p" in data else re.sub(r"\s*\n\s*", "\n\n", data))


def _paragraph(row: Any) -> str:
    """The text of one entry of a list of paragraphs; "" where it is none."""
    if isinstance(row, str):
        return row
    if not isinstance(row, dict) or row.get("url") or row.get("href") or row.get("headline"):
        return ""
    found = (row[key] for key in _TEXT if isinstance(row.get(key), str | dict))
    return next((text for value in found if (text := value if isinstance(value, str) else _paragraph(value))), "")


def _blocks(row: Any, told: str) -> list[Block]:
    kind = str(row.get("type", "") or row.get("kind", "")).lower() if isinstance(row, dict) else ""
    if re.search(r"image|embed|video|advert|promo|related|newsletter|caption|html-?embed|script", kind):
        return []
    found = clean.blocks(told)
    if "head" in kind or "quote" in kind:
        return [Block("heading" if "head" in kind else "quote", block.text) for block in found]
    return found
