"""public/feed.xml and its further pages → what listeners' apps know of episodes, when a record is lost."""

from datetime import UTC
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from atlascast.errors import SourceError
from atlascast.models import Identity
from atlascast.publish.namespaces import ITUNES
from atlascast.publish.reading import read

if TYPE_CHECKING:
    from lxml.etree import _Element

NUMBER = f"{{{ITUNES}}}episode"


def identities(public: Path) -> tuple[list[Identity], list[str]]:
    """Every episode of the feed that lies there; and a warning for each page or episode that cannot be read.

    A damaged feed is written anew from the records; only where a record is lost too is its number lost with both.
    """
    found: list[Identity] = []
    warnings: list[str] = []
    for page in sorted(public.glob("feed*.xml")):
        try:
            items = read(str(page)).items.items()
        except SourceError as error:
            warnings.append(f"{error.message} Episodes that have no record either are numbered anew.")
            continue
        for place, item in items:
            try:
                found += _identity(item)
            except ValueError:
                warnings.append(f"{page}, {place}: it has no date that can be read; without a record it is lost.")
    return found, warnings


def _identity(item: "_Element") -> list[Identity]:
    guid, date, number = (item.findtext(name) or "" for name in ("guid", "pubDate", NUMBER))
    numbered = guid and number.isdecimal()
    return [Identity(guid, int(number), parsedate_to_datetime(date).astimezone(UTC))] if numbered else []
