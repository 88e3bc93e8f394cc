"""What is wrong with an edited script: all at once, each with its line, whatever kind of mistake it is."""

from pathlib import Path

import pytest
from conftest import DATA, NOW, settings, watch

from atlascast import archive, pipeline
from atlascast.errors import ConfigError
from atlascast.store import Store

WEEK = "2026-W24"
ROWS = [row.split("\t") for row in (DATA / "script" / "mistakes.tsv").read_text(encoding="utf-8").splitlines()]


def refused(folder: Path, text: str) -> list[str]:
    """What `render` says of a script, a row each."""
    (folder / "episodes" / WEEK / "script.md").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        pipeline.render(settings(folder), WEEK, NOW, watch)
    return caught.value.message.split("\n")


def test_more_than_twenty_five_mistakes_of_as_many_kinds_are_told_in_one_go_each_with_its_line(fresh: Path) -> None:
    pipeline.draft(settings(fresh), "newest", NOW, watch)
    text = (fresh / "episodes" / WEEK / "script.md").read_text(encoding="utf-8")
    places = []
    for old, new, _ in ROWS:
        start = text.index(f"\n{old}") + 1 if f"\n{old}" in text else text.index(old)
        places.append(text.count("\n", 0, start) + 1)
        text = text[:start] + new + text[start + len(old) :]
    found = refused(fresh, text)
    for (_, new, what), place in zip(ROWS, places, strict=True):
        here = [row for row in found if row.startswith(f"script.md:{place}: ")]
        assert any(what in row for row in here), f"{new!r} at {place}: {here}"
    assert len(ROWS) > 25


def test_a_missing_voice_is_told_beside_a_mistake_of_the_file(fresh: Path) -> None:
    pipeline.draft(settings(fresh), "newest", NOW, watch)
    text = (fresh / "episodes" / WEEK / "script.md").read_text(encoding="utf-8")
    found = refused(fresh, text.replace("\nEleven", "\n**anchor:** Eleven").replace("♪ closing theme", "♪ trumpet"))
    assert len(found) == 2
    assert "no voice for the speaker 'anchor'" in found[0]
    assert "♪ trumpet" in found[1]


def test_yesterday_is_counted_in_the_shows_time_zone(fresh: Path) -> None:
    feed = fresh / "feed.xml"
    text = feed.read_text(encoding="utf-8")
    assert "on Thursday, by nine votes" in text
    feed.write_text(text.replace("on Thursday, by nine votes", "yesterday, by nine votes"), encoding="utf-8")
    pipeline.draft(settings(fresh), "newest", NOW, watch)
    path = fresh / "episodes" / WEEK / "script.md"
    drafted = path.read_text(encoding="utf-8")
    path.write_text(drafted.replace("yesterday, by nine", "on Wednesday, by nine"), encoding="utf-8")
    archive.hold_edited(settings(fresh), archive.load_draft(Store(fresh), WEEK))
    assert any("Tuesday" in row for row in refused(fresh, drafted.replace("yesterday, by", "on Tuesday, by")))
