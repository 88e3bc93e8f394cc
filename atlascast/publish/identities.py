"""public/feed.xml and its further pages → what listeners' apps know of episodes, when a record is lost."""

from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path

from atlascast.errors import SourceError
from atlascast.models import Identity
from atlascast.publish.reading import read

NUMBER = "{http://www.itunes.com/dtds/podcast-1.0.dtd}episode"


def identities(public: Path) -> list[Identity]:
    """Every episode of the feed that lies there; none where there is no feed, or none that can be read."""
    return [identity for page in sorted(public.glob("feed*.xml")) for identity in _page(page)]


def _page(path: Path) -> Iterator[Identity]:
    try:
        items = read(str(path)).items.values()
    except SourceError:  # a damaged feed is written anew from the records
        return
    for item in items:
        guid, date, number = (item.findtext(name) or "" for name in ("guid", "pubDate", NUMBER))
        if guid and number.isdecimal():
            try:
                yield Identity(guid, int(number), parsedate_to_datetime(date).astimezone(UTC))
            except ValueError:  # so is a damaged item
                continue
