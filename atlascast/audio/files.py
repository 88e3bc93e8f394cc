"""Audio file → samples, by ffmpeg; samples → another rate, by soxr."""

import subprocess
import wave
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast.audio import RATE
from atlascast.errors import AudioError

_CHUNK = RATE * 20
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


def read(path: Path) -> NDArray[float32]:
    """The whole file, mixed to mono at 44.1 kHz. Raises AudioError for what is missing or no audio."""
    plain = _wav(path)
    samples, rate = _decoded(path) if plain is None else plain
    return np.ascontiguousarray(resample(samples, rate), float32)


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
    """Mono samples at the file's own rate. Sun AU is asked for: its header can be read from a pipe."""
    data = b"".join(_run(path, "-f", "au", "-c:a", "pcm_f32be"))
    if len(data) < 24 or data[:4] != b".snd":
        raise _unreadable(path, "it holds no sound")
    offset, _, _, rate, channels = (int.from_bytes(data[i : i + 4], "big") for i in range(4, 24, 4))
    frames = np.frombuffer(data[offset : len(data) - (len(data) - offset) % (4 * channels)], ">f4").astype(float32)
    if not frames.size:
        raise _unreadable(path, "it holds no sound")
    return frames.reshape(-1, channels).mean(1, dtype=float32), rate


def decode(path: Path, channels: int = 1) -> Iterator[NDArray[float32]]:
    """The file at 44.1 kHz in pieces of 20 seconds, each (n,) for mono or (n, channels).

    Raises AudioError for what is missing, damaged or no audio.
    """
    for data in _run(path, "-f", "f32le", "-ar", str(RATE), "-ac", str(channels), size=4 * channels * _CHUNK):
        piece = np.frombuffer(data, "<f4")
        yield piece.reshape(-1, channels) if channels > 1 else piece


def channels(path: Path) -> int:
    """How many channels the file has."""
    data = next(_run(path, "-f", "au", "-c:a", "pcm_s16be", "-t", "0.1", size=1 << 20), b"")
    if len(data) < 24:
        raise _unreadable(path, "it holds no sound")
    return int.from_bytes(data[20:24], "big")


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
