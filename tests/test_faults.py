"""A full disk, a read-only folder, a clock that jumps, two builds, a voice that dies or hangs, damaged caches:
survived, or refused in words."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW, settings, watch

from atlascast import pipeline, plugins, revise
from atlascast.errors import AtlascastError, UserError, VoiceError, WorldError
from atlascast.narrate import telling
from atlascast.revise import Wanted
from atlascast.store import VERSION, Store, part, write

WEEK = "2026-W24"
SAMPLES = sorted((Path(__file__).parent / "data/archives").iterdir())
FULL = """
import resource, signal, sys
from atlascast.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
sys.argv = ["atlascast", "build-week", "--json"]
main()
"""
VOICE = '''
import os, time
from pathlib import Path
from atlascast.narrate.silent import SilentVoice


class Voice(SilentVoice):
    """Dies, or hangs, on its third clip, until a file says that it is well."""

    def speak(self, text, sounds, out):
        with open({folder!r} + "/turns", "a") as file:
            file.write(".")
        if Path({folder!r}, "turns").stat().st_size > 3 and not Path({folder!r}, "well").exists():
            {fault}
        return super().speak(text, sounds, out)
'''


def site(folder: Path) -> dict[str, bytes]:
    found = [path for name in ("episodes", "public") for path in (folder / name).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def edit(folder: Path) -> None:
    feed = folder / "feed.xml"
    feed.write_text(feed.read_text().replace("Nobody was hurt.", "Two sailors were hurt."))


def build(folder: Path, hours: float = 1) -> pipeline.Built:
    return pipeline.build_week(settings(folder), "newest", NOW + timedelta(hours=hours), watch)


@pytest.mark.slow
@pytest.mark.parametrize("limit", [2_000, 40_000, 300_000])
def test_a_disk_that_is_full_is_said_and_leaves_what_was_published(built: Path, limit: int) -> None:
    public = {name: data for name, data in site(built).items() if name.startswith("public/")}
    edit(built)
    run = [sys.executable, "-c", FULL.format(limit=limit)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(run, cwd=built, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr and "disk" in done.stderr
    assert public.items() <= site(built).items()
    assert build(built).episode.number == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes anywhere")
@pytest.mark.parametrize("name", ["episodes", "public", ".atlascast"])
def test_a_folder_that_may_not_be_written_is_named(built: Path, name: str) -> None:
    edit(built)
    folders = [path for path in (built / name, *(built / name).rglob("*")) if path.is_dir()]
    for path in folders:
        path.chmod(0o500)
    with pytest.raises(WorldError, match="cannot be"):
        build(built)
    for path in folders:
        path.chmod(0o700)
    build(built)


@pytest.mark.parametrize("name", ["episodes", "public", ".atlascast", f"episodes/{WEEK}/tracks", "public/feed.xml"])
def test_what_stands_in_the_place_of_a_file_or_folder_is_named(fresh: Path, name: str) -> None:
    """As on a disk that may not be written, and so that root sees it too."""
    path = fresh / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (path / "x").mkdir(parents=True) if name.endswith(".xml") else path.write_text("not a folder")
    with pytest.raises(AtlascastError) as error:
        build(fresh)
    assert path.name in error.value.message


@pytest.mark.parametrize("hours", [-24 * 2, -1, 24 * 3650])
def test_a_clock_that_jumps_moves_no_number_date_or_byte(built: Path, hours: float) -> None:
    before = site(built)
    build(built, hours)
    assert site(built) == before


def test_a_clock_that_was_set_back_is_told_when_it_would_date_an_episode_before_an_earlier_one(built: Path) -> None:
    early = built / "episodes/2026-W20"
    early.mkdir()
    row = json.loads((built / "episodes" / WEEK / "episode.json").read_text())
    (early / "episode.json").write_text(json.dumps(row | {"week": "2026-W20", "guid": "another", "tracks": []}))
    assert not [text for text in build(built, -1).warnings if "clock" in text], "it has been recorded before"
    (built / "episodes" / WEEK / "episode.json").unlink()
    (built / "public/feed.xml").unlink()
    (said,) = [text for text in build(built, -1).warnings if "before that of 2026-W20" in text]
    for name in ("episode.json", "public/feed.xml"):
        assert name in said, "the hint is followed here"
        (built / f"episodes/{WEEK}" / name if "/" not in name else built / name).unlink()
    again = build(built, 1)
    assert again.episode.published > NOW and not [text for text in again.warnings if "clock" in text]


def test_an_older_week_that_is_corrected_under_a_new_guid_is_not_taken_for_one_of_a_wrong_clock(built: Path) -> None:
    row = json.loads((built / "episodes" / WEEK / "episode.json").read_text())
    later = {"week": "2026-W30", "guid": "later", "number": 2, "published": "2026-07-28T06:00:00+00:00", "tracks": []}
    (built / "episodes/2026-W30").mkdir()
    (built / "episodes/2026-W30/episode.json").write_text(json.dumps(row | later))
    wanted = Wanted(row["tracks"][0]["story_id"], "It was so.", week=WEEK, redownload=True)
    made = revise.correct(settings(built), wanted, NOW + timedelta(days=60), watch)
    assert made.episode.guid != row["guid"] and not [text for text in made.warnings if "clock" in text]


RECORDS = {
    "of another week": ({"week": "2021-W50"}, "not of its folder's week"),
    "of a path for a week": ({"week": "../../x"}, "not of its folder's week"),
    "with no length": ({"seconds": float("nan")}, "JSON"),
    "with a wrong field": ({"number": "first"}, "number: "),
    "of a later version and form": ({"version": VERSION + 1, "audio": {"name": "x"}}, "knows up to"),
}


@pytest.mark.parametrize(("change", "said"), RECORDS.values(), ids=RECORDS)
def test_a_record_that_cannot_be_right_is_refused_and_harms_nothing(built: Path, change: object, said: str) -> None:
    path = built / "episodes" / WEEK / "episode.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    before = site(built)
    for work in (lambda: build(built), lambda: pipeline.publish_all(settings(built), watch)):
        with pytest.raises(UserError) as error:
            work()
        assert said in error.value.message and path.name in error.value.message
    assert site(built) == before


def test_a_correction_is_never_dated_before_what_it_corrects(built: Path) -> None:
    name = Store.record(built / "episodes" / WEEK / "episode.json").tracks[0].story_id
    made = revise.correct(settings(built), Wanted(name, "It was so."), NOW - timedelta(days=400), watch)
    assert made.episode.corrections[0].moment == made.episode.published


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads anything")
@pytest.mark.parametrize("name", ["cover.jpg", "report.json", "edition.mp3", "corrections.json"])
def test_a_file_that_may_not_be_read_is_named(built: Path, name: str) -> None:
    path = built / "episodes" / WEEK / name
    path.touch()
    path.chmod(0)
    with pytest.raises(AtlascastError, match=name):
        pipeline.publish_all(settings(built), watch)
        build(built)


def test_a_clock_that_is_years_behind_is_refused_and_harms_nothing(built: Path) -> None:
    before = site(built)
    with pytest.raises(WorldError, match="not out yet"):
        build(built, -24 * 3650)
    assert site(built) == before


def test_a_second_build_beside_the_first_is_refused_and_harms_nothing(built: Path) -> None:
    before = site(built)
    with Store(built).lock(), pytest.raises(WorldError, match="at work"):
        build(built)
    assert site(built) == before


@pytest.mark.slow
@pytest.mark.parametrize(("fault", "said"), [
    ("os._exit(3)", "died"), ("os.kill(os.getpid(), 9)", "died"), ("time.sleep(60)", "finished nothing")])
def test_a_voice_that_dies_or_hangs_is_an_error_and_the_next_run_goes_on(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, fault: str, said: str
) -> None:
    (fresh / "failing.py").write_text(VOICE.format(folder=str(fresh), fault=fault))
    monkeypatch.syspath_prepend(str(fresh))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(fresh), str(Path(__file__).parents[1])]))
    monkeypatch.setattr(telling, "_PATIENCE", 4.0)
    config = (fresh / "atlascast.toml").read_text().replace('"silent"', '"failing:Voice"')
    (fresh / "atlascast.toml").write_text(config)
    with pytest.raises((VoiceError, WorldError), match=said):
        build(fresh)
    assert not (fresh / "public").exists() and not list(fresh.glob("episodes/*/episode.json"))
    (fresh / "well").touch()
    assert build(fresh).episode.number == 1


DAMAGE = {"empty": b"", "cut": b"{", "a list": b"[]", "null": b"null", "odd": b'{"key": 5}', "noise": b"\x00\xff" * 50,
          "deep": b"[" * 100_000}


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_cache_that_is_damaged_is_made_again_to_the_same_bytes(built: Path, damage: bytes) -> None:
    before = site(built)
    for path in (built / ".atlascast").rglob("*.json"):
        path.write_bytes(damage)
    build(built)
    assert site(built) == before


def test_a_stamp_whose_facts_are_damaged_is_no_stamp(built: Path) -> None:
    before = site(built)
    for path in (built / ".atlascast/stamps").glob("*.json"):
        row = json.loads(path.read_text())
        path.write_text(json.dumps(row | {"facts": dict.fromkeys(row["facts"])}))
    build(built)
    assert site(built) == before


def test_clips_that_are_cut_short_are_spoken_again(built: Path) -> None:
    before = site(built)
    clips = list((built / ".atlascast/clips").rglob("*.wav"))
    for path in clips:
        path.write_bytes(path.read_bytes()[:1000])
    for path in (built / "episodes" / WEEK).rglob("*.mp3"):
        path.unlink()
    assert build(built).spoken == len(clips)
    assert site(built) == before


def test_an_edition_that_was_cut_short_is_made_again(built: Path) -> None:
    before = site(built)
    edition = built / "episodes" / WEEK / "edition.mp3"
    data = edition.read_bytes()
    edition.unlink()
    edition.write_bytes(data[: len(data) // 2])
    build(built)
    assert site(built) == before


def test_what_a_kill_left_half_written_is_swept_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept = [store.folder(WEEK) / "a.part", store.public / ".hidden", store.cache / "x.json"]
    left = [part(store.folder(WEEK) / "tracks/01-x.mp3"), part(store.public / "feed.xml"), part(store.cache / "x.json")]
    for path in (*kept, *left):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    with store.lock():
        assert all(path.exists() for path in kept) and not any(path.exists() for path in left)


def test_a_file_is_fresh_only_as_it_was_made(tmp_path: Path) -> None:
    store, path = Store(tmp_path), tmp_path / "public/x"
    write(path, "as made")
    assert store.fresh(path, "key") is None
    store.made(path, "key", {"seconds": 1.5})
    assert store.fresh(path, "key") == {"seconds": 1.5} and store.fresh(path, "other") is None
    write(path, "by hand")
    assert store.fresh(path, "key") is None


@pytest.mark.parametrize("name", ["no-such", "no.such:Class", "json:NoSuch", "os", "..:x", ":x", "a b:c", "json:"])
def test_a_name_that_leads_to_no_class_is_told(name: str) -> None:
    with pytest.raises(UserError, match="voice"):
        plugins.find("voice", name, {"piper": "atlascast.narrate.piper:PiperVoice"})


def test_a_name_leads_to_its_row_or_to_a_class_of_ones_own() -> None:
    assert plugins.find("voice", "own", {"own": "json:JSONDecoder"}) is json.JSONDecoder
    assert plugins.find("voice", "json:JSONEncoder", {}) is json.JSONEncoder


@pytest.mark.parametrize("name", ["episode.json", "stories.json"])
def test_a_later_atlascasts_archive_is_refused_and_left_alone(built: Path, name: str) -> None:
    path = built / "episodes" / WEEK / name
    path.write_text(json.dumps(json.loads(path.read_text()) | {"version": VERSION + 1}))
    before = site(built)
    with pytest.raises(UserError, match=f"version {VERSION + 1}"):
        pipeline.render(settings(built), WEEK, NOW, watch)
    assert site(built) == before


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_an_older_atlascasts_archive_is_read_and_told_on(built: Path, sample: Path) -> None:
    """The samples are what earlier versions wrote of this show."""
    folder = built / "episodes" / WEEK
    now = Store.record(folder / "episode.json")
    for name in ("episode.json", "stories.json"):
        (folder / name).write_bytes((sample / name).read_bytes())
    kept = Store.record(folder / "episode.json")
    assert (kept.guid, kept.number, kept.week) == (now.guid, 1, WEEK)
    again = pipeline.render(settings(built), WEEK, NOW + timedelta(days=9), watch).episode
    assert (again.guid, again.number, again.published) == (kept.guid, kept.number, kept.published)
    pipeline.publish_all(settings(built), watch)
