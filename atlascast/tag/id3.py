"""MP3 → tagged MP3: ID3v2.4 by mutagen, with chapters, cover and text.

ID3v2.4: https://id3.org/id3v2.4.0-frames; chapters: https://id3.org/id3v2-chapters-1.0.
PCST, TGID, TDES, TCAT and WFED are Apple's podcast frames, as mutagen documents them.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

from atlascast.errors import AudioError
from atlascast.models import Chapter
from atlascast.tag.tags import Tags, flat, lines

_PADDING = 32
"""Bytes after the last frame: exiftool looks for a frame's head behind every frame, and complains where none fits."""


_OURS = frozenset(
    {"TIT2", "TPE1", "TPE2", "TALB", "TDRC", "TRDA", "TYER", "TDAT", "TRCK", "TCON", "TLAN", "TCOP", "WOAF", "WOAS"}
    | {"PCST", "TGID", "TDES", "TCAT", "WFED", "CHAP", "CTOC"}
)
_KEYS = ("COMM::", "USLT::", "SYLT::", "TXXX:GUID", "TXXX:AI voice")
"""What is written here, by frame or by how its key begins: of an older tag it is never kept."""
_FRONT_COVER = 3


def tag(path: Path, tags: Tags, version: int = 4, before: Path | None = None) -> None:
    """Write the tags into the file, in place; the same tags on the same file give the same bytes.

    Frames of other programs stay, and those of the file `before`, which this one replaces, are carried over;
    the audio and its Info header are not touched. `version` is the
    minor one: 4, or 3 for old players. Chapter times are milliseconds without gap, the last ends where the
    mix does. Raises AudioError for a file that is no MP3 or whose length is not that of its chapters.
    """
    from mutagen import MutagenError
    from mutagen.mp3 import MP3

    try:
        audio: Any = MP3(path, ID3=_ordered())  # type: ignore[no-untyped-call]  # mutagen has few types
        if audio.tags is None:
            audio.add_tags()
        if before:
            _carry(audio.tags, before)
        _fill(audio, tags)
        _turn(audio.tags, version)
        if version == 3:
            audio.tags.update_to_v23()
        audio.save(v1=0, v2_version=version, padding=lambda info: _PADDING)
    except MutagenError as error:
        raise AudioError(f"{path.name} cannot be tagged: {error}.", "Check that it is an MP3 and the disk.") from error


@cache
def _ordered() -> Any:
    """mutagen's ID3 but for one thing: it writes chapters by their size, and ffmpeg tells them as they stand there."""
    from mutagen.id3 import ID3, ID3Tags

    class Ordered(ID3):
        def _write(self, config: Any) -> bytes:
            own, plain, written = cast(Any, self), cast(Any, super()), bytearray()
            chapters = own.getall("CHAP")
            own.delall("CHAP")
            written += plain._write(config)
            for frame in chapters:
                alone: Any = ID3Tags()  # type: ignore[no-untyped-call]
                alone.add(frame)
                written += alone._write(config)
                own.add(frame)
            return bytes(written)

    return Ordered


def _carry(into: Any, before: Path) -> None:
    """Add the frames of an older file; none where it is not there or has no tag. Its own are dropped in `_fill`."""
    from mutagen.id3 import ID3, ID3NoHeaderError

    try:
        found: Any = ID3(before) if before.exists() else {}  # type: ignore[no-untyped-call]
    except ID3NoHeaderError:
        return
    for frame in found.values():
        into.add(frame)
    if found:
        into.unknown_frames, into._unknown_v2_version = found.unknown_frames, found.version[1]


def _turn(tags: Any, version: int) -> None:
    """Frames that mutagen cannot read, which it writes into a tag of their own version only, made ones of `version`.

    Size and flags are told otherwise: id3v2.3.0, 3.3; id3v2.4.0-structure, 4. Packed ones of another version, whose
    content is told otherwise too, and those of v2.2 are lost.
    """
    old = tags._unknown_v2_version
    if old != version:
        plain = [frame for frame in tags.unknown_frames if old > 2 and not frame[9]]
        tags.unknown_frames = [_headed(frame, version) for frame in plain]
        tags._unknown_v2_version = version


def _headed(frame: bytes, version: int) -> bytes:
    """A frame of the other version with the head of this one."""
    from mutagen.id3 import BitPaddedInt

    size = BitPaddedInt.to_str(len(frame) - 10, bits=7 if version == 4 else 8, width=4)
    status = frame[8] >> 1 if version == 4 else frame[8] << 1 & 0xE0
    return frame[:4] + size + bytes((status, 0)) + frame[10:]


def _ours(frame: Any) -> bool:
    front = frame.FrameID == "APIC" and frame.type == _FRONT_COVER
    return front or frame.FrameID in _OURS or frame.HashKey.startswith(_KEYS)


def _fill(audio: Any, tags: Tags) -> None:
    for key in [key for key, frame in audio.tags.items() if _ours(frame)]:
        del audio.tags[key]
    frames = [*_texts(tags), *_long_texts(tags), *_links(tags), *_podcast(tags), *_cover(tags)]
    for frame in [*frames, *_chapters(tags, round(audio.info.length * 1000))]:
        audio.tags.setall(frame.HashKey, [frame])


def _frame(name: str, **values: Any) -> Any:
    """An ID3 frame of mutagen's; text is UTF-8."""
    from mutagen import id3

    kind = getattr(id3, name)
    return kind(**({"encoding": 3} | values if any(spec.name == "encoding" for spec in kind._framespec) else values))


def _texts(tags: Tags) -> Iterator[Any]:
    track = f"{tags.track}/{tags.tracks}" if tags.tracks else str(tags.track)
    rows = {
        "TIT2": tags.title,
        "TPE1": tags.artist,
        "TPE2": tags.album_artist,
        "TALB": tags.album,
        "TDRC": tags.date,
        "TRCK": track,
        "TCON": "Podcast",
        "TLAN": tags.language,
        "TCOP": tags.copyright,
    }
    for name, text in rows.items():
        if flat(text):
            yield _frame(name, text=[flat(text)])


def _long_texts(tags: Tags) -> Iterator[Any]:
    if tags.comment:
        yield _frame("COMM", lang=tags.language, desc="", text=[lines(tags.comment)])
    if tags.lyrics:
        yield _frame("USLT", lang=tags.language, desc="", text=lines(tags.lyrics))
    if tags.cues:
        rows = [(flat(cue.text), round(cue.start * 1000)) for cue in tags.cues]
        yield _frame("SYLT", lang=tags.language, format=2, type=1, desc="", text=rows)
    for name, text in sorted(tags.extra.items()):
        yield _frame("TXXX", desc=flat(name), text=[flat(text)])


def _links(tags: Tags) -> Iterator[Any]:
    if tags.url:
        yield _frame("WOAF", url=tags.url)
    if tags.source_url:
        yield _frame("WOAS", url=tags.source_url)


def _podcast(tags: Tags) -> Iterator[Any]:
    if tags.guid:
        yield _frame("PCST", value=1)
        yield _frame("TGID", text=[flat(tags.guid)])
        yield _frame("TXXX", desc="GUID", text=[flat(tags.guid)])
    if tags.description:
        yield _frame("TDES", text=[flat(tags.description)])
    if tags.category:
        yield _frame("TCAT", text=[flat(tags.category)])
    if tags.feed_url:
        yield _frame("WFED", url=tags.feed_url)


def _cover(tags: Tags) -> Iterator[Any]:
    if tags.cover:
        yield _frame("APIC", mime="image/jpeg", type=3, desc="Cover", data=tags.cover)


def _chapters(tags: Tags, length: int) -> list[Any]:
    """CHAP frames without gap, and the CTOC that lists them; `length` of the file in ms, as its frames tell it."""
    from mutagen.id3 import CTOCFlags

    chapters = tags.chapters
    if not chapters:
        return []
    if abs(chapters[-1].end * 1000 - length) > 1000:
        text = f"The chapters end at {chapters[-1].end:.1f} s, the file at {length / 1000:.1f} s."
        raise AudioError(text, "Build the edition anew; the file was cut short or belongs to another mix.")
    starts = [0, *(round(chapter.start * 1000) for chapter in chapters[1:])]
    none = 0xFFFFFFFF  # "use the times": id3v2-chapters-1.0, 3.1
    found: list[Any] = []
    ends = [*starts[1:], round(chapters[-1].end * 1000)]
    for index, (chapter, start, end) in enumerate(zip(chapters, starts, ends, strict=True)):
        inner = list(_inner(chapter, index, tags.cards))
        times = {"start_time": start, "end_time": end, "start_offset": none, "end_offset": none}
        found.append(_frame("CHAP", element_id=f"chp{index}", sub_frames=inner, **times))
    ids = [frame.element_id for frame in found]
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    names = [_frame("TIT2", text=[flat(tags.title)])]
    return [*found, _frame("CTOC", element_id="toc", flags=flags, child_element_ids=ids, sub_frames=names)]


def _inner(chapter: Chapter, index: int, cards: Sequence[bytes]) -> Iterator[Any]:
    """What stands inside a CHAP frame: title, link and picture."""
    yield _frame("TIT2", text=[flat(chapter.title) or f"Chapter {index + 1}"])
    if chapter.url:
        yield _frame("WXXX", desc="chapter url", url=chapter.url)
    if index < len(cards):
        yield _frame("APIC", mime="image/jpeg", type=0, desc="", data=cards[index])
