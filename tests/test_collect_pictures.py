"""Articles' pictures: fetched within limits, cut square, kept beside the script, shown in the MP3's chapters."""

import base64
import io
import json
import re
import zlib
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import NOW, settings, watch
from mutagen.id3 import ID3
from PIL import Image
from test_collect import config, served
from test_collect_web import Site

from atlascast import pipeline, revise
from atlascast.collect import pictures
from atlascast.collect.failed import key
from atlascast.collect.item import pictured
from atlascast.collect.pictures import SIDE, WEIGHT
from atlascast.config import Config, Fetch
from atlascast.publish.corrected import taken as taken_names
from atlascast.store import Store

WEEK = "2026-W24"
RED, BLUE = (200, 30, 30), (20, 40, 160)


def image(size: tuple[int, int] = (800, 600), kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    """A blue picture whose right third is busy with red bars."""
    made = Image.new("RGB", size, BLUE)
    for bar in range(size[0] * 2 // 3, size[0], 8):
        made.paste(RED, (bar, 0, min(bar + 4, size[0]), size[1]))
    out = io.BytesIO()
    made.convert(mode).save(out, kind, **options)
    return out.getvalue()


def sends(data: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        unchanged = "ETag" in headers and request.headers.get("If-None-Match") == headers["ETag"]
        request.send_response(304 if unchanged else 200)
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(b"" if unchanged else data)

    return answer


def at(tmp_path: Path, url: str = "") -> Config:
    """A show in a folder of its own that may be led to `url`."""
    hosts = (url.removeprefix("http://"),) if url else ()
    limits = Fetch(hosts=hosts, timeout=2.0, max_megabytes=1.0)
    return config("x.xml", root=tmp_path).model_copy(update={"out": tmp_path, "fetch": limits})


def taken(show: Config, location: str) -> Image.Image:
    """The picture as it was put into the week's folder, read whole."""
    path = Store(show.out).picture(WEEK, location)
    assert path.stat().st_size <= WEIGHT
    found = Image.open(path)
    found.load()
    assert (found.format, found.mode, found.size) == ("JPEG", "RGB", (SIDE, SIDE))
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("size", [(900, 600), (600, 900), (640, 640), (4000, 210)])
def test_a_picture_of_any_usual_kind_and_shape_becomes_a_small_square(
    tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    (tmp_path / "it").write_bytes(image(size, kind))
    assert pictures(at(tmp_path), WEEK, {"it": "A"}, NOW) == []
    taken(at(tmp_path), "it")


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_a_picture_in_other_colours_becomes_rgb(tmp_path: Path, mode: str) -> None:
    (tmp_path / "it").write_bytes(image(mode=mode))
    assert pictures(at(tmp_path), WEEK, {"it": "A"}, NOW) == []
    taken(at(tmp_path), "it")


def test_the_cut_goes_to_where_most_is_to_be_seen_and_else_to_the_middle(tmp_path: Path) -> None:
    (tmp_path / "busy").write_bytes(image((1200, 400)))
    middle = Image.new("RGB", (1200, 400), BLUE)
    middle.paste(RED, (400, 0, 800, 400))
    middle.save(tmp_path / "middle", "PNG")
    assert pictures(at(tmp_path), WEEK, {"busy": "A", "middle": "B"}, NOW) == []
    assert reddish(taken(at(tmp_path), "busy")) > 0.4
    assert reddish(taken(at(tmp_path), "middle")) > 0.9


def reddish(found: Image.Image) -> float:
    data = found.resize((60, 60), Image.Resampling.NEAREST).tobytes()
    return sum(data[at] > data[at + 2] for at in range(0, len(data), 3)) / 3600


def test_a_picture_is_turned_upright_and_says_nothing_of_the_camera(tmp_path: Path) -> None:
    lying = Image.new("RGB", (800, 800), BLUE)
    lying.paste(RED, (0, 0, 400, 800))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Pocket camera"  # turned a quarter to the right, its left is the top
    lying.save(tmp_path / "it", "JPEG", exif=exif, comment=b"at home")
    assert pictures(at(tmp_path), WEEK, {"it": "A"}, NOW) == []
    found = taken(at(tmp_path), "it")
    top, foot = found.getpixel((240, 60)), found.getpixel((240, 420))
    assert isinstance(top, tuple) and isinstance(foot, tuple)
    assert top[0] > top[2] and foot[2] > foot[0]
    assert not found.getexif() and "comment" not in found.info
    assert b"Pocket" not in Store(tmp_path).picture(WEEK, "it").read_bytes()


def bomb() -> bytes:
    """A PNG of few bytes that says it holds 400 million pixels."""
    data = bytearray(image(kind="PNG"))
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no JPEG"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 800 600\n", "no JPEG"),
        (b"", "no JPEG"),
        (image()[:900], "broken picture"),
        (image((199, 800)), "too few"),
        (bomb(), "pixels"),
    ],
    ids=["drawing", "postscript", "empty", "cut", "icon", "bomb"],
)
def test_what_is_no_picture_to_show_is_told_and_ends_nothing(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "bad").write_bytes(data)
    (tmp_path / "good").write_bytes(image())
    (line,) = pictures(at(tmp_path), WEEK, {"bad": "The ferry", "good": "B"}, NOW)
    assert "'The ferry'" in line and why in line
    assert not Store(tmp_path).picture(WEEK, "bad").exists()
    taken(at(tmp_path), "good")


def test_a_picture_that_is_not_there_is_told(tmp_path: Path) -> None:
    with served(Site()) as url:
        lost = pictures(at(tmp_path, url), WEEK, {f"{url}/gone.jpg": "A", "gone.jpg": "B"}, NOW)
    assert ["404" in lost[0], "no source" in lost[1]] == [True, True]


def test_a_picture_is_asked_for_once_and_anew_only_if_it_changed(tmp_path: Path) -> None:
    site = Site({"/a.jpg": sends(image(), ETag='"1"')})
    with served(site) as url:
        show, wanted = at(tmp_path, url), {f"{url}/a.jpg": "A"}
        for anew in (False, False, True):
            assert pictures(show, WEEK, wanted, NOW, anew) == []
        written = Store(tmp_path).picture(WEEK, f"{url}/a.jpg").stat().st_mtime_ns
    assert [seen.get("if-none-match") for seen in site.headers] == [None, '"1"']
    assert pictures(show, WEEK, wanted, NOW) == []  # the site is gone by now
    (line,) = pictures(show, WEEK, wanted, NOW, anew=True)
    assert "cannot be reached" in line
    assert Store(tmp_path).picture(WEEK, f"{url}/a.jpg").stat().st_mtime_ns == written


def test_a_picture_on_the_disk_is_taken_again_when_its_file_changes(tmp_path: Path) -> None:
    show, wanted = at(tmp_path), {"it": "A"}
    (tmp_path / "it").write_bytes(image())
    assert pictures(show, WEEK, wanted, NOW) == []
    path = Store(show.out).picture(WEEK, "it")
    first, moment = path.read_bytes(), path.stat().st_mtime_ns
    assert pictures(show, WEEK, wanted, NOW) == [] and path.stat().st_mtime_ns == moment
    Image.new("RGB", (800, 600), RED).save(tmp_path / "it", "PNG")
    assert pictures(show, WEEK, wanted, NOW) == []
    second = path.read_bytes()
    assert reddish(taken(show, "it")) > 0.9 and second != first
    (tmp_path / "it").unlink()
    assert pictures(show, WEEK, wanted, NOW) == [] and path.read_bytes() == second
    (tmp_path / "it").write_text("no picture")
    assert len(pictures(show, WEEK, wanted, NOW)) == 1 and not path.exists()


def test_a_picture_that_failed_is_asked_for_again_ever_more_seldom(tmp_path: Path) -> None:
    site = Site()
    with served(site) as url:
        show, wanted = at(tmp_path, url), {f"{url}/a.jpg": "A"}
        asked = []
        for minutes in (0, 59, 61, 150, 200, 600, 2000, 3100, 3500):
            (line,) = pictures(show, WEEK, wanted, NOW + timedelta(minutes=minutes))
            asked.append((len(site.headers), "asked again after" in line))
            assert "404" in line
        pictures(show, WEEK, wanted, NOW + timedelta(minutes=3501), anew=True)
        anew = len(site.headers)
        site.pages["/a.jpg"] = sends(image())
        assert pictures(show, WEEK, wanted, NOW + timedelta(days=9)) == []
    counts = [count for count, _ in asked]
    assert [b > a for a, b in pairwise([0, *counts])] == [True, False, True, False, True, True, True, True, False]
    assert [waits for _, waits in asked] == [False, True, False, True, False, False, False, False, True]
    assert anew > counts[-1]


def test_a_damaged_memory_of_failures_only_has_pictures_asked_for_again(tmp_path: Path) -> None:
    site = Site({"/a.jpg": sends(image())})
    with served(site) as url:
        show, address = at(tmp_path, url), f"{url}/a.jpg"
        memory = Store(tmp_path).cache / "failed.json"
        late = '{"%s": {"from": "9999-01-01T00:00:00+00:00"}}'
        for damaged in ("{", "[]", '{"%s": 3}', '{"%s": {"from": "x"}}', late):
            memory.parent.mkdir(exist_ok=True)
            memory.write_text(damaged.replace("%s", key(address)))
            assert pictures(show, WEEK, {address: "A"}, NOW) == []
            Store(tmp_path).picture(WEEK, address).unlink()


def test_a_picture_in_a_private_network_or_over_the_limit_is_not_fetched(tmp_path: Path) -> None:
    site = Site({"/big.jpg": sends(image() + bytes(1_100_000))})
    with served(site) as url:
        (private,) = pictures(at(tmp_path), WEEK, {f"{url}/a.jpg": "A"}, NOW)
        assert "private network" in private and not site.asked
        (large,) = pictures(at(tmp_path, url), WEEK, {f"{url}/big.jpg": "A"}, NOW)
    assert "more than 1 MB" in large


def test_a_picture_on_the_sources_own_host_is_fetched_with_the_sources_key(tmp_path: Path) -> None:
    site = Site({"/a.jpg": sends(image())})
    with served(site) as url:
        keyed = url.replace("http://", "http://ada:quill@")
        show = config(f"{keyed}/feed.xml", root=tmp_path).model_copy(update={"out": tmp_path})
        assert pictures(show, WEEK, {f"{url}/a.jpg": "A"}, NOW) == []
    assert site.headers[-1]["authorization"] == "Basic " + base64.b64encode(b"ada:quill").decode()


@pytest.mark.parametrize(
    ("written", "source", "found"),
    [
        ("https://a.example/i.jpg", "news/a.md", "https://a.example/i.jpg"),
        ("i.jpg", "news/a.md", "news/i.jpg"),
        ("pics/i b.jpg", "a.md", "pics/i b.jpg"),
        ("../img/i.jpg", "news/a.md", "img/i.jpg"),
        ("./i.jpg", "/srv/news/a.md", "/srv/news/i.jpg"),
        ("i.jpg", "../news/a.md", "../news/i.jpg"),
        ("../../i.jpg", "news/a.md", ""),
        ("../i.jpg", "/srv/news/a.md", ""),
        ("/etc/i.jpg", "news/a.md", ""),
        ("file:///etc/i.jpg", "news/a.md", ""),
        ("//a.example/i.jpg", "news/a.md", ""),
        ("i.jpg", "https://a.example/feed.xml", ""),
        ("", "news/a.md", ""),
    ],
)
def test_an_article_on_the_disk_may_name_a_picture_beside_it_and_nothing_else(
    written: str, source: str, found: str
) -> None:
    assert pictured(written, source) == found


FRONT = ["image: p.jpg", "images:\n- p.jpg\n- q.jpg", "cover:\n  image: p.jpg", "heroImage: {src: p.jpg}"]


@pytest.mark.parametrize("front", FRONT)
def test_front_matter_names_its_picture_as_the_usual_site_builders_do(front: str) -> None:
    from atlascast.collect.document import Document
    from atlascast.collect.markdown import story
    from atlascast.models import Story

    found = story(Document(b"", "news/a.md"), f"---\ntitle: A\n{front}\n---\nThe ferry sails again.\n")
    assert isinstance(found, Story)
    assert found.image_url == "news/p.jpg"


@pytest.fixture
def pictured_show(fresh: Path) -> Path:
    """The small show, whose first item has a picture beside the feed; the show may use it."""
    toml = fresh / "atlascast.toml"
    toml.write_text(re.sub(r"\[show\]", "[show]\npictures = true", toml.read_text()))
    feed = fresh / "feed.xml"
    media = '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="{}" medium="image"/></item>'
    feed.write_text(feed.read_text().replace("</item>", media.format("a.jpg"), 1))
    (fresh / "a.jpg").write_bytes(image())
    return fresh


def chapters(folder: Path) -> list[bytes]:
    """The chapters' pictures of a week's edition, in order."""
    tags = ID3(folder / "episodes" / WEEK / "edition.mp3")
    frames = sorted(tags.getall("CHAP"), key=lambda one: one.start_time)
    return [one.sub_frames.getall("APIC")[0].data for one in frames]


def shown(folder: Path) -> list[str]:
    """The addresses of the pictures that the chapters name to which the feed leads."""
    base = settings(folder).show.base_url
    (url,) = re.findall(r'<podcast:chapters url="([^"]+)"', (folder / "public" / "feed.xml").read_text())
    rows = json.loads((folder / "public" / url.removeprefix(base)).read_text())["chapters"]
    return [row["img"] for row in rows if "img" in row]


def build(folder: Path) -> pipeline.Built:
    return pipeline.build_week(settings(folder), "newest", NOW, watch)


def unshown(built: pipeline.Built) -> list[str]:
    return [line for line in built.warnings if "is not shown" in line]


def test_a_storys_picture_stands_in_its_chapter_and_titles_in_the_others(pictured_show: Path) -> None:
    assert not unshown(build(pictured_show))
    (kept,) = (pictured_show / "episodes" / WEEK / "pictures").iterdir()
    found = chapters(pictured_show)
    assert found.count(kept.read_bytes()) == 1
    assert len({len(one) for one in found}) > 2
    (url,) = shown(pictured_show)
    assert (pictured_show / "public" / url.removeprefix(settings(pictured_show).show.base_url)).samefile(kept)


def test_a_build_goes_on_without_a_picture_and_takes_it_once_it_is_there(pictured_show: Path) -> None:
    data = (pictured_show / "a.jpg").read_bytes()
    (pictured_show / "a.jpg").unlink()
    assert unshown(build(pictured_show)) and not shown(pictured_show)
    cards = chapters(pictured_show)
    (pictured_show / "a.jpg").write_bytes(data)
    again = build(pictured_show)
    assert not unshown(again) and again.spoken == 0
    assert sum(one != card for one, card in zip(chapters(pictured_show), cards, strict=True)) == 1
    (pictured_show / "a.jpg").unlink()  # as offline: what lies in the archive is used
    before = (pictured_show / "episodes" / WEEK / "edition.mp3").stat().st_mtime_ns
    assert not unshown(build(pictured_show))
    assert (pictured_show / "episodes" / WEEK / "edition.mp3").stat().st_mtime_ns == before


def test_without_the_licence_no_picture_is_fetched_nor_kept(pictured_show: Path) -> None:
    build(pictured_show)
    (kept,) = (path.read_bytes() for path in (pictured_show / "episodes" / WEEK / "pictures").iterdir())
    show = settings(pictured_show)
    barred = show.model_copy(update={"show": show.show.model_copy(update={"pictures": False})})
    pipeline.build_week(barred, "newest", NOW, watch)
    assert not list((pictured_show / "episodes" / WEEK / "pictures").iterdir())
    assert kept not in chapters(pictured_show)
    assert not shown(pictured_show) and not list((pictured_show / "public").rglob("picture-*"))


def test_without_the_licence_no_other_weeks_picture_is_published_either_nor_left_at_the_targets(
    pictured_show: Path,
) -> None:
    build(pictured_show)
    show, store = settings(pictured_show), Store(pictured_show)
    (url,) = shown(pictured_show)
    barred = show.model_copy(update={"show": show.show.model_copy(update={"pictures": False})})
    made = pipeline.publish_all(barred, watch)
    assert not shown(pictured_show) and not list((pictured_show / "public").rglob("picture-*"))
    assert url.removeprefix(show.show.base_url) in taken_names(store.records(), store, barred.show)
    assert [line for line in made.absent if "atlascast render" in line]
    pipeline.render(barred, WEEK, NOW, watch)
    assert not pipeline.publish_all(barred, watch).absent


def test_a_withdrawn_storys_picture_is_published_no_longer_here_nor_at_the_targets(pictured_show: Path) -> None:
    build(pictured_show)
    show = settings(pictured_show)
    (url,) = shown(pictured_show)
    (path,) = (pictured_show / "public").rglob("picture-*")
    wanted = revise.Wanted("pier", "The vote was misreported.", WEEK)
    revise.withdraw(show, wanted, NOW, watch)
    pipeline.publish_all(show, watch)
    assert not path.exists() and not shown(pictured_show)
    store = Store(pictured_show)
    assert url.removeprefix(show.show.base_url) in taken_names(store.records(), store, show.show)
    assert not list((pictured_show / "episodes" / WEEK / "pictures").iterdir())
