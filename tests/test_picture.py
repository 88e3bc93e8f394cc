"""Covers are read in one way: upright, RGB, as their files say, or refused by name."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from atlascast import art, picture
from atlascast.errors import UserError


def a_jpeg(size: int, turned: int = 1) -> bytes:
    """A square JPEG whose upper half is red and lower half blue, once it is turned as its EXIF says."""
    image = Image.new("RGB", (size, size), "#c01818")
    image.paste("#1830c0", (0, size // 2, size, size))
    exif = Image.Exif()
    if turned != 1:
        exif[0x0112] = turned
        image = image.transpose({3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}[turned])
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif)
    return out.getvalue()


def test_a_cover_is_made_small_and_always_the_same(tmp_path: Path) -> None:
    path = tmp_path / "cover.png"
    Image.linear_gradient("L").resize((2000, 2000)).convert("RGBA").save(path)
    data = picture.jpeg(path, 600)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (600, 600))
    assert picture.jpeg(path, 600) == data


def test_a_cover_that_fits_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "cover.jpg"
    path.write_bytes(a_jpeg(500))
    assert picture.jpeg(path, 1400) == path.read_bytes()


def test_a_jpeg_that_is_too_large_is_made_smaller(tmp_path: Path) -> None:
    path = tmp_path / "cover.jpg"
    path.write_bytes(a_jpeg(800))
    with Image.open(io.BytesIO(picture.jpeg(path, 500))) as image:
        assert image.size == (500, 500)


def test_a_cover_that_is_no_picture_is_the_users_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "cover.jpg"
    path.write_text("<html>")
    with pytest.raises(UserError, match="cannot be read"):
        picture.jpeg(path, 1400)


@pytest.mark.parametrize("turned", [3, 6])
def test_a_photograph_stands_upright_wherever_it_is_shown(tmp_path: Path, turned: int) -> None:
    path = tmp_path / "cover.jpg"
    path.write_bytes(a_jpeg(600, turned))
    assert not picture.fits(path, 1400)
    for data in (picture.jpeg(path, 1400), picture.jpeg(path, 300), art.episode(path, "2026-W24", "Ships")):
        with Image.open(io.BytesIO(data)) as image:
            red, _, blue = image.convert("RGB").getpixel((20, 20))  # type: ignore[misc]
        assert red > 150 > blue


def test_what_is_transparent_stands_on_white(tmp_path: Path) -> None:
    path = tmp_path / "cover.png"
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(path)
    assert picture.read(path).getpixel((9, 9)) == (255, 255, 255)


def test_the_accent_is_the_most_colourful_hue_and_greys_have_a_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "cover.jpg"
    path.write_bytes(a_jpeg(400))
    red, green, blue = picture.accent(path)
    assert max(red, blue) > 0.6 and green < 0.3
    Image.new("L", (400, 400), 128).save(path)
    assert picture.accent(path) == picture.PLAIN


def test_a_cover_that_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "cover.png"
    for place, tone in enumerate([(255, 0, 0), (0, 0, 255)]):
        Image.new("RGB", (20, 20), tone).save(path)
        os.utime(path, (place, place))
        assert picture.read(path).getpixel((5, 5)) == tone
