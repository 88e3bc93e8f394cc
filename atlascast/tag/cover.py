"""A picture file → a cover small enough to travel inside an audio file."""

from pathlib import Path

from atlascast.errors import UserError


def picture(cover: Path, size: int = 1400) -> bytes:
    """A cover as JPEG bytes, RGB, at most `size` pixels wide and high; one that fits already stays as it is.

    Raises UserError for what is no picture.
    """
    from io import BytesIO

    from PIL import Image, ImageOps

    try:
        with Image.open(cover) as image:
            if image.format == "JPEG" and image.mode == "RGB" and max(image.size) <= size:
                return cover.read_bytes()
            upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.thumbnail((size, size), Image.Resampling.LANCZOS)
    except (OSError, Image.DecompressionBombError) as error:
        raise UserError(f"The cover {cover} cannot be read: {error}.", "Give a square JPEG or PNG.") from error
    out = BytesIO()
    upright.save(out, "JPEG", quality=88, optimize=True, subsampling=0)
    return out.getvalue()
