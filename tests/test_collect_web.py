"""Addresses → stories: sites that page, redirect, refuse, withdraw, and lead where they should not."""

import base64
import gzip
import json
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from test_collect import config, reasons, served

from atlascast.collect import collect, read
from atlascast.collect.fetch import Web
from atlascast.config import Fetch
from atlascast.errors import SourceError
from atlascast.models import Collected

NOW = datetime(2022, 1, 12, 12, tzinfo=UTC)
BODY = (
    "The harbour board said on {day} that pilot boat number {number} would stay in the water through the winter, after"
    " a survey found that its hull was sound and its engine not, and that the cost of {number}00 crowns would be met"
    " from the reserve. The boat has served since 1988 and has never missed a ship, its skipper said, not even in the"
    " storm of 2005, when four others did. A vote on a replacement, number {number}, follows in the spring."
)


@dataclass
class Site:
    """Answers by path; what is not there is 404. Every request is noted with its headers."""

    pages: dict[str, Callable[[BaseHTTPRequestHandler], None] | str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        self.asked.append(request.path)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        page = self.pages.get(request.path) or self.pages.get(urlsplit(request.path).path)
        if callable(page):
            page(request)
        else:
            reply(request, 404 if page is None else 200, page or "")


def reply(request: BaseHTTPRequestHandler, status: int, body: str, **headers: str) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body.encode())


def sentence(number: int) -> str:
    return BODY.format(day="Tuesday", number=number)


def rss(*numbers: int, site: str = "http://x.example", teaser: bool = False, more: str = "", dead: bool = False) -> str:
    """A feed of items a day apart, the higher number the later."""
    rows = []
    for number in numbers:
        day = datetime(2022, 1, 1, 12, tzinfo=UTC) + timedelta(days=number)
        text = f"The harbour board said that boat {number} … Continue reading" if teaser else sentence(number)
        rows.append(
            f"<item><title>Boat number {number} stays</title><guid isPermaLink='false'>boat-{number}</guid>"
            f"<link>{site}/{'gone' if dead else 'boat'}/{number}</link>"
            f"<pubDate>{day:%a, %d %b %Y %H:%M:%S} GMT</pubDate><description>{text}</description></item>"
        )
    return f"<rss version='2.0'><channel><title>B</title>{more}{''.join(rows)}</channel></rss>"


def page_of(number: int) -> str:
    return f"<html><body><article><h1>Boat number {number} stays</h1><p>{sentence(number)}</p></article></body></html>"


def posts(numbers: list[int]) -> str:
    rows = []
    for number in numbers:
        day = datetime(2022, 1, 1, 12, tzinfo=UTC) + timedelta(hours=12 * number)
        rows.append({
            "id": number, "date": day.isoformat()[:19], "date_gmt": day.isoformat()[:19], "status": "publish",
            "modified_gmt": day.isoformat()[:19], "link": f"http://x.example/{number}", "sticky": number == 3,
            "guid": {"rendered": f"http://x.example/?p={number}"}, "excerpt": {"rendered": ""},
            "title": {"rendered": f"Boat &#8220;{number}&#8221;"},
            "content": {"rendered": f"<p>{sentence(number)}</p>", "protected": number == 5},
            "_embedded": {"author": [{"name": "Ada Quill"}], "wp:featuredmedia": [{"source_url": "http://x/i.jpg"}],
                          "wp:term": [[{"taxonomy": "category", "name": "Port"}],
                                      [{"taxonomy": "post_tag", "name": "b"}]]},
        })  # fmt: skip
    return json.dumps(rows)


def wordpress(site: Site, total: int = 9, size: int = 3) -> None:
    """A site whose front page leads to its REST API, which answers `total` posts in pages of `size`."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        number = int(parse_qs(urlsplit(request.path).query)["page"][0])
        rows = list(range(total, 0, -1))[(number - 1) * size : number * size]
        if request.headers.get("If-None-Match") == f'"{number}"':
            reply(request, 304, "")
        else:
            reply(request, 200, posts(rows), X_WP_TotalPages=str(-(-total // size)), ETag=f'"{number}"')

    site.pages["/"] = "<html><head><link rel='https://api.w.org/' href='/wp-json/'></head><body><p>Hi</p></body></html>"
    site.pages["/wp-json/"] = json.dumps({"name": "x", "namespaces": ["oembed/1.0", "wp/v2"]})
    site.pages["/wp-json/wp/v2/posts"] = answer


def test_a_front_page_leads_to_every_page_of_the_sites_posts() -> None:
    site = Site()
    wordpress(site)
    with served(site) as address:
        found = collect(config(address), "2022-W01", NOW)
    assert [story.title for story in found.stories] == [f"Boat “{number}”" for number in (3, 9, 8, 7, 6, 4)]
    assert found.stories[0].author == "Ada Quill"
    assert (found.stories[0].section, found.stories[0].tags) == ("Port", ("b",))
    assert found.stories[0].image_url == "http://x/i.jpg"
    assert reasons(found)["Boat “5”"] == "protected by a password"
    asked = parse_qs(urlsplit(site.asked[2]).query)
    assert (asked["after"], asked["before"]) == (["2022-01-02T00:00:00"], ["2022-01-11T00:00:00"])


def test_the_newest_week_of_a_site_is_paged_no_further_than_its_monday() -> None:
    site = Site()
    wordpress(site, total=30)
    with served(site) as address:
        found = collect(config(address), "newest", datetime(2022, 2, 1, tzinfo=UTC))
    assert found.week == "2022-W02"
    assert len(found.stories) == 14
    assert len(site.asked) < 10


def test_a_sites_further_pages_are_asked_for_though_the_first_has_not_changed(tmp_path: Path) -> None:
    site = Site()
    wordpress(site)
    with served(site) as address:
        first = collect(config(address), "2022-W01", NOW, tmp_path)
        before = len(site.asked)
        assert collect(config(address), "2022-W01", NOW, tmp_path) == first
    assert site.asked[before:] == site.asked[:before]
    assert [row.get("if-none-match") for row in site.headers[before + 2 :]] == ['"1"', '"2"', '"3"']


TOP = (
    "<div><h3>This Week’s Top Stories</h3><ul><li><a href='/boat/4'>{0} 4 {1}</a>"
    "<li><a href='/boat/6'>{0} 6 {1}</a></ul></div>"
)


def counts(found: Collected) -> dict[str, tuple[float | None, str]]:
    return {story.title: (story.popularity, story.popularity_from) for story in found.stories if story.popularity}


def test_a_front_pages_list_of_top_stories_is_counted() -> None:
    site = Site()
    with served(site) as address:
        link = "<link rel='alternate' type='application/rss+xml' href='/feed'>"
        latest = "<section><h2>Top of the tide</h2><a href='/boat/8'>Boat number 8 stays afloat</a></section>"
        top = TOP.format("Boat number", "stays")
        site.pages["/"] = f"<html><head>{link}</head><body>{latest}<main>{top}</main></body></html>"
        site.pages["/feed"] = rss(8, 7, 6, 5, 4, 3, site=address)
        found = collect(config(address), "2022-W01", NOW)
    assert counts(found) == {"Boat number 4 stays": (2.0, "top list"), "Boat number 6 stays": (1.0, "top list")}


def test_what_popular_posts_counts_is_asked_of_a_site_that_has_it() -> None:
    site = Site()
    wordpress(site)
    site.pages["/wp-json/"] = json.dumps({"namespaces": ["wp/v2", "wordpress-popular-posts/v1"]})
    plugin = "/wp-json/wordpress-popular-posts/v1/popular-posts"
    rows = [{"link": "http://x.example/8", "title": {"rendered": "Boat"}, "pageviews": "1,204"},
            {"link": "http://x.example/6", "title": {"rendered": "Boat"}, "pageviews": "17"}]  # fmt: skip
    site.pages[plugin] = json.dumps(rows)
    with served(site) as address:
        found = collect(config(address), "2022-W01", NOW)
        site.pages[plugin] = "<p>no</p>"
        without = collect(config(address), "2022-W01", NOW)
    assert counts(found) == {"Boat “8”": (1204.0, "views"), "Boat “6”": (17.0, "views")}
    assert {story.id for story in without.stories} == {story.id for story in found.stories}
    assert any("top stories could not be read" in reason for reason in reasons(without).values())


@pytest.mark.parametrize("form", ["page", "answer"])
def test_the_list_that_the_config_names_is_counted(form: str) -> None:
    site = Site()
    with served(site) as address:
        rows = [{"url": f"{address}/boat/{number}", "title": "Boat"} for number in (4, 6)]
        site.pages["/top"] = json.dumps(rows) if form == "answer" else TOP.format("Boat number", "stays")
        site.pages["/feed"] = rss(8, 7, 6, 5, 4, 3, site=address)
        plain = config(f"{address}/feed")
        told = plain.model_copy(update={"rank": plain.rank.model_copy(update={"top_stories": f"{address}/top"})})
        found = collect(told, "2022-W01", NOW)
    assert counts(found) == {"Boat number 4 stays": (2.0, "top list"), "Boat number 6 stays": (1.0, "top list")}


def test_a_closed_rest_api_leaves_the_feed() -> None:
    site = Site()
    site.pages["/"] = (
        "<html><head><link rel='https://api.w.org/' href='/wp-json/'>"
        "<link rel='alternate' type='application/rss+xml' title='Comments' href='/comments/feed'>"
        "<link rel='alternate' type='application/rss+xml' href='/feed'></head><body></body></html>"
    )
    site.pages["/wp-json/"] = lambda request: reply(request, 401, '{"code": "rest_forbidden", "message": "No."}')
    site.pages["/feed"] = rss(4, 3)
    with served(site) as address:
        assert len(collect(config(address), "newest", NOW).stories) == 2


def test_a_saved_answer_of_the_rest_api_is_a_source(tmp_path: Path) -> None:
    (tmp_path / "posts.json").write_text(posts([6, 4]))
    assert len(collect(config("posts.json", root=tmp_path), "newest", NOW).stories) == 2


def test_a_wordpress_feed_is_paged_until_it_is_older_than_the_week() -> None:
    site = Site()
    made = "<generator>https://wordpress.org/?v=6.1</generator>"
    site.pages["/feed?paged=2"] = rss(6, 5, 4, more=made)
    site.pages["/feed?paged=3"] = rss(3, 2, 1, more=made)
    site.pages["/feed?paged=4"] = rss(-3, -4, more=made)
    site.pages["/feed?paged=5"] = rss(-5, more=made)
    site.pages["/feed"] = rss(9, 8, 7, more=made)
    with served(site) as address:
        found = collect(config(f"{address}/feed"), "2022-W01", NOW)
    assert [story.id for story in found.stories] == [f"boat-{number}" for number in (8, 7, 6, 5, 4, 3, 2)]
    assert "/feed?paged=5" not in site.asked


def test_a_feed_is_followed_along_its_next_link() -> None:
    site = Site()
    link = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='next' href='/older'/>"
    site.pages |= {"/feed": rss(8, 7, more=link), "/older": rss(6, 5)}
    with served(site) as address:
        assert len(collect(config(f"{address}/feed"), "2022-W01", NOW).stories) == 4


def json_feed(*numbers: int, more: str = "") -> str:
    """A JSON Feed of items a day apart, the higher number the later."""
    rows = [{"id": f"boat-{number}", "title": f"Boat number {number} stays", "content_text": sentence(number),
             "date_published": f"2022-01-{number:02d}T12:00:00Z"} for number in numbers]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "B", "items": rows, "next_url": more})


def test_a_json_feed_whose_next_page_fails_is_told_without_it() -> None:
    site = Site()
    with served(site) as address:
        site.pages["/feed.json"] = json_feed(9, 8, more=f"{address}/older.json")
        found = collect(config(f"{address}/feed.json"), "2022-W01", NOW)
    assert [story.id for story in found.stories] == ["boat-9", "boat-8"]
    assert any("could not be read" in reason for reason in reasons(found).values())


def test_a_json_feed_that_leads_to_itself_is_read_once() -> None:
    site = Site()
    with served(site) as address:
        site.pages["/feed.json"] = json_feed(9, 8, more=f"{address}/feed.json")
        assert len(collect(config(f"{address}/feed.json"), "2022-W01", NOW).stories) == 2
    assert site.asked.count("/feed.json") == 2


def test_posts_whose_second_page_fails_are_told_without_it() -> None:
    site = Site()
    wordpress(site)
    answer = site.pages["/wp-json/wp/v2/posts"]

    def breaking(request: BaseHTTPRequestHandler) -> None:
        if "&page=2" in request.path:
            reply(request, 403, "")
        elif callable(answer):
            answer(request)

    site.pages["/wp-json/wp/v2/posts"] = breaking
    with served(site) as address:
        found = collect(config(address), "2022-W01", NOW)
    assert len(found.stories) == 3
    assert any("could not be read" in reason for reason in reasons(found).values())


def test_a_teaser_is_told_from_its_page() -> None:
    site = Site()
    with served(site) as address:
        site.pages |= {"/feed": rss(4, 3, site=address, teaser=True), "/boat/4": page_of(4), "/robots.txt": ""}
        found = collect(config(f"{address}/feed"), "newest", NOW)
    assert [story.text for story in found.stories] == [sentence(4)]
    assert "its page gave the text" in " ".join(found.stories[0].notes)
    assert "could not be read" in reasons(found)["Boat number 3 stays"]


def test_a_page_closed_to_robots_is_not_fetched() -> None:
    site = Site()
    with served(site) as address:
        site.pages |= {"/feed": rss(4, site=address, teaser=True), "/boat/4": page_of(4)}
        site.pages["/robots.txt"] = "User-agent: *\nDisallow: /boat/\n"
        with pytest.raises(SourceError) as caught:
            collect(config(f"{address}/feed"), "newest", NOW)
    assert "closed to robots" in caught.value.hint
    assert "/boat/4" not in site.asked


@pytest.mark.parametrize("status", [500, 503])
def test_a_site_whose_robots_policy_cannot_be_had_is_closed_for_this_run(status: int) -> None:
    site = Site()
    with served(site) as address:
        site.pages |= {"/feed": rss(4, 3, site=address, teaser=True), "/boat/4": page_of(4), "/boat/3": page_of(3)}
        site.pages["/robots.txt"] = lambda request: reply(request, status, "")
        stories, _ = read(config(f"{address}/feed"), NOW)
    assert not any(story.full for story in stories)
    assert all("robots.txt gives no answer" in " ".join(story.notes) for story in stories)
    assert not {"/boat/4", "/boat/3"} & set(site.asked)
    assert site.asked.count("/robots.txt") <= 3


@pytest.mark.parametrize("kind", ["feed", "rest"])
def test_a_front_page_in_a_folder_leads_to_its_source(kind: str) -> None:
    site = Site()
    wordpress(site)
    site.pages["/news/wp-json/wp/v2/posts"] = site.pages["/wp-json/wp/v2/posts"]
    site.pages |= {"/news/wp-json/": site.pages["/wp-json/"], "/news/feed/": rss(4, 3)}
    feed = '<link rel="alternate" type="application/rss+xml" href="/news/feed/">'
    rest = '<link rel="https://api.w.org/" href="/news/wp-json/">'
    site.pages["/news/"] = f"<html><head>{feed if kind == 'feed' else rest}</head><body><p>News.</p></body></html>"
    with served(site) as address:
        found = collect(config(f"{address}/news/"), "2022-W01", NOW)
    assert len(found.stories) >= 2
    assert ("/news/feed/" in site.asked) == (kind == "feed")


def test_an_article_that_names_its_sites_feed_is_read_itself() -> None:
    site = Site()
    feed = '<link rel="alternate" type="application/rss+xml" href="/news/feed/">'
    site.pages |= {"/news/boat/": page_of(4).replace("<html>", f"<html><head>{feed}</head>"), "/news/feed/": rss(4, 3)}
    with served(site) as address:
        found = collect(config(f"{address}/news/boat/"), "all", NOW)
    assert len(found.stories) == 1 and "/news/feed/" not in site.asked


def test_a_file_that_the_user_names_may_be_larger_than_what_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "feed.xml").write_text(rss(4, 3) + "<!-- " + "x" * 300_000 + " -->")
    small = config("feed.xml", root=tmp_path, max_megabytes=0.2)
    assert len(collect(small, "newest", NOW).stories) == 2
    monkeypatch.setattr("atlascast.collect.fetch._FILE", 200_000)
    with pytest.raises(SourceError, match=r"more than 0\.2 MB") as caught:
        collect(small, "newest", NOW)
    assert "split it" in caught.value.hint


def test_a_guid_that_is_no_address_makes_no_teaser_and_the_original_link_counts(tmp_path: Path) -> None:
    burned = "xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'"
    rows = (
        "<item><title>A</title><guid>6</guid><pubDate>Tue, 04 Jan 2022 12:00:00 GMT</pubDate>"
        "<description>The pilot boat stays in the water through the winter, the board said.</description></item>"
        "<item><title>B</title><guid isPermaLink='false'>7</guid><link>https://proxy.example/b</link>"
        "<feedburner:origLink>https://paper.example/b</feedburner:origLink>"
        f"<pubDate>Tue, 04 Jan 2022 12:00:00 GMT</pubDate><description>{sentence(7)}</description></item>"
    )
    feed = f"<rss version='2.0' {burned}><channel><title>T</title>{rows}</channel></rss>"
    (tmp_path / "feed.xml").write_text(feed)
    found = collect(config("feed.xml", root=tmp_path), "newest", NOW)
    assert [(story.title, story.url) for story in found.stories] == [("A", ""), ("B", "https://paper.example/b")]


def test_a_feed_on_the_disk_leads_nowhere(tmp_path: Path) -> None:
    site = Site()
    with served(site) as address:
        (tmp_path / "feed.xml").write_text(rss(4, site=address, teaser=True))
        with pytest.raises(SourceError):
            collect(config("feed.xml", root=tmp_path), "newest", NOW)
    assert site.asked == []


INWARD = (
    "http://127.0.0.1:9/", "http://2130706433:9/", "http://127.1:9/", "http://0.0.0.0:9/", "http://localhost:9/",
    "http://169.254.169.254/latest", "http://[::1]:9/", "http://[::ffff:10.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/", "http://100.64.0.1/", "file:///x",
)  # fmt: skip


@pytest.mark.parametrize("target", INWARD)
def test_a_redirect_into_a_private_network_is_refused(target: str) -> None:
    site = Site({"/feed": lambda request: reply(request, 302, "", Location=target)})
    with served(site) as address, pytest.raises(SourceError, match=r"private network|no web address"):
        collect(config(f"{address}/feed"), "newest", NOW)


def test_a_redirect_to_nowhere_is_an_error_of_the_site() -> None:
    with served(lambda request: reply(request, 302, "")) as address, pytest.raises(SourceError, match="302"):
        collect(config(f"{address}/feed"), "newest", NOW)


def test_a_host_that_the_config_allows_may_be_led_to() -> None:
    inner = Site({"/feed": rss(4)})
    with served(inner) as there:
        site = Site({"/feed": lambda request: reply(request, 302, "", Location=f"{there}/feed")})
        with served(site) as address:
            show = config(f"{address}/feed")
            allowed = show.fetch.model_copy(update={"hosts": (urlsplit(there).netloc,)})
            assert collect(show.model_copy(update={"fetch": allowed}), "newest", NOW).stories


def test_an_entity_bomb_is_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    (tmp_path / "map.xml").write_text(f"{bomb}<urlset><url><loc>&b;&c;</loc></url></urlset>")
    stories, aside = read(config("map.xml", root=tmp_path), NOW)
    assert not stories
    assert all("haha" not in one.id for one in aside)


def test_a_busy_site_is_asked_again_as_it_says() -> None:
    answers = [(503, {"Retry-After": "7"}), (429, {}), (200, {})]
    waits: list[float] = []

    def busy(request: BaseHTTPRequestHandler) -> None:
        status, headers = answers.pop(0)
        reply(request, status, rss(4) if status == 200 else "", **headers)

    with served(busy) as address, Web(config(address), sleep=waits.append) as web:
        assert web.load(f"{address}/feed").data.startswith(b"<rss")
    assert waits == [7.0, 1.0]


def test_a_site_that_stays_busy_is_an_error() -> None:
    waits: list[float] = []
    site = Site({"/feed": lambda request: reply(request, 503, "")})
    with served(site) as address, Web(config(address), sleep=waits.append) as web, pytest.raises(SourceError) as caught:
        web.load(f"{address}/feed")
    assert "answers 503" in caught.value.message
    assert len(site.asked) == 3


def test_what_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        same = request.headers.get("If-None-Match") == '"one"'
        reply(request, 304 if same else 200, "" if same else rss(4), ETag='"one"')

    site = Site({"/feed": answer})
    with served(site) as address:
        first = collect(config(f"{address}/feed"), "newest", NOW, tmp_path)
        kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
        assert collect(config(f"{address}/feed"), "newest", NOW, tmp_path) == first
    assert site.headers[1]["if-none-match"] == '"one"'
    assert "atlascast (T; +https://p.example.org/)" in site.headers[0]["user-agent"]
    assert kept == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda _: b"", lambda _: b"\xff" * 90])
def test_a_kept_answer_that_was_damaged_on_disk_is_asked_for_anew(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        same = request.headers.get("If-None-Match") == '"one"'
        reply(request, 304 if same else 200, "" if same else rss(4, 3), ETag='"one"')

    with served(Site({"/feed": answer})) as address:
        first = collect(config(f"{address}/feed"), "newest", NOW, tmp_path)
        (body,) = tmp_path.rglob("*.body")
        whole = body.read_bytes()
        body.write_bytes(damage(whole))
        for path in (tmp_path / "stories").iterdir():
            path.unlink()
        assert collect(config(f"{address}/feed"), "newest", NOW, tmp_path) == first
    assert body.read_bytes() == whole


def test_a_week_gathers_over_days_and_forgets_what_was_withdrawn(tmp_path: Path) -> None:
    site = Site({"/feed": rss(4, 3)})
    with served(site) as address:
        collect(config(f"{address}/feed"), "newest", NOW, tmp_path)
        site.pages["/feed"] = rss(6, 5)
        found = collect(config(f"{address}/feed"), "newest", NOW, tmp_path)
        assert [story.id for story in found.stories] == ["boat-6", "boat-5", "boat-4", "boat-3"]
        site.pages["/feed"] = rss(7, 3)
        found = collect(config(f"{address}/feed"), "newest", NOW, tmp_path)
    assert [story.id for story in found.stories] == ["boat-7", "boat-3"]


def test_a_source_that_fails_is_told_from_what_was_kept(tmp_path: Path) -> None:
    site = Site({"/feed": rss(4, 3)})
    with served(site) as address:
        collect(config(f"{address}/feed"), "newest", NOW, tmp_path)
        del site.pages["/feed"]
        found = collect(config(f"{address}/feed"), "newest", NOW, tmp_path)
    assert len(found.stories) == 2
    assert "404" in " ".join(reasons(found).values())


def test_a_sitemap_gives_the_pages_of_the_week() -> None:
    site = Site()
    with served(site) as address:
        rows = [f"<url><loc>{address}/boat/{day}</loc><lastmod>2022-01-{day:02d}</lastmod></url>" for day in (1, 5, 6)]
        site.pages["/map.xml"] = f"<urlset>{''.join(rows)}</urlset>"
        site.pages |= {f"/boat/{number}": page_of(number) for number in (1, 5, 6)}
        found = collect(config(f"{address}/map.xml"), "2022-W01", NOW)
    assert [story.title for story in found.stories] == ["Boat number 6 stays", "Boat number 5 stays"]


def test_an_index_of_sitemaps_of_which_one_is_gone_gives_the_pages_of_the_others() -> None:
    site = Site()
    with served(site) as address:
        maps = "".join(f"<sitemap><loc>{address}/{name}.xml</loc></sitemap>" for name in ("gone", "map"))
        site.pages["/index.xml"] = f"<sitemapindex>{maps}</sitemapindex>"
        site.pages["/map.xml"] = f"<urlset><url><loc>{address}/boat/5</loc><lastmod>2022-01-05</lastmod></url></urlset>"
        site.pages["/boat/5"] = page_of(5)
        found = collect(config(f"{address}/index.xml"), "2022-W01", NOW)
    assert [story.title for story in found.stories] == ["Boat number 5 stays"]
    assert "404" in " ".join(reasons(found).values())


def test_a_page_of_links_gives_the_articles_it_links_to() -> None:
    site = Site()
    links = "".join(f"<h2><a href='/boat/{number}'>Boat number {number} stays afloat</a></h2>" for number in (5, 6))
    site.pages["/"] = f"<html><body><nav><a href='/about'>About</a></nav>{links}</body></html>"
    site.pages |= {f"/boat/{number}": page_of(number) for number in (5, 6)}
    with served(site) as address:
        found = collect(config(f"{address}/"), "newest", NOW)
    assert [story.title for story in found.stories] == ["Boat number 5 stays", "Boat number 6 stays"]


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_list_of_addresses_gives_their_pages(tmp_path: Path, on_disk: bool) -> None:
    site = Site({f"/boat/{number}": page_of(number) for number in (1, 2, 3)})
    with served(site) as address:
        rows = "# ours\n" + "".join(f"{address}/boat/{number}\n" for number in (3, 1, 2, 3))
        site.pages["/list.txt"] = rows
        (tmp_path / "list.txt").write_text(rows)
        found = collect(config("list.txt" if on_disk else f"{address}/list.txt", root=tmp_path), "all", NOW)
    assert [story.title for story in found.stories] == [f"Boat number {number} stays" for number in (3, 1, 2)]


def test_a_page_deep_in_a_site_that_holds_only_links_is_a_list() -> None:
    site = Site({f"/boat/{number}": page_of(number) for number in (1, 2, 3)})
    rows = "".join(f"<a href='/boat/{number}'>Boat number {number} stays in harbour</a>" for number in (1, 2, 3))
    site.pages["/reports/boats"] = f"<html><body>{rows}</body></html>"
    with served(site) as address:
        found = collect(config(f"{address}/reports/boats"), "all", NOW)
    assert len(found.stories) == 3


def test_everything_of_a_feed_is_what_its_next_pages_hold_too() -> None:
    link = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='next' href='/older'/>"
    site = Site({"/feed": rss(9, 8, more=link), "/older": rss(2, 1)})
    with served(site) as address:
        found = collect(config(f"{address}/feed"), "all", NOW)
    assert len(found.stories) == 4


def test_a_saved_answer_of_the_rest_api_may_lie_at_any_address() -> None:
    with served(Site({"/saved/posts.json": posts([3, 2, 1])})) as address:
        assert len(collect(config(f"{address}/saved/posts.json"), "all", NOW).stories) == 3


def test_a_folder_of_markdown_is_read_with_its_front_matter() -> None:
    found = collect(config("folder"), "newest", NOW)
    story = found.stories[0]
    assert (story.title, story.author, story.section) == ("Lock gates reopen & barges move", "Nils Frode", "Rivers")
    assert story.published == datetime(2022, 1, 5, 9, tzinfo=UTC)
    assert story.kinds == ("text", "heading", "text", "item", "item")
    assert "reopened on Wednesday" in story.text
    assert "forty barges went" in story.text
    assert "listeners" not in story.text
    assert "not published: draft" in reasons(found).values()
    assert any("front matter cannot be read" in reason for reason in reasons(found).values())




def test_a_name_that_changes_its_address_after_the_check_is_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: public when it is looked at, loopback a moment later."""
    site, looked = Site({"/page": "secret"}), []
    with served(site) as address:
        port = urlsplit(address).port

        def moving(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
            looked.append(host)
            peer = "8.8.8.8" if len(looked) == 1 else "127.0.0.1"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (peer, port))]

        with Web(config("feed.xml")) as web:
            monkeypatch.setattr(socket, "getaddrinfo", moving)
            with pytest.raises(SourceError, match="private network"):
                web.follow(f"http://moving.example:{port}/page", page=False)
    assert site.asked == [] and looked == ["moving.example"] * 2


def test_behind_a_proxy_the_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site({"/page": "by the proxy"})
    with served(site) as proxy:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        with Web(config("feed.xml")) as web:
            assert web.follow("http://elsewhere.example/page", page=False).data == b"by the proxy"
    assert site.asked == ["http://elsewhere.example/page"]


def test_a_sources_password_and_signature_go_to_its_host_alone_and_into_nothing_that_is_kept(tmp_path: Path) -> None:
    site, other = Site({"/boat/2": page_of(2)}), Site({"/robots.txt": "", "/boat/3": page_of(3)})
    with served(site) as address, served(other) as elsewhere:
        two, three = rss(2, site=address, teaser=True), rss(3, site=elsewhere, teaser=True)
        site.pages["/feed"] = two.replace("</channel></rss>", three.partition("<title>B</title>")[2])
        named = address.replace("://", "://desk:hunter%4022@") + "/feed?sig=hunter33"
        show = config(named, root=tmp_path)
        show = show.model_copy(update={"fetch": Fetch(hosts=(urlsplit(elsewhere).netloc,))})
        found = collect(show, "2022-W01", NOW, tmp_path)
    assert len(found.stories) == 2
    right = f"Basic {base64.b64encode(b'desk:hunter@22').decode()}"
    assert {row.get("authorization") for row in site.headers} == {right}
    assert {row.get("authorization") for row in other.headers} == {None}
    assert "hunter" not in repr(found)
    assert {story.source for story in found.stories} == {f"{address}/feed?sig=*****".replace("://", "://*****@")}
    with pytest.raises(SourceError, match="feed") as error:
        read(config(named.replace("hunter33", "hunter44")), NOW)
    assert "hunter" not in str(error.value)


def test_a_password_for_https_never_goes_over_http(tmp_path: Path) -> None:
    site = Site({"/boat/2": page_of(2)})
    with served(site) as address:
        site.pages["/feed"] = rss(2, site=address, teaser=True)
        closed = address.replace("http://", "https://desk:hunter22@") + "/feed"
        assert len(collect(config(f"{address}/feed", closed, root=tmp_path), "2022-W01", NOW, tmp_path).stories) == 1
    assert "/boat/2" in site.asked and not any("authorization" in row for row in site.headers)


def test_two_sources_of_one_host_keep_their_own_passwords() -> None:
    site = Site({"/robots.txt": "", "/a/2": page_of(2), "/b/3": page_of(3), "/c/4": page_of(4)})
    with served(site) as address:
        for place, number in (("a", 2), ("b", 3), ("c", 4)):
            feed = rss(number, site=address, teaser=True).replace("/boat/", f"/{place}/")
            site.pages[f"/{place}.xml"] = feed
        named = [address.replace("://", f"://{user}@") for user in ("desk:one", "desk:two")]
        found = collect(config(f"{named[0]}/a.xml", f"{named[1]}/b.xml", f"{address}/c.xml"), "all", NOW)
    assert len(found.stories) == 3
    rights = [f"Basic {base64.b64encode(who).decode()}" for who in (b"desk:one", b"desk:two")]
    sent = dict(zip(site.asked, (row.get("authorization") for row in site.headers), strict=True))
    assert [sent[path] for path in ("/a.xml", "/a/2")] == [rights[0]] * 2
    assert [sent[path] for path in ("/b.xml", "/b/3")] == [rights[1]] * 2
    assert [sent[path] for path in ("/c.xml", "/c/4")] == [None] * 2


@pytest.mark.parametrize(("ahead", "asked"), [(30, 2), (-30, 2), (600, 1)])
def test_a_moment_to_come_back_at_is_waited_for_unless_it_is_far(ahead: int, asked: int) -> None:
    waits: list[float] = []
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=ahead), usegmt=True)
    answers = [(503, moment), (200, "")]

    def busy(request: BaseHTTPRequestHandler) -> None:
        status, when = answers.pop(0)
        reply(request, status, rss(4) if status == 200 else "", Retry_After=when)

    with served(busy) as address, Web(config(address), sleep=waits.append) as web:
        if asked == 1:
            with pytest.raises(SourceError, match="503"):
                web.load(f"{address}/feed")
        else:
            assert web.load(f"{address}/feed").data.startswith(b"<rss")
    assert len(answers) == 2 - asked
    assert all(max(0, ahead - 20) <= wait <= max(0, ahead) for wait in waits)


def test_an_answer_packed_twice_is_refused_unopened() -> None:
    def packed(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Encoding", "gzip, gzip")
        request.end_headers()
        request.wfile.write(gzip.compress(gzip.compress(rss(4).encode())))

    with served(packed) as address, pytest.raises(SourceError, match="packed more than once"):
        collect(config(f"{address}/feed"), "newest", NOW)


def test_two_sources_at_one_address_are_read_each_by_its_own_password(tmp_path: Path) -> None:
    """A feed that shows each subscriber their own stories, and pages that only their reader may open."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        who = base64.b64decode(request.headers.get("authorization", " ").split(" ")[1] or b"").decode()
        number = {"desk:one": 2, "desk:two": 3}.get(who, 0)
        pages = {"/feed": rss(number, site=address, teaser=True), f"/boat/{number}": page_of(number)}
        if not number and request.path != "/robots.txt":
            reply(request, 401, "")
        elif request.path in pages:
            reply(request, 200, pages[request.path], etag="one", content_type="text/html")
        else:
            reply(request, 404, "")

    with served(answer) as address:
        named = [address.replace("://", f"://desk:{word}@") + "/feed" for word in ("one", "two")]
        for _ in range(2):
            found = collect(config(*named, root=tmp_path), "all", NOW, tmp_path)
            assert len(found.stories) == 2 and not found.set_aside
    assert "desk:" not in "".join(path.read_text() for path in tmp_path.rglob("*.json"))
