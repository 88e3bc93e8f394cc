"""The show's cover → what feed and pages show of it, and the accent colour of the pages."""

import colorsys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from atlascast import picture
from atlascast.config import Config
from atlascast.picture import Colour
from atlascast.publish.public import Public
from atlascast.store import digest

LARGEST = 3000
"""Pixels a side that Apple takes at most."""

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

    Raises UserError for a cover that is no picture.
    """
    source = config.show.cover
    mark = digest(source)[:8]
    ends = {".jpg": 0, "-640.jpg": 640, "-480.webp": 480, "-368.webp": 368, "-96.webp": 96}
    sizes = {f"cover-{mark}{end}": size for end, size in ends.items()}
    changed: list[Path] = []
    for name, size in sizes.items():
        if public.size(name) <= 0:
            content = _resized(source, size, name.endswith(".webp")) if size else picture.jpeg(source, LARGEST)
            changed += public.put(name, content)
    cover, card, small, column, tiny = sizes
    hue = picture.accent(source)
    made = Look(cover, config.show.base_url + cover, _width(public.root / cover), card, small, column, tiny,
                picture.css(readable(hue, LIGHT)), picture.css(readable(hue, DARK)))
    return made, changed


def _resized(path: Path, size: int, webp: bool) -> bytes:
    from PIL.Image import Resampling

    out = BytesIO()
    small = picture.read(path).resize((size, size), Resampling.LANCZOS)
    if webp:
        small.save(out, "WEBP", quality=55, method=6)
    else:
        small.save(out, "JPEG", quality=75, optimize=True, progressive=True)
    return out.getvalue()


def _width(path: Path) -> int:
    from PIL import Image

    with Image.open(path) as image:
        return image.width


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
