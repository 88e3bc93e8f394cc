"""sponsors.toml → campaigns, checked whole: every mistake at once, each with file and line."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from atlascast.errors import ConfigError, UserError

CLASSES = ("death", "war", "disaster", "crime", "politics", "health")
"""The sensitive classes of news; sensitivity.toml holds their words."""
WORDS = 90
"""The most words that a read may have; some 35 seconds."""

Class = Literal["death", "war", "disaster", "crime", "politics", "health"]


def _slot(name: str) -> str:
    if name in ("pre", "mid", "post") or re.fullmatch(r"(?:before|after):\S.*", name):
        return name
    raise ValueError("a slot is pre, mid, post, before:SECTION or after:SECTION")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Copy(_Part):
    """[[campaigns.copy]]: one wording of the read."""

    text: str = Field(min_length=1, description="what is said", examples=["Meridian draws the maps behind the news."])
    speaker: str = Field("sponsor", min_length=1, description="the voice that says it, a name of [voices]")


class Avoid(_Part):
    """[campaigns.avoid]: what must not stand on either side of the read."""

    classes: tuple[Class, ...] = Field(("death", "disaster", "crime"), description="sensitive classes of stories")
    sections: tuple[str, ...] = Field((), description="sections", examples=[["Aviation"]])
    tags: tuple[str, ...] = Field((), description="tags", examples=[["Boeing"]])
    words: tuple[str, ...] = Field((), description="words or phrases of title or text", examples=[["plane crash"]])


class Rules(_Part):
    """[programme]: what holds for all reads of an edition."""

    reads: int = Field(2, ge=0, le=10, description="how many reads an edition has at most")
    apart: int = Field(2, ge=1, le=20, description="how many stories stand between two reads at least")


class Campaign(_Part):
    """[[campaigns]]: what an advertiser ordered."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="a short name, for the ledger", examples=["meridian"])
    advertiser: str = Field(min_length=1, description="who pays", examples=["Meridian Map Press"])
    category: str = Field("", description="the kind of product; rivals share it", examples=["books"])
    copy_: tuple[Copy, ...] = Field(alias="copy", min_length=1, description="the wordings, read in turn")
    disclosure: str = Field(min_length=1, description="the sentence that says that this is paid for")
    url: str = Field("", pattern=r"^(https?://\S+)?$", description="where the link leads")
    code: str = Field("", description="a promotion code, shown with the link", examples=["ATLAS22"])
    start: date | None = Field(None, description="first day of the flight; always where empty")
    end: date | None = Field(None, description="last day of the flight; open where empty")
    slots: tuple[Annotated[str, AfterValidator(_slot)], ...] = Field(
        ("mid", "post"), min_length=1, description="where it may stand: pre, mid, post, before:SECTION, after:SECTION"
    )
    priority: int = Field(5, ge=1, le=10, description="higher goes first")
    weight: float = Field(1.0, gt=0, le=100, description="how much a read counts beside others of its priority")
    share: float = Field(0.0, ge=0, le=1, description="share of all reads in its flight that it was promised")
    goal: int | None = Field(None, ge=1, description="reads ordered in all; none more are given")
    per_episode: int = Field(1, ge=1, le=5, description="reads in one episode at most")
    total: int | None = Field(None, ge=1, description="reads in all at most; the goal where empty")
    distance: int = Field(3, ge=1, le=50, description="stories between it and a rival's read at least")
    exclusive: bool = Field(False, description="whether no rival may be read in the same episode")
    avoid: Avoid = Field(default_factory=Avoid, description="what must not stand beside it")
    seek: tuple[str, ...] = Field((), description="sections that it likes to stand beside", examples=[["Travel"]])
    rules: Rules = Field(default_factory=Rules, exclude=True, description="the [programme] of its file")

    @model_validator(mode="after")
    def _whole(self) -> "Campaign":
        if self.start and self.end and self.end < self.start:
            raise ValueError("end: the flight ends before it starts")
        if self.goal and self.total and self.total < self.goal:
            raise ValueError(f"total: {self.total} reads can never reach the goal of {self.goal}")
        return self

    @property
    def most(self) -> int | None:
        """Reads in all that it may have."""
        return self.total if self.goal is None else self.goal


class _File(_Part):
    """The whole file."""

    programme: Rules = Field(default_factory=Rules, description="rules for all reads")
    campaigns: tuple[Campaign, ...] = Field((), description="what was ordered")


def schema() -> dict[str, Any]:
    """The file's JSON Schema."""
    found = _File.model_json_schema()
    found["$defs"]["Campaign"]["properties"].pop("rules")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "sponsors.toml", **found}


def load(path: Path | None) -> tuple[Campaign, ...]:
    """The campaigns of a file, or of all .toml files of a folder, in order; () for None.

    Raises ConfigError that lists every mistake as "file:line: key: what", UserError for what cannot be read.
    """
    if path is None:
        return ()
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    mistakes: list[str] = []
    found: list[Campaign] = []
    for file in files:
        text, data = _read(file)
        try:
            whole = _File.model_validate(data)
        except ValidationError as error:
            mistakes += _listed(file, text, error)
            continue
        own = [campaign.model_copy(update={"rules": whole.programme}) for campaign in whole.campaigns]
        mistakes += _doubtful(file, text, own, {campaign.id for campaign in found})
        found += own
    if mistakes:
        raise ConfigError("\n".join(mistakes), "Mend them; README.md explains every key.")
    return tuple(found)


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.", "Check its rights and that it is UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.", "Mend that line and run again.") from error


def _listed(path: Path, text: str, error: ValidationError) -> Iterator[str]:
    for item in error.errors():
        place = [str(part) if isinstance(part, int) else part for part in item["loc"]]
        message = item["msg"].removeprefix("Value error, ")
        named = re.match(r"(end|total): ", message)
        if named:
            place, message = [*place, named[1]], message[named.end() :]
        if item["type"] == "extra_forbidden":
            message = "unknown key"
        yield f"{path}:{line(text, place)}: {'.'.join(place)}: {message}"


def _doubtful(path: Path, text: str, campaigns: Sequence[Campaign], taken: set[str]) -> Iterator[str]:
    """Mistakes that a schema cannot see: ids given twice, copy over length."""
    seen = set(taken)
    for index, campaign in enumerate(campaigns):
        place = ["campaigns", str(index)]
        if campaign.id in seen:
            yield f"{path}:{line(text, [*place, 'id'])}: campaigns.{index}.id: {campaign.id!r} is given twice"
        seen.add(campaign.id)
        for number, copy in enumerate(campaign.copy_):
            words = len(copy.text.split())
            if words > WORDS:
                key = [*place, "copy", str(number), "text"]
                yield f"{path}:{line(text, key)}: {'.'.join(key)}: {words} words; a read has {WORDS} at most"


def line(text: str, place: Sequence[str]) -> int:
    """The line, from 1, on which a key of the file stands; its table's where it is missing; 1 where that is too."""
    counts: dict[str, int] = {}
    header, best, score = "", 1, 0
    for number, row in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*(\[\[?)\s*([\w.\"-]+)\s*\]\]?\s*(?:#.*)?$", row)
        if head:
            header = _address(head[2].replace('"', ""), head[1] == "[[", counts)
        key = re.match(r"\s*([\w-]+)\s*[.=]", row)
        here = [*header.split("."), key[1]] if key and not head else header.split(".")
        depth = sum(1 for _ in _common(here, place))
        if depth > score and depth == len([part for part in here if part]):
            best, score = number, depth
    return best


def _address(name: str, listed: bool, counts: dict[str, int]) -> str:
    """A header as a path with the numbers of its lists: campaigns.0.copy.1."""
    parts, path = name.split("."), ""
    for part in parts[:-1]:
        path = f"{path}.{part}".lstrip(".")
        if path in counts:
            path = f"{path}.{counts[path]}"
    path = f"{path}.{parts[-1]}".lstrip(".")
    if not listed:
        return path
    counts[path] = counts.get(path, -1) + 1
    for inner in [key for key in counts if key.startswith(f"{path}.{counts[path]}.")]:
        del counts[inner]
    return f"{path}.{counts[path]}"


def _common(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    for a, b in zip(left, right, strict=False):
        if a != b:
            return
        yield a
