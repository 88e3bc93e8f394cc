import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
import sounds
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy import float32

from atlascast.audio import RATE, files
from atlascast.audio.limit import Limiter
from atlascast.audio.meter import Meter, loudness, peaks
from atlascast.errors import AudioError


def ebur128(path: Path) -> tuple[float, float, float]:
    """LUFS, dBTP and LU of a file by ffmpeg."""
    command = [files.ffmpeg(), "-hide_banner", "-i", str(path), "-af", "ebur128=peak=true:framelog=quiet"]
    text = subprocess.run([*command, "-f", "null", "-"], capture_output=True, text=True, check=True).stderr
    lufs, dbtp, lra = (float(re.findall(rf"{key}:\s+(-?[\d.]+)", text)[-1]) for key in ("I", "Peak", "LRA"))
    return lufs, dbtp, lra


def measured(samples: np.ndarray, piece: int = 100_000) -> Meter:
    meter = Meter()
    for at in range(0, len(samples), piece):
        meter.feed(samples[at : at + piece])
    return meter


def limited(samples: np.ndarray, ceiling: float, cuts: list[int]) -> np.ndarray:
    limiter, out, at = Limiter(ceiling), [], 0
    for cut in [*cuts, len(samples)]:
        out.append(limiter(samples[at:cut]))
        at = cut
    return np.concatenate([*out, limiter.finish()])


@pytest.mark.parametrize("kind", ["voice", "music"])
@pytest.mark.parametrize("channels", [1, 2])
def test_the_meter_agrees_with_ffmpeg(tmp_path: Path, kind: str, channels: int) -> None:
    parts = [getattr(sounds, kind)(6, RATE, level, seed) for seed, level in enumerate((0.15, 0.01, 0.08))]
    sound = np.concatenate(parts)
    sound = sound if channels == 1 else np.stack([sound, np.roll(sound, 900) * float32(0.5)], 1)
    path = sounds.write(tmp_path / "a.wav", sound, RATE)
    meter = measured(np.concatenate(list(files.decode(path))))
    lufs, dbtp, lra = ebur128(path)
    assert meter.lufs == pytest.approx(lufs, abs=0.1)
    assert meter.dbtp == pytest.approx(dbtp, abs=0.15)
    assert meter.lra == pytest.approx(lra, abs=0.3)
    assert meter.seconds == pytest.approx(18, abs=1e-9)


def test_a_full_scale_997_hz_sine_reads_as_the_standard_says() -> None:
    tone = np.sin(2 * np.pi * 997 * np.arange(5 * RATE) / RATE).astype(float32)
    assert measured(tone).lufs == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 48000])
def test_a_voice_is_as_loud_at_every_rate(rate: int) -> None:
    sound = sounds.voice(4, RATE)
    there = files.resample(sound, RATE, rate)
    assert loudness(there, rate) == pytest.approx(loudness(files.resample(there, rate)), abs=0.1)


def test_a_peak_between_samples_is_seen() -> None:
    tone = np.sin(np.pi / 2 * np.arange(2000) + np.pi / 4).astype(float32)
    assert np.abs(tone).max() == pytest.approx(0.7071, abs=1e-4)
    assert peaks(tone[500:1500], 0.5)[1].max() == pytest.approx(1.0, abs=0.03)


def test_silence_and_nothing_measure_as_minus_infinity() -> None:
    for samples in (np.zeros(0, float32), np.zeros(RATE, float32)):
        meter = measured(samples)
        assert (meter.lufs, meter.dbtp, meter.lra) == (-np.inf, -np.inf, 0.0)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(1, 2 * RATE - 1), max_size=6), st.floats(-12, 0))
def test_the_limiter_holds_its_ceiling_however_the_programme_is_cut(cuts: list[int], ceiling: float) -> None:
    sound = sounds.voice(2, RATE, 0.3)
    whole = limited(sound, ceiling, [])
    assert len(whole) == len(sound)
    assert measured(whole).dbtp <= ceiling + 0.1
    assert np.array_equal(limited(sound, ceiling, sorted(cuts)), whole)


@pytest.mark.parametrize("piece", [333, 4096, 30_000])
def test_the_limiter_is_the_same_in_pieces_of_any_size(piece: int) -> None:
    sound = sounds.voice(2, RATE, 0.3)
    whole = limited(sound, -6, [])
    assert np.array_equal(limited(sound, -6, list(range(piece, len(sound), piece))), whole)


def test_the_limiter_leaves_alone_what_is_under_its_ceiling() -> None:
    sound = sounds.voice(2, RATE, 0.02)
    assert np.array_equal(limited(sound, -1.0, [10_000]), sound)


@pytest.mark.parametrize(("name", "rate", "channels"), [("a.mp3", 44100, 2), ("a.ogg", 48000, 2), ("a.flac", 32000, 1)])
def test_files_of_any_format_rate_and_channels_are_read(tmp_path: Path, name: str, rate: int, channels: int) -> None:
    sound = np.repeat(sounds.music(3, rate)[:, None], channels, 1)
    source = sounds.write(tmp_path / "source.wav", sound, rate)
    path = tmp_path / name
    subprocess.run([files.ffmpeg(), "-v", "error", "-i", str(source), str(path)], check=True)
    samples, found = files.read(path)
    again = files.resample(samples, found)
    assert found == rate
    assert len(again) / RATE == pytest.approx(3, abs=0.06)
    assert np.std(again) == pytest.approx(0.15, rel=0.1)


def test_a_missing_or_broken_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp3"
    broken.write_text("no music " * 50)
    for path in (broken, tmp_path / "none.mp3", tmp_path):
        with pytest.raises(AudioError, match=path.name):
            files.read(path)
        with pytest.raises(AudioError, match=path.name):
            list(files.decode(path))
