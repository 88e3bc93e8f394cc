"""A week's inputs → the draft that was written from them, as long as nothing of them has changed.

Most builds find the sources as they were: then nothing is collected, ranked and written to come out the same. What is
remembered is a draft whose sources are files; an address has to be asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atlascast import archive, corrections, memory
from atlascast.archive import Draft
from atlascast.config import Config
from atlascast.models import Collected
from atlascast.store import CLIPS, Store, fingerprint
from atlascast.week import week_of


@dataclass(frozen=True, slots=True)
class Known:
    """A draft, and the files that it follows from, each with what it held; "" for one that was not there."""

    sources: tuple[str, ...]
    files: dict[str, str]
    draft: Draft


def recall(config: Config, week: str, now: datetime) -> Draft | None:
    """The draft that was written last, where it would be written the same again."""
    known = memory.recall(_path(config), _key(config, week, now), Known)
    if known is None or known.files != _files(config, known.draft.script.week, known.sources):
        return None
    return known.draft


def speaks(config: Config, known: Draft | None) -> bool:
    """Whether there will be something to say, as far as that can be told before the sources are read: at first, and
    where one of the files has changed. What lies at an address may be as it was."""
    return known is None and (_path(config).is_file() or not (Store(config.out).cache / CLIPS).is_dir())


def keep(config: Config, week: str, now: datetime, collected: Collected, draft: Draft) -> None:
    """Remember a draft, unless its sources may tell another story at another time."""
    if collected.read is not None:
        files = _files(config, collected.week, collected.read)
        memory.keep(_path(config), _key(config, week, now), Known(collected.read, files, draft))


def _path(config: Config) -> Path:
    return Store(config.out).cache / "draft.json"


def _key(config: Config, week: str, now: datetime) -> str:
    """`latest` and undated stories follow from the week in which is asked, and from nothing else of the clock."""
    given = memory.mark(config), str(config.root.absolute())
    return fingerprint(memory.program(), given, week, week_of(now, config.zone))


def _files(config: Config, week: str, sources: tuple[str, ...]) -> dict[str, str]:
    """What the week's draft follows from: sources, what the config names, corrections, the weeks before."""
    store = Store(config.out)
    named = [path for path in (config.rank.views, config.sponsors, config.edition.templates, config.lexicon) if path]
    told = [path.parent for path in store.episodes.glob("*/episode.json") if path.parent.name < week]
    paths = [store.folder(week) / corrections.FILE]
    paths += [folder / name for folder in sorted(told) for name in ("episode.json", archive.STORIES)]
    read = [config.root / name for name in sources]
    return memory.held([*named, *paths, *(path for path in read if not path.is_dir())]) | _listed(read)


def _listed(paths: Iterable[Path]) -> dict[str, str]:
    """Folders by the names in them: the files of theirs that were read stand for themselves."""
    return {
        str(folder): fingerprint([path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*"))])
        for folder in paths if folder.is_dir()
    }  # fmt: skip
