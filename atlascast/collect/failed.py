"""Addresses that failed in earlier runs → whether it is time to ask them again.

    <keep>/failed.json   address, masked and hashed → why it failed, how often, and from when on it is asked again
"""

from datetime import datetime, timedelta
from pathlib import Path

from atlascast.errors import masked
from atlascast.store import fingerprint, notes, write_json

_FIRST, _LONGEST = timedelta(hours=1), timedelta(days=1)
"""What is waited after the first failure, doubled after each, and at most."""


class Failed:
    """What failed, kept in a folder; a file that is lost or damaged only has everything asked again."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self._path, self._now = folder / "failed.json", now
        self._rows = {key: row for key, row in notes(self._path).items() if isinstance(row, dict)}

    def why(self, address: str) -> str:
        """Why an address failed that is not to be asked yet; "" where it is time to ask."""
        row = self._rows.get(key(address), {})
        try:
            until = datetime.fromisoformat(row["from"])
            waits = self._now < until <= self._now + _LONGEST
        except (KeyError, TypeError, ValueError):
            return ""
        return f"{row.get('why', '')} It is asked again after {until:%H:%M} UTC." if waits else ""

    def add(self, address: str, why: str) -> None:
        """The address failed now."""
        before = self._rows.get(key(address), {}).get("times", 0)
        times = before + 1 if isinstance(before, int) else 1
        wait = min(_FIRST * 2 ** min(times - 1, 8), _LONGEST)
        self._rows[key(address)] = {"why": why, "times": times, "from": (self._now + wait).isoformat()}
        write_json(self._path, self._rows)

    def forget(self, address: str) -> None:
        """The address answered."""
        if self._rows.pop(key(address), None) is not None:
            write_json(self._path, self._rows)


def key(address: str) -> str:
    """What an address is remembered by."""
    return fingerprint(masked(address))[:32]
