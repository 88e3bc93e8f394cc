"""What was worked out + what it follows from → the same again, as long as nothing of that has changed.

A memory is a file of the cache: a line with its key and a hash of the rest, then JSON. One that is missing, damaged or
of another key is as good as none, and what it held is worked out anew.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter

from atlascast import store

_PACKAGE = Path(__file__).parent
T = TypeVar("T")


def recall(path: Path, key: str, kind: type[T]) -> T | None:
    """What the file remembers under this key; None where that is nothing, or nothing to be believed."""
    wanted: Any = kind
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        told = json.loads(head)
        if told["key"] != key or told["sha256"] != hashlib.sha256(body).hexdigest():
            return None
        known: T = _adapter(wanted).validate_json(body)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):  # damaged: it may be lost
        return None
    return known


def keep(path: Path, key: str, value: object) -> None:
    """Remember a value of plain data in the file, in place of what it held. Raises WorldError where it cannot be
    written."""
    body = _json(value) + b"\n"
    head = {"key": key, "sha256": hashlib.sha256(body).hexdigest()}
    store.write(path, json.dumps(head).encode() + b"\n" + body)
    store.point("memory.kept")


def mark(value: object) -> str:
    """SHA-256 of plain data of any size."""
    return hashlib.sha256(_json(value)).hexdigest()


def held(paths: Iterable[Path]) -> dict[str, str]:
    """What the files hold, those in folders too, each by its hash; "" for one that is not there."""
    files = (inside for path in paths for inside in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    return {str(path): store.digest(path) if path.is_file() else "" for path in files}


def sight(path: Path) -> str:
    """What lies at a path: a file by its hash, a folder by the names in it, "" for what is neither."""
    if path.is_dir():
        return store.fingerprint([inside.relative_to(path).as_posix() for inside in sorted(path.rglob("*"))])
    return store.digest(path) if path.is_file() else ""


def _json(value: object) -> bytes:
    kind: Any = type(value)
    return _adapter(kind).dump_json(value)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@cache
def program() -> str:
    """What everything follows from beside its inputs: the program as it lies there, Python, and every package that is
    installed beside it, by its version."""
    files = sorted(path for path in _PACKAGE.rglob("*") if path.suffix not in ("", ".pyc") and path.is_file())
    held = [[path.relative_to(_PACKAGE).as_posix(), store.digest(path)] for path in files]
    folders = [Path(name) for name in sys.path if name and Path(name).is_dir()]
    beside = sorted(path.name for folder in folders for path in folder.glob("*.dist-info"))
    return store.fingerprint(sys.version, beside, held)
