import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import sounds

from atlascast import mix
from atlascast.audio import RATE
from atlascast.audio.meter import loudness
from atlascast.config import Sounds
from atlascast.errors import AudioError, UserError
from atlascast.models import Clip, Line, Stretch, Told, Word
from atlascast.store import digest


@pytest.fixture
def narrator(tmp_path: Path) -> sounds.Narrator:
    return sounds.Narrator(tmp_path)


@pytest.fixture(scope="session")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Sounds:
    folder = tmp_path_factory.mktemp("music")
    lengths = {"intro": 9, "outro": 8, "bed": 5, "sting": 2.5, "sponsor": 1.5}
    return Sounds(
        **{
            name: sounds.write(folder / f"{name}.wav", sounds.music(seconds, RATE, 0.12, seed), RATE)
            for seed, (name, seconds) in enumerate(lengths.items())
        }
    )


def whole(stretches: Iterator[Stretch] | list[Stretch]) -> np.ndarray:
    return np.concatenate([stretch.samples for stretch in stretches])


def levels(samples: np.ndarray, seconds: float = 0.05) -> np.ndarray:
    """Decibels of every 50 ms."""
    size = int(seconds * RATE)
    rows = samples[: len(samples) // size * size].reshape(-1, size)
    return 10 * np.log10(np.square(rows).mean(1) + 1e-12)


def longest(flags: np.ndarray) -> int:
    best = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        best = max(best, run)
    return best


def test_every_segment_is_a_chapter_and_every_clip_has_its_place(narrator: sounds.Narrator, theme: Sounds) -> None:
    told = narrator.programme()
    stretches = list(mix.edition(told, theme))
    assert [stretch.chapter and stretch.chapter.title for stretch in stretches] == [t.segment.title for t in told]
    assert [placed.clip for stretch in stretches for placed in stretch.placed] == [c for t in told for c in t.clips]
    for item, stretch in zip(told, stretches, strict=True):
        ends = [0.0]
        for placed in stretch.placed:
            assert placed.segment == item.index
            assert placed.start >= ends[-1] - 1e-9
            ends.append(placed.start + placed.clip.seconds)
        assert ends[-1] <= len(stretch.samples) / RATE + 1e-9


@pytest.mark.parametrize("seconds", [0.5, 2.0, 4.9])
def test_a_closing_theme_of_any_length_follows_the_last_word_without_a_hole(
    narrator: sounds.Narrator, tmp_path: Path, seconds: float
) -> None:
    theme = Sounds(outro=sounds.write(tmp_path / "short.wav", sounds.music(seconds, RATE, 0.12), RATE))
    samples = whole(mix.edition([narrator.told("outro", narrator.clip(2))], theme))
    heard = np.flatnonzero(levels(samples) > -50)
    assert longest(levels(samples)[heard[0] : heard[-1]] < -50) * 0.05 < 0.8
    assert len(samples) / RATE >= 2.5 + seconds


def test_a_clip_is_heard_where_it_is_placed(narrator: sounds.Narrator) -> None:
    clips = [narrator.clip(2.0), narrator.clip(1.5, pause=0.6)]
    (stretch,) = mix.edition([narrator.told("story", *clips)], Sounds())
    loud = levels(stretch.samples, 0.01) > -45
    for placed in stretch.placed:
        begin, end = round(placed.start * 100), round((placed.start + placed.clip.seconds) * 100)
        assert loud[begin + 2 : end - 2].mean() > 0.9
    assert not loud[: round(stretch.placed[0].start * 100) - 2].any()


@pytest.mark.parametrize("music", [True, False])
def test_the_edition_has_no_silence_of_two_seconds(narrator: sounds.Narrator, theme: Sounds, music: bool) -> None:
    told = [*narrator.programme(), narrator.told("story", narrator.clip(pause=9.0), narrator.clip(), index=6)]
    samples = whole(mix.edition(told, theme if music else Sounds()))
    assert longest(levels(samples) < -50) * 0.05 < 2


def test_rests_hold_room_tone_and_no_digital_silence(narrator: sounds.Narrator) -> None:
    samples = whole(mix.edition(narrator.programme(), Sounds()))
    assert longest(samples == 0) < 50
    assert -90 < levels(samples).min() < -70


def test_a_speaker_with_longer_rests_waits_longer_after_its_lines(narrator: sounds.Narrator) -> None:
    clips = [narrator.clip(2) for _ in range(3)]

    def rests(length: float) -> list[float]:
        told = narrator.told("story", *(replace(clip, rests=length) for clip in clips))
        placed = [one for stretch in mix.edition([told], Sounds()) for one in stretch.placed]
        return [one.start - other.start - other.clip.seconds for other, one in pairwise(placed)]

    usual, longer = rests(1), rests(2)
    assert len(usual) == 2
    assert all(0.1 < long - short < 1 for short, long in zip(usual, longer, strict=True))


def test_no_join_clicks(narrator: sounds.Narrator, theme: Sounds) -> None:
    """A click is a step that nothing around it explains: the second difference against its neighbourhood."""
    samples = whole(mix.edition(narrator.programme(), theme))
    sharp = np.abs(np.diff(samples, 2))
    around = np.convolve(sharp, np.ones(201) / 201, "same")
    assert (sharp / (around + 0.002)).max() < 30


def test_a_clip_that_begins_and_ends_abruptly_is_faded(narrator: sounds.Narrator) -> None:
    loud = 0.3 * np.cos(2 * np.pi * 300 * np.arange(2 * 22050) / 22050)
    path = sounds.write(narrator.folder / "abrupt.wav", loud.astype(np.float32))
    (stretch,) = mix.edition([narrator.told("story", Clip(Line("host", "x"), "v", path, 2.0))], Sounds())
    steps = np.abs(np.diff(stretch.samples))
    begin = int((stretch.placed[0].start + 1) * RATE)
    assert steps.max() < 1.2 * steps[begin : begin + 4410].max()


def test_the_speech_of_every_segment_is_at_the_loudness_asked_for(narrator: sounds.Narrator) -> None:
    told = [
        narrator.told("story", *(narrator.clip(3, level) for _ in range(2)), index=index)
        for index, level in enumerate((0.3, 0.1, 0.01))
    ]
    for stretch in mix.edition(told, Sounds(lufs=-18.0)):
        assert loudness(stretch.samples) == pytest.approx(-18, abs=0.3)


def test_two_speakers_are_as_loud_as_each_other(narrator: sounds.Narrator) -> None:
    told = narrator.told("story", narrator.clip(4, 0.2), narrator.clip(4, 0.02, speaker="quote"))
    (stretch,) = mix.edition([told], Sounds())
    first, second = (round(placed.start * RATE) for placed in stretch.placed)
    pair = [loudness(stretch.samples[at : at + 4 * RATE]) for at in (first, second)]
    assert pair[0] == pytest.approx(pair[1], abs=0.7)


def test_a_short_line_is_levelled_with_its_speaker(narrator: sounds.Narrator) -> None:
    told = narrator.told("story", narrator.clip(5, 0.1), narrator.clip(0.3, 0.02))
    (stretch,) = mix.edition([told], Sounds())
    at = round(stretch.placed[1].start * RATE)
    short = np.abs(stretch.samples[at : at + int(0.3 * RATE)]).max()
    assert short < 0.5 * np.abs(stretch.samples[: 5 * RATE]).max()


def test_the_bed_lies_below_the_voice_by_the_duck(narrator: sounds.Narrator, theme: Sounds) -> None:
    told = [narrator.told("headlines", narrator.clip(3), narrator.clip(3))]
    with_bed = next(iter(mix.edition(told, theme))).samples
    silent = [narrator.told("headlines", narrator.clip(3, 0), narrator.clip(3, 0))]
    bed = next(iter(mix.edition(silent, theme))).samples
    begin, end = int(1.5 * RATE), int(6.5 * RATE)
    assert loudness(with_bed[begin:end]) == pytest.approx(-16, abs=1)
    assert loudness(bed[begin:end]) == pytest.approx(-16 - theme.duck, abs=1.5)


def test_music_steps_back_smoothly(narrator: sounds.Narrator, tmp_path: Path) -> None:
    steady = np.sin(2 * np.pi * 440 * np.arange(12 * RATE) / RATE).astype(np.float32) * np.float32(0.2)
    theme = Sounds(intro=sounds.write(tmp_path / "steady.wav", steady, RATE))
    (stretch,) = list(mix.edition([narrator.told("intro", narrator.clip(3, 0))], theme))[:1]
    heard = levels(stretch.samples, 0.01)
    down = heard[100 : round(stretch.placed[0].start * 100) + 50]
    assert down[0] - down[-1] == pytest.approx(theme.duck - 1, abs=0.5)
    assert np.abs(np.diff(down)).max() < 0.8
    over = round((stretch.placed[0].start + 3) * 100)
    up = heard[over : over + 50]
    assert up[-1] - up[0] > 3
    assert np.abs(np.diff(up)).max() < 0.8


def test_a_sting_opens_a_story_unless_the_sponsor_has_just_sounded(narrator: sounds.Narrator, theme: Sounds) -> None:
    kinds = ("story", "story", "sponsor", "story")
    told = [narrator.told(kind, narrator.clip(), index=index) for index, kind in enumerate(kinds)]  # type: ignore[arg-type]
    waits = [stretch.placed[0].start for stretch in mix.edition(told, theme)]
    assert waits[0] < 0.6
    assert waits[1] > 1.5
    assert waits[2] > 1.4
    assert waits[3] < 0.6


@pytest.mark.parametrize("seconds", [0.9, 1.9, 11.0])
def test_what_a_sponsor_says_is_as_loud_as_the_programme_however_short(
    narrator: sounds.Narrator, theme: Sounds, seconds: float
) -> None:
    clips = [narrator.clip(1.5, role="segue"), narrator.clip(seconds)]
    (stretch,) = mix.edition([narrator.told("sponsor", *clips)], theme)
    first = stretch.placed[1]
    said = stretch.samples[round(first.start * RATE) : round((first.start + first.clip.seconds) * RATE)]
    assert abs(loudness(said) - theme.lufs) < 0.5


def test_no_music_sounds_beside_a_voice_as_loud_as_it(narrator: sounds.Narrator, tmp_path: Path) -> None:
    """A sting that does not die away, and a theme that rings on where no headlines follow it."""
    steady = {name: sounds.write(tmp_path / f"{name}.wav", sounds.music(seconds, RATE, 0.12), RATE)
              for name, seconds in (("intro", 9), ("sting", 3))}  # fmt: skip
    clip = narrator.clip(3, level=0)
    intro, story = narrator.told("intro", clip), narrator.told("story", clip, opening=(clip,), index=1)
    _, first = mix.edition([intro, story], Sounds(**steady))
    _, plain = mix.edition([intro, story], Sounds(intro=steady["intro"]))
    (track,) = mix.track(story, Sounds(**steady))
    for stretch in (first, plain, track):
        start = int(stretch.placed[0].start * RATE)
        assert loudness(stretch.samples[start : start + RATE // 2]) < Sounds().lufs - 12


def test_music_that_rings_on_is_carried_into_what_follows(narrator: sounds.Narrator, theme: Sounds) -> None:
    told = [narrator.told("intro", narrator.clip(1)), narrator.told("story", narrator.clip(1), index=1)]
    quiet = Sounds(intro=theme.intro)
    alone = whole(mix.edition(told[1:], quiet))
    after = list(mix.edition(told, quiet))[1].samples
    assert len(alone) == len(after)
    assert levels(after)[:5].max() > levels(alone)[:5].max() + 15
    assert np.allclose(after[2 * RATE :], alone[2 * RATE :], atol=1e-6)


def test_a_segment_alone_decides_its_samples(narrator: sounds.Narrator, theme: Sounds) -> None:
    first, second, third = (narrator.told("story", narrator.clip(2), narrator.clip(2), index=n) for n in range(3))
    changed = narrator.told("story", narrator.clip(3, 0.2), index=1)
    before, after = (list(mix.edition([first, item, third], theme)) for item in (second, changed))
    assert np.array_equal(before[0].samples, after[0].samples)
    assert np.array_equal(before[2].samples, after[2].samples)


def test_stretches_come_as_soon_as_their_segments_are_told(narrator: sounds.Narrator) -> None:
    asked = []

    def telling() -> Iterator[Told]:
        for item in narrator.programme():
            asked.append(item.index)
            yield item

    stretches = mix.edition(telling(), Sounds())
    next(stretches)
    assert asked == [0]


def test_a_track_has_its_opening_and_no_segue(narrator: sounds.Narrator, theme: Sounds) -> None:
    opening, body = narrator.clip(), narrator.clip(paragraph=0)
    told = narrator.told("story", narrator.clip(role="segue"), body, index=4, opening=(opening,))
    (stretch,) = mix.track(told, theme)
    assert [placed.clip for placed in stretch.placed] == [opening, body]
    assert stretch.chapter
    assert stretch.chapter.url == "https://example.org/4"


def test_segments_of_which_nothing_was_said_are_left_out(narrator: sounds.Narrator, theme: Sounds) -> None:
    told = [narrator.told("headlines"), narrator.told("story", narrator.clip(), index=1)]
    assert [stretch.placed[0].segment for stretch in mix.edition(told, theme)] == [1]
    assert list(mix.track(told[0], theme)) == []


def test_a_voice_of_silence_is_left_silent(narrator: sounds.Narrator) -> None:
    samples = whole(mix.edition(narrator.programme(0), Sounds()))
    assert loudness(samples) == -np.inf


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 44100, 48000])
def test_clips_of_any_rate_keep_their_length(tmp_path: Path, rate: int) -> None:
    narrator = sounds.Narrator(tmp_path, rate)
    (stretch,) = mix.edition([narrator.told("story", narrator.clip(3))], Sounds())
    assert loudness(stretch.samples) == pytest.approx(-15.9, abs=0.2)
    heard = np.flatnonzero(levels(stretch.samples, 0.01) > -45)
    assert (heard[-1] - heard[0]) / 100 == pytest.approx(3, abs=0.1)


def test_a_missing_clip_and_a_broken_or_silent_asset_are_named(narrator: sounds.Narrator, tmp_path: Path) -> None:
    clip = narrator.clip()
    broken, silent = tmp_path / "broken.mp3", sounds.write(tmp_path / "silent.wav", np.zeros(RATE, np.float32), RATE)
    broken.write_bytes(b"\0\1\2 not music" * 99)
    for asset in (broken, silent, tmp_path / "gone.mp3"):
        with pytest.raises(UserError, match=asset.name):
            list(mix.edition([narrator.told("intro", clip)], Sounds(intro=asset)))
    clip.path.unlink()
    with pytest.raises(AudioError, match=clip.path.name):
        list(mix.edition([narrator.told("story", clip)], Sounds()))


def test_the_mix_is_the_same_in_every_process(narrator: sounds.Narrator, theme: Sounds, tmp_path: Path) -> None:
    clip = narrator.clip()
    code = (
        "import sys; from pathlib import Path; from atlascast import mix; from atlascast.config import Sounds\n"
        "from atlascast.models import *\n"
        "clip = Clip(Line('host', 'x'), 'v', Path(sys.argv[1]), 2.0)\n"
        "told = [Told(0, Segment('intro', 't', (clip.line,)), (clip,))]\n"
        "for s in mix.edition(told, Sounds(intro=Path(sys.argv[2]))): sys.stdout.buffer.write(s.samples.tobytes())\n"
    )
    for run in "12":
        out = tmp_path / run
        with out.open("wb") as file:
            command = [sys.executable, "-c", code, str(clip.path), str(theme.intro)]
            subprocess.run(command, stdout=file, check=True, env={**os.environ, "PYTHONHASHSEED": run})
    assert digest(tmp_path / "1") == digest(tmp_path / "2")


def test_importing_the_rooms_loads_nothing_heavy() -> None:
    code = "import sys, atlascast.mix, atlascast.master; print([m for m in sys.modules if m in sys.argv])"
    heavy = ["numpy", "soundfile", "pydub", "soxr", "imageio_ffmpeg"]
    out = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


def test_a_theme_that_swells_is_set_by_its_height(narrator: sounds.Narrator, tmp_path: Path) -> None:
    swell = sounds.music(12) * np.linspace(0.02, 1, 12 * RATE, dtype=np.float32) ** 2
    outro = sounds.write(tmp_path / "swell.wav", swell, RATE)
    samples = whole(mix.edition([narrator.told("outro", narrator.clip(2, 0))], Sounds(outro=outro)))
    assert max(loudness(samples[at : at + 3 * RATE]) for at in range(0, len(samples) - 3 * RATE, RATE)) < -14.5


def test_a_bed_shorter_than_the_headlines_goes_round(narrator: sounds.Narrator, theme: Sounds) -> None:
    told = narrator.told("headlines", *(narrator.clip(3, 0) for _ in range(4)))
    samples = whole(mix.edition([told], Sounds(bed=theme.bed)))
    assert levels(samples, 0.4)[4:-4].min() > -45


def damaged(narrator: sounds.Narrator, change: Callable[[np.ndarray], np.ndarray], seconds: float = 3.0) -> Stretch:
    """A clip of which the samples were changed, mixed as a story."""
    samples = change(sounds.voice(seconds, 22050, 0.1, 5))
    path = sounds.write(narrator.folder / "damaged.wav", samples)
    words = (Word("one", 0.1, 0.4), Word("two", len(samples) / 22050 - 0.5, len(samples) / 22050 - 0.1))
    clip = Clip(Line("host", "A damaged line."), "fake:voice", path, len(samples) / 22050, words)
    (stretch,) = mix.edition([narrator.told("story", clip)], Sounds())
    return stretch


def test_a_sound_clip_is_not_touched(narrator: sounds.Narrator) -> None:
    stretch = damaged(narrator, lambda samples: samples)
    assert stretch.notes == ()
    assert stretch.placed[0].clip.seconds == 3.0


def test_clicks_are_taken_out_and_told(narrator: sounds.Narrator) -> None:
    def clicked(samples: np.ndarray) -> np.ndarray:
        samples = samples.copy()
        samples[30_000] += 0.6
        samples[50_000:50_003] -= 0.5
        return samples

    good, bad = damaged(narrator, lambda samples: samples), damaged(narrator, clicked)
    assert bad.notes == ("“A damaged line.”: 2 clicks taken out",)
    assert np.abs(bad.samples - good.samples).max() < 0.25 * np.abs(good.samples).max()


def test_bursts_as_of_a_hard_consonant_are_no_clicks(narrator: sounds.Narrator) -> None:
    def bursting(samples: np.ndarray) -> np.ndarray:
        samples, noise = samples * 0.3, np.random.default_rng(1)
        for at in range(9_000, 60_000, 6_000):
            samples[at - 200 : at + 400] *= 0.05
            samples[at : at + 60] += (noise.standard_normal(60) * 0.1).astype(np.float32)
        return samples

    assert damaged(narrator, bursting).notes == ()


def test_clicks_close_together_are_found_too(narrator: sounds.Narrator) -> None:
    def crackling(samples: np.ndarray) -> np.ndarray:
        samples = samples * 0.5
        samples[30_000] += 0.5
        samples[30_090] -= 0.5
        return samples

    assert damaged(narrator, crackling).notes == ("“A damaged line.”: 2 clicks taken out",)


def test_clipped_peaks_are_redrawn_and_told(narrator: sounds.Narrator) -> None:
    stretch = damaged(narrator, lambda samples: np.clip(samples * 8, -0.9, 0.9))
    assert re.fullmatch(r"“A damaged line.”: \d+ clipped peaks redrawn, \d+\.\d% of it", stretch.notes[0])


def test_a_dc_offset_goes(narrator: sounds.Narrator) -> None:
    stretch = damaged(narrator, lambda samples: samples + np.float32(0.1))
    assert "DC offset of 0.10" in stretch.notes[0]
    assert abs(stretch.samples.mean()) < 0.002


def test_a_long_silence_within_a_clip_is_cut_and_its_words_move_along(narrator: sounds.Narrator) -> None:
    def holed(samples: np.ndarray) -> np.ndarray:
        middle = len(samples) // 2
        return np.concatenate([samples[:middle], np.zeros(22050 * 4, np.float32), samples[middle:]])

    stretch = damaged(narrator, holed)
    clip = stretch.placed[0].clip
    assert stretch.notes == ("“A damaged line.”: 1 silence of over 1.9 s shortened",)
    assert clip.seconds == pytest.approx(4.0, abs=0.05)
    assert clip.words[0].start == pytest.approx(0.1)
    assert clip.words[1].start == pytest.approx(clip.seconds - 0.5, abs=1e-6)
    assert longest(levels(stretch.samples) < -50) * 0.05 < 1.3


def hissing(loudness: float) -> np.ndarray:
    """A voice that says an s of 120 ms every half second, so many decibels from its vowels."""
    said = sounds.voice(4.0)
    noise = np.fft.rfft(np.random.default_rng(3).standard_normal(len(said)))
    noise[np.fft.rfftfreq(len(said), 1 / 22050) < 5500] = 0
    ess = np.fft.irfft(noise, len(said))
    ess *= (np.arange(len(said)) / 22050 % 0.5 < 0.12) / ess.std() * said.std() * 10 ** (loudness / 20)
    return (said + ess).astype(np.float32)


def high(samples: np.ndarray) -> float:
    """Decibels above 5.5 kHz."""
    lines = np.abs(np.fft.rfft(samples)) ** 2
    return float(10 * np.log10(lines[np.fft.rfftfreq(len(samples), 1 / 22050) > 5500].sum()))


def test_a_sharp_s_is_softened_and_an_ordinary_one_left() -> None:
    from atlascast.mix.voice import _clean

    sharp, usual = hissing(8.0), hissing(-8.0)
    assert high(_clean(sharp, 22050)) < high(sharp) - 2
    once = np.concatenate([hissing(4.0)[: 22050 // 2], *[sounds.voice(4.0)] * 2])  # one s in a long line
    assert high(_clean(once, 22050)) < high(once) - 1
    assert high(_clean(usual, 22050)) == pytest.approx(high(usual), abs=0.2)
