"""Publishing to real servers: a bucket of SeaweedFS, OpenSSH, nginx; with faults in between, and killed anywhere."""

import json
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import config_in
from publishing import OWN, files, next_week, only, run, sent, show, target, wanted
from servers import ACCESS, SECRET, FaultProxy, Listener, Sshd, get, headers, nginx, program, seaweed, sshd
from test_targets import bare, branch, points

from atlascast.config import Config
from atlascast.errors import ConflictError, TargetError, UserError
from atlascast.publish.targets import Sent, again

pytestmark = pytest.mark.slow

KEYS = {"ATLASCAST_BUCKET_ACCESS_KEY_ID": ACCESS, "ATLASCAST_BUCKET_SECRET_ACCESS_KEY": SECRET}
FAULTS = ["drop", "500", "lost", "half", "cut", "slow", "worn"]


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with seaweed(tmp_path_factory.mktemp("seaweed")) as address:
        yield address


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with sshd(tmp_path_factory.mktemp("ssh")) as server:
        yield server


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again, "WAITS", (0.05, 0.1, 0.2, 0.4))


def bucket(address: str, prefix: str) -> str:
    return target("bucket", "s3", f"pod/{prefix}", endpoint=address, timeout="10").replace('"10"', "10")


def server(ssh: Sshd, folder: str, location: str = "") -> str:
    return target("server", "sftp", f"{location or ssh.location}/{folder}", known_hosts=str(ssh.known_hosts),
                  identity=str(ssh.identity), timeout="10").replace('"10"', "10")


def fetched(base: str, config: Config) -> dict[str, bytes]:
    """What a listener gets for every file that should be there."""
    return {name: get(f"{base}{name}")[2] for name in wanted(config)}


def test_a_bucket_holds_every_file_with_its_type_and_caching(s3: str, tmp_path: Path) -> None:
    config = show(tmp_path, bucket(s3, "types"))
    first = only(sent(config, KEYS))
    base = f"{s3}/pod/types/"
    assert fetched(base, config) == wanted(config)
    types = {name.rpartition(".")[2]: headers(base + name) for name in (step.name for step in first.done)}
    assert types["mp3"]["content-type"] == "audio/mpeg" and "immutable" in types["mp3"]["cache-control"]
    assert types["xml"]["content-type"].startswith("application/rss+xml") and "300" in types["xml"]["cache-control"]
    assert types["vtt"]["content-type"].startswith("text/vtt") and "immutable" not in types["vtt"]["cache-control"]
    assert types["html"]["content-type"].startswith("text/html")
    second = only(sent(config, KEYS))
    assert second.done == () and second.plan.unchanged == len(first.done)


def test_a_week_later_a_bucket_gets_what_is_new_and_loses_what_no_feed_names(s3: str, tmp_path: Path) -> None:
    config = show(tmp_path, bucket(s3, "week"))
    base = f"{s3}/pod/week/"
    with Listener(base, OWN).watching() as listener:
        sent(config, KEYS)
        next_week(config)
        only(sent(config, KEYS))
        only(sent(config, KEYS, prune=True))
        listener.look()
    assert fetched(base, config) == wanted(config)
    assert get(f"{base}episodes/2022-W01/index.html")[0] == 404
    assert only(sent(config, KEYS, prune=True)).done == ()


def test_the_bucket_itself_refuses_to_swap_a_feed_that_has_changed(s3: str, tmp_path: Path) -> None:
    from atlascast.publish.targets import Secrets
    from atlascast.publish.targets.s3 import S3Target
    from atlascast.publish.targets.seam import Copy, Served

    there = S3Target(config_in(tmp_path, extra=bucket(s3, "swap")).publish.targets[0], Secrets(KEYS), tmp_path)
    served = Served("application/rss+xml", "no-cache")
    first = there.swap("feed.xml", b"one", served, None)
    with pytest.raises(ConflictError):
        there.swap("feed.xml", b"two", served, None)
    there.put("feed.xml", b"another's", served)
    with pytest.raises(ConflictError):
        there.swap("feed.xml", b"two", served, Copy(b"one", first.mark))
    read = there.read("feed.xml")
    assert read and read.content == b"another's"
    there.swap("feed.xml", b"two", served, read)
    there.remove("feed.xml")
    there.remove("feed.xml")
    assert there.read("feed.xml") is None


@pytest.mark.parametrize("first", range(len(FAULTS)))
def test_a_bucket_behind_a_bad_line_still_gets_everything(s3: str, tmp_path: Path, first: int) -> None:
    proxy = FaultProxy(int(s3.rpartition(":")[2]))
    config = show(tmp_path, bucket(f"http://127.0.0.1:{proxy.port}", f"line{first}"))
    base = f"{s3}/pod/line{first}/"
    with Listener(base, OWN).watching() as listener:
        proxy.faults += [*FAULTS[first:], *FAULTS[:first]]
        _until_done(config)
        next_week(config)
        proxy.faults += [*FAULTS[first:], *FAULTS[:first]]
        _until_done(config)
        listener.look()
    proxy.close()
    assert len(proxy.met) >= 7 and fetched(base, config) == wanted(config)
    assert get(f"{base}atlascast.lock")[0] == 404


def _until_done(config: Config) -> Sent:
    """Publish again until it works, as a person would; each failure must be a plain one."""
    for _ in range(6):
        result = sent(config, KEYS)
        if not result.outcomes[0].error:
            return result
        assert isinstance(result.outcomes[0].error, TargetError)
        assert SECRET not in str(result.outcomes[0].error)
    pytest.fail(f"it never came through: {result.outcomes[0].error}")


def test_a_bucket_that_is_wrong_says_so_without_the_key(s3: str, tmp_path: Path) -> None:
    config = show(tmp_path, bucket(s3, "wrong"))
    none = sent(config, {}).outcomes[0].error
    assert isinstance(none, UserError) and "ATLASCAST_BUCKET_ACCESS_KEY_ID or AWS_ACCESS_KEY_ID" in none.hint
    bad = sent(config, {**KEYS, "ATLASCAST_BUCKET_SECRET_ACCESS_KEY": "wrong-secret-99"}).outcomes[0].error
    assert isinstance(bad, TargetError) and "wrong-secret-99" not in str(bad) and "Debug" not in str(bad)
    away = config_in(tmp_path, extra=bucket("http://127.0.0.1:9", "x"))
    error = sent(away, KEYS).outcomes[0].error
    assert isinstance(error, TargetError) and SECRET not in str(error)


def test_a_server_gets_everything_by_sftp_and_nginx_shows_it(ssh: Sshd, tmp_path: Path) -> None:
    config = show(tmp_path / "show", server(ssh, "site"))
    (ssh.root / "site").mkdir(exist_ok=True)
    with nginx(tmp_path / "nginx", ssh.root / "site") as port:
        base = f"http://127.0.0.1:{port}/"
        with Listener(base, OWN).watching() as listener:
            first = only(sent(config))
            assert only(sent(config)).done == () and len(first.done) > 40
            next_week(config)
            only(sent(config))
            only(sent(config, prune=True))
            listener.look()
        assert len(listener.feeds) == 3, "the new one, in between with corrected audio under a name of its own"
        assert fetched(base, config) == wanted(config)
    assert not (ssh.root / "site/episodes/2022-W01").exists(), "folders that are left empty go too"
    there = files(ssh.root / "site")
    assert there == wanted(config)


def test_a_server_whose_key_is_not_known_is_refused(ssh: Sshd, tmp_path: Path) -> None:
    config = show(tmp_path, server(ssh, "unknown"))
    kind, key = (ssh.known_hosts.read_text().replace("A", "B", 3)).split()[1:3]
    other = tmp_path / "known"
    subprocess.run([program("ssh-keygen", "openssh-client"), "-q", "-t", "ed25519", "-N", "", "-f",
                    str(tmp_path / "else")], check=True)
    other.write_text(ssh.known_hosts.read_text().split()[0] + " " + (tmp_path / "else.pub").read_text())
    wrong = config_in(tmp_path, extra=server(ssh, "unknown").replace(str(ssh.known_hosts), str(other)))
    error = sent(wrong).outcomes[0].error
    assert isinstance(error, UserError) and "known_hosts" in error.message, (kind, key)
    absent = config_in(tmp_path, extra=server(ssh, "unknown").replace(str(ssh.known_hosts), str(tmp_path / "no")))
    error = sent(absent).outcomes[0].error
    assert isinstance(error, UserError) and "ssh-keyscan" in error.hint
    assert not (ssh.root / "unknown").exists() and config


def test_a_server_that_does_not_let_us_in_says_so(ssh: Sshd, tmp_path: Path) -> None:
    subprocess.run([program("ssh-keygen", "openssh-client"), "-q", "-t", "ed25519", "-N", "", "-f",
                    str(tmp_path / "stranger")], check=True)
    config = show(tmp_path, server(ssh, "x").replace(str(ssh.identity), str(tmp_path / "stranger")))
    error = sent(config, {"ATLASCAST_SERVER_PASSWORD": "sesame-secret"}).outcomes[0].error
    assert isinstance(error, TargetError) and "does not let this user in" in error.message
    assert "ATLASCAST_SERVER_PASSWORD" in error.hint and "sesame-secret" not in str(error)


def test_a_key_may_come_from_the_environment(ssh: Sshd, tmp_path: Path) -> None:
    config = show(tmp_path, server(ssh, "fromenv").replace(f'identity = "{ssh.identity}"\n', ""))
    only(sent(config, {"ATLASCAST_SERVER_KEY": ssh.identity.read_text()}))
    assert files(ssh.root / "fromenv") == wanted(config)
    broken = sent(config, {"ATLASCAST_SERVER_KEY": "no key at all"}).outcomes[0].error
    assert isinstance(broken, UserError) and "no key at all" not in str(broken)


@pytest.mark.parametrize("fault", ["drop", "lost", "cut", "half", "slow", "worn"])
def test_a_server_behind_a_bad_line_still_gets_everything(ssh: Sshd, tmp_path: Path, fault: str) -> None:
    port = int(ssh.location.rpartition(":")[2].partition("/")[0])
    proxy = FaultProxy(port)
    hosts = tmp_path / "known"
    hosts.write_text(ssh.known_hosts.read_text().replace(f":{port}", f":{proxy.port}"))
    location = ssh.location.replace(f":{port}", f":{proxy.port}")
    extra = server(ssh, f"line-{fault}", location).replace(str(ssh.known_hosts), str(hosts))
    config = show(tmp_path / "show", extra)
    proxy.faults += [fault] * 3
    only(sent(config))
    next_week(config)
    proxy.faults += [fault] * 3
    only(sent(config))
    proxy.close()
    assert len(proxy.met) >= 2
    assert wanted(config).items() <= files(ssh.root / f"line-{fault}").items()


def test_two_publishers_at_once_leave_one_whole_site(s3: str, ssh: Sshd, tmp_path: Path) -> None:
    for extra, base in ((bucket(s3, "two"), f"{s3}/pod/two/"), (server(ssh, "two"), "")):
        name = "s3" if base else "sftp"
        configs = [show(tmp_path / f"{name}{number}", extra) for number in (1, 2)]
        next_week(configs[1])
        import os
        import sys

        environment = os.environ | KEYS | {"PYTHONPATH": str(Path(__file__).parents[1])}
        words = [sys.executable, "-m", "atlascast", "publish", "--replace", "--json"]
        both = [subprocess.Popen(words, cwd=config.root, env=environment, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True) for config in configs]
        said = [one.communicate(timeout=120) for one in both]
        assert 0 in [one.returncode for one in both], said
        for one, (out, err) in zip(both, said, strict=True):
            assert "Traceback" not in err and (one.returncode == 0 or "publisher" in err or "changed" in err)
            json.loads(out)
        feed = get(f"{base}feed.xml")[2] if base else (ssh.root / "two/feed.xml").read_bytes()
        assert feed in [(config.out / "public/feed.xml").read_bytes() for config in configs]


def _killed(config: Config, point: str, environment: dict[str, str], listener: Listener | None) -> bool:
    """Publish and be killed at the point; whether it was reached."""
    done = run(config, kill_at=point, **environment)
    if done.returncode == 0:
        return False
    assert done.returncode == -signal.SIGKILL, done.stderr
    if listener:
        listener.look()
        assert listener.wrong == [], point
    return True


GENERAL = [name for name in points() if name.startswith(("publish.", "folder.")) and name != "publish.announce"]
LATER = ["publish.file#9", "publish.sent#16", "folder.written#3", "folder.moved#12"]


@pytest.mark.parametrize("point", [*GENERAL, *LATER])
def test_killed_anywhere_a_folder_is_whole_and_the_next_run_finishes(tmp_path: Path, point: str) -> None:
    """A listener of nginx never sees an address that leads nowhere; in the end the bytes are those of a calm run."""
    config = show(tmp_path / "show", target("here", "folder", str(tmp_path / "www")))
    sent(config)
    next_week(config)
    with (nginx(tmp_path / "nginx", tmp_path / "www") as port,
          Listener(f"http://127.0.0.1:{port}/", OWN).watching() as seen):
        assert _killed(config, point, {}, seen), f"{point} was not reached"
        done = run(config, "publish")
        assert done.returncode == 0, done.stderr
        seen.look()
    left = files(tmp_path / "www", "atlascast.lock")
    assert wanted(config).items() <= left.items()
    calm = show(tmp_path / "calm", target("here", "folder", str(tmp_path / "calm-www")))
    sent(calm)
    next_week(calm)
    only(sent(calm))
    assert left == files(tmp_path / "calm-www") and not (tmp_path / "www/atlascast.lock").exists()
    assert not list((tmp_path / "www").rglob(".*.part"))


def test_killed_anywhere_a_bucket_is_whole_and_the_next_run_finishes(s3: str, tmp_path: Path) -> None:
    for number, point in enumerate([*(name for name in GENERAL if name.startswith("publish.")), "s3.put", "s3.head#9"]):
        config = show(tmp_path / f"{number}", bucket(s3, f"kill{number}"))
        sent(config, KEYS)
        next_week(config)
        base = f"{s3}/pod/kill{number}/"
        seen = Listener(base, OWN)
        assert _killed(config, point, KEYS, seen), point
        assert run(config, **KEYS).returncode == 0
        assert fetched(base, config) == wanted(config) and seen.look()
        assert get(f"{base}atlascast.lock")[0] == 404
        assert only(sent(config, KEYS)).done == ()


def test_killed_anywhere_a_server_is_whole_and_the_next_run_finishes(ssh: Sshd, tmp_path: Path) -> None:
    for number, point in enumerate(["sftp.written", "sftp.moved", "sftp.written#7", "publish.feed", "publish.sent#20"]):
        config = show(tmp_path / f"{number}", server(ssh, f"kill{number}"))
        sent(config)
        next_week(config)
        assert _killed(config, point, {}, None), point
        assert run(config).returncode == 0
        there = files(ssh.root / f"kill{number}")
        assert wanted(config).items() <= there.items(), point
        assert not [name for name in there if name.endswith((".part", ".lock"))]


def test_killed_anywhere_a_branch_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    for number, point in enumerate(["publish.file#5", "publish.finish", "git.committed", "git.pushed"]):
        repository = bare(tmp_path / f"pages{number}.git")
        config = show(tmp_path / f"{number}", target("pages", "git", str(repository)))
        sent(config)
        before = branch(repository)
        next_week(config)
        assert _killed(config, point, {}, None), point
        if point != "git.pushed":
            assert branch(repository) == before
        assert run(config).returncode == 0
        assert wanted(config).items() <= branch(repository).items()
        shutil.rmtree(tmp_path / f"{number}")


def secret_free(folder: Path, *secrets: str) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [secret for secret in secrets if secret.encode() in content], path


def test_no_secret_is_printed_logged_or_kept(s3: str, ssh: Sshd, tmp_path: Path) -> None:
    """Each secret of the environment, in a run that works and one that fails, with everything looked through."""
    secrets = {"ATLASCAST_BUCKET_SECRET_ACCESS_KEY": SECRET, "ATLASCAST_SERVER_PASSWORD": "pw-secret-2b8d",
               "ATLASCAST_SERVER_PASSPHRASE": "phrase-secret-77aa", "ATLASCAST_PAGES_TOKEN": "ghp-secret-31337",
               "ATLASCAST_PODPING_TOKEN": "ping-secret-0042", "NEWSROOM": "json://127.0.0.1:9/room-secret-5150"}
    tables = '[feed]\nhub = "http://127.0.0.1:9/hub"\npodping = true\n'
    tables += '[publish]\npodping = "http://127.0.0.1:9/"\nwebhooks = ["NEWSROOM"]\n'
    works = show(tmp_path / "show", tables + bucket(s3, "secrets") + server(ssh, "secrets")
                 + target("pages", "git", str(bare(tmp_path / "pages.git"))))
    said = [run(works, *words, **(KEYS | secrets)) for words in (("publish", "--dry-run", "--json"), ("publish",),
                                                               ("publish", "--json"), ("status", "--json"))]
    assert [done.returncode for done in said] == [0, 0, 0, 0], [done.stderr for done in said]
    assert said[1].stderr.count("was not told") == 3
    fails = config_in(tmp_path / "show", extra=tables + bucket("http://127.0.0.1:9", "x").replace("= 10", "= 1")
                      + server(ssh, "x", "sftp://nobody@127.0.0.1:9/x").replace("= 10", "= 1")
                      + target("pages", "git", "http://127.0.0.1:9/x.git"))
    said += [run(fails, *words, **(KEYS | secrets)) for words in (("publish", "--json"), ("status",))]
    assert [done.returncode for done in said[-2:]] == [1, 1] and all("Traceback" not in done.stderr for done in said)
    hidden = [*secrets.values(), "room-secret-5150"]
    assert not [secret for secret in hidden for done in said if secret in done.stdout + done.stderr]
    secret_free(tmp_path, *hidden)
    secret_free(ssh.root / "secrets", *hidden)
    base = f"{s3}/pod/secrets/"
    assert not [name for name, body in fetched(base, works).items() for secret in hidden if secret.encode() in body]
    assert SECRET.encode() not in get(f"{base}atlascast.json")[2]
