import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import sounds
from numpy import float32
from numpy.typing import NDArray
from PIL import Image

from atlascast import master, mix
from atlascast.audio import RATE, files
from atlascast.audio.meter import loudness
from atlascast.config import Sounds
from atlascast.errors import AudioError, UserError
from atlascast.master import encode, finish
from atlascast.models import Chapter, Placed, Stretch
from atlascast.store import digest


def stretch(samples: NDArray[float32], title: str = "", placed: tuple[Placed, ...] = ()) -> Stretch:
    return Stretch(samples, placed, Chapter(0, 0, title) if title else None)


def speech(seconds: float, level: float = 0.12, seed: int = 0) -> NDArray[float32]:
    return sounds.voice(seconds, RATE, level, seed)


def test_a_programme_is_met_in_loudness_peak_and_length_on_the_encoded_file(tmp_path: Path) -> None:
    narrator = sounds.Narrator(tmp_path)
    out = tmp_path / "edition.mp3"
    stretches = list(mix.edition(narrator.programme(), Sounds()))
    made = master.master(stretches, out, Sounds())
    assert made.loudness.lufs == pytest.approx(-16, abs=0.3)
    assert made.loudness.dbtp <= -1
    assert made.loudness.seconds == pytest.approx(sum(len(s.samples) for s in stretches) / RATE, abs=0.001)
    assert made.loudness == master.measure(out)
    assert b"Info" in out.read_bytes()[:200]


def test_an_ordinary_programme_is_encoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passes = []

    def counted(pieces: Iterable[NDArray[float32]], out: Path, bitrate: int) -> None:
        passes.append(out)
        encode.encode(pieces, out, bitrate)

    monkeypatch.setattr(finish, "encode", counted)
    narrator = sounds.Narrator(tmp_path)
    master.master(mix.edition(narrator.programme(), Sounds()), tmp_path / "a.mp3", Sounds())
    assert len(passes) == 1


@pytest.mark.parametrize(("level", "seconds"), [(0.02, 6), (0.5, 6), (0.12, 0.6)])
def test_too_soft_too_loud_and_too_short_are_put_right(tmp_path: Path, level: float, seconds: float) -> None:
    made = master.master([stretch(speech(seconds, level))], tmp_path / "a.mp3", Sounds())
    assert made.loudness.lufs == pytest.approx(-16, abs=0.5)
    assert made.loudness.dbtp <= -1


def test_another_loudness_ceiling_and_bitrate_can_be_asked_for(tmp_path: Path) -> None:
    asked = Sounds(lufs=-19.0, ceiling=-3.0, bitrate=64)
    made = master.master([stretch(speech(5))], tmp_path / "a.mp3", asked)
    assert made.loudness.lufs == pytest.approx(-19, abs=0.3)
    assert made.loudness.dbtp <= -3
    assert (tmp_path / "a.mp3").stat().st_size == pytest.approx(5 * 8000, rel=0.05)


def test_the_encoder_changes_the_level_of_nothing(tmp_path: Path) -> None:
    sound = speech(3)
    for bitrate in get_args(Sounds.model_fields["bitrate"].annotation):
        encode.encode([sound], tmp_path / "a.mp3", bitrate)
        assert master.measure(tmp_path / "a.mp3").lufs == pytest.approx(loudness(sound), abs=0.05)


@pytest.mark.parametrize("seconds", [0.01, 0.3, 3])
def test_silence_is_encoded_as_it_is(tmp_path: Path, seconds: float) -> None:
    silent = np.zeros(int(seconds * RATE), float32)
    made = master.master([stretch(silent, "Silence")], tmp_path / "a.mp3", Sounds())
    assert made.loudness.lufs == -np.inf
    assert made.loudness.seconds == pytest.approx(seconds, abs=0.001)


def test_chapters_cover_the_programme_and_clips_stand_at_their_times(tmp_path: Path) -> None:
    clip = sounds.Narrator(tmp_path).clip()
    parts = [
        stretch(speech(1), "One", (Placed(0, clip, 0.25),)),
        stretch(speech(2, seed=1)),
        stretch(speech(1.5, seed=2), "Two", (Placed(1, clip, 0.5),)),
    ]
    made = master.master(parts, tmp_path / "a.mp3", Sounds()).mix
    assert [(chapter.title, chapter.start, chapter.end) for chapter in made.chapters] == [
        ("One", 0.0, 3.0),
        ("Two", 3.0, made.seconds),
    ]
    assert [placed.start for placed in made.placed] == [0.25, 3.5]


def test_a_play_is_what_the_sponsor_paid_for_without_the_hosts_words_before_it(tmp_path: Path) -> None:
    clip = sounds.Narrator(tmp_path).clip()
    handed = replace(clip, line=replace(clip.line, role="segue"))
    part = stretch(speech(6), "Sponsor", (Placed(0, handed, 0.5), Placed(0, clip, 3.0)))
    part = replace(part, chapter=Chapter(0, 0, "Sponsor", kind="sponsor"))
    (play,) = master.master([stretch(speech(1), "One"), part], tmp_path / "a.mp3", Sounds()).mix.plays
    assert (play.start, play.end) == (4.0, 4.0 + clip.seconds)


def test_a_reads_loudness_is_its_own_wherever_it_stands(tmp_path: Path) -> None:
    clip = sounds.Narrator(tmp_path).clip(1.93)
    part = replace(stretch(speech(4.0), "Sponsor", (Placed(0, clip, 1.0),)), chapter=Chapter(0, 0, "S", kind="sponsor"))
    found = []
    for number, seconds in enumerate((7.0, 7.06)):
        made = master.master([stretch(speech(seconds), "One"), part], tmp_path / f"{number}.mp3", Sounds())
        (play,) = made.mix.plays
        whole = np.concatenate(list(files.decode(made.path)))
        heard = loudness(whole[round(play.start * RATE) : round(play.end * RATE)])
        assert abs(heard - play.lufs) < 0.15, (heard, play.lufs)
        found.append(play)
    assert found[0].sha256 == found[1].sha256


def test_the_same_programme_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        master.master([stretch(speech(3), "One")], tmp_path / name / f"{name}.mp3", Sounds())
    assert digest(tmp_path / "a" / "a.mp3") == digest(tmp_path / "b" / "b.mp3")


def test_a_missed_peak_is_mended_by_a_second_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finish, "MARGIN", -2.0)
    made = master.master([stretch(speech(4))], tmp_path / "a.mp3", Sounds())
    assert made.loudness.dbtp <= -1
    assert made.loudness.lufs == pytest.approx(-16, abs=0.5)


def test_a_loudness_that_cannot_be_met_is_an_error(tmp_path: Path) -> None:
    clicks = np.zeros(4 * RATE, float32)
    clicks[::4000] = 1.0
    with pytest.raises(AudioError, match="LUFS"):
        master.master([stretch(clicks)], tmp_path / "a.mp3", Sounds(ceiling=-9.0, lufs=-9.0))


def test_a_programme_whose_peaks_keep_it_a_little_soft_is_made_and_told(tmp_path: Path) -> None:
    made = master.master([stretch(speech(4))], tmp_path / "a.mp3", Sounds(ceiling=-9.0, lufs=-17.0))
    assert 0.5 < -17 - made.loudness.lufs < 1.5 and "asked for" in made.mix.notes[-1]


def test_nothing_lies_about_when_it_is_done_or_has_failed(tmp_path: Path) -> None:
    def failing() -> Iterator[Stretch]:
        yield stretch(speech(1))
        raise KeyError("told")

    with pytest.raises(KeyError):
        master.master(failing(), tmp_path / "a.mp3", Sounds())
    (tmp_path / "a.mp3").unlink(missing_ok=True)
    master.master([stretch(speech(1))], tmp_path / "b.mp3", Sounds())
    assert [path.name for path in tmp_path.iterdir()] == ["b.mp3"]


def test_nothing_to_master_and_nowhere_to_write_are_errors(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="nothing to master"):
        master.master([], tmp_path / "a.mp3", Sounds())
    with pytest.raises(AudioError, match=r"a\.mp3"):
        master.master([stretch(speech(1))], tmp_path / "gone" / "a.mp3", Sounds())


def test_measuring_what_is_no_audio_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_text("nothing")
    with pytest.raises(AudioError, match=r"a\.mp3"):
        master.measure(tmp_path / "a.mp3")


def test_the_encoded_file_decodes_without_complaint(tmp_path: Path) -> None:
    out = tmp_path / "a.mp3"
    master.master([stretch(speech(3))], out, Sounds())
    command = [files.ffmpeg(), "-v", "warning", "-xerror", "-i", str(out), "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_curve_and_each_chapter_are_measured_and_drawn(tmp_path: Path) -> None:
    parts = [stretch(speech(6, 0.12), "Loud"), stretch(speech(6, 0.05, 1), "Soft")]
    made = master.master(parts, tmp_path / "a.mp3", Sounds())
    assert len(made.curve) == 12
    assert made.levels[0] - made.levels[1] == pytest.approx(20 * np.log10(0.12 / 0.05), abs=1)
    assert np.mean(made.curve[3:6]) > np.mean(made.curve[9:]) + 3
    with Image.open(BytesIO(master.plot(made, Sounds()))) as image:
        assert image.format == "PNG"
        assert len(image.getcolors(1 << 20) or []) > 3


def test_silence_is_measured_in_numbers_that_json_can_hold(tmp_path: Path) -> None:
    made = master.master([stretch(np.zeros(4 * RATE, float32), "Silence")], tmp_path / "a.mp3", Sounds())
    assert made.curve == (-70.0,) * 4
    assert made.levels == (-70.0,)
    assert master.plot(made, Sounds())


def test_what_was_mended_in_a_clip_is_handed_on(tmp_path: Path) -> None:
    noted = Stretch(speech(2), (), None, ("a click",))
    assert master.master([noted, noted], tmp_path / "a.mp3", Sounds()).mix.notes == ("a click", "a click")


def test_alternates_have_the_same_sound_length_and_chapters(tmp_path: Path) -> None:
    parts = [stretch(speech(4), "One = #1; “first”"), stretch(speech(3, seed=1), "Two")]
    also = {"m4a": tmp_path / ".a.m4a.part", "opus": tmp_path / ".a.opus.part"}
    made = master.master(parts, tmp_path / "a.mp3", Sounds(), also)
    for path in also.values():
        found = master.measure(path)
        assert found.lufs == pytest.approx(-16, abs=0.5)
        assert found.dbtp <= -1
        assert found.seconds == pytest.approx(made.loudness.seconds, abs=0.05)
        text = subprocess.run([files.ffmpeg(), "-i", str(path)], capture_output=True, text=True, check=False).stderr
        assert text.count("Chapter #") == 2
        assert "One = #1; “first”" in text
    assert sorted(path.name for path in tmp_path.iterdir()) == [".a.m4a.part", ".a.opus.part", "a.mp3"]


def test_a_format_that_is_not_known_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="wma"):
        master.master([stretch(speech(1))], tmp_path / "a.mp3", Sounds(), {"wma": tmp_path / "a.wma"})


def test_a_loudness_that_is_missed_by_more_than_a_little_is_told_and_no_other() -> None:
    assert not list(finish._missed(-16.29, -16.0)) and not list(finish._missed(-70.0, -16.0))
    (told,) = finish._missed(-16.31, -16.0)
    assert "-16.31 LUFS" in told and "-16.0 asked for" in told
