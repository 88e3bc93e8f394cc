"""A target's name → what this show's folder remembers of it; lost with the cache, at the cost of a question more."""

import hashlib
import json
from collections.abc import Mapping

from atlascast.publish.targets.plan import Live
from atlascast.store import Store, notes, write


class Noted:
    """The feed that was put there last, and the one that listeners were told of."""

    def __init__(self, store: Store, name: str) -> None:
        self.folder = store.cache / "targets" / name
        self._path = self.folder.with_name(f"{name}.json")
        self._rows = {key: str(value) for key, value in notes(self._path).items()}

    @property
    def last(self) -> str:
        """SHA-256 of the feed.xml that was put last."""
        return self._rows.get("put", "")

    def put(self, sha256: str) -> None:
        """This feed is there now."""
        self._write({"put": sha256})

    def told(self) -> None:
        """Who asked to be told of it was."""
        self._write({"told": self.last})

    def begin(self, live: Live) -> None:
        """What was there before our first feed is what listeners know of; written down, as this run may be killed."""
        if "told" not in self._rows:
            self._write({"told": hashlib.sha256(live.feed.content).hexdigest() if live.feed else "nothing"})

    def renewed(self, sha256: str) -> bool:
        """Whether this feed is another one than listeners were last told of."""
        return sha256 != self._rows.get("told")

    def _write(self, rows: Mapping[str, str]) -> None:
        self._rows = {**self._rows, **rows}
        write(self._path, json.dumps(self._rows))
