"""Audio file → samples, by libsndfile or ffmpeg; samples → another rate, by soxr."""

import subprocess
from collections import deque
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast.audio import RATE
from atlascast.errors import AudioError

_AU = ("-f", "au", "-c:a", "pcm_f32be")
"""Sun AU, since its header, unlike that of a WAV, is complete when written to a pipe."""
_PIECE = RATE * 20
_CANCELLED = 0.05
"""The share of a channel's power that is left of two which cancel each other: 13 dB below it."""


@cache
def ffmpeg() -> str:
    """The path of ffmpeg: the one that comes with imageio-ffmpeg, so that two machines encode alike, or the system's.

    Raises AudioError where there is none.
    """
    import imageio_ffmpeg  # type: ignore[import-untyped]  # it has no types

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise AudioError("There is no ffmpeg on this machine.", "Install imageio-ffmpeg again, or ffmpeg.") from error


def resample(samples: NDArray[float32], rate: int, to: int = RATE) -> NDArray[float32]:
    """Samples at `to` Hz, of the same length in time to within half a sample."""
    if rate == to or not samples.size:
        return samples
    import soxr  # type: ignore[import-untyped]  # it has no types

    return np.asarray(soxr.resample(samples, rate, to, "HQ"), float32)


def read(path: Path, channels: int = 1) -> tuple[NDArray[float32], int]:
    """The whole file and its rate in Hz: mixed to mono, (n,), or as two channels, (n, 2).

    Two channels that would cancel each other, as of a cable wired wrongly, are not mixed: the louder is taken.
    Raises AudioError for what is missing or no audio.
    """
    rate, pieces = _opened(path)
    held = [piece for piece in pieces if piece.size]
    if not held:
        raise _unreadable(path, "it holds no sound")
    samples = np.concatenate(held)
    if channels == 2 and samples.ndim == 2 and samples.shape[1] == 2:
        return samples, rate
    mono = samples if samples.ndim == 1 else _mono(samples)
    return mono if channels == 1 else np.repeat(mono[:, None], 2, 1), rate


def _mono(samples: NDArray[float32]) -> NDArray[float32]:
    mono: NDArray[float32] = samples.mean(1, dtype=float32)
    if samples.shape[1] != 2:
        return mono
    power = np.square(samples).mean(0, dtype=float)
    cancelled = np.square(mono).mean(dtype=float) < _CANCELLED * power.max()
    return np.asarray(samples[:, power.argmax()]) if cancelled else mono


def decode(path: Path) -> Iterator[NDArray[float32]]:
    """The file at 44.1 kHz in pieces of 20 seconds or so, each (n,) for mono or (n, channels).

    Raises AudioError for what is missing, damaged or no audio.
    """
    rate, pieces = _opened(path)
    yield from pieces if rate == RATE else _decoded(path, "-ar", str(RATE))[1]


def _opened(path: Path) -> tuple[int, Iterator[NDArray[float32]]]:
    """A file's rate, and its samples in pieces.

    libsndfile reads WAV, FLAC, Ogg and MP3 within this process, at a quarter of the cost of a pipe from ffmpeg and to
    the same length; ffmpeg reads the rest, and says what is wrong with a file.
    """
    import soundfile  # type: ignore[import-untyped]  # it has no types

    if not path.is_file():
        raise _unreadable(path, "there is no such file")
    try:
        file = soundfile.SoundFile(str(path))
    except soundfile.LibsndfileError:
        return _decoded(path)
    return int(file.samplerate), _blocks(path, file)


def _blocks(path: Path, file: Any) -> Iterator[NDArray[float32]]:
    import soundfile

    with file:
        try:
            while len(piece := file.read(_PIECE, dtype="float32")):
                yield piece
        except soundfile.LibsndfileError as error:
            raise _unreadable(path, str(error)) from error


def _decoded(path: Path, *options: str) -> tuple[int, Iterator[NDArray[float32]]]:
    """`_opened` by ffmpeg."""
    pieces = _run(path, *_AU, *options)
    head = next(pieces, b"")
    if len(head) < 24 or head[:4] != b".snd":
        deque(pieces, maxlen=0)
        raise _unreadable(path, "it holds no sound")
    offset, _, _, rate, channels = (int.from_bytes(head[i : i + 4], "big") for i in range(4, 24, 4))
    return rate, _frames(chain((head[offset:],), pieces), channels)


def _frames(pieces: Iterator[bytes], channels: int) -> Iterator[NDArray[float32]]:
    """Bytes as samples, each piece ending with a whole frame."""
    rest = b""
    for piece in pieces:
        data = rest + piece
        whole = len(data) - len(data) % (4 * channels)
        rest = data[whole:]
        samples = np.frombuffer(data[:whole], ">f4").astype(float32)
        yield samples.reshape(-1, channels) if channels > 1 else samples


def _run(path: Path, *options: str, size: int = 1 << 22) -> Iterator[bytes]:
    """What ffmpeg writes to its standard output, in pieces of `size` bytes and a rest."""
    command = [ffmpeg(), "-v", "error", "-nostdin", "-xerror", "-i", str(path), "-map", "0:a:0", "-map_metadata", "-1"]
    with TemporaryFile() as said:  # not a pipe, which would fill up and stop ffmpeg while its sound is read
        with subprocess.Popen([*command, *options, "-"], stdout=subprocess.PIPE, stderr=said) as process:
            assert process.stdout
            while data := process.stdout.read(size):
                yield data
        if process.returncode:
            raise _unreadable(path, last_line(said) or "ffmpeg cannot read it")


def last_line(said: IO[bytes]) -> str:
    """The last line of what a program wrote to a file, or ""."""
    said.seek(0)
    lines = said.read().decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _unreadable(path: Path, reason: str) -> AudioError:
    return AudioError(f"{path} cannot be read as audio: {reason}.", "Check that it plays, or put another file there.")
