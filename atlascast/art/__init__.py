"""Words and colours → pictures: a show's cover, an episode's, a chapter's card. All JPEG, RGB, square.

    letters.py   text → lines of an open font that fill a box
    palettes.py  names → colours; a picture → its own colours
    layouts.py   a show's name → its cover, in several layouts
    cards.py     a cover, a week and a headline → an episode's cover; a title → a chapter's card

The same words give the same bytes. The font is Source Sans Pro (SIL Open Font License 1.1), from a package.
"""

from pathlib import Path

LAYOUTS = ("bars", "rings", "banner", "grid")
PALETTES = ("night", "paper", "ember", "forest", "slate")


def cover(title: str, newsroom: str, layout: str = "bars", palette: str = "night") -> bytes:
    """A show's cover, 3000 × 3000 pixels, under 500 kB. Raises UserError for a layout or palette that is not known."""
    from atlascast.art.layouts import cover as drawn

    return drawn(title, newsroom, layout, palette)


def episode(show: Path, week: str, headline: str, size: int = 1400) -> bytes:
    """The show's cover beside the ISO week and the headline; its days where the font lacks letters of the headline.

    Raises UserError for a cover that is no picture.
    """
    from atlascast.art.cards import episode as drawn

    return drawn(show, week, headline, size)


def card(show: Path, title: str, number: int, size: int = 360) -> bytes:
    """A chapter's card in the colours of the show's cover; its number is 0 where it is no story.

    Raises UserError for a cover that is no picture.
    """
    from atlascast.art.cards import card as drawn

    return drawn(show, title, number, size)
