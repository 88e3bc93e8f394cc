"""What every part of the file has in common → its base, and where its paths lead."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo

from atlascast.errors import masked


class Part(BaseModel):
    """A table of atlascast.toml: what it does not know is a mistake, and what was read stays as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def at(path: Path, info: ValidationInfo) -> Path:
    """Where the path leads from the folder of the file that is read."""
    return info.context["root"] / path if info.context else path


def _link(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise ValueError("an address begins with https:// or http://")
    if masked(url) != url:
        raise ValueError("an address that is published holds no password or key")
    return url


Link = Annotated[str, AfterValidator(_link)]
