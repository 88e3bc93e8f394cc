"""The whole run on a small show: what it makes, what it leaves alone, what it refuses."""

import hashlib
import json
import re
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile
from conftest import NOW, settings, watch
from sounds import voice

from atlascast import pipeline
from atlascast.audio import files
from atlascast.audio.meter import loudness
from atlascast.errors import ConfigError, UserError, WorldError
from atlascast.pipeline import Built
from atlascast.publish.entries import entries
from atlascast.store import Store

WEEK = "2026-W24"
HORN = "## Sponsor: Horns\n\n[audio: horn.flac] A horn.\n\n"


def build(folder: Path, **options: bool) -> Built:
    return pipeline.build_week(settings(folder), "newest", NOW + timedelta(hours=1), watch, **options)


def render(folder: Path) -> Built:
    return pipeline.render(settings(folder), WEEK, NOW + timedelta(hours=2), watch)


def contents(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file of the archive and the site: its digest and when it was written."""
    files = [path for part in ("episodes", "public") for path in sorted((folder / part).rglob("*")) if path.is_file()]
    return {str(path): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in files}


def report(folder: Path) -> list[dict[str, str]]:
    return list(json.loads((folder / "episodes" / WEEK / "report.json").read_text())["lines"])


def test_a_week_becomes_an_edition_with_all_its_files(built: Path) -> None:
    folder = built / "episodes" / WEEK
    for name in ("stories.json", "script.md", "edition.mp3", "edition.vtt", "edition.srt", "edition.json"):
        assert (folder / name).stat().st_size
    for name in ("chapters.json", "report.json", "episode.json", "cover.jpg"):
        assert (folder / name).stat().st_size
    assert [path.name[:3] for path in sorted((folder / "tracks").iterdir())] == ["01-", "02-", "03-"]
    assert (built / "public" / "feed.xml").is_file()


def test_a_second_run_speaks_nothing_and_writes_nothing(built: Path) -> None:
    before = contents(built)
    again = build(built)
    assert again.spoken == 0
    assert again.reused > 10
    assert contents(built) == before


def test_a_changed_sentence_is_spoken_alone_and_the_identity_stays(built: Path) -> None:
    record = json.loads((built / "episodes" / WEEK / "episode.json").read_text())
    feed = built / "feed.xml"
    feed.write_text(feed.read_text().replace("Nobody was hurt.", "Two sailors were hurt."))
    again = build(built)
    after = json.loads((built / "episodes" / WEEK / "episode.json").read_text())
    assert 1 <= again.spoken <= 3
    assert [record[key] for key in ("guid", "number", "published")] == [
        after[key] for key in ("guid", "number", "published")
    ]
    assert any("Two sailors" in line["written"] for line in report(built))
    assert not any("Nobody was hurt" in line["written"] for line in report(built))


def test_an_edited_script_is_told_and_never_overwritten(built: Path) -> None:
    script = built / "episodes" / WEEK / "script.md"
    edited = script.read_text().replace("Nobody was hurt.", "")
    script.write_text(edited)
    again = build(built)
    assert script.read_text() == edited
    assert any("edited" in warning for warning in again.warnings)
    assert not any("Nobody was hurt" in line["written"] for line in report(built))


def test_a_recording_is_played_at_the_programmes_loudness_and_known_by_what_it_holds(built: Path) -> None:
    for level, seed in ((0.003, 1), (0.3, 2)):
        sides = np.stack([voice(6.0, 48000, level, seed), np.zeros(288000, np.float32)], axis=1)
        soundfile.write(built / "horn.flac", sides, 48000)
        path = built / "episodes" / WEEK / "script.md"
        if level < 0.1:
            path.write_text(path.read_text().replace("## Story:", f"{HORN}## Story:", 1))
        edition = render(built)
        line = next(row for row in report(built) if row["written"] == "A horn.")
        assert line["voice"] == "recording"
        samples, rate = files.read(path.with_name("edition.mp3"))
        heard = samples[round(float(line["start"]) * rate) : round(float(line["end"]) * rate)]
        assert loudness(heard, rate) == pytest.approx(-16.0, abs=0.5)
        assert edition.spoken == 0


def test_a_recording_that_is_not_there_is_named_before_anything_is_said(built: Path) -> None:
    path = built / "episodes" / WEEK / "script.md"
    path.write_text(path.read_text().replace("## Story:", f"{HORN}## Story:", 1))
    with pytest.raises(ConfigError, match=r"no recording 'horn.flac'"):
        render(built)


def _ordered(folder: Path) -> None:
    """Horns has ordered a read in the post-roll."""
    order = {"id": "horns", "advertiser": "Horns", "disclosure": "Paid for by Horns.", "slots": ["post"]}
    rows = "\n".join(f"{key} = {json.dumps(value)}" for key, value in order.items())
    (folder / "sponsors.toml").write_text(f'[[campaigns]]\n{rows}\n[[campaigns.copy]]\ntext = "Blow."\n')


def test_a_read_that_an_edit_takes_where_it_may_not_stand_or_robs_of_its_disclosure_is_not_said(built: Path) -> None:
    _ordered(built)
    path = built / "episodes" / WEEK / "script.md"
    before = contents(built)
    read = "## Sponsor: Horns\n- campaign: horns\n\nBlow.\n\n"
    path.write_text(path.read_text().replace("## Story:", f"{read}## Story:", 1))
    with pytest.raises(ConfigError) as caught:
        render(built)
    line = path.read_text().splitlines().index("Blow.") + 1
    assert f"script.md:{line}: the read of horns may not stand here: pre is not among its slots" in str(caught.value)
    assert f"script.md:{line}: the read of horns: its disclosure is not said: Paid for by Horns." in str(caught.value)
    assert {name for name, was in contents(built).items() if before.get(name) != was} == {str(path)}


def test_a_read_that_counts_for_none_of_the_shows_campaigns_is_not_said(built: Path) -> None:
    _ordered(built)
    path = built / "episodes" / WEEK / "script.md"
    path.write_text(path.read_text().replace("## Story:", "## Sponsor: Horns\n\nBlow.\n\n## Story:", 1))
    with pytest.raises(ConfigError, match="'Sponsor: Horns' counts for no campaign: write `- campaign: ID` below it"):
        render(built)


def test_a_lost_record_keeps_the_identity_that_the_feed_tells(built: Path) -> None:
    record = built / "episodes" / WEEK / "episode.json"
    before = json.loads(record.read_text())
    record.unlink()
    pipeline.build_week(settings(built), "newest", NOW + timedelta(days=3), watch)
    after = json.loads(record.read_text())
    for key in ("guid", "number", "published"):
        assert after[key] == before[key]


def test_redraft_writes_an_edited_script_anew_and_keeps_the_old_beside_it(built: Path) -> None:
    script = built / "episodes" / WEEK / "script.md"
    draft = script.read_text()
    script.write_text(draft.replace("Nobody was hurt.", ""))
    build(built, redraft=True)
    assert script.read_text() == draft
    assert len(list(script.parent.glob("script.*.md"))) == 1


def test_an_edit_that_brings_in_a_number_of_its_own_fails_and_says_which(built: Path) -> None:
    script = built / "episodes" / WEEK / "script.md"
    script.write_text(script.read_text().replace("Eleven ships", "Forty ships"))
    before = contents(built)
    with pytest.raises(ConfigError, match=r"(?i)forty"):
        build(built)
    assert contents(built) == before


def test_a_speaker_without_a_voice_is_named_before_anything_is_said(built: Path) -> None:
    script = built / "episodes" / WEEK / "script.md"
    script.write_text(script.read_text().replace("Eleven ships", "**anchor:** Eleven ships"))
    with pytest.raises(ConfigError, match="anchor"):
        build(built)


@pytest.mark.parametrize("cut", [r"## Story(.|\n)*", r"(?<=\ntitle:).*"])
def test_a_script_without_a_story_or_a_title_is_never_published(built: Path, cut: str) -> None:
    script = built / "episodes" / WEEK / "script.md"
    text = script.read_text()
    script.write_text(re.sub(cut, "", text, count=1))
    assert script.read_text() != text
    before = contents(built)
    with pytest.raises(ConfigError, match=r"no story|title"):
        build(built)
    assert contents(built) == before


def test_draft_then_render_then_publish_is_the_same_as_build_week(fresh: Path, built_show: Path) -> None:
    pipeline.draft(settings(fresh), "newest", NOW, watch)
    assert not (fresh / "episodes" / WEEK / "edition.mp3").exists()
    pipeline.render(settings(fresh), None, NOW, watch)
    pipeline.publish_all(settings(fresh), watch)
    ours = {path.removeprefix(str(fresh)): row[0] for path, row in contents(fresh).items()}
    theirs = {path.removeprefix(str(built_show)): row[0] for path, row in contents(built_show).items()}
    assert ours == theirs


def test_render_without_a_draft_says_to_draft_first(fresh: Path) -> None:
    with pytest.raises(UserError, match=r"script\.md"):
        pipeline.render(settings(fresh), None, NOW, watch)


def test_a_story_that_leaves_the_edition_takes_its_track_along(built: Path) -> None:
    feed = built / "feed.xml"
    text = feed.read_text()
    start, end = text.index("<item>\n<title>Storm"), text.index("<item>\n<title>Fish")
    feed.write_text(text[:start] + text[end:])
    build(built)
    assert len(list((built / "episodes" / WEEK / "tracks").iterdir())) == 2


def test_a_teaser_is_never_told_and_its_loss_is_said(built: Path) -> None:
    again = build(built)
    assert any("Fish Market" in warning for warning in again.warnings)
    assert not any("customs house" in line["written"] for line in report(built))


def test_a_second_week_gets_the_next_number_and_leaves_the_first_alone(built: Path) -> None:
    first = (built / "episodes" / WEEK / "episode.json").read_bytes()
    feed = built / "feed.xml"
    feed.write_text(feed.read_text().replace(" Jun 2026", " May 2026"))
    second = pipeline.build_week(settings(built), "2026-W20", NOW, watch)
    assert second.episode.number == 2
    assert (built / "episodes" / WEEK / "episode.json").read_bytes() == first
    assert (built / "public" / "feed.xml").read_text().count("<item>") == 2


def test_a_build_that_fails_leaves_what_was_published(built: Path) -> None:
    before = contents(built)
    (built / "feed.xml").write_text("<rss version='2.0'><channel><title>x</title></channel></rss>")
    with pytest.raises(WorldError):
        build(built)
    assert contents(built) == before


def test_a_dry_run_writes_nothing_at_all(fresh: Path) -> None:
    before = sorted(fresh.rglob("*"))
    draft = pipeline.write_script(settings(fresh), "newest", NOW, watch, keep=False)
    assert len([segment for segment in draft.script.segments if segment.kind == "story"]) == 3
    assert sorted(fresh.rglob("*")) == before


def test_two_builds_at_once_are_refused(built: Path) -> None:
    from atlascast.store import Store

    with Store(built).lock(), pytest.raises(WorldError, match="at work"):
        build(built)


def test_what_belongs_to_audio_is_published_under_the_name_of_audio_that_is_made_anew(built: Path) -> None:
    path = built / "atlascast.toml"
    path.write_text(path.read_text().replace("A week at the harbour.", "A week by the harbour."))
    config = settings(built)
    pipeline.build_week(config, "newest", NOW, watch)
    (entry,) = entries(Store(built).records(), Store(built), config.show)
    families = (entry.sidecars, *(piece.sidecars for piece in entry.pieces))
    named = [file.name for family in families for file in family.values()]
    assert len(named) > 8 and [name for name in named if not (built / "public" / name).is_file()] == []
