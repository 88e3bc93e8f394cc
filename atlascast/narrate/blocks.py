"""A graph of two-dimensional convolutions → the same sums, with little between them that leaves their blocks.

Between convolutions onnxruntime keeps numbers in blocks of 16 channels (NCHWc). It lays them out anew for an activation
that does not follow a convolution, for a division, and for a sum with something that is in no blocks. Here each is a
convolution of width 1 in which every channel stands alone, or goes through one. Samples differ by rounding.
"""

from typing import Any

_BLOCK = 16
_KEEPING = {"Add", "Conv", "Div", "LeakyRelu", "Slice", "Tanh", "Transpose"}
"""Nodes whose output has as many channels as their first input, where it is no convolution."""


def block(graph: Any, onnx: Any) -> None:
    """Have what lies between convolutions stay in blocks; in place."""
    blocks = _Blocks(graph, onnx)
    for node in list(graph.node):
        blocks.add(node)
    del graph.node[:]
    graph.node.extend(blocks.nodes)


class _Blocks:
    """The nodes of a graph that is being told anew, and how many channels its tensors have."""

    def __init__(self, graph: Any, onnx: Any) -> None:
        self.nodes: list[Any] = []
        self._graph, self._onnx = graph, onnx
        self._held = {item.name: item for item in graph.initializer}
        self._makers = {name: node for node in graph.node for name in node.output}
        names = [name for node in graph.node for name in node.input] + [item.name for item in graph.output]
        self._once = {name for name in names if names.count(name) == 1}
        self._channels: dict[str, int] = {}

    def add(self, node: Any) -> None:
        """The next node, in the form that suits it."""
        out = node.output[0]
        channels = self._channels[out] = self._counted(node)
        if channels % _BLOCK or not channels:
            self.nodes.append(node)
        elif node.op_type == "Div" and self._number(node.input[1]):
            self._alone(node.input[0], out, channels, 1 / self._number(node.input[1]))
        elif node.op_type == "LeakyRelu" and not self._fused(node.input[0]):
            node.input[0] = self._alone(node.input[0], f"{out}_before", channels, 1.0)
            self.nodes.append(node)
        elif node.op_type == "Add":
            for index, name in enumerate(node.input):
                if name in self._makers and self._makers[name].op_type == "Transpose":
                    node.input[index] = self._shared(name, channels)
            self.nodes.append(node)
        else:
            self.nodes.append(node)

    def _counted(self, node: Any) -> int:
        """How many channels a node's output has; 0 where that is not known."""
        weights = self._held.get(node.input[1]) if len(node.input) > 1 else None
        if node.op_type == "Conv" and weights is not None and len(weights.dims) == 4:
            return int(weights.dims[0])
        if node.op_type == "Reshape" and weights is not None:
            row = self._onnx.numpy_helper.to_array(weights).tolist()
            return int(row[3]) if row[:3] == [0, 1, -1] and len(row) == 4 else 0
        return self._channels.get(node.input[0], 0) if node.input and node.op_type in _KEEPING else 0

    def _number(self, name: str) -> float:
        """What a constant of one number holds; 0 where it is no such thing."""
        maker = self._makers.get(name)
        item = maker.attribute[0].t if maker is not None and maker.op_type == "Constant" else self._held.get(name)
        values = self._onnx.numpy_helper.to_array(item).reshape(-1).tolist() if item is not None else []
        return float(values[0]) if len(values) == 1 else 0.0

    def _fused(self, name: str) -> bool:
        """Whether an activation of this tensor is done by the convolution before it."""
        made = any(name in node.output and node.op_type == "Conv" for node in self.nodes)
        return made and name in self._once

    def _shared(self, name: str, channels: int) -> str:
        """A tensor in blocks, made once for all that add it."""
        out = f"{name}_blocks"
        made = any(out in node.output for node in self.nodes)
        return out if made else self._alone(name, out, channels, 1.0)

    def _alone(self, name: str, out: str, channels: int, gain: float) -> str:
        """A tensor times a gain, by a convolution of each channel by itself; each has weights of its own name."""
        import numpy as np

        weights = self._onnx.numpy_helper.from_array(np.full((channels, 1, 1, 1), gain, np.float32), f"{out}_alone")
        self._graph.initializer.append(weights)
        node = self._onnx.helper.make_node("Conv", [name, weights.name], [out], kernel_shape=[1, 1], group=channels)
        self.nodes.append(node)
        return out
