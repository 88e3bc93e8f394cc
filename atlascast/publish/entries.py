"""Episode → Entry: the names and addresses its files have under public/.

Audio is named by its content, so an address never changes its bytes; captions carry the name of the
audio that they belong to. Audio that a correction replaced under its old name has another version in its
address instead. Names are ASCII: some apps mangle others.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from atlascast.config import Show
from atlascast.errors import UserError, WorldError
from atlascast.models import Alternate, Episode, Track
from atlascast.publish.kept import Kept
from atlascast.publish.public import Public
from atlascast.store import Store, digest, fingerprint, point
from atlascast.text import slug

SIDECARS = {"vtt": ".vtt", "srt": ".srt", "json": ".json", "words": ".words.json"}
"""What goes with an MP3 under its own stem, by the names used here; a track's lie in captions/."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of public/: `name` is its path there; `source` may be absent in an archive kept without audio."""

    name: str
    url: str
    source: Path
    bytes: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """An article's own track with its page."""

    track: Track
    audio: File
    page: str
    """The page's folder under public/, ending in a slash."""
    sidecars: dict[str, File]


@dataclass(frozen=True, slots=True)
class Entry:
    """An episode as it is published. `page` is its folder under public/, ending in a slash."""

    episode: Episode
    folder: Path
    page: str
    url: str
    audio: File
    pieces: tuple[Piece, ...]
    sidecars: dict[str, File]
    others: tuple[tuple[Alternate, File], ...]
    """The edition in other formats, with their files."""
    cover: File | None
    pictures: dict[str, File]
    """The articles' pictures, by what their chapters call them."""


def entries(records: Iterable[Episode], store: Store, show: Show) -> list[Entry]:
    """An entry for each record, in the order given."""
    return [_entry(record, store, show) for record in records]


def picture(page: str, image: str) -> str:
    """The published name of an article's picture, from its own address or path."""
    return f"{page}picture-{fingerprint(image)[:16]}.jpg"


def _entry(episode: Episode, store: Store, show: Show) -> Entry:
    base_url = show.base_url
    page, folder = f"episodes/{episode.week}/", store.folder(episode.week)

    def file(name: str, source: Path, size: int = 0, sha256: str = "") -> File:
        return File(name, base_url + name, source, size, sha256)

    def sound(path: str, made: Episode | Track) -> File:
        own = made.sha256[:8]
        at = file(f"{page}{slug(Path(path).stem)}-{made.named or own}.mp3", folder / path, made.bytes, made.sha256)
        return at if made.named in ("", own) else replace(at, url=f"{at.url}?v={own}")

    def piece(track: Track) -> Piece:
        audio = sound(track.path, track)
        return Piece(track, audio, f"{page}{slug(Path(track.path).stem)}/", beside(audio, folder / "captions"))

    def beside(audio: File, captions: Path) -> dict[str, File]:
        stem = f"{page}{slug(audio.source.stem)}-{audio.sha256[:8]}"
        found = {kind: (stem + end, captions / (audio.source.stem + end)) for kind, end in SIDECARS.items()}
        return {kind: file(name, path) for kind, (name, path) in found.items() if path.is_file()}

    audio = sound(episode.audio, episode)
    stem = f"{page}{slug(audio.source.stem)}"

    def other(made: Alternate) -> tuple[Alternate, File]:
        name = f"{stem}-{made.sha256[:8]}{Path(made.path).suffix}"
        return made, file(name, folder / made.path, made.bytes, made.sha256)

    chapters = folder / "chapters.json"
    name = f"{page}{slug(audio.source.stem)}-{audio.sha256[:8]}.chapters.json"
    cover = folder / "cover.jpg"
    images = [one.image for one in episode.chapters if one.image and show.pictures]
    shown = {image: store.picture(episode.week, image) for image in images}
    return Entry(
        episode=episode, folder=folder, page=page, url=base_url + page,
        audio=audio, pieces=tuple(piece(track) for track in episode.tracks),
        sidecars=beside(audio, folder) | ({"chapters": file(name, chapters)} if chapters.is_file() else {}),
        others=tuple(other(made) for made in episode.alternates),
        cover=file(f"{page}cover-{digest(cover)[:8]}.jpg", cover) if cover.is_file() else None,
        pictures={image: file(picture(page, image), path) for image, path in shown.items() if path.is_file()},
    )


def named(name: str, sha256: str) -> str:
    """A published name of audio with the hash of these bytes in place of the one that it keeps."""
    return f"{name[:name.rindex('-')]}-{sha256[:8]}{PurePosixPath(name).suffix}"


def apart(entry: Entry, public: Public) -> Entry:
    """The entry with corrected audio under names of its own, wherever other bytes still lie at the address it keeps."""

    def own(file: File) -> File:
        if "?" not in file.url or not file.source.is_file() or public.digest(file.name) in ("", file.sha256):
            return file
        name = named(file.name, file.sha256)
        return replace(file, name=name, url=file.url.partition("?")[0].removesuffix(file.name) + name)

    pieces = tuple(replace(piece, audio=own(piece.audio)) for piece in entry.pieces)
    return replace(entry, audio=own(entry.audio), pieces=pieces)


def place(entry: Entry, public: Public, kept: Kept) -> list[Path]:
    """Put an episode's audio, captions, chapters, cover and pictures, and take away pictures of before; what changed.

    Audio that is neither here nor there is left to the record; `unseen` tells of it. `kept` knows the audio and the
    words' times that lie there as they were put: to read them all again takes longer than the rest of an unchanged
    publish.
    Raises WorldError where audio is not the file that the record names.
    """
    changed = _audio(entry, public, kept)
    for image in entry.pictures.values():
        changed += public.put(image.name, image.source)
    families = (entry.sidecars, *(piece.sidecars for piece in entry.pieces))
    plain = [file for family in families for kind, file in family.items() if kind != "words"]
    for file in (*plain, *([entry.cover] if entry.cover else [])):
        own = entry.pictures and file == entry.sidecars.get("chapters")
        changed += public.put(file.name, _chapters(file.source, entry) if own else file.source)
        point("site.beside")
    changed += _outdated(entry, public)
    return changed + _words([family["words"] for family in families if "words" in family], entry, public, kept)


def groups(week: str) -> tuple[str, str]:
    """Under which names a `Kept` knows an episode's words and its audio."""
    return week, f"{week} audio"


def _audio(entry: Entry, public: Public, kept: Kept) -> list[Path]:
    here = [audio for audio in _sounds(entry) if audio.source.is_file()]
    _, group = groups(entry.episode.week)
    key = fingerprint([(audio.name, audio.sha256) for audio in here])
    changed: list[Path] = []
    if kept.fresh(group, key):
        return changed
    for audio in here:
        if public.digest(audio.name) == audio.sha256:
            continue
        if digest(audio.source) != audio.sha256:
            raise WorldError(f"{audio.source} is not the file that its record names.",
                             f"Build the week again: build-week --week {entry.episode.week}.")
        changed += public.put(audio.name, audio.source)
        point("site.audio")
    kept.made(group, key, [audio.name for audio in here])
    return changed


def _chapters(path: Path, entry: Entry) -> str:
    """chapters.json with the published pictures: small and square, and there as long as the episode is.

    Raises UserError for a file that holds no chapters.
    """
    try:
        told = json.loads(path.read_bytes())
        rows: list[dict[str, object]] = told["chapters"]
        for row, chapter in zip(rows, entry.episode.chapters, strict=True):
            if found := entry.pictures.get(chapter.image):
                row["img"] = found.url
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(f"{path} holds not the episode's chapters: {error!r}.", "Render the week again.") from error
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _outdated(entry: Entry, public: Public) -> list[Path]:
    """Take away the pictures that no chapter shows any longer: the show may have lost the right to them."""
    names = {image.name for image in entry.pictures.values()}
    there = (f"{entry.page}{path.name}" for path in sorted((public.root / entry.page).glob("picture-*.jpg")))
    return [path for name in there if name not in names for path in public.remove(name)]


def _words(files: Sequence[File], entry: Entry, public: Public, kept: Kept) -> list[Path]:
    changed: list[Path] = []
    held = [digest(path) for path in (Path(__file__), *(file.source for file in files))]
    key = fingerprint([file.name for file in files], *held)
    if kept.fresh(entry.episode.week, key):
        return changed
    for file in files:
        changed += public.put(file.name, _times(file.source))
        point("site.words")
    kept.made(entry.episode.week, key, [file.name for file in files])
    return changed


def _times(path: Path) -> str:
    """The words' times as a page's player asks for them, [start in seconds, word] each: a fifth of the archive's bytes.

    Raises UserError for a file that holds none.
    """
    try:
        told = json.loads(path.read_bytes())["segments"]
        rows = [[round(float(row["startTime"]), 2), str(row["body"])] for row in told]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        hint = "Restore it, or render the week again."
        raise UserError(f"{path} holds no words with times: {error!r}.", hint) from error
    return json.dumps({"words": rows}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _sounds(entry: Entry) -> tuple[File, ...]:
    return (entry.audio, *(file for _, file in entry.others), *(piece.audio for piece in entry.pieces))


def unseen(entry: Entry, public: Path) -> list[str]:
    """A line for each audio file that the feed names and neither the episode folder nor public/ holds."""
    return [
        f"{entry.episode.week}: {audio.source.name} is not here; the feed names it as uploaded before ({audio.url})."
        for audio in _sounds(entry)
        if not audio.source.is_file() and not (public / audio.name).is_file()
    ]


def unlicensed(entry: Entry, show: Show) -> list[str]:
    """A line for an episode whose MP3 was made while the show might use the articles' pictures, and now may not."""
    week = entry.episode.week
    if show.pictures or not any(chapter.image for chapter in entry.episode.chapters):
        return []
    return [f"{week}: the MP3 still holds the articles' pictures; `atlascast render --week {week}` takes them out."]
