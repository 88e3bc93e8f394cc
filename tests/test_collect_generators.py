"""Feeds and exports as the programs that make them write them, and as they are broken on the way → what is told."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_collect import DATA

from atlascast.collect import collect
from atlascast.config import Config, Show, Source
from atlascast.models import Collected

HERE = DATA / "generators"
NOW = datetime(2024, 6, 20, tzinfo=UTC)
ROWS = list(csv.DictReader((HERE / "expected.tsv").open(encoding="utf-8"), delimiter="\t"))
ARTICLES = json.loads((HERE / "articles.json").read_text(encoding="utf-8"))


def all_of(*locations: str, root: Path = HERE, language: str = "en") -> Collected:
    show = Show(
        title="T", newsroom="N", description="D", email="a@b.example", base_url="https://p.example.org/",
        language=language,
    )  # fmt: skip
    sources = tuple(Source(location=location) for location in locations)
    return collect(Config(show=show, sources=sources, root=root), "all", NOW)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["file"]))
def test_every_item_is_told_or_set_aside_and_told_as_it_was_written(row: dict[str, str]) -> None:
    found = all_of(row["file"], language=row["language"])
    assert (len(found.stories), len(found.set_aside)) == (int(row["told"]), int(row["aside"]))
    assert all(one.reason for one in found.set_aside)
    for story in found.stories:
        if story.title in ARTICLES:
            assert " ".join(story.text.split()) == ARTICLES[story.title]
    first = next(iter(found.stories), None)
    if row["title"]:
        assert first and first.title == row["title"]
    if row["published"]:
        assert first and first.published == datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)
    for name in ("author", "section"):
        if row[name]:
            assert getattr(first, name) == row[name]


def test_there_is_a_file_for_every_row_and_a_row_for_every_file() -> None:
    files = {path.name for path in HERE.iterdir()} - {"expected.tsv", "articles.json"}
    assert files == {row["file"] for row in ROWS} and len(files) > 80


def test_no_file_of_this_machine_is_read_into_a_story() -> None:
    assert "root:" not in all_of("xxe.xml").stories[0].text


def test_two_sites_that_number_their_stories_alike_keep_all_of_them(tmp_path: Path) -> None:
    told = list(ARTICLES.items())
    for site, rows in (("north", told[:3]), ("south", told[3:6])):
        items = [
            {"id": number, "url": f"https://{site}.example/{number}", "title": title, "content_text": text}
            for number, (title, text) in enumerate(rows)
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": site, "items": items}
        (tmp_path / f"{site}.json").write_text(json.dumps(feed))
    found = all_of("north.json", "south.json", root=tmp_path)
    assert {story.title for story in found.stories} == {title for title, _ in told[:6]}
    assert len({story.id for story in found.stories}) == 6


def test_a_folder_holds_what_its_notes_and_their_fields_say(tmp_path: Path) -> None:
    crane, vote, truce, bell, buses, *_ = ARTICLES.items()
    files = {
        "posts/a.md": f'{{\n"title": "{crane[0]}",\n"date": "2024-06-03T08:15:00Z"\n}}\n\n{crane[1]}',
        "posts/b.md": f'+++\ntitle = "{buses[0]}"\ndate = 2024-06-03\npublishDate = 2031-01-01\n+++\n{buses[1]}',
        "_drafts/c.md": f"---\ntitle: {truce[0]}\n---\n{truce[1]}",
        "posts/d.md": f"---\ntitle: {bell[0]}\nstatus: draft\n---\n{bell[1]}",
        "notes/2024-06-04 Vote.md": f"# {vote[0]}\n\n{vote[1]} [[Lower Tarn|the village]] ![[a.png]]\n\n#votes",
        "notes/e.md": f"---\ncreated: 2024-06-05\ntitle: {truce[0]}\n---\n<div>{truce[1]}</div>\n\n<br>\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    found = all_of(".", root=tmp_path)
    told = {story.title: (f"{story.published:%d}", story.text) for story in found.stories}
    assert told == {
        crane[0]: ("03", crane[1]),
        vote[0]: ("04", f"{vote[1]} the village"),
        truce[0]: ("05", truce[1]),
    }
    assert {one.title: one.reason for one in found.set_aside} == {
        buses[0]: "not out yet: dated 2031-01-01 00:00 UTC",
        truce[0]: "not published: draft",
        bell[0]: "not published: draft",
    }
