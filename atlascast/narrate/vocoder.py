"""Frames of a voice → samples, by onnxruntime, or by OpenVINO where the processor multiplies matrices of bfloat16.

OpenVINO comes with `atlascast[fast]`, and speaks for voices that the config calls fast. On a processor with AMX the
vocoder then takes a quarter of the time; weights and what lies in between have 8 bits of precision, so what differs
lies 40 dB below the voice. Lengths follow from the front and are the same. Without AMX OpenVINO gains nothing.
"""

import functools
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlascast.errors import UserError
from atlascast.narrate.split import HALO

if TYPE_CHECKING:
    from atlascast.narrate.samples import Samples

_SPAN = 128
"""Frames said at once: 1.5 s, of which OpenVINO makes the code beforehand, as it does for every length anew."""
_PROCESSOR = Path("/proc/cpuinfo")
_OPTIONS = {
    "INFERENCE_NUM_THREADS": 1,
    "NUM_STREAMS": 1,
    "INFERENCE_PRECISION_HINT": "bf16",
    "ENABLE_CPU_PINNING": False,
}
"""A thread that is not tied to a core, as there is a process for every one."""


@functools.cache
def gains() -> bool:
    """Whether OpenVINO gains on this machine: the processor multiplies matrices of bfloat16.

    Raises UserError where it would and is not installed.
    """
    if not _multiplies():
        return False
    if find_spec("openvino") is None:
        raise UserError("A voice is to be fast, and OpenVINO is not here.", "pip install 'atlascast[fast]'")
    return True


def _multiplies() -> bool:
    try:
        return "amx_bf16" in _PROCESSOR.read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return False


def quiet() -> Any:
    """OpenVINO without openvino_telemetry, by which it would tell its maker over the network that it was imported."""
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # so Python takes it for absent
    import openvino  # type: ignore[import-not-found, import-untyped, unused-ignore]

    return openvino


class Pieces:
    """A vocoder in OpenVINO, which says a sentence in pieces of one length that overlap."""

    def __init__(self, path: Path) -> None:
        core = quiet().Core()
        model = core.read_model(str(path))
        channels = model.input(0).partial_shape[1].get_length()
        model.reshape([1, channels, _SPAN])
        _activate_early(model)
        self._request: Any = core.compile_model(model, "CPU", _OPTIONS).create_infer_request()

    def __call__(self, frames: "Samples") -> "Samples":
        """The samples of (1, channels, frames). One that is shorter than a piece is filled up with rest."""
        import numpy as np

        count = frames.shape[2]
        if count < _SPAN:
            frames = np.pad(frames, ((0, 0), (0, 0), (0, _SPAN - count)))
        found = [self._said(frames, start, kept) for start, kept in pieces(frames.shape[2])]
        hop = sum(map(len, found)) // frames.shape[2]
        return np.concatenate(found)[: count * hop]

    def _said(self, frames: "Samples", start: int, kept: slice) -> "Samples":
        import numpy as np

        self._request.infer([np.ascontiguousarray(frames[:, :, start : start + _SPAN])])
        samples = self._request.get_output_tensor(0).data.reshape(_SPAN, -1)
        return np.array(samples[kept], dtype=np.float32).reshape(-1)


def _activate_early(model: Any) -> None:
    """Have activations before the transposition that puts samples in a row, in place; the sums are the same.

    OpenVINO transposes nothing where a convolution or a sum follows: the one's order is what the other wants.
    """
    from openvino import opset13 as operators  # type: ignore[import-not-found, import-untyped, unused-ignore]

    for node in model.get_ordered_ops():
        before = node.input_value(0).get_node() if node.get_type_name() == "PRelu" else None
        if before is not None and before.get_type_name() == "Transpose":
            early = operators.prelu(before.input_value(0), node.input_value(1))
            late = operators.transpose(early, before.input_value(1)).output(0)
            for user in list(node.output(0).get_target_inputs()):
                user.replace_source_output(late)


def pieces(count: int) -> list[tuple[int, slice]]:
    """Where each piece of `count` frames begins, and which of its frames are kept: each once, away from cut edges."""
    starts = [*range(0, count - _SPAN, _SPAN - 2 * HALO), count - _SPAN]
    seams = [0, *(start + HALO for start in starts[1:]), count]
    return [(start, slice(seams[i] - start, seams[i + 1] - start)) for i, start in enumerate(starts)]
