"""Covers and cards: as large, as light and as legible as directories and apps ask for."""

import io
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from atlascast import art
from atlascast.art.letters import drawable, fitted, font, legible
from atlascast.art.palettes import NAMED, of
from atlascast.cli import app
from atlascast.errors import UserError
from atlascast.publish.art import contrast


def colour(name: str) -> tuple[float, float, float]:
    red, green, blue = (int(name[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


@pytest.fixture
def cover(tmp_path: Path) -> Path:
    path = tmp_path / "cover.jpg"
    path.write_bytes(art.cover("The Harbour Hour", "The Courier", "rings", "ember"))
    return path


@pytest.mark.parametrize("layout", art.LAYOUTS)
@pytest.mark.parametrize("title", ["Go", "The Extraordinarily Long Name of a Weekly Programme on Diplomacy", "Новости"])
def test_a_cover_is_what_directories_take(layout: str, title: str) -> None:
    data = art.cover(title, "Atlas News", layout, "slate")
    with Image.open(io.BytesIO(data)) as image:
        assert (image.size, image.mode, image.format) == ((3000, 3000), "RGB", "JPEG")
    assert len(data) < 500_000
    assert data == art.cover(title, "Atlas News", layout, "slate")


@pytest.mark.parametrize("layout", ["bars", "rings", "grid"])
@pytest.mark.parametrize("title", ["Q", "Ängsjöyg"])
def test_no_tail_of_a_title_reaches_into_the_newsrooms_name(layout: str, title: str) -> None:
    with Image.open(io.BytesIO(art.cover(title, "Atlas News", layout, "night"))) as image:
        name = image.crop((0, 2655, 3000, 3000)).convert("RGB")
        foot = image.crop((0, 2300, 3000, 2640)).convert("RGB")
    ink = [sum(count for count, (_, _, blue) in part.getcolors(2**20) or [] if blue > 180) for part in (name, foot)]
    assert ink[0] == 0 < ink[1]


@pytest.mark.parametrize("palette", art.PALETTES)
def test_letters_stand_out_from_their_ground(palette: str) -> None:
    colours = NAMED[palette]
    assert contrast(colour(colours.ink), colour(colours.ground)) > 7
    assert contrast(colour(colours.accent), colour(colours.ground)) > 3.5


def test_a_cover_is_still_told_at_sixty_pixels(cover: Path) -> None:
    with Image.open(cover) as image:
        small = image.resize((60, 60), Image.Resampling.LANCZOS).convert("L")
    low, high = small.getextrema()
    assert high - low > 150


def test_an_episodes_cover_shows_the_shows_own_week_and_headline(cover: Path) -> None:
    one, other = (art.episode(cover, week, "Ships leave port") for week in ("2022-W01", "2022-W02"))
    assert one != other != art.episode(cover, "2022-W02", "Rain falls")
    with Image.open(io.BytesIO(one)) as image:
        assert (image.size, image.mode) == ((1400, 1400), "RGB")
    assert len(one) < 300_000


@pytest.mark.parametrize("headline", ["قمة طارئة في بغداد", "פסגה בירושלים", "北京会谈", "Talks in 北京"])
def test_a_headline_that_the_font_lacks_gives_way_to_the_weeks_days(cover: Path, headline: str) -> None:
    assert art.episode(cover, "2022-W01", headline) == art.episode(cover, "2022-W01", "2022-01-03 – 2022-01-09")


def test_any_picture_gives_colours_that_can_be_read(tmp_path: Path) -> None:
    for name, tone in (("white", "#ffffff"), ("black", "#000000"), ("lemon", "#fff600"), ("grey", "#7f7f7f")):
        path = tmp_path / f"{name}.png"
        Image.new("RGBA" if name == "white" else "RGB", (1400, 1400), tone).save(path)
        colours = of(path)
        assert contrast(colour(colours.ink), colour(colours.ground)) > 7
        assert art.card(path, "A story", 1)


def test_a_headline_that_fits_at_no_size_is_shortened_between_words() -> None:
    lines, size = fitted("word " * 60, (0, 0, 300, 100), 60, 20, "Bold")
    assert size == 20 and lines[-1].endswith("…")
    assert all(font(20, "Bold").getlength(line) <= 300 for line in lines)


def test_what_the_font_lacks_is_left_out_of_a_card_and_refused_on_a_cover(cover: Path) -> None:
    assert drawable("Straße, Kyïv, Αθήνα") and not drawable("朝日新聞")
    assert art.card(cover, "朝日新聞", 2) != art.card(cover, "朝日新聞", 3)
    with pytest.raises(UserError, match="lacks letters"):
        art.cover("朝日新聞", "Atlas News")


@pytest.mark.parametrize(("title", "shown"), [
    ("وقف إطلاق النار: what the ceasefire text says", "… what the ceasefire text says"),
    ("Li Wei (李伟) is free", "Li Wei … is free"),
    ("Ships leave port", "Ships leave port"),
    ("朝日新聞 reports", "… reports"),
    ("朝日 新聞 reports", ""),
    ("", ""),
])
def test_words_that_the_font_lacks_are_left_out_where_they_are_not_the_most(title: str, shown: str) -> None:
    assert legible(title) == shown


def test_an_unknown_layout_or_palette_is_named_with_those_there_are() -> None:
    with pytest.raises(UserError, match="spiral") as error:
        art.cover("A", "B", "spiral")
    assert "bars, rings, banner, grid" in error.value.hint


def test_a_cover_is_drawn_from_the_command_line_and_never_over_another(tmp_path: Path) -> None:
    out = tmp_path / "assets" / "cover.jpg"
    command = ["cover", "The Hour", "--newsroom", "Courier", "--layout", "grid", "--out", str(out)]
    assert CliRunner().invoke(app, command).exit_code == 0
    before = out.read_bytes()
    assert CliRunner().invoke(app, command).exit_code != 0
    assert out.read_bytes() == before


@pytest.mark.parametrize(("title", "out", "said"), [("  ", "cover.jpg", "show's name"), ("The Hour", "x.png", "JPEG")])
def test_a_cover_without_a_name_or_with_another_formats_ending_is_refused(
    tmp_path: Path, title: str, out: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        CliRunner().invoke(app, ["cover", title, "--out", str(tmp_path / out)], catch_exceptions=False,
                           standalone_mode=False)
