"""Files → a branch of a git repository, such as GitHub Pages shows. Speaks to the git program.

The branch holds one commit at a time, without history: a show's audio would let a repository grow without end. What
others keep on the branch (CNAME, a page of their own) stays. The push is the swap: it is refused where the branch is
not the one that was read.
"""

import base64
import os
import subprocess
from pathlib import Path

from atlascast.config import Target as Settings
from atlascast.errors import ConflictError, TargetError, UserError
from atlascast.publish.targets.seam import Copy, Held, Served
from atlascast.publish.targets.secrets import Secrets, variable
from atlascast.store import point

NAME, MAIL = "atlascast", "atlascast@localhost"
PLAIN = ".nojekyll"
"""Tells GitHub Pages to show the files as they are."""


class GitTarget:
    """A branch; it is made where it is not there."""

    whole = True

    def __init__(self, settings: Settings, secrets: Secrets, cache: Path) -> None:
        self._settings, self._secrets = settings, secrets
        self._folder = cache / "repository.git"
        self._ref = f"refs/heads/{settings.branch}"
        self._base = ""
        self._read_yet = False

    def held(self) -> dict[str, Held]:
        """See Target."""
        self._fetch()
        return {name: held for name, held in self._listed().items() if name != PLAIN}

    def read(self, name: str) -> Copy | None:
        """See Target."""
        self._fetch()
        row = self._listed(name).get(name)
        return Copy(self._git("cat-file", "blob", row.mark), row.mark) if row else None

    def put(self, name: str, content: bytes | Path, served: Served) -> Held:
        """See Target. Git names content by its hash, so it is there as it was sent or not at all."""
        self._fetch()
        data = content if isinstance(content, bytes) else content.read_bytes()
        blob = self._git("hash-object", "-w", "--stdin", data=data).decode().strip()
        self._git("update-index", "--add", "--cacheinfo", f"100644,{blob},{name}")
        return Held(len(data), blob)

    def swap(self, name: str, content: bytes, served: Served, before: Copy | None) -> Held:
        """See Target."""
        now = self.read(name)
        if (now and now.content) != (before and before.content):
            raise ConflictError(f"{name} has changed meanwhile.", "Run again: it is read anew.")
        return self.put(name, content, served)

    def remove(self, name: str) -> None:
        """See Target."""
        self._fetch()
        self._git("update-index", "-z", "--index-info", data=f"0 {'0' * 40}\t{name}\0".encode())

    def finish(self) -> None:
        """See Target."""
        self._fetch()
        self.put(PLAIN, b"", Served("text/plain", ""))
        tree = self._git("write-tree").decode().strip()
        if self._base and tree == self._git("rev-parse", f"{self._base}^{{tree}}").decode().strip():
            return
        commit = self._git("commit-tree", tree, "-m", "Publish the podcast").decode().strip()
        point("git.committed")
        lease = f"--force-with-lease={self._ref}:{self._base}"
        done = self._run("push", "--porcelain", lease, "--", self._settings.location, f"{commit}:{self._ref}")
        point("git.pushed")
        if done.returncode and self._there() == self._base:
            raise self._fault(done)
        if self._there() != commit:
            raise ConflictError(f"{self._settings.branch} was changed meanwhile by another.", "Publish again.")
        self._base = commit

    def close(self) -> None:
        """See Target: nothing is kept open between calls."""

    def _fetch(self) -> None:
        """Read the branch as it is, once; what is put afterwards is kept beside it in an index of our own."""
        if self._read_yet:
            return
        if not (self._folder / "HEAD").is_file():
            self._folder.mkdir(parents=True, exist_ok=True)
            self._git("init", "-q", "--bare", str(self._folder))
        for left in (self._index, *self._folder.rglob("*.lock")):  # of a run that was killed
            left.unlink(missing_ok=True)
        self._base = self._there()
        if self._base:
            ours = f"+{self._ref}:{self._ref}"
            self._git("fetch", "-q", "--depth=1", "--no-tags", "--", self._settings.location, ours)
            self._git("read-tree", self._base)
        self._read_yet = True

    def _there(self) -> str:
        """The commit that the branch has there; empty where there is none."""
        rows = self._git("ls-remote", "--", self._settings.location, self._ref).decode().split()
        return rows[0] if rows else ""

    def _listed(self, name: str = "") -> dict[str, Held]:
        rows = self._git("ls-files", "-s", "-z", "--", *([f":(literal){name}"] if name else [])).split(b"\0")
        blobs = {path.decode("utf-8", "surrogateescape"): facts.split()[1].decode()
                 for facts, path in (row.split(b"\t", 1) for row in rows if row)}
        sizes = self._git("cat-file", "--batch-check=%(objectsize)", data="\n".join(blobs.values()).encode() + b"\n")
        return {path: Held(int(size), blob)
                for (path, blob), size in zip(blobs.items(), sizes.split(), strict=True)} if blobs else {}

    @property
    def _index(self) -> Path:
        return self._folder / "atlascast.index"

    def _git(self, *arguments: str, data: bytes = b"") -> bytes:
        done = self._run(*arguments, data=data)
        if done.returncode:
            raise self._fault(done)
        return done.stdout

    def _run(self, *arguments: str, data: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        environment = os.environ | {
            "GIT_DIR": str(self._folder), "GIT_INDEX_FILE": str(self._index), "GIT_TERMINAL_PROMPT": "0",
            "GIT_AUTHOR_NAME": NAME, "GIT_AUTHOR_EMAIL": MAIL, "GIT_COMMITTER_NAME": NAME, "GIT_COMMITTER_EMAIL": MAIL,
            "LC_ALL": "C",
        } | self._token()
        limit = self._settings.timeout * 10
        try:
            return subprocess.run(("git", *arguments), input=data, capture_output=True, env=environment, timeout=limit,
                                  check=False)
        except FileNotFoundError as error:
            raise UserError("The git program is not here.", "Install git.") from error
        except subprocess.TimeoutExpired as error:
            message = f"{self._settings.name}: git gave no answer in time."
            raise TargetError(message, "Check the repository's address.") from error

    def _token(self) -> dict[str, str]:
        """The token as a header for git alone: not on its command line, not in an address that it may print."""
        token = self._secrets.get(variable(self._settings.name, "TOKEN"))
        if not token:
            return {}
        header = base64.b64encode(f"x-access-token:{token}".encode()).decode()
        return {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"http.{self._settings.location}.extraHeader",
                "GIT_CONFIG_VALUE_0": f"Authorization: Basic {header}"}

    def _fault(self, done: "subprocess.CompletedProcess[bytes]") -> TargetError:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().replace("\n", " ")
        hint = f"Check the address and your rights; a token comes from {variable(self._settings.name, 'TOKEN')}."
        return TargetError(f"{self._settings.name}: git: {said[-400:]}", hint)
