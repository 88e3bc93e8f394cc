"""A newsroom's own fields beside an article → its words for the narrator, and what keeps sponsors away.

Named alike everywhere, with or without the prefix `podcast_` or `_`: front matter, WordPress' custom fields (REST
`meta` and `acf`, exports' postmeta), a feed item's own elements and a page's <meta name="…">. Automatic excerpts
are never taken for a summary.
"""

import html
import re
from collections.abc import Mapping
from typing import Any

from atlascast.collect import clean

_META = re.compile(r"<meta\b[^>]*>", re.I)
_POSTMETA = re.compile(
    r"<wp:meta_key>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</wp:meta_key>\s*"
    r"<wp:meta_value>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</wp:meta_value>",
    re.S,
)
_ELEMENT = re.compile(r"(?:.*[_:])?(podcast[_-](?:script|summary)|noads|ad_sensitivity)")
_NO = frozenset({"", "0", "false", "no", "off", "none"})
LABELS = re.compile(r"noads|ad_sensitivity:.*", re.I | re.S)
"""Labels for the sponsors' reads: tags of a story, never its section."""


def words(fields: Mapping[str, Any], name: str) -> str:
    """The newsroom's own `script` or `summary`, paragraphs parted by a blank line; "" where it gives none."""
    for key in (f"podcast_{name}", f"_podcast_{name}", f"podcast-{name}"):
        if isinstance(value := fields.get(key), str) and value.strip():
            return "\n\n".join(block.text for block in clean.blocks(value))
    return ""


def of_item(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A feed item's own elements, whatever their namespace: <podcast_script>, <desk:podcast_summary>, <noads>."""
    return {match[1]: value for key, value in entry.items() if (match := _ELEMENT.fullmatch(str(key).lower()))}


def labels(fields: Mapping[str, Any]) -> list[str]:
    """`noads` and `ad_sensitivity:…` where the fields say so."""
    kept = _value(fields, "noads").lower() not in _NO
    classes = _value(fields, "ad_sensitivity")
    return ["noads"] * kept + ([f"ad_sensitivity:{classes}"] if classes else [])


def flagged(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with a bare `noads:` or <meta name="noads"> set; WordPress gives an unset field an empty value."""
    bare = ("noads", "podcast_noads", "_noads", "_podcast_noads")
    return {key: "1" if key in bare and value in (None, "") else value for key, value in fields.items()}


def _value(fields: Mapping[str, Any], name: str) -> str:
    named = (name, f"podcast_{name}", f"_{name}", f"_podcast_{name}")
    for key in (*named, *(key.replace("_", "-") for key in named)):
        value = fields.get(key)
        if value is not None and str(value).strip():
            return ", ".join(map(str, value)) if isinstance(value, list) else str(value).strip()
    return ""


def of_page(text: str) -> dict[str, str]:
    """The named <meta> elements of a page."""
    found: dict[str, str] = {}
    for tag in _META.findall(text):
        facts = {key.lower(): html.unescape(one or other or bare) for key, one, other, bare in re.findall(
            r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", tag)}  # fmt: skip
        if name := facts.get("name", facts.get("property", "")).lower():
            found.setdefault(name, facts.get("content", ""))
    return found


def of_export(text: str) -> list[dict[str, str]]:
    """The custom fields of every item of a WordPress export, in order; feed parsers keep only an item's last."""
    items = re.findall(r"<item\b[^>]*>(.*?)</item>", text, re.S)
    return [{clean.tidy(key).lower(): value for key, value in _POSTMETA.findall(item)} for item in items]
