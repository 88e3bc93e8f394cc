"""A show with targets, changed step by step, for the tests of publishing."""

import io
import os
import shutil
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from archives import add_episode, config_in

from atlascast.cli import main
from atlascast.config import Config
from atlascast.publish import publish
from atlascast.publish.targets import Options, Outcome, Secrets, Sent, chosen, send
from atlascast.publish.targets.local import site
from atlascast.store import Store

ROOT = Path(__file__).parents[1]
OWN = "https://pod.example.org/"
STATE = "atlascast.json"


def quiet(step: str, done: float, total: float) -> None:
    """A watch that looks away."""


def target(name: str, kind: str, location: str, **keys: str) -> str:
    """A [[publish.targets]] of the config."""
    rows = {"name": name, "kind": kind, "location": location, **keys}
    return "\n[[publish.targets]]\n" + "".join(f'{key} = "{value}"\n' for key, value in rows.items())


def show(folder: Path, extra: str) -> Config:
    """A show with two episodes, built."""
    config = config_in(folder, extra=extra)
    add_episode(config, "2022-W01", 1, audio=b"ID3 the first" * 1000)
    add_episode(config, "2022-W02", 2, audio=b"ID3 the second" * 1000)
    publish(config, Store(config.out), quiet)
    return config


def next_week(config: Config) -> None:
    """A third episode, the second corrected under its address, the first withdrawn."""
    add_episode(config, "2022-W03", 3, audio=b"ID3 the third" * 1000)
    correct(config, b"ID3 the second, corrected" * 1000)
    shutil.rmtree(config.out / "episodes/2022-W01")
    publish(config, Store(config.out), quiet)


def correct(config: Config, audio: bytes) -> None:
    """The second episode with other audio at the same addresses."""
    record = Store(config.out).record(config.out / "episodes/2022-W02/episode.json")
    made = add_episode(config, "2022-W02", 2, audio=audio)
    names = [track.named or track.sha256[:8] for track in record.tracks]
    tracks = tuple(replace(track, named=name) for track, name in zip(made.tracks, names, strict=True))
    add_episode(config, "2022-W02", 2, audio=audio, named=record.named or record.sha256[:8], tracks=tracks)


def sent(config: Config, environment: dict[str, str] | None = None, to: tuple[str, ...] = (), **options: bool) -> Sent:
    """Publish to the config's targets, in this process."""
    secrets = Secrets(environment or {})
    return send(config, Store(config.out), chosen(config, to), Options(**options), secrets, quiet)


def only(result: Sent) -> Outcome:
    """The only outcome, which must be no error."""
    (outcome,) = result.outcomes
    assert outcome.error is None, outcome.error
    return outcome


def run(config: Config, *words: str, kill_at: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    """`atlascast publish` as a user calls it: in a process of its own where it is killed, else in this one."""
    command = ["atlascast", *(words or ("publish",))]
    if kill_at:
        own = os.environ | {"PYTHONPATH": str(ROOT), **environment, "ATLASCAST_KILL_AT": kill_at}
        return subprocess.run(
            [sys.executable, "-m", *command], cwd=config.root, env=own, capture_output=True, text=True, check=False)
    code, out, err = 0, io.StringIO(), io.StringIO()
    own = {"ATLASCAST_KILL_AT": "", **environment}
    with (
        chdir(config.root), patch.dict(os.environ, own), patch("sys.argv", command),
        redirect_stdout(out), redirect_stderr(err),
    ):  # fmt: skip
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())


def wanted(config: Config) -> dict[str, bytes]:
    """What a target should hold of public/: all but the audio and captions that nothing names any more."""
    found = site(config.out / "public", config.out / ".atlascast/hashes.json")
    return {name: local.path.read_bytes() for name, local in found.files.items()}


def files(folder: Path, *but: str) -> dict[str, bytes]:
    """Every file of a folder but some, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in (*but, STATE)}
