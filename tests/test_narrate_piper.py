"""The bundled voice, for real; and phonemes given to words."""

import functools
import hashlib
import multiprocessing
import wave
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlascast import config
from atlascast.errors import UserError, VoiceError
from atlascast.models import Sound
from atlascast.narrate import samples, words
from atlascast.narrate.model import Model
from atlascast.narrate.piper import PiperVoice, _engine
from atlascast.narrate.voices import Preparing

TEXT = "The five powers signed, and no ship left."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("voice")


def hash_in_another_process(folder: Path, name: str) -> str:
    PiperVoice(config.Voice(), folder / "other").speak(TEXT, (), folder / name)
    return hashlib.sha256((folder / name).read_bytes()).hexdigest()


def read(path: Path) -> tuple[np.ndarray, int]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768, file.getframerate()


def test_a_model_is_made_ready_once(tmp_path: Path) -> None:
    voice = PiperVoice(config.Voice(), tmp_path)
    assert isinstance(voice, Preparing) and not (tmp_path / "models").exists()
    voice.prepare()
    made = {path: path.stat().st_mtime_ns for path in (tmp_path / "models").iterdir()}
    other = PiperVoice(config.Voice(rate=1.1), tmp_path)
    other.prepare()
    assert other.loads == voice.loads and made
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "models").iterdir()} == made


@pytest.mark.slow
def test_the_same_line_is_the_same_bytes_in_every_process_and_cache(folder: Path) -> None:
    out = folder / "one.wav"
    PiperVoice(config.Voice(), folder).speak(TEXT, (), out)
    here = hashlib.sha256(out.read_bytes()).hexdigest()
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        both = [pool.submit(hash_in_another_process, folder, name) for name in ("two.wav", "three.wav")]
        assert [one.result() for one in both] == [here, here]
    models = sorted(path.name for path in (folder / "other/models").iterdir())
    assert models == sorted(path.name for path in (folder / "models").iterdir())
    assert len(models) == 3 and all(name.endswith(".onnx") for name in models), "patched whole, by two at once"


def test_words_follow_one_another_through_the_clip(folder: Path) -> None:
    found, estimated = PiperVoice(config.Voice(), folder).speak(TEXT, (), folder / "words.wav")
    assert not estimated
    assert [word.text for word in found] == TEXT.split()
    times = [time for word in found for time in (word.start, word.end)]
    assert times == sorted(times)
    sound, rate = read(folder / "words.wav")
    assert 0.03 < found[0].start < 0.12
    assert len(sound) / rate - samples.TAIL - 0.15 < found[-1].end <= len(sound) / rate
    assert found[0].end == found[1].start, "words that run together touch"
    gap = sound[round(found[3].end * rate) : round(found[4].start * rate)]
    assert len(gap) > 0.1 * rate, "the comma's rest lies between the words beside it"
    assert np.abs(gap).max() < 0.1 * np.abs(sound).max()


def test_rate_and_pitch_change_what_they_say(folder: Path) -> None:
    def seconds(**options: float) -> float:
        PiperVoice(config.Voice(**options), folder).speak(TEXT, (), folder / "o.wav")
        sound, rate = read(folder / "o.wav")
        return len(sound) / rate

    plain = seconds()
    assert seconds(rate=1.3) == pytest.approx(plain / 1.3, rel=0.12)
    assert seconds(pitch=-3.0) == pytest.approx(plain, rel=0.12)


def test_short_and_long_lines_have_one_level_and_the_same_rest(folder: Path) -> None:
    for text in ("No.", TEXT, "Is it over?"):
        PiperVoice(config.Voice(), folder).speak(text, (), folder / "o.wav")
        sound, rate = read(folder / "o.wav")
        loud = samples.envelope(sound.astype(np.float32), rate)
        active = loud[loud > loud.max() * 10 ** (-30 / 20)]
        assert 20 * np.log10(np.sqrt(np.mean(active**2))) == pytest.approx(samples.LEVEL, abs=0.7)
        voiced = np.flatnonzero(loud > loud.max() * 10 ** (-50 / 20)) * 0.005
        assert voiced[0] == pytest.approx(samples.LEAD, abs=0.011)


def pitch(sound: np.ndarray, rate: int) -> float:
    """Hz of 80 ms of a voice: the best lag between 60 and 300 Hz."""
    like = np.correlate(sound, sound, "full")[len(sound) - 1 :]
    first = rate // 300
    return rate / (first + float(like[first : rate // 60].argmax()))


def test_a_question_ends_higher_than_the_same_words_told(folder: Path) -> None:
    ends = []
    for text in ("Was the deal signed.", "Was the deal signed?"):
        PiperVoice(config.Voice(), folder).speak(text, (), folder / "o.wav")
        sound, rate = read(folder / "o.wav")
        step = rate // 100
        starts = range(0, len(sound) - 8 * step, step)
        voiced = [start for start in starts if np.sqrt(np.mean(sound[start : start + 8 * step] ** 2)) > 0.02]
        ends.append(np.mean([pitch(sound[start : start + 8 * step], rate) for start in voiced[-15:]]))
    assert ends[1] > 1.3 * ends[0]


def test_a_quotation_stands_between_breaths(folder: Path) -> None:
    for before, after in (("said", "and"), ("said,", "and")):
        text = f"He {before} “the ships had sailed” {after} then left."
        found, _ = PiperVoice(config.Voice(), folder).speak(text, (), folder / "o.wav")
        rests = [one.start - other.end for other, one in pairwise(found)]
        assert [place for place, rest in enumerate(rests) if rest > 0.15] == [1, 5]


def test_nothing_to_say_is_an_error(folder: Path) -> None:
    with pytest.raises(VoiceError, match="nothing to say"):
        PiperVoice(config.Voice(), folder).speak("— …", (), folder / "o.wav")


def test_a_model_needs_its_settings_beside_it(tmp_path: Path) -> None:
    (tmp_path / "voice.onnx").write_bytes(b"")
    with pytest.raises(UserError, match=r"voice\.onnx\.json"):
        PiperVoice(config.Voice(model=str(tmp_path / "voice.onnx")), tmp_path)


def test_a_file_that_is_no_model_is_an_error_that_names_it(tmp_path: Path) -> None:
    bad = tmp_path / "bad.onnx"
    bad.write_bytes(b"no model at all")
    settings = PiperVoice(config.Voice(), tmp_path)._path
    bad.with_name("bad.onnx.json").write_bytes(settings.with_name(f"{settings.name}.json").read_bytes())
    with pytest.raises(VoiceError, match=r"bad\.onnx"):
        PiperVoice(config.Voice(model=str(bad)), tmp_path).speak(TEXT, (), tmp_path / "o.wav")


def test_a_sound_changes_what_is_heard_and_its_possessive_follows() -> None:
    alone = {"Aza's": "ˈæzəz", "men": "mˈɛn", "went": "wˈɛnt"}
    tokens = ["Aza's", "men", "went."]
    heard = words.assign([list("ˈæzəz mˈɛn wˈɛnt.")], tokens, lambda token: alone.get(token.strip("."), ""))
    mended = words.pronounced(heard, "Aza's men went.", (Sound(0, 3, "aˈzaʃ", ""),), lambda token: "", True)
    assert "".join(phone.symbol for phone in mended[0]) == "aˈzaʃᵻz mˈɛn wˈɛnt."
    assert [phone.word for phone in mended[0] if phone.word == 0] == [0] * 7


def test_words_that_run_together_are_told_apart() -> None:
    alone = {"one": "wˈʌn", "of": "ˈʌv", "the": "ðˈiː", "four": "fˈoːɹ"}
    heard = words.assign([list("wˈʌn ʌvðə fˈoːɹ.")], list(alone), lambda token: alone[token])
    said = ["".join(phone.symbol for phone in heard[0] if phone.word == word) for word in range(4)]
    assert said == ["wˈʌn", "ʌv", "ðə", "fˈoːɹ"]


def test_a_very_long_sentence_is_cut_where_a_clause_ends_and_nowhere_else() -> None:
    sentence = [words.Phone(char, 0 if char.isalpha() else -1) for char in "aa bb, cc, dd ee; ff."]
    cut = ["".join(phone.symbol for phone in piece) for piece in words.pieces(sentence, 6)]
    assert cut == ["aa bb, cc,", "dd ee; ff."]
    assert [len(piece) for piece in words.pieces(sentence, 4)] == [6, 3, 6, 3]
    assert words.pieces(sentence[:5], 2) == [sentence[:5]]


def a_model(path: Path, mean: float, scale: float) -> None:
    """A graph that gives `mean + scale * noise`, as many numbers as it gets ids, twenty for each."""
    import onnx
    from onnx import TensorProto, helper

    nodes = [
        helper.make_node("Shape", ["input"], ["shape"]),
        helper.make_node("Mul", ["shape", "times"], ["many"]),
        helper.make_node("ConstantOfShape", ["many"], ["zeros"]),
        helper.make_node("RandomNormalLike", ["zeros"], ["output"], mean=mean, scale=scale),
    ]
    given = [helper.make_tensor_value_info("input", TensorProto.INT64, [1, "ids"])]
    found = [helper.make_tensor_value_info("output", TensorProto.FLOAT, None)]
    times = helper.make_tensor("times", TensorProto.INT64, [2], [1, 20])
    graph = helper.make_graph(nodes, "noise", given, found, [times])
    onnx.save(helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 15)]), path)


def test_a_patched_model_draws_from_its_seed_however_much_noise_is_guessed(tmp_path: Path) -> None:
    a_model(tmp_path / "m.onnx", mean=5.0, scale=0.1)
    model = Model(tmp_path / "m.onnx", "0" * 64, tmp_path)
    given = {"input": np.zeros((1, 30), np.int64)}
    guessed, frames = model.run(given, seed=7, size=10_000)
    grown, _ = model.run(given, seed=7, size=100)
    other, _ = model.run(given, seed=8, size=10_000)
    assert frames is None and len(guessed) == 600
    assert np.array_equal(guessed, grown) and not np.array_equal(guessed, other)
    assert guessed.mean() == pytest.approx(5, abs=0.02) and guessed.std() == pytest.approx(0.1, rel=0.1)


def convolutions(path: Path) -> None:
    """A graph of two strided, dilated convolutions that share their weights, and of one whose weights are added too."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    chance = np.random.default_rng(1)
    held = {"shared": (8, 8, 3), "bias": (8,), "own": (8, 1, 5), "told": (8, 8, 1)}
    weights = [numpy_helper.from_array(chance.standard_normal(size, np.float32), name) for name, size in held.items()]
    conv = functools.partial(helper.make_node, "Conv")
    nodes = [
        conv(["input", "shared", "bias"], ["one"], kernel_shape=[3], dilations=[2], strides=[2], pads=[1, 2]),
        conv(["one", "shared"], ["two"], kernel_shape=[3], auto_pad="SAME_UPPER"),
        conv(["two", "own"], ["three"], group=8),
        conv(["three", "told"], ["four"]),
        helper.make_node("Mul", ["told", "told"], ["squared"]),
        helper.make_node("ReduceSum", ["squared"], ["sum"]),
        helper.make_node("Add", ["four", "sum"], ["output"]),
    ]
    given = [helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 8, "time"])]
    found = [helper.make_tensor_value_info("output", TensorProto.FLOAT, None)]
    graph = helper.make_graph(nodes, "convolutions", given, found, weights)
    onnx.save(helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", 15)]), path)


def test_convolutions_along_time_give_the_same_sums_in_two_dimensions(tmp_path: Path) -> None:
    import onnxruntime

    convolutions(tmp_path / "m.onnx")
    given = {"input": np.random.default_rng(2).standard_normal((1, 8, 101), np.float32)}
    (plain,) = onnxruntime.InferenceSession(tmp_path / "m.onnx").run(None, given)
    wide, _ = Model(tmp_path / "m.onnx", "0" * 64, tmp_path).run(given, seed=1, size=1)
    np.testing.assert_allclose(wide, plain.reshape(-1), rtol=1e-4, atol=1e-4)


def voice(*parts: tuple[float, float]) -> np.ndarray:
    """Noise at given levels: (seconds, level) one after another, at 8 kHz."""
    chance = np.random.default_rng(0)
    return np.concatenate([level * chance.standard_normal(int(s * 8000)) for s, level in parts]).astype(np.float32)


@pytest.mark.parametrize(("parts", "told"), [
    ([(0.1, 0), (2, 0.2), (0.1, 0)], ""),
    ([(2.2, 0)], "silent"),
    ([(0.1, 0), (0.2, 0.2), (2, 0)], "silent"),
    ([(0.1, 0), (0.5, 0.2), (0.1, 0)], "expected"),
    ([(0.1, 0), (9, 0.2), (0.1, 0)], "expected"),
    ([(0.1, 0), (2, 0.2)], "cut off"),
    ([(0.1, 0), (1, 0.2), (1.5, 0), (1, 0.2), (0.1, 0)], "falls silent"),
])
def test_what_is_wrong_with_a_clip_is_measured(parts: list[tuple[float, float]], told: str) -> None:
    assert told in samples.fault(voice(*parts), 8000, 1.0, 5.0)
    assert bool(samples.fault(voice(*parts), 8000, 1.0, 5.0)) == bool(told)


def test_a_sentence_that_came_out_wrong_is_said_again_and_then_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = ["it is silent", ""]
    monkeypatch.setattr(samples, "fault", lambda *_: faults.pop(0))
    PiperVoice(config.Voice(), folder).speak("It left.", (), folder / "o.wav")
    assert faults == []
    faults += ["it is silent"] * 3
    with pytest.raises(VoiceError, match="it is silent"):
        PiperVoice(config.Voice(), folder).speak("It left.", (), folder / "o.wav")


@given(st.lists(st.text("abc", min_size=1, max_size=5), min_size=1, max_size=8), st.data())
def test_every_sound_belongs_to_a_word_and_words_keep_their_order(tokens: list[str], data: st.DataObject) -> None:
    joints = data.draw(st.lists(st.sampled_from(["", " ", ", "]), min_size=len(tokens), max_size=len(tokens)))
    sentence = [char for token, joint in zip(tokens, joints, strict=True) for char in token + joint]
    heard = words.assign([sentence], tokens, lambda token: token)[0]
    assert "".join(phone.symbol for phone in heard) == "".join(sentence)
    owners = [phone.word for phone in heard if phone.sounds]
    assert owners == sorted(owners) and owners[0] == 0 and -1 not in owners
    assert owners == [index for index, token in enumerate(tokens) for _ in token]


def test_older_forms_of_a_model_are_taken_away_and_other_models_stay(tmp_path: Path) -> None:
    voice = PiperVoice(config.Voice(), tmp_path)
    voice.prepare()
    made = sorted((tmp_path / "models").iterdir())
    sha256 = made[0].name.partition("-")[0]
    old, other = (tmp_path / "models" / f"{name}-1-0.9.onnx" for name in (sha256, "0" * 64))
    for path in (old, old.with_suffix(".vocoder.onnx"), other):
        path.write_bytes(b"old")
    made[0].unlink()
    _engine.cache_clear()
    voice.prepare()
    assert sorted((tmp_path / "models").iterdir()) == sorted([*made, other])
