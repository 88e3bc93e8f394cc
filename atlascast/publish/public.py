"""Files → public/ on this machine, from where targets/ sends them on."""

from pathlib import Path

from atlascast.errors import WorldError
from atlascast.store import copy, digest, point, write


class Public:
    """The folder of the built site. Names are relative, with slashes; an address a name stands for never dangles."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, content: str | bytes | Path) -> list[Path]:
        """Make `name` hold the text, bytes or file, whole or not at all; what changed: that one file, or nothing.

        Raises WorldError where it cannot be written.
        """
        path = self.root / name
        changed = copy(content, path) if isinstance(content, Path) else write(path, content)
        return [path] if changed else []

    def remove(self, name: str) -> list[Path]:
        """Take `name` away; what changed: that one file, or nothing where it was not there.

        Raises WorldError where the folder cannot be written.
        """
        path = self.root / name
        try:
            path.unlink()
            point("site.removed")
        except FileNotFoundError:
            return []
        except OSError as error:
            hint = "Check the folder's rights."
            raise WorldError(f"{path} cannot be removed: {error.strerror}.", hint) from error
        return [path]

    def digest(self, name: str) -> str:
        """SHA-256 of what `name` holds there; empty where there is none."""
        path = self.root / name
        return digest(path) if path.is_file() else ""

    def mark(self, name: str) -> str:
        """A word that changes whenever the file does; empty where there is none."""
        return mark(self.root / name)

    def names(self) -> list[str]:
        """Every file there."""
        return [path.relative_to(self.root).as_posix() for path in sorted(self.root.rglob("*")) if path.is_file()]


def mark(path: Path) -> str:
    """A word that changes whenever a file does; empty where there is none.

    By the time of its last change of any kind (st_ctime) too, which no program can set back as it can st_mtime.
    """
    if not path.is_file():
        return ""
    facts = path.stat()
    return f"{facts.st_size:x}-{facts.st_mtime_ns:x}-{facts.st_ctime_ns:x}"
