"""The files of an episode folder: read back as they were, refused where they cannot be what they say."""

from pathlib import Path

import pytest
from conftest import NOW, settings, watch

from atlascast import archive, pipeline
from atlascast.errors import ConfigError, UserError
from atlascast.store import Store

WEEK = "2026-W24"


def script(folder: Path) -> Path:
    return folder / "episodes" / WEEK / "script.md"


def test_a_draft_is_read_back_as_it_was_written(fresh: Path) -> None:
    written = pipeline.draft(settings(fresh), "newest", NOW, watch)
    read = archive.load_draft(Store(fresh), WEEK)
    assert (read.script, read.picks, read.set_aside) == (written.script, written.picks, written.set_aside)


def test_a_script_that_names_another_week_is_refused_and_touches_no_other_episode(built: Path) -> None:
    text = script(built).read_text(encoding="utf-8")
    script(built).write_text(text.replace(f"week: {WEEK}", "week: 2026-W23"), encoding="utf-8")
    with pytest.raises(ConfigError, match="2026-W23"):
        pipeline.render(settings(built), WEEK, NOW, watch)
    assert not (built / "episodes" / "2026-W23").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe no text", None])
def test_a_script_that_cannot_be_read_is_the_users_to_mend(built: Path, content: bytes | None) -> None:
    script(built).unlink()
    if content is not None:
        script(built).write_bytes(content)
    with pytest.raises(UserError, match=r"script\.md"):
        pipeline.render(settings(built), WEEK, NOW, watch)


def test_a_damaged_stories_file_is_the_users_to_mend(built: Path) -> None:
    (built / "episodes" / WEEK / "stories.json").write_text("[]")
    with pytest.raises(UserError, match="no draft to read"):
        archive.load_draft(Store(built), WEEK)


def test_a_speaker_of_a_tracks_opening_needs_a_voice_too(built: Path) -> None:
    text = script(built).read_text(encoding="utf-8")
    script(built).write_text(text.replace("\n> From", "\n> **anchor:** From", 1), encoding="utf-8")
    draft = archive.load_draft(Store(built), WEEK)
    with pytest.raises(ConfigError, match="anchor"):
        archive.hold(settings(built), draft)


def test_all_that_a_script_says_and_its_articles_do_not_comes_at_once_with_its_lines(built: Path) -> None:
    text = script(built).read_text(encoding="utf-8")
    stories = [index for index, row in enumerate(text.split("\n")) if row.startswith("## Story")]
    rows = text.split("\n")
    said = [next(row for row in range(start, len(rows)) if rows[row].endswith((".", '"')) and rows[row][:1].isalpha())
            for start in stories[:2]]  # fmt: skip
    for row in said:
        rows[row] += " Nobody saw the 7,777 tanks."
    rows.insert(said[1] + 1, "\n**anchor:** Good night.")
    script(built).write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        archive.hold(settings(built), archive.load_draft(Store(built), WEEK))
    for row in said:
        assert f"script.md:{row + 1}: " in caught.value.message
    assert caught.value.message.count("7,777") >= 2
    assert "no voice for the speaker 'anchor'" in caught.value.message


def test_a_script_saved_on_windows_is_told_as_it_stands(built: Path) -> None:
    text = script(built).read_text(encoding="utf-8")
    before = archive.load_draft(Store(built), WEEK)
    script(built).write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    assert archive.load_draft(Store(built), WEEK).script == before.script
    assert not pipeline.draft(settings(built), "newest", NOW, watch).warnings[1:]


def test_every_redraft_keeps_the_script_that_it_replaces(built: Path) -> None:
    drafted = script(built).read_text(encoding="utf-8")
    edits = [drafted.replace("♪ sting", f"[own] Edit {number}.\n\n♪ sting", 1) for number in range(3)]
    for edit in edits:
        script(built).write_text(edit, encoding="utf-8")
        kept = pipeline.draft(settings(built), "newest", NOW, watch)
        assert any("--redraft" in warning for warning in kept.warnings)
        assert script(built).read_text(encoding="utf-8") == edit
        pipeline.draft(settings(built), "newest", NOW, watch, redraft=True)
        assert script(built).read_text(encoding="utf-8") == drafted
    kept_files = [path.read_text(encoding="utf-8") for path in script(built).parent.glob("script.*.md")]
    assert sorted(kept_files) == sorted(edits)


def test_a_title_a_heading_and_an_opening_hold_no_fact_that_their_story_has_not(built: Path) -> None:
    rows = script(built).read_text(encoding="utf-8").split("\n")
    places = [next(index for index, row in enumerate(rows) if row.startswith(mark))
              for mark in ("title: ", "summary: ", "## Story: ", "> From")]  # fmt: skip
    for place, number in zip(places, (7711, 7722, 7733, 7744), strict=True):
        rows[place] = f"{rows[place].rstrip('.')} with {number} Zorbians"
    script(built).write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        archive.hold(settings(built), archive.load_draft(Store(built), WEEK))
    for place, number in zip(places, (7711, 7722, 7733, 7744), strict=True):
        assert any(f"script.md:{place + 1}: " in one and str(number) in one for one in caught.value.message.split("\n"))


def test_an_editors_own_title_and_heading_are_let_pass_where_their_facts_are_the_storys(built: Path) -> None:
    rows = script(built).read_text(encoding="utf-8").split("\n")
    for mark, new in (("title: ", "title: A week worth hearing"), ("## Story: ", "## Story: What happened next")):
        place = next(index for index, row in enumerate(rows) if row.startswith(mark))
        rows[place] = new
    script(built).write_text("\n".join(rows), encoding="utf-8")
    archive.hold(settings(built), archive.load_draft(Store(built), WEEK))


def test_a_link_of_another_kind_comes_with_its_line_beside_the_other_mistakes(built: Path) -> None:
    rows = script(built).read_text(encoding="utf-8").split("\n")
    place = next(index for index, row in enumerate(rows) if row.startswith("- link: "))
    rows[place] = "- link: javascript:alert(1)"
    rows.append("## Nonsense")
    script(built).write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        archive.load_draft(Store(built), WEEK)
    assert f"script.md:{place + 1}: the link javascript:alert(1)" in caught.value.message
    assert "Nonsense" in caught.value.message
