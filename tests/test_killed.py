"""Killed anywhere, a build leaves what was published whole, and the same command again makes the same bytes."""

import ast
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from xml.etree import ElementTree

import pytest
from killable import run

import atlascast

SHOW = Path(__file__).parent / "data/show"
BASE = "https://podcast.courier.example/"
ELSEWHERE = ("publish.", "folder.", "s3.", "sftp.", "git.")
"""Points of the targets, which test_targets_servers kills a publisher at."""
ACTIONS = {
    "draft.aside": "redraft", "produce.other": "formats", "produce.cover": "first", "site.removed": "withdraw",
    "site.between": "correct",
    "corrections.kept": "correct", "corrections.saved": "correct", "correct.drafted": "correct",
    "withdraw.recorded": "withdraw episode",
}
LATER = [
    "store.written#9", "store.moved#5", "store.moved#17", "store.moved#30", "store.linked#4", "store.copied#6",
    "store.stamped#3", "master.encoded#2", "produce.mastered#2", "produce.placed#2",
    "episode.sidecar#7", "site.audio#2", "site.beside#5", "site.words#2", "site.page#4", "site.front#3", "site.feed#2",
]
MORE = [
    ("first", "clip.placed#3"), ("first", "clip.kept#5"), ("first", "site.feed"), ("first", "episode.sidecar#9"),
    ("correct", "store.copied#9"), ("correct", "store.moved#8"), ("correct", "site.feed#2"),
    ("correct", "site.feed#3"), ("correct", "site.audio"),
    ("correct", "episode.recorded"), ("withdraw", "corrections.saved"), ("withdraw", "store.moved#12"),
    ("withdraw", "site.removed#3"), ("withdraw", "episode.dropped"), ("withdraw episode", "site.removed#4"),
    ("withdraw episode", "corrections.kept"), ("withdraw episode", "site.feed#2"), ("redraft", "store.written#2"),
]


def points() -> list[str]:
    """Every point of the house, read from the source."""
    found = []
    for path in sorted(Path(atlascast.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node, "func", None)
            if isinstance(node, ast.Call) and "point" in (getattr(name, "id", ""), getattr(name, "attr", "")):
                assert isinstance(node.args[0], ast.Constant), f"{path}: the name of a point is a literal"
                found.append(str(node.args[0].value))
    return found


CASES = [(ACTIONS.get(name, "build"), name) for name in [*points(), *LATER] if not name.startswith(ELSEWHERE)] + MORE


def test_every_point_has_a_name_of_its_own_and_there_are_more_than_forty() -> None:
    every = points()
    assert len(every) == len(set(every))
    assert len({name for _, name in CASES if "#" not in name}) >= 40


class Press:
    """A newsroom's server whose feed can be changed; it answers with an ETag, so that answers are kept."""

    def __init__(self) -> None:
        self.feed = (SHOW / "feed.xml").read_bytes()
        press = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = self.path == "/feed.xml"
                self.send_response(200 if found else 404)
                self.send_header("etag", f'"{hash(press.feed)}"')
                self.send_header("content-type", "application/rss+xml")
                self.end_headers()
                self.wfile.write(press.feed if found else b"")

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    def later(self) -> bytes:
        """The feed after a day: one story put right, one taken away."""
        text = self.feed.decode().replace("Nobody was hurt.", "Two sailors were hurt.")
        start, end = text.index("<item>\n<title>Lighthouse"), text.index("<item>\n<title>Storm")
        return (text[:start] + text[end:]).encode()


def does(folder: Path, action: str, kill_at: str = "", hours: int = 1) -> int | None:
    """Run in a process of its own; its exit code, negative for the signal that ended it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["killable"])
    process = context.Process(target=run, args=(folder, action, kill_at, hours))
    process.start()
    process.join(120)
    return process.exitcode


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the archive and the site."""
    found = [path for part in ("episodes", "public") for path in (folder / part).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, dict[str, bytes]]]:
    """A published show whose feed has changed since, and what each undisturbed action makes of it."""
    from PIL import Image

    folder, press = tmp_path_factory.mktemp("ground"), Press()
    base = folder / "base"
    shutil.copytree(SHOW, base)
    Image.new("RGB", (1400, 1400), (18, 32, 58)).save(base / "cover.jpg")
    toml = (base / "atlascast.toml").read_text()
    address = f"http://127.0.0.1:{press.server.server_address[1]}/feed.xml"
    toml = toml.replace('location = "feed.xml"', f'location = "{address}"').replace("minutes = 5", "minutes = 1")
    toml = f"{toml}rate = 2.0\n[rank]\nminimum = 3\n"
    (base / "atlascast.toml").write_text(f'{toml}[sound]\nalternates = ["opus"]\n')
    assert does(base, "build", hours=0) == 0
    (base / "atlascast.toml").write_text(toml)
    press.feed = press.later()
    calm = {}
    for action in ("build", "first", "formats", "redraft", "correct", "withdraw", "withdraw episode"):
        assert does(ready(base, folder / action, action), action) == 0, action
        calm[action] = contents(folder / action)
    return base, calm


def ready(base: Path, folder: Path, action: str) -> Path:
    shutil.copytree(base, folder)
    if action == "first":
        for part in ("episodes", "public", ".atlascast"):
            shutil.rmtree(folder / part)
    if action == "formats":
        with (folder / "atlascast.toml").open("a") as file:
            file.write('[sound]\nalternates = ["m4a"]\n')
    if action == "redraft":
        script = next(folder.glob("episodes/*/script.md"))
        script.write_text(script.read_text().replace("Nobody was hurt.", ""))
    return folder


class Client:
    """A podcast app that reads the feed again and again, and looks whether each enclosure is as long as it says."""

    def __init__(self, public: Path) -> None:
        self._public, self._over = public, Event()
        self.looks, self.wrong = 0, set[str]()

    def look(self) -> None:
        for name in ("feed.xml", "articles.xml"):
            if not (self._public / name).is_file():  # nothing is published yet
                continue
            feed = (self._public / name).read_bytes()
            for item in ElementTree.fromstring(feed).iter("enclosure"):
                path = self._public / item.get("url", "").removeprefix(BASE).partition("?")[0]
                size = str(path.stat().st_size) if path.is_file() else "nothing"
                if size != item.get("length") and (self._public / name).read_bytes() == feed:
                    self.wrong.add(f"{name} names {path.name} of {item.get('length')} bytes: there is {size}")
        self.looks += 1

    @contextmanager
    def watching(self) -> Iterator[None]:
        thread = Thread(target=self._watch)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            self.look()


@pytest.fixture(scope="module")
def killed(
    request: pytest.FixtureRequest, ground: tuple[Path, dict[str, dict[str, bytes]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[tuple[str, str], "Future[None]"]]:
    """The cases that were asked for, at work: one for each core, as each waits for processes of its own."""
    asked = [item.callspec.params for item in request.session.items
             if isinstance(item, pytest.Function) and item.module is request.module and "killed" in item.fixturenames]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {(row["action"], row["point"]): pool.submit(
            _survives, *ground, tmp_path_factory.mktemp("killed"), row["action"], row["point"]) for row in asked}


@pytest.mark.slow
@pytest.mark.parametrize(("action", "point"), CASES)
def test_killed_anywhere_the_site_stays_whole_and_the_next_run_makes_the_same_bytes(
    killed: dict[tuple[str, str], "Future[None]"], action: str, point: str
) -> None:
    killed[action, point].result()


def _survives(base: Path, calm: dict[str, dict[str, bytes]], own: Path, action: str, point: str) -> None:
    folder = ready(base, own / "show", action)
    client = Client(folder / "public")
    with client.watching():
        assert does(folder, action, point) == -signal.SIGKILL, f"{point} was not reached"
        client.look()
        assert does(folder, action) == 0
    client.look()
    assert client.wrong == set() and client.looks > 2
    left = contents(folder)
    assert {name for name in left.keys() | calm[action].keys() if left.get(name) != calm[action].get(name)} == set()
    shutil.rmtree(folder)


ORPHANED = """
import time
from atlascast.parallel import processes
if __name__ == "__main__":
    with processes(2) as pool:
        waiting = [pool.submit(time.sleep, 0.1) for _ in range(4)]
        waiting[0].result()
        print(*pool._processes, flush=True)
        time.sleep(60)
"""


def test_a_killed_builds_workers_end_with_it(tmp_path: Path) -> None:
    """They would wait for ever, or write beside the next build."""
    (tmp_path / "main.py").write_text(ORPHANED)
    process = subprocess.Popen([sys.executable, "main.py"], cwd=tmp_path, stdout=subprocess.PIPE, text=True,
                               env={"PYTHONPATH": str(Path(__file__).parents[1])})
    assert process.stdout
    workers = [int(word) for word in process.stdout.readline().split()]
    process.kill()
    process.wait()
    until = time.monotonic() + 10
    while (left := [pid for pid in workers if _alive(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert workers and not left


def _alive(pid: int) -> bool:
    """Whether it runs; one that ended and that nobody has asked after does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
