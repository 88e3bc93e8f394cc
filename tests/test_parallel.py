"""A pool of processes: it works, ends when its block fails, and says when one of it has died."""

import os
import time
from multiprocessing import active_children

import pytest

from atlascast.errors import WorldError
from atlascast.parallel import cores, processes


def test_work_is_done_in_other_processes() -> None:
    with processes(1) as pool:
        assert pool.submit(os.getpid).result() != os.getpid()
    assert cores() >= 1


def test_a_process_that_dies_is_the_worlds_fault_and_says_what_next() -> None:
    with pytest.raises(WorldError, match="died") as error, processes(1) as pool:
        pool.submit(os._exit, 1).result()
    assert "again" in error.value.hint


def test_when_the_block_fails_its_processes_end_at_once_even_one_that_hangs() -> None:
    others = set(active_children())
    with pytest.raises(KeyError), processes(1) as pool:
        waiting = [pool.submit(time.sleep, seconds) for seconds in (600, 0.2, 0.2)]
        raise KeyError
    assert all(one.done() for one in waiting)
    assert set(active_children()) <= others
