"""Mix → MP3.

    encode.py     samples → MP3, M4A, Opus, as they come
    picture.py    measurements → a picture
    finish.py     stretches → limiter → encoder → measured file, done again where the measurement is off
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from atlascast.config import Sounds
from atlascast.models import Loudness, Master, Stretch


def master(
    stretches: Iterable[Stretch], out: Path, sounds: Sounds, also: Mapping[str, Path] | None = None
) -> Master:
    """Limit, encode and measure a programme; its stretches are taken as they come and not kept in memory.

    `out` is written in place: give a temporary file. Beside it lies another one while this runs, for a second pass.
    `also` asks for alternates with chapters, by format: {"m4a": path, "opus": path}; they meet the same measure.
    Raises AudioError where nothing came, the encode failed, or loudness and peak cannot be met, and UserError for a
    format that is not known.
    """
    from atlascast.master.finish import master as finished

    return finished(stretches, out, sounds, also)


def measure(path: Path) -> Loudness:
    """Loudness (LUFS, LU), true peak (dBTP) and length (seconds) of a file as decoded.

    Raises AudioError for what cannot be decoded.
    """
    from atlascast.master.finish import measure as measured

    return measured(path)


def plot(made: Master, sounds: Sounds) -> bytes:
    """A PNG of the loudness over time with the chapters marked, the loudness aimed at and each chapter's own."""
    from atlascast.master.picture import picture

    return picture(made, sounds.lufs)
