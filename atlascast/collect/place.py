"""What a source says of where a story is set, or was written → a place's name and its position.

A position is a geo URI (RFC 5870), such as "geo:46.2044,6.1432". Nothing is guessed from the article's words: a place
comes from a feed's GeoRSS or W3C geo elements, a page's `geo.position`, `geo.placename` and `ICBM` or its JSON-LD
`contentLocation`, WordPress' geo fields or front matter. A dateline tells where the story was written, no more.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from atlascast.collect import clean

_NAMES = ("geo_address", "geo.placename", "placename", "georss_featurename", "place", "location")
_POINTS = ("geo", "geo.position", "icbm", "coordinates", "georss_point")
_PAIRS = (("geo_latitude", "geo_longitude"), ("latitude", "longitude"), ("lat", "lon"), ("lat", "lng"),
          ("geo_lat", "geo_long"))
_NUMBERS = re.compile(r"\s*(?:geo:)?([+-]?\d{1,3}(?:\.\d+)?)\s*[;,\s]\s*([+-]?\d{1,3}(?:\.\d+)?)(?:[;,\s].*)?", re.S)
_LINKED = re.compile(r'"contentLocation"\s*:\s*(?=[\[{"])')
_ENDS = re.compile(
    r"\s*(?:[(\[/—–]|--|\s-\s|[,.]?\s+(?:on )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\b)", re.S
)
_LOUD = re.compile(r"[^\W\d_]{3,}|\b(?:ST|AL|EL|LA)\b")
LARGEST = 128
"""Characters of a place's name that podcast apps show (podcast namespace 1.0, tag location)."""


def of(fields: Mapping[str, Any]) -> tuple[str, str]:
    """The name and the geo URI that an item's own fields give, by lower-case name; "" for what they do not."""
    if str(fields.get("geo_public", "1")).strip() in ("0", "false", "False"):
        return "", ""  # WordPress: the writer keeps the place private
    written = next((fields[key] for key in _NAMES if isinstance(fields.get(key), str | Mapping)), "")
    if isinstance(written, Mapping):
        name, geo = of({str(key).lower(): value for key, value in written.items() if key != "location"})
        name = name or _name(written.get("name", ""))
        return name, geo or _geo(fields)
    if match := _NUMBERS.fullmatch(written):  # `location: 46.2, 6.1`
        return "", _uri(match[1], match[2])
    return _name(written), _geo(fields)


def of_entry(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a feed's item that tell a place, under the names that `of` knows; points only, no areas."""
    where = entry.get("where")
    found = {key: entry[key] for key in ("georss_featurename", "geo_lat", "geo_long") if entry.get(key)}
    if isinstance(where, Mapping) and where.get("type") == "Point":
        east, north, *_ = where["coordinates"]
        found["geo"] = f"{north};{east}"
    return found


def of_page(fields: Mapping[str, Any], text: str) -> tuple[str, str]:
    """As its JSON-LD declares it (https://schema.org/contentLocation), else by its <meta> elements."""
    for match in _LINKED.finditer(text):
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(text, match.end())
        except ValueError:
            continue
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str):
            return _name(first), ""
        if isinstance(first, Mapping):
            geo = first.get("geo")
            return _name(first.get("name", "")), _geo(geo if isinstance(geo, Mapping) else first)
    return of({key: value for key, value in fields.items() if key in (*_NAMES[:3], *_POINTS)})


def of_dateline(head: str) -> str:
    """The place that a dateline such as "ST. PETERSBURG, Russia (Reuters) —" opens with; "" where it has none."""
    name = clean.tidy(_ENDS.split(head, maxsplit=1)[0]).rstrip(" ,.:-")
    return _LOUD.sub(lambda word: word[0].capitalize() if word[0].isupper() else word[0], name)


def _name(written: object) -> str:
    return clean.plain(written)[:LARGEST].strip() if isinstance(written, str) else ""


def _geo(fields: Mapping[str, Any]) -> str:
    for key in _POINTS:
        match = _NUMBERS.fullmatch(value) if isinstance(value := fields.get(key), str) else None
        if match and (found := _uri(match[1], match[2])):
            return found
    for north, east in _PAIRS:
        match = _NUMBERS.fullmatch(f"{fields.get(north, '')} {fields.get(east, '')}")
        if match and (found := _uri(match[1], match[2])):
            return found
    return ""


def _uri(north: str, east: str) -> str:
    """Nothing for what lies outside the Earth, and for 0,0: so forms write that no place was given."""
    latitude, longitude = float(north), float(east)
    if abs(latitude) > 90 or abs(longitude) > 180 or latitude == longitude == 0:
        return ""
    return f"geo:{latitude:.6g},{longitude:.7g}"
