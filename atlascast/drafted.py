"""A week's inputs → the draft that was written from them, as long as nothing of them has changed.

Most builds find the sources as they were: then nothing is collected, ranked and written to come out the same. What is
remembered is a draft whose sources are files; an address has to be asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atlascast import archive, corrections, memory
from atlascast.archive import Draft
from atlascast.config import Config
from atlascast.models import Collected
from atlascast.store import CLIPS, Store, fingerprint
from atlascast.week import week_of

_RECORD = "episode.json"


@dataclass(frozen=True, slots=True)
class Known:
    """A draft, and what it follows from: its sources, by their paths from the config's folder, and other files, each
    with what it held; "" for one that was not there."""

    sources: dict[str, str]
    files: dict[str, str]
    draft: Draft


def recall(config: Config, week: str, now: datetime) -> Draft | None:
    """The draft that was written last, where it would be written the same again."""
    known = memory.recall(_path(config), _key(config, week, now), Known)
    if known is None or known.files != _of(config, known.draft.script.week, around(config)):
        return None
    same = all(memory.sight(config.root / name) == held for name, held in known.sources.items())
    return known.draft if same else None


def speaks(config: Config, known: Draft | None) -> bool:
    """Whether there will be something to say, as far as that can be told before the sources are read: at first, and
    where one of the files has changed. What lies at an address may be as it was."""
    return known is None and (_path(config).is_file() or not (Store(config.out).cache / CLIPS).is_dir())


def keep(
    config: Config, week: str, now: datetime, collected: Collected, draft: Draft, before: Mapping[str, str]
) -> None:
    """Remember a draft, unless its sources may tell another story at another time.

    `before` is what `around` gave before anything was read: a file that was changed since then is not in the draft.
    """
    if collected.read is not None:
        known = Known(dict(collected.read), _of(config, collected.week, before), draft)
        memory.keep(_path(config), _key(config, week, now), known)


def _path(config: Config) -> Path:
    return Store(config.out).cache / "draft.json"


def _key(config: Config, week: str, now: datetime) -> str:
    """`latest` and undated stories follow from the week in which is asked, and from nothing else of the clock."""
    given = memory.mark(config), str(config.root.absolute())
    return fingerprint(memory.program(), given, week, week_of(now, config.zone))


def around(config: Config) -> dict[str, str]:
    """What drafts follow from beside their sources, by path with what it holds: what the config names, and of every
    week its corrections and what it told."""
    folders = sorted(path for path in Store(config.out).episodes.glob("*") if path.is_dir())
    told = [folder for folder in folders if (folder / _RECORD).is_file()]
    named = [path for path in (config.rank.views, config.sponsors, config.edition.templates, config.lexicon) if path]
    paths = [folder / corrections.FILE for folder in folders]
    paths += [folder / name for folder in told for name in (_RECORD, archive.STORIES)]
    return memory.held([*named, *paths])


def _of(config: Config, week: str, files: Mapping[str, str]) -> dict[str, str]:
    """Of those the week's own: its corrections, and what the weeks before have told."""

    episodes = Store(config.out).episodes

    def counts(path: Path) -> bool:
        told = path.parent.name
        if episodes not in path.parents:
            return True
        return told == week if path.name == corrections.FILE else told < week

    return {name: held for name, held in files.items() if held and counts(Path(name))}
