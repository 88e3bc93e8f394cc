"""Samples → MP3, M4A or Opus, by ffmpeg, into a file: only there can it set the Info header (gapless playback)."""

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from numpy import float32
from numpy.typing import NDArray

from atlascast.audio import RATE
from atlascast.audio.files import ffmpeg
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
TYPES = {"m4a": "audio/mp4", "m4b": "audio/mp4", "opus": "audio/opus"}
"""Their MIME types, as the podcast namespace's `alternateEnclosure` shows them."""
_QUALITY = "7"
"""LAME's -q: half the time of the default; at speech's bit rates the same ear would be hard put to tell."""

_SCALED = {192: 0.97}
"""What LAME's presets multiply every sample by, where it is not 0.95; it is divided out beforehand."""


def encode(pieces: Iterable[NDArray[float32]], out: Path, bitrate: int) -> None:
    """Encode mono samples as MP3 as they come, `bitrate` in kbit/s. Raises AudioError where ffmpeg fails."""
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
        listing.write_text(_listed(chapters), encoding="utf-8")
        more = ("-f", "ffmetadata", "-i", str(listing))
        _run(pieces, out, more, ("-map", "0:a", "-map_chapters", "1", *_FORMATS[kind], *_EXACT))
    finally:
        listing.unlink(missing_ok=True)


def _listed(chapters: Sequence[Chapter]) -> str:
    """Chapters in ffmpeg's metadata format, times in milliseconds."""
    rows = [";FFMETADATA1"]
    for chapter in chapters:
        title = "".join(f"\\{sign}" if sign in "=;#\\" else sign for sign in " ".join(chapter.title.split()))
        start, end = round(chapter.start * 1000), round(chapter.end * 1000)
        rows += ["[CHAPTER]", "TIMEBASE=1/1000", f"START={start}", f"END={end}", f"title={title}"]
    return "\n".join(rows) + "\n"


def _run(pieces: Iterable[NDArray[float32]], out: Path, more: Sequence[str], options: Sequence[str]) -> None:
    """Feed ffmpeg, whose first input the samples are."""
    command = [ffmpeg(), "-v", "error", "-nostdin", "-y", "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0"]
    command += [*more, *options, str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin and process.stderr
        try:
            for piece in pieces:
                process.stdin.write(piece.data)
            process.stdin.close()
        except BrokenPipeError:
            process.wait()
        except BaseException:
            process.kill()
            raise
        complaint = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        reason = complaint.splitlines()[-1] if complaint else f"ffmpeg ended with {process.returncode}"
        raise AudioError(f"{out} cannot be encoded: {reason}.", "Check that the disk has room and the folder's rights.")
