"""What every part of the file has in common → its base, and where its paths lead."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationInfo


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def at(path: Path, info: ValidationInfo) -> Path:
    """Where the path leads from the folder of the file that is read."""
    return info.context["root"] / path if info.context else path
