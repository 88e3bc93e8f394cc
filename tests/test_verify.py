"""What a recogniser hears, against what was to be said."""

import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from atlascast import config, verify
from atlascast.errors import AudioError, UserError
from atlascast.models import Clip, Line, Mix, Placed
from atlascast.verify import compare, hear
from atlascast.verify.plain import words

DATA = Path(__file__).parent / "data/verify"


def rows(name: str) -> Iterator[list[str]]:
    for row in (DATA / name).read_text().splitlines():
        if not row.startswith("#"):
            yield row.split("\t")


class Scripted:
    """A fake that hears what it is told to, one answer a call, and keeps how much it was given."""

    identity = "scripted"

    def __init__(self, *answers: str) -> None:
        self.answers, self.given = list(answers), []

    def hear(self, samples: np.ndarray) -> str:
        self.given.append(len(samples) / verify.RATE)
        return self.answers.pop(0)


def a_mix(*texts: str, seconds: float = 2.0) -> Mix:
    placed = tuple(
        Placed(index, Clip(Line("host", text, text), "voice", Path("x.wav"), seconds), index * (seconds + 1.0))
        for index, text in enumerate(texts)
    )
    return Mix(len(texts) * (seconds + 1.0), placed, ())


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    path = tmp_path / "edition.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(bytes(2 * 16000 * 200))
    return path


@pytest.mark.parametrize(("said", "heard"), list(rows("alike.tsv")))
def test_what_differs_on_paper_alone_is_no_error(said: str, heard: str) -> None:
    found = compare.lines([said], heard)[0]
    assert found.errors == 0, found.differences


@pytest.mark.parametrize(("said", "heard", "count", "grave"), list(rows("different.tsv")))
def test_what_the_ear_notices_is_counted(said: str, heard: str, count: str, grave: str) -> None:
    found = compare.lines([said], heard)[0]
    assert found.errors == int(count)
    assert any(one[2] for one in found.differences) == (grave == "yes")


@given(st.integers(0, 999_999_999))
def test_any_number_in_words_is_the_number_in_digits(number: int) -> None:
    assert words(num2words(number)) == words(f"{number:,}") == [str(number)]


def test_lines_heard_together_each_have_their_own_errors() -> None:
    said = ["One ship left.", "Nobody said why.", "It rained."]
    found = compare.lines(said, "one ship left nobody knows why it rained")
    assert [line.errors for line in found] == [0, 1, 0]
    assert [line.heard for line in found] == ["1 ship left", "nobody knows why", "it rained"]


def test_a_line_that_was_not_heard_at_all_is_all_errors() -> None:
    found = compare.lines(["One ship left.", "Nobody said why."], "one ship left")
    assert [(line.words, line.errors) for line in found] == [(3, 0), (3, 3)]


def test_short_lines_are_heard_together_and_a_poor_one_again_alone(edition: Path) -> None:
    listener = Scripted("one ship left and it snowed all day", "nobody said why")
    found = verify.verify(edition, a_mix("One ship left.", "Nobody said why."), lambda *_: None, recogniser=listener)
    assert [line.errors for line in found.lines] == [0, 0]
    assert len(listener.given) == 2 and listener.given[1] < listener.given[0]


def test_no_more_is_heard_at_once_than_a_window_holds(edition: Path) -> None:
    mix = a_mix(*["One ship left."] * 12, seconds=5.0)
    listener = Scripted(*["One ship left. " * 4] * 3)
    found = verify.verify(edition, mix, lambda *_: None, recogniser=listener)
    assert found.rate == 0 and len(found.lines) == 12
    assert max(listener.given) <= 28


def test_a_lost_not_comes_before_a_name(edition: Path) -> None:
    listener = Scripted("They met in Havana yesterday with all of the envoys. He did go there with the others.")
    mix = a_mix("They met in Astana yesterday with all of the envoys.", "He did not go there with the others.")
    found = verify.verify(edition, mix, lambda *_: None, recogniser=listener)
    assert [line.spoken[:6] for line in found.worst] == ["He did", "They m"]
    assert found.errors == 2 and found.rate == pytest.approx(2 / 18)


def test_a_report_tells_where_to_listen() -> None:
    row = {"speaker": "host", "written": "2 left.", "spoken": "Two left.", "start": 1.5, "end": 3.0}
    mix = verify.from_report({"lines": [row]})
    assert (mix.placed[0].start, mix.placed[0].clip.seconds, mix.placed[0].clip.line.spoken) == (1.5, 1.5, "Two left.")
    with pytest.raises(UserError, match="'end'"):
        verify.from_report({"lines": [{key: row[key] for key in row if key != "end"}]})


def test_a_file_that_is_no_audio_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.mp3").write_text("no audio")
    with pytest.raises(AudioError, match=r"x\.mp3"):
        hear.samples(tmp_path / "x.mp3")


def test_a_language_that_the_recogniser_does_not_know_is_refused() -> None:
    with pytest.raises(UserError, match="knows no 'fr'"):
        hear.Whisper("fr")


@pytest.mark.slow
def test_the_voice_is_understood(tmp_path: Path) -> None:
    from atlascast.narrate.piper import PiperVoice

    text = "The ministry said twenty-three ships did not leave the port on Thursday."
    path = tmp_path / "one.wav"
    PiperVoice(config.Voice(), tmp_path).speak(text, (), path)
    with wave.open(str(path)) as file:
        seconds = file.getnframes() / file.getframerate()
    mix = Mix(seconds, (Placed(0, Clip(Line("host", text, text), "voice", path, seconds), 0.0),), ())
    found = verify.verify(path, mix, lambda *_: None)
    assert found.rate <= 0.1, found.worst
    assert not any(one.grave for line in found.lines for one in line.differences)
