"""Samples → MP3, M4A or Opus, by ffmpeg, into a file: only there can it set the Info header (gapless playback)."""

import subprocess
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast.audio import RATE
from atlascast.audio.files import ffmpeg, last_line
from atlascast.errors import AudioError, UserError
from atlascast.models import Chapter

_EXACT = ("-flags:a", "+bitexact", "-fflags", "+bitexact")
_AAC = ("-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart", "-f", "ipod")
_FORMATS = {
    "m4a": _AAC,
    "m4b": _AAC,
    "opus": ("-c:a", "libopus", "-b:a", "48k", "-f", "ogg"),
}
"""Alternates to the MP3 at bit rates that sound no worse."""
_QUALITY = "7"
"""LAME's -q: half the time of the default; at speech's bit rates the same ear would be hard put to tell."""

_TITLE = 255
"""Bytes of a chapter's title in an MP4 at most."""

_SCALED = {192: 0.97}
"""What LAME's presets multiply every sample by, where it is not 0.95; it is divided out beforehand."""


def encode(pieces: Iterable[NDArray[float32]], out: Path, bitrate: int) -> None:
    """Encode samples, (n,) or (n, 2), as MP3 as they come; `bitrate` in kbit/s. Raises AudioError if ffmpeg fails."""
    level = float32(1 / _SCALED.get(bitrate, 0.95))
    options: tuple[str, ...] = ("-c:a", "libmp3lame", "-b:a", f"{bitrate}k", "-compression_level", _QUALITY)
    options += (*_EXACT, "-id3v2_version", "0", "-write_xing", "1", "-f", "mp3")
    _run((piece * level for piece in pieces), out, (), options)


def alternate(pieces: Iterable[NDArray[float32]], out: Path, kind: str, chapters: Sequence[Chapter]) -> None:
    """Encode as `kind`, m4a or opus, with chapters. Raises UserError for another kind, AudioError as `encode`."""
    if kind not in _FORMATS:
        raise UserError(f"There is no audio format called {kind!r}.", f"Known: {', '.join(_FORMATS)}.")
    listing = out.with_name(f".{out.name}.chapters.part")
    try:
        commented = kind == "opus"
        listing.write_text(_commented(chapters) if commented else _listed(chapters), encoding="utf-8")
        more = ("-f", "ffmetadata", "-i", str(listing))
        kept = ("-map_metadata", "1", "-map_chapters", "-1") if commented else ("-map_chapters", "1")
        _run(pieces, out, more, ("-map", "0:a", *kept, *_FORMATS[kind], *_EXACT))
    finally:
        listing.unlink(missing_ok=True)


def _listed(chapters: Sequence[Chapter]) -> str:
    """Chapters in ffmpeg's metadata format, times in milliseconds."""
    rows = [";FFMETADATA1"]
    for chapter in chapters:
        start, end, title = round(chapter.start * 1000), round(chapter.end * 1000), _boxed(chapter.title)
        rows += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}", f"title={_escaped(title)}"]
    return "\n".join(rows) + "\n"


def _commented(chapters: Sequence[Chapter]) -> str:
    """Chapters as Vorbis comments, https://wiki.xiph.org/Chapter_Extension.

    Not left to ffmpeg, which rounds the seconds as well and so writes every start from .5 on a second late.
    """
    rows = [";FFMETADATA1"]
    for number, chapter in enumerate(chapters):
        seconds, thousandths = divmod(round(chapter.start * 1000), 1000)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"
        rows += [f"CHAPTER{number:03}={clock}", f"CHAPTER{number:03}NAME={_escaped(chapter.title)}"]
    return "\n".join(rows) + "\n"


def _boxed(title: str) -> str:
    """A title as MP4's chapter box holds it: its length is one byte. ffmpeg would cut it there, within a letter too."""
    data = title.encode()
    return title if len(data) <= _TITLE else data[: _TITLE - 3].decode("utf-8", "ignore").rstrip() + "…"


def _escaped(title: str) -> str:
    return "".join(f"\\{sign}" if sign in "=;#\\" else sign for sign in " ".join(title.split()))


def _run(pieces: Iterable[NDArray[float32]], out: Path, more: Sequence[str], options: Sequence[str]) -> None:
    """Feed ffmpeg, whose first input the samples are, (n,) or (n, 2)."""
    pieces = iter(pieces)
    first = next(pieces, np.zeros(0, float32))
    raw = ("-f", "f32le", "-ar", str(RATE), "-ac", str(first.ndim))
    command = [ffmpeg(), "-v", "error", "-nostdin", "-y", *raw, "-i", "pipe:0", *more, *options, str(out)]
    with TemporaryFile() as said:  # not a pipe, which would fill up and stop ffmpeg while it is being fed
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=said) as process:
            assert process.stdin
            try:
                for piece in chain([first], pieces):
                    process.stdin.write(piece.data)
                process.stdin.close()
            except BrokenPipeError:
                process.wait()
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            reason = last_line(said) or f"ffmpeg ended with {process.returncode}"
            hint = "Check that the disk has room and the folder's rights."
            raise AudioError(f"{out} cannot be encoded: {reason}.", hint)
