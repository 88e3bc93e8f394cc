"""Files → a bucket of any S3-compatible service. The only file that speaks to obstore.

A file is put in one request, so it shows whole or not at all, and what the service then says of it must agree: its
size, and its ETag where that is the MD5 of the bytes (else the file is read back and hashed). A swap is one request
with If-Match or If-None-Match.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from atlascast.config import Target as Settings
from atlascast.errors import ConflictError, TargetError
from atlascast.publish.targets.seam import Copy, Held, Served
from atlascast.publish.targets.secrets import Secrets, variable
from atlascast.store import point


class S3Target:
    """A bucket, or what lies under a prefix in it."""

    whole = False

    def __init__(self, settings: Settings, secrets: Secrets, cache: Path) -> None:
        self._settings, self._secrets = settings, secrets
        self._opened: Any = None

    def held(self) -> dict[str, Held]:
        """See Target."""
        import obstore

        with self._said("listed"):
            rows = [row for page in obstore.list(self._store()) for row in page]
        return {row["path"]: Held(row["size"], _mark(row["e_tag"])) for row in rows}

    def read(self, name: str) -> Copy | None:
        """See Target."""
        import obstore

        with self._said(name):
            try:
                found = obstore.get(self._store(), name)
                return Copy(bytes(found.bytes()), _mark(found.meta["e_tag"]))
            except FileNotFoundError:
                return None

    def put(self, name: str, content: bytes | Path, served: Served) -> Held:
        """See Target."""
        return self._put(name, content, served, "overwrite")

    def swap(self, name: str, content: bytes, served: Served, before: Copy | None) -> Held:
        """See Target."""
        return self._put(name, content, served, {"e_tag": f'"{before.mark}"'} if before else "create")

    def remove(self, name: str) -> None:
        """See Target."""
        import obstore

        with self._said(name):
            try:
                obstore.delete(self._store(), name)
            except FileNotFoundError:
                return

    def finish(self) -> None:
        """See Target: each file shows as soon as it is put."""

    def close(self) -> None:
        """See Target."""
        self._opened = None

    def _put(self, name: str, content: bytes | Path, served: Served, mode: Any) -> Held:
        import obstore

        attributes = {"Content-Type": served.type, "Cache-Control": served.cache}
        point("s3.put")
        with self._said(name):
            obstore.put(self._store(), name, content, attributes=attributes, mode=mode, use_multipart=False)
            facts = obstore.head(self._store(), name)
        point("s3.head")
        held = Held(facts["size"], _mark(facts["e_tag"]))
        if held != Held(_size(content), _hash(content, "md5")) and not self._same(name, content):
            raise TargetError(f"{name} is not there as it was sent.", "Publish again; look at the bucket if it stays.")
        return held

    def _same(self, name: str, content: bytes | Path) -> bool:
        """Whether the bytes read back are those that were sent."""
        found = self.read(name)
        return found is not None and hashlib.sha256(found.content).hexdigest() == _hash(content, "sha256")

    def _store(self) -> Any:
        from obstore.store import S3Store

        if self._opened is None:
            settings, limit = self._settings, timedelta(seconds=self._settings.timeout)
            bucket, _, prefix = settings.location.removeprefix("s3://").partition("/")
            keys = {
                "access_key_id": self._need("key", "ACCESS_KEY_ID"),
                "secret_access_key": self._need("secret key", "SECRET_ACCESS_KEY"),
                "session_token": self._secrets.get(variable(settings.name, "SESSION_TOKEN"), "AWS_SESSION_TOKEN"),
                "endpoint": settings.endpoint.rstrip("/"),
            }
            self._opened = S3Store(
                bucket, prefix=prefix.strip("/") or None, region=settings.region,
                virtual_hosted_style_request=not settings.endpoint,
                client_options={"allow_http": settings.endpoint.startswith("http://"), "timeout": limit},
                retry_config={"max_retries": 3, "retry_timeout": limit},
                **{key: value for key, value in keys.items() if value},  # type: ignore[arg-type]
            )
        return self._opened

    def _need(self, what: str, key: str) -> str:
        name = self._settings.name
        return self._secrets.need(f"{what} for the target {name}", variable(name, key), f"AWS_{key}")

    @contextmanager
    def _said(self, what: str) -> Iterator[None]:
        from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError

        try:
            yield
        except (AlreadyExistsError, PreconditionError) as error:
            raise ConflictError(f"{what} has changed meanwhile.", "Run again: it is read anew.") from error
        except (BaseError, OSError) as error:
            reason = _reason(str(error))
            hint = "Check the endpoint, the bucket, and that the key may read, list and write there."
            raise TargetError(f"{what}: {reason}", hint) from None


def _reason(text: str) -> str:
    """What failed, in a line: the service's own code and message, without the rest of its answer."""
    told = [found[1] for found in (re.search(rf"<{tag}>([^<]*)</{tag}>", text) for tag in ("Code", "Message")) if found]
    return ": ".join(told) or text.split("\n")[0]


def _mark(tag: str | None) -> str:
    return (tag or "").strip('"')


def _size(content: bytes | Path) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _hash(content: bytes | Path, kind: str) -> str:
    if isinstance(content, bytes):
        return hashlib.new(kind, content, usedforsecurity=False).hexdigest()
    with content.open("rb") as file:
        return hashlib.file_digest(file, kind).hexdigest()
