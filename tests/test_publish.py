"""The published folder: names, notes, pages, and that nothing is written twice."""

import json
import os
import re
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from archives import EVERYTHING, add_episode, config_in
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from atlascast import publish as room
from atlascast.config import Config
from atlascast.errors import ConfigError, UserError, WorldError
from atlascast.models import Chapter, Story
from atlascast.publish import guid, podcast_guid, publish
from atlascast.publish.art import DARK, LIGHT, contrast, readable
from atlascast.publish.entries import entries
from atlascast.publish.notes import LIMIT, html
from atlascast.publish.plain import clean, head, short, web
from atlascast.publish.transcript import passages
from atlascast.record import track
from atlascast.store import Store, write_json
from atlascast.words import words

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


def quiet(step: str, done: float, total: float) -> None:
    """A watch that looks away."""


def built(folder: Path, *weeks: str) -> tuple[Config, Store]:
    config = config_in(folder)
    for number, week in enumerate(weeks or ("2022-W01",), 1):
        add_episode(config, week, number)
    store = Store(config.out)
    publish(config, store, quiet)
    return config, store


def channel(store: Store) -> ElementTree.Element:
    found = ElementTree.parse(store.public / "feed.xml").getroot().find("channel")
    assert found is not None
    return found


def local(store: Store, url: str) -> Path:
    return store.public / urlsplit(url).path.lstrip("/")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_public_names_are_the_ones_the_house_relies_on() -> None:
    assert room.__all__ == ["Published", "guid", "identities", "podcast_guid", "publish"]


def test_the_podcast_guid_is_the_namespaces_own_example() -> None:
    assert podcast_guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert podcast_guid("http://mp3s.nashownotes.com/pc20rss.xml") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert podcast_guid("https://podnews.net/rss///") == podcast_guid("podcast://podnews.net/rss")


def test_an_episodes_guid_follows_from_the_show_and_the_week(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    other = config_in(tmp_path / "other", "https://other.example.org/")
    assert guid(config, "2022-W01") == guid(config, "2022-W01")
    assert len({guid(config, "2022-W01"), guid(config, "2022-W02"), guid(other, "2022-W01")}) == 3
    assert config.feed_url == "https://pod.example.org/feed.xml"


def test_nothing_to_publish_says_what_to_do_next(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    with pytest.raises(WorldError, match="nothing to publish") as caught:
        publish(config, Store(config.out), quiet)
    assert caught.value.hint
    assert not (tmp_path / "public").exists()


def test_the_feed_is_written_last(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    add_episode(config, "2022-W01")
    assert publish(config, Store(config.out), quiet).changed[-1] == tmp_path / "public/feed.xml"


def test_publishing_again_writes_nothing(tmp_path: Path) -> None:
    config, store = built(tmp_path, "2021-W52", "2022-W01")
    times = {path: path.stat().st_mtime_ns for path in store.public.rglob("*")}
    assert publish(config, store, quiet).changed == []
    assert times == {path: path.stat().st_mtime_ns for path in store.public.rglob("*")}


def test_the_same_records_give_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    _, one = built(tmp_path / "one", "2021-W52", "2022-W01")
    _, two = built(tmp_path / "elsewhere/two", "2021-W52", "2022-W01")
    assert snapshot(one.public) == snapshot(two.public)


def test_every_item_has_the_tags_that_apps_ask_for(tmp_path: Path) -> None:
    _, store = built(tmp_path, "2021-W52", "2022-W01")
    show = channel(store)
    for tag in ("title", "link", "description", "language", "lastBuildDate", f"{ITUNES}image", f"{ITUNES}category",
                f"{ITUNES}explicit", f"{ITUNES}author", f"{ITUNES}type", f"{ITUNES}owner", f"{PODCAST}guid",
                f"{PODCAST}locked", f"{PODCAST}medium", f"{PODCAST}txt", f"{PODCAST}funding",
                f"{PODCAST}updateFrequency", "{http://www.w3.org/2005/Atom}link"):
        assert show.find(tag) is not None, tag
    for item in show.findall("item"):
        for tag in ("title", "guid", "pubDate", "description", "enclosure", "link", f"{ITUNES}duration",
                    f"{ITUNES}explicit", f"{ITUNES}image",
                    f"{ITUNES}episode", f"{ITUNES}season", f"{ITUNES}episodeType", f"{ITUNES}title",
                    f"{PODCAST}transcript", f"{PODCAST}chapters", f"{PODCAST}season", f"{PODCAST}episode",
                    f"{PODCAST}alternateEnclosure/{PODCAST}integrity"):
            assert item.find(tag) is not None, tag
        types = {element.attrib["type"] for element in item.findall(f"{PODCAST}transcript")}
        assert types == {"text/vtt", "application/x-subrip", "application/json"}
        for element in (*item.findall(f"{PODCAST}transcript"), *item.findall(f"{PODCAST}chapters")):
            assert local(store, element.attrib["url"]).is_file()


def test_guid_number_and_date_are_the_records(tmp_path: Path) -> None:
    _, store = built(tmp_path, "2021-W52", "2022-W01")
    items = channel(store).findall("item")
    assert [item.findtext("guid") for item in items] == [record.guid for record in reversed(store.records())]
    assert [item.findtext(f"{ITUNES}episode") for item in items] == ["2", "1"]
    assert items[0].findtext("pubDate") == "Mon, 10 Jan 2022 06:03:00 +0000"
    assert channel(store).findtext("lastBuildDate") == "Mon, 10 Jan 2022 06:03:00 +0000"


def test_the_enclosure_is_true_and_its_name_changes_with_its_bytes(tmp_path: Path) -> None:
    config, store = built(tmp_path)
    first = channel(store).find("item/enclosure").attrib  # type: ignore[union-attr]
    assert local(store, first["url"]).stat().st_size == int(first["length"])
    add_episode(config, "2022-W01", audio=b"ID3 corrected audio, longer")
    publish(config, store, quiet)
    second = channel(store).find("item/enclosure").attrib  # type: ignore[union-attr]
    assert second["url"] != first["url"]
    assert local(store, second["url"]).read_bytes() == b"ID3 corrected audio, longer"
    assert local(store, first["url"]).is_file(), "listeners may hold the old address"


def test_audio_that_is_not_the_recorded_file_is_never_published(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    add_episode(config, "2022-W01")
    (tmp_path / "episodes/2022-W01/edition.mp3").write_bytes(b"another")
    with pytest.raises(WorldError, match="not the file that its record names"):
        publish(config, Store(config.out), quiet)
    assert not (tmp_path / "public/feed.xml").exists()


@pytest.mark.parametrize("name", ["episodes/2022-W01/edition-*.mp3", "cover-*-384.webp", "cover-????????.jpg"])
@pytest.mark.parametrize("harm", ["flipped", "short"])
def test_a_published_file_that_was_harmed_is_put_again_whatever_its_time_says(
    tmp_path: Path, name: str, harm: str
) -> None:
    config = config_in(tmp_path)
    Image.effect_noise((1400, 1400), 90).convert("RGB").save(tmp_path / "cover.jpg")
    add_episode(config, "2022-W01")
    store = Store(config.out)
    publish(config, store, quiet)
    (path,) = store.public.glob(name)
    before, times = path.read_bytes(), path.stat()
    data = bytearray(before)
    data[len(data) // 2] ^= 1
    path.unlink()
    path.write_bytes(data if harm == "flipped" else data[:-3])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path in publish(config, store, quiet).changed
    assert path.read_bytes() == before and publish(config, store, quiet).changed == []


def test_an_archive_without_audio_is_published_from_its_records_and_says_so(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    record = add_episode(config, "2022-W01")
    shutil.rmtree(tmp_path / "episodes/2022-W01/tracks")
    (tmp_path / "episodes/2022-W01/edition.mp3").unlink()
    store = Store(config.out)
    publish(config, store, quiet)
    enclosure = channel(store).find("item/enclosure").attrib  # type: ignore[union-attr]
    assert enclosure["length"] == str(record.bytes)
    assert len(publish(config, store, quiet).absent) == 3
    assert enclosure["url"] in publish(config, store, quiet).absent[0]


def test_nothing_is_absent_where_all_is_here(tmp_path: Path) -> None:
    config, store = built(tmp_path)
    assert publish(config, store, quiet).absent == []


def test_an_episode_without_captions_still_has_its_page(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    add_episode(config, "2022-W01")
    for name in ("edition.json", "edition.vtt", "edition.srt", "chapters.json"):
        (tmp_path / "episodes/2022-W01" / name).unlink()
    store = Store(config.out)
    publish(config, store, quiet)
    assert channel(store).find(f"item/{PODCAST}transcript") is None
    assert "no transcript" in (store.public / "episodes/2022-W01/index.html").read_text()


def test_a_transcript_that_is_none_is_named(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    add_episode(config, "2022-W01")
    (tmp_path / "episodes/2022-W01/edition.json").write_text('{"segments": [{"body": 3}]}')
    with pytest.raises(UserError, match=r"edition\.json is no transcript"):
        publish(config, Store(config.out), quiet)


class Links(HTMLParser):
    """Every address a page names, every tag it opens, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [(tag, value) for name, value in attrs if name in ("href", "src") and value]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_no_link_within_the_site_dangles_and_no_page_asks_another_site_for_anything(tmp_path: Path) -> None:
    _, store = built(tmp_path, "2021-W52", "2022-W01")
    pages = sorted(store.public.rglob("*.html"))
    assert len(pages) == 2 * (1 + 2) * 2 + 2 + 1 + 1
    for page in pages:
        here = f"https://pod.example.org/{page.relative_to(store.public).as_posix()}"
        for tag, link in Links(page.read_text()).links:
            whole = urlsplit(urljoin(here, link))
            if whole.netloc == "pod.example.org":
                path = store.public / whole.path.lstrip("/")
                assert (path / "index.html" if whole.path.endswith("/") else path).is_file(), f"{page}: {link}"
            else:
                assert tag == "a", f"{page}: {tag} {link}"


def test_a_page_tells_every_word_of_the_transcript_in_order(tmp_path: Path) -> None:
    _, store = built(tmp_path)
    text = " ".join(" ".join(Links((store.public / "episodes/2022-W01/index.html").read_text()).words).split())
    rows = json.loads((tmp_path / "episodes/2022-W01/edition.json").read_text())["segments"]
    at = 0
    for row in rows:
        at = text.find(row["body"], at)
        assert at >= 0, row["body"]


HOSTILE = 'Army </title><script>alert(1)</script> & "peace" ]]> \x00\x0b\ufffe \u202e رسالة 中文 {{ 7*7 }}'


def test_titles_may_hold_anything(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    chapter = Chapter(0.0, 120.0, HOSTILE, 'https://example.org/?a="b"&c=<d>', "", "story")
    add_episode(config, "2022-W01", title=HOSTILE, summary=HOSTILE, chapters=(chapter,))
    store = Store(config.out)
    publish(config, store, quiet)
    assert channel(store).findtext("item/title") == clean(HOSTILE)
    assert "{{ 7*7 }}" in (store.public / "episodes/2022-W01/index.html").read_text()
    for page in store.public.rglob("*.html"):
        assert "<script>alert" not in page.read_text()
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text()):
            assert json.loads(data)["@context"] == "https://schema.org"


def test_a_chapters_link_that_is_no_web_address_is_not_linked(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    add_episode(config, "2022-W01", chapters=(Chapter(0.0, 120.0, "A story", "javascript:alert(1)", "", "story"),))
    store = Store(config.out)
    publish(config, store, quiet)
    for path in (*store.public.rglob("*.html"), store.public / "feed.xml"):
        assert "javascript:" not in path.read_text()


def test_show_notes_begin_their_chapters_at_zero_and_disclose_the_sponsor(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    add_episode(config, "2022-W01")
    store = Store(config.out)
    notes = html(config, entries(store.records(), store, config.show)[0], words(config))
    times = re.findall(r"(?:<p>|<br>)(\d\d:\d\d:\d\d) ", notes)
    assert times[0] == "00:00:00" and times == sorted(times) and len(times) == 5
    assert '<a href="https://example.org/bridge">' in notes
    assert 'rel="sponsored">Maple Press' in notes and "synthetic" in notes


@settings(max_examples=25, deadline=None)
@given(title=st.text(min_size=1, max_size=300), count=st.integers(1, 120), summary=st.text(max_size=6000))
def test_show_notes_never_pass_the_limit(
    tmp_path_factory: pytest.TempPathFactory, title: str, count: int, summary: str
) -> None:
    config = config_in(tmp_path_factory.mktemp("notes"))
    chapters = tuple(Chapter(at, at + 1.0, title, f"https://example.org/{at}", "", "story") for at in range(count))
    record = add_episode(config, "2022-W01", chapters=chapters, summary=summary)
    notes = html(config, entries([record], Store(config.out), config.show)[0], words(config))
    assert len(notes.encode()) <= LIMIT
    ElementTree.fromstring(f"<div>{notes.replace('<br>', '<br/>')}</div>")


@given(st.text())
def test_clean_text_always_makes_valid_xml(text: str) -> None:
    element = ElementTree.Element("a")
    element.text = clean(text)
    assert ElementTree.fromstring(ElementTree.tostring(element)).text in (clean(text), None)


@given(st.tuples(*[st.floats(0, 1)] * 3))
def test_an_accent_can_be_read_on_either_paper(colour: tuple[float, float, float]) -> None:
    assert contrast(readable(colour, LIGHT), LIGHT) >= 4.5
    assert contrast(readable(colour, DARK), DARK) >= 4.5


def test_a_newsroom_may_bring_its_own_template(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/show.html").write_text("<!doctype html><title>{{ show.title }}</title>ours")
    config = config_in(tmp_path, extra='[edition]\ntemplates = "mine"\n')
    add_episode(config, "2022-W01")
    publish(config, Store(config.out), quiet)
    assert (tmp_path / "public/index.html").read_text() == "<!doctype html><title>The Example Week</title>ours"
    (tmp_path / "mine/show.html").write_text("{{ nonsense }}")
    with pytest.raises(ConfigError, match=r"show\.html is wrong"):
        publish(config, Store(config.out), quiet)


def test_a_record_from_another_clock_is_told_in_utc(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    add_episode(config, "2022-W01", published=datetime(2022, 1, 10, 23, 59, 58, tzinfo=UTC))
    store = Store(config.out)
    publish(config, store, quiet)
    assert channel(store).findtext("item/pubDate") == "Mon, 10 Jan 2022 23:59:58 +0000"


def full(folder: Path, count: int) -> Store:
    config = config_in(folder, extra=EVERYTHING)
    for number in range(1, count + 1):
        add_episode(config, f"2022-W{number:02d}", number)
    store = Store(config.out)
    publish(config, store, quiet)
    return store


def test_the_config_gives_every_further_tag_of_podcasting_2(tmp_path: Path) -> None:
    show = channel(full(tmp_path, 1))
    assert show.findtext(f"{PODCAST}guid") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert show.findtext(f"{PODCAST}locked") == "no" and show.findtext(f"{PODCAST}license") == "cc-by-4.0"
    assert {(person.text, person.attrib["role"]) for person in show.findall(f"{PODCAST}person")} == {
        ("Example News", "author"), ("Joe (synthetic voice)", "host"), ("Ada Editor", "editor")}
    for path, name, value in [
        ("podroll/remoteItem", "feedGuid", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("trailer", "pubdate", "Sat, 01 Jan 2022 08:00:00 +0000"),
        ("value/valueRecipient", "address", "pay@example.org"),
        ("podping", "usesPodping", "true"),
        ("location", "osm", "R214665"),
    ]:
        element = show.find("/".join(PODCAST + part for part in path.split("/")))
        assert element is not None and element.attrib[name] == value
    links = {link.attrib["rel"]: link.attrib["href"] for link in show.findall("{http://www.w3.org/2005/Atom}link")}
    assert links == {"self": "https://pod.example.org/feed.xml", "hub": "https://hub.example.org/"}


@pytest.mark.parametrize(("feed", "author"), [("feed.xml", "Example News"), ("articles.xml", "Ada Byline")])
def test_an_item_names_all_who_made_it_as_its_people_take_the_place_of_the_shows(
    tmp_path: Path, feed: str, author: str
) -> None:
    item = ElementTree.parse(full(tmp_path, 1).public / feed).getroot().find("channel/item")
    assert item is not None
    assert [(person.text, person.attrib["role"]) for person in item.findall(f"{PODCAST}person")] == [
        (author, "author"), ("Joe (synthetic voice)", "host"), ("Ada Editor", "editor")]


def test_a_long_feed_goes_on_in_pages_that_lead_to_one_another(tmp_path: Path) -> None:
    store = full(tmp_path, 5)
    guids, page, seen = [], "feed.xml", []
    while page:
        show = ElementTree.parse(store.public / page).getroot().find("channel")
        assert show is not None
        seen.append(page)
        guids += [item.findtext("guid") for item in show.findall("item")]
        links = {link.attrib["rel"]: link.attrib["href"] for link in show.findall("{http://www.w3.org/2005/Atom}link")}
        assert links["self"].endswith(page) and links["last"].endswith("feed-3.xml")
        assert links["first"].endswith("feed.xml")
        page = links.get("next", "").rpartition("/")[2]
    assert seen == ["feed.xml", "feed-2.xml", "feed-3.xml"]
    assert guids == [record.guid for record in reversed(store.records())]


def test_the_articles_have_a_feed_of_their_own(tmp_path: Path) -> None:
    _, store = built(tmp_path, "2021-W52", "2022-W01")
    show = ElementTree.parse(store.public / "articles.xml").getroot().find("channel")
    assert show is not None
    items = show.findall("item")
    assert [item.findtext("title") for item in items][:2] == [track.title for track in store.records()[1].tracks]
    assert len({item.findtext("guid") for item in items}) == 4
    assert show.findtext(f"{PODCAST}guid") != channel(store).findtext(f"{PODCAST}guid")
    for item in items:
        enclosure = item.find("enclosure")
        assert enclosure is not None
        assert local(store, enclosure.attrib["url"]).stat().st_size == int(enclosure.attrib["length"])
        assert item.find(f"{ITUNES}episode") is None


def test_a_show_may_do_without_the_articles_feed(tmp_path: Path) -> None:
    config = config_in(tmp_path, extra="[feed]\narticles = false\n")
    add_episode(config, "2022-W01")
    publish(config, Store(config.out), quiet)
    assert not (tmp_path / "public/articles.xml").exists()
    assert "articles.xml" not in (tmp_path / "public/index.html").read_text()


def test_one_new_episode_makes_only_the_pages_that_tell_of_it(tmp_path: Path) -> None:
    config, store = built(tmp_path, "2021-W51", "2021-W52", "2022-W01")
    add_episode(config, "2022-W02", 4)
    changed = {path.relative_to(store.public).as_posix() for path in publish(config, store, quiet).changed}
    assert "episodes/2022-W01/index.html" in changed, "it links to the later one"
    assert not any("2021-W51" in name or "2021-W52" in name for name in changed)


def test_a_page_that_was_damaged_or_lost_is_made_again(tmp_path: Path) -> None:
    config, store = built(tmp_path)
    before = snapshot(store.public)
    (store.public / "episodes/2022-W01/index.html").write_text("half")
    (store.public / "episodes/2022-W01/oembed.json").unlink()
    publish(config, store, quiet)
    assert snapshot(store.public) == before
    shutil.rmtree(store.cache)
    assert publish(config, store, quiet).changed == []


def test_an_embedded_player_takes_twenty_kilobytes_in_all(tmp_path: Path) -> None:
    _, store = built(tmp_path)
    page = store.public / "episodes/2022-W01/01-story/embed/index.html"
    parts = [page]
    for tag, link in Links(page.read_text()).links:
        if tag in ("img", "script") or link.endswith(".css"):
            parts.append((page.parent / link).resolve())
    assert len(parts) == 4
    assert sum(path.stat().st_size for path in parts) < 20_000


def test_a_page_says_how_it_can_be_embedded(tmp_path: Path) -> None:
    _, store = built(tmp_path)
    said = json.loads((store.public / "episodes/2022-W01/oembed.json").read_text())
    assert said["type"] == "rich" and said["version"] == "1.0"
    assert said["html"].replace("<", "&lt;").replace(">", "&gt;") in (
        store.public / "episodes/2022-W01/index.html").read_text()


def test_programs_find_every_episode_in_index_json_and_the_sitemap(tmp_path: Path) -> None:
    _, store = built(tmp_path, "2021-W52", "2022-W01")
    listed = json.loads((store.public / "index.json").read_text())["episodes"]
    assert [row["week"] for row in listed] == ["2022-W01", "2021-W52"]
    assert local(store, listed[0]["audio"]).is_file() and local(store, listed[0]["vtt"]).is_file()
    tree = ElementTree.parse(store.public / "sitemap.xml").getroot()
    urls = [element.text or "" for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(urls) == len(set(urls)) == 1 + 2 + 2 * 3
    assert all((local(store, url) / "index.html").is_file() for url in urls)


def test_words_with_times_are_offered_to_the_page(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    add_episode(config, "2022-W01")
    write_json(tmp_path / "episodes/2022-W01/edition.words.json", {"version": "1.0.0", "segments": []})
    store = Store(config.out)
    publish(config, store, quiet)
    found = re.search(r'data-words="([^"]+)"', (store.public / "episodes/2022-W01/index.html").read_text())
    assert found and (store.public / "episodes/2022-W01" / found[1]).resolve().is_file()


def test_words_with_times_are_read_again_only_where_they_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, read = config_in(tmp_path), list[Path]()
    module = sys.modules["atlascast.publish.entries"]
    monkeypatch.setattr(module, "_times", lambda path: read.append(path) or path.read_text())
    source = tmp_path / "episodes/2022-W01/edition.words.json"
    for body, times in (("Hi", 1), ("Hi", 1), ("Ho", 2)):
        add_episode(config, "2022-W01")
        write_json(source, {"version": "1.0.0", "segments": [{"startTime": 0.0, "body": body}]})
        publish(config, Store(config.out), quiet)
        assert [path.name for path in read].count(source.name) == times


def test_a_cover_that_directories_refuse_is_made_one_they_take(tmp_path: Path) -> None:

    config = config_in(tmp_path)
    Image.new("RGBA", (3400, 3400), (20, 90, 160, 255)).save(tmp_path / "cover.jpg", "PNG")
    add_episode(config, "2022-W01")
    store = Store(config.out)
    publish(config, store, quiet)
    href = channel(store).find(f"{ITUNES}image").attrib["href"]  # type: ignore[union-attr]
    with Image.open(local(store, href)) as cover:
        assert (cover.format, cover.mode, cover.size) == ("JPEG", "RGB", (3000, 3000))


def test_a_cover_that_is_no_image_is_named(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    (tmp_path / "cover.jpg").write_text("not an image")
    add_episode(config, "2022-W01")
    with pytest.raises(UserError, match=r"cover\.jpg cannot be read"):
        publish(config, Store(config.out), quiet)


def test_a_change_of_the_config_reaches_every_page(tmp_path: Path) -> None:
    _, store = built(tmp_path)
    config = config_in(tmp_path, extra="[feed]\narticles = false\n")
    publish(config, store, quiet)
    pages = [page.read_text() for page in store.public.rglob("index.html") if "embed" not in page.parts]
    assert len(pages) == 6 and not any("articles.xml" in page for page in pages)
    renamed = config.model_copy(update={"show": config.show.model_copy(update={"title": "Another Name"})})
    publish(renamed, store, quiet)
    for page in store.public.rglob("index.html"):
        assert "Another Name" in page.read_text() or "embed" in page.parts


def test_every_article_of_an_edition_has_a_moment_of_its_own(tmp_path: Path) -> None:
    _, store = built(tmp_path)
    dates = [item.findtext("pubDate") for item in ElementTree.parse(store.public / "articles.xml").iter("item")]
    assert dates == ["Mon, 10 Jan 2022 06:03:00 +0000", "Mon, 10 Jan 2022 06:02:59 +0000"]


def test_a_sentence_in_several_captions_is_one_phrase(tmp_path: Path) -> None:
    texts = ["The bridge at Northford opened", "on Tuesday.", "It cost", "48.2 million.", "No one", "was hurt"]
    rows = [{"speaker": "Joe", "startTime": i * 2.0 + (i > 4) * 9, "endTime": i * 2.0 + 2 + (i > 4) * 9, "body": text}
            for i, text in enumerate(texts)]
    write_json(tmp_path / "edition.json", {"version": "1.0.0", "segments": rows})
    found = passages(tmp_path / "edition.json", (), (), 60.0)[0].paragraphs[0].phrases
    assert [(phrase.start, phrase.text) for phrase in found] == [
        (0.0, "The bridge at Northford opened on Tuesday."), (4.0, "It cost 48.2 million."), (8.0, "No one"),
        (19.0, "was hurt")]


@given(cuts=st.lists(st.floats(0.5, 99), max_size=8), cues=st.lists(st.sampled_from(["A b.", "c", "E?"]), max_size=30),
       speakers=st.lists(st.sampled_from(["Joe", "Ann"]), min_size=30, max_size=30))
def test_every_phrase_is_told_once_whatever_the_chapters(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[float], cues: list[str], speakers: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "edition.json"
    rows = [{"speaker": speakers[i], "startTime": i * 3.0, "endTime": i * 3.0 + 3, "body": f"{i} {cue}"}
            for i, cue in enumerate(cues)]
    write_json(path, {"version": "1.0.0", "segments": rows})
    starts = sorted({0.0, *cuts})
    chapters = [Chapter(start, end, "x") for start, end in zip(starts, [*starts[1:], 100.0], strict=True)]
    found = passages(path, (), chapters, 100.0)
    told = [phrase for passage in found for paragraph in passage.paragraphs for phrase in paragraph.phrases]
    assert " ".join(phrase.text for phrase in told) == " ".join(str(row["body"]) for row in rows)
    assert [phrase.start for phrase in told] == sorted({phrase.start for phrase in told})
    for phrase in told:
        assert not re.search(r"[.?] \d", phrase.text), "a phrase ends with its sentence"
    named = [paragraph.speaker for passage in found for paragraph in passage.paragraphs if paragraph.speaker]
    changes = [speaker for i, speaker in enumerate(speakers[: len(cues)]) if i == 0 or speaker != speakers[i - 1]]
    assert named == changes


def test_a_page_whose_story_was_withdrawn_is_taken_away_and_its_audio_stays(tmp_path: Path) -> None:
    config, store = built(tmp_path, "2021-W52", "2022-W01")
    track = next(store.public.glob("episodes/2022-W01/02-story-*.mp3"))
    record = store.records()[1]
    add_episode(config, "2022-W01", 2, tracks=record.tracks[:1], chapters=record.chapters[:2])
    publish(config, store, quiet)
    assert not list(store.public.glob("episodes/2022-W01/02-story/**/*.html"))
    assert (store.public / "episodes/2022-W01/01-story/index.html").is_file() and track.is_file()
    shutil.rmtree(tmp_path / "episodes/2021-W52")
    publish(config, store, quiet)
    assert not list(store.public.glob("episodes/2021-W52/**/*.html"))
    assert list(store.public.glob("episodes/2021-W52/*.mp3"))
    assert publish(config, store, quiet).changed == []


def test_an_item_without_a_date_that_can_be_read_keeps_no_other_from_its_number(tmp_path: Path) -> None:
    _, store = built(tmp_path, "2021-W52", "2022-W01")
    feed = store.public / "feed.xml"
    known, quiet_so_far = room.identities(store.public)
    dated = r"<pubDate>[^<]*10 Jan 2022[^<]*</pubDate>"
    feed.write_text(re.sub(dated, "<pubDate>in winter</pubDate>", feed.read_text()))
    assert [one.number for one in known] == [2, 1] and quiet_so_far == []
    left, warnings = room.identities(store.public)
    assert left == [known[1]] and len(warnings) == 1 and "no date" in warnings[0]
    feed.write_text("<rss><channel>")
    left, warnings = room.identities(store.public)
    assert left == [] and len(warnings) == 1 and "numbered anew" in warnings[0]


@given(st.text(max_size=200), st.text(max_size=40))
def test_a_pages_title_always_fits(title: str, show: str) -> None:
    assert len(escape(head(title, show))) <= 70


def test_a_long_title_ends_at_a_word() -> None:
    assert head("Bridge opens", "The Week") == "Bridge opens · The Week"
    assert head("Bridge opens " * 5, "The Example Week") == ("Bridge opens " * 5).strip()
    assert head("Northford opens " * 5) == "Northford opens Northford opens Northford opens Northford opens…"
    assert head("x" * 80) == "x" * 69 + "…"


def test_an_articles_date_is_its_own_or_none(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    one, two = add_episode(config, "2022-W01").tracks
    add_episode(config, "2022-W01", tracks=(replace(one, published=datetime(2022, 1, 6, 9, 0, tzinfo=UTC)), two))
    store = Store(config.out)
    publish(config, store, quiet)
    dates = []
    for number in (1, 2):
        page = (store.public / f"episodes/2022-W01/0{number}-story/index.html").read_text()
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
        assert found
        dates.append(json.loads(found[1]).get("datePublished"))
    assert dates == ["2022-01-06T09:00:00+00:00", None]


@pytest.mark.parametrize(("given", "linked"), [
    ("https://x.org/a?id=3&x=%22q%22#t", "https://x.org/a?id=3&x=%22q%22#t"),
    ("""https://x.org/a?id=3&x="q"'<s>""", "https://x.org/a?id=3&x=%22q%22'%3Cs%3E"),
    ("https://x.org/100%/a b", "https://x.org/100%25/a%20b"), ("https://x.org/é#a#b", "https://x.org/%C3%A9#a%23b"),
    ("https://x.org/?q[]=[1]|2", "https://x.org/?q%5B%5D=%5B1%5D%7C2"), ("https://[::1]/a", "https://[::1]/a"),
    (" https://x.org ", "https://x.org"), ('https://x".org/', ""), ("javascript:alert(1)", ""), ("", ""),
])
def test_a_link_holds_only_what_addresses_may(given: str, linked: str) -> None:
    assert web(given) == linked
    assert web(linked) == linked


def test_a_link_with_stray_characters_is_encoded_everywhere(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    stray = """https://example.org/?id=3&x="q"'<s>"""
    record = add_episode(config, "2022-W01")
    tracks = tuple(replace(track, url=stray) for track in record.tracks)
    chapters = tuple(replace(chapter, url=stray if chapter.url else "") for chapter in record.chapters)
    add_episode(config, "2022-W01", tracks=tracks, chapters=chapters)
    store = Store(config.out)
    publish(config, store, quiet)
    links = [link for page in store.public.rglob("*.html") for tag, link in Links(page.read_text()).links]
    assert links.count("https://example.org/?id=3&x=%22q%22'%3Cs%3E") >= 4
    assert not any(set(link) & set('"<>') for link in links)
    assert stray not in (channel(store).findtext("item/description") or "")


def test_a_host_without_a_name_is_still_told_to_be_synthetic(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    host = {name: voice.model_copy(update={"name": ""}) for name, voice in config.voices.items()}
    add_episode(config, "2022-W01")
    store = Store(config.out)
    publish(config.model_copy(update={"voices": host}), store, quiet)
    hosts = [person.text for person in channel(store).findall(f"{PODCAST}person") if person.get("role") == "host"]
    assert hosts == ["Host (synthetic voice)"]


USUAL = "A Story with a Headline of the Usual Length, the Number {} of the Week"
LONG = "“Quoted”, <marked> & {} of a title that " + "goes on and on, as no editor would let it, " * 4 + "and ends"


@pytest.mark.parametrize(("stories", "sentences", "title"), [(10, 10, USUAL), (14, 7, LONG)])
def test_a_page_of_a_full_edition_takes_sixty_kilobytes_as_it_is_sent_plain(
    tmp_path: Path, stories: int, sentences: int, title: str
) -> None:
    store = of_stories(tmp_path, stories, sentences, title)
    page = store.public / "episodes/2022-W01/index.html"
    loaded = {(page.parent / link).resolve() for tag, link in Links(page.read_text()).links
              if tag in ("img", "script") or link.endswith((".css", ".webp"))}
    assert len(loaded) == 4, "the stylesheet, the player, the cover and the icon"
    assert page.stat().st_size + sum(path.stat().st_size for path in loaded) < 60_000


def of_stories(folder: Path, count: int, sentences: int, title: str) -> Store:
    """A published edition of stories of so many sentences each, and its summary names them."""
    config = config_in(folder)
    record = add_episode(config, "2022-W01")
    story = next(chapter for chapter in record.chapters if chapter.kind == "story")
    link = "https://news.example.org/2022/01/a-story-with-a-headline-of-the-usual-length-{}/"
    chapters = [Chapter(0.0, 10.0, "Introduction")]
    tracks, rows = [], []
    for number in range(count):
        start, named, url = 10.0 + number * 60, title.format(number), link.format(number)
        chapters.append(replace(story, start=start, end=start + 60, title=named, url=url))
        tracks.append(replace(record.tracks[0], story_id=f"s{number}", title=named, url=url,
                              path=f"tracks/{number:02d}-a-story-with-a-headline-of-the-usual-length.mp3"))
        rows += [{"speaker": "Joe", "startTime": start + at * 6.0, "endTime": start + at * 6.0 + 6,
                  "body": "One of the hundred and ninety words that are read in a minute, all so long that it "
                          "fills some six seconds, as most of them do, and then it ends."} for at in range(sentences)]
    summary = "; ".join(track.title for track in tracks[:5])
    add_episode(config, "2022-W01", title=f"The week: {tracks[0].title}", summary=summary, chapters=tuple(chapters),
                tracks=tuple(tracks))
    write_json(folder / "episodes/2022-W01/edition.json", {"version": "1.0.0", "segments": rows})
    for piece in tracks:
        shutil.copy(folder / "episodes/2022-W01" / record.tracks[0].path, folder / "episodes/2022-W01" / piece.path)
    store = Store(config.out)
    publish(config, store, quiet)
    return store


@pytest.mark.parametrize(("stories", "title"), [(10, USUAL), (14, LONG), (18, USUAL)])
def test_the_notes_of_many_or_long_titles_still_link_every_article(tmp_path: Path, stories: int, title: str) -> None:
    notes = channel(of_stories(tmp_path, stories, 7, title)).findtext("item/description") or ""
    assert len(notes.encode()) <= LIMIT and len(set(Links(notes).links)) == stories + 2
    assert "00:00:00 Introduction<br>00:00:10 <a" in notes and "is supported by" in notes


def test_the_shows_own_pages_in_directories_come_before_the_usual_apps(tmp_path: Path) -> None:
    shown = {"Spotify": "https://open.spotify.example/show/1", "Apple Podcasts": "https://podcasts.example/id1"}
    rows = "".join(f'[[feed.apps]]\nname = "{name}"\nhref = "{link}"\n' for name, link in shown.items())
    config = config_in(tmp_path, extra=rows)
    add_episode(config, "2022-W01")
    store = Store(config.out)
    publish(config, store, quiet)
    links = re.findall(r'<li><a href="([^"]*)">([^<]*)</a></li>', (store.public / "index.html").read_text())
    assert links[:3] == [(link, name) for name, link in shown.items()] + [
        ("pktc://subscribe/pod.example.org/feed.xml", "Pocket Casts")]
    assert ("overcast://x-callback-url/add?url=https%3A//pod.example.org/feed.xml", "Overcast") in links
    assert [name for _, name in links].count("Apple Podcasts") == 1


def test_a_link_beside_a_chapter_is_named_with_the_chapters_title(tmp_path: Path) -> None:
    _, store = built(tmp_path)
    page = (store.public / "episodes/2022-W01/index.html").read_text()
    named = [ids.split() for ids in re.findall(r'aria-labelledby="(\w+ \w+)"', page)]
    assert len(named) >= 4
    for own, title in named:
        assert page.count(f'id="{own}"') == page.count(f'id="{title}"') == 1


def test_a_subtitle_that_is_too_long_ends_after_a_word() -> None:
    assert short("word " * 51, 255) == ("word " * 51).strip()
    assert short("word, " * 60, 255).endswith("word…") and len(short("word, " * 60, 255)) <= 255
    assert short("x" * 300, 255) == "x" * 254 + "…"


def test_a_track_is_recorded_with_its_storys_own_date(tmp_path: Path) -> None:
    (tmp_path / "one.mp3").write_bytes(b"ID3")
    made: Any = SimpleNamespace(path=tmp_path / "one.mp3", loudness=SimpleNamespace(seconds=9.0, lufs=-16.0))
    segment: Any = SimpleNamespace(story_id="s1", title="Bridge", url="")
    day = datetime(2022, 1, 6, tzinfo=UTC)
    assert track(segment, Story("s1", "", "Bridge", "Text.", published=day), made, tmp_path).published == day
    assert track(segment, None, made, tmp_path).published is None


def test_a_story_whose_place_is_known_has_a_location_in_both_feeds(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    made = add_episode(config, "2022-W01")
    known = replace(made.tracks[0], place="Geneva", geo="geo:46.2044,6.1432")
    tracks = (known, replace(made.tracks[1], geo="geo:1,-2", filed="Kyiv & <suburbs>"))
    add_episode(config, "2022-W01", tracks=tracks)
    publish(config, Store(config.out), lambda *_: None)
    weekly, articles = ((config.out / f"public/{name}.xml").read_text() for name in ("feed", "articles"))
    first = '<podcast:location rel="subject" geo="geo:46.2044,6.1432">Geneva</podcast:location>'
    second = '<podcast:location rel="subject" geo="geo:1,-2">1, -2</podcast:location>'
    assert weekly.count(first) == weekly.count(second) == articles.count(first) == articles.count(second) == 1
    written = '<podcast:location rel="creator">Kyiv &amp; &lt;suburbs&gt;</podcast:location>'
    assert (weekly.count(written), articles.count(written)) == (0, 1)  # an edition is made at home


def test_audio_is_published_by_its_name_and_the_first_eight_digits_of_its_hash(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    made = add_episode(config, "2022-W01")
    publish(config, Store(tmp_path), lambda *_: None)
    found = {path.name for path in (tmp_path / "public/episodes/2022-W01").glob("*.mp3")}
    tracks = {f"{Path(track.path).stem}-{track.sha256[:8]}.mp3" for track in made.tracks}
    assert found == {f"edition-{made.sha256[:8]}.mp3", *tracks}, "addresses that were published never move"
