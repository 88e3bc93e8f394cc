"""Captions and transcripts that lie there as they would be made are left alone; all others are made."""

from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW, settings, watch

from atlascast import captions, pipeline

WEEK = "2026-W24"


@pytest.fixture
def mixes(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The lengths of the mixes whose cues are made from here on."""
    made: list[float] = []
    real = captions.cues
    monkeypatch.setattr(captions, "cues", lambda mix, names: (made.append(mix.seconds), real(mix, names))[1])
    return made


def build(folder: Path) -> None:
    pipeline.build_week(settings(folder), "newest", NOW + timedelta(hours=1), watch)


def files(folder: Path) -> dict[str, bytes]:
    there = folder / "episodes" / WEEK
    paths = [*there.glob("edition.*"), *there.glob("captions/*")]
    return {path.name: path.read_bytes() for path in paths if path.suffix in (".vtt", ".srt", ".json", ".html")}


def test_nothing_is_made_twice(built: Path, mixes: list[float]) -> None:
    before = files(built)
    build(built)
    assert mixes == [] and files(built) == before and len(before) == 20


@pytest.mark.parametrize("name", ["edition.vtt", "edition.words.json", "captions/01-{}.srt"])
def test_a_file_that_was_changed_or_lost_is_made_again_and_its_kin_alone(
    built: Path, mixes: list[float], name: str
) -> None:
    before, there = files(built), built / "episodes" / WEEK
    path = next(there.glob(name.format("*")))
    path.write_bytes(path.read_bytes()[:-1])
    build(built)
    assert len(mixes) == 1 and files(built) == before
    path.unlink()
    build(built)
    assert len(mixes) == 2 and files(built) == before


def test_a_lost_or_damaged_memory_costs_the_work_and_nothing_else(built: Path, mixes: list[float]) -> None:
    before, memory = files(built), built / ".atlascast/transcripts.json"
    memory.write_bytes(memory.read_bytes()[:-20])
    build(built)
    assert len(mixes) == 4 and files(built) == before
    memory.unlink()
    build(built)
    assert len(mixes) == 8 and files(built) == before


def test_another_name_of_the_host_is_shown_everywhere(built: Path) -> None:
    config = built / "atlascast.toml"
    config.write_text(config.read_text().replace('engine = "silent"', 'engine = "silent"\nname = "Maren"'))
    build(built)
    told = [data.decode() for name, data in files(built).items() if name.endswith(".vtt")]
    assert len(told) == 4 and all("Maren" in one for one in told)


def test_a_corrected_sentence_changes_the_edition_and_its_track_alone(built: Path, mixes: list[float]) -> None:
    feed = built / "feed.xml"
    feed.write_text(feed.read_text().replace("Nobody was hurt.", "Two sailors were hurt."))
    before = files(built)
    mixes.clear()
    build(built)
    changed = {name.partition(".")[0] for name, data in files(built).items() if before.get(name) != data}
    assert "edition" in changed and len(changed) == 2
