"""A function and a list → the work spread over processes.

Any `concurrent.futures.Executor` will do: spawned processes on one machine here, a cluster's elsewhere.
"""

import multiprocessing
import os
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait

from atlascast.errors import WorldError


def cores() -> int:
    """How many processes this process may keep busy."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def processes(workers: int = 0) -> Iterator[Executor]:
    """A pool of spawned processes, one a core unless told; when the block fails they end at once, work and all.

    One that hangs would never end by itself, and Python waits for its pools before it exits.
    Raises WorldError where one of them dies and the block does not say so better itself.
    Spawned, not forked: engines hold threads and C state that do not survive a fork.
    """
    pool = ProcessPoolExecutor(workers or cores(), mp_context=multiprocessing.get_context("spawn"),
                               initializer=_bound)
    others = set(multiprocessing.active_children())
    try:
        yield pool
    except BaseException as error:
        for process in set(multiprocessing.active_children()) - others:
            process.kill()
        pool.shutdown(cancel_futures=True)
        if isinstance(error, BrokenExecutor):
            hint = "Run again: what is finished is kept. If it dies again, see whether memory runs out."
            raise WorldError("A process at work has died.", hint) from error
        raise
    pool.shutdown()


def _bound() -> None:
    """Have this worker end with the process that made it: a killed build would leave it waiting, or still writing
    beside the next one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()


def _follow(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
