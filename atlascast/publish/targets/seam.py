"""What a publishing target can do → the shape that every kind has, and the table of kinds."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from atlascast.config import Target as Settings
from atlascast.publish.targets.secrets import Secrets

LOCK = "atlascast.lock"
"""Name of the file that a publisher holds on a target while it works there."""


@dataclass(frozen=True, slots=True)
class Held:
    """A file as a target holds it: its size in bytes, and a word that changes whenever the file does."""

    bytes: int
    mark: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A file as it was read from a target."""

    content: bytes
    mark: str


@dataclass(frozen=True, slots=True)
class Served:
    """How a file is to be served, where the target takes headers: Content-Type and Cache-Control."""

    type: str
    cache: str


class Target(Protocol):
    """A place that listeners read from. Names are relative, with slashes.

    It is made as `Class(settings, secrets, cache)`, where `cache` is a folder of its own that may be deleted at
    any time; nothing is reached before the first call. Every method raises TargetError where the target cannot be
    reached or refuses; a call that failed may be made again.
    """

    whole: bool
    """Whether nothing shows before `finish`, and then all of it at once. Such a target needs no lock."""

    def __init__(self, settings: Settings, secrets: Secrets, cache: Path) -> None: ...

    def held(self) -> dict[str, Held]:
        """Every file there, whoever put it."""
        ...

    def read(self, name: str) -> Copy | None:
        """A file as it is there now; None where there is none."""
        ...

    def put(self, name: str, content: bytes | Path, served: Served) -> Held:
        """Make `name` hold the bytes or the file, whole or not at all, and look again: size and hash must agree."""
        ...

    def swap(self, name: str, content: bytes, served: Served, before: Copy | None) -> Held:
        """`put`, but only where the target still holds `before` (None: nothing). Raises ConflictError otherwise."""
        ...

    def remove(self, name: str) -> None:
        """Take `name` away; nothing happens where it is not there."""
        ...

    def finish(self) -> None:
        """Show what was put, where that waits for this. Raises ConflictError where another publisher came between."""
        ...

    def close(self) -> None:
        """Let go of connections. The next call opens them again."""
        ...


TARGETS = {
    "folder": "atlascast.publish.targets.folder:FolderTarget",
    "git": "atlascast.publish.targets.git:GitTarget",
    "s3": "atlascast.publish.targets.s3:S3Target",
    "sftp": "atlascast.publish.targets.sftp:SftpTarget",
}
