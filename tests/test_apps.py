"""Programs that others wrote subscribe to a published show over loopback and download its episode."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

import pytest
from archives import add_episode, config_in

from atlascast.models import Episode
from atlascast.publish import publish
from atlascast.publish.serve import serve
from atlascast.store import Store

GPO = shutil.which("gpo")


@pytest.fixture(scope="module")
def audio(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Two real seconds of MP3."""
    import imageio_ffmpeg

    path = tmp_path_factory.mktemp("audio") / "tone.mp3"
    ffmpeg, sound = imageio_ffmpeg.get_ffmpeg_exe(), "anoisesrc=d=2:a=0.1:r=44100"
    subprocess.run([ffmpeg, "-v", "error", "-f", "lavfi", "-i", sound, "-ac", "1", str(path)], check=True)
    return path.read_bytes()


@pytest.fixture
def show(tmp_path: Path, audio: bytes) -> Iterator[tuple[str, Episode]]:
    """The address of a show that is being served, and its one record."""
    public = tmp_path / "show/public"
    public.mkdir(parents=True)
    server = serve(public, 0)
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    config = config_in(tmp_path / "show", base)
    record = add_episode(config, "2022-W01", audio=audio, seconds=2.0)
    publish(config, Store(config.out), lambda *_: None)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"{base}feed.xml", record
    server.shutdown()
    server.server_close()


def fetched(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return bytes(answer.read())


def test_feedparser_reads_the_feed_without_complaint(show: tuple[str, Episode]) -> None:
    import feedparser

    address, record = show
    parsed = feedparser.parse(fetched(address))
    assert not parsed.bozo
    assert parsed.feed.title == "The Example Week" and parsed.feed.author == "Example News"
    item = parsed.entries[0]
    assert (item.id, item.title, item.itunes_duration) == (record.guid, record.title, "2")
    assert item.published_parsed[:6] == record.published.timetuple()[:6]
    assert sha256(fetched(item.enclosures[0].href)).hexdigest() == record.sha256


def test_podcastparser_reads_the_same(show: tuple[str, Episode]) -> None:
    import io

    import podcastparser

    address, record = show
    parsed = podcastparser.parse(address, io.BytesIO(fetched(address)))
    episode = parsed["episodes"][0]
    assert (episode["guid"], episode["title"], episode["total_time"]) == (record.guid, record.title, 2)
    assert (episode["number"], episode["published"]) == (1, int(record.published.timestamp()))
    assert episode["enclosures"][0]["file_size"] == record.bytes
    assert episode["episode_art_url"] and episode["description_html"].startswith("<p>A bridge opens")
    assert [chapter["title"] for chapter in episode["chapters"]] == [chapter.title for chapter in record.chapters]
    assert sha256(fetched(episode["enclosures"][0]["url"])).hexdigest() == record.sha256


@pytest.mark.slow
@pytest.mark.skipif(GPO is None, reason="gPodder's gpo is not installed (Debian package gpodder)")
def test_gpodder_subscribes_and_downloads_the_recorded_bytes(show: tuple[str, Episode], tmp_path: Path) -> None:
    address, record = show
    home = tmp_path / "gpodder"
    home.mkdir()
    environment = {**os.environ, "GPODDER_HOME": str(home), "HOME": str(home), "GPODDER_DISABLE_EXTENSIONS": "yes"}
    for words in (["subscribe", address], ["update"], ["download"]):
        done = subprocess.run([str(GPO), *words], env=environment, capture_output=True, text=True, timeout=60,
                              stdin=subprocess.DEVNULL)
        assert done.returncode == 0, (words, done.stdout, done.stderr, sys.version)
    assert [sha256(path.read_bytes()).hexdigest() for path in home.rglob("*.mp3")] == [record.sha256]


@pytest.fixture
def nginx(tmp_path: Path, audio: bytes) -> Iterator[tuple[str, Episode]]:
    """The same, served by nginx with the configuration in docs/."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed (Debian package nginx-light)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = config_in(tmp_path / "show", f"http://127.0.0.1:{port}/")
    record = add_episode(config, "2022-W01", audio=audio, seconds=2.0)
    publish(config, Store(config.out), lambda *_: None)
    shipped = (Path(__file__).parents[1] / "docs/nginx.conf").read_text()
    shipped = shipped.replace("LISTEN", f"127.0.0.1:{port}").replace("PUBLIC", str(tmp_path / "show/public"))
    (tmp_path / "nginx.conf").write_text(NGINX.format(folder=tmp_path, server=shipped, user=getpass.getuser()))
    process = subprocess.Popen([program, "-c", str(tmp_path / "nginx.conf")], stderr=subprocess.PIPE, text=True)
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.1):
            break
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/feed.xml", record
    process.terminate()
    process.wait(10)


NGINX = """daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr;
events {{ worker_connections 64; }}
http {{
access_log off; client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
{server}
}}
"""


def headers(url: str, **asked: str) -> tuple[int, dict[str, str]]:
    with urllib.request.urlopen(urllib.request.Request(url, headers=asked), timeout=10) as answer:
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.slow
def test_nginx_with_our_configuration_serves_every_type_that_the_feed_names(nginx: tuple[str, Episode]) -> None:
    import feedparser

    address, record = nginx
    assert headers(address)[1]["content-type"].startswith("application/rss+xml")
    tree = ElementTree.fromstring(fetched(address))
    named = [element.attrib for element in tree.iter() if {"url", "type"} <= set(element.attrib)]
    assert len(named) == 5
    for row in named:
        assert headers(row["url"])[1]["content-type"].partition(";")[0] == row["type"], row
        assert headers(row["url"])[1]["access-control-allow-origin"] == "*"
    audio = feedparser.parse(fetched(address)).entries[0].enclosures[0].href
    status, got = headers(audio, Range="bytes=0-99")
    assert (status, got["content-range"]) == (206, f"bytes 0-99/{record.bytes}")


def run(words: list[str], home: Path, *fine: int) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    done = subprocess.run(words, env={**kept, "HOME": str(home), "TERM": "xterm"}, capture_output=True, text=True,
                          timeout=90, stdin=subprocess.DEVNULL)
    assert done.returncode in (fine or (0,)), (words, done.stdout, done.stderr)
    return done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is not installed (Debian package newsboat)")
def test_newsboat_reads_it_and_podboat_downloads_it(nginx: tuple[str, Episode], tmp_path: Path) -> None:
    address, record = nginx
    home = tmp_path / "home"
    (home / "downloads").mkdir(parents=True)
    (home / ".newsboat").mkdir()
    (home / ".newsboat/urls").write_text(f"{address}\n")
    options = f'download-path "{home}/downloads"\nmax-items 0\npodcast-auto-enqueue yes\n'
    (home / ".newsboat/config").write_text(options)
    run(["newsboat", "-x", "reload"], home)
    waiting = (home / ".newsboat/queue").read_text()
    queue = waiting.splitlines()
    assert len(queue) == 1 and record.sha256[:8] in queue[0], "the enclosure was not taken up, or more than once"
    arrived = f"find '{home}/downloads' -type f -not -name '*.part' -exec sha256sum {{}} + | grep -q {record.sha256}"
    fetch = f"podboat -a & for i in $(seq 100); do {arrived} && break; sleep 0.2; done; kill $!"
    for _ in range(6):  # podboat now and then begins a download twice into one file; nginx has no part in that
        (home / ".newsboat/queue").write_text(waiting)
        run(["script", "-qec", fetch, "/dev/null"], home, 0, 1, 143)  # podboat draws, so it wants a terminal
        files = [path for path in (home / "downloads").rglob("*") if path.is_file()]
        if record.sha256 in [sha256(path.read_bytes()).hexdigest() for path in files]:
            return
        for path in files:
            path.unlink()
    raise AssertionError("podboat brought no file that is the record's")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("podget") is None, reason="podget is not installed (Debian package podget)")
def test_podget_downloads_it(nginx: tuple[str, Episode], tmp_path: Path) -> None:
    address, record = nginx
    home = tmp_path / "home"
    (home / ".config/podget").mkdir(parents=True)
    (home / ".config/podget/serverlist").write_text(f"{address} News Example\n")
    said = run(["podget"], home)
    files = list(home.rglob("*.mp3"))
    assert [sha256(path.read_bytes()).hexdigest() for path in files] == [record.sha256], said
