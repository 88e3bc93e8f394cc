"""An ONNX graph → the same sums told as convolutions that the processor's vectors are good at.

onnxruntime lays out two-dimensional convolutions for the processor's vectors, and one-dimensional and transposed ones
not. So a convolution along time becomes one of height 1, and what lies between two of them stays so; a transposed one
becomes a plain one that finds the new samples between two old ones as channels, which are then put in a row (sub-pixel
convolution: https://arxiv.org/abs/1609.05158). Samples differ by rounding, less than one step of 16 bits.
"""

from typing import Any

_UP, _DOWN = ("atlascast_up", [0, 0, 1, -1]), ("atlascast_down", [0, 0, -1])
"""Names and shapes between which a tensor goes from (batch, channel, time) to (batch, channel, 1, time); 0 keeps."""
_ALONE = {"LeakyRelu", "Relu", "Sigmoid", "Tanh"}
_TOGETHER = {"Add", "Div", "Mul", "Sub"}
"""Nodes that do the same whatever the axes."""


def widen(graph: Any, onnx: Any) -> None:
    """Tell every convolution along time, whose weights the graph holds, in two dimensions; in place."""
    wide = _Wide(graph, onnx)
    for node in list(graph.node):
        wide.add(node)
    for found in graph.output:
        wide.narrow(found.name)
    for name, shape in (_UP, _DOWN):
        wide.hold(name, onnx.numpy_helper.from_array(wide.row(shape), name))
    del graph.node[:]
    graph.node.extend(wide.nodes)
    used = {name for node in graph.node for name in node.input}
    kept = [item for item in wide.held.values() if item.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)


class _Wide:
    """The nodes of a graph that is being told anew, and in which of the two forms its tensors are there."""

    def __init__(self, graph: Any, onnx: Any) -> None:
        self.nodes: list[Any] = []
        self.held = {item.name: item for item in graph.initializer}
        self._single = {name for name, item in self.held.items() if item.dims in ([], [1])} | _singles(graph, onnx)
        self._onnx = onnx
        self._up: dict[str, str] = {}
        self._down: set[str] = set()

    def add(self, node: Any) -> None:
        """The next node, in the form that suits it."""
        options = {one.name: self._onnx.helper.get_attribute_value(one) for one in node.attribute}
        weights = self.held.get(node.input[1]) if len(node.input) > 1 else None
        if weights is not None and len(weights.dims) == 3 and node.op_type == "Conv":
            self._convolution(node, weights, options)
        elif weights is not None and node.op_type == "ConvTranspose" and _plain(weights, options):
            self._transposed(node, weights, options)
        elif self._alike(node):
            ins = [self._up.get(name, name) for name in node.input]
            self.nodes.append(self._onnx.helper.make_node(node.op_type, ins, [self._new(node)], **options))
        else:
            for name in node.input:
                self.narrow(name)
            self.nodes.append(node)

    def narrow(self, name: str) -> None:
        """Have the tensor as the graph knew it."""
        if name in self._up and name not in self._down and name not in self.held:
            self._make("Reshape", [self._up[name], _DOWN[0]], name)
            self._down.add(name)

    def hold(self, name: str, value: Any) -> str:
        """Keep a constant under a name; the name."""
        return str(self.held.setdefault(name, value).name)

    def row(self, numbers: Any) -> Any:
        """Whole numbers as an array."""
        import numpy as np

        return np.array(numbers, dtype=np.int64)

    def _alike(self, node: Any) -> bool:
        if node.op_type in _ALONE:
            return node.input[0] in self._up and node.input[0] not in self._down
        if node.op_type not in _TOGETHER or not any(name in self._up for name in node.input):
            return False
        return all(name in self._up or name in self._single for name in node.input)

    def _convolution(self, node: Any, weights: Any, options: dict[str, Any]) -> None:
        values = self._onnx.numpy_helper.to_array(weights)[:, :, None, :]
        for name in ("kernel_shape", "dilations", "strides"):
            if name in options:
                options[name] = [1, *options[name]]
        if "pads" in options:
            before, after = options["pads"]
            options["pads"] = [0, before, 0, after]
        ins = [self._wide(node.input[0]), self._weights(f"{node.input[1]}_wide", values), *node.input[2:]]
        self._make("Conv", ins, self._new(node), **options)

    def _transposed(self, node: Any, weights: Any, options: dict[str, Any]) -> None:
        """Sample s * m + r of what is made of x is the sum of x[m - j] w[r + s * j] over j, s being the stride."""
        values = self._onnx.numpy_helper.to_array(weights)
        given, channels, length = values.shape
        step = options.get("strides", [1])[0]
        taps = length // step
        values = values.reshape(given, channels, taps, step)[:, :, ::-1].transpose(3, 1, 0, 2)
        values = values.reshape(step * channels, given, 1, taps)
        ins = [self._wide(node.input[0]), self._weights(f"{node.input[1]}_phases", values)]
        for name in node.input[2:]:
            bias = self._onnx.numpy_helper.to_array(self.held[name])
            ins.append(self._weights(f"{name}_phases", bias[None].repeat(step, 0).reshape(-1)))
        self._make("Conv", ins, f"{node.output[0]}_phases", kernel_shape=[1, taps], pads=[0, taps - 1, 0, taps - 1])
        self._woven(node, channels, options.get("pads", [0, 0]))

    def _woven(self, node: Any, channels: int, pads: list[int]) -> None:
        """The samples between two old ones, which are channels so far, in a row, cut at both ends."""
        stem, new = node.output[0], self._new(node)
        ends = [("row", [0, 1, -1, channels]), ("first", pads[:1]), ("end", [-pads[1] or 2**62]), ("axis", [2])]
        row, first, end, axis = (self._weights(f"{stem}_{name}", self.row(value)) for name, value in ends)
        self._make("Transpose", [f"{stem}_phases"], f"{stem}_last", perm=[0, 2, 3, 1])
        self._make("Reshape", [f"{stem}_last", row], f"{stem}_woven")
        self._make("Slice", [f"{stem}_woven", first, end, axis], f"{stem}_cut")
        self._make("Transpose", [f"{stem}_cut"], new, perm=[0, 3, 1, 2])

    def _wide(self, name: str) -> str:
        if name not in self._up:
            self._make("Reshape", [name, _UP[0]], f"{name}_up")
            self._up[name] = f"{name}_up"
            self._down.add(name)
        return self._up[name]

    def _new(self, node: Any) -> str:
        return self._up.setdefault(node.output[0], f"{node.output[0]}_up")

    def _weights(self, name: str, values: Any) -> str:
        return self.hold(name, self._onnx.numpy_helper.from_array(values.copy(), name))

    def _make(self, kind: str, ins: list[str], out: str, **options: Any) -> None:
        self.nodes.append(self._onnx.helper.make_node(kind, ins, [out], **options))


def _singles(graph: Any, onnx: Any) -> set[str]:
    """Constants of one number."""
    found = set()
    for node in graph.node:
        values = [one.t for one in node.attribute if node.op_type == "Constant" and one.name == "value"]
        found |= {node.output[0] for value in values if onnx.numpy_helper.to_array(value).size == 1}
    return found


def _plain(weights: Any, options: dict[str, Any]) -> bool:
    """Whether every new sample of a transposed convolution sums the same number of old ones, at one distance."""
    rare = {"auto_pad", "output_padding", "output_shape"} & options.keys()
    usual = len(weights.dims) == 3 and options.get("group", 1) == 1 and options.get("dilations", [1]) == [1]
    return usual and not rare and weights.dims[2] % options.get("strides", [1])[0] == 0
