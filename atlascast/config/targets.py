"""[publish] → where public/ goes, and who is told.

Secrets never stand here: they come from the environment. A key that a target's kind does not read is refused.
"""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from atlascast.config.part import Part, at
from atlascast.errors import masked

KINDS = ("folder", "git", "s3", "sftp")
_READ_BY = {"endpoint": "s3", "region": "s3", "known_hosts": "sftp", "identity": "sftp", "branch": "git"}


def _kind(name: str, info: ValidationInfo) -> str:
    if name not in KINDS and ":" not in name:
        raise ValueError(f"no such kind; known: {', '.join(KINDS)}, or package.module:Class")
    return name


def _open(address: str) -> str:
    """The address, which must not hold a secret. What is wrong is said without repeating it."""
    try:
        urlsplit(address)
    except ValueError as error:
        raise ValueError("this is no address") from error
    if masked(address) != address:
        raise ValueError("a secret does not belong here; docs/publishing.md names the environment variable for it")
    if address.startswith("-"):
        raise ValueError("it may not begin with a dash")
    return address


def _variable(name: str) -> str:
    if not re.fullmatch(r"[A-Z_][A-Z0-9_]*", name):
        raise ValueError("name an environment variable that holds the address: addresses of webhooks are secret")
    return name


_Address = Annotated[str, AfterValidator(_open)]
_Path = Annotated[Path, AfterValidator(lambda path, info: at(path.expanduser(), info))]


class Target(Part):
    """[[publish.targets]]: a place that `atlascast publish` sends public/ to; docs/publishing.md has examples."""

    name: str = Field(pattern="^[a-z][a-z0-9-]{0,30}$", description="what --to and messages call it")
    kind: Annotated[str, AfterValidator(_kind)] = Field(
        description="folder, s3, sftp, git, or package.module:Class"
    )  # fmt: skip
    location: _Address = Field(
        min_length=1, description="a folder; bucket/prefix; sftp://user@host:port/path; a git repository"
    )
    endpoint: _Address = Field("", description="s3: the service's address; AWS where empty")
    region: str = Field("us-east-1", description="s3: the bucket's region")
    known_hosts: _Path | None = Field(None, description="sftp: the file of trusted host keys; ~/.ssh/known_hosts")
    identity: _Path | None = Field(None, description="sftp: the private key's file; the agent's where empty")
    branch: str = Field("gh-pages", pattern="^[A-Za-z0-9][A-Za-z0-9._/-]*$", description="git: the branch written")
    timeout: float = Field(60.0, gt=0, le=3600, description="seconds without an answer")

    @model_validator(mode="after")
    def _only_its_own_keys(self) -> "Target":
        if self.kind in KINDS:
            for key in self.model_fields_set & _READ_BY.keys():
                if _READ_BY[key] != self.kind:
                    raise ValueError(f"{key} is not read by the kind {self.kind}")
        if self.kind == "s3" and self.endpoint and not self.endpoint.startswith(("http://", "https://")):
            raise ValueError("endpoint begins with https:// or http://")
        if self.kind == "sftp" and not re.match(r"sftp://([^@/]+@)?[^@/]+/.", self.location):
            raise ValueError("location looks like sftp://user@host:port/path")
        return self


def _apart(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    names = [target.name for target in targets]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"two targets are called {twice[0]!r}")
    return targets


class Publish(Part):
    """[publish]: where public/ is sent, and who is told when the feed has changed."""

    targets: Annotated[tuple[Target, ...], AfterValidator(_apart)] = Field((), description="places, each on its own")
    podping: _Address = Field("https://podping.cloud/", description="passes Podpings on, where feed.podping is true")
    webhooks: tuple[Annotated[str, AfterValidator(_variable)], ...] = Field(
        (), description="environment variables that each hold an Apprise address to tell"
    )
