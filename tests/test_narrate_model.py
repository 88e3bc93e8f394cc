"""What is done to a Piper model changes its speed and not its sound."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from atlascast import config
from atlascast.errors import UserError
from atlascast.narrate import piper, vocoder
from atlascast.narrate.blocks import block as in_blocks
from atlascast.narrate.convolve import widen
from atlascast.narrate.narrow import narrow
from atlascast.narrate.piper import PiperVoice
from atlascast.narrate.split import HALO, reach, split

TEXT = "The five powers signed, and no ship left the harbour of Tallinn on Tuesday."


def noise(*shape: int) -> np.ndarray:
    """The same small numbers for the same shape."""
    return 0.3 * np.random.default_rng(shape).standard_normal(shape, dtype=np.float32)


def model(*nodes: Any, inputs: tuple[str, ...] = ("given",), **weights: tuple[int, ...]) -> Any:
    """Nodes and random weights → a model of (1, 6, time) to its last node's output."""
    held = [numpy_helper.from_array(noise(*shape), name) for name, shape in weights.items()]
    tensor = helper.make_tensor_value_info
    ends = [tensor(name, TensorProto.FLOAT, [1, 6, f"{name}_time"]) for name in inputs]
    out = [tensor(nodes[-1].output[0], TensorProto.FLOAT, None)]
    graph = helper.make_graph(list(nodes), "test", ends, out, held)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)])
    made.ir_version = 8
    return made


def run(made: Any, **inputs: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, inputs)[0])


def kinds(made: Any) -> list[str]:
    return [node.op_type for node in made.graph.node]


def block(kernel: int, stride: int, pads: list[int], dilation: int = 2) -> Any:
    """As in a vocoder: longer, then a convolution beside what it is added to."""
    node = helper.make_node
    return model(
        node("Conv", ["given", "first", "bias"], ["a"], kernel_shape=[3], pads=[1, 1]),
        node("LeakyRelu", ["a"], ["b"], alpha=0.1),
        node("ConvTranspose", ["b", "up", "more"], ["c"], strides=[stride], pads=pads, kernel_shape=[kernel]),
        node("LeakyRelu", ["c"], ["d"], alpha=0.1),
        node("Conv", ["d", "dilated"], ["e"], kernel_shape=[3], dilations=[dilation], pads=[dilation, dilation]),
        node("Add", ["c", "e"], ["f"]),
        node("Tanh", ["f"], ["samples"]),
        first=(8, 6, 3), bias=(8,), up=(8, 4, kernel), more=(4,), dilated=(4, 4, 3),
    )  # fmt: skip


@given(
    st.sampled_from([(16, 8, [4, 4]), (8, 4, [2, 2]), (4, 2, [1, 1]), (4, 4, [0, 0]), (9, 3, [2, 1]), (6, 2, [0, 3])]),
    st.integers(1, 40),
)
def test_a_graph_told_in_two_dimensions_says_the_same(shape: tuple[int, int, list[int]], length: int) -> None:
    made = block(*shape)
    given_ = noise(1, 6, length)
    before = run(made, given=given_)
    widen(made.graph, onnx)
    assert "ConvTranspose" not in kinds(made) and kinds(made).count("Reshape") == 3, "in, woven, out"
    after = run(made, given=given_)
    assert after.shape == before.shape
    np.testing.assert_allclose(after, before, atol=2e-5)


def test_a_transposed_convolution_of_uneven_phases_stays_as_it_is() -> None:
    made = block(7, 2, [2, 2])
    given_ = noise(1, 6, 20)
    before = run(made, given=given_)
    widen(made.graph, onnx)
    assert "ConvTranspose" in kinds(made)
    np.testing.assert_allclose(run(made, given=given_), before, atol=2e-5)


def test_front_and_vocoder_together_say_what_the_whole_says() -> None:
    made = block(8, 4, [2, 2])
    given_ = noise(1, 6, 20)
    before = run(made, given=given_)
    front, second = split(made, onnx)
    assert kinds(front) == ["Conv", "LeakyRelu", "Identity"] and kinds(second)[0] == "ConvTranspose"
    frames = run(front, given=given_)
    np.testing.assert_array_equal(run(second, **{second.graph.input[0].name: frames}), before)


def test_a_sample_depends_on_no_frame_beyond_the_reach() -> None:
    made = block(8, 4, [2, 2], dilation=12)
    _, second = split(made, onnx)
    far = reach(second.graph, "b", {item.name: item for item in second.graph.initializer})
    frames = noise(1, 8, 41)
    changed = frames.copy()
    changed[:, :, 20] += 1
    touched = np.flatnonzero((run(second, b=frames) != run(second, b=changed)).any(axis=(0, 1)))
    assert 20 - far <= touched[0] / 4 and touched[-1] / 4 <= 21 + far
    assert touched[0] / 4 < 20 - far + 1.5, "no farther than it must be"


def test_a_model_built_otherwise_is_all_front() -> None:
    node = helper.make_node
    plain = model(node("Conv", ["given", "first"], ["out"], kernel_shape=[3], pads=[1, 1]), first=(8, 6, 3))
    up = node("ConvTranspose", ["given", "up"], ["c"], strides=[2], pads=[1, 1], kernel_shape=[4])
    tied = model(up, node("Mul", ["c", "gain"], ["out"]), inputs=("given", "gain"), up=(6, 4, 4))
    mean = node("ReduceMean", ["c"], ["m"], axes=[2], keepdims=1)
    whole = model(up, mean, node("Add", ["c", "m"], ["out"]), up=(6, 4, 4))
    for made in (plain, tied, whole, block(8, 4, [2, 2], dilation=80)):
        assert split(made, onnx) == (made, None)


def places(summed: bool, rows: int = 3, value: tuple[str, ...] = ()) -> Any:
    """As relative attention multiplies: a constant's rows between `zeros`, from `first` to `last`."""
    node, hold = helper.make_node, numpy_helper.from_array
    chain = [
        node("Pad", ["learned", "zeros", *value], ["padded"], mode="constant"),
        node("Slice", ["padded", "first", "last", "axis"], ["cut"]),
        node("Unsqueeze", ["cut", "nought"], ["near"]),
    ]
    if not summed:
        chain.append(node("Transpose", ["near"], ["across"], perm=[0, 1, 3, 2]))
    chain.append(node("MatMul", ["given", "near" if summed else "across"], ["out"]))
    tensor = helper.make_tensor_value_info
    ins = [tensor("given", TensorProto.FLOAT, None)]
    ins += [tensor(name, TensorProto.INT64, None) for name in ("zeros", "first", "last")]
    held = [hold(noise(1, rows, 5), "learned"), hold(np.array([1]), "axis"), hold(np.array([0]), "nought")]
    held += [hold(np.array(7, dtype=np.float32), name) for name in value]
    graph = helper.make_graph(chain, "test", ins, [tensor("out", TensorProto.FLOAT, None)], held)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)])
    made.ir_version = 8
    return made


@given(st.booleans(), st.integers(0, 6), st.integers(0, 4), st.integers(1, 15))
def test_products_without_the_zeros_are_those_with_them(summed: bool, zeros: int, first: int, count: int) -> None:
    made = places(summed)
    count = min(count, 3 + 2 * zeros - first)
    if count < 1:
        return
    pads, ends = np.array([0, zeros, 0, 0, zeros, 0]), {"first": np.array([first]), "last": np.array([first + count])}
    given_ = noise(1, 2, 4, count if summed else 5)
    before = run(made, given=given_, zeros=pads, **ends)
    narrow(made.graph, onnx)
    assert kinds(made).count("Pad") == (1 if summed else 2)
    np.testing.assert_allclose(run(made, given=given_, zeros=pads, **ends), before, atol=1e-6)


def test_what_is_padded_with_something_else_than_zeros_is_multiplied_whole() -> None:
    made = places(True, value=("seven",))
    narrow(made.graph, onnx)
    assert kinds(made) == kinds(places(True))


def rows(channels: int) -> Any:
    """As in a vocoder that is told in two dimensions: samples put in a row, then activated, added and divided."""
    node, hold = helper.make_node, numpy_helper.from_array
    nodes = [
        node("Conv", ["given", "first"], ["a"], kernel_shape=[1, 1]),
        node("Transpose", ["a"], ["b"], perm=[0, 2, 3, 1]),
        node("Reshape", ["b", "row"], ["c"]),
        node("Transpose", ["c"], ["d"], perm=[0, 3, 1, 2]),
        node("LeakyRelu", ["d"], ["e"], alpha=0.1),
        node("Conv", ["e", "second"], ["f"], kernel_shape=[1, 3], pads=[0, 1, 0, 1]),
        node("Add", ["f", "d"], ["g"]),
        node("Add", ["g", "d"], ["h"]),
        node("Div", ["h", "three"], ["i"]),
        node("LeakyRelu", ["i"], ["j"], alpha=0.1),
        node("Conv", ["j", "second"], ["out"], kernel_shape=[1, 3], pads=[0, 1, 0, 1]),
    ]
    held = [hold(noise(2 * channels, 6, 1, 1), "first"), hold(noise(channels, channels, 1, 3), "second")]
    held += [hold(np.array([0, 1, -1, channels]), "row"), hold(np.array(3, dtype=np.float32), "three")]
    tensor = helper.make_tensor_value_info
    ends = [[tensor(name, TensorProto.FLOAT, shape)] for name, shape in (("given", [1, 6, 1, "time"]), ("out", None))]
    made = helper.make_model(helper.make_graph(nodes, "test", *ends, held), opset_imports=[helper.make_opsetid("", 15)])
    made.ir_version = 8
    return made


def test_a_graph_told_in_blocks_says_the_same() -> None:
    made, given_ = rows(16), noise(1, 6, 1, 20)
    before = run(made, given=given_)
    in_blocks(made.graph, onnx)
    assert "Div" not in kinds(made) and kinds(made).count("Conv") == 6, "before an activation, for two sums, to divide"
    np.testing.assert_allclose(run(made, given=given_), before, atol=2e-5)


def test_channels_that_fill_no_block_stay_as_they_are() -> None:
    made = rows(12)
    in_blocks(made.graph, onnx)
    assert kinds(made) == kinds(rows(12))


def test_openvino_says_the_same_where_activations_come_early(tmp_path: Path) -> None:
    pytest.importorskip("openvino")
    onnx.save(rows(16), tmp_path / "rows.onnx")
    core, said = vocoder.quiet().Core(), []
    for change in (lambda model: None, vocoder._activate_early):
        read = core.read_model(str(tmp_path / "rows.onnx"))
        change(read)
        order = [node.get_type_name() for node in read.get_ordered_ops()]
        said.append(core.compile_model(read, "CPU")([noise(1, 6, 1, 20)])[0])
    assert order.index("PRelu") < len(order) - order[::-1].index("Transpose") and order.count("Transpose") == 3
    np.testing.assert_allclose(said[0], said[1], atol=1e-6)


@given(st.integers(vocoder._SPAN, 3000))
def test_pieces_hold_every_frame_once_and_away_from_cut_edges(count: int) -> None:
    at = 0
    for start, kept in vocoder.pieces(count):
        assert start + kept.start == at and 0 <= start <= count - vocoder._SPAN
        assert start == 0 or kept.start >= HALO
        at = start + kept.stop
        assert at == count or kept.stop <= vocoder._SPAN - HALO
    assert at == count


@pytest.fixture
def processor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file for the processor's flags, and OpenVINO as if installed."""
    monkeypatch.setattr(vocoder, "_PROCESSOR", tmp_path / "cpuinfo")
    monkeypatch.setattr(vocoder, "find_spec", lambda name: object())
    vocoder.gains.cache_clear()
    yield tmp_path / "cpuinfo"
    vocoder.gains.cache_clear()


def test_openvino_speaks_where_the_processor_gains_and_a_clip_has_the_same_name_on_every_machine(
    processor: Path, tmp_path: Path
) -> None:
    keys = []
    for flags, quick in (("fpu amx_bf16 avx2", True), ("fpu avx2", False)):
        processor.write_text(f"flags : {flags}\n")
        vocoder.gains.cache_clear()
        assert vocoder.gains() is quick
        keys.append(PiperVoice(config.Voice(fast=quick), tmp_path).key)
    assert len(set(keys)) == 1


def test_a_voice_that_is_to_be_fast_asks_for_openvino(processor: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    processor.write_text("flags : amx_bf16\n")
    monkeypatch.setattr(vocoder, "find_spec", lambda name: None)
    with pytest.raises(UserError, match="OpenVINO is not here"):
        vocoder.gains()


def test_without_a_list_of_flags_onnxruntime_speaks(processor: Path) -> None:
    assert not vocoder.gains()


@pytest.mark.slow
@pytest.mark.parametrize("text", ["No.", TEXT])
def test_openvino_says_the_same_a_whisper_apart(text: str, tmp_path: Path) -> None:
    pytest.importorskip("openvino")
    if not vocoder.gains():
        pytest.skip("a processor without AMX")
    found = []
    for quick in (True, False):
        loaded = piper._Engine(PiperVoice(config.Voice(), tmp_path)._path, tmp_path, quick)
        (sentence,) = loaded.sentences(text, ())
        found.append([loaded.said(sentence, 1.0, "seed").samples for _ in range(2)])
        np.testing.assert_array_equal(*found[-1])
    first, usual = found[0][0], found[1][0]
    assert len(first) == len(usual) and not np.array_equal(first, usual)
    apart = 10 * np.log10(np.sum(usual**2) / np.sum((first - usual) ** 2))
    assert apart > 33


@pytest.mark.slow
def test_a_line_is_said_alike_whatever_says_the_vocoder(tmp_path: Path) -> None:
    pytest.importorskip("openvino")
    if not vocoder.gains():
        pytest.skip("a processor without AMX")
    words = []
    for quick in (True, False):
        piper_voice = PiperVoice(config.Voice(fast=quick), tmp_path)
        words.append(piper_voice.speak(TEXT, (), tmp_path / "o.wav")[0])
    first, usual = ([time for word in said for time in (word.start, word.end)] for said in words)
    np.testing.assert_allclose(first, usual, atol=0.006, err_msg="the rest before and after is cut in steps of 5 ms")


@pytest.mark.slow
def test_a_vocoder_that_was_lost_is_made_anew(tmp_path: Path) -> None:
    path = PiperVoice(config.Voice(), tmp_path)._path
    piper._Engine(path, tmp_path)
    (lost,) = tmp_path.rglob("*.vocoder.onnx")
    lost.unlink()
    piper._Engine(path, tmp_path)
    assert lost.is_file()


def test_openvino_does_not_load_what_tells_its_maker_of_every_start() -> None:
    pytest.importorskip("openvino")
    code = "import sys; from atlascast.narrate.vocoder import quiet; quiet(); print(*sys.modules, sep='\\n')"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "openvino" in loaded and "openvino.tools.ovc.telemetry_stub" in loaded
    assert not [name for name in loaded if name.startswith("openvino_telemetry.")]
