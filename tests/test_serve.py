"""The local preview, asked as podcast apps and browsers ask."""

import http.client
import re
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from atlascast.errors import WorldError
from atlascast.publish.serve import byte_range, content_type, follow, serve

BODY = bytes(range(256)) * 40


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    (tmp_path / "public/episodes").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "public/a.mp3").write_bytes(BODY)
    (tmp_path / "public/a.vtt").write_text("WEBVTT\n")
    (tmp_path / "public/episodes/index.html").write_text("<!doctype html><title>x</title>")
    server = serve(tmp_path / "public", 0)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def ask(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    link.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = link.getresponse()
    got = answer.status, dict(answer.getheaders()), answer.read()
    link.close()
    return got


def test_a_file_comes_whole_with_its_type_and_tag(port: int) -> None:
    status, headers, body = ask(port, "/a.mp3")
    assert (status, body) == (200, BODY)
    assert headers["Content-Type"] == "audio/mpeg" and headers["Accept-Ranges"] == "bytes"
    assert ask(port, "/a.mp3", If_None_Match=headers["ETag"])[0] == 304


@pytest.mark.parametrize(("asked", "start", "end"), [
    ("bytes=0-0", 0, 0), ("bytes=100-199", 100, 199), ("bytes=10000-", 10000, 10239),
    ("bytes=-40", 10200, 10239), ("bytes=0-99999", 0, 10239),
])
def test_a_range_gives_that_part(port: int, asked: str, start: int, end: int) -> None:
    status, headers, body = ask(port, "/a.mp3", Range=asked)
    assert (status, body) == (206, BODY[start : end + 1])
    assert headers["Content-Range"] == f"bytes {start}-{end}/{len(BODY)}"


@pytest.mark.parametrize("asked", ["bytes=0-4,10-14", "bytes=-5,0-0", "items=0-4", "bytes=", "bytes=a-b",
                                   "bytes=5", "bytes=5-2"])
def test_ranges_that_are_several_or_none_give_the_whole_file(port: int, asked: str) -> None:
    status, headers, body = ask(port, "/a.mp3", Range=asked)
    assert (status, len(body)) == (200, int(headers["Content-Length"])), "RFC 9110, 14.2: a server may ignore them"


def test_a_range_beyond_the_end_is_refused(port: int) -> None:
    status, headers, _ = ask(port, "/a.mp3", Range="bytes=20000-")
    assert status == 416 and headers["Content-Range"] == f"bytes */{len(BODY)}"
    with pytest.raises(ValueError, match="bytes=20-"):
        byte_range("bytes=20-", 10)


def test_a_stale_range_gets_the_whole_file(port: int) -> None:
    assert ask(port, "/a.mp3", Range="bytes=0-9", If_Range='"old"')[0] == 200


def test_head_says_the_same_without_the_file(port: int) -> None:
    status, headers, body = ask(port, "/a.mp3", "HEAD")
    assert (status, headers["Content-Length"], body) == (200, str(len(BODY)), b"")


def test_other_sites_may_read_transcripts(port: int) -> None:
    status, headers, _ = ask(port, "/a.vtt")
    assert status == 200 and headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Content-Type"].startswith("text/vtt")
    assert ask(port, "/a.vtt", "OPTIONS")[0] == 204


def test_a_folder_shows_its_page_and_lists_nothing(port: int) -> None:
    assert ask(port, "/episodes")[1]["Location"] == "/episodes/"
    assert ask(port, "/episodes/")[0] == 200
    assert ask(port, "/")[0] == 404


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/a%00.mp3", "//etc/x"])
def test_nothing_outside_the_folder_is_shown(port: int, path: str) -> None:
    assert ask(port, path)[0] == 404


def test_the_longest_ending_names_the_type() -> None:
    assert content_type("edition-1.chapters.json") == "application/json+chapters"
    assert content_type("edition-1.json") == "application/json"
    assert content_type("edition-1.m4b") == "audio/mp4"
    assert content_type("feed.xml").startswith("application/rss+xml")
    assert content_type("sitemap.xml").startswith("application/xml")


def test_nginx_is_told_the_same_types() -> None:
    shipped = (Path(__file__).parents[1] / "docs/nginx.conf").read_text()
    assert re.search(r"audio/mp4 m4a m4b;", shipped)
    assert re.search(r"location = /sitemap\.xml \{\s+types \{ \}\s+default_type application/xml;", shipped)


def test_a_listener_whose_copy_is_new_enough_gets_nothing_again(port: int) -> None:
    date = ask(port, "/a.mp3")[1]["Last-Modified"]
    assert ask(port, "/a.mp3", If_Modified_Since=date)[0::2] == (304, b"")
    assert ask(port, "/a.mp3", If_None_Match="*")[0] == 304
    assert ask(port, "/a.mp3", If_Modified_Since="Mon, 10 Jan 2022 06:03:00 GMT")[0] == 200
    assert ask(port, "/a.mp3", If_Modified_Since="some day")[0] == 200
    assert ask(port, "/a.mp3", If_Modified_Since=date, If_None_Match='"another"')[0] == 200, "the tag counts more"


def test_what_cannot_be_done_is_refused_with_what_can(port: int) -> None:
    status, headers, _ = ask(port, "/a.mp3", "DELETE")
    assert (status, headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert ask(port, "/none.mp3")[1]["X-Content-Type-Options"] == "nosniff"


def test_a_change_of_a_script_or_template_is_followed(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    script, stop = tmp_path / "script.md", Event()
    calls: list[object] = []
    script.write_text("one")
    watching = Thread(target=follow, args=(lambda: [script, tmp_path / "templates"], calls.append, stop, 0.01))
    watching.start()
    time.sleep(0.1)
    assert calls == []
    for number, path in enumerate((script, tmp_path / "templates/show.html"), 1):
        path.write_text("another text")
        for _ in range(300):
            if len(calls) == number:
                break
            time.sleep(0.01)
        assert len(calls) == number and calls[-1] == [path]
    stop.set()
    watching.join(5)
    assert not watching.is_alive()


def test_a_taken_port_or_a_missing_folder_says_what_next(port: int, tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="cannot be served"):
        serve(tmp_path, port)
    with pytest.raises(WorldError, match="There is no"):
        serve(tmp_path / "nowhere", 0)


def test_a_listener_who_goes_away_is_no_fault(port: int, capfd: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        link = socket.create_connection(("127.0.0.1", port), 5)
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # closes with a reset
        link.sendall(b"GET /a.mp3 HTTP/1.1\r\n")
        link.close()
    time.sleep(0.2)
    assert ask(port, "/a.mp3")[0] == 200
    assert capfd.readouterr().err == ""


def test_a_page_says_on_top_why_it_is_stale(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>x</title><body><p>Old.")
    (tmp_path / "a.mp3").write_bytes(BODY)
    server = serve(tmp_path, 0)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    own = int(server.server_address[1])
    fresh = ask(own, "/")
    server.stale = "The config <is> wrong."
    status, headers, page = ask(own, "/", If_None_Match=fresh[1]["ETag"])
    assert status == 200 and b"<body><aside" in page and b"The config &lt;is&gt; wrong." in page and b"<p>Old." in page
    assert int(headers["Content-Length"]) == len(page) and "ETag" not in headers
    assert ask(own, "/", "HEAD")[2] == b"" and ask(own, "/a.mp3")[2] == BODY
    server.stale = ""
    assert ask(own, "/")[2] == fresh[2]
    server.shutdown()
    server.server_close()
