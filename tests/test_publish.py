"""The published folder: names, notes, pages, and that nothing is written twice."""

import json
import re
import shutil
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from archives import add_episode, config_in
from hypothesis import given, settings
from hypothesis import strategies as st

from atlascast import publish as room
from atlascast.config import Config
from atlascast.errors import ConfigError, UserError, WorldError
from atlascast.models import Chapter
from atlascast.publish import absent, feed_url, guid, podcast_guid, publish
from atlascast.publish.art import DARK, LIGHT, contrast, readable
from atlascast.publish.entries import entries
from atlascast.publish.notes import LIMIT, html
from atlascast.publish.plain import clean, days
from atlascast.store import Store

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
    assert room.__all__ == ["absent", "feed_url", "guid", "podcast_guid", "publish"]


def test_the_podcast_guid_is_the_namespaces_own_example() -> None:
    assert podcast_guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert podcast_guid("http://mp3s.nashownotes.com/pc20rss.xml") == "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    assert podcast_guid("https://podnews.net/rss///") == podcast_guid("podcast://podnews.net/rss")


def test_an_episodes_guid_follows_from_the_show_and_the_week(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    other = config_in(tmp_path / "other", "https://other.example.org/")
    assert guid(config, "2022-W01") == guid(config, "2022-W01")
    assert len({guid(config, "2022-W01"), guid(config, "2022-W02"), guid(other, "2022-W01")}) == 3
    assert feed_url(config) == "https://pod.example.org/feed.xml"


def test_nothing_to_publish_says_what_to_do_next(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    with pytest.raises(WorldError, match="nothing to publish") as caught:
        publish(config, Store(config.out), quiet)
    assert caught.value.hint
    assert not (tmp_path / "public").exists()


def test_the_feed_is_written_last(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    add_episode(config, "2022-W01")
    assert publish(config, Store(config.out), quiet)[-1] == tmp_path / "public/feed.xml"


def test_publishing_again_writes_nothing(tmp_path: Path) -> None:
    config, store = built(tmp_path, "2021-W52", "2022-W01")
    times = {path: path.stat().st_mtime_ns for path in store.public.rglob("*")}
    assert publish(config, store, quiet) == []
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


def test_an_archive_without_audio_is_published_from_its_records_and_says_so(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    record = add_episode(config, "2022-W01")
    shutil.rmtree(tmp_path / "episodes/2022-W01/tracks")
    (tmp_path / "episodes/2022-W01/edition.mp3").unlink()
    store = Store(config.out)
    publish(config, store, quiet)
    enclosure = channel(store).find("item/enclosure").attrib  # type: ignore[union-attr]
    assert enclosure["length"] == str(record.bytes)
    assert len(absent(config, store)) == 3
    assert enclosure["url"] in absent(config, store)[0]


def test_nothing_is_absent_where_all_is_here(tmp_path: Path) -> None:
    config, store = built(tmp_path)
    assert absent(config, store) == []


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
    assert len(pages) == 7
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
    for page in store.public.rglob("*.html"):
        assert "<script>alert" not in page.read_text()
        assert "{{ 7*7 }}" in page.read_text() or "49" not in page.read_text()


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
    notes = html(config, entries(store.records(), store, config.show.base_url)[0])
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
    notes = html(config, entries([record], Store(config.out), config.show.base_url)[0])
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


def test_a_weeks_days_are_told_as_people_tell_them() -> None:
    assert days("2022-W01") == "3–9 January 2022"
    assert days("2022-W05") == "31 January – 6 February 2022"
    assert days("2020-W53") == "28 December 2020 – 3 January 2021"


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
