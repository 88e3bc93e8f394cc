"""Show, story and chapters → what a file says of itself, whatever its format."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    cards: tuple[bytes, ...] = ()
    """JPEG of each chapter."""
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


def flat(text: str) -> str:
    """One line without control characters; NUL would part an ID3 text in two."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def lines(text: str) -> str:
    """The same, its lines kept."""
    return "\n".join(flat(line) for line in text.splitlines()).strip()
