"""Articles' pictures, by address or path → small square JPEGs in the episode's folder.

A picture at an address is asked for once; its JPEG then lies in the archive, so that later builds need no network. One
that cannot be had is asked for again after an hour, and then ever more seldom, at least once a day. One on the disk is
taken again whenever its file has changed; once that is gone, the JPEG stays.
"""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import atlascast
from atlascast import memory, picture
from atlascast.collect.failed import Failed
from atlascast.collect.fetch import Web
from atlascast.collect.kept import is_online
from atlascast.config import Config
from atlascast.errors import AtlascastError, SourceError, WorldError
from atlascast.store import Store, fingerprint, write

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 480
"""Pixels a side: twice what players show beside a chapter."""
WEIGHT = 40_000
"""Bytes at most: all pictures of an edition travel before its first second of sound."""
_LEAST = 200
"""Pixels that the shorter side must have; smaller ones are icons and counters."""
_MOST = 60_000_000
"""Pixels in all; more is refused unopened, as a file of few bytes may hold any number."""
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_MIDDLE = 0.35
"""How much the outermost cut has to be richer than the middle one to be taken."""
_HINT = "The chapter has a card with its title; put another picture into the article, or draft anew later."


def pictures(config: Config, week: str, wanted: Mapping[str, str], now: datetime, anew: bool = False) -> list[str]:
    """Put the pictures at these addresses or paths (→ their articles' titles) into the week's folder.

    One that lies there is left as it is, unless `anew`, and then asked for only if it changed; one that failed lately
    is asked for only if `anew`. Returns a line for each that cannot be had; the network's limits and refusals are those
    of pages (see `fetch`).
    """
    store = Store(config.out)
    lost, failed = [], Failed(store.cache, now)
    with Web(config, store.cache) as web:
        web.introduce()
        for location, title in wanted.items():
            path = store.picture(week, location)
            held = _held(config, location)
            if store.fresh(path, held) is not None if held else path.is_file() and not anew:
                continue
            why = "" if anew else failed.why(location)
            if not why:
                why = _taken(web, location, path, failed)
            if why:
                lost.append(f"The picture of {title!r} is not shown: {why}")
            elif held:
                store.made(path, held)
    return lost


def _held(config: Config, location: str) -> str:
    """What a picture on the disk follows from; "" for one at an address or not there to be read."""
    try:
        seen = "" if is_online(location) else memory.sight(config.root / location)
    except WorldError:  # told as it is loaded, where there is no JPEG of it
        seen = ""
    return fingerprint(atlascast.__version__, seen) if seen else ""


def _taken(web: Web, location: str, path: Path, failed: Failed) -> str:
    """The picture fetched or read, and put at `path`: "", or why it cannot be had, which is kept of an address."""
    online = is_online(location)
    try:
        found = web.follow(location, page=False) if online else web.load(location)
        square = _square(found.data, location)
    except AtlascastError as error:
        if online:
            failed.add(location, error.message)
        elif path.is_file():  # of another picture than the article now has
            path.unlink()
        return error.message
    write(path, square)
    failed.forget(location)
    return ""


def _square(data: bytes, location: str) -> bytes:
    """The picture upright, cut square, in RGB and without what its file told beside it. Raises SourceError."""
    from PIL import Image, ImageOps, UnidentifiedImageError
    from PIL.Image import Resampling

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as opened:
            _hold(opened.size, location)
            opened.draft("RGB", (2 * SIDE, 2 * SIDE))
            upright = picture.flat(ImageOps.exif_transpose(opened))
    except UnidentifiedImageError as error:
        raise SourceError(f"{location} is no JPEG, PNG, WebP, GIF or AVIF.", _HINT) from error
    except (OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise SourceError(f"{location} is a broken picture: {error}.", _HINT) from error
    box = _cut(upright)
    return picture.encoded(upright.resize((SIDE, SIDE), Resampling.LANCZOS, box), WEIGHT)


def _hold(size: tuple[int, int], location: str) -> None:
    """Raises SourceError for a picture that is too small to be seen, or too large to be opened."""
    if min(size) < _LEAST:
        raise SourceError(f"{location} has {size[0]} × {size[1]} pixels, too few to be seen.", _HINT)
    if size[0] * size[1] > _MOST:
        raise SourceError(f"{location} has {size[0]} × {size[1]} pixels, more than is safe to open.", _HINT)


def _cut(image: "Image") -> tuple[float, float, float, float]:
    """The square to keep: along the longer side where most is to be seen (edges), the middle where that is as good."""
    from PIL import ImageFilter
    from PIL.Image import Resampling

    width, height = image.size
    side, wide = min(width, height), width > height
    steps = round(64 * max(width, height) / side)
    small = image.convert("L").resize((steps, 64) if wide else (64, steps), Resampling.BOX)
    edges = small.filter(ImageFilter.FIND_EDGES).crop((1, 1, small.width - 1, small.height - 1))
    across = (edges.width, 1) if wide else (1, edges.height)
    rich = edges.resize(across, Resampling.BOX).tobytes()
    window, room = min(62, len(rich)), max(len(rich) - 62, 0)

    def worth(start: int) -> float:
        off = abs(start - room / 2) / (room / 2) if room else 0.0
        return sum(rich[start : start + window]) * (1 - _MIDDLE * off)

    best = max(range(room + 1), key=worth)
    start = (max(width, height) - side) * (best / room if room else 0.5)
    return (start, 0.0, start + side, side) if wide else (0.0, start, side, start + side)
