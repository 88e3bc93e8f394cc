"""An ONNX graph that multiplies by rows of zeros → the same products without them.

Relative attention knows a few places to either side (https://arxiv.org/abs/1803.02155; a Piper voice four), and VITS
fills what it learned of them up with zeros to twice the sentence's length before it multiplies. Here the zeros stay
out of the product: where they were its columns they are put in behind it, where they were summed over they are left.
"""

from typing import Any

_ROWS = 1
"""The axis of (1, places, channels) along which the zeros lie."""


def narrow(graph: Any, onnx: Any) -> None:
    """Keep the zeros that a constant is padded with out of every product with it; in place."""
    held = {item.name: item for item in graph.initializer}
    makers = {name: node for node in graph.node for name in node.output}
    narrowed = _Narrowed(graph, onnx)
    for node in graph.node:
        found = _padded(node.input[1], makers, held) if node.op_type == "MatMul" else None
        if found:
            narrowed.product(node, *found)
        else:
            narrowed.nodes.append(node)
    del graph.node[:]
    graph.node.extend(narrowed.nodes)


def _padded(name: str, makers: dict[str, Any], held: dict[str, Any]) -> tuple[Any, Any | None, int, bool] | None:
    """The Pad behind a product's second factor, the Slice of it, how many rows it pads, and whether they lie across."""
    across, cut = False, None
    node = makers.get(name)
    if node is not None and node.op_type == "Transpose" and list(node.attribute[0].ints) == [0, 1, 3, 2]:
        across, node = True, makers.get(node.input[0])
    if node is not None and node.op_type == "Unsqueeze" and _is(held, node.input[1:], 0):
        node = makers.get(node.input[0])
        if node is not None and node.op_type == "Slice" and _is(held, node.input[3:4], _ROWS) and _plain(held, node):
            cut, node = node, makers.get(node.input[0])
        if node is not None and node.op_type == "Pad" and not any(node.input[2:]) and node.input[0] in held:
            rows = held[node.input[0]].dims
            modes = {one.s for one in node.attribute if one.name == "mode"}
            return (node, cut, rows[_ROWS], across) if len(rows) == 3 and modes <= {b"constant"} else None
    return None


def _plain(held: dict[str, Any], node: Any) -> bool:
    """Whether a Slice takes every row from its first to its last."""
    return len(node.input) < 5 or _is(held, node.input[4:], 1)


def _is(held: dict[str, Any], names: Any, number: int) -> bool:
    """Whether these are one tensor, a constant that holds this one number."""
    from numpy import frombuffer

    items = [held.get(name) for name in names]
    if len(items) != 1 or items[0] is None:
        return False
    return [*items[0].int64_data, *map(int, frombuffer(items[0].raw_data, dtype="<i8"))] == [number]


class _Narrowed:
    """The nodes of a graph that is being told anew."""

    def __init__(self, graph: Any, onnx: Any) -> None:
        self.nodes: list[Any] = []
        self._graph, self._onnx = graph, onnx

    def product(self, node: Any, pad: Any, cut: Any | None, rows: int, across: bool) -> None:
        """A MatMul by `rows` rows between zeros, of which `cut` may leave some out."""
        one, other, stem = node.input[0], node.input[1], node.output[0]
        before = self._made("Slice", [pad.input[1], self._number(_ROWS), self._number(_ROWS + 1)], f"{stem}_before")
        if cut is not None:
            before = self._made("Sub", [before, cut.input[1]], f"{stem}_left")
        none = self._number(0)
        first = self._made("Max", [before, none], f"{stem}_first")
        end = self._made("Max", [self._made("Add", [before, self._number(rows)], f"{stem}_after"), none], f"{stem}_end")
        last = self._number(-1)
        if not across:
            kept = self._made("Slice", [one, first, end, last], f"{stem}_kept")
            told = self._made("Slice", [other, first, end, self._number(-2)], f"{stem}_told")
            self._made("MatMul", [kept, told], stem)
            return
        told = self._made("Slice", [other, first, end, last], f"{stem}_told")
        thin = self._made("MatMul", [one, told], f"{stem}_thin")
        self._widened(thin, first, end, other, stem)

    def _widened(self, thin: str, first: str, end: str, other: str, stem: str) -> None:
        """A product with the columns of zeros that it would have had."""
        whole = self._made("Slice", [self._made("Shape", [other], f"{stem}_shape"), self._number(3), self._number(4)],
                           f"{stem}_whole")
        first = self._made("Min", [first, whole], f"{stem}_most")
        more = self._made("Max", [self._made("Sub", [whole, end], f"{stem}_over"), self._number(0)], f"{stem}_more")
        three = self._constant("atlascast_three", [0, 0, 0])
        pads = self._made("Concat", [three, first, three, more], f"{stem}_pads", axis=0)
        self._made("Pad", [thin, pads], stem)

    def _number(self, value: int) -> str:
        return self._constant(f"atlascast_number_{value}", [value])

    def _constant(self, name: str, values: list[int]) -> str:
        if not any(item.name == name for item in self._graph.initializer):
            kind = self._onnx.TensorProto.INT64
            self._graph.initializer.append(self._onnx.helper.make_tensor(name, kind, [len(values)], values))
        return name

    def _made(self, kind: str, ins: list[str], out: str, **options: Any) -> str:
        self.nodes.append(self._onnx.helper.make_node(kind, ins, [out], **options))
        return out
