"""Measurements → a picture: loudness over time, the chapters marked."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from atlascast.models import Master

_WIDTH, _HEIGHT = 1600, 560
_LEFT, _TOP, _RIGHT, _BOTTOM = 70, 50, 1580, 500
_LOW, _HIGH = -40, -8
_PAPER, _BAND, _INK, _GREY, _LINE, _AIM = "#ffffff", "#f1f4f8", "#1d2733", "#8793a1", "#1f5fa8", "#c0392b"


def picture(made: Master, lufs: float) -> bytes:
    """A PNG, 1600 × 560: short-term loudness each second, the loudness aimed at, each chapter with its own."""
    image = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    across = _scale(0, max(1.0, made.mix.seconds), _LEFT, _RIGHT)
    down = _scale(_LOW, _HIGH, _BOTTOM, _TOP)
    _chapters(draw, made, across)
    _grid(draw, made.mix.seconds, across, down)
    draw.line([(_LEFT, down(lufs)), (_RIGHT, down(lufs))], fill=_AIM, width=2)
    points = [(across(second + 1), down(min(_HIGH, max(_LOW, level)))) for second, level in enumerate(made.curve)]
    if len(points) > 1:
        draw.line(points, fill=_LINE, width=2, joint="curve")
    whole = made.loudness
    title = f"{whole.lufs:.1f} LUFS, {whole.dbtp:.1f} dBTP, range {whole.lra:.1f} LU"
    draw.text((_LEFT, 14), f"Short-term loudness. Whole programme: {title}", fill=_INK, font=_font(18))
    out = BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    return lambda value: start + (value - low) / (high - low) * (end - start)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _chapters(draw: ImageDraw.ImageDraw, made: Master, across: Callable[[float], float]) -> None:
    """Bands in turn, each with its number and its loudness as long as there is room for them."""
    for number, chapter in enumerate(made.mix.chapters, 1):
        start, end = across(chapter.start), across(chapter.end)
        if number % 2:
            draw.rectangle([start, _TOP, end, _BOTTOM], fill=_BAND)
        label = f"{number}"
        if number <= len(made.levels) and end - start > 52:
            label += f"  {made.levels[number - 1]:.1f}"
        if end - start > 14:
            draw.text((start + 5, _TOP + 4), label, fill=_INK, font=_font(14))


def _grid(
    draw: ImageDraw.ImageDraw, seconds: float, across: Callable[[float], float], down: Callable[[float], float]
) -> None:
    for level in range(_LOW, _HIGH + 1, 8):
        draw.line([(_LEFT, down(level)), (_RIGHT, down(level))], fill=_GREY, width=1)
        draw.text((_LEFT - 8, down(level)), str(level), fill=_INK, font=_font(14), anchor="rm")
    step = next((minutes for minutes in (0.25, 0.5, 1, 2, 5, 10, 20) if seconds / 60 / minutes <= 20), 60)
    mark = 0.0
    while mark * 60 <= seconds:
        draw.line([(across(mark * 60), _BOTTOM), (across(mark * 60), _BOTTOM + 6)], fill=_GREY, width=1)
        draw.text((across(mark * 60), _BOTTOM + 10), f"{mark:g}", fill=_INK, font=_font(14), anchor="mt")
        mark += step
    note = "LUFS over minutes; the red line is the loudness aimed at"
    draw.text((_LEFT, _BOTTOM + 32), note, fill=_GREY, font=_font(14))
