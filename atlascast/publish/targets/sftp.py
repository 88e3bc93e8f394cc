"""Files → a folder of a server, by SFTP. The only file that speaks to asyncssh.

The server's key must stand in known_hosts: an unknown server is refused, never trusted. A file is written beside its
place, read back, hashed and moved, so a web server there shows the old or the new one whole. A swap compares and
then moves; the protocol has no way to do both at once, so it is the lock that keeps other publishers out in between.
"""

import asyncio
import hashlib
import io
import posixpath
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from atlascast.config import Target as Settings
from atlascast.errors import AtlascastError, ConflictError, TargetError, UserError
from atlascast.publish.targets.seam import Copy, Held, Served
from atlascast.publish.targets.secrets import Secrets, variable
from atlascast.store import PART, point

CHUNK = 1 << 18
_Done = TypeVar("_Done")


class SftpTarget:
    """A folder of a server; it is made where it is not there."""

    whole = False

    def __init__(self, settings: Settings, secrets: Secrets, cache: Path) -> None:
        self._settings, self._secrets = settings, secrets
        place = urlsplit(settings.location)
        self._host, self._port, self._user = place.hostname or "", place.port or 22, place.username
        path = unquote(place.path)
        self._root = path[1:] if path.startswith("/~/") else path.rstrip("/")
        self._root = self._root.removeprefix("~/").rstrip("/") or "."
        self._runner = asyncio.Runner()
        self._link: Any = None
        self._sftp: Any = None

    def held(self) -> dict[str, Held]:
        """See Target. What a killed publisher left half written is swept."""
        return self._run(self._walk(""))

    def read(self, name: str) -> Copy | None:
        """See Target."""
        return self._run(self._read(name))

    def put(self, name: str, content: bytes | Path, served: Served) -> Held:
        """See Target."""
        return self._run(self._place(name, content, fresh=False))

    def swap(self, name: str, content: bytes, served: Served, before: Copy | None) -> Held:
        """See Target."""
        return self._run(self._swap(name, content, before))

    def remove(self, name: str) -> None:
        """See Target. Folders that are left empty go too."""
        self._run(self._remove(name))

    def finish(self) -> None:
        """See Target: each file shows as soon as it is put."""

    def close(self) -> None:
        """See Target."""
        if self._link is not None:
            self._link.abort()
            self._link = self._sftp = None
        self._runner.close()
        self._runner = asyncio.Runner()

    async def _open(self) -> Any:
        if self._sftp is None:
            import asyncssh

            self._link = await asyncssh.connect(self._host, self._port, **self._options())
            self._sftp = await self._link.start_sftp_client()
            await self._sftp.makedirs(self._root, exist_ok=True)
        return self._sftp

    def _options(self) -> dict[str, Any]:
        settings = self._settings
        hosts = settings.known_hosts or Path("~/.ssh/known_hosts").expanduser()
        if not hosts.is_file():
            hint = f"Put the server's key there: ssh-keyscan -p {self._port} {self._host}, checked by other means."
            raise UserError(f"There is no file of trusted host keys at {hosts}.", hint)
        found = {
            "username": self._user,
            "password": self._secrets.get(variable(settings.name, "PASSWORD")),
            "passphrase": self._secrets.get(variable(settings.name, "PASSPHRASE")),
            "client_keys": self._keys(),
        }
        return {"known_hosts": str(hosts), "config": None, "connect_timeout": settings.timeout,
                "login_timeout": settings.timeout, "keepalive_interval": settings.timeout / 3,
                **{key: value for key, value in found.items() if value}}

    def _listed(self) -> bool:
        """Whether known_hosts has any key of this server."""
        import asyncssh

        hosts = self._settings.known_hosts or Path("~/.ssh/known_hosts").expanduser()
        return any(asyncssh.match_known_hosts(str(hosts), self._host, "", self._port))

    def _keys(self) -> list[Any]:
        import asyncssh

        if text := self._secrets.get(variable(self._settings.name, "KEY")):
            phrase = self._secrets.get(variable(self._settings.name, "PASSPHRASE")) or None
            return [asyncssh.import_private_key(text, phrase)]
        return [str(self._settings.identity)] if self._settings.identity else []

    async def _walk(self, folder: str) -> dict[str, Held]:
        sftp = await self._open()
        found: dict[str, Held] = {}
        for entry in await sftp.readdir(self._at(folder)):
            name = posixpath.join(folder, str(entry.filename))
            if entry.filename in (".", ".."):
                continue
            if entry.attrs.type == 2:
                found |= await self._walk(name)
            elif str(entry.filename).endswith(PART):
                await sftp.remove(self._at(name))
            else:
                found[name] = _held(entry.attrs)
        return found

    async def _read(self, name: str) -> Copy | None:
        sftp = await self._open()
        if not await sftp.isfile(self._at(name)):
            return None
        async with sftp.open(self._at(name), "rb") as file:
            content = await file.read()
        return Copy(content, _held(await sftp.stat(self._at(name))).mark)

    async def _swap(self, name: str, content: bytes, before: Copy | None) -> Held:
        now = await self._read(name)
        if (now and now.content) != (before and before.content):
            raise ConflictError(f"{name} has changed meanwhile.", "Run again: it is read anew.")
        return await self._place(name, content, fresh=before is None)

    async def _place(self, name: str, content: bytes | Path, fresh: bool) -> Held:
        import asyncssh

        sftp, path = await self._open(), self._at(name)
        half = posixpath.join(posixpath.dirname(path), f".{posixpath.basename(path)}{PART}")
        await sftp.makedirs(posixpath.dirname(path), exist_ok=True)
        wanted = await self._write(half, content)
        point("sftp.written")
        if await self._digest(half) != wanted:
            raise TargetError(f"{name} is not there as it was sent.", "Publish again; look at the server's disk.")
        if fresh:  # the plain rename refuses a name that is taken
            try:
                await sftp.rename(half, path)
            except asyncssh.SFTPFailure as error:
                raise ConflictError(f"{name} has been made meanwhile.", "Run again: it is read anew.") from error
        else:
            await sftp.posix_rename(half, path)
        point("sftp.moved")
        return _held(await sftp.stat(path))

    async def _write(self, path: str, content: bytes | Path) -> str:
        """Write a file there; the SHA-256 of what was sent."""
        wanted = hashlib.sha256()
        with io.BytesIO(content) if isinstance(content, bytes) else content.open("rb") as source:
            async with self._sftp.open(path, "wb") as file:
                while chunk := source.read(CHUNK):
                    wanted.update(chunk)
                    await file.write(chunk)
        return wanted.hexdigest()

    async def _digest(self, path: str) -> str:
        found = hashlib.sha256()
        async with self._sftp.open(path, "rb") as file:
            while chunk := await file.read(CHUNK):
                found.update(chunk)
        return found.hexdigest()

    async def _remove(self, name: str) -> None:
        sftp = await self._open()
        if await sftp.exists(self._at(name)):
            await sftp.remove(self._at(name))
        folder = posixpath.dirname(name)
        while folder and not [entry for entry in await sftp.listdir(self._at(folder)) if entry not in (".", "..")]:
            await sftp.rmdir(self._at(folder))
            folder = posixpath.dirname(folder)

    def _at(self, name: str) -> str:
        return posixpath.join(self._root, name) if name else self._root

    def _run(self, work: Coroutine[Any, Any, _Done]) -> _Done:
        """The result of the work; what asyncssh raises, as TargetError."""
        import asyncssh

        name = self._settings.name
        try:
            return self._runner.run(asyncio.wait_for(work, self._settings.timeout * 10))
        except asyncssh.HostKeyNotVerifiable as error:
            hint = "Compare the key that the server shows with the one its owner tells, then put it into known_hosts."
            said = "is not the one in known_hosts" if self._listed() else "is unknown: known_hosts does not list it"
            raise UserError(f"{name}: the server's key {said}.", hint) from error
        except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as error:
            hint = "Check the key and its passphrase."
            raise UserError(f"{name}: the private key cannot be read: {error}.", hint) from error
        except AtlascastError:
            raise
        except asyncssh.PermissionDenied as error:
            hint = f"Check the user and the key; a password comes from {variable(name, 'PASSWORD')}."
            raise TargetError(f"{name}: the server does not let this user in: {error}.", hint) from error
        except (asyncssh.Error, OSError, TimeoutError) as error:
            hint = "Check the server, and that the folder there may be written."
            raise TargetError(f"{name}: {error or 'no answer in time'}.", hint) from error


def _held(facts: Any) -> Held:
    return Held(facts.size or 0, f"{facts.size or 0:x}-{facts.mtime or 0:x}")
