"""Lines and letters → cover.jpg, the sample show's 3000 × 3000 cover.

    python assets/cover.py

A globe whose meridians stand as the bars of a sound level, cut by parallels that bend with the sphere. Needs Pillow and
the font League Spartan (SIL Open Font License 1.1; Debian: fonts-league-spartan), which is drawn, not embedded. The
picture is dedicated to the public domain under CC0 1.0. It is drawn at twice its size and scaled down for clean edges.
"""

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = 3000
SCALE = 2
INK, NIGHT, PAPER, AMBER = (11, 22, 40), (22, 42, 70), (246, 241, 230), (244, 162, 42)
FONT = "/usr/share/fonts/opentype/league-spartan/LeagueSpartan-ExtraBold.otf"
SAG = 0.17
"""How far a parallel hangs in its middle, in radii: the sphere is seen a little from above."""
MARGIN = 232


def ground() -> Image.Image:
    """Ink that lightens a little towards the top right, where the globe stands."""
    small = Image.new("RGB", (64, 64))
    for x in range(64):
        for y in range(64):
            near = max(0.0, 1 - math.hypot(x - 44, y - 20) / 52) ** 1.4
            small.putpixel((x, y), tuple(round(a + (b - a) * near) for a, b in zip(INK, NIGHT, strict=True)))
    return small.resize((SIZE * SCALE, SIZE * SCALE), Image.Resampling.BICUBIC)


def globe(centre: tuple[float, float], radius: float, bars: int, gap: float) -> Image.Image:
    """A mask: upright bars with round ends, as tall as the disc at their place, cut by three bent parallels. Pixels."""
    x0, y0, r = (value * SCALE for value in (*centre, radius))
    step = (2 * r + gap * SCALE) / bars
    half = (step - gap * SCALE) / 2
    mask = Image.new("L", (SIZE * SCALE, SIZE * SCALE), 0)
    draw = ImageDraw.Draw(mask)
    for i in range(bars):
        x = x0 + (i - (bars - 1) / 2) * step
        height = math.sqrt(r**2 - (abs(x - x0) * 0.985) ** 2)
        draw.rounded_rectangle((x - half, y0 - height, x + half, y0 + height), half, fill=255)
    for place in (-0.56, -0.09, 0.47):
        points = [(x0 + r * t / 50, y0 + r * (place + SAG * (1 - (t / 50) ** 2))) for t in range(-52, 53)]
        draw.line(points, fill=0, width=round(gap * SCALE * 0.8), joint="curve")
    return mask


def word(picture: Image.Image, text: str, base: float, width: float, colour: tuple[int, int, int]) -> float:
    """Set a word from the left margin, as large as fills `width`, its feet on `base`; returns its height. Pixels."""
    draw = ImageDraw.Draw(picture)
    left, _, right, _ = draw.textbbox((0, 0), text, font=ImageFont.truetype(FONT, 1000), anchor="ls")
    font = ImageFont.truetype(FONT, round(1000 * width * SCALE / (right - left)))
    left, top, _, _ = draw.textbbox((0, 0), text, font=font, anchor="ls")
    draw.text((MARGIN * SCALE - left, base * SCALE), text, font=font, fill=colour, anchor="ls")
    return -top / SCALE


def main() -> None:
    """Draw the cover beside this file."""
    picture = ground()
    picture.paste(AMBER, mask=globe((SIZE - MARGIN - 690, MARGIN + 690), 690, 9, 58))
    base = SIZE - MARGIN
    height = word(picture, "WEEK", base, 1360, PAPER)
    word(picture, "ATLAS", base - height - 90, SIZE - 2 * MARGIN, PAPER)
    picture = picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    picture.save(Path(__file__).with_name("cover.jpg"), quality=86, optimize=True, progressive=True, dpi=(72, 72))


if __name__ == "__main__":
    main()
