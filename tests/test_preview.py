"""The preview makes anew what a change bears on, and nothing else."""

import shutil
from pathlib import Path

import pytest
from conftest import settings

from atlascast.cli.preview import Followed
from atlascast.publish.serve import serve

WEEK = "2026-W24"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None]]:
    """What was asked of the pipeline."""
    made: list[tuple[str, str | None]] = []
    monkeypatch.setattr("atlascast.pipeline.draft", lambda config, week, now, watch: made.append(("draft", week)))
    monkeypatch.setattr("atlascast.pipeline.render", lambda config, week, now, watch: made.append(("render", week)))
    monkeypatch.setattr("atlascast.pipeline.publish_all", lambda config, watch: made.append(("publish", None)))
    return made


def followed(folder: Path) -> Followed:
    (folder / "public").mkdir(exist_ok=True)
    server = serve(folder / "public", 0)
    server.server_close()
    return Followed(folder / "atlascast.toml", settings(folder), server)


def test_an_edited_script_of_any_week_is_rendered(built: Path, calls: list[tuple[str, str | None]]) -> None:
    older = built / "episodes/2020-W01/script.md"
    older.parent.mkdir()
    older.write_text("---")
    ours = followed(built)
    assert {older, built / "episodes" / WEEK / "script.md", built / "atlascast.toml"} <= set(ours.paths())
    ours.again([older])
    assert calls == [("render", "2020-W01"), ("publish", None)]


def test_the_config_bears_on_the_pages_at_once_and_on_the_newest_week(
    built: Path, calls: list[tuple[str, str | None]]
) -> None:
    followed(built).again([built / "atlascast.toml"])
    assert calls == [("publish", None), ("render", None), ("publish", None)]


def test_a_template_bears_on_pages_alone(built: Path, calls: list[tuple[str, str | None]]) -> None:
    (built / "mine").mkdir()
    config = built / "atlascast.toml"
    text = config.read_text()
    named = text.replace("[edition]", '[edition]\ntemplates = "mine"') if "[edition]" in text else (
        text + '\n[edition]\ntemplates = "mine"\n')
    config.write_text(named)
    followed(built).again([built / "mine/show.html"])
    assert calls == [("publish", None)]


def test_sponsors_are_placed_anew_in_the_newest_week(built: Path, calls: list[tuple[str, str | None]]) -> None:
    (built / "sponsors.toml").write_text("")
    ours = followed(built)
    assert built / "sponsors.toml" in ours.paths()
    ours.again([built / "sponsors.toml"])
    assert calls == [("draft", WEEK), ("render", None), ("publish", None)]


def test_a_mistake_is_told_and_the_site_stays(
    built: Path, calls: list[tuple[str, str | None]], capsys: pytest.CaptureFixture[str]
) -> None:
    ours = followed(built)
    shutil.copy(built / "atlascast.toml", built.parent / "kept.toml")
    (built / "atlascast.toml").write_text("[show")
    ours.again([built / "atlascast.toml"])
    assert calls == [] and "atlascast.toml" in capsys.readouterr().err
    assert "as it was before" in ours.server.stale
    shutil.copy(built.parent / "kept.toml", built / "atlascast.toml")
    ours.again([built / "atlascast.toml"])
    assert calls and ours.server.stale == ""


def test_sponsors_of_a_show_without_a_script_are_a_mistake_that_is_told(
    fresh: Path, calls: list[tuple[str, str | None]], capsys: pytest.CaptureFixture[str]
) -> None:
    (fresh / "sponsors.toml").write_text("")
    followed(fresh).again([fresh / "sponsors.toml"])
    assert calls == [] and "There is no script.md" in capsys.readouterr().err
