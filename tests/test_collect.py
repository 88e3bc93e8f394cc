"""Sources → stories: what is told, what is set aside and what is said about it."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlascast.collect import collect, extract, figure, read
from atlascast.config import Config, Fetch, Show, Source
from atlascast.errors import SourceError, UserError
from atlascast.models import Collected

DATA = Path(__file__).parent / "data" / "collect"
NOW = datetime(2022, 1, 12, 12, tzinfo=UTC)


def config(*locations: str, root: Path = DATA, kind: str = "auto", **fetch: float) -> Config:
    show = Show(title="T", newsroom="N", description="D", email="a@b.example", base_url="https://p.example.org/")
    sources = tuple(Source(location=location, kind=kind) for location in locations)  # type: ignore[arg-type]
    return Config(show=show, sources=sources, fetch=Fetch(**fetch), root=root)  # type: ignore[arg-type]


def reasons(found: Collected) -> dict[str, str]:
    return {one.title: one.reason for one in found.set_aside}


@contextmanager
def served(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A site on loopback that answers every request by `answer`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(status: int, body: bytes = b"", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def test_a_week_holds_its_own_full_stories_and_says_why_the_rest_is_left_out() -> None:
    found = collect(config("feeds/wordpress.xml"), "2022-W01", NOW)
    assert [story.id for story in found.stories] == ["https://courier.example.org/?p=101"]
    assert reasons(found) == {
        "Pilots vote on pay": "only a teaser: the source gives no full text",
        "Bridge toll rises": "its date 'yesterday-ish' cannot be read",
        "Nothing here": "no text",
        "Old harbour master dies at 91": "another week: 2021-W52",
    }


def test_the_picture_within_a_text_is_the_first_that_stands_in_a_figure() -> None:
    here = '<img src="https://x.org/face.png"><p>Text.</p>'
    lazy = '<figure><img src="data:image/gif;base64,R0"><noscript><img src="https://x.org/a.jpg"></noscript></figure>'
    old = '<div class="wp-caption alignleft"><a href="#"><img src="https://x.org/b.jpg"></a><p>The port.</p></div>'
    assert figure.first(here + lazy + old) == "https://x.org/a.jpg"
    assert figure.first(here + old) == "https://x.org/b.jpg"
    assert figure.first(here) == figure.first('<figure><img src="a.jpg"><img></figure>') == figure.first("<img") == ""


def test_an_item_keeps_its_sentences_and_loses_its_furniture() -> None:
    story = collect(config("feeds/wordpress.xml"), "newest", NOW).stories[0]
    assert story.title == "Minister ‘did not’ order the ferry’s return — inquiry"
    assert story.author == "Ada Quill"
    assert (story.section, story.tags) == ("Politics", ("Shipping & Ports",))
    assert story.published == datetime(2022, 1, 4, 9, 30, tzinfo=UTC)
    assert story.image_url == "https://courier.example.org/ferry.jpg"
    assert story.text.split("\n\n") == [
        "An inquiry has found that the transport minister did not order the ferry Merrow to turn back, clearing him"
        " of the gravest charge in a case that has held the islands for 14 months.",
        "What the crew heard",
        "“No such order reached the bridge,” Captain Ruth Adeyemi told the panel on Monday.",
        "She said the vessel carried 312 people, not 231 as first reported.",
        "Two officers were reprimanded.",
        "One was cleared.",
        "We waited for a word that never came.",
        "Photographs released by the panel show the bridge after the fire.",
    ]


def test_everything_is_read_whatever_its_week() -> None:
    stories, aside = read(config("feeds/wordpress.xml", "feeds/atom.xml", "feeds/feed.json"), NOW)
    assert [story.title for story in stories] == [
        "Dam holds after storm",
        "Grain ship refloated",
        "Minister ‘did not’ order the ferry’s return — inquiry",
        "Pilots vote on pay",
        "Old harbour master dies at 91",
    ]
    assert {one.title for one in aside} == {"Bridge toll rises", "Nothing here", "Broken"}


@settings(max_examples=24, deadline=None)
@given(st.permutations(["feeds/wordpress.xml", "feeds/atom.xml", "feeds/feed.json", "feeds/rss.json", "folder"]))
def test_in_which_order_the_sources_are_named_changes_nothing(locations: list[str]) -> None:
    told = collect(config(*locations), "all", NOW)
    assert told == collect(config(*sorted(locations)), "all", NOW)
    assert {story.source for story in told.stories} > {"feeds/wordpress.xml", "folder"}


def test_entries_without_a_link_are_not_one_story_though_they_lead_to_the_feed(tmp_path: Path) -> None:
    entry = "<entry><id>{0}</id><title>Boat {0}</title><link href=''/><published>2022-01-0{0}T10:00:00Z</published>"
    entry += "<content type='text'>The boat {0} stays in the harbour.</content></entry>"
    feed = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://a.example/atom.php'><title>A</title>{}</feed>"
    (tmp_path / "feed.xml").write_text(feed.format("".join(entry.format(number) for number in (1, 2, 3))))
    told = collect(config("feed.xml", root=tmp_path), "all", NOW)
    assert [(story.title, story.url) for story in told.stories] == [("Boat 1", ""), ("Boat 2", ""), ("Boat 3", "")]


def test_a_week_ends_in_the_zone_of_the_show() -> None:
    found = config("feeds/atom.xml")
    assert collect(found, "newest", NOW).week == "2022-W01"
    far = found.model_copy(update={"show": found.show.model_copy(update={"timezone": "Pacific/Kiritimati"})})
    assert collect(far, "newest", NOW).stories[0].published == datetime(2022, 1, 7, 6, tzinfo=UTC)


@pytest.mark.parametrize("page", sorted((DATA / "plain").glob("*.gold.txt")), ids=lambda path: path.name)
def test_a_copied_page_is_told_without_what_stands_around_it(page: Path) -> None:
    found = collect(config(str(page).replace(".gold", "")), "newest", NOW)
    assert found.week == "2022-W02"
    told = found.stories[0]
    assert f"{told.title}\n\n{told.text}\n" == page.read_text()


def test_an_undated_story_counts_as_of_the_week_that_is_built() -> None:
    assert len(collect(config("plain/tunnel.txt"), "2019-W30", NOW).stories) == 1


def test_a_page_gives_its_article_with_author_and_moment() -> None:
    story = extract((DATA / "pages/article.html").read_bytes(), "article.html")
    assert (story.title, story.author) == ("Quarry to close after 40 years", "Lena Voss")
    assert story.published == datetime(2022, 1, 6, 6, 15, tzinfo=UTC)
    assert [part.split()[0] for part in story.text.split("\n\n")] == ["The", "The", "Unions", "The"]
    for word in ("Advertisement", "spot_img", "Read more", "grouse", "reserved", "Photo", "By Lena"):
        assert word not in story.text


def test_a_story_not_out_yet_is_set_aside() -> None:
    with pytest.raises(SourceError, match=r"no story of 2022-W01"):
        collect(config("feeds/atom.xml"), "2022-W01", datetime(2022, 1, 5, tzinfo=UTC))


def test_a_week_without_a_story_names_the_weeks_there_are() -> None:
    with pytest.raises(SourceError) as caught:
        collect(config("feeds/wordpress.xml"), "1999-W01", NOW)
    assert "2022-W01 (1)" in caught.value.hint
    assert "--week" in caught.value.hint


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("<!doctype html><html><body><h1>It works</h1></body></html>", "no story"),
        ('<rss version="2.0"><channel><title>x</title><link>http://x/</link></channel></rss>', "no story"),
        ("<?xml version='1.0'?><rss><chan", "no feed"),
        ("{", "not valid JSON"),
        ('{"a": 1}', "is JSON, but no feed"),
    ],
)
def test_a_source_that_is_none_says_so(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "feed.xml").write_text(content)
    with pytest.raises(SourceError, match=said) as caught:
        collect(config("feed.xml", root=tmp_path), "latest", NOW)
    assert caught.value.hint


def test_a_path_that_does_not_exist_is_the_users_mistake() -> None:
    with pytest.raises(UserError, match=r"no source at nowhere\.xml"):
        collect(config("nowhere.xml"), "latest", NOW)


def test_a_failing_source_among_good_ones_is_set_aside(tmp_path: Path) -> None:
    shutil.copy(DATA / "feeds/atom.xml", tmp_path)
    (tmp_path / "empty.xml").write_text("")
    found = collect(config("atom.xml", "empty.xml", root=tmp_path), "newest", NOW)
    assert reasons(found) == {"empty.xml": "empty.xml is empty."}


def test_a_named_feed_that_is_a_page_is_refused() -> None:
    with pytest.raises(SourceError, match="no feed but a page"):
        collect(config("pages/article.html", kind="feed"), "newest", NOW)


def test_a_feed_is_read_over_http() -> None:
    body = (DATA / "feeds/wordpress.xml").read_bytes()
    with served(send(200, body, Content_Type="application/rss+xml")) as site:
        found = collect(config(f"{site}/feed"), "newest", NOW)
    assert len(found.stories) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (send(404), "answers 404 Not Found"),
        (send(403), "answers 403"),
        (send(302, Location="/again"), "redirects too often"),
        (send(200, b"x" * 300_000), "more than 0.2 MB"),
    ],
)
def test_what_a_site_refuses_is_said_with_the_next_step(
    answer: Callable[[BaseHTTPRequestHandler], None], said: str
) -> None:
    with served(answer) as site, pytest.raises(SourceError, match=said) as caught:
        collect(config(f"{site}/feed", max_megabytes=0.2), "newest", NOW)
    assert caught.value.hint


def test_an_address_that_nobody_answers_is_an_error() -> None:
    with pytest.raises(SourceError, match="cannot be reached"):
        collect(config("http://127.0.0.1:9/feed"), "newest", NOW)


def test_an_export_tells_its_published_posts_only() -> None:
    found = collect(config("feeds/export.wxr.xml"), "newest", NOW)
    assert [story.title for story in found.stories] == ["Salvors leave the wreck"]
    assert reasons(found) == {
        "Half a thought": "not published: draft",
        "For members": "protected by a password",
        "ferry.jpg": "no article but an attachment of the export",
    }


def test_the_words_below_a_picture_do_not_stand_for_the_article() -> None:
    story = collect(config("feeds/pictured.xml"), "newest", NOW).stories[0]
    assert story.full
    assert story.text.startswith("The weir at Holme and the lock")
    assert "\n\nNobody was hurt." in story.text


def test_markup_that_was_encoded_twice_is_not_told() -> None:
    story = collect(config("feeds/pictured.xml"), "newest", NOW).stories[1]
    assert story.title == "Lock & weir open"
    assert story.text.startswith("The weir at Holme and the lock beside it are open again")
    assert "\n\nNobody was hurt." in story.text
    assert "<" not in story.text


def test_rss_in_json_is_a_feed() -> None:
    story = collect(config("feeds/rss.json"), "newest", NOW).stories[0]
    assert (story.id, story.title, story.section) == ("river-1", "Weir & lock shut", "Rivers")


def test_an_item_of_a_wrong_type_is_told_of(tmp_path: Path) -> None:
    feed = json.loads((DATA / "feeds/feed.json").read_text())
    feed["items"] += ["a stray word", None, 7]
    (tmp_path / "feed.json").write_text(json.dumps(feed))
    found = collect(config("feed.json", root=tmp_path), "all", NOW)
    assert len(found.stories) + len(found.set_aside) == len(feed["items"])
    assert reasons(found)["a stray word"] == "no item but str"


def test_the_papers_of_a_folder_are_no_stories(tmp_path: Path) -> None:
    shutil.copy(DATA / "plain/tunnel.txt", tmp_path / "security-council-tunnel.txt")
    granted = "Permission is hereby granted, free of charge, to any person who obtains a copy of this work.\n\n"
    (tmp_path / "terms.txt").write_text(granted * 3)
    told = "This folder holds the stories that were written this week. " * 9
    (tmp_path / "README.md").write_text(f"# Tunnel\n\n{told}")
    found = collect(config(".", root=tmp_path), "all", NOW)
    assert len(found.stories) == 1
    left = {"no article by its name: it comes with the folder", "no article but a licence"}
    assert set(reasons(found).values()) == left


def test_a_story_in_another_language_is_set_aside(tmp_path: Path) -> None:
    shutil.copy(DATA / "feeds/atom.xml", tmp_path)
    text = "El gobierno dijo que el puente estaba cerrado y que no se abriría antes de la mañana del lunes. "
    (tmp_path / "puente.md").write_text(f"---\ntitle: El puente\ndate: 2022-01-07\n---\n\n{text * 3}\n")
    found = collect(config("atom.xml", "puente.md", root=tmp_path), "newest", NOW)
    assert reasons(found) == {"El puente": "another language: es, the show's is en"}


def test_a_source_of_the_users_own_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "from atlascast.models import Story\n"
        "class Own:\n"
        "    def read(self, web, document, text, span):\n"
        "        yield Story('own', '', 'Own', 'The board said that it was not going to meet on Monday.')\n"
    )
    (tmp_path / "own_source.py").write_text(code)
    (tmp_path / "data.bin").write_text("anything")
    monkeypatch.syspath_prepend(tmp_path)
    found = collect(config("data.bin", root=tmp_path, kind="own_source:Own"), "newest", NOW)
    assert [story.id for story in found.stories] == ["own"]


def test_a_kind_that_does_not_exist_is_the_users_mistake() -> None:
    with pytest.raises(UserError, match="no kind of source called 'feeed'"):
        collect(config("feeds/atom.xml", kind="feeed"), "newest", NOW)


def test_reading_twice_gives_the_same() -> None:
    sources = config("feeds/wordpress.xml", "feeds/atom.xml", "feeds/feed.json", "folder")
    assert read(sources, NOW) == read(sources, NOW)


def pages(folder: str) -> list[Path]:
    return sorted((DATA / "pages" / folder).glob("*.html"))


@pytest.mark.parametrize("path", pages("none"), ids=lambda path: path.stem)
def test_a_notice_is_no_story(path: Path) -> None:
    with pytest.raises(SourceError, match="holds no article"):
        extract(path.read_bytes(), path.name)


@pytest.mark.parametrize("path", pages("teaser"), ids=lambda path: path.stem)
def test_a_page_that_stops_at_its_paywall_is_a_teaser_and_the_offer_no_text(path: Path) -> None:
    story = extract(path.read_bytes(), path.name)
    assert not story.full
    assert "subscribe" not in story.text


@pytest.mark.parametrize("path", pages("short"), ids=lambda path: path.stem)
def test_a_short_article_is_told(path: Path) -> None:
    assert extract(path.read_bytes(), path.name).full


def test_a_number_in_place_of_a_text_is_no_story(tmp_path: Path) -> None:
    rows = [{"id": {}, "content_text": 5}, {"id": "a", "content_text": "7"}, {"id": "b", "content_html": ["x"]}]
    (tmp_path / "feed.json").write_text(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": rows}))
    with pytest.raises(SourceError, match="no story"):
        collect(config(str(tmp_path / "feed.json")), "newest", NOW)


def test_a_page_laid_out_by_tables_gives_its_paragraphs_without_the_menu() -> None:
    story = extract((DATA / "pages" / "layout.html").read_bytes(), "layout.html")
    assert story.title == "Dam on the Veira breaks in the night"
    assert story.text.split("\n\n") == [
        "Three villages were cleared on Tuesday after a dam on the Veira broke, the governor said.",
        "The water rose by 2.3 metres in one night, he said. Nobody was killed.",
        "The dam had not been repaired since 1994.",
    ]


def test_the_headline_that_the_markup_names_is_told_and_not_the_blog() -> None:
    story = extract((DATA / "pages" / "blog.html").read_bytes(), "blog.html")
    assert story.title == "Ferry off for a week in March"
