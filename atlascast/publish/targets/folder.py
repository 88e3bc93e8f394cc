"""Files → a folder of this machine or of a mounted disk, as a web server or rsync reads it.

Every file is written beside its place and moved there, so a reader sees the old or the new one whole; a file that
has not changed keeps its time, so rsync passes over it. Comparing before a swap takes a moment in which another
program could write: the lock keeps other publishers out, nothing keeps out an editor by hand.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from atlascast.config import Target as Settings
from atlascast.errors import ConflictError, TargetError, UserError
from atlascast.publish.targets.seam import Copy, Held, Served
from atlascast.publish.targets.secrets import Secrets
from atlascast.store import PART, part, point


class FolderTarget:
    """A folder; it is made where its parent is there."""

    whole = False

    def __init__(self, settings: Settings, secrets: Secrets, cache: Path) -> None:
        self._root = Path(settings.location)

    def held(self) -> dict[str, Held]:
        """See Target. What a killed publisher left half written is swept."""
        with self._said(self._root):
            for left in self._root.rglob(f".*{PART}"):
                left.unlink()
            files = sorted(path for path in self._root.rglob("*") if path.is_file())
            return {path.relative_to(self._root).as_posix(): _held(path) for path in files}

    def read(self, name: str) -> Copy | None:
        """See Target."""
        path = self._root / name
        with self._said(path):
            return Copy(path.read_bytes(), _held(path).mark) if path.is_file() else None

    def put(self, name: str, content: bytes | Path, served: Served) -> Held:
        """See Target."""
        return self._place(name, content, os.replace)

    def swap(self, name: str, content: bytes, served: Served, before: Copy | None) -> Held:
        """See Target."""
        now = self.read(name)
        if (now and now.content) != (before and before.content):
            raise ConflictError(f"{self._root / name} has changed meanwhile.", "Run again: it is read anew.")
        return self._place(name, content, os.replace if before else _create)

    def remove(self, name: str) -> None:
        """See Target. Folders that are left empty go too."""
        path = self._root / name
        with self._said(path):
            path.unlink(missing_ok=True)
            for folder in path.parents:
                if folder == self._root or not folder.is_dir() or any(folder.iterdir()):
                    break
                folder.rmdir()

    def finish(self) -> None:
        """See Target: each file shows as soon as it is put."""

    def close(self) -> None:
        """See Target."""

    def _place(self, name: str, content: bytes | Path, move: Callable[[Path, Path], None]) -> Held:
        path = self._root / name
        with self._said(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            wanted = _written(part(path), content)
            point("folder.written")
            with part(path).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != wanted:
                    raise TargetError(f"{path} does not hold what was written.", "Check the disk.")
            move(part(path), path)
            point("folder.moved")
            return _held(path)

    @contextmanager
    def _said(self, path: Path) -> Iterator[None]:
        """What the disk objects to, as TargetError. A folder is made, its parent must be there."""
        if not self._root.parent.is_dir():
            raise UserError(f"There is no folder {self._root.parent}.", "Make it, or mount its disk.")
        try:
            yield
        except FileExistsError as error:
            raise ConflictError(f"{path} has been made meanwhile.", "Run again: it is read anew.") from error
        except OSError as error:
            hint = "Check the folder's rights and the disk."
            raise TargetError(f"{path} cannot be used: {error.strerror or error}.", hint) from error


def _written(path: Path, content: bytes | Path) -> str:
    """Write the file and bring it to the disk; the SHA-256 of what was to be written."""
    if isinstance(content, bytes):
        wanted = hashlib.sha256(content)
    else:
        with content.open("rb") as source:
            wanted = hashlib.file_digest(source, "sha256")
    with path.open("wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            with content.open("rb") as source:
                shutil.copyfileobj(source, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
    return wanted.hexdigest()


def _create(source: Path, path: Path) -> None:
    """Move a file to a name that must be free."""
    os.link(source, path)
    source.unlink()


def _held(path: Path) -> Held:
    facts = path.stat()
    return Held(facts.st_size, f"{facts.st_size:x}-{facts.st_mtime_ns:x}")
