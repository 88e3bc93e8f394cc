"""Recordings played in a programme: of any form, trimmed, mended, as loud as the voices around them."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
import sounds
from test_mix import levels, longest

from atlascast import config, mix, narrate
from atlascast.audio import RATE, files, hush
from atlascast.audio.meter import loudness
from atlascast.config import Sounds
from atlascast.errors import UserError
from atlascast.models import Line, Script, Segment, Told
from atlascast.parallel import processes
from atlascast.store import Store


def recording(seconds: float, rate: int, level: float) -> np.ndarray:
    """A reporter's clip with three seconds of hush before and after it."""
    hush = np.random.default_rng(1).standard_normal(3 * rate).astype(np.float32) * 2e-4
    return np.concatenate([hush, sounds.voice(seconds, rate, level), hush])


def test_the_hush_of_coarse_bits_or_a_noisy_room_is_cut_as_silence_is(tmp_path: Path) -> None:
    samples = recording(6, 8000, 0.3)
    soundfile.write(tmp_path / "coarse.wav", samples, 8000, subtype="PCM_U8")
    room = np.random.default_rng(2).standard_normal(len(samples)).astype(np.float32) * 4e-3
    soundfile.write(tmp_path / "room.wav", samples + room, 8000)
    for name in ("coarse.wav", "room.wav"):
        clip = next(iter(mix.track(played(tmp_path, name), Sounds()))).placed[1].clip
        assert clip.seconds == pytest.approx(6.2, abs=0.1)
        assert clip.words[0].start == pytest.approx(0.05, abs=0.05) and clip.words[-1].end < 6.2


def test_a_voice_that_begins_at_once_and_a_steady_tone_are_heard_from_end_to_end() -> None:
    voice = sounds.voice(2, 8000, 0.3)
    tone = np.sin(np.arange(16000, dtype=np.float32) * 0.4)
    assert hush.heard(tone, 8000) == (1, 16000)
    start, end = hush.heard(voice, 8000) or (0, 0)
    assert start < 400 and end > len(voice) - 400
    assert hush.heard(np.zeros(8000, np.float32), 8000) is None


def saved(folder: Path, name: str, rate: int, channels: int, level: float) -> Path:
    samples = recording(6, rate, level)
    path = folder / name
    pair = np.repeat(samples[:, None], channels, 1)
    if path.suffix == ".m4a":
        source = sounds.write(folder / "source.wav", pair, rate)
        subprocess.run([files.ffmpeg(), "-v", "error", "-i", str(source), str(path)], check=True)
    else:
        soundfile.write(path, pair, rate)
    return path


def played(folder: Path, name: str) -> Told:
    """A story of a spoken line, the recording, and a spoken line, as narration hands it on."""
    lines = (Line("host", "Our reporter was there."), Line("host", "I saw two ships.", audio=name), Line("host", "So."))
    script = Script("2022-W01", "T", "S", (Segment("story", "A", lines),))
    voices = {"host": config.Voice(engine="silent")}
    with processes(1) as pool:
        told = next(iter(narrate.narrate(script, voices, Store(folder), pool, lambda *_: None, folder)))
    narrator = sounds.Narrator(folder)
    first, last = narrator.clip(4.0), narrator.clip(4.0)
    return Told(0, told.segment, (first, told.clips[1], last))


@pytest.mark.parametrize(("name", "rate", "channels", "level"), [
    ("phone.wav", 8000, 1, 0.02), ("field.flac", 96000, 2, 0.2), ("studio.m4a", 48000, 2, 0.05),
    ("old.mp3", 22050, 2, 0.1), ("radio.ogg", 32000, 1, 0.3),
])
def test_a_recording_of_any_form_is_trimmed_and_levelled(
    tmp_path: Path, name: str, rate: int, channels: int, level: float
) -> None:
    saved(tmp_path, name, rate, channels, level)
    stretch = next(iter(mix.track(played(tmp_path, name), Sounds())))
    item = stretch.placed[1]
    assert item.clip.voice == "recording"
    assert item.clip.seconds == pytest.approx(6.2, abs=0.5)
    heard = stretch.samples[round(item.start * RATE) : round((item.start + item.clip.seconds) * RATE)]
    around = stretch.samples[round(stretch.placed[0].start * RATE) :][: 4 * RATE]
    assert loudness(heard) == pytest.approx(loudness(around), abs=0.5)
    assert longest(levels(stretch.samples) < -55) * 0.05 < 1.5
    assert 0 <= item.clip.words[0].start < 0.3
    assert item.clip.words[-1].end <= item.clip.seconds + 0.01


def test_a_clipped_and_clicking_recording_is_mended_and_told(tmp_path: Path) -> None:
    samples = np.clip(sounds.voice(6, 44100, 0.5), -0.7, 0.7)
    samples[100_000] += 0.9
    soundfile.write(tmp_path / "bad.flac", np.clip(samples, -1, 1), 44100)
    notes = " ".join(next(iter(mix.track(played(tmp_path, "bad.flac"), Sounds()))).notes)
    assert "I saw two ships" in notes and "clipped" in notes


def test_a_recording_that_is_no_audio_is_named(tmp_path: Path) -> None:
    (tmp_path / "no.mp3").write_text("no sound")
    with pytest.raises(UserError, match=r"no\.mp3"):
        played(tmp_path, "no.mp3")


def test_a_recording_of_silence_is_told(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silent.wav", np.zeros(5 * 44100, np.float32), 44100)
    notes = next(iter(mix.track(played(tmp_path, "silent.wav"), Sounds()))).notes
    assert any("I saw two ships." in note and "only silence" in note for note in notes)


def test_a_faint_recording_is_played_and_told_as_faint_not_as_silent(tmp_path: Path) -> None:
    samples = sounds.voice(6, 44100, 0.1)
    soundfile.write(tmp_path / "far.wav", samples * np.float32(0.003 / np.abs(samples).max()), 44100, "PCM_24")
    mixed = next(iter(mix.track(played(tmp_path, "far.wav"), Sounds())))
    assert loudness(mixed.samples) == pytest.approx(-16, abs=1.0)
    assert [note for note in mixed.notes if "very faint" in note] and not any("silence" in one for one in mixed.notes)


def test_a_recording_whose_channels_cancel_each_other_is_heard(tmp_path: Path) -> None:
    samples = sounds.voice(6, 44100, 0.1)
    soundfile.write(tmp_path / "wired.flac", np.stack([samples, samples * np.float32(-0.9)], 1), 44100)
    mixed = next(iter(mix.track(played(tmp_path, "wired.flac"), Sounds())))
    assert loudness(mixed.samples) == pytest.approx(-16, abs=1.0)
    assert not any("silence" in note for note in mixed.notes)


def test_a_heavily_clipped_recording_is_told_as_clipped_not_as_clicks(tmp_path: Path) -> None:
    samples = np.clip(sounds.voice(6, 44100, 0.1) * 10 ** (25 / 20), -1, 1)
    soundfile.write(tmp_path / "hot.wav", samples, 44100)
    notes = next(iter(mix.track(played(tmp_path, "hot.wav"), Sounds()))).notes
    assert any("clipped peaks redrawn" in note and "%" in note for note in notes), notes
    assert not any("click" in note for note in notes), notes


@pytest.mark.parametrize("name", ["hot.mp3", "hot.ogg"])
def test_a_recording_that_was_clipped_and_then_coded_is_told(tmp_path: Path, name: str) -> None:
    for gain in (0, 20):
        samples = np.clip(sounds.voice(6, 44100, 0.1) * 10 ** (gain / 20), -0.9, 0.9)
        soundfile.write(tmp_path / name, samples, 44100)
        notes = next(iter(mix.track(played(tmp_path, name), Sounds()))).notes
        assert any("flattened" in note or "clipped" in note for note in notes) == (gain > 0), notes


def test_a_recording_far_longer_than_its_words_is_told(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "whole.flac", sounds.voice(70, 8000, 0.1), 8000)
    notes = next(iter(mix.track(played(tmp_path, "whole.flac"), Sounds()))).notes
    assert [note for note in notes if "takes 70 s, its words some" in note and "I saw two ships" in note], notes
