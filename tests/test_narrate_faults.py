"""Voices that go wrong in every way the house knows: found by measuring, said again, then reported."""

import wave
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
import sounds

from atlascast import config, master, mix
from atlascast.config import Sounds
from atlascast.errors import VoiceError
from atlascast.models import Clip, Line, Segment, Sound, Told, Word
from atlascast.narrate import cache
from atlascast.narrate.quoting import QuotingVoice, parts
from atlascast.narrate.silent import spread
from atlascast.pace import seconds as seconds_for
from atlascast.store import Store

TEXT = "The minister said on Friday that the two ships had left the harbour before the storm."


class FaultyVoice:
    """A fake that speaks well, but for the first `times` clips, which go wrong in the way that `model` names."""

    times: ClassVar[int] = 1
    rate: ClassVar[int] = 16_000
    identity = "fake:faulty"

    def __init__(self, options: config.Voice, folder: Path) -> None:
        self.key, self._way = f"faulty {options.model}", options.model

    def speak(self, text: str, sounds_: Sequence[Sound], out: Path) -> tuple[tuple[Word, ...], bool]:
        seconds = seconds_for(text)
        said = np.concatenate([np.zeros(800), sounds.voice(seconds, self.rate), np.zeros(1600)]).astype(np.float32)
        words = spread(text, 0.05, 0.05 + seconds)
        if FaultyVoice.times:
            FaultyVoice.times -= 1
            said = getattr(self, f"_{self._way}")(said)
        sounds.write(out, said, self.rate)
        return words, False

    def _silent(self, said: np.ndarray) -> np.ndarray:
        return said * 0

    def _cut(self, said: np.ndarray) -> np.ndarray:
        tail = said[: len(said) - 1700]
        tail[-40:] = 0.5
        return np.concatenate([tail[: len(said) - 3000], np.full(3000 - 1700 + 1700, 0.3)]).astype(np.float32)

    def _long(self, said: np.ndarray) -> np.ndarray:
        return np.concatenate([said, sounds.voice(3 * len(said) / self.rate, self.rate, seed=9), said[:800] * 0])

    def _short(self, said: np.ndarray) -> np.ndarray:
        return np.concatenate([said[: len(said) // 4], said[-800:]])

    def _repeated(self, said: np.ndarray) -> np.ndarray:
        return np.concatenate([said[: 2 * self.rate], said[self.rate :]])

    def _lost(self, said: np.ndarray) -> np.ndarray:
        return np.concatenate([said[:self.rate], said[self.rate + self.rate // 2 :]])


def an_order(folder: Path, way: str) -> cache.Order:
    cache.voice.cache_clear()
    options = config.Voice(engine="test_narrate_faults:FaultyVoice", model=way)
    return cache.Order(options, folder, TEXT, (), Store(folder).clip("ab" * 32))


@pytest.mark.parametrize(("way", "told"), [
    ("silent", "it is silent"),
    ("cut", "its end is cut off"),
    ("long", "were to be expected"),
    ("short", "its last word at"),
    ("repeated", "comes again at"),
    ("lost", "its last word at"),
])
def test_a_clip_that_came_out_wrong_is_said_again_and_the_report_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, told: str
) -> None:
    monkeypatch.setattr(FaultyVoice, "times", 1)
    order = an_order(tmp_path, way)
    spoken = cache.speak(order)
    assert [told in note for note in spoken.notes] == [True]
    assert cache.read(order.path) == spoken
    line = Line("host", TEXT, TEXT)
    clip = Clip(line, "fake", order.path, spoken.seconds, spoken.words, notes=spoken.notes)
    stretch = next(iter(mix.track(Told(0, Segment("story", "A", (line,)), (clip,)), Sounds())))
    assert any(told in note and "The minister" in note for note in stretch.notes)


def test_babble_after_a_line_of_a_few_words_is_said_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FaultyVoice, "times", 1)
    notes = cache.speak(replace(an_order(tmp_path, "long"), text="Will the port be closed?")).notes
    assert ["were to be expected" in note for note in notes] == [True]


@pytest.mark.parametrize("way", ["cut", "long", "repeated"])
def test_what_is_odd_to_the_last_is_kept_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setattr(FaultyVoice, "times", 99)
    notes = cache.speak(an_order(tmp_path, way)).notes
    assert len(notes) == 1 and "said 3 times, and still" in notes[0]


@pytest.mark.parametrize("way", ["silent", "short", "lost"])
def test_a_voice_that_never_gets_it_right_is_an_error_and_leaves_no_clip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(FaultyVoice, "times", 99)
    order = an_order(tmp_path, way)
    with pytest.raises(VoiceError, match="cannot say"):
        cache.speak(order)
    assert cache.read(order.path) is None


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100, 48_000])
def test_a_voice_of_any_rate_that_does_well_is_heard_once_and_met_in_loudness_and_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rate: int
) -> None:
    monkeypatch.setattr(FaultyVoice, "times", 0)
    monkeypatch.setattr(FaultyVoice, "rate", rate)
    order = an_order(tmp_path, "silent")
    spoken = cache.speak(order)
    clips = [Clip(Line("host", TEXT, TEXT), "fake", order.path, spoken.seconds, spoken.words)] * 3
    told = Told(0, Segment("story", "A", tuple(clip.line for clip in clips)), tuple(clips))
    (stretch,) = stretches = list(mix.edition([told], Sounds()))
    made = master.master(stretches, tmp_path / "edition.mp3", Sounds())
    assert (spoken.notes, stretch.notes) == ((), ())
    assert made.loudness.lufs == pytest.approx(-16, abs=0.3)
    assert made.mix.seconds == pytest.approx(len(stretch.samples) / 44_100, abs=0.001)
    assert spoken.words[-1].end <= spoken.seconds


@pytest.mark.parametrize("way", ["silent", "cut", "long", "short", "repeated", "lost"])
def test_a_voice_of_48_khz_that_goes_wrong_is_found_out_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(FaultyVoice, "times", 1)
    monkeypatch.setattr(FaultyVoice, "rate", 48_000)
    assert len(cache.speak(an_order(tmp_path, way)).notes) == 1


@pytest.mark.parametrize(("text", "cut"), [
    ("He said: “We will not leave here,” and left.", ["He said: ", "“We will not leave here,”", " and left."]),
    ('"We will not leave this town." He left.', ['"We will not leave this town."', " He left."]),
    ("A so-called “peace force” landed.", ["A so-called “peace force” landed."]),
    ("He said “we will not go”—then went.", ["He said “we will not go”—then went."]),
    ("“We will not leave this town.”", ["“We will not leave this town.”"]),
    ("It said: ‘We hold the workers’ town,’ and left.", ["It said:", "‘We hold the workers’ town,’", "and left."]),
    ("He said: 'We don't leave the town,' and left.", ["He said:", "'We don't leave the town,'", "and left."]),
    ("The workers’ strike and the miners’ strike go on.", ["The workers’ strike and the miners’ strike go on."]),
    ("The '90s saw the workers' town fall.", ["The '90s saw the workers' town fall."]),
    ("Il dit : « Nous ne partirons pas d’ici ».", ["Il dit :", "« Nous ne partirons pas d’ici »."]),
    ("He left (“we will not leave this town”).", ["He left", "(“we will not leave this town”)."]),
    ("He left [“we will not leave this town” on tape].", ["He left", "[“we will not leave this town”", "on tape]."]),
    ("“We will not leave here” – “not in this life”", ["“We will not leave here” –", "“not in this life”"]),
])
def test_a_line_is_cut_at_its_quotations_between_words(text: str, cut: list[str]) -> None:
    assert [text[start:end].strip() for start, end, _ in parts(text)] == [piece.strip() for piece in cut]
    assert " ".join(text[start:end].strip() for start, end, _ in parts(text)) == text


class Toned:
    """A fake of one tone, a tenth of a second a word, which remembers its texts."""

    def __init__(self, name: str, rate: int, level: float) -> None:
        self.identity, self.key, self.rate, self.level, self.said = name, name, rate, level, []

    def speak(self, text: str, sounds_: Sequence[Sound], out: Path) -> tuple[tuple[Word, ...], bool]:
        self.said.append((text.strip(), [text[sound.start : sound.end] for sound in sounds_]))
        seconds = 0.5 * len(text.split())
        sounds.write(out, sounds.voice(seconds, self.rate, self.level), self.rate)
        return spread(text, 0.0, seconds), False


def test_a_quotation_is_said_by_its_own_voice_at_one_level_and_rate(tmp_path: Path) -> None:
    own, other = Toned("own", 22050, 0.05), Toned("other", 16000, 0.2)
    text = "He told Tokayev: “We will not leave Minsk today,” and left."
    start = text.index("Minsk")
    voice = QuotingVoice(own, other, parts(text))
    words, estimated = voice.speak(text, (Sound(start, start + 5, "mɪnsk", "minsk"),), tmp_path / "a.wav")
    assert own.said == [("He told Tokayev:", []), ("and left.", [])]
    assert other.said == [("“We will not leave Minsk today,”", ["Minsk"])]
    assert [word.text for word in words] == text.split()
    assert [word.quoted for word in words] == [False] * 3 + [True] * 6 + [False] * 2
    assert all(a.end <= b.start + 1e-9 for a, b in pairwise(words)) and not estimated
    with wave.open(str(tmp_path / "a.wav"), "rb") as file:
        assert file.getframerate() == 22050
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
    spans = [(words[0].start, words[2].end), (words[3].start, words[8].end)]
    levels = [np.std(samples[int(a * 22050) : int(b * 22050)]) for a, b in spans]
    assert 20 * abs(np.log10(levels[0] / levels[1])) < 1


def test_only_lines_with_quotations_depend_on_the_voice_for_them(tmp_path: Path) -> None:
    from atlascast.narrate.telling import _part

    voices = {"host": config.Voice(engine="silent", quotes="guest"), "guest": config.Voice(engine="silent", rate=1.1)}
    alone = {"host": voices["host"].model_copy(update={"quotes": ""})}
    for text, same in (("He left the town.", True), ("“We will not leave this town,” he said.", False)):
        line, store = Line("host", text, text), Store(tmp_path)
        one, other = (_part(line, parts(text), known, store, tmp_path) for known in (voices, alone))
        assert (one.key == other.key) is same


def test_two_silent_voices_that_take_turns_are_not_taken_for_faulty_ones(tmp_path: Path) -> None:
    text = "“We will not leave this town before the storm is over,” the mayor said on Friday."
    silent = config.Voice(engine="silent")
    order = cache.Order(silent, tmp_path, text, (), Store(tmp_path).clip("cd" * 32), silent, parts(text))
    assert not cache.speak(order).notes


def test_a_quotation_of_several_sentences_is_the_other_voices_from_its_first_to_its_last() -> None:
    from atlascast.narrate.telling import _cuts

    texts = ["He is sad.", "“The ministry was silent.", "It lied.", "We wait no more,” the mayor said.", "He left."]
    lines = tuple(Line("host", text, paragraph=3) for text in texts)
    cuts = _cuts([Segment("story", "", lines)])
    told = [[(text[a:b].strip(), other) for a, b, other in cuts[line]] for text, line in zip(texts, lines, strict=True)]
    assert told == [
        [("He is sad.", False)],
        [("“The ministry was silent.", True)],
        [("It lied.", True)],
        [("We wait no more,”", True), ("the mayor said.", False)],
        [("He left.", False)],
    ]
    apart = tuple(replace(line, paragraph=index) for index, line in enumerate(lines))
    assert not any(other for cut in _cuts([Segment("story", "", apart)]).values() for _, _, other in cut)
