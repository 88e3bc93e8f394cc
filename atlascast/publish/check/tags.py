"""tags.toml → rules: what the tags of Apple, the podcast namespace and Podlove must hold.

A rule more is a row more in tags.toml, whose head says what a row may have.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlascast.publish import namespaces
from atlascast.publish.check.rules import Broken, rule
from atlascast.publish.reading import Feed

if TYPE_CHECKING:
    from lxml.etree import _Element

TABLE = Path(__file__).with_name("tags.toml")
SPACES = {"itunes": namespaces.ITUNES, "podcast": namespaces.PODCAST, "psc": namespaces.PODLOVE}


def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["tag"]
    return rows


def _broken(row: Mapping[str, Any], feed: Feed) -> Broken:
    for place, element in (("channel", feed.channel), *feed.items.items()):
        found = element.findall(row["name"], SPACES)
        if row.get("once") and len(found) > 1:
            yield place, f"has {len(found)} {row['name']}, and one is meant"
        for tag in found:
            yield from ((place, f"{row['name'].rpartition('/')[2]} {fault}") for fault in _faults(row, tag))


def _faults(row: Mapping[str, Any], tag: "_Element") -> Iterator[str]:
    text = (tag.text or "").strip()
    if "text" in row and not re.fullmatch(row["text"], text):
        yield f"may not be {text[:60]!r}"
    for name, pattern in (row.get("attributes", {}) | row.get("optional", {})).items():
        value = tag.get(name)
        if value is None and name in row.get("attributes", {}):
            yield f"has no {name}"
        elif value is not None and not re.fullmatch(pattern, value.strip()):
            yield f"may not have {name}={value[:60]!r}"
    if "holds" in row and tag.find(row["holds"], SPACES) is None:
        yield f"holds no {row['holds']}"


for _row in _rows():
    rule(_row["level"], _row["source"])(partial(_broken, _row))
