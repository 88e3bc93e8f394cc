"""What a page was made from → whether it must be made again.

A show of ten years has thousands of pages; one week changes a handful. The notes lie in the cache and may be
deleted at any time, at the cost of making every page again.
"""

import json
from collections.abc import Collection, Sequence
from pathlib import Path

from atlascast.publish.public import Public
from atlascast.store import notes, write


class Kept:
    """For each group of pages: the key of what they were made from, and a mark of every file."""

    def __init__(self, path: Path, public: Public) -> None:
        self._path, self._public = path, public
        self._rows = {group: row for group, row in notes(path).items() if isinstance(row, dict)}

    def fresh(self, group: str, key: str) -> bool:
        """Whether the group's pages are there as they were made from this key."""
        row = self._rows.get(group, {})
        return row.get("") == key and all(self._public.mark(name) == mark for name, mark in row.items() if name)

    def stands(self, group: str, name: str) -> bool:
        """Whether a file of the group is there as it was made last."""
        mark = self._public.mark(name)
        return bool(mark) and self._rows.get(group, {}).get(name) == mark

    def made(self, group: str, key: str, names: Sequence[str]) -> None:
        """Remember the group's pages as they are now."""
        self._rows[group] = {"": key, **{name: self._public.mark(name) for name in names}}

    def stale(self, group: str, names: Collection[str]) -> list[str]:
        """The group's pages of last time that are not among these; a group that is gone has none left."""
        return sorted(name for name in self._rows.get(group, {}) if name and name not in names)

    def gone(self, groups: Collection[str]) -> list[str]:
        """Forget every group but these; the pages of the others."""
        names = [name for group in self._rows.keys() - set(groups) for name in self.stale(group, ())]
        self._rows = {group: row for group, row in self._rows.items() if group in groups}
        return sorted(names)

    def save(self) -> None:
        """Write the notes down."""
        write(self._path, json.dumps(self._rows, indent=0, sort_keys=True))
