"""Locations → Documents, and a note of what was read: whether the same would be found again."""

from pathlib import Path

from atlascast import memory
from atlascast.collect.document import Document
from atlascast.collect.fetch import Web
from atlascast.collect.kept import is_online
from atlascast.config import Config
from atlascast.errors import SourceError, WorldError


class Noted(Web):
    """A `Web` that notes the paths it reads, in their order, each with what it held just before: `held`.

    None as soon as an address is asked for, a file withheld or what is no file read: another hour may bring another
    answer.
    """

    def __init__(self, config: Config, keep: Path | None = None) -> None:
        super().__init__(config, keep)
        self.held: dict[str, str] | None = {}

    def load(self, location: str) -> Document:
        """See `Web.load`."""
        if is_online(location):
            self.held = None
        elif self.held is not None and location not in self.held:  # first: what is written from here on is not noted
            self._note(self.held, location)
        try:
            return super().load(location)
        except SourceError:
            self.held = None
            raise

    def follow(self, address: str, page: bool = True, source: str = "") -> Document:
        """See `Web.follow`."""
        self.held = None
        return super().follow(address, page, source)

    def _note(self, held: dict[str, str], location: str) -> None:
        try:
            seen = memory.sight(self.config.root / location)
        except (WorldError, OSError):  # told as it is loaded
            seen = ""
        if seen:
            held[location] = seen
        else:  # a pipe or a device holds something else each time
            self.held = None
