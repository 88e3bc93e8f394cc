"""Where a story is set, as its source says it."""

from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, settings

from atlascast.collect import collect, extract, place
from atlascast.config import Source

PAGE = """<html><head><title>A bridge opens</title>{head}</head><body><article><h1>A bridge opens</h1>
<p>{words}</p><p>{words}</p></article></body></html>"""
WORDS = "The bridge at Northford opened on Tuesday, eleven years after the first stone of it was laid. " * 4
FEED = """<rss version="2.0" xmlns:georss="http://www.georss.org/georss"
 xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#">
<channel><title>News</title><item><title>A bridge opens</title><pubDate>Tue, 04 Jan 2022 10:00:00 GMT</pubDate>
{where}<description>{words}</description></item></channel></rss>"""


@pytest.mark.parametrize(("fields", "name", "geo"), [
    ({"geo_latitude": "46.2044", "geo_longitude": "6.1432", "geo_address": "Geneva"}, "Geneva", "geo:46.2044,6.1432"),
    ({"geo_latitude": "46.2", "geo_longitude": "6.1", "geo_public": "0"}, "", ""),
    ({"location": "Geneva, Switzerland"}, "Geneva, Switzerland", ""),
    ({"location": {"name": "Almaty", "lat": 43.25, "lon": 76.9}}, "Almaty", "geo:43.25,76.9"),
    ({"location": "43.25, 76.9"}, "", "geo:43.25,76.9"),
    ({"geo.position": "43.25;-76.9", "geo.placename": "Somewhere"}, "Somewhere", "geo:43.25,-76.9"),
    ({"geo": "geo:91,10"}, "", ""),
    ({"geo_latitude": "0", "geo_longitude": "0"}, "", ""),
    ({"location": ["a", "b"], "lat": None, "lon": "x"}, "", ""),
    ({}, "", ""),
])  # fmt: skip
def test_own_fields_tell_a_place_in_each_of_their_forms(fields: dict[str, Any], name: str, geo: str) -> None:
    assert place.of(fields) == (name, geo)


@pytest.mark.parametrize(("where", "name", "geo"), [
    ("<georss:point>46.2044 6.1432</georss:point><georss:featurename>Geneva</georss:featurename>", "Geneva",
     "geo:46.2044,6.1432"),
    ("<geo:lat>-12.5</geo:lat><geo:long>130.75</geo:long>", "", "geo:-12.5,130.75"),
    ("<georss:polygon>1 1 2 2 3 1 1 1</georss:polygon>", "", ""),
    ("<georss:point>here</georss:point>", "", ""),
    ("", "", ""),
])  # fmt: skip
def test_a_feeds_item_tells_its_point_and_no_area(where: str, name: str, geo: str) -> None:
    story = extract(FEED.format(where=where, words=WORDS).encode())
    assert (story.place, story.geo) == (name, geo)


@pytest.mark.parametrize(("head", "name", "geo"), [
    ('<meta name="geo.position" content="46.2044;6.1432"><meta name="geo.placename" content="Geneva">', "Geneva",
     "geo:46.2044,6.1432"),
    ('<meta name="ICBM" content="46.2, 6.1">', "", "geo:46.2,6.1"),
    ('<script type="application/ld+json">{"@type":"NewsArticle","contentLocation":{"@type":"Place","name":"Hodeidah",'
     '"geo":{"@type":"GeoCoordinates","latitude":14.8,"longitude":"42.95"}}}</script>', "Hodeidah", "geo:14.8,42.95"),
    ('<script type="application/ld+json">{"contentLocation":["Aden"]}</script>', "Aden", ""),
    ('<script type="application/ld+json">{"contentLocation":{"name":</script>', "", ""),
    ('<meta name="location" content="the sports desk">', "", ""),
])  # fmt: skip
def test_a_page_tells_its_place_by_meta_elements_or_json_ld(head: str, name: str, geo: str) -> None:
    story = extract(PAGE.format(head=head, words=WORDS).encode())
    assert (story.place, story.geo) == (name, geo)


@pytest.mark.parametrize(("head", "name"), [
    ("GENEVA (Reuters) - ", "Geneva"), ("ST. PETERSBURG, Russia, Jan 5 — ", "St. Petersburg, Russia"),
    ("WASHINGTON/KYIV — ", "Washington"), ("(AP) — ", ""), ("", ""), ("AIN AL-ASAD, Iraq -- ", "Ain Al-Asad, Iraq"),
    ("McALLEN, Texas — ", "McALLEN, Texas"), ("Kyiv, 5 January (Interfax) – ", "Kyiv"),
])  # fmt: skip
def test_a_dateline_tells_where_it_was_written(head: str, name: str) -> None:
    assert place.of_dateline(head) == name


def test_a_story_is_not_set_where_its_dateline_says_that_it_was_written(fresh: Path) -> None:
    (fresh / "stories").mkdir()
    (fresh / "stories/ferry.txt").write_text(f"Two towns share a ferry\n\nGENEVA (Reuters) — {WORDS}\n")
    config = settings(fresh)
    config = config.model_copy(update={"sources": [Source(location=str(fresh / "stories"))]})
    story = collect(config, "2022-W01", NOW).stories[0]
    assert (story.place, story.filed) == ("", "Geneva")
