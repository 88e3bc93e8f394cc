"""Locations → Documents, and a note of what was read: whether the same would be found again."""

from atlascast.collect.document import Document
from atlascast.collect.fetch import Web
from atlascast.collect.kept import is_online
from atlascast.errors import SourceError


class Noted(Web):
    """A `Web` that notes the paths it reads, in their order: `paths`.

    None as soon as an address is asked for or a file withheld: another hour may bring another answer.
    """

    paths: tuple[str, ...] | None = ()

    def load(self, location: str) -> Document:
        """See `Web.load`."""
        if is_online(location):
            self.paths = None
        elif self.paths is not None:
            self.paths = (*self.paths, location)
        try:
            return super().load(location)
        except SourceError:
            self.paths = None
            raise

    def follow(self, address: str, page: bool = True, source: str = "") -> Document:
        """See `Web.follow`."""
        self.paths = None
        return super().follow(address, page, source)
