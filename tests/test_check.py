"""Our own validator: silent about what we publish, clear about every fault."""

import re
import shutil
import tomllib
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest
from archives import add_episode, config_in, served

from atlascast.errors import SourceError, UserError, WorldError
from atlascast.publish import publish
from atlascast.publish.check import check, tags
from atlascast.publish.check.contents import length
from atlascast.publish.reading import WebReader
from atlascast.publish.serve import serve
from atlascast.store import Store


def site(folder: Path, base: str = "https://pod.example.org/") -> Path:
    config = config_in(folder, base)
    add_episode(config, "2021-W52", 1)
    add_episode(config, "2022-W01", 2)
    publish(config, Store(config.out), lambda *_: None)
    return folder / "public"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def public(whole: Path, tmp_path: Path) -> Path:
    """A published show that may be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "public"))


def swap(old: str, new: str, name: str = "feed.xml") -> Callable[[Path], None]:
    def change(public: Path) -> None:
        text = (public / name).read_text()
        assert re.search(old, text, re.S), old
        (public / name).write_text(re.sub(old, new, text, count=1, flags=re.S))

    return change


def damage(pattern: str, content: bytes | None) -> Callable[[Path], None]:
    def change(public: Path) -> None:
        for path in public.glob(pattern):
            path.unlink()
            if content is not None:
                path.write_bytes(content)

    return change


FAULTS = [
    (swap("<language>en</language>", ""), "has no language"),
    (swap('<itunes:image href="[^"]*"/>', ""), "has no itunes:image"),
    (swap('<atom:link [^>]*rel="self"[^>]*/>', ""), 'no atom:link with rel="self"'),
    (swap("<podcast:guid>.*?</podcast:guid>", ""), "has no podcast:guid"),
    (swap("<enclosure [^>]*/>", ""), "has no enclosure"),
    (swap("<itunes:duration>.*?</itunes:duration>", ""), "has no itunes:duration"),
    (swap("(<guid [^>]*>)[^<]*(</guid>.*<guid [^>]*>)[^<]*(</guid>)", r"\1same\2same\3"), "the same guid as item 1"),
    (swap("<item>(.*?)<pubDate>[^<]*", r"<item>\1<pubDate>yesterday-ish"), "no RFC 2822 date"),
    (swap("<item>(.*?)<pubDate>[^<]*", r"<item>\1<pubDate>1, 99999999999 Jan 2022 06:03:00"), "no RFC 2822 date"),
    (swap("<item>(.*?)<pubDate>[^<]*", r"<item>\1<pubDate>Mon, 10 Jan 2022 06:03:00"), "has no time zone"),
    (swap('text="News"', 'text="Newz"'), "'Newz' is none of Apple's"),
    (swap('text="Politics"', 'text="Polity"'), "'Polity' is none of Apple's under News"),
    (swap("<description>&lt;p&gt;", f"<description>{'x' * 4001}"), "apps cut it at 4000"),
    (swap('type="audio/mpeg"', 'type="audio/mp3"'), "is none that apps play"),
    (swap('length="[0-9]+" type="audio', 'length="7" type="audio'), "the feed says 7"),
    (swap(r'url="https://pod\.example\.org/(episodes/2022-W01/edition-\w+\.mp3)"', r'url="ftp://pod.example.org/\1"'),
     "no plain web address"),
    (damage("episodes/2022-W01/edition-*.mp3", None), "its enclosure https://pod.example.org/episodes"),
    (damage("episodes/2022-W01/edition-*.vtt", None), "its transcript https://pod.example.org/episodes"),
    (swap('type="application/x-subrip"', 'type="text/srt"'), "'text/srt' is none that apps know"),
    (damage("episodes/2022-W01/edition-*.vtt", b"00:01.000 --> 00:02.000\nx\n"), "does not begin with WEBVTT"),
    (damage("episodes/2022-W01/edition-*.vtt", b"WEBVTT\n\n1:2 --> 00:02.000\nx\n"), "a cue without times"),
    (damage("episodes/2022-W01/edition-*.vtt",
            b"WEBVTT\n\n00:05.000 --> 00:06.000\nx\n\n00:01.000 --> 00:02.000\nx\n"), "goes back in time"),
    (damage("episodes/2022-W01/*.chapters.json", b'{"version": "1", "chapters": [{}]}'), "not as the namespace"),
    (damage("episodes/2022-W01/*.chapters.json",
            b'{"version": "1", "chapters": [{"startTime": 9}, {"startTime": 2}]}'), "out of order"),
    (damage("episodes/2022-W01/*.chapters.json", None), "are not there"),
    (damage("cover-????????.jpg", b"no picture"), "cannot be read"),
    (damage("cover-????????.jpg", None), "its picture https://pod.example.org/cover"),
    (damage("episodes/2022-W01/index.html", None), "its page https://pod.example.org/episodes/2022-W01/ is not there"),
    (damage("episodes/2022-W01/index.html", b"<p>no title"), "has no title"),
    (swap("<language>en<", "<language>klingon-xx-yy-zz1<"), "is no language tag"),
    (damage("episodes/2022-W01/edition-*.vtt", b"WEBVTT\n\n00:05.000 -> 00:06.000\nx\n"), "holds no cue"),
    (damage("episodes/2022-W01/edition-*.srt", b"hi"), "no numbered cue"),
    (damage("episodes/2022-W01/edition-????????.json", b'{"segments": []}'), "holds no segment"),
    (damage("episodes/2022-W01/edition-????????.json", b"[]"), "not as the namespace"),
    (damage("episodes/2022-W01/*.chapters.json",
            b'{"version": "1", "chapters": [{"startTime": 0}, {"startTime": 99999}]}'), "after the end"),
    (swap("</main>", "", "episodes/2022-W01/index.html"), "does not close <main>"),
    (swap(' alt="[^"]*"', "", "episodes/2022-W01/index.html"), "without alt"),
    (swap('(ld.json">){', r"\1", "episodes/2022-W01/index.html"), "JSON-LD that is no JSON"),
    (swap("assets/site-", "assets/sight-", "index.html"), "which is not there"),
    (swap("(<title>.*?)</title>", r"\1</titel>", "articles.xml"), "not well-formed"),
    (swap("<itunes:explicit>false", "<itunes:explicit>maybe", "articles.xml"), "may not be 'maybe'"),
    (swap("<title>", '<atom:link rel="next" href="https://pod.example.org/feed-2.xml"/><title>'),
     "feed-2.xml is not there"),
]
TABLE = tomllib.loads((Path(__file__).parent / "data/check/faults.toml").read_text())["fault"]
FAULTS += [(swap(row["old"], row["new"]), row["says"]) for row in TABLE]


def test_what_we_publish_gives_nothing_to_object_to(public: Path) -> None:
    assert check(str(public)) == []
    assert check(str(public / "articles.xml")) == []


@pytest.mark.parametrize(("fault", "said"), FAULTS, ids=[said for _, said in FAULTS])
def test_every_fault_is_told_with_its_source(public: Path, fault: Callable[[Path], None], said: str) -> None:
    fault(public)
    found = [finding for finding in check(str(public)) if said in finding.text]
    assert found, check(str(public))
    assert found[0].source and found[0].place


def test_every_row_of_the_table_of_tags_is_broken_by_a_case() -> None:
    rows = tomllib.loads(tags.TABLE.read_text())["tag"]
    said = " ".join(row["says"] for row in TABLE)
    assert [row["name"] for row in rows if row["name"].rpartition("/")[2] not in said] == []
    assert len(TABLE) > len(rows)


def test_a_picture_of_the_wrong_size_or_shape_is_told(public: Path) -> None:
    from PIL import Image

    cover = next(public.glob("cover-????????.jpg"))
    cover.unlink()
    Image.new("CMYK", (800, 600)).save(cover, "JPEG")
    text = " ".join(finding.text for finding in check(str(public)))
    assert "800 × 600" in text and "CMYK" in text


def test_a_time_in_utc_from_an_unknown_place_is_a_time(public: Path) -> None:
    swap("<item>(.*?)<pubDate>[^<]*", r"<item>\1<pubDate>Mon, 10 Jan 2022 06:03:00 -0000")(public)
    assert check(str(public)) == []


def test_audio_from_a_server_without_ranges_is_told(tmp_path: Path) -> None:
    class Plain(SimpleHTTPRequestHandler):
        extensions_map: ClassVar = {**SimpleHTTPRequestHandler.extensions_map, ".srt": "application/x-subrip",
                                    ".vtt": "text/vtt", ".mp3": "audio/mpeg"}

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    (tmp_path / "public").mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(tmp_path / "public")))
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    site(tmp_path, base)
    assert {finding.text.partition(" comes ")[2] for finding in check(f"{base}feed.xml")} >= {
        "from a server that gives no byte ranges"}
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("name", ["atom.xml", "broken.xml", "latin.xml"])
def test_a_feed_that_is_none_is_refused_in_words(tmp_path: Path, name: str) -> None:
    texts = {"atom.xml": b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "broken.xml": b"<rss><channel>",
             "latin.xml": b"<rss><channel><title>\xe9</title></channel></rss>"}
    if name in texts:
        (tmp_path / name).write_bytes(texts[name])
    with pytest.raises(SourceError) as caught:
        check(str(tmp_path / name))
    assert caught.value.hint


def test_errors_come_before_warnings(public: Path) -> None:
    swap("<podcast:guid>.*?</podcast:guid>", "")(public)
    swap("<language>en</language>", "")(public)
    assert [finding.level for finding in check(str(public))] == ["error", "warning"]


def test_a_feed_on_the_web_is_judged_by_what_its_server_gives(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    server = serve(tmp_path / "public", 0)
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    public = site(tmp_path, base)
    assert check(f"{base}feed.xml") == []
    damage("episodes/2022-W01/edition-*.mp3", b"short")(public)
    assert check(f"{base}feed.xml")[0].text.endswith("takes 5 bytes, the feed says 12")
    with pytest.raises(WorldError, match="gives no feed"):
        check(f"{base}nowhere.xml")
    server.shutdown()
    server.server_close()


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&b;&c;</title></channel></rss>"""


def test_entities_of_a_strangers_feed_are_never_resolved(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(BOMB)
    assert not any("root:" in finding.text or "aaaa" in finding.text for finding in check(str(tmp_path)))


@pytest.mark.parametrize("text", ["", "<html><body>It works</body></html>", "<rss><channel>", "\0"])
def test_what_is_no_feed_says_so(tmp_path: Path, text: str) -> None:
    (tmp_path / "feed.xml").write_text(text)
    with pytest.raises(SourceError):
        check(str(tmp_path))
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="There is no feed"):
        check(str(tmp_path / "empty"))


def test_a_length_that_the_sound_does_not_have_is_told(public: Path) -> None:
    import wave

    for path in public.glob("episodes/2022-W01/edition-*.mp3"):
        with wave.open(str(path), "wb") as sound:
            sound.setparams((1, 1, 8000, 0, "NONE", ""))
            sound.writeframes(bytes(8000 * 120))
    assert not any("its sound lasts" in finding.text for finding in check(str(public)))
    swap("<itunes:duration>[^<]*", "<itunes:duration>9999")(public)
    assert any("its sound lasts 120 s, itunes:duration says 9999" in finding.text for finding in check(str(public)))


@pytest.mark.parametrize(("text", "seconds"), [("59", 59.0), ("1:02", 62.0), ("1:00:01", 3601.0), ("1:2:3:4", None),
                                               ("long", None), ("", None), (None, None)])
def test_a_duration_is_read_in_each_of_its_forms(text: str | None, seconds: float | None) -> None:
    assert length(text) == seconds


@pytest.mark.parametrize("text", ["en", "de-AT", "zh-Hant-TW", "es-419", "sl-rozaj", "en-x-house", "EN-us"])
def test_languages_that_are_tags_pass(public: Path, text: str) -> None:
    swap("<language>en<", f"<language>{text}<")(public)
    assert not any("language tag" in finding.text for finding in check(str(public)))


def test_a_name_that_does_not_exist_is_the_users_fault(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no"):
        check(str(tmp_path / "nowhere"))


def test_a_pages_address_leads_to_the_feed_that_it_names(tmp_path: Path) -> None:
    with served(tmp_path / "public") as base:
        swap("<language>en</language>", "")(site(tmp_path, base))
        assert [found.text for found in check(base)] == ["has no language"]


@pytest.mark.parametrize("page", ["<!DOCTYPE html><title>None</title><p defer>No feed", "<!DOCTYPE html>", "<!-- -->"])
def test_a_page_that_names_no_feed_says_so(tmp_path: Path, page: str) -> None:
    (tmp_path / "index.html").write_text(page)
    with served(tmp_path) as base, pytest.raises(SourceError, match="names no feed"):
        check(base)


def test_an_address_that_cannot_be_reached_says_why() -> None:
    with pytest.raises(WorldError, match="refused"):
        check("http://127.0.0.1:9/feed.xml", timeout=2)


def test_a_feed_or_a_transcript_that_is_huge_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path / "public") as base:
        public = site(tmp_path, base)
        captions = sorted(public.rglob("*.vtt"))[0]
        captions.write_text("WEBVTT\n\n" + "00:00.000 --> 00:02.000\nWords.\n\n" * 40_000)
        monkeypatch.setattr("atlascast.publish.reading.LARGEST", 1_000_000)
        monkeypatch.setattr("atlascast.publish.check.rules.LARGEST", 1_000_000)
        said = [one.text for one in check(f"{base}feed.xml")]
        assert [text for text in said if "takes more than 1 MB" in text and captions.name in text]
        monkeypatch.setattr("atlascast.publish.reading.LARGEST", 1_000)
        with pytest.raises(SourceError, match="takes more than"):
            check(f"{base}feed.xml")


def test_why_an_address_gave_nothing_is_its_own_and_nothing_stays_open(tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text("x")
    with served(tmp_path) as base:
        reader = WebReader(2)
        for name, fault in (("gone", "it answered 404"), ("there.txt", ""), ("gone", "it answered 404")):
            assert (reader.read(f"{base}{name}", body=True) is None, reader.fault) == (bool(fault), fault)
        client = reader._client
        reader.close()
    assert client and client.is_closed
