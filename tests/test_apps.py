"""Programs that others wrote subscribe to a published show over loopback and download its episode."""

import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Thread

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
