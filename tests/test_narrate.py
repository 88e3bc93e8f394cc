"""Scripts told, clips cached, voices named."""

import os
import re
import wave
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import voice, write

from atlascast import config, narrate
from atlascast.errors import UserError, VoiceError, WorldError
from atlascast.models import Line, Script, Segment, Sound, Told, Word
from atlascast.narrate import cache, telling
from atlascast.narrate.phrasing import phrased
from atlascast.pace import seconds as seconds_for
from atlascast.parallel import processes
from atlascast.store import Store

SILENT = {"host": config.Voice(engine="silent")}


class NamedVoice:
    """A fake that writes a second of tone and remembers what it said."""

    said: ClassVar[list[str]] = []
    identity = "fake:named"

    def __init__(self, options: config.Voice, cache: Path) -> None:
        self.key = f"fake {options.rate}"

    def speak(self, text: str, sounds: Sequence[Sound], out: Path) -> tuple[tuple[Word, ...], bool]:
        if text == "fail":
            raise VoiceError("It failed.", "Mend it.")
        self.said.append(text)
        with wave.open(str(out), "wb") as file:
            file.setparams((1, 2, 8000, 0, "NONE", ""))
            file.writeframes(b"\x40\x00" * 8000)
        return (Word(text, 0.123456, 0.9),), False


class PreparingVoice(NamedVoice):
    """A fake that makes a file before it can speak, the same for every rate."""

    def __init__(self, options: config.Voice, cache: Path) -> None:
        super().__init__(options, cache)
        self._model = cache / "model"

    @property
    def loads(self) -> str:
        return str(self._model)

    def prepare(self) -> None:
        with self._model.open("a") as file:
            file.write("made")


class DyingVoice(NamedVoice):
    """A fake whose process dies as a crashing library's does."""

    def speak(self, text: str, sounds: Sequence[Sound], out: Path) -> tuple[tuple[Word, ...], bool]:
        os._exit(9)


class BrokenPool(ThreadPoolExecutor):
    """A pool whose process died."""

    def submit(self, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        future: Future[object] = Future()
        future.set_exception(BrokenProcessPool("gone"))
        return future


class HungPool(ThreadPoolExecutor):
    """A pool that never finishes anything."""

    def submit(self, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        return Future()


@pytest.fixture
def pool() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


@pytest.fixture
def named() -> dict[str, config.Voice]:
    NamedVoice.said.clear()
    cache.voice.cache_clear()
    return {"host": config.Voice(engine="test_narrate:NamedVoice")}


def a_script(*segments: Sequence[str], opening: str = "") -> Script:
    made = [Segment("story", f"Story {i}", tuple(Line("host", text, text) for text in texts),
                    opening=(Line("host", opening, opening),) if opening else ())
            for i, texts in enumerate(segments)]
    return Script("2022-W01", "Title", "Summary", tuple(made))


def told(script: Script, voices: dict[str, config.Voice], out: Path, pool: Executor) -> list[Told]:
    return list(narrate.narrate(script, voices, Store(out), pool, lambda *_: None))


def test_segments_come_in_running_order_with_all_their_clips(tmp_path: Path, pool: Executor) -> None:
    found = told(a_script(["One.", "Two."], ["Three."], opening="Now."), SILENT, tmp_path, pool)
    assert [[clip.line.spoken for clip in each.clips] for each in found] == [["One.", "Two."], ["Three."]]
    assert [each.index for each in found] == [0, 1]
    assert all(each.opening[0].path.is_file() for each in found)


def test_identical_lines_are_spoken_once(tmp_path: Path, pool: Executor, named: dict[str, config.Voice]) -> None:
    found = told(a_script(["Same.", "Other."], ["Same."]), named, tmp_path, pool)
    assert sorted(NamedVoice.said) == ["Other.", "Same."]
    assert [clip.reused for each in found for clip in each.clips] == [False, False, True]


def test_a_recording_is_played_where_it_lies_and_never_spoken(
    tmp_path: Path, pool: Executor, named: dict[str, config.Voice]
) -> None:
    (tmp_path / "reads").mkdir()
    write(tmp_path / "reads" / "ad.wav", np.pad(voice(2.0), (22050, 22050)))
    line = Line("host", "Buy maps today.", "Buy maps today.", audio="reads/ad.wav")
    script = Script("2022-W01", "T", "S", (Segment("sponsor", "S", (line,)),))
    (found,) = narrate.narrate(script, named, Store(tmp_path), pool, lambda *_: None, tmp_path)
    clip = found.clips[0]
    assert NamedVoice.said == [] and clip.reused and clip.voice == "recording"
    assert clip.path == tmp_path / "reads" / "ad.wav" and clip.seconds == pytest.approx(4.0)
    assert clip.words[0].start == pytest.approx(1.0, abs=0.2) and clip.words[-1].end == pytest.approx(3.0, abs=0.2)


def test_a_second_run_speaks_nothing_and_gives_the_same_clips(
    tmp_path: Path, pool: Executor, named: dict[str, config.Voice]
) -> None:
    first = told(a_script(["One."]), named, tmp_path, pool)[0].clips[0]
    second = told(a_script(["One."]), named, tmp_path, pool)[0].clips[0]
    assert NamedVoice.said == ["One."]
    assert second.reused and not first.reused
    assert (second.path, second.words, second.seconds) == (first.path, first.words, first.seconds)


@pytest.mark.parametrize("damage", ["cut", "zeros", "no words", "bad words"])
def test_a_damaged_clip_is_spoken_again(
    damage: str, tmp_path: Path, pool: Executor, named: dict[str, config.Voice]
) -> None:
    clip = told(a_script(["One."]), named, tmp_path, pool)[0].clips[0]
    if damage == "cut":
        clip.path.write_bytes(clip.path.read_bytes()[:-100])
    elif damage == "zeros":  # as a disk may leave it that lost its power
        clip.path.write_bytes(bytes(clip.path.stat().st_size))
    elif damage == "no words":
        clip.path.with_suffix(".json").unlink()
    else:
        clip.path.with_suffix(".json").write_text('{"bytes": 16044, "wor')
    again = told(a_script(["One."]), named, tmp_path, pool)[0].clips[0]
    assert NamedVoice.said == ["One.", "One."]
    assert not again.reused
    assert cache.read(again.path) is not None


def test_a_changed_option_or_sound_is_another_clip(tmp_path: Path, named: dict[str, config.Voice]) -> None:
    slow, fast = (cache.voice(config.Voice(engine="test_narrate:NamedVoice", rate=r), tmp_path) for r in (1, 2))
    keys = {cache.key(slow, "a", ()), cache.key(fast, "a", ()), cache.key(slow, "b", ()),
            cache.key(slow, "a", (Sound(0, 1, "ə", ""),))}
    assert len(keys) == 4


def test_a_speakers_rests_go_with_its_clips_and_are_no_reason_to_speak_again(
    tmp_path: Path, pool: Executor, named: dict[str, config.Voice]
) -> None:
    script = a_script(["One.", "Two."])
    told(script, named, tmp_path, pool)
    slower = {"host": named["host"].model_copy(update={"rests": 2.0})}
    assert [clip.rests for clip in told(script, slower, tmp_path, pool)[0].clips] == [2.0, 2.0]
    assert NamedVoice.said == ["One.", "Two."]


def test_a_failing_voice_is_reported_and_leaves_no_clip(
    tmp_path: Path, pool: Executor, named: dict[str, config.Voice]
) -> None:
    with pytest.raises(VoiceError, match=r"It failed\."):
        told(a_script(["fail"]), named, tmp_path, pool)
    assert not list(tmp_path.rglob("*.wav"))


def test_a_dead_process_is_a_voice_error_with_a_next_step(tmp_path: Path) -> None:
    with BrokenPool(1) as pool, pytest.raises(VoiceError, match="died") as caught:
        told(a_script(["One."]), SILENT, tmp_path, pool)
    assert "--voice" in caught.value.hint


def test_a_crash_inside_a_real_process_is_a_voice_error_and_leaves_no_clip(tmp_path: Path) -> None:
    voices = {"host": config.Voice(engine="test_narrate:DyingVoice")}
    with processes(1) as pool, pytest.raises(VoiceError, match="died"):
        told(a_script(["One.", "Two."]), voices, tmp_path, pool)
    assert not list(tmp_path.rglob("*.wav"))


def test_a_hung_voice_is_given_up(
    tmp_path: Path, named: dict[str, config.Voice], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "_PATIENCE", 0.05)
    with HungPool(1) as pool, pytest.raises(VoiceError, match="finished nothing"):
        told(a_script(["One."]), named, tmp_path, pool)


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path, pool: Executor) -> None:
    (tmp_path / ".atlascast").mkdir()
    (tmp_path / ".atlascast/clips").write_text("a file in the folder's place")
    with pytest.raises(WorldError, match="cannot be written"):
        told(a_script(["One."]), SILENT, tmp_path, pool)


def test_everything_is_ordered_when_the_first_segment_is_asked_for(
    tmp_path: Path, named: dict[str, config.Voice]
) -> None:
    with ThreadPoolExecutor(1) as pool:
        segments = narrate.narrate(a_script(["One."], ["Two."]), named, Store(tmp_path), pool, lambda *_: None)
        assert NamedVoice.said == []
        next(segments)
    assert NamedVoice.said == ["One.", "Two."]
    assert len(list(segments)) == 1


def test_what_several_voices_load_is_loaded_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.cache.mkdir()
    slow = {str(rate): config.Voice(engine="test_narrate:PreparingVoice", rate=rate) for rate in (1.0, 1.2)}
    with ThreadPoolExecutor(1) as pool:
        narrate.prepare(SILENT | slow, store, pool)
    assert (store.cache / "model").read_text() == "made"


def test_progress_ends_when_all_is_said(tmp_path: Path, pool: Executor) -> None:
    seen: list[tuple[str, float, float]] = []
    list(narrate.narrate(a_script(["One."], ["Two and three."]), SILENT, Store(tmp_path), pool,
                         lambda *step: seen.append(step)))
    assert seen[-1][0] == "narrate"
    assert seen[-1][1] == pytest.approx(seen[-1][2])


def test_a_speaker_without_a_voice_has_the_hosts(tmp_path: Path, pool: Executor) -> None:
    script = Script("2022-W01", "T", "S", (Segment("sponsor", "S", (Line("sponsor", "Hello.", "Hello."),)),))
    assert told(script, SILENT, tmp_path, pool)[0].clips[0].voice == "silent"


def test_every_unknown_engine_and_model_is_named_at_once() -> None:
    with pytest.raises(UserError) as caught:
        narrate.check({"host": config.Voice(engine="piperr"), "guest": config.Voice(model="no/such.onnx")})
    assert caught.value.exit_code == 2
    assert "voices.host" in caught.value.message and "voices.guest" in caught.value.message
    assert "'piper'" in caught.value.hint


def test_one_engine_for_all_keeps_rates_and_drops_models() -> None:
    voices = {"host": config.Voice(rate=1.2), "guest": config.Voice(model="x.onnx")}
    changed = narrate.with_engine(voices, "silent")
    assert [(v.engine, v.model, v.rate) for v in changed.values()] == [("silent", "", 1.2), ("silent", "", 1.0)]
    with pytest.raises(UserError):
        narrate.with_engine(voices, "nobody")
    with pytest.raises(UserError):
        narrate.with_engine(voices, "no/such.onnx")


def test_an_estimate_is_what_the_silent_voice_takes(tmp_path: Path, pool: Executor) -> None:
    script = a_script(["One, two.", "Three!"], ["Four."])
    found = told(script, SILENT, tmp_path, pool)
    said = sum(clip.seconds for each in found for clip in each.clips)
    lines = [line for segment in script.segments for line in segment.lines]
    assert sum(seconds_for(line.spoken or line.written) for line in lines) == pytest.approx(said, abs=0.001)
    assert seconds_for("One.", 2.0) < seconds_for("One.")


def test_silent_words_lie_inside_the_clip_in_order(tmp_path: Path, pool: Executor) -> None:
    clip = told(a_script(["Ten — or eleven — ships."]), SILENT, tmp_path, pool)[0].clips[0]
    assert [word.text for word in clip.words] == ["Ten", "—", "or", "eleven", "—", "ships."]
    times = [time for word in clip.words for time in (word.start, word.end)]
    assert times == sorted(times) and times[0] >= 0 and times[-1] <= clip.seconds
    assert clip.estimated


@pytest.mark.parametrize(("text", "marked"), [
    ("He said that “the war is over” and left.", "He said that, “the war is over”, and left."),
    ('He said: "The war is over," and left.', 'He said: "The war is over," and left.'),
    ("A so-called “peace force” landed.", "A so-called “peace force” landed."),
    ("“The war is over,” he said.", "“The war is over,” he said."),
    ("It flew... away.", "It flew, away."),
    ("It flew … away…", "It flew, away…"),
    ("Two ships (both old) left.", "Two ships, (both old), left."),
    ("Two ships (old), a tug and a boat - grey - left.", "Two ships, (old), a tug and a boat, grey, left."),
    ("The army—or most of it—left at ten.", "The army, or most of it, left at ten."),
    ("A well-known 5-3 vote.", "A well-known 5-3 vote."),
    ("It left.", "It left."),
])
def test_breaths_are_marked_where_a_reader_takes_them(text: str, marked: str) -> None:
    assert phrased(text) == marked
    assert re.findall(r"\w+", phrased(text)) == re.findall(r"\w+", text)


@given(st.text(alphabet="ab c.…-—(“”)\",", max_size=60))
def test_marking_breaths_never_changes_a_word(text: str) -> None:
    assert re.findall(r"\w+", phrased(text)) == re.findall(r"\w+", text)
