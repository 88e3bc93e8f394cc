"""A show's folder → its episode folders, clip cache and site; files appear whole or not at all.

    <out>/episodes/<week>/   the producer's archive; a folder without episode.json is unfinished
    <out>/.atlascast/        clips and stamps: may be deleted at any time, at the cost of making them again
    <out>/public/            the built site
"""

import fcntl
import hashlib
import json
import os
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from atlascast.errors import UserError, WorldError
from atlascast.models import Episode

PART = ".part"
"""Ending of a file that is being written. Left behind by a kill, it is overwritten or swept by the next run."""


VERSION = 1
"""Of the form of episode.json, stories.json and corrections.json. An older one is read; one without is of 1."""

CLIPS = "clips"
"""The folder of the cache that holds them."""
KILL_AT = "ATLASCAST_KILL_AT"
_reached: Counter[str] = Counter()


def point(name: str) -> None:
    """A seam for tests: a place where the process may die. Nothing happens unless $ATLASCAST_KILL_AT names it.

    `name` is a literal, "stage.place", so that tests find every point by reading the source. The variable holds
    a name, or "name#3" for the third time that it is reached in a process; the process is then killed as by
    `kill -9`: nothing is closed, flushed or tidied.
    """
    wanted = os.environ.get(KILL_AT, "")
    if wanted.partition("#")[0] == name:
        _reached[name] += 1
        if _reached[name] == int(wanted.partition("#")[2] or 1):
            os.kill(os.getpid(), signal.SIGKILL)


def part(path: Path) -> Path:
    """Where a file is written before `os.replace` puts it at `path`."""
    return path.with_name(f".{path.name}{PART}")


def write(path: Path, content: str | bytes) -> bool:
    """Make the file hold `content`, whole or not at all; False where it did already and was left alone.

    Raises WorldError where the folder cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        part(path).write_bytes(data)
        point("store.written")
        os.replace(part(path), path)
        point("store.moved")
    except OSError as error:
        raise unwritable(path, error) from error
    return True


def write_json(path: Path, value: object) -> bool:
    """`write` for JSON."""
    return write(path, json_text(value))


def json_text(value: object) -> str:
    """Plain data as our files hold it: sorted as given, two spaces, UTF-8, no NaN or Infinity."""
    return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=_plain) + "\n"


def copy(source: Path, target: Path) -> bool:
    """`write` for a file's bytes, linked where the disk allows; False where they are the same already.

    Raises WorldError where it cannot be written.
    """
    try:
        if target.is_file() and (target.samefile(source) or digest(target) == digest(source)):
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        part(target).unlink(missing_ok=True)
        try:
            os.link(source, part(target))
        except OSError:
            part(target).write_bytes(source.read_bytes())
        point("store.linked")
        os.replace(part(target), target)
        point("store.copied")
    except OSError as error:
        raise unwritable(target, error) from error
    return True


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal. Raises WorldError where it may not be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except PermissionError as error:
        raise WorldError(f"{path} cannot be read: {error.strerror}.", "Check the file's rights.") from error


def fingerprint(*values: object) -> str:
    """SHA-256 of plain values (strings, numbers, lists, dataclasses), the same in every process."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def notes(path: Path) -> dict[str, Any]:
    """What a file of our own remembers, a JSON object; {} where it is missing or damaged, as notes may be lost."""
    try:
        rows = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return rows if isinstance(rows, dict) else {}


def known(path: Path, version: int) -> None:
    """Raises UserError where a file is of a form that a later atlascast has made."""
    if version > VERSION:
        hint = "Update atlascast, then run again: this one would lose what it does not know."
        raise UserError(f"{path} is of version {version}; this atlascast knows up to {VERSION}.", hint)


def _first(error: Exception) -> str:
    """What is wrong, in a line; of a record's fields the first."""
    if not isinstance(error, ValidationError):
        return f"{error}."
    wrong = error.errors()[0]
    return f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}."


@cache
def _records() -> TypeAdapter[Episode]:
    return TypeAdapter(Episode)


def _plain(value: object) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return value.name
    if isinstance(value, bytes):
        return value.hex()
    kind: Any = type(value)
    return _adapter(kind).dump_python(value)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def unwritable(path: Path, error: OSError) -> WorldError:
    """What the disk objects to, in words."""
    reason = error.strerror or str(error)
    return WorldError(f"{path} cannot be written: {reason}.", "Check the folder's rights and the disk.")


class Store:
    """The three folders under `out`."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.episodes = out / "episodes"
        self.public = out / "public"
        self.cache = out / ".atlascast"

    def folder(self, week: str) -> Path:
        """The episode folder of a week; it need not exist."""
        return self.episodes / week

    def clip(self, key: str) -> Path:
        """Where the clip with this key lies, its words beside it as .json."""
        return self.cache / CLIPS / key[:2] / f"{key}.wav"

    def picture(self, week: str, location: str) -> Path:
        """Where the JPEG of an article's picture lies, by the picture's own address or path."""
        return self.folder(week) / "pictures" / f"{fingerprint(location)[:16]}.jpg"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the only build under `out`; sweep what a killed one left. Raises WorldError when another holds it."""
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            handle = (self.cache / "lock").open("w")
        except OSError as error:
            raise unwritable(self.cache, error) from error
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                hint = "Wait for it, or use --out."
                raise WorldError(f"Another atlascast is at work in {self.out}.", hint) from error
            point("store.locked")
            self._sweep()
            point("store.swept")
            yield

    def _sweep(self) -> None:
        for folder in (self.episodes, self.public, self.cache):
            for path in folder.rglob(f".*{PART}"):
                try:
                    path.unlink()
                except OSError as error:
                    raise unwritable(path, error) from error

    def fresh(self, path: Path, key: str) -> dict[str, Any] | None:
        """The facts kept of a file that lies there as made from inputs with this key; None where it must be made."""
        try:
            kept = json.loads(self._stamp(path).read_bytes())
            if kept["key"] == key and path.is_file() and kept["sha256"] == digest(path):
                return dict(kept["facts"])
        except (OSError, WorldError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return None

    def made(self, path: Path, key: str, facts: Mapping[str, Any] | None = None) -> None:
        """Remember that the file as it is now was made from inputs with this key, and plain facts about it."""
        point("store.made")
        row = {"path": str(path.relative_to(self.out)), "key": key, "sha256": digest(path), "facts": facts or {}}
        write_json(self._stamp(path), row)
        point("store.stamped")

    def _stamp(self, path: Path) -> Path:
        return self.cache / "stamps" / f"{fingerprint(str(path.relative_to(self.out)))[:32]}.json"

    def records(self) -> list[Episode]:
        """Every finished episode, oldest first. Raises UserError for a record that cannot be read."""
        found = [self._finished(path) for path in self.episodes.glob("*/episode.json")]
        return sorted(found, key=lambda episode: (episode.published, episode.number))

    def _finished(self, path: Path) -> Episode:
        record = self.record(path)
        if record.week != path.parent.name:
            hint = "Take the folder out of episodes/, or restore the record that belongs there."
            raise UserError(f"{path} is the record of {record.week!r}, not of its folder's week.", hint)
        return record

    def before(self, week: str) -> list[Episode]:
        """The finished episodes of the weeks before one, oldest first."""
        return [episode for episode in self.records() if episode.week < week]

    @staticmethod
    def record(path: Path) -> Episode:
        """An episode's record. Raises UserError where it cannot be read."""
        hint = "Restore it from the archive, or remove it and run again to record the episode anew."
        try:
            rows = json.loads(path.read_bytes())
            known(path, rows.get("version", 1))
            record = _records().validate_json(json.dumps(rows, allow_nan=False))
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise UserError(f"{path} is no episode record: {_first(error)}", hint) from error
        if record.published.tzinfo is None:
            raise UserError(f"{path} is no episode record: `published` names no time zone.", hint)
        return record
