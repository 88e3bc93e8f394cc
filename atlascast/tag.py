"""MP3 → tagged MP3: ID3v2.4 by mutagen, with chapters, cover and text.

ID3v2.4: https://id3.org/id3v2.4.0-frames; chapters: https://id3.org/id3v2-chapters-1.0.
PCST, TGID, TDES, TCAT and WFED are Apple's podcast frames, as mutagen documents them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from atlascast.errors import AudioError, UserError
from atlascast.models import Chapter, Cue

_CODES = """
af afr am amh ar ara az aze be bel bg bul bn ben bs bos ca cat cs ces cy cym da dan de deu el ell en eng es spa et est
eu eus fa fas fi fin fr fra ga gle gl glg gu guj ha hau he heb hi hin hr hrv hu hun hy hye id ind ig ibo is isl it ita
ja jpn ka kat kk kaz km khm kn kan ko kor ku kur ky kir lo lao lt lit lv lav mk mkd ml mal mn mon mr mar ms msa mt mlt
my mya nb nob ne nep nl nld nn nno no nor pa pan pl pol ps pus pt por ro ron ru rus rw kin sd snd si sin sk slk sl slv
so som sq sqi sr srp sv swe sw swa ta tam te tel tg tgk th tha ti tir tk tuk tl tgl tr tur uk ukr ur urd uz uzb vi vie
xh xho yo yor zh zho zu zul
"""
LANGUAGES = dict(zip(_CODES.split()[::2], _CODES.split()[1::2], strict=True))
"""ISO 639-1 → ISO 639-2/T, which ID3 asks for."""


@dataclass(frozen=True, slots=True)
class Tags:
    """What a file says of itself. An empty string leaves its frame out."""

    title: str
    artist: str
    album: str
    date: str
    """ISO 8601, "2022-01-09": the week's, not the clock's."""
    track: int
    tracks: int = 0
    """How many there are; 0 where it is open."""
    language: str = "eng"
    """ISO 639-2."""
    comment: str = ""
    lyrics: str = ""
    """The whole text, unsynchronised."""
    cover: bytes = b""
    """JPEG."""
    chapters: tuple[Chapter, ...] = ()
    url: str = ""
    """The page of this audio."""
    copyright: str = ""
    album_artist: str = ""
    source_url: str = ""
    """The page of the article or newsroom it was made from."""
    guid: str = ""
    description: str = ""
    category: str = ""
    feed_url: str = ""
    cues: tuple[Cue, ...] = ()
    """For the synchronised text."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Free named texts (TXXX), such as the voice."""


def language(code: str) -> str:
    """"en" or "en-GB" → "eng"; a code of three letters stays; "und" for what is not known."""
    short = code.lower().split("-")[0]
    return short if len(short) == 3 else LANGUAGES.get(short, "und")


def tag(path: Path, tags: Tags, version: int = 4) -> None:
    """Write the tags into the file, in place; the same tags on the same file give the same bytes.

    Frames of other programs stay; the audio and its Info header are not touched. `version` is the
    minor one: 4, or 3 for old players. Chapter times are milliseconds without gap, the last ends where the
    mix does. Raises AudioError for a file that is no MP3 or whose length is not that of its chapters.
    """
    from mutagen import MutagenError
    from mutagen.mp3 import MP3

    try:
        audio: Any = MP3(path)  # type: ignore[no-untyped-call]  # mutagen has few types
        if audio.tags is None:
            audio.add_tags()
        _fill(audio, tags)
        if version == 3:
            audio.tags.update_to_v23()
        audio.save(v1=0, v2_version=version, padding=lambda info: 0)
    except MutagenError as error:
        raise AudioError(f"{path.name} cannot be tagged: {error}.", "Check that it is an MP3 and the disk.") from error


def picture(cover: Path, size: int = 1400) -> bytes:
    """A cover as JPEG bytes, RGB, at most `size` pixels wide and high; one that fits already stays as it is.

    Raises UserError for what is no picture.
    """
    from io import BytesIO

    from PIL import Image, ImageOps

    try:
        with Image.open(cover) as image:
            if image.format == "JPEG" and image.mode == "RGB" and max(image.size) <= size:
                return cover.read_bytes()
            upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.thumbnail((size, size), Image.Resampling.LANCZOS)
    except (OSError, Image.DecompressionBombError) as error:
        raise UserError(f"The cover {cover} cannot be read: {error}.", "Give a square JPEG or PNG.") from error
    out = BytesIO()
    upright.save(out, "JPEG", quality=88, optimize=True, subsampling=0)
    return out.getvalue()


def _fill(audio: Any, tags: Tags) -> None:
    frames = [*_texts(tags), *_long_texts(tags), *_links(tags), *_podcast(tags), *_cover(tags)]
    frames += _chapters(tags.chapters, round(audio.info.length * 1000), tags.title)
    for name in ("TRDA", "TYER", "TDAT", "CHAP", "CTOC", "SYLT:", "USLT:", "COMM:", "APIC", "TXXX:GUID"):
        audio.tags.delall(name)
    for frame in frames:
        audio.tags.delall(frame.HashKey)
        audio.tags.add(frame)


def _frame(name: str, **values: Any) -> Any:
    """An ID3 frame of mutagen's; text is UTF-8."""
    from mutagen import id3

    kind = getattr(id3, name)
    return kind(**({"encoding": 3} | values if any(spec.name == "encoding" for spec in kind._framespec) else values))


def _flat(text: str) -> str:
    """One line without control characters; NUL would part an ID3 text in two."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _lines(text: str) -> str:
    return "\n".join(_flat(line) for line in text.splitlines()).strip()


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
        if _flat(text):
            yield _frame(name, text=[_flat(text)])


def _long_texts(tags: Tags) -> Iterator[Any]:
    if tags.comment:
        yield _frame("COMM", lang=tags.language, desc="", text=[_lines(tags.comment)])
    if tags.lyrics:
        yield _frame("USLT", lang=tags.language, desc="", text=_lines(tags.lyrics))
    if tags.cues:
        rows = [(_flat(cue.text), round(cue.start * 1000)) for cue in tags.cues]
        yield _frame("SYLT", lang=tags.language, format=2, type=1, desc="", text=rows)
    for name, text in sorted(tags.extra.items()):
        yield _frame("TXXX", desc=_flat(name), text=[_flat(text)])


def _links(tags: Tags) -> Iterator[Any]:
    if tags.url:
        yield _frame("WOAF", url=tags.url)
    if tags.source_url:
        yield _frame("WOAS", url=tags.source_url)


def _podcast(tags: Tags) -> Iterator[Any]:
    if tags.guid:
        yield _frame("PCST", value=1)
        yield _frame("TGID", text=[_flat(tags.guid)])
        yield _frame("TXXX", desc="GUID", text=[_flat(tags.guid)])
    if tags.description:
        yield _frame("TDES", text=[_flat(tags.description)])
    if tags.category:
        yield _frame("TCAT", text=[_flat(tags.category)])
    if tags.feed_url:
        yield _frame("WFED", url=tags.feed_url)


def _cover(tags: Tags) -> Iterator[Any]:
    if tags.cover:
        yield _frame("APIC", mime="image/jpeg", type=3, desc="Cover", data=tags.cover)


def _chapters(chapters: Sequence[Chapter], length: int, title: str) -> list[Any]:
    """CHAP frames without gap, and the CTOC that lists them; `length` of the file in ms, as its frames tell it."""
    from mutagen.id3 import CTOCFlags

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
        inner = [_frame("TIT2", text=[_flat(chapter.title) or f"Chapter {index + 1}"])]
        if chapter.url:
            inner.append(_frame("WXXX", desc="chapter url", url=chapter.url))
        times = {"start_time": start, "end_time": end, "start_offset": none, "end_offset": none}
        found.append(_frame("CHAP", element_id=f"chp{index}", sub_frames=inner, **times))
    ids = [frame.element_id for frame in found]
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    names = [_frame("TIT2", text=[_flat(title)])]
    return [*found, _frame("CTOC", element_id="toc", flags=flags, child_element_ids=ids, sub_frames=names)]
