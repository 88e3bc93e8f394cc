"""Stereo by config: the same loudness as players play it, the voice in the middle, the music as wide as it is."""

import os
import stat
from pathlib import Path

import numpy as np
import pytest
import soundfile
import sounds

from atlascast import master, mix
from atlascast.audio import RATE, files
from atlascast.config import Sounds
from atlascast.errors import AudioError
from atlascast.master import encode


def wide(folder: Path) -> Path:
    """Music that differs left and right."""
    pair = np.stack([sounds.music(6, seed=1), sounds.music(6, seed=2)], 1)
    return sounds.write(folder / "wide.wav", pair, RATE)


@pytest.mark.parametrize("bitrate", [96, 192])
def test_a_stereo_programme_meets_the_same_measure(tmp_path: Path, bitrate: int) -> None:
    theme = wide(tmp_path)
    config = Sounds(channels=2, intro=theme, sting=theme, outro=theme, bed=theme, bitrate=bitrate)
    stretches = list(mix.edition(sounds.Narrator(tmp_path).programme(), config))
    made = master.master(stretches, tmp_path / "a.mp3", config, {"m4a": tmp_path / "a.m4a"})
    assert soundfile.info(tmp_path / "a.mp3").channels == 2
    assert made.loudness.lufs == pytest.approx(-16, abs=0.3)
    assert made.loudness.dbtp <= -1
    assert made.loudness.seconds == pytest.approx(sum(len(s.samples) for s in stretches) / RATE, abs=0.001)
    assert {piece.shape[1] for piece in files.decode(tmp_path / "a.m4a")} == {2}
    assert np.abs(np.diff(stretches[0].samples, axis=1)).max() > 0.05


def test_a_voice_stands_in_the_middle_as_loud_as_in_mono(tmp_path: Path) -> None:
    told = sounds.Narrator(tmp_path).told("story", *(sounds.Narrator(tmp_path).clip(4.0) for _ in range(2)))
    alone, pair = (next(iter(mix.track(told, Sounds(channels=count)))).samples for count in (1, 2))
    assert (pair[:, 0] == pair[:, 1]).all()
    assert np.allclose(pair[:, 0] * np.sqrt(2), alone, atol=1e-6)


def test_a_mono_asset_is_heard_on_both_sides_and_five_channels_too(tmp_path: Path) -> None:
    mono = sounds.write(tmp_path / "mono.wav", sounds.music(1), RATE)
    assert files.read(mono, 2)[0].shape == (RATE, 2)
    many = sounds.write(tmp_path / "many.wav", np.repeat(sounds.music(1)[:, None], 5, 1), RATE)
    assert np.allclose(files.read(many, 2)[0], files.read(mono, 2)[0], atol=1e-4)


@pytest.mark.parametrize("way", ["encode", "read"])
def test_an_ffmpeg_that_complains_at_length_is_still_heard_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    chatty = tmp_path / "ffmpeg"
    noise = 'yes "a long complaint of ffmpeg" | head -n 20000 >&2'
    chatty.write_text(f"#!/bin/sh\n{noise}\ncat\necho the reason >&2\nexit 1\n")
    chatty.chmod(chatty.stat().st_mode | stat.S_IXUSR)
    for module in (encode, files):
        monkeypatch.setattr(module, "ffmpeg", lambda: str(chatty))
    with pytest.raises(AudioError, match="the reason"):
        if way == "encode":
            encode.encode([sounds.voice(30, RATE)], tmp_path / "a.mp3", 96)
        else:
            (tmp_path / "a.m4a").write_bytes(os.urandom(1000))
            files.read(tmp_path / "a.m4a")
