"""M4A, M4B or Opus → the same, tagged: iTunes' boxes and Vorbis comments by mutagen.

Boxes: the names that mutagen.mp4 documents; comments: https://xiph.org/vorbis/doc/v-comment.html, pictures as FLAC's.
"""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from atlascast.errors import AudioError
from atlascast.tag.tags import Tags, flat, lines

_AUDIOBOOK = 2


def alternate(path: Path, kind: str, tags: Tags) -> None:
    """Write the tags into an m4a, m4b or opus file, in place; the chapters that the encoder put there stay.

    The same tags on the same file give the same bytes. Raises AudioError for a file of another kind.
    """
    from mutagen import MutagenError

    try:
        if kind == "opus":
            _comments(path, tags)
        else:
            _boxes(path, tags, kind)
    except MutagenError as error:
        raise AudioError(f"{path.name} cannot be tagged: {error}.", "Build the edition anew.") from error


def _boxes(path: Path, tags: Tags, kind: str) -> None:
    from mutagen.mp4 import MP4, MP4Cover

    audio: Any = MP4(path)  # type: ignore[no-untyped-call]  # mutagen has few types
    if audio.tags is None:
        audio.add_tags()
    rows = {
        "\xa9nam": tags.title, "\xa9ART": tags.artist, "aART": tags.album_artist, "\xa9alb": tags.album,
        "\xa9day": tags.date, "\xa9gen": "Podcast", "cprt": tags.copyright, "\xa9cmt": tags.comment,
        "desc": tags.description, "\xa9lyr": tags.lyrics, "purl": tags.feed_url, "egid": tags.guid,
        "catg": tags.category,
    }  # fmt: skip
    audio.tags.clear()
    audio.tags.update({name: [lines(text)] for name, text in rows.items() if flat(text)})
    audio.tags["trkn"] = [(tags.track, tags.tracks)]
    if kind == "m4b":
        audio.tags["stik"] = [_AUDIOBOOK]
    else:
        audio.tags["pcst"] = True
    if tags.cover:
        audio.tags["covr"] = [MP4Cover(tags.cover)]  # type: ignore[no-untyped-call]
    for name, text in sorted(tags.extra.items()):
        audio.tags[f"----:org.atlascast:{flat(name)}"] = [flat(text).encode()]
    audio.save(padding=lambda info: 0)


def _comments(path: Path, tags: Tags) -> None:
    from mutagen.oggopus import OggOpus

    audio: Any = OggOpus(path)  # type: ignore[no-untyped-call]
    chapters = [(name, text) for name, text in audio.tags or [] if name.upper().startswith("CHAPTER")]
    audio.tags.clear()
    for name, text in [*_rows(tags), *chapters]:
        audio.tags.append((name, text))
    audio.save(padding=lambda info: 0)


def _rows(tags: Tags) -> Iterator[tuple[str, str]]:
    rows = {
        "TITLE": tags.title, "ARTIST": tags.artist, "ALBUMARTIST": tags.album_artist, "ALBUM": tags.album,
        "DATE": tags.date, "GENRE": "Podcast", "COPYRIGHT": tags.copyright, "COMMENT": tags.comment,
        "DESCRIPTION": tags.description, "LANGUAGE": tags.language, "CONTACT": tags.url, "TRACKNUMBER": str(tags.track),
        "LYRICS": tags.lyrics, **dict(sorted(tags.extra.items())),
    }  # fmt: skip
    for name, text in rows.items():
        if flat(text):
            yield name, lines(text)
    if tags.cover:
        yield "METADATA_BLOCK_PICTURE", _picture(tags.cover)


def _picture(cover: bytes) -> str:
    from mutagen.flac import Picture

    picture: Any = Picture()  # type: ignore[no-untyped-call]
    picture.data, picture.type, picture.mime, picture.desc = cover, 3, "image/jpeg", "Cover"
    return base64.b64encode(picture.write()).decode()
