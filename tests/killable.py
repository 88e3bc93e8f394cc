"""What the tests of kill points run in a process of its own: a build, a correction or a withdrawal of a tiny show."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jinja2  # noqa: F401  # loaded once in the server that the processes are forked from
import lxml  # noqa: F401
import mutagen  # noqa: F401
import numpy  # noqa: F401
import PIL.Image  # noqa: F401
import rapidfuzz  # noqa: F401
import soxr  # noqa: F401
import trafilatura  # noqa: F401

from atlascast import pipeline, revise
from atlascast.config import load
from atlascast.master import finish, picture  # noqa: F401
from atlascast.revise import Wanted
from atlascast.store import KILL_AT

NOW = datetime(2026, 6, 15, 6, 0, tzinfo=UTC)
WEEK = "2026-W24"


class Inline(Executor):
    """A pool that works here and now: so that a kill anywhere kills everything."""

    def submit(self, work: Callable[..., Any], /, *args: Any, **options: Any) -> "Future[Any]":
        """Do it."""
        done: Future[Any] = Future()
        try:
            done.set_result(work(*args, **options))
        except Exception as error:  # noqa: BLE001  # as an executor does: told by the future
            done.set_exception(error)
        return done


@contextmanager
def _inline(workers: int = 0) -> Iterator[Executor]:
    yield Inline()


def _quiet(step: str, done: float, total: float) -> None:
    pass


def run(folder: Path, action: str, kill_at: str, hours: int = 1) -> None:
    """Do what `action` names in a show's folder, and die at the point, if one is given."""
    os.environ[KILL_AT] = kill_at
    pipeline.processes = revise.processes = _inline  # type: ignore[assignment]
    os.chdir(folder)
    config, now = load(folder / "atlascast.toml", folder), NOW + timedelta(hours=hours)
    if "correct" not in action and "withdraw" not in action:
        pipeline.build_week(config, "newest", now, _quiet, redraft=action == "redraft")
    elif action == "correct":
        text = "A storm with gusts of 94 km/h closed the strait to all traffic on Monday.\n\nNobody was hurt."
        revise.correct(config, Wanted("storm", "The gusts were of 94 km/h, not 104.", text=text), now, _quiet)
    else:
        name = WEEK if action == "withdraw episode" else "keeper"
        revise.withdraw(config, Wanted(name, "It was not so."), now, _quiet)
