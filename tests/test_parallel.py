"""A pool of processes: it works, drops what was not begun, and says when one of it has died."""

import os
import time

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


def test_what_was_not_begun_is_dropped_when_the_block_fails() -> None:
    with pytest.raises(KeyError), processes(1) as pool:
        waiting = [pool.submit(time.sleep, 0.2) for _ in range(50)]
        raise KeyError
    until = time.monotonic() + 5
    while not waiting[-1].done() and time.monotonic() < until:
        time.sleep(0.01)
    assert waiting[-1].cancelled()
