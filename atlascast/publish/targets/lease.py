"""A target → the only publisher there, for as long as it works.

The lock is a file on the target that says whose it is and until when. A publisher that was killed left its lock:
the same show's folder takes it over at once (no other run can be alive there, as `Store.lock` is held), another
machine when its time is over. What a lock cannot promise, across clocks and lost connections, the swap of feed.xml
does.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from atlascast.errors import ConflictError, TargetError
from atlascast.publish.targets.again import Patient
from atlascast.publish.targets.seam import LOCK, Copy, Served, Target
from atlascast.store import point

LASTS = timedelta(minutes=15)
_SERVED = Served("application/json", "no-store")


@contextmanager
def lease(patient: Patient, name: str, owner: str) -> Iterator[Callable[[], None]]:
    """Hold the target's lock; gives a function to be called between steps, which keeps the lock from ending.

    `owner` is a word that only this show's folder has. Raises ConflictError where another publisher holds it.
    """
    target = patient.target
    if target.whole:
        yield lambda: None
        return
    held = _Lock(patient, name, owner)
    held.take()
    point("publish.locked")
    try:
        yield held.renew
    except BaseException as error:
        try:
            patient.again(lambda: target.remove(LOCK))
        except TargetError as also:
            error.add_note(f"The lock on {name} could not be taken away: {also.message}")
        raise
    point("publish.unlock")
    patient.again(lambda: target.remove(LOCK))


class _Lock:
    def __init__(self, patient: Patient, name: str, owner: str) -> None:
        self._patient, self._name, self._owner = patient, name, owner
        self._copy: Copy | None = None
        self._taken = 0.0

    def _read(self) -> Copy | None:
        return self._patient.again(lambda: self._patient.target.read(LOCK))

    def take(self) -> None:
        """Be the only publisher from here on. Raises ConflictError where another is at work."""
        found = self._read()
        owner, until = _told(found)
        if found and owner != self._owner and until > datetime.now(UTC):
            raise ConflictError(
                f"Another publisher is at work on {self._name}, until {until:%H:%M} UTC at the latest.",
                f"Wait for it; if it was killed, wait until then or remove {LOCK} there.",
            )
        self._write(found)

    def renew(self) -> None:
        """Hold on for longer, once a third of the time is over."""
        if time.monotonic() - self._taken > LASTS.total_seconds() / 3:
            self._write(self._copy)

    def _write(self, before: Copy | None) -> None:
        until = datetime.now(UTC) + LASTS
        content = json.dumps({"owner": self._owner, "until": until.isoformat()}).encode()
        try:
            mark = self._patient.again(lambda: self._patient.target.swap(LOCK, content, _SERVED, before)).mark
        except ConflictError as error:
            now = self._read()
            if now is None or now.content != content:  # else our own write arrived, and only its answer was lost
                raise ConflictError(f"Another publisher has begun on {self._name}.", "Wait for it.") from error
            mark = now.mark
        self._copy, self._taken = Copy(content, mark), time.monotonic()


def _told(found: Copy | None) -> tuple[str, datetime]:
    """Whose the lock is and until when; nobody's and long over where it cannot be read."""
    try:
        row = json.loads(found.content if found else b"{}")
        return str(row["owner"]), datetime.fromisoformat(row["until"]).astimezone(UTC)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return "", datetime.min.replace(tzinfo=UTC)


def holder(target: Target) -> str:
    """Until when another publisher holds the target, as ISO 8601; an empty text where none does."""
    found = target.read(LOCK)
    _, until = _told(found)
    return until.isoformat() if found and until > datetime.now(UTC) else ""
