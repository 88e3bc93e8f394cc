"""What an advertiser ordered → a campaign; every key of sponsors.toml, its type, default and meaning."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
)

CLASSES = ("death", "war", "disaster", "crime", "politics", "health")
"""The sensitive classes of news; sensitivity.*.toml hold their words."""

Class = Literal["death", "war", "disaster", "crime", "politics", "health"]
_Int = Annotated[int, Strict()]
_Float = Annotated[float, Strict()]


_SLOT = r"^\s*(pre|mid|post|(before|after):\s*\S.*)$"
_WORD = r"^\s*\*?[^*]*[^*\s][^*]*\*?\s*$"


def _slot(name: str) -> str:
    if re.match(_SLOT, name):
        return name
    raise ValueError("a slot is pre, mid, post, before:SECTION or after:SECTION")


def _word(name: str) -> str:
    if re.match(_WORD, name):
        return name
    raise ValueError("is a word or phrase; * may stand at its beginning and end for any letters, not inside or alone")


def _says(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern})


Slot = Annotated[str, AfterValidator(_slot), _says(_SLOT)]
Phrase = Annotated[str, AfterValidator(_word), _says(_WORD)]
Name = Annotated[str, Field(min_length=1), WithJsonSchema({"type": "string", "minLength": 1, "pattern": r"\S"})]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _given(key: str) -> dict[str, Any]:
    """A JSON Schema in which the key has more than spaces."""
    return {"required": [key], "properties": {key: {"pattern": r"\S"}}}


class Copy(_Part):
    """[[campaigns.copy]]: one wording of the read: a text that is said, or the advertiser's own recording."""

    model_config = ConfigDict(json_schema_extra={
        "oneOf": [_given("text"), _given("audio")], "dependentRequired": {"transcript": ["audio"]},
    })  # fmt: skip

    text: str = Field("", description="what is said", examples=["Meridian draws the maps behind the news."])
    speaker: Name = Field(
        "sponsor", description="the voice that says it and the disclosure, a name of [voices]",
        examples=["host"],
    )  # fmt: skip
    transcript: str = Field(
        "", description="what is heard in the recording, for captions, transcript and notes",
        examples=["Meridian. Maps for people who read the news."],
    )  # fmt: skip
    audio: str = Field(
        "", validate_default=True, examples=["assets/reads/meridian.wav"],
        description="a recording that is played in place of a text, any format; its path from the config's folder",
    )  # fmt: skip

    @field_validator("audio")
    @classmethod
    def _played(cls, audio: str, info: ValidationInfo) -> str:
        if audio and re.search(r"^([/\\]|\w:)|[\[\]\\\n]", audio):
            raise ValueError("a path from the config's folder, with slashes and without brackets")
        if "text" in info.data and bool(audio) == bool(info.data["text"]):
            raise ValueError("a wording has a text or a recording" if audio else "write a text, or name a recording")
        if info.data.get("transcript") and not audio:
            raise ValueError("a transcript belongs to a recording, and none is named")
        return audio


class Avoid(_Part):
    """[campaigns.avoid]: what must not stand on either side of the read."""

    classes: tuple[Class, ...] = Field(
        ("death", "disaster", "crime"), description="sensitive classes of stories", examples=[["death", "war"]]
    )
    sections: tuple[Name, ...] = Field((), description="sections; a tag so named counts too", examples=[["Aviation"]])
    tags: tuple[Name, ...] = Field((), description="tags; a section so named counts too", examples=[["Boeing"]])
    words: tuple[Phrase, ...] = Field(
        (), description="words or phrases of title, section, tags or text; * at an end is any letters",
        examples=[["plane crash*"]],
    )  # fmt: skip


class Rules(_Part):
    """[programme]: what holds for all reads of an edition; of several files the strictest counts."""

    reads: _Int = Field(2, ge=0, le=10, description="how many reads an edition has at most", examples=[3])
    apart: _Int = Field(2, ge=1, le=20, description="how many stories stand between two reads at least", examples=[2])
    words: _Int = Field(90, ge=5, le=400, description="how many words a text may have", examples=[90])
    seconds: _Float = Field(60, ge=5, le=180, description="how long a recording may be", examples=[45.0])
    grave: dict[str, tuple[Class, ...]] = Field(
        default_factory=dict, examples=[{"Obituaries": ["death"], "Conflict": ["war", "death"]}],
        description="sections and tags of which every story has these classes, besides those that its words make",
    )  # fmt: skip


def strictest(rules: Iterable[Rules]) -> Rules:
    """What keeps all of them; the defaults where there are none."""
    rows = list(rules) or [Rules()]
    grave: dict[str, tuple[Class, ...]] = {}
    for name, classes in (item for row in rows for item in row.grave.items()):
        grave[name] = tuple(dict.fromkeys((*grave.get(name, ()), *classes)))
    return Rules(
        reads=min(row.reads for row in rows),
        apart=max(row.apart for row in rows),
        words=min(row.words for row in rows),
        seconds=min(row.seconds for row in rows),
        grave=grave,
    )


class Campaign(_Part):
    """[[campaigns]]: what an advertiser ordered."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="a short name, for the ledger", examples=["meridian"])
    advertiser: Name = Field(description="who pays", examples=["Meridian Map Press"])
    category: str = Field("", description="the kind of product; rivals share it", examples=["books"])
    copy_: tuple[Copy, ...] = Field(
        alias="copy", min_length=1, description="the wordings, read in turn", examples=[[{"text": "Maps for readers."}]]
    )
    disclosure: Name = Field(
        description="the sentence that says that this is paid for", examples=["This is an advertisement."]
    )
    url: str = Field(
        "", pattern=r"^(https?://\S+)?$", description="where the link leads", examples=["https://meridian.example/"]
    )
    code: str = Field("", description="a promotion code, shown with the link", examples=["ATLAS22"])
    start: date | None = Field(None, description="first day of the flight; always where empty", examples=["2022-01-03"])
    end: date | None = Field(None, description="last day of the flight; open where empty", examples=["2022-03-27"])
    slots: tuple[Slot, ...] = Field(
        ("mid", "post"), min_length=1, examples=[["pre", "after:Travel"]],
        description="where it may stand: pre, mid, post, before:SECTION, after:SECTION",
    )  # fmt: skip
    priority: _Int = Field(5, ge=1, le=10, description="higher goes first", examples=[7])
    weight: _Float = Field(
        1.0, gt=0, le=100, description="how much a read counts beside others of its priority", examples=[1.5]
    )
    share: _Float = Field(
        0.0, ge=0, le=1, description="share of all reads in its flight that it was promised", examples=[0.25]
    )
    goal: Annotated[_Int, Field(ge=1)] | None = Field(
        None, description="reads ordered in all; none more are given", examples=[12]
    )
    per_episode: _Int = Field(1, ge=1, le=5, description="reads in one episode at most", examples=[1])
    total: Annotated[_Int, Field(ge=1)] | None = Field(
        None, description="reads in all at most; the goal where empty", examples=[12]
    )
    distance: _Int = Field(3, ge=1, le=50, description="stories between it and a rival's read at least", examples=[4])
    exclusive: Annotated[bool, Strict()] = Field(
        False, description="whether no rival may be read in the same episode", examples=[True]
    )
    avoid: Avoid = Field(
        default_factory=Avoid, description="what must not stand beside it", examples=[{"classes": ["death", "crime"]}]
    )
    seek: tuple[Name, ...] = Field((), description="sections that it likes to stand beside", examples=[["Travel"]])
    rules: Rules = Field(default_factory=Rules, exclude=True, description="[programme], the strictest of all files")

    @field_validator("end")
    @classmethod
    def _after(cls, end: date | None, info: ValidationInfo) -> date | None:
        start = info.data.get("start")
        if start and end and end < start:
            raise ValueError("the flight ends before it starts")
        return end

    @field_validator("total")
    @classmethod
    def _enough(cls, total: int | None, info: ValidationInfo) -> int | None:
        goal = info.data.get("goal")
        if goal and total and total < goal:
            raise ValueError(f"{total} reads can never reach the goal of {goal}")
        return total

    @property
    def most(self) -> int | None:
        """Reads in all that it may have."""
        return self.total if self.goal is None else self.goal


class File(_Part):
    """The whole file."""

    programme: Rules = Field(
        default_factory=Rules, description="rules for all reads", examples=[{"reads": 2, "apart": 2}]
    )
    campaigns: tuple[Campaign, ...] = Field(
        (), description="what was ordered",
        examples=[[{"id": "maps", "advertiser": "Maps", "copy": [{"text": "Maps."}], "disclosure": "Advertisement."}]],
    )  # fmt: skip


def schema() -> dict[str, Any]:
    """The file's JSON Schema."""
    found = File.model_json_schema()
    found["$defs"]["Campaign"]["properties"].pop("rules")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": "sponsors.toml"}
