"""Names → colours; a picture → its own colours."""

import colorsys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from atlascast import picture


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


def of(path: Path) -> Palette:
    """A dark ground in the tone of the picture's edges, and its accent, light enough to stand on it.

    Raises UserError for what is no picture.
    """
    small = picture.read(path).resize((48, 48), Image.Resampling.BOX)
    spots = [(x, y) for x in range(48) for y in range(48) if x in (0, 47) or y in (0, 47)]
    edge = [tuple(part / 255 for part in small.getpixel(spot)) for spot in spots]  # type: ignore[union-attr]
    hue, _, saturation = colorsys.rgb_to_hls(*(sum(part) / len(edge) for part in zip(*edge, strict=True)))
    ground = colorsys.hls_to_rgb(hue, _DARK, min(saturation, 0.55))
    tone, light, rich = colorsys.rgb_to_hls(*picture.accent(path))
    accent = colorsys.hls_to_rgb(tone, min(max(light, 0.55), 0.75), rich)
    return Palette(picture.css(ground), "#f7f4ee", picture.css(accent))
