"""A cover, a week and a headline → an episode's cover; a title → a chapter's card."""

from datetime import timedelta
from pathlib import Path

from PIL import Image, ImageDraw

from atlascast import picture
from atlascast.art.letters import drawable, legible, write
from atlascast.art.palettes import of
from atlascast.week import monday

_SHARE = 0.6
"""How much of an episode's cover the show's own takes, across and down."""


def episode(show: Path, week: str, headline: str, size: int) -> bytes:
    """See `atlascast.art.episode`: the show's cover in the corner, the week beside it, the headline beneath."""
    colours, edge, pad = of(show), round(size * _SHARE), size * 0.05
    image = Image.new("RGB", (size, size), colours.ground)
    image.paste(picture.read(show).resize((edge, edge), Image.Resampling.LANCZOS))
    ImageDraw.Draw(image).rectangle([edge, 0, size, edge], fill=colours.accent)
    year, _, number = week.partition("-")
    right = size - pad
    write(image, number, (edge + pad, pad, right, edge - pad), colours.ground, round(size * 0.19))
    write(image, year, (edge + pad, pad, right, edge - pad), colours.ground, round(size * 0.13), "Semibold", foot=True)
    words = headline if drawable(headline) else _days(week)
    write(image, words, (pad, edge + pad, right, size - pad), colours.ink, round(size * 0.11), "Bold", size // 28)
    return picture.encoded(image, 300_000)


def _days(week: str) -> str:
    """The week's first and last day, in figures that any reader knows: what is told where the font lacks letters."""
    first = monday(week)
    return f"{first} – {first + timedelta(6)}"


def card(show: Path, title: str, number: int, size: int) -> bytes:
    """See `atlascast.art.card`: the chapter's number over its title."""
    colours, pad = of(show), size * 0.08
    image = Image.new("RGB", (size, size), colours.ground)
    ImageDraw.Draw(image).rectangle([0, 0, size, size * 0.05], fill=colours.accent)
    box = (pad, pad * 1.6, size - pad, size * 0.3)
    write(image, str(number or "♪"), box, colours.accent, round(size * 0.2))
    box = (pad, size * 0.34, size - pad, size - pad)
    write(image, legible(title), box, colours.ink, round(size * 0.14), "Bold", size // 22)
    return picture.encoded(image, 30_000)
