"""Audio file → samples, by ffmpeg; samples → another rate, by soxr."""

import subprocess
import wave
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast.audio import RATE
from atlascast.errors import AudioError

_AU = ("-f", "au", "-c:a", "pcm_f32be")
"""Sun AU, since its header, unlike that of a WAV, is complete when written to a pipe."""
_LEVEL = float32(1 / 32768)


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


def read(path: Path) -> tuple[NDArray[float32], int]:
    """The whole file mixed to mono, and its rate in Hz. Raises AudioError for what is missing or no audio."""
    return _wav(path) or _decoded(path)


def _wav(path: Path) -> tuple[NDArray[float32], int] | None:
    """A 16-bit PCM WAV as mono, read without another process; None where it is something else."""
    try:
        with wave.open(str(path)) as file:
            if file.getsampwidth() != 2:
                return None
            pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float32) * _LEVEL
            return pcm.reshape(-1, file.getnchannels()).mean(1, dtype=float32), file.getframerate()
    except (wave.Error, EOFError):
        return None
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error


def _decoded(path: Path) -> tuple[NDArray[float32], int]:
    """Mono samples at the file's own rate."""
    pieces = _run(path, *_AU)
    rate, channels, rest = _header(path, next(pieces, b""))
    samples = np.concatenate([_samples(data, channels).mean(1, dtype=float32) for data in _cut(rest, pieces, channels)])
    if not samples.size:
        raise _unreadable(path, "it holds no sound")
    return samples, rate


def decode(path: Path) -> Iterator[NDArray[float32]]:
    """The file at 44.1 kHz in pieces of 20 seconds or so, each (n, channels).

    Raises AudioError for what is missing, damaged or no audio.
    """
    pieces = _run(path, *_AU, "-ar", str(RATE))
    _, channels, rest = _header(path, next(pieces, b""))
    for data in _cut(rest, pieces, channels):
        yield _samples(data, channels)


def _header(path: Path, data: bytes) -> tuple[int, int, bytes]:
    """Rate, channels and what follows the header of a Sun AU file."""
    if len(data) < 24 or data[:4] != b".snd":
        raise _unreadable(path, "it holds no sound")
    offset, _, _, rate, channels = (int.from_bytes(data[i : i + 4], "big") for i in range(4, 24, 4))
    return rate, channels, data[offset:]


def _cut(first: bytes, pieces: Iterator[bytes], channels: int) -> Iterator[bytes]:
    """The same bytes, each piece ending with a whole frame."""
    rest = b""
    for piece in chain((first,), pieces):
        data = rest + piece
        whole = len(data) - len(data) % (4 * channels)
        rest = data[whole:]
        yield data[:whole]


def _samples(data: bytes, channels: int) -> NDArray[float32]:
    return np.frombuffer(data, ">f4").astype(float32).reshape(-1, channels)


def _run(path: Path, *options: str, size: int = 1 << 22) -> Iterator[bytes]:
    """What ffmpeg writes to its standard output, in pieces of `size` bytes and a rest."""
    if not path.is_file():
        raise _unreadable(path, "there is no such file")
    command = [ffmpeg(), "-v", "error", "-nostdin", "-xerror", "-i", str(path), "-map", "0:a:0", "-map_metadata", "-1"]
    with subprocess.Popen([*command, *options, "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        while data := process.stdout.read(size):
            yield data
        complaint = process.stderr.read().decode(errors="replace").strip()
    if process.returncode:
        raise _unreadable(path, complaint.splitlines()[-1] if complaint else "ffmpeg cannot read it")


def _unreadable(path: Path, reason: str) -> AudioError:
    return AudioError(f"{path} cannot be read as audio: {reason}.", "Check that it plays, or put another file there.")
