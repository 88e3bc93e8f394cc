# ruff: noqa: T201  # a command of its own, which prints
"""Every parser against mutations of the kept cases, for as long as asked: `python tests/fuzz.py [SECONDS] [SEED]`.

Prints what fell over, with the bytes that did it; exit 1 where anything did. A find becomes a kept case.
"""

import random
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from hostile import PARSERS, tables

from atlascast.errors import AtlascastError

ODD = [b"\x00", b"\xff\xfe", b"\xed\xa0\x80", "²".encode(), b"http://[::1", b"{{7*7}}", b"<![CDATA[", b"-1", b"1e999",
       b"9" * 400, b"null", b"[]", b"\r", "\u2028".encode(), b"../../x", b"'", b'"', b"\\", b"&#xD800;", b"", b"---"]


def mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """The bytes with a few cuts, odd insertions, repetitions and pieces of another case."""
    for _ in range(chance.randint(1, 4)):
        at, end = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
        end = min(end, at + 200)
        other = chance.choice(others)
        start = chance.randint(0, len(other))
        pieces = [chance.choice(ODD), data[at:end] * chance.randint(2, 9), other[start : start + 80],
                  bytes([chance.randint(0, 255)])]
        data = data[:at] + chance.choice(pieces) + data[end:]
    return data


def run(seconds: float, seed: int) -> int:
    """How many inputs fell over."""
    chance, until, wrong, done = random.Random(seed), time.monotonic() + seconds, 0, 0
    kept = [(parser, data) for parser, _, data in tables() if len(data) < 5000]
    while time.monotonic() < until:
        parser, data = chance.choice(kept)
        data = mutated(data, [other for name, other in kept if name == parser], chance)
        done += 1
        with tempfile.TemporaryDirectory() as folder:
            try:
                PARSERS[parser](Path(folder), data)
            except AtlascastError:
                pass
            except Exception:  # noqa: BLE001  # what is looked for
                wrong += 1
                print(parser, data, traceback.format_exc(limit=-3), sep="\n")
    print(f"{done} inputs, {wrong} fell over")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(run(float((sys.argv[1:] or ["60"])[0]), int((sys.argv[2:] or ["0"])[0]))))
