"""Sources' addresses → the same without user and password, and who opens which address.

A password must not get into the archive, the feed or the open, so a source is called by its address with stars in its
place; the second of two that differ in it alone is numbered behind it.
"""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from atlascast.errors import masked

Opens = tuple[str, str]


class Logins:
    """What the config's addresses say of users and passwords, as far as these were named."""

    def __init__(self, locations: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        self._known: dict[tuple[str, str], dict[str, Opens | None]] = {}
        """Scheme and host → for each source there the user and password its address holds."""
        given = Counter[str]()
        for location in sorted(set(locations)):
            name = masked(location)
            given[name] += 1
            self._names[location] = name if given[name] == 1 else f"{name}#{given[name]}"

    def name(self, location: str) -> str:
        """What a source is called: its address without what opens it."""
        return self._names.get(location) or masked(location)

    def bare(self, location: str) -> str:
        """The address without user and password, which from now on go with the requests of its source to its host, by
        its scheme, and with those of other hosts' sources."""
        parts = urlsplit(location)
        opened, _, host = parts.netloc.rpartition("@")
        user, _, password = opened.partition(":")
        bare = parts._replace(netloc=host).geturl() if opened else location
        self._at(bare)[self.name(location)] = (unquote(user), unquote(password)) if opened else None
        return bare

    def of(self, address: str, source: str) -> Opens | None:
        """User and password for an address: the source's own, where it lies at that host itself; else any known."""
        known = self._at(address)
        return known.get(source, next(filter(None, known.values()), None))

    def shared(self, address: str) -> bool:
        """Whether several ask that host, each for what it is let see."""
        return len(set(self._at(address).values())) > 1

    def _at(self, address: str) -> dict[str, Opens | None]:
        parts = urlsplit(address)
        return self._known.setdefault((parts.scheme, parts.netloc.lower()), {})
