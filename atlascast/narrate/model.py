"""A Piper model → the same model with its noise as an input and its phoneme lengths as an output.

Piper (VITS, https://arxiv.org/abs/2106.06103) draws noise inside its graph, for the rhythm and for the
sound, so the stock model never says a line twice alike. Here each `RandomNormalLike` node gives way to a
graph input: one flat run of numbers, of which the first as many as the node's shape holds are taken.
split.py parts the vocoder from it, and narrow.py, convolve.py and blocks.py have both said quicker. The front is kept
as onnxruntime has simplified it, which halves the time of loading it; the vocoder lies there twice, as onnxruntime
likes it and as OpenVINO does.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlascast.errors import VoiceError
from atlascast.narrate import vocoder
from atlascast.narrate.blocks import block
from atlascast.narrate.convolve import widen
from atlascast.narrate.narrow import narrow
from atlascast.narrate.split import FRAMES, split
from atlascast.store import unwritable

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

    from atlascast.narrate.samples import Samples

SCHEME = 3
"""Goes up when the patch changes how the model sounds."""
_FORM = 4
"""Goes up when the patch changes: what was patched before lies there and is not read."""
DRAWING = 2
"""Goes up when the drawing of noise changes, and with it how a line is said."""
_DURATIONS = "atlascast_durations"
_NOISE = "atlascast_noise_"
_TRIES = 5


class Model:
    """A patched model in a session of one thread: one process a core beats many threads."""

    def __init__(self, path: Path, sha256: str, cache: Path, fast: bool = False) -> None:
        """Load the model at `path`, patched once and kept under its hash in `cache`.

        `fast` has OpenVINO say the vocoder where the processor gains. Raises VoiceError, UserError where it is absent.
        """
        try:
            front = _patched(path, kept(sha256, cache))
            self._session: Any = _session(str(front), _options())
            self._outputs = [o.name for o in self._session.get_outputs()]
            self._vocoder = _vocoder(front, fast) if FRAMES in self._outputs else None
        except _failures() as error:
            raise VoiceError(f"{path} cannot be loaded as a Piper voice: {error}", "Check that file.") from error
        self._noises = [i.name for i in self._session.get_inputs() if i.name.startswith(_NOISE)]

    def run(self, inputs: dict[str, Any], seed: int, size: int) -> tuple["Samples", "NDArray[int64] | None"]:
        """One sentence: its samples, and the frames that each phoneme id takes where the model tells.

        `size` is a guess at how much noise is needed; noise of another size begins with the same numbers,
        so the guess does not change the sound. Raises VoiceError where the model fails.
        """
        import numpy as np

        for doubling in range(_TRIES):
            try:
                found = self._session.run(None, inputs | self._noise(seed, size << doubling))
            except _failures() as error:
                if doubling == _TRIES - 1:
                    raise VoiceError(f"The Piper model failed: {error}", "Try another model.") from error
                continue
            break
        given = dict(zip(self._outputs, found, strict=True))
        frames = given.get(_DURATIONS)
        first = self._vocoder(found[0]) if self._vocoder else found[0]
        samples = np.asarray(first, dtype=np.float32).reshape(-1)
        return samples, None if frames is None else np.rint(frames.reshape(-1)).astype(np.int64)

    def _noise(self, seed: int, size: int) -> dict[str, Any]:
        from numpy import float32
        from numpy.random import PCG64, Generator, SeedSequence

        generators = (Generator(PCG64(SeedSequence([seed, index]))) for index in range(len(self._noises)))
        return {
            name: generator.standard_normal(size, dtype=float32)
            for name, generator in zip(self._noises, generators, strict=True)
        }


def kept(sha256: str, cache: Path) -> Path:
    """Where the patched model lies, by the hash of the original; another onnxruntime may simplify it otherwise."""
    return cache / "models" / f"{sha256}-{_FORM}-{version('onnxruntime')}.onnx"


def _seconds(front: Path) -> tuple[Path, Path]:
    """Where the vocoder lies for onnxruntime and for OpenVINO: empty where it could not be parted from the front."""
    return front.with_suffix(".vocoder.onnx"), front.with_suffix(".plain.onnx")


def _vocoder(front: Path, fast: bool) -> Callable[["Samples"], "Samples"]:
    usual, plain = _seconds(front)
    if fast and vocoder.gains():
        return vocoder.Pieces(plain)
    session = _session(str(usual), _options())
    (given,) = session.get_inputs()
    return lambda frames: session.run(None, {given.name: frames})[0]


def _options() -> Any:
    import onnxruntime  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return options


def _session(model: str | bytes, options: Any) -> Any:
    import onnxruntime

    return onnxruntime.InferenceSession(model, options, ["CPUExecutionProvider"])


def _simplified(model: bytes, out: Path) -> None:
    """Write the model with what onnxruntime does to it on every processor alike; the rest is done when it is loaded."""
    import onnxruntime

    options = _options()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(out)
    _session(model, options)


def _failures() -> tuple[type[Exception], ...]:
    from onnxruntime.capi import onnxruntime_pybind11_state as state  # type: ignore[import-untyped]

    raised = (state.Fail, state.InvalidArgument, state.InvalidGraph, state.InvalidProtobuf, state.RuntimeException)
    return (*raised, state.NoSuchFile, state.NotImplemented, ValueError, RuntimeError)


def _patched(path: Path, target: Path) -> Path:
    """The patched model in the cache, put there whole; of two processes that want it at once one makes it."""
    if _made(target):
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target.parent):
            if not _made(target):
                _make(path, target)
                _clear(target)
    except OSError as error:
        raise unwritable(target, error) from error
    return target


def _made(front: Path) -> bool:
    return all(path.is_file() for path in (front, *_seconds(front)))


def _clear(front: Path) -> None:
    """Take away what older forms of the same model have left beside it."""
    for path in front.parent.glob(f"{front.name.partition('-')[0]}-*"):
        if not path.name.startswith(front.stem):
            path.unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder as long as no other process does."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _make(path: Path, target: Path) -> None:
    import onnx
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]

    try:
        model = onnx.load(str(path))
    except DecodeError as error:
        raise VoiceError(f"{path} is no ONNX model.", "Name a Piper voice's .onnx file.") from error
    _patch(model.graph, onnx)
    narrow(model.graph, onnx)
    front, second = split(model, onnx)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    usual, plain = _seconds(target)
    for tell, path in ((widen, plain), (block, usual)):
        if second is not None:
            tell(second.graph, onnx)
        part.write_bytes(second.SerializeToString(deterministic=True) if second is not None else b"")
        os.replace(part, path)
    widen(front.graph, onnx)
    _simplified(front.SerializeToString(), part)
    os.replace(part, target)


def _patch(graph: Any, onnx: Any) -> None:
    make = onnx.helper.make_node
    nodes: list[Any] = []
    for node in graph.node:
        if node.op_type != "RandomNormalLike":
            nodes.append(node)
            continue
        name = f"{_NOISE}{sum(i.name.startswith(_NOISE) for i in graph.input)}"
        graph.input.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [f"{name}_size"]))
        options = {option.name: option.f for option in node.attribute}
        mean, scale = options.get("mean", 0.0), options.get("scale", 1.0)
        for end, kind, value in (("zero", "INT64", 0), ("mean", "FLOAT", mean), ("scale", "FLOAT", scale)):
            kind = getattr(onnx.TensorProto, kind)
            graph.initializer.append(onnx.helper.make_tensor(f"{name}_{end}", kind, [1], [value]))
        nodes += [
            make("Shape", [node.input[0]], [f"{name}_shape"]),
            make("ReduceProd", [f"{name}_shape"], [f"{name}_end"], keepdims=1),
            make("Slice", [name, f"{name}_zero", f"{name}_end"], [f"{name}_taken"]),
            make("Mul", [f"{name}_taken", f"{name}_scale"], [f"{name}_scaled"]),
            make("Add", [f"{name}_scaled", f"{name}_mean"], [f"{name}_moved"]),
            make("Reshape", [f"{name}_moved", f"{name}_shape"], [node.output[0]]),
        ]
    lengths = [node.output[0] for node in nodes if node.op_type == "Ceil"]
    if len(lengths) == 1:
        nodes.append(make("Identity", lengths, [_DURATIONS]))
        graph.output.append(onnx.helper.make_tensor_value_info(_DURATIONS, onnx.TensorProto.FLOAT, None))
    del graph.node[:]
    graph.node.extend(nodes)
