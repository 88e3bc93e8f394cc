"""The seam by which tests kill a process at a named place."""

import os
import signal
import subprocess
import sys

CODE = """
from atlascast.store import point
for turn in range(5):
    print(turn, flush=True)
    point("test.place")
    point("test.other")
"""


def run(kill_at: str | None) -> tuple[int, str]:
    environment = {key: value for key, value in os.environ.items() if key != "ATLASCAST_KILL_AT"}
    if kill_at is not None:
        environment["ATLASCAST_KILL_AT"] = kill_at
    done = subprocess.run([sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.split()[-1]


def test_a_point_does_nothing_unless_it_is_named() -> None:
    assert run(None) == (0, "4")
    assert run("test.place.longer") == (0, "4")


def test_a_named_point_kills_the_process_there() -> None:
    assert run("test.place") == (-signal.SIGKILL, "0")


def test_a_point_can_be_named_by_how_often_it_is_reached() -> None:
    assert run("test.other#3") == (-signal.SIGKILL, "2")
    assert run("test.other#6") == (0, "4")
