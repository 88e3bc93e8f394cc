"""Publishing to folders and git branches, the plan, the lock, and who is told."""

import json
import re
import signal
import subprocess
import time
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from archives import config_in
from hypothesis import given
from hypothesis import strategies as st
from publishing import OWN, files, next_week, only, quiet, run, sent, show, target
from servers import program

from atlascast.config import Feed, Publish
from atlascast.config.targets import KINDS
from atlascast.errors import ConfigError, ConflictError, UserError, WorldError
from atlascast.publish import publish
from atlascast.publish.targets import Secrets, again, chosen, status
from atlascast.publish.targets.again import Patient
from atlascast.publish.targets.folder import FolderTarget
from atlascast.publish.targets.lease import LOCK, lease
from atlascast.publish.targets.local import Local, Site, names
from atlascast.publish.targets.plan import Live, Row, decide
from atlascast.publish.targets.seam import Held, Served
from atlascast.publish.targets.send import look
from atlascast.store import KILL_AT, Store, fingerprint

WWW = target("here", "folder", "www")


def feed(*audio: str, size: int = 3) -> str:
    items = "".join(f'<item><guid>{name}</guid><enclosure url="{OWN}{name}" length="{size}"/></item>' for name in audio)
    return f"<rss><channel>{items}</channel></rss>"


def site(*others: str, feeds: dict[str, str]) -> Site:
    named = [*others, *feeds]
    return Site({name: Local(Path(name), 3, _sha256(name, feeds.get(name, name))) for name in named}, feeds)


def _sha256(name: str, content: str) -> str:
    """A hash that agrees with the name, where the name holds one."""
    return name.removesuffix(".mp3")[-8:] + "0" * 56 if name.endswith(".mp3") else fingerprint(content)


def live_of(site: Site, **more: Held) -> Live:
    held = {name: Held(local.bytes, local.sha256) for name, local in site.files.items()}
    manifest = {name: Row(local.bytes, local.sha256, local.sha256) for name, local in site.files.items()}
    return Live(held | more, manifest, dict(site.feeds), None)


A, B, C = (f"episodes/2022-W0{n}/edition-0000000{n}.mp3" for n in (1, 2, 3))


def test_audio_goes_first_and_the_feed_last() -> None:
    here = site(A, "episodes/2022-W01/edition-00000001.vtt", "episodes/2022-W01/index.html", "index.html",
                "assets/site-0a0b0c0d.css", "cover-0a0b0c0d.jpg", "sitemap.xml", "episodes/2022-W01/oembed.json",
                feeds={"feed.xml": feed(A), "feed-2.xml": feed(), "feed-10.xml": feed(), "articles.xml": feed()})
    order = [step.name for step in decide(here, Live({}, {}, {}, None), OWN, prune=False).steps]
    assert order == [
        A, "assets/site-0a0b0c0d.css", "cover-0a0b0c0d.jpg", "episodes/2022-W01/edition-00000001.vtt",
        "episodes/2022-W01/index.html", "episodes/2022-W01/oembed.json", "index.html", "sitemap.xml",
        "feed-10.xml", "feed-2.xml", "articles.xml", "feed.xml",
    ]


def test_what_is_there_as_it_is_here_is_not_sent() -> None:
    here = site(A, "index.html", feeds={"feed.xml": feed(A)})
    assert decide(here, live_of(here), OWN, prune=True).steps == ()
    touched = live_of(here, **{"index.html": Held(3, "another")})
    assert [(step.name, step.why) for step in decide(here, touched, OWN, prune=True).steps] == [
        ("index.html", "changed there by another")]
    halved = live_of(here, **{A: Held(2, "half")})
    assert [(step.name, step.why) for step in decide(here, halved, OWN, prune=True).steps] == [(A, "damaged there")]


def test_without_a_manifest_only_names_that_follow_from_the_bytes_are_trusted() -> None:
    here = site(A, "index.html", feeds={"feed.xml": feed(A)})
    unknown = replace(live_of(here), manifest={})
    assert [step.name for step in decide(here, unknown, OWN, prune=False).steps] == ["index.html", "feed.xml"]


def test_a_feed_that_would_name_audio_which_is_nowhere_is_refused() -> None:
    here = site(feeds={"feed.xml": feed(A, B)})
    with pytest.raises(WorldError, match="names 2 audio files"):
        decide(here, Live({}, {}, {}, None), OWN, prune=False)
    there = Live({A: Held(3, "x"), B: Held(3, "y")}, {}, {}, None)
    assert [step.name for step in decide(here, there, OWN, prune=False).steps] == ["feed.xml"]
    with pytest.raises(WorldError, match="as it says"):
        decide(here, Live({A: Held(3, "x"), B: Held(9, "y")}, {}, {}, None), OWN, prune=False)


def test_audio_that_is_not_what_its_name_says_is_refused() -> None:
    name = "episodes/2022-W01/edition-0000000a.mp3"
    here = Site({name: Local(Path(name), 3, "1" * 64), "feed.xml": Local(Path(), 3, "")}, {"feed.xml": feed(name)})
    with pytest.raises(WorldError, match="not the file that its name says"):
        decide(here, Live({}, {}, {}, None), OWN, prune=False)


def test_pruning_takes_away_only_what_atlascast_put_and_no_feed_names() -> None:
    before = site(A, B, "episodes/2022-W01/index.html", feeds={"feed.xml": feed(A, B)})
    here = site(B, feeds={"feed.xml": feed(B)})
    foreign = {"feeds/other.xml": feed(C)}
    there = live_of(before, **{C: Held(3, "c"), "CNAME": Held(3, "cname")})
    there = replace(there, manifest={**there.manifest, C: Row(3, "c", "c")}, feeds={**there.feeds, **foreign})
    first = decide(here, there, OWN, prune=True)
    assert [step.name for step in first.removes] == ["episodes/2022-W01/index.html"], "the feed until now named A"
    assert first.kept == (A, C)
    after = replace(there, feeds={**foreign, "feed.xml": feed(B)})
    assert [step.name for step in decide(here, after, OWN, prune=True).removes] == ["episodes/2022-W01/index.html", A]
    assert [step.name for step in decide(here, after, OWN, prune=False).removes] == ["episodes/2022-W01/index.html"]
    assert first.lost == (A,)


_NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(before=_NAMES, now=_NAMES, archived=_NAMES, prune=st.booleans())
def test_whatever_the_feeds_no_step_takes_away_what_one_of_them_names(
    before: list[str], now: list[str], archived: list[str], prune: bool
) -> None:
    def audio(letters: list[str]) -> list[str]:
        return [f"episodes/2022-W01/edition-0000000{letter}.mp3" for letter in letters]

    old, old_feed = audio([*before, *archived]), feed(*audio(before))
    there = live_of(site(*dict.fromkeys(old), feeds={"feed.xml": old_feed, "archive.xml": feed(*audio(archived))}))
    there = replace(there, manifest={name: row for name, row in there.manifest.items() if name != "archive.xml"})
    plan = decide(site(*audio(now), feeds={"feed.xml": feed(*audio(now))}), there, OWN, prune)
    held = set(there.held)
    for step in plan.steps:
        held = held | {step.name} if step.action == "send" else held - {step.name}
        served = there.feeds["feed.xml"] if step.name != "feed.xml" else feed(*audio(now))
        assert {name for name in audio([*before, *archived]) if name in served} <= held | set(audio(now))
    assert set(audio([*now, *archived])) <= held
    assert [step.name for step in plan.sends][-1:] in ([], ["feed.xml"])


@pytest.mark.parametrize(("name", "root"), [
    ("old.xml", "<rss>"), ("feed/old.rss", "<rss>"), ("index.rdf", "<rdf:RDF>"), ("atom.xml", "<feed>")])
def test_an_older_feed_at_the_target_keeps_what_it_names_in_any_form(tmp_path: Path, name: str, root: str) -> None:
    (tmp_path / "www" / name).parent.mkdir(parents=True)
    (tmp_path / "www" / name).write_text(f'<?xml version="1.0"?>{root}<link href="{OWN}{A}"/>')
    there = look(Patient(folder_target(tmp_path)))
    there = replace(there, held={**there.held, A: Held(3, "a")}, manifest={A: Row(3, "a", "a")})
    assert decide(site(feeds={"feed.xml": feed()}), there, OWN, prune=True).kept == (A,)


def test_names_are_found_however_an_address_is_written() -> None:
    text = f'<a href="../b/c-1.mp3?v=2">, url="{OWN}x/d%20e.mp3#t=1" <p>https://cdn.example/z/x/f.mp3?a=1&amp;b=2</p>'
    assert {"b/c-1.mp3", "c-1.mp3", "x/d e.mp3", "x/f.mp3", "f.mp3"} <= names([text])


def test_a_folder_takes_everything_once_and_nothing_the_second_time(tmp_path: Path) -> None:
    config = show(tmp_path, WWW)
    first = only(sent(config))
    assert files(tmp_path / "www") == files(tmp_path / "public") and first.renewed
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "www").rglob("*")}
    second = only(sent(config))
    assert second.done == () and second.plan.unchanged == len(first.done) and not second.renewed
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "www").rglob("*")}


def test_a_folder_can_be_passed_on_by_rsync_which_finds_only_what_changed(tmp_path: Path) -> None:
    rsync = program("rsync", "Debian package rsync")
    config = show(tmp_path, WWW)
    sent(config)

    def passed_on() -> list[str]:
        done = subprocess.run([rsync, "-a", "--out-format=%n", f"{tmp_path}/www/", f"{tmp_path}/far/"],
                              capture_output=True, text=True, check=True)
        return [line for line in done.stdout.splitlines() if not line.endswith("/")]

    assert "feed.xml" in passed_on()
    assert passed_on() == []
    time.sleep(1.1)  # rsync looks at sizes and whole seconds
    next_week(config)
    done = [step.name for step in only(sent(config)).plan.sends]
    assert set(passed_on()) == {*done, "atlascast.json"}


def test_a_week_later_only_what_is_new_is_sent_and_withdrawn_pages_go(tmp_path: Path) -> None:
    config = show(tmp_path, WWW)
    sent(config)
    next_week(config)
    outcome = only(sent(config))
    assert not (tmp_path / "www/episodes/2022-W01/index.html").exists()
    assert list((tmp_path / "www/episodes/2022-W01").glob("*.mp3")), "an app may hold its address"
    assert not [step for step in outcome.plan.sends if step.name.endswith(".css")]
    again = only(sent(config, prune=True))
    assert again.plan.sends == () and {step.why for step in again.done} == {"no feed names it, now or before"}
    assert not list((tmp_path / "www/episodes/2022-W01").glob("*.mp3"))
    assert only(sent(config, prune=True)).done == ()


def test_a_dry_run_says_the_plan_and_touches_nothing(tmp_path: Path) -> None:
    config = show(tmp_path, WWW)
    outcome = only(sent(config, dry_run=True))
    assert outcome.done == () and outcome.plan.sends[-1].name == "feed.xml"
    assert not (tmp_path / "www").exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    config = show(tmp_path, WWW)
    (tmp_path / "www").mkdir()
    (tmp_path / "www/CNAME").write_text("pod.example.org")
    (tmp_path / "www/old.mp3").write_bytes(b"another's")
    sent(config, prune=True)
    next_week(config)
    sent(config, prune=True)
    sent(config, prune=True)
    assert (tmp_path / "www/CNAME").is_file() and (tmp_path / "www/old.mp3").is_file()
    assert status(config, Store(config.out), chosen(config, ()), Secrets({}))[0].others == 2


def test_what_was_damaged_there_is_sent_again(tmp_path: Path) -> None:
    config = show(tmp_path, WWW)
    sent(config)
    page = tmp_path / "www/index.html"
    page.write_text("defaced")
    audio = next((tmp_path / "www").rglob("edition-*.mp3"))
    audio.unlink()
    assert [step.why for step in only(sent(config)).done] == ["new", "changed"]
    assert files(tmp_path / "www") == files(tmp_path / "public")


class Meddled(FolderTarget):
    """A folder whose feed somebody changes just before ours arrives."""

    def swap(self, name: str, content: bytes, served: Served, before: object) -> Held:
        if name == "feed.xml":
            (self._root / name).write_text("<rss>another's</rss>")
        return super().swap(name, content, served, before)  # type: ignore[arg-type]


def test_a_feed_that_changed_while_we_were_sending_is_not_overwritten(tmp_path: Path) -> None:
    config = show(tmp_path, WWW)
    sent(config)
    next_week(config)
    other = config_in(tmp_path, extra=target("here", "test_targets:Meddled", str(tmp_path / "www")))
    outcome = sent(other).outcomes[0]
    assert isinstance(outcome.error, ConflictError) and "changed there while this run" in outcome.error.message
    assert (tmp_path / "www/feed.xml").read_text() == "<rss>another's</rss>"
    assert not (tmp_path / "www" / LOCK).exists()


def test_a_target_of_the_users_own_is_loaded_by_its_path(tmp_path: Path) -> None:
    config = show(tmp_path, target("own", "test_targets:Meddled", str(tmp_path / "www")))
    assert isinstance(sent(config).outcomes[0].error, ConflictError)
    wrong = config_in(tmp_path, extra=target("own", "test_targets:Missing", "www"))
    assert isinstance(sent(wrong).outcomes[0].error, UserError)


def test_episodes_that_only_the_live_feed_has_are_not_lost_unasked(tmp_path: Path) -> None:
    config = show(tmp_path / "one", target("here", "folder", str(tmp_path / "www")))
    sent(config)
    other = config_in(tmp_path / "two", extra=target("here", "folder", str(tmp_path / "www")))
    from archives import add_episode

    add_episode(other, "2022-W03", 3)
    publish(other, Store(other.out), quiet)
    before = (tmp_path / "www/feed.xml").read_bytes()
    outcome = sent(other).outcomes[0]
    assert isinstance(outcome.error, ConflictError) and "names 2 episodes that are not here" in outcome.error.message
    assert (tmp_path / "www/feed.xml").read_bytes() == before
    only(sent(other, replace=True))
    assert (tmp_path / "www/feed.xml").read_bytes() == (tmp_path / "two/public/feed.xml").read_bytes()


def folder_target(root: Path) -> FolderTarget:
    config = config_in(root, extra=target("here", "folder", str(root / "www")))
    (root / "www").mkdir(exist_ok=True)
    return FolderTarget(config.publish.targets[0], Secrets({}), root)


def test_only_one_publisher_works_on_a_target(tmp_path: Path) -> None:
    there = Patient(folder_target(tmp_path), ())
    with lease(there, "here", "one"):
        with pytest.raises(ConflictError, match="Another publisher is at work on here"), lease(there, "here", "two"):
            pass
        assert (tmp_path / "www" / LOCK).is_file()
    assert not (tmp_path / "www" / LOCK).exists()
    with lease(there, "here", "two"):
        pass


def test_the_lock_of_a_publisher_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    there = Patient(folder_target(tmp_path), ())
    lock = tmp_path / "www" / LOCK
    soon = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    for left in (json.dumps({"owner": "me", "until": soon}), json.dumps({"owner": "you", "until": past}), "", "{"):
        lock.write_text(left)
        with lease(there, "here", "me"):
            assert json.loads(lock.read_text())["owner"] == "me"
    lock.write_text(json.dumps({"owner": "you", "until": soon}))
    with pytest.raises(ConflictError), lease(there, "here", "me"):
        pass


def test_a_lock_that_another_takes_at_the_same_moment_is_theirs(tmp_path: Path) -> None:
    class Raced(FolderTarget):
        def swap(self, name: str, content: bytes, served: Served, before: object) -> Held:
            (self._root / name).write_text(json.dumps({"owner": "you", "until": "2999-01-01T00:00:00+00:00"}))
            return super().swap(name, content, served, before)  # type: ignore[arg-type]

    config = config_in(tmp_path, extra=target("here", "folder", str(tmp_path / "www")))
    (tmp_path / "www").mkdir()
    raced = Patient(Raced(config.publish.targets[0], Secrets({}), tmp_path), ())
    with pytest.raises(ConflictError, match="has begun"), lease(raced, "here", "me"):
        pass
    assert "you" in (tmp_path / "www" / LOCK).read_text()


def bare(folder: Path) -> Path:
    program("git", "Debian package git")
    subprocess.run(["git", "init", "-q", "--bare", str(folder)], check=True)
    return folder


def branch(repository: Path, name: str = "gh-pages") -> dict[str, bytes]:
    out = repository.parent / f"{repository.name}-{name}"
    subprocess.run(["git", "clone", "-q", "--branch", name, str(repository), str(out)], check=True)
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*"))
             if path.is_file() and ".git" not in path.parts and path.name != "atlascast.json"}
    subprocess.run(["rm", "-rf", str(out)], check=True)
    return found


def git(repository: Path, *words: str) -> str:
    done = subprocess.run(["git", "--git-dir", str(repository), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_git_branch_holds_the_site_in_one_commit_and_keeps_what_others_put_there(tmp_path: Path) -> None:
    repository = bare(tmp_path / "pages.git")
    config = show(tmp_path / "show", target("pages", "git", str(repository)))
    only(sent(config))
    found = branch(repository)
    assert found.pop(".nojekyll") == b"" and found == files(tmp_path / "show/public")
    work = tmp_path / "work"
    subprocess.run(["git", "clone", "-q", "-b", "gh-pages", str(repository), str(work)], check=True)
    (work / "CNAME").write_text("pod.example.org")
    identity = ("-c", "user.name=E", "-c", "user.email=e@example.org")
    subprocess.run(["git", "-C", str(work), "add", "CNAME"], check=True)
    subprocess.run(["git", "-C", str(work), *identity, "commit", "-qm", "Name"], check=True)
    subprocess.run(["git", "-C", str(work), "push", "-q"], check=True)
    next_week(config)
    only(sent(config, prune=True))
    only(sent(config, prune=True))
    assert git(repository, "rev-list", "--count", "gh-pages") == "1"
    assert branch(repository)["CNAME"] == b"pod.example.org"
    assert not [name for name in branch(repository) if name.startswith("episodes/2022-W01/")]
    commit = git(repository, "rev-parse", "gh-pages")
    assert only(sent(config)).done == () and git(repository, "rev-parse", "gh-pages") == commit


def test_a_branch_that_another_pushes_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from atlascast.publish.targets import git as room

    repository = bare(tmp_path / "pages.git")
    config = show(tmp_path / "show", target("pages", "git", str(repository)))
    only(sent(config))
    next_week(config)

    def meddle(name: str) -> None:
        if name == "git.committed":
            tree = git(repository, "rev-parse", "gh-pages^{tree}")
            identity = ("-c", "user.name=E", "-c", "user.email=e@example.org")
            commit = git(repository, *identity, "commit-tree", tree, "-m", "X")
            git(repository, "update-ref", "refs/heads/gh-pages", commit)

    monkeypatch.setattr(room, "point", meddle)
    outcome = sent(config).outcomes[0]
    assert isinstance(outcome.error, ConflictError) and git(repository, "log", "--format=%s", "gh-pages") == "X"


def test_a_repository_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "WAITS", (0.0,))
    config = show(tmp_path, target("pages", "git", "nowhere.git"))
    error = sent(config).outcomes[0].error
    assert isinstance(error, WorldError) and "git" in error.message and "ATLASCAST_PAGES_TOKEN" in error.hint


def test_one_target_that_fails_does_not_keep_the_others_waiting(tmp_path: Path) -> None:
    config = show(tmp_path, target("gone", "folder", "no/such/place") + WWW)
    first, second = sent(config).outcomes
    assert first.error and not second.error and (tmp_path / "www/feed.xml").is_file()
    done = run(config, "publish", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 2 and [row["error"] is None for row in told["targets"]] == [False, True]
    assert "no/such" in done.stderr and "Traceback" not in done.stderr


def test_public_itself_is_no_target(tmp_path: Path) -> None:
    for location in ("public", ".", "public/inner"):
        config = show(tmp_path, target("here", "folder", location))
        assert isinstance(sent(config).outcomes[0].error, UserError)


class Hook(BaseHTTPRequestHandler):
    """A hub, a Podping service and a webhook in one."""

    heard: ClassVar[list[tuple[str, str, dict[str, str], str]]] = []
    status: ClassVar[int] = 200
    body: ClassVar[str] = ""

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        self.heard.append((self.command, self.path, dict(self.headers), body))
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body.encode())

    do_GET = do_POST = _answer  # noqa: N815  # the base class names them so

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def hook() -> Iterator[int]:
    Hook.heard.clear()
    Hook.status, Hook.body = 200, ""
    server = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def telling(tmp_path: Path, port: int) -> str:
    tables = f'[feed]\nhub = "http://127.0.0.1:{port}/hub"\npodping = true\n'
    return tables + f'[publish]\npodping = "http://127.0.0.1:{port}/ping"\nwebhooks = ["NEWSROOM"]\n' + WWW


def test_hubs_podping_and_webhooks_are_told_once_when_the_feed_has_changed(tmp_path: Path, hook: int) -> None:
    pytest.importorskip("apprise")
    environment = {"ATLASCAST_PODPING_TOKEN": "podping-token", "NEWSROOM": f"json://127.0.0.1:{hook}/secret-room"}
    config = show(tmp_path, telling(tmp_path, hook))
    result = sent(config, environment)
    only(result)
    assert result.warnings == () and len(result.told) == 3
    hub, ping, room = Hook.heard
    assert hub[:2] == ("POST", "/hub") and parse_qs(hub[3]) == {"hub.mode": ["publish"], "hub.url": [f"{OWN}feed.xml"]}
    assert ping[0] == "GET" and ping[2]["Authorization"] == "podping-token"
    assert hub[2]["User-Agent"] == ping[2]["User-Agent"] == "atlascast"
    assert parse_qs(urlsplit(ping[1]).query) == {"url": [f"{OWN}feed.xml"], "reason": ["update"], "medium": ["podcast"]}
    assert room[1] == "/secret-room" and "A bridge, a ferry, week 02" in room[3]
    assert sent(config, environment).told == () and len(Hook.heard) == 3
    next_week(config)
    assert len(sent(config, environment).told) == 3 and len(Hook.heard) == 6


def test_killed_before_anyone_is_told_the_next_run_tells(tmp_path: Path, hook: int) -> None:
    config = show(tmp_path, f'[feed]\nhub = "http://127.0.0.1:{hook}/hub"\n' + WWW)
    assert run(config, kill_at="publish.announce").returncode == -signal.SIGKILL
    assert Hook.heard == [] and (tmp_path / "www/feed.xml").is_file()
    assert run(config).returncode == 0 and len(Hook.heard) == 1
    assert run(config).returncode == 0 and len(Hook.heard) == 1


def test_who_cannot_be_told_is_a_warning_without_secrets(tmp_path: Path, hook: int) -> None:
    pytest.importorskip("apprise")
    config = show(tmp_path, telling(tmp_path, hook))
    Hook.status = 503
    result = sent(config, {"ATLASCAST_PODPING_TOKEN": "podping-token", "NEWSROOM": f"json://127.0.0.1:{hook}/secret"})
    only(result)
    assert len(result.warnings) == 3 and "503" in result.warnings[0] and "secret" not in " ".join(result.warnings)
    next_week(config)
    unset = sent(config, {})
    assert len(unset.warnings) == 3 and "ATLASCAST_PODPING_TOKEN" in unset.warnings[1]


def test_nobody_is_told_before_every_target_has_the_feed(tmp_path: Path, hook: int) -> None:
    broken = target("gone", "folder", "no/such/place")
    config = show(tmp_path, telling(tmp_path, hook) + broken)
    assert sent(config).told == () and Hook.heard == []
    (tmp_path / "no/such").mkdir(parents=True)
    assert len(sent(config).told) == 1 and len(Hook.heard) == 1, "the hub alone needs no secret"


def test_status_compares_public_with_each_target(tmp_path: Path) -> None:
    config = show(tmp_path, WWW + target("gone", "folder", "no/such/place"))
    sent(config)
    next_week(config)
    done = run(config, "status", "--json", "--to", "here")
    (row,) = json.loads(done.stdout)["targets"]
    assert done.returncode == 0 and not row["same"] and row["episodes"] == {"here": 2, "there": 2}
    assert row["send"][-1]["name"] == "feed.xml" and len(row["lost"]) == 1 and row["locked_until"] is None
    said = run(config, "status")
    assert said.returncode == 2 and "the feed differs" in said.stdout and "no/such" in said.stderr
    sent(config)
    (row,) = json.loads(run(config, "status", "--json", "--to", "here").stdout)["targets"]
    assert row["same"] and row["feed_same"] and row["send"] == [] and row["lost"] == []


def test_publish_prints_its_plan_and_knows_its_targets(tmp_path: Path) -> None:
    config = show(tmp_path, WWW)
    said = run(config, "publish", "--dry-run")
    assert said.returncode == 0 and "send" in said.stdout and "feed.xml" in said.stdout and "(new)" in said.stdout
    assert not (tmp_path / "www").exists()
    row = json.loads(run(config, "publish", "--dry-run", "--json").stdout)
    assert row["dry_run"] and row["targets"][0]["send"][-1] == {
        "name": "feed.xml", "bytes": (tmp_path / "public/feed.xml").stat().st_size, "why": "new"}
    assert run(config, "publish", "--to", "her").returncode == 2
    none = run(config_in(tmp_path), "publish", "--prune")
    assert none.returncode == 2 and "docs/publishing.md" in none.stderr


@pytest.mark.parametrize(("rows", "said"), [
    (target("a", "folder", "x") * 2, "two targets are called 'a'"),
    (target("a", "floder", "x"), "no such kind"),
    (target("a", "folder", "x", branch="b"), "branch is not read by the kind folder"),
    (target("a", "s3", "b", endpoint="minio:9000"), "endpoint begins with"),
    (target("a", "sftp", "host:/path"), "location looks like"),
    (target("a", "git", "https://me:hunter22@host/x.git"), "a secret does not belong here"),
    (target("a", "git", "https://ghp_hunter22@host/x.git"), "a secret does not belong here"),
    (target("a", "s3", "b", endpoint="https://h/?X-Amz-Signature=hunter22"), "a secret does not belong here"),
    (target("a", "git", "--upload-pack=x"), "may not begin with a dash"),
    ('[publish]\nwebhooks = ["slack://hunter22"]\n', "name an environment variable"),
    (target("A b", "folder", "x"), "publish.targets.0.name"),
])
def test_a_wrong_target_is_told_without_repeating_a_secret(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(ConfigError) as found:
        config_in(tmp_path, extra=rows)
    assert said in str(found.value) and "hunter22" not in str(found.value)


def test_every_example_of_the_guide_is_a_config_that_is_read() -> None:
    guide = (Path(__file__).parents[1] / "docs/publishing.md").read_text()
    found = [tomllib.loads(block) for block in re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)]
    kinds = {one.kind for block in found for one in Publish.model_validate(block.get("publish", {})).targets}
    assert kinds == set(KINDS) and any("webhooks" in block.get("publish", {}) for block in found)
    for block in found:
        Feed.model_validate(block.get("feed", {}))


@given(st.text("abcdef/+=$\n", min_size=4, max_size=30).filter(lambda text: text.strip() == text), st.text(max_size=20))
def test_a_secret_that_was_read_is_never_in_what_is_said(secret: str, around: str) -> None:
    secrets = Secrets({"X": secret})
    assert secrets.get("Y", "X") == secret
    assert secret not in secrets.hide(f"{around}{secret}{around}") and secret not in repr(secrets)


REFUSED = """<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code><Message>The signatures differ.</Message>
<AWSAccessKeyId>AKIAMARKEDKEY</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256 MARKED-SIGN</StringToSign></Error>"""


def test_what_a_service_repeats_of_a_key_is_not_said(
    tmp_path: Path, hook: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(again, "WAITS", ())
    Hook.status, Hook.body = 403, REFUSED
    config = show(tmp_path, target("bucket", "s3", "pod", endpoint=f"http://127.0.0.1:{hook}"))
    keys = {"ATLASCAST_BUCKET_ACCESS_KEY_ID": "AKIAMARKEDKEY", "ATLASCAST_BUCKET_SECRET_ACCESS_KEY": "MARKED-SECRET"}
    (outcome,) = sent(config, keys).outcomes
    assert outcome.error and "SignatureDoesNotMatch: The signatures differ." in outcome.error.message
    assert "MARKED" not in str(outcome) and "\n" not in outcome.error.message
    assert "Authorization" in str(Hook.heard) or "authorization" in str(Hook.heard)


def points() -> list[str]:
    """Every point that a publisher to a folder may die at, read from the source."""
    import ast

    from atlascast.publish import targets

    found = []
    for path in sorted(Path(targets.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "point":
                assert isinstance(node.args[0], ast.Constant), f"{path}: the name of a point is a literal"
                found.append(str(node.args[0].value))
    assert len(found) == len(set(found)) and KILL_AT
    return found


def test_every_point_has_a_name_of_its_own() -> None:
    assert len(points()) >= 15
