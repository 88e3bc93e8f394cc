"""The show's cover → what feed and pages show of it, and the accent colour of the pages.

The only place of publish/ that speaks to Pillow.
"""

import colorsys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from atlascast.config import Config
from atlascast.errors import ConfigError
from atlascast.publish.public import Public
from atlascast.store import digest

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 3000
"""Pixels a side that Apple takes at most."""

Colour = tuple[float, float, float]
"""Red, green and blue, each 0-1, sRGB."""

LIGHT: Colour = (0.984, 0.980, 0.973)
DARK: Colour = (0.106, 0.118, 0.141)
"""What accents stand on by day and by night, the harder of --paper and --raised in colours.css."""
CONTRAST = 4.8
"""WCAG 2.2 asks 4.5 for text; a little more leaves room for rounding."""


@dataclass(frozen=True, slots=True)
class Look:
    """The cover's names under public/ and the accent as CSS colours on the light and the dark page."""

    cover: str
    cover_url: str
    width: int
    card: str
    """640 pixels, JPEG, for sites that show a link as a card."""
    small: str
    """480 pixels, WebP, for the pages."""
    column: str
    """368 pixels, WebP, as wide as the column where a page shows it; for screens of one dot a pixel."""
    tiny: str
    """96 pixels, WebP, beside the show's name."""
    accent: str
    accent_dark: str


def look(config: Config, public: Public) -> tuple[Look, list[Path]]:
    """Put the cover and its smaller sizes; the look, and what changed.

    Raises ConfigError for a cover that is no image.
    """
    source = config.show.cover
    mark = digest(source)[:8]
    ends = {".jpg": 0, "-640.jpg": 640, "-480.webp": 480, "-368.webp": 368, "-96.webp": 96}
    sizes = {f"cover-{mark}{end}": size for end, size in ends.items()}
    changed: list[Path] = []
    for name, size in sizes.items():
        if public.size(name) <= 0:
            changed += public.put(name, _resized(source, size, name.endswith(".webp")) if size else _fit(source))
    cover, card, small, column, tiny = sizes
    width, hue = _facts(public.root / cover, public.root / tiny)
    made = Look(cover, config.show.base_url + cover, width, card, small, column, tiny,
                _hex(readable(hue, LIGHT)), _hex(readable(hue, DARK)))
    return made, changed


def _fit(source: Path) -> Path | bytes:
    """The cover as it is where directories take it so, else as a JPEG they take."""
    image = _open(source)
    if image.format == "JPEG" and image.mode == "RGB" and max(image.size) <= LARGEST:
        return source
    out = BytesIO()
    image = image.convert("RGB")
    image.thumbnail((LARGEST, LARGEST))
    image.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def _open(path: Path) -> "Image":
    from PIL import Image, UnidentifiedImageError

    try:
        return Image.open(path)
    except (UnidentifiedImageError, OSError) as error:
        raise ConfigError(f"show.cover: {path} is no image that can be read.", "Name a square JPEG.") from error


def _resized(path: Path, size: int, webp: bool) -> bytes:
    from PIL.Image import Resampling

    image = _open(path)
    image.draft("RGB", (size * 2, size * 2))
    out = BytesIO()
    small = image.convert("RGB").resize((size, size), Resampling.LANCZOS)
    if webp:
        small.save(out, "WEBP", quality=55, method=6)
    else:
        small.save(out, "JPEG", quality=75, optimize=True, progressive=True)
    return out.getvalue()


def _facts(cover: Path, tiny: Path) -> tuple[int, Colour]:
    """The cover's width in pixels, and its most telling colour: the hue with most chroma over its area."""
    weights: dict[int, list[float]] = {}
    for count, (red, green, blue) in _open(tiny).convert("RGB").getcolors(2**18) or []:  # type: ignore[misc]
        hue = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)[0]
        weight = count * ((max(red, green, blue) - min(red, green, blue)) / 255) ** 2
        bin_ = weights.setdefault(int(hue * 24), [0.0, 0.0, 0.0, 0.0])
        for index, value in enumerate((weight, weight * red, weight * green, weight * blue)):
            bin_[index] += value
    best = max(weights.values(), default=[0.0] * 4)
    colour = tuple(value / best[0] / 255 for value in best[1:]) if best[0] > 1 else (0.1, 0.3, 0.55)
    return _open(cover).width, colour  # type: ignore[return-value]


def readable(colour: Colour, ground: Colour) -> Colour:
    """The colour, made darker or lighter at the same hue until text of it on `ground` can be read."""
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    end = 1.0 if luminance(ground) < 0.5 else 0.0
    while contrast(colour, ground) < CONTRAST and light != end:
        light = min(light + 0.01, end) if end else max(light - 0.01, end)
        colour = colorsys.hls_to_rgb(hue, light, saturation)
    return colour


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2's contrast ratio, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: Colour) -> float:
    """WCAG 2.2's relative luminance, 0 to 1."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
