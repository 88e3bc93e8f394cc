"""A voice's model → its front, from phonemes to frames, and its vocoder, from frames to samples.

Piper's vocoder (HiFi-GAN, https://arxiv.org/abs/2010.05646) takes most of the time, and a sample follows from the few
frames around it. It begins where the first transposed convolution makes more of the frames.
"""

from math import inf
from typing import Any

FRAMES = "atlascast_frames"
"""The front's first output, where there is a vocoder."""
_NEAR = frozenset((
    "Add", "Cast", "Clip", "Conv", "ConvTranspose", "Div", "Elu", "Identity", "LeakyRelu", "Mul", "Neg", "Pow", "Relu",
    "Sigmoid", "Sin", "Squeeze", "Sub", "Tanh", "Unsqueeze",
))  # fmt: skip
"""Operators that look at a moment alone, and those whose width is known."""
HALO = 10
"""Frames on either side on which a sample may depend; of Piper's medium voices 8, of its high ones 10."""


def split(model: Any, onnx: Any) -> tuple[Any, Any | None]:
    """The front, whose first output is then FRAMES, (1, channels, frames), and the vocoder.

    A model that is built otherwise is all front: one without transposed convolution, one whose vocoder needs more than
    the frames, or more of them than HALO.
    """
    graph = model.graph
    first = next((node for node in graph.node if node.op_type == "ConvTranspose"), None)
    weights = {item.name: item for item in graph.initializer}
    if first is None or first.input[1] not in weights or reach(graph, first.input[0], weights) > HALO:
        return model, None
    frames, samples = first.input[0], graph.output[0]
    own = _needed(graph, [samples.name], frames)
    if {item.name for item in graph.input} & {name for node in own for name in node.input}:
        return model, None
    tensor = onnx.helper.make_tensor_value_info
    shape = [1, weights[first.input[1]].dims[0], "frames"]
    hidden = [tensor(name, onnx.TensorProto.FLOAT, shape) for name in (FRAMES, frames)]
    other = list(graph.output[1:])
    nodes = _needed(graph, [frames, *(item.name for item in other)], "")
    nodes.append(onnx.helper.make_node("Identity", [frames], [FRAMES]))
    front = _part(model, nodes, list(graph.input), [hidden[0], *other], onnx)
    return front, _part(model, own, [hidden[1]], [samples], onnx)


def reach(graph: Any, frames: str, weights: dict[str, Any]) -> float:
    """On how many frames, before and after, a sample of the graph's first output depends.

    Behind an operator that is not known to look at a moment alone it may depend on all.
    """
    known = {frames: (0.0, 1.0)}
    for node in graph.node:
        ins = [known[name] for name in node.input if name in known]
        if not ins:
            continue
        if node.op_type not in _NEAR:
            return inf
        far, scale = max(ins)
        options = {one.name: list(one.ints) for one in node.attribute}
        width = weights[node.input[1]].dims[-1] - 1 if "Conv" in node.op_type and node.input[1] in weights else 0
        if node.op_type == "ConvTranspose":
            scale *= options.get("strides", [1])[0]
            far += width / scale
        else:
            far += width * options.get("dilations", [1])[0] / 2 / scale
        known[node.output[0]] = far, scale
    return known[graph.output[0].name][0]


def _needed(graph: Any, outputs: list[str], end: str) -> list[Any]:
    """The nodes that lead to the outputs, those that lead to the tensor `end` left out."""
    wanted = set(outputs)
    found = []
    for node in reversed(graph.node):
        if wanted & (set(node.output) - {end}):
            found.append(node)
            wanted |= set(node.input) - {end}
    return found[::-1]


def _part(model: Any, nodes: list[Any], inputs: list[Any], outputs: list[Any], onnx: Any) -> Any:
    used = {name for node in nodes for name in node.input}
    held = [item for item in model.graph.initializer if item.name in used]
    graph = onnx.helper.make_graph(nodes, "atlascast", inputs, outputs, held)
    made = onnx.helper.make_model(graph, opset_imports=model.opset_import)
    made.ir_version = model.ir_version
    return made
