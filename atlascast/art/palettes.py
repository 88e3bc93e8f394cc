"""Names → colours; a picture → its own colours."""

import colorsys
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from atlascast.errors import UserError


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as CSS writes them; `ink` can be read on `ground`, and `ground` on `accent`."""

    ground: str
    ink: str
    accent: str


NAMED = {
    "night": Palette("#0b1628", "#f6f1e6", "#f4a22a"),
    "paper": Palette("#f6f1e6", "#16202e", "#d2442e"),
    "ember": Palette("#3a0d12", "#fbe9d7", "#ff7a45"),
    "forest": Palette("#0e2a21", "#eef3e2", "#9fd356"),
    "slate": Palette("#1f2730", "#f2f5f7", "#5cc8ff"),
}
_DARK = 0.16
"""Lightness of a ground taken from a picture."""


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Image.Image:
    try:
        with Image.open(path) as image:
            image.draft("RGB", (1600, 1600))
            return ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise UserError(f"The cover {path} cannot be read: {error}.", "Give a square JPEG or PNG.") from error


def picture(path: Path) -> Image.Image:
    """A picture as RGB. Raises UserError for what is none."""
    return _read(path, path.stat().st_mtime_ns if path.is_file() else 0)


def of(path: Path) -> Palette:
    """A dark ground in the tone of the picture's edges, and its most colourful colour as the accent."""
    small = picture(path).resize((48, 48), Image.Resampling.BOX)
    rows = [tuple(part / 255 for part in small.getpixel((x, y))) for y in range(48) for x in range(48)]  # type: ignore[union-attr]
    edge = [row for place, row in enumerate(rows) if place % 48 in (0, 47) or place // 48 in (0, 47)]
    hue, _, saturation = colorsys.rgb_to_hls(*(sum(part) / len(edge) for part in zip(*edge, strict=True)))
    ground = colorsys.hls_to_rgb(hue, _DARK, min(saturation, 0.55))
    vivid = sorted(rows, key=lambda row: max(row) - min(row))[-len(rows) // 50]
    tone, light, rich = colorsys.rgb_to_hls(*vivid)
    accent = colorsys.hls_to_rgb(tone, min(max(light, 0.55), 0.75), rich)
    return Palette(_hex(ground), "#f7f4ee", _hex(accent))


def _hex(colour: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def jpeg(image: Image.Image, most: int) -> bytes:
    """The picture as a JPEG of at most so many bytes, as good as that allows."""
    data = b""
    for quality in (90, 84, 76, 66, 54, 40):
        out = BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, subsampling=0 if quality > 76 else 2)
        data = out.getvalue()
        if len(data) <= most:
            break
    return data
