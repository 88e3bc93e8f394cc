"""Text → lines of an open font that fill a box."""

import math
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from atlascast.errors import UserError

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""
LEAD = 1.04
"""Line height in sizes."""
_CAPITAL = 0.66
"""Height of a capital in sizes."""


@cache
def _folder() -> Path:
    found = find_spec("font_source_sans_pro")
    if found is None or not found.origin:
        raise UserError("The font of covers is not installed.", "Run pip install font-source-sans-pro.")
    return Path(found.origin).parent / "files"


@lru_cache(maxsize=256)
def font(size: int, weight: str = "Black") -> ImageFont.FreeTypeFont:
    """Source Sans Pro in a weight (Regular, Semibold, Bold, Black) at a size in pixels."""
    path = _folder() / f"SourceSansPro-{weight}.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _unknown() -> bytes:
    return bytes(font(40).getmask("\U000fffff"))


def drawable(text: str) -> bool:
    """Whether the font has every letter of a text."""
    return all(char.isspace() or bytes(font(40).getmask(char)) != _unknown() for char in set(text))


def legible(text: str) -> str:
    """The text with "…" for words that the font lacks letters of; "" where these are more than half of it."""
    known = [(word, drawable(word)) for word in text.split()]
    if 2 * sum(there for _, there in known) < len(known):
        return ""
    shown = [word if there else "…" for word, there in known]
    return " ".join(word for place, word in enumerate(shown) if word != "…" or shown[place - 1 : place] != ["…"])


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str] | None:
    """The text in the fewest lines that are at most `width` wide; None where a word is wider."""
    lines: list[str] = []
    for word in text.split():
        if face.getlength(word) > width:
            return None
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def fitted(text: str, box: Box, largest: int, smallest: int, weight: str) -> tuple[list[str], int]:
    """The lines and the largest size at which the text fits the box; at the smallest, what does not fit is left out."""
    width, height = box[2] - box[0], box[3] - box[1]
    for size in range(largest, smallest, -max(1, largest // 60)):
        lines = wrapped(text, font(size, weight), width)
        if lines is not None and len(lines) * size * LEAD <= height:
            return lines, size
    return _shortened(text, width, max(1, int(height / (smallest * LEAD))), smallest, weight), smallest


def _shortened(text: str, width: float, most: int, size: int, weight: str) -> list[str]:
    face, words = font(size, weight), text.split()
    while words:
        lines = wrapped(" ".join(words) + ("" if len(words) == len(text.split()) else " …"), face, width)
        if lines is not None and len(lines) <= most:
            return lines
        words.pop()
    return []


def write(
    image: Image.Image, text: str, box: Box, colour: str, largest: int, weight: str = "Black", smallest: int = 12,
    foot: bool = False, hang: float = math.inf,
) -> int:  # fmt: skip
    """Write the text into the box, as large as fits, from its top or standing on its foot; the size that it took.

    `hang`: pixels that a tail, as of a g, may reach below the foot, where something stands there.
    """
    if not drawable(text):
        return 0
    lines, size = fitted(text, box, largest, smallest, weight)
    face, step = font(size, weight), size * LEAD
    tail = face.getbbox(lines[-1], anchor="ls")[3] if lines else 0.0
    top = box[3] - max(0.0, tail - hang) - (len(lines) - 1) * step if foot else box[1] + size * _CAPITAL
    draw = ImageDraw.Draw(image)
    for place, line in enumerate(lines):
        draw.text((box[0], top + place * step), line, fill=colour, font=face, anchor="ls")
    return size
