"""Steps of a run → a live display on a terminal, plain lines elsewhere; always on standard error."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from atlascast.models import Watch

STEPS = {
    "collect": "Collecting the week",
    "rank": "Choosing the stories",
    "write": "Writing the script",
    "narrate": "Narrating",
    "master": "Mixing and mastering",
    "publish": "Building feed and page",
    "verify": "Listening",
}
"""Every step that a run tells of, in its order, and how it is shown."""

PLAIN_EVERY = 10.0
"""Seconds between two plain lines of one step."""


@contextmanager
def progress() -> Iterator[Watch]:
    """Give the function that the pipeline tells its progress to."""
    if sys.stderr.isatty():
        with _live() as watch:
            yield watch
    else:
        yield _plain()


@contextmanager
def _live() -> Iterator[Watch]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(finished_text="[green]✓"),
        TextColumn("{task.description:24}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True)) as bars:

        def watch(step: str, done: float, total: float) -> None:
            if step not in tasks:
                for earlier in tasks.values():
                    _finish(bars, earlier)
                tasks[step] = bars.add_task(STEPS.get(step, step), total=total or None)
            bars.update(tasks[step], completed=done, total=total or None)

        yield watch
        for task in tasks.values():
            _finish(bars, task)


def _finish(bars, task) -> None:  # type: ignore[no-untyped-def]
    bars.update(task, total=1, completed=1)


def _plain() -> Watch:
    began: dict[str, float] = {}
    told: dict[str, float] = {}

    def watch(step: str, done: float, total: float) -> None:
        now = time.monotonic()
        first = step not in began
        began.setdefault(step, now)
        if first or now - told[step] >= PLAIN_EVERY:
            told[step] = now
            sys.stderr.write(_row(step, done, total, now - began[step]) + "\n")
            sys.stderr.flush()

    return watch


def _row(step: str, done: float, total: float, seconds: float) -> str:
    row = STEPS.get(step, step)
    if not done or not total:
        return row
    left = seconds * (total - done) / done
    return f"{row}: {done / total:.0%}, about {left:.0f} s left"
