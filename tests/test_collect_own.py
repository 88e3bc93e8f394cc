"""A newsroom's own fields: its words for the narrator and what keeps sponsors away, and nothing automatic."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from atlascast.collect import collect, extract, feed, item, jsons, wordpress
from atlascast.collect.document import Document
from atlascast.config import Config, Show, Source
from atlascast.models import Story

TEXT = " ".join(["The council closed the old bridge on Monday after cracks were found in two of its piers."] * 12)
EXPORT = f"""<?xml version="1.0"?><rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title><item><title>Bridge closes</title>
 <link>https://x.org/a</link><pubDate>Mon, 03 Jan 2022 10:00:00 +0000</pubDate><content:encoded>
 <![CDATA[<p>{TEXT}</p>]]></content:encoded><category>noads</category><category>Local</category><wp:post_type>post</wp:post_type>
 <wp:status>publish</wp:status>
 <wp:postmeta><wp:meta_key><![CDATA[podcast_script]]></wp:meta_key><wp:meta_value><![CDATA[Our own words.]]>
 </wp:meta_value></wp:postmeta><wp:postmeta><wp:meta_key>ad_sensitivity</wp:meta_key><wp:meta_value>death
 </wp:meta_value></wp:postmeta></item></channel></rss>"""


def test_an_exports_custom_fields_give_script_and_labels_that_are_no_section() -> None:
    document = Document(EXPORT.encode(), "export.xml")
    story = item.story(feed.items(feed.parse(document, EXPORT), EXPORT)[0], "x")
    assert isinstance(story, Story)
    assert (story.script, story.section) == ("Our own words.", "Local")
    assert story.tags == ("noads", "ad_sensitivity:death")


def test_front_matter_gives_script_summary_and_labels() -> None:
    head = "title: Bridge closes\ndate: 2022-01-03\nscript: Our own words.\nsummary: In short.\nnoads: true\n"
    story = extract(f"---\n{head}---\n\n{TEXT}\n".encode(), "a.md")
    assert (story.script, story.summary, story.tags) == ("Our own words.", "In short.", ("noads",))


def test_a_rest_answer_gives_its_fields_and_never_its_excerpt() -> None:
    row = {
        "date": "2022-01-03T10:00:00", "title": {"rendered": "Bridge"}, "content": {"rendered": f"<p>{TEXT}</p>"},
        "excerpt": {"rendered": "<p>The council closed the old bridge…</p>"}, "link": "https://x.org/a",
        "acf": {"podcast_summary": "<p>In short.</p>"}, "meta": {"noads": False},
    }  # fmt: skip
    story = item.story(wordpress.items(json.loads(json.dumps([row])))[0], "x")
    assert isinstance(story, Story) and (story.summary, story.tags) == ("In short.", ())
    del row["acf"]
    story = item.story(wordpress.items([row])[0], "x")
    assert isinstance(story, Story) and story.summary == ""


def test_a_pages_meta_elements_keep_sponsors_away() -> None:
    page = (
        '<html><head><title>Bridge closes</title><meta name="noads" content="1"><meta content="death, crime" '
        f'name="ad_sensitivity"></head><body><article><h1>Bridge closes</h1><p>{TEXT}</p></article></body></html>'
    )
    assert extract(page.encode(), "a.html").tags == ("noads", "ad_sensitivity:death, crime")


@pytest.mark.parametrize("flag", ['<meta name="noads">', '<meta name="noads" content="">', "<meta name=noads content>"])
def test_a_bare_flag_of_a_page_counts(flag: str) -> None:
    head = f'<title>Bridge closes</title>{flag}<meta name="ad-sensitivity" content="none">'
    page = f"<html><head>{head}</head><body><article><h1>Bridge closes</h1><p>{TEXT}</p></article></body></html>"
    assert extract(page.encode(), "a.html").tags == ("noads", "ad_sensitivity:none")


@pytest.mark.parametrize(("line", "tags"), [("noads:", ("noads",)), ("noads: false", ()), ("title: Bridge", ())])
def test_a_bare_flag_of_the_front_matter_counts(line: str, tags: tuple[str, ...]) -> None:
    story = extract(f"---\n{line}\ndate: 2022-01-03\n---\n\n# Bridge closes\n\n{TEXT}\n".encode(), "a.md")
    assert story.tags == tags


FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:desk="https://x.example/desk"><channel><title>T</title><item>
 <title>Bridge closes</title><link>https://x.org/a</link><description>{TEXT}</description>
 <desk:podcast_script>Our own words.</desk:podcast_script><podcast_summary>In short.</podcast_summary></item></channel>
 </rss>"""


def test_a_feeds_own_elements_give_script_and_summary() -> None:
    story = item.story(feed.items(feed.parse(Document(FEED.encode(), "feed.xml"), FEED), FEED)[0], "x")
    assert isinstance(story, Story)
    assert (story.script, story.summary) == ("Our own words.", "In short.")


def test_a_json_feeds_extensions_give_script_and_summary() -> None:
    row = {"id": "a", "title": "Bridge", "content_text": TEXT, "_desk": {"podcast_script": "Our own words."}}
    data = {"version": "https://jsonfeed.org/version/1.1", "items": [row | {"_podcast_summary": "In short."}]}
    story = item.story(jsons.items(data, Document(b"", "feed.json"))[0], "x")
    assert isinstance(story, Story)
    assert (story.script, story.summary) == ("Our own words.", "In short.")


@pytest.mark.parametrize(("name", "words"), [("script", "Our own words."), ("summary", "In short.")])
def test_a_short_article_is_told_by_the_newsrooms_own_words(tmp_path: Path, name: str, words: str) -> None:
    head = f"title: Bridge closes\ndate: 2022-01-03\nlink: https://x.example/a\n{name}: {words}\n"
    (tmp_path / "a.md").write_text(f"---\n{head}---\n\nThe council closed the old bridge on Monday.\n", "utf-8")
    show = Show(title="T", newsroom="N", description="D", email="a@b.example", base_url="https://p.example.org/")
    settings = Config(show=show, sources=(Source(location="a.md"),), root=tmp_path)
    (story,) = collect(settings, "newest", datetime(2022, 1, 12, tzinfo=UTC)).stories
    assert (story.full, story.script) == (True, words)
