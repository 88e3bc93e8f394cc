"""Episodes with corrections → what pages and notes say of them, and what stands where something was withdrawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from atlascast.config import Config, Show
from atlascast.models import Correction, Episode, Track
from atlascast.publish import art
from atlascast.publish.entries import SIDECARS, Entry, entries, picture
from atlascast.publish.plain import clean
from atlascast.publish.public import Public
from atlascast.store import Store
from atlascast.text import slug
from atlascast.words import Words


@dataclass(frozen=True, slots=True)
class Row:
    """A correction as it is listed: whose, and what it says with its date. `withdrawn`: nothing is left to link to."""

    title: str
    text: str
    page: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """A page that says that what stood there was withdrawn; `page` is its folder, ending in a slash."""

    page: str
    row: Row


def rows(config: Config, entry: Entry, say: Words, story_id: str | None = None) -> list[Row]:
    """An episode's corrections, the newest first; those of one story where it is named.

    Of what was withdrawn nothing but that is listed: an earlier correction would repeat what it said.
    """
    pages = {piece.track.story_id: piece.page for piece in entry.pieces}
    back = {one.story_id for one in entry.episode.corrections if one.kind == "withdrawn"}
    found = [one for one in reversed(entry.episode.corrections) if story_id in (None, one.story_id)
             and (one.kind == "withdrawn" or not back & {one.story_id, ""})]
    return [_row(config, one, say, pages.get(one.story_id, entry.page)) for one in found]


def _row(config: Config, one: Correction, say: Words, page: str) -> Row:
    date = say.day(one.moment.astimezone(config.zone).date())
    gone = one.kind == "withdrawn"
    title = say("withdrawn_title") if gone else clean(one.title)
    return Row(title, say("withdrawn" if gone else "corrected", date=date, note=clean(one.note)), page, gone)


def withdrawn(entry: Entry) -> bool:
    """Whether the whole episode was taken back."""
    return any(one.whole for one in entry.episode.corrections)


def notes(config: Config, entry: Entry, say: Words, story_id: str | None = None) -> str:
    """The corrections as a paragraph each of show notes; "" where there is none."""
    return "".join(f"<p>{escape(row.text)}</p>" for row in rows(config, entry, say, story_id))


def gone(config: Config, entry: Entry, say: Words) -> list[Gone]:
    """What stands in place of withdrawn pages: a story's, or the episode's and all of its stories'."""
    found: list[Gone] = []
    for one in entry.episode.corrections:
        if one.kind == "withdrawn":
            row = _row(config, one, say, entry.page)
            tracks = [piece.page for piece in entry.pieces] if not one.story_id else []
            own = f"{entry.page}{slug(Path(one.track.path).stem)}/" if one.track else entry.page
            found += [Gone(page, row) for page in (own, *tracks)]
    return found


def remove(entry: Entry, public: Public) -> list[Path]:
    """Take withdrawn audio away, and all that was made of it, as it is and as it was before; what changed."""
    return [path for name in _taken(entry) for path in public.remove(name)]


def taken(records: Iterable[Episode], store: Store, show: Show) -> frozenset[str]:
    """The names under public/ of what was withdrawn of these episodes, and of pictures that the show may not use."""
    found = entries(records, store, show)
    barred = [] if show.pictures else [name for entry in found for name in _pictures(entry)]
    return frozenset([*barred, *(name for entry in found for name in _taken(entry))])


def _taken(entry: Entry) -> list[str]:
    if not any(one.kind == "withdrawn" for one in entry.episode.corrections):
        return []
    names = [name for one in entry.episode.corrections if one.track for name in _names(entry, one.track)]
    if withdrawn(entry):
        names += [*_names(entry, entry.episode), *(name for one in entry.episode.tracks for name in _names(entry, one))]
        names += art.named(entry.cover.name) if entry.cover else []
    live = (entry.audio, *entry.sidecars.values(), *entry.pictures.values(), *(file for _, file in entry.others))
    kept = set() if withdrawn(entry) else {file.name for file in live}
    back = {one.story_id for one in entry.episode.corrections if one.kind == "withdrawn"}
    before: list[Episode | Track] = list(_before(entry))
    before += [track for one in _before(entry) for track in one.tracks if back & {track.story_id, ""}]
    every = [name for made in before for name in _names(entry, made)] + _pictures(entry)
    return names + [name for name in every if name not in kept]


def _pictures(entry: Entry) -> list[str]:
    """The names under which articles' pictures were published, now and before."""
    chapters = (chapter for made in (entry.episode, *_before(entry)) for chapter in made.chapters)
    return [picture(entry.page, image) for image in dict.fromkeys(chapter.image for chapter in chapters) if image]


def _names(entry: Entry, made: Episode | Track) -> list[str]:
    """The names under which an MP3, its alternates and what was made of it were published."""
    stem = f"{entry.page}{slug(Path(made.audio if isinstance(made, Episode) else made.path).stem)}-"
    own = made.sha256[:8]
    names = [*dict.fromkeys(f"{stem}{name}.mp3" for name in (made.named or own, own)),
             *(f"{stem}{own}{end}" for end in (*SIDECARS.values(), ".chapters.json"))]
    others = made.alternates if isinstance(made, Episode) else ()
    return [*names, *(f"{stem}{one.sha256[:8]}{Path(one.path).suffix}" for one in others)]


def _before(entry: Entry) -> list[Episode]:
    """The episode's records as they stood before its corrections."""
    found = sorted((entry.folder / "versions").glob("*/episode.json"))
    return [Store.record(path) for path in found]


def log(config: Config, entries: Sequence[Entry], say: Words) -> list[tuple[Entry, list[Row]]]:
    """Every episode that was corrected, the newest first, with its corrections."""
    every: Iterable[tuple[Entry, list[Row]]] = ((entry, rows(config, entry, say)) for entry in reversed(entries))
    return [(entry, found) for entry, found in every if found]
