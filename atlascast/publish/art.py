"""A cover, the show's or an episode's → what feed and pages show of it, and the accent colour of the pages."""

import colorsys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from atlascast import memory, picture
from atlascast.config import Config
from atlascast.picture import Colour
from atlascast.publish.entries import File
from atlascast.publish.public import Public
from atlascast.store import digest, fingerprint

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 3000
"""Pixels a side that Apple takes at most."""

SIZES = {"-640.jpg": 640, "-384.webp": 384, "-240.webp": 240}
"""What is made of every cover: the end of its name, and pixels a side."""
TINY = {"-96.webp": 96}
QUALITY = 30
"""Of WebP: pages are to take sixty kilobytes in all."""

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
    """384 pixels, WebP, for the pages."""
    column: str
    """240 pixels, WebP, as wide as an episode's page shows it; for screens of one dot a pixel."""
    tiny: str
    """96 pixels, WebP, beside the show's name."""
    accent: str
    accent_dark: str


def look(config: Config, public: Public, notes: Path) -> tuple[Look, list[Path]]:
    """Put the cover and its smaller sizes; the look, and what changed. `notes` is where is kept what they are.

    Raises UserError for a cover that is no picture.
    """
    source = config.show.cover
    cover = f"cover-{digest(source)[:8]}.jpg"
    names, key = _names(cover, SIZES | TINY), fingerprint(memory.program(), digest(source))
    known = memory.recall(notes, key, Facts)

    def stands(name: str) -> bool:
        return known is not None and known.marks.get(name) == public.mark(name)

    changed = [] if stands(cover) else public.put(cover, picture.jpeg(source, LARGEST))
    for name, content in _made(source, names, public, stands):
        changed += public.put(name, content)
    card, small, column, tiny = names
    facts = known or _facts(source, public.root / cover)
    memory.keep(notes, key, replace(facts, marks={name: public.mark(name) for name in (cover, *names)}))
    made = Look(cover, config.show.base_url + cover, facts.width, card, small, column, tiny,
                facts.accent, facts.accent_dark)
    return made, changed


@dataclass(frozen=True, slots=True)
class Facts:
    """What a cover has to be decoded for, and the marks of what was made of it."""

    width: int
    accent: str
    accent_dark: str
    marks: Mapping[str, str] = field(default_factory=dict)


def _facts(source: Path, cover: Path) -> Facts:
    hue = picture.accent(source)
    return Facts(_width(cover), picture.css(readable(hue, LIGHT)), picture.css(readable(hue, DARK)))


def own(
    look: Look, cover: File, public: Public, stands: Callable[[str], bool]
) -> tuple[Look, list[tuple[str, bytes]]]:
    """The look of an episode that has a cover of its own, and that cover's smaller sizes by name; those that `stands`
    tells of are left as they lie there.

    Raises UserError for a cover that is no picture.
    """
    names = _names(cover.name, SIZES)
    pictures = list(_made(cover.source, names, public, stands))
    card, small, column = names
    return replace(look, cover=cover.name, cover_url=cover.url, width=_width(cover.source), card=card, small=small,
                   column=column), pictures


def named(cover: str) -> list[str]:
    """A cover's name under public/ and the names of its smaller sizes."""
    return [cover, *_names(cover, SIZES)]


def _names(cover: str, sizes: dict[str, int]) -> dict[str, int]:
    return {cover.removesuffix(".jpg") + end: size for end, size in sizes.items()}


def _made(
    source: Path, sizes: dict[str, int], public: Public, stands: Callable[[str], bool]
) -> Iterator[tuple[str, bytes]]:
    """Each size as it lies there where it stands as it was made, else drawn."""
    image: Image | None = None
    for name, size in sizes.items():
        if stands(name):
            yield name, (public.root / name).read_bytes()
            continue
        image = image or picture.read(source)
        yield name, _resized(image, size, name.endswith(".webp"))


def _resized(image: "Image", size: int, webp: bool) -> bytes:
    from PIL.Image import Resampling

    out = BytesIO()
    small = image.resize((size, size), Resampling.LANCZOS)
    if webp:
        small.save(out, "WEBP", quality=QUALITY, method=6)
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
