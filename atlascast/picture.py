"""A picture file → its pixels, upright and RGB; its accent; JPEG bytes. Every room that reads a cover reads it here."""

import colorsys
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from atlascast.errors import UserError
from atlascast.store import digest

if TYPE_CHECKING:
    from PIL.Image import Image

Colour = tuple[float, float, float]
"""Red, green and blue, each 0-1, sRGB."""

PLAIN: Colour = (0.1, 0.3, 0.55)
"""The accent of a picture without colours."""
_UPRIGHT = 1
"""EXIF 2.32, 4.6.4: the orientation of a picture whose first row is its top."""
_ORIENTATION = 0x0112
_HUES = 24


def read(path: Path, size: int = 1600) -> "Image":
    """The picture as RGB, turned upright as its EXIF says, what is transparent on white; not to be changed.

    A larger JPEG is read at a half, a quarter or an eighth of its size, not below `size` pixels a side.
    Raises UserError for what is none.
    """
    return _read(path, size, digest(path) if path.is_file() else "")


@lru_cache(maxsize=4)
def _read(path: Path, size: int, sha256: str) -> "Image":
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as opened:
            opened.draft("RGB", (size, size))
            return flat(ImageOps.exif_transpose(opened))
    except (OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise _unreadable(path, error) from error


def flat(image: "Image") -> "Image":
    """The picture as RGB, what is transparent on white."""
    from PIL import Image

    if image.has_transparency_data:
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image.convert("RGBA"))
    return image.convert("RGB")


def encoded(image: "Image", most: int) -> bytes:
    """The picture as a JPEG of at most so many bytes, as good as that allows, without metadata."""
    data = b""
    for quality in (90, 84, 76, 66, 54, 40):
        out = BytesIO()  # Pillow would carry an opened file's comment over
        image.save(out, "JPEG", quality=quality, optimize=True, subsampling=0 if quality > 76 else 2, comment="")
        data = out.getvalue()
        if len(data) <= most:
            break
    return data


def _unreadable(path: Path, error: Exception) -> UserError:
    return UserError(f"The cover {path} cannot be read: {error}.", "Give a square JPEG or PNG; show.cover names it.")


def fits(path: Path, size: int) -> bool:
    """Whether a picture may travel as it is: an upright RGB JPEG, at most `size` pixels wide and high.

    Raises UserError for what is no picture.
    """
    from PIL import Image

    try:
        with Image.open(path) as image:
            plain = image.format == "JPEG" and image.mode == "RGB"
            return plain and max(image.size) <= size and image.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT
    except (OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise _unreadable(path, error) from error


def jpeg(path: Path, size: int) -> bytes:
    """A picture as JPEG bytes, at most `size` pixels wide and high; one that `fits` stays as it is.

    Raises UserError for what is no picture.
    """
    from PIL.Image import Resampling

    if fits(path, size):
        return path.read_bytes()
    small = read(path, size).copy()
    small.thumbnail((size, size), Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "JPEG", quality=88, optimize=True, subsampling=0)
    return out.getvalue()


def accent(path: Path) -> Colour:
    """A picture's most telling colour: of the hue with most chroma over its area, weighted by chroma.

    `PLAIN` for a picture in greys. Raises UserError for what is no picture.
    """
    return _accent(path, digest(path) if path.is_file() else "")


@lru_cache(maxsize=4)
def _accent(path: Path, sha256: str) -> Colour:
    from PIL.Image import Resampling

    weights: dict[int, list[float]] = {}
    small = read(path).resize((96, 96), Resampling.BOX)
    for count, (red, green, blue) in small.getcolors(96 * 96) or []:  # type: ignore[misc]
        hue = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)[0]
        weight = count * ((max(red, green, blue) - min(red, green, blue)) / 255) ** 2
        bin_ = weights.setdefault(int(hue * _HUES), [0.0, 0.0, 0.0, 0.0])
        for index, value in enumerate((weight, weight * red, weight * green, weight * blue)):
            bin_[index] += value
    total, *parts = max(weights.values(), default=[0.0] * 4)
    red, green, blue = (part / total / 255 for part in parts) if total > 1 else PLAIN
    return red, green, blue


def css(colour: Colour) -> str:
    """A colour as CSS writes it, "#0b1628"."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
