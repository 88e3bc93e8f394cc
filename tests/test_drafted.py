"""A draft is remembered as long as it would be written the same, and not an hour longer."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import NOW, settings, watch

from atlascast import archive, drafted, memory, pipeline, rank
from atlascast.archive import Draft
from atlascast.collect.noted import Noted
from atlascast.config import Config
from atlascast.models import Collected
from atlascast.store import Store, digest

WEEK = "2026-W24"
LATER = NOW + timedelta(hours=1)


def written(config: Config, now: datetime = LATER, week: str = "newest") -> Draft:
    """The draft as the build has it, which then lies in the folder."""
    return archive.save_draft(Store(config.out), pipeline.write_script(config, week, now, watch), False, config)


@pytest.fixture
def ranked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The weeks that are ranked from here on: a remembered draft needs none."""
    weeks: list[str] = []
    real = rank.rank

    def counted(collected: Collected, *rest: object) -> object:
        weeks.append(collected.week)
        return real(collected, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(rank, "rank", counted)
    return weeks


def test_what_is_remembered_is_what_would_be_written(fresh: Path, ranked: list[str]) -> None:
    first = written(settings(fresh))
    lying = {path.name: path.read_bytes() for path in (fresh / "episodes" / WEEK).iterdir()}
    assert written(settings(fresh), LATER + timedelta(hours=2)) == first
    assert ranked == [WEEK]
    assert {path.name: path.read_bytes() for path in (fresh / "episodes" / WEEK).iterdir()} == lying


def test_a_build_that_finds_nothing_changed_collects_and_ranks_nothing(built: Path, ranked: list[str]) -> None:
    for hours in (1, 2, 3):
        pipeline.build_week(settings(built), "newest", NOW + timedelta(hours=hours), watch)
    assert ranked == [WEEK]


def _config(old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / "atlascast.toml"
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new, 1))

    return change


def _file(name: str, text: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    return change


def _sentence(folder: Path) -> None:
    feed = folder / "feed.xml"
    feed.write_text(feed.read_text().replace("Nobody was hurt.", "Nobody was harmed."))


def _corrected(folder: Path) -> None:
    row = {"kind": "corrected", "moment": "2026-06-15T07:00:00Z", "story_id": "none", "title": "T", "note": "N"}
    path = folder / "episodes" / WEEK / "corrections.json"
    path.write_text(json.dumps({"version": 1, "corrections": [row]}))


def _earlier(folder: Path) -> None:
    there, before = folder / "episodes" / WEEK, folder / "episodes/2026-W23"
    before.mkdir()
    record = json.loads((there / "episode.json").read_text())
    (before / "episode.json").write_text(json.dumps(record | {"week": "2026-W23", "guid": "other", "tracks": []}))
    shutil.copy(there / "stories.json", before / "stories.json")


CHANGES = {
    "a sentence": _sentence,
    "a key of the config": _config("[edition]", "[edition]\nheadlines = 1"),
    "the lexicon": _file("lexicon.toml", '"Oder" = { alias = "the river" }\n'),
    "sponsors": _file("sponsors.toml", ""),
    "a correction": _corrected,
    "an earlier episode": _earlier,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_anything_that_it_follows_from_has_it_written_anew(
    built: Path, ranked: list[str], change: Callable[[Path], None]
) -> None:
    written(settings(built))
    change(built)
    written(settings(built))
    assert ranked == [WEEK, WEEK]


@pytest.mark.parametrize("name", ["greeting.j2", "words.toml"])
def test_a_template_that_is_changed_in_place_has_it_written_anew(fresh: Path, ranked: list[str], name: str) -> None:
    _config("[edition]", '[edition]\ntemplates = "own"')(fresh)
    _file(f"own/{name}", "" if name.endswith("toml") else "Hello.")(fresh)
    written(settings(fresh))
    _file(f"own/{name}", "# other\n" if name.endswith("toml") else "Good evening.")(fresh)
    written(settings(fresh))
    assert ranked == [WEEK, WEEK]


@pytest.mark.parametrize("name", ["feed.xml", "views.csv", "sponsors.toml"])
def test_what_is_written_while_the_draft_is_made_is_read_by_the_next_build(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, ranked: list[str], name: str
) -> None:
    _config("[edition]", '[rank]\nviews = "views.csv"\n\n[edition]')(fresh)
    _file("views.csv", "Page,Views\n/pier,10\n/keeper,500\n")(fresh)
    _file("sponsors.toml", "")(fresh)
    real = rank.rank

    def late(*given: object) -> object:
        picks = real(*given)  # type: ignore[arg-type]
        if len(ranked) == 1:
            (fresh / name).write_text((fresh / name).read_text() + "\n")
        return picks

    monkeypatch.setattr(rank, "rank", late)
    for _ in range(3):
        written(settings(fresh))
    assert ranked == [WEEK, WEEK]


def test_a_source_that_is_no_file_is_read_every_time(fresh: Path) -> None:
    os.mkfifo(fresh / "pipe")
    assert memory.sight(fresh / "pipe") == memory.sight(fresh / "none") == ""
    web = Noted(settings(fresh))
    web.load("feed.xml")
    assert web.held == {"feed.xml": digest(fresh / "feed.xml")}
    (fresh / "device").symlink_to(os.devnull)
    web.load("device")
    assert web.held is None


def test_another_program_writes_it_anew(fresh: Path, ranked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    written(settings(fresh))
    monkeypatch.setattr("atlascast.memory.program", lambda: "a later one")
    written(settings(fresh))
    assert ranked == [WEEK, WEEK]


def test_a_file_that_a_folder_gains_is_found(fresh: Path, ranked: list[str]) -> None:
    (fresh / "articles").mkdir()
    (fresh / "feed.xml").rename(fresh / "articles/feed.xml")
    _config('"feed.xml"', '"articles"')(fresh)
    written(settings(fresh))
    written(settings(fresh))
    assert ranked == [WEEK]
    text = "A bridge over the river was opened on Friday after three years of work, the council said. " * 8
    _file("articles/new.txt", f"A bridge opens\n\n{text}\n")(fresh)
    drafts = written(settings(fresh))
    assert ranked == [WEEK, WEEK]
    assert any("bridge" in pick.story.title for pick in drafts.picks)


def test_a_story_that_is_not_out_yet_is_looked_for_again(fresh: Path, ranked: list[str]) -> None:
    early = NOW - timedelta(days=5)
    written(settings(fresh), early)
    written(settings(fresh), early + timedelta(hours=1))
    assert len(ranked) == 2


def test_latest_is_another_week_a_week_later(fresh: Path, ranked: list[str]) -> None:
    written(settings(fresh), week="latest")
    written(settings(fresh), week="latest")
    assert ranked == [WEEK]
    assert drafted.recall(settings(fresh), "latest", LATER + timedelta(days=7)) is None


def test_a_source_of_the_users_own_class_is_asked_every_time(fresh: Path, ranked: list[str]) -> None:
    _config('location = "feed.xml"', 'location = "feed.xml"\nkind = "atlascast.collect.feed:Feed"')(fresh)
    written(settings(fresh))
    written(settings(fresh))
    assert len(ranked) == 2


def test_a_dry_run_remembers_nothing_and_recalls_nothing(fresh: Path, ranked: list[str]) -> None:
    pipeline.write_script(settings(fresh), "newest", LATER, watch, keep=False)
    assert not (fresh / ".atlascast").exists()
    written(settings(fresh))
    pipeline.write_script(settings(fresh), "newest", LATER, watch, keep=False)
    assert len(ranked) == 3
