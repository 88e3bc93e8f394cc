"""A statistics export → how often each page was read, by the page's path and by its title.

Read are CSV and JSON as Plausible (its zip too), Matomo, Google Analytics 4 and Jetpack export them, what the WordPress
Popular Posts plugin answers at /wp-json/wordpress-popular-posts/v1/popular-posts, and any table of the kind: one column
names the page, another counts its views. What the columns are called is in views.toml.
"""

import csv
import json
import re
import tomllib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from atlascast.errors import UserError
from atlascast.models import Story

_COLUMNS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_PAGES, _COUNTS = _COLUMNS["pages"], _COLUMNS["counts"]
_OF_PAGES = re.compile(r"(?:.*[/_])?(?:imported_)?pages?(?:[_.].*)?\.csv", re.I)
"""The file of pages in a zip of exports (Plausible), beside those of entry pages, sources and countries."""
_LARGEST = 100_000_000
"""Bytes of an export, unpacked, at most."""
_SUFFIXED = re.compile(r"(.{15,})\s+[|–—·-]\s+[^|–—·]{2,40}", re.S)
"""A page's title with the site's name behind it."""
HINT = "Export pages with their views as CSV or JSON, or take `views` out of [rank]."


@dataclass(frozen=True, slots=True)
class Views:
    """How often pages were read."""

    paths: Mapping[str, float]
    titles: Mapping[str, float]

    def of(self, story: Story) -> float | None:
        """The views of a story's page, known by its address, else by its title; None where neither is listed."""
        found = self.paths.get(_path(story.url)) if story.url else None
        return self.titles.get(_plain(story.title)) if found is None else found


def load(path: Path) -> Views:
    """Read an export. Raises UserError for one that cannot be read or has no column of pages and of views."""
    try:
        text = _decoded(_unpacked(path.read_bytes()))
        rows = _json_rows(json.loads(text)) if text.lstrip()[:1] in ("[", "{") else _csv_rows(text)
    except OSError as error:
        raise UserError(f"The views {path} cannot be read: {error.strerror}.", HINT) from error
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, RuntimeError, csv.Error) as error:
        raise UserError(f"The views {path} are no export that is known: {error}.", HINT) from error
    paths: dict[str, float] = {}
    titles: dict[str, float] = {}
    for page, views in rows:
        if "/" in page:
            paths[_path(page)] = paths.get(_path(page), 0.0) + views
        bare = _SUFFIXED.fullmatch(page)
        for title in {_plain(page), _plain(bare[1])} if bare else {_plain(page)}:
            titles[title] = titles.get(title, 0.0) + views
    if not titles:
        raise UserError(f"The views {path} name no page with a count.", HINT)
    return Views(paths, titles)


def _unpacked(data: bytes) -> bytes:
    """An export, or the file of pages in a zip of several. Raises ValueError where there is none."""
    if not data.startswith(b"PK\x03\x04"):
        return data
    with zipfile.ZipFile(BytesIO(data)) as packed:
        named = [one for one in packed.infolist() if _OF_PAGES.fullmatch(one.filename) and one.file_size < _LARGEST]
        if not named:
            raise ValueError("the zip holds no pages.csv")
        return packed.read(min(named, key=lambda one: len(one.filename)))


def _decoded(data: bytes) -> str:
    """Matomo writes UTF-16; others UTF-8, with or without a mark."""
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig").lstrip("\ufeff")


def _csv_rows(text: str) -> list[tuple[str, float]]:
    """Rows under the first line that names a page and a count; comments and other tables above it (GA4) are passed
    over. A line without a page is a total."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    for number, line in enumerate(lines):
        delimiter = max(",;\t", key=line.count)
        head = next(csv.reader([line], delimiter=delimiter))
        page, count = _column(head, _PAGES), _column(head, _COUNTS)
        if page is not None and count is not None and page != count:
            table = csv.reader(lines[number + 1 :], delimiter=delimiter)
            rows = [row for row in table if len(row) > max(page, count) and row[page].strip()]
            return [(row[page], views) for row in rows if (views := _number(row[count])) is not None]
    return _headless(lines)


def _headless(lines: Sequence[str]) -> list[tuple[str, float]]:
    """A table without names of columns (Jetpack): every row has an address and a number. Raises ValueError."""
    found = []
    for row in csv.reader(lines):
        pages = [cell for cell in row if cell.strip().startswith(("http://", "https://", "/"))]
        counts = [views for cell in row if (views := _number(cell)) is not None]
        if len(pages) != 1 or len(counts) != 1:
            raise ValueError("no line names a column of pages and one of views")
        found.append((pages[0], counts[0]))
    return found


def _json_rows(data: Any) -> list[tuple[str, float]]:
    if isinstance(data, Mapping) and "dimensionHeaders" in data:
        return _ga4(data)
    if isinstance(data, Mapping) and isinstance(data.get("reports"), list):
        return [row for report in data["reports"] for row in _ga4(report)]
    rows = _listed(data)
    if rows and isinstance(rows[0], Mapping) and "dimensions" in rows[0]:
        asked = data.get("query", {}) if isinstance(data, Mapping) else {}
        page = _column(asked.get("dimensions", ()), _PAGES) or 0
        count = _column(asked.get("metrics", ()), _COUNTS) or 0
        return [(str(row["dimensions"][page]), float(row["metrics"][count])) for row in rows]
    return [found for row in rows for found in _named_rows(row)]


def _listed(data: Any) -> Sequence[Any]:
    """The list of pages: the answer itself, under its usual names, or one list a day (Matomo)."""
    rows = data.get("results", data.get("rows", data.get("data"))) if isinstance(data, Mapping) else data
    if rows is None and data and all(isinstance(day, list) for day in data.values()):
        rows = [row for day in data.values() for row in day]
    if not isinstance(rows, Sequence):
        raise ValueError("no list of pages")
    return rows


def _named_rows(row: Mapping[str, Any]) -> list[tuple[str, float]]:
    """A row of named values as a page and its views; of a folder (Matomo) those of the pages in it."""
    if row.get("subtable"):
        return [found for inner in row["subtable"] for found in _named_rows(inner)]
    row = {**row, "title": _rendered(row.get("title", ""))}
    named = [name for name in _PAGES if isinstance(row.get(name), str) and row[name]]
    counted = [views for name in _COUNTS if (views := _number(str(row.get(name, "")))) is not None]
    return [(row[named[0]], counted[0])] if named and counted else []


def _ga4(data: Mapping[str, Any]) -> list[tuple[str, float]]:
    pages = [header["name"] for header in data["dimensionHeaders"]]
    counts = [header["name"] for header in data["metricHeaders"]]
    page, count = _column(pages, _PAGES) or 0, _column(counts, _COUNTS) or 0
    rows = data.get("rows", [])
    return [(row["dimensionValues"][page]["value"], float(row["metricValues"][count]["value"])) for row in rows]


def _rendered(title: Any) -> str:
    return str(title.get("rendered", "")) if isinstance(title, Mapping) else str(title)


def _column(head: Iterable[str], names: Sequence[str]) -> int | None:
    """The column whose name is, or else begins with, the first of these that any has."""
    cells = [cell.strip().strip('"').casefold() for cell in head]
    for name in names:
        if name in cells:
            return cells.index(name)
        for number, cell in enumerate(cells):
            if cell.startswith(f"{name} "):
                return number
    return None


def _number(text: str) -> float | None:
    bare = re.sub(r"(?<=\d)[,. \u00a0\u2009\u202f'’](?=\d{3}(?!\d))", "", text.strip())
    return float(bare) if re.fullmatch(r"\d+(?:\.\d+)?", bare) else None


def _path(address: str) -> str:
    """What two addresses of one page share: the path without host and trailing slash; ?p=N where the path is empty."""
    address = address.strip()
    try:
        parts = urlsplit(address if "//" in address.partition("?")[0] or address.startswith("/") else f"//{address}")
    except ValueError:
        return address
    path = re.sub(r"/+(?:index\.\w+|amp)?/*$", "", unquote(parts.path).casefold())
    number = re.search(r"(?:^|&)p=(\d+)", parts.query)
    return path or (f"?p={number[1]}" if number else "")


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
