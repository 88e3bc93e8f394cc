"""Every key of atlascast.toml → its type, its default and what the README prints about it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from atlascast.config.feed import Feed
from atlascast.config.part import Link, Part, at
from atlascast.config.targets import Publish
from atlascast.errors import UserError
from atlascast.models import Format
from atlascast.week import monday


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("no such time zone; name one like Europe/London")
    return name


def _week(name: str) -> str:
    if name not in ("latest", "newest"):
        try:
            monday(name)
        except UserError as error:
            raise ValueError(f"{error.message} {error.hint}") from error
    return name


def _address(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"


def _is(path: Path, kind: Callable[[Path], bool]) -> bool:
    """Whether it is there and of that kind; a name that no disk takes is not."""
    try:
        return kind(path)
    except OSError:
        return False


def _file(path: Path, info: ValidationInfo) -> Path:
    path = at(path, info)
    if info.context and not _is(path, Path.is_file):
        raise ValueError(f"there is no file {path}")
    return path


def _folder(path: Path, info: ValidationInfo) -> Path:
    path = at(path, info)
    if info.context and not _is(path, Path.is_dir):
        raise ValueError(f"there is no folder {path}")
    return path


def _there(path: Path, info: ValidationInfo) -> Path:
    path = at(path, info)
    if info.context and not _is(path, Path.exists):
        raise ValueError(f"there is no file or folder {path}")
    return path


def _model(model: str, info: ValidationInfo) -> str:
    """A model that is a path is relative to the file as every path is; a system voice's name stays."""
    return str(_file(Path(model), info)) if model.endswith(".onnx") else model


def _engine(name: str, info: ValidationInfo) -> str:
    if info.context and name not in ENGINES and ":" not in name:
        raise ValueError(f"no such engine; known: {', '.join(ENGINES)}, or package.module:Class")
    return name


ENGINES = ("piper", "pyttsx3", "silent")
File = Annotated[Path, AfterValidator(_file)]
Folder = Annotated[Path, AfterValidator(_folder)]
_Texts = Annotated[tuple[str, ...], BeforeValidator(lambda one: [one] * bool(one) if isinstance(one, str) else one)]


class Show(Part):
    """[show]: what the feed and the tags say of the podcast."""

    title: str = Field(min_length=1, description="the podcast's name")
    newsroom: str = Field(min_length=1, description="who reports: said in attributions, tagged as the artist")
    description: str = Field(min_length=1, description="a paragraph for podcast apps")
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", description="the owner's address, for directories")
    base_url: Annotated[Link, AfterValidator(_address)] = Field(
        min_length=1, description="where public/ will be reachable"
    )  # fmt: skip
    link: Link = Field("", description="the newsroom's own site; the show's page where empty")
    language: str = Field("en", pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$", description="language of stories and voices")
    timezone: Annotated[str, AfterValidator(_zone)] = Field("UTC", description="in which a week begins on Monday")
    categories: tuple[str, ...] = Field(("News", "News > Politics"), min_length=1, description="Apple's categories")
    explicit: bool = Field(False, description="whether the show is for adults only")
    copyright: str = Field("", description="the copyright line; newsroom and year where empty")
    funding_url: Link = Field("", description="where listeners can support the newsroom")
    cover: File = Field(Path("assets/cover.jpg"), validate_default=True, description="square JPEG, 1400 to 3000 pixels")
    episode_covers: bool = Field(
        True, description="whether every episode has a cover with its week and headline, or days where letters lack"
    )
    pictures: bool = Field(
        False, description="whether chapters show the articles' pictures; true only where you hold the rights"
    )


class Source(Part):
    """[[sources]]: where the week's articles are found."""

    location: str = Field(min_length=1, description="a path or an http(s) address")
    kind: str = Field(
        "auto", description="found out by itself unless named: feed, json, page, markdown, text, wordpress, sitemap, "
        "folder, links, or package.module:Class",
    )  # fmt: skip


class Fetch(Part):
    """[fetch]: limits for what is read over the network."""

    timeout: float = Field(20.0, gt=0, le=300, description="seconds to connect and between bytes")
    max_megabytes: float = Field(20.0, gt=0, le=200, description="the most that one answer may hold, unpacked")
    redirects: int = Field(5, ge=0, le=10, description="how many redirects are followed")
    pages: int = Field(60, ge=0, le=1000, description="the most pages of articles fetched in one run")
    hosts: tuple[str, ...] = Field((), description="hosts in private networks that a source may lead to")


class Weights(Part):
    """[rank.weights]: how much each part of the score counts, beside the others."""

    recency: float = Field(0.2, ge=0, description="how late in the week it was published")
    prominence: float = Field(0.35, ge=0, description="how high it stood in its source")
    depth: float = Field(0.25, ge=0, description="how much it tells")
    popularity: float = Field(0.2, ge=0, description="how much it was read; shared out where the source does not say")
    originality: float = Field(0.1, ge=0, description="how much of it is its own, not an agency's or told twice")


class Rank(Part):
    """[rank]: which stories are told, and which first."""

    stories: int = Field(10, ge=1, le=100, description="how many stories are told at most")
    minimum: int = Field(1, ge=1, le=100, description="how many are told even where the minutes are full")
    per_section: int = Field(4, ge=1, description="how many of one section at most, where the week has several")
    per_author: int = Field(4, ge=1, description="how many of one author at most, where the week has several")
    views: File | None = Field(None, description="a CSV or JSON export of pages and their views")
    top_stories: str = Field("", description="a page or Popular Posts answer that lists what is read most")
    weights: Weights = Field(default_factory=Weights, description="how much each part of the score counts")
    lead: _Texts = Field((), description="titles or ids that must open the programme, in this order")
    pin: tuple[str, ...] = Field((), description="titles or ids that must be told")
    block: tuple[str, ...] = Field((), description="titles or ids that must not be told")


class Edition(Part):
    """[edition]: the week and the length."""

    week: Annotated[str, AfterValidator(_week)] = Field("latest", description="latest, newest, or a week's name")
    minutes: float = Field(10.0, gt=0, le=180, description="the length aimed at")
    story_words: int = Field(170, ge=30, le=2000, description="words of a story; more or fewer fill the minutes")
    headlines: int = Field(4, ge=0, le=10, description="how many headlines open the programme")
    templates: Folder | None = Field(None, description="a folder whose files replace the built-in wording")


class Voice(Part):
    """[voices.NAME]: who says the lines of the speaker NAME; `host` is required, `sponsor` falls back to it."""

    engine: Annotated[str, AfterValidator(_engine)] = Field(
        "piper", description="piper, pyttsx3, silent, or package.module:Class"
    )
    model: Annotated[str, AfterValidator(_model)] = Field(
        "", description="a Piper model's path or a system voice's name; the bundled voice where empty"
    )
    name: str = Field("", description="the name shown in captions; the speaker's own where empty")
    rate: float = Field(1.0, ge=0.5, le=2.0, description="speed, 1 is the voice's own")
    pitch: float = Field(0.0, ge=-6, le=6, description="semitones up or down")
    rests: float = Field(1.0, ge=0.3, le=3, description="length of the rests after its lines, 1 is usual")
    fast: bool = Field(False, description="half the processor's time for Piper where it has AMX: docs/speed.md")
    quotes: str = Field("", description="the NAME whose voice says its longer quotations; its own where empty")


class Sounds(Part):
    """[sound]: music and loudness. A file left empty is not played."""

    intro: File | None = Field(None, description="opens the programme, under the greeting")
    outro: File | None = Field(None, description="closes it, under the sign-off")
    bed: File | None = Field(None, description="under the headlines")
    sting: File | None = Field(None, description="between stories")
    sponsor: File | None = Field(None, description="before and after a sponsor read")
    lufs: float = Field(-16.0, ge=-31, le=-9, description="integrated loudness aimed at")
    ceiling: float = Field(-1.0, ge=-9, le=-0.1, description="true peak never exceeded, dBTP")
    bitrate: Literal[64, 80, 96, 112, 128, 160, 192] = Field(96, description="of the MP3, kbit/s")
    id3: Literal[3, 4] = Field(4, description="ID3v2.4; v2.3 for old players, and ffmpeg, which misses v2.4's chapters")
    channels: Literal[1, 2] = Field(1, description="1 for mono; 2 for stereo music around a voice in the middle")
    alternates: tuple[Format, ...] = Field(
        (), description="the edition in further formats, with chapters but without their pictures: m4a, m4b, opus"
    )
    duck: float = Field(14.0, ge=12, le=40, description="how far the bed lies below the voice, LU; 12 at least")
    attack: float = Field(0.45, ge=0.05, le=3, description="seconds in which music steps back, ahead of the voice")
    release: float = Field(0.9, ge=0.05, le=5, description="seconds in which it comes up again")

    @field_validator("intro", "outro", "bed", "sting", "sponsor", mode="before")
    @classmethod
    def _empty(cls, path: object) -> object:
        return None if path == "" else path


def _hosted(voices: dict[str, Voice]) -> dict[str, Voice]:
    if "host" not in voices:
        raise ValueError("a [voices.host] is needed when [voices] is given")
    for name, voice in voices.items():
        if voice.quotes and voice.quotes not in voices:
            raise ValueError(f"voices.{name}: there is no [voices.{voice.quotes}] to say its quotations")
    return voices


class Config(Part):
    """The whole file. `root` is its folder; `out` is where episodes/, public/ and .atlascast/ lie."""

    show: Show
    sources: tuple[Source, ...] = Field(min_length=1)
    edition: Edition = Field(default_factory=Edition)
    rank: Rank = Field(default_factory=Rank)
    voices: Annotated[dict[str, Voice], AfterValidator(_hosted)] = Field(default_factory=lambda: {"host": Voice()})
    sound: Sounds = Field(default_factory=Sounds)
    fetch: Fetch = Field(default_factory=Fetch)
    feed: Feed = Field(default_factory=Feed)
    publish: Publish = Field(default_factory=Publish)
    sponsors: Annotated[Path, AfterValidator(_there)] | None = Field(
        None, description="the sponsors' file or folder; sponsors.toml or sponsors/ here"
    )
    lexicon: File | None = Field(None, description="the show's lexicon; lexicon.toml beside this one where it exists")
    root: Path = Field(Path(), exclude=True)
    out: Path = Field(Path(), exclude=True)

    @property
    def zone(self) -> ZoneInfo:
        """The show's time zone."""
        return ZoneInfo(self.show.timezone)

    @property
    def feed_url(self) -> str:
        """Where the feed will be reachable."""
        return f"{self.show.base_url}feed.xml"
