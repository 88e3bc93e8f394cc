"""A show's name → its cover, in several layouts. Shapes are drawn at half size and smoothed; letters at full size."""

import math

from PIL import Image, ImageDraw

from atlascast import picture
from atlascast.art import LAYOUTS, PALETTES
from atlascast.art.letters import drawable, write
from atlascast.art.palettes import NAMED, Palette
from atlascast.errors import UserError

SIZE = 3000
MARGIN = 230
_FINE = 2
MOST = 480_000
"""Bytes; directories take 500 kB."""


def cover(title: str, newsroom: str, layout: str, palette: str) -> bytes:
    """See `atlascast.art.cover`."""
    draw = {"bars": _bars, "rings": _rings, "banner": _banner, "grid": _grid}.get(layout)
    if draw is None or palette not in NAMED:
        known = f"Layouts: {', '.join(LAYOUTS)}; palettes: {', '.join(PALETTES)}."
        raise UserError(f"There is no cover of layout {layout!r} and palette {palette!r}.", known)
    if not drawable(title + newsroom):
        hint = "It has Latin, Greek and Cyrillic; have a cover drawn, and name it as show.cover."
        raise UserError(f"The font of covers lacks letters of {title!r} or {newsroom!r}.", hint)
    colours = NAMED[palette]
    image = Image.new("RGB", (SIZE, SIZE), colours.ground)
    draw(image, title, newsroom, colours)
    return picture.encoded(image, MOST)


def _shape() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    mask = Image.new("L", (SIZE * _FINE, SIZE * _FINE), 0)
    return mask, ImageDraw.Draw(mask)


def _paint(image: Image.Image, mask: Image.Image, colour: str) -> None:
    image.paste(colour, mask=mask.resize(image.size, Image.Resampling.BOX))


def _words(image: Image.Image, title: str, newsroom: str, top: float, colours: Palette) -> None:
    """The title, as large as fits, over the newsroom's name."""
    foot, right = SIZE - MARGIN, SIZE - MARGIN
    write(image, newsroom, (MARGIN, foot - 170, right, foot), colours.accent, 150, "Semibold", foot=True)
    write(image, title, (MARGIN, top, right, foot - 300), colours.ink, 980, foot=True, hang=130)


def _bars(image: Image.Image, title: str, newsroom: str, colours: Palette) -> None:
    """A level of sound, its bars as high as a voice's."""
    mask, draw = _shape()
    heights = [0.22, 0.42, 0.3, 0.66, 0.92, 0.58, 1.0, 0.72, 0.36, 0.54, 0.26]
    step = (SIZE - 2 * MARGIN) / (len(heights) - 0.4)
    for place, height in enumerate(heights):
        left, half = MARGIN + place * step, 500 * height
        edges = (left, 740 - half, left + step * 0.6, 740 + half)
        draw.rounded_rectangle([edge * _FINE for edge in edges], step * 0.3 * _FINE, fill=255)
    _paint(image, mask, colours.accent)
    _words(image, title, newsroom, 1360, colours)


def _rings(image: Image.Image, title: str, newsroom: str, colours: Palette) -> None:
    """A signal that spreads from a corner."""
    mask, draw = _shape()
    x, y = (SIZE - MARGIN) * _FINE, MARGIN * _FINE
    for radius in (1400, 1040, 680, 320):
        outer, inner = radius * _FINE, (radius - 170) * _FINE
        draw.ellipse([x - outer, y - outer, x + outer, y + outer], fill=255)
        draw.ellipse([x - inner, y - inner, x + inner, y + inner], fill=0)
    draw.ellipse([x - 90 * _FINE, y - 90 * _FINE, x + 90 * _FINE, y + 90 * _FINE], fill=255)
    _paint(image, mask, colours.accent)
    _words(image, title, newsroom, 1690, colours)


def _banner(image: Image.Image, title: str, newsroom: str, colours: Palette) -> None:
    """A front page: the title on the accent, rules beneath it."""
    mask, draw = _shape()
    draw.rectangle([0, 0, SIZE * _FINE, 1980 * _FINE], fill=255)
    for top, right in ((2180, 1.0), (2330, 0.86), (2480, 0.94)):
        draw.rectangle([MARGIN * _FINE, top * _FINE, MARGIN * _FINE + (SIZE - 2 * MARGIN) * right * _FINE,
                        (top + 56) * _FINE], fill=255)
    _paint(image, mask, colours.accent)
    write(image, title, (MARGIN, MARGIN, SIZE - MARGIN, 1980 - MARGIN), colours.ground, 1150, foot=True)
    foot = SIZE - MARGIN
    write(image, newsroom, (MARGIN, foot - 170, SIZE - MARGIN, foot), colours.ink, 160, "Semibold", foot=True)


def _grid(image: Image.Image, title: str, newsroom: str, colours: Palette) -> None:
    """A map's grid bent over a globe that rises behind the title."""
    mask, draw = _shape()
    x, y, radius = SIZE / 2 * _FINE, 1390 * _FINE, 1150 * _FINE
    width = 52 * _FINE
    for share in (1.0, 0.78, 0.46, 0.14):
        half = radius * share
        draw.ellipse([x - half, y - radius, x + half, y + radius], outline=255, width=width)
    for share in (0.3, 0.62, 0.86):
        half = radius * math.sqrt(1 - share * share)
        middle = y - radius * share
        draw.line([x - half, middle, x + half, middle], fill=255, width=width)
    draw.rectangle([0, 1330 * _FINE, SIZE * _FINE, SIZE * _FINE], fill=0)
    _paint(image, mask, colours.accent)
    _words(image, title, newsroom, 1430, colours)
