"""The edition in further formats, its playlist and its picture of loudness: made, tagged, recorded, dropped again."""

import json
from pathlib import Path

import numpy as np
import pytest
from conftest import NOW, settings, watch
from mutagen.id3 import ID3, PRIV, TXXX
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from PIL import Image

from atlascast import master, pipeline
from atlascast.audio import RATE
from atlascast.master import encode
from atlascast.models import Chapter
from atlascast.store import digest

WEEK = "2026-W24"


def build(folder: Path, *alternates: str) -> dict[str, object]:
    """Build with these alternates; the record."""
    config = folder / "atlascast.toml"
    text = config.read_text().split("\n[sound]")[0]
    config.write_text(f"{text}\n[sound]\nalternates = {json.dumps(alternates)}\n")
    pipeline.build_week(settings(folder), "newest", NOW, watch)
    return dict(json.loads((folder / "episodes" / WEEK / "episode.json").read_text()))


@pytest.fixture(scope="module")
def episode(fresh_show: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    import shutil

    folder = tmp_path_factory.mktemp("alternates") / "show"
    shutil.copytree(fresh_show, folder)
    build(folder, "m4a", "m4b", "opus")
    return folder / "episodes" / WEEK


def test_the_record_says_of_every_alternate_what_a_feed_needs(episode: Path) -> None:
    record = json.loads((episode / "episode.json").read_text())
    rows = record["alternates"]
    assert [(row["path"], row["type"]) for row in rows] == [
        ("edition.m4a", "audio/mp4"), ("edition.m4b", "audio/mp4"), ("edition.opus", "audio/ogg"),
    ]  # fmt: skip
    for row in rows:
        path = episode / row["path"]
        assert (row["bytes"], row["sha256"]) == (path.stat().st_size, digest(path))
        assert row["seconds"] == pytest.approx(record["seconds"], abs=0.05)
        assert row["bitrate"] == pytest.approx(row["bytes"] * 8 / row["seconds"], abs=1)
        assert master.measure(path).seconds == pytest.approx(record["seconds"], abs=0.05)


def test_an_m4a_carries_title_cover_and_the_chapters_of_the_mp3(episode: Path) -> None:
    record = json.loads((episode / "episode.json").read_text())
    audio = MP4(episode / "edition.m4a")
    assert audio.tags["\xa9nam"] == [record["title"]]
    assert audio.tags["pcst"]
    assert bytes(audio.tags["covr"][0]) == (episode / "cover.jpg").read_bytes()
    assert [round(chapter.start, 2) for chapter in audio.chapters] == [
        pytest.approx(row["start"], abs=0.02) for row in record["chapters"]
    ]
    assert MP4(episode / "edition.m4b").tags["stik"] == [2]


def test_an_opus_file_carries_title_cover_and_chapters(episode: Path) -> None:
    record = json.loads((episode / "episode.json").read_text())
    tags = OggOpus(episode / "edition.opus").tags
    assert tags["title"] == [record["title"]]
    assert tags["chapter001name"] == [record["chapters"][1]["title"]]
    assert tags["metadata_block_picture"]


def test_the_playlist_names_the_tracks_in_order(episode: Path) -> None:
    record = json.loads((episode / "episode.json").read_text())
    lines = (episode / "edition.m3u").read_text().splitlines()
    assert lines[0] == "#EXTM3U"
    assert [line for line in lines if not line.startswith("#")] == [track["path"] for track in record["tracks"]]


def test_the_loudness_is_drawn_and_told_of_every_chapter(episode: Path) -> None:
    with Image.open(episode / "loudness.png") as image:
        assert image.size == (1600, 560)
    report = json.loads((episode / "report.json").read_text())
    assert all(row["lufs"] <= 0 for row in report["chapters"])
    assert report["loudness"]["lra"] >= 0


def test_an_alternate_that_is_lost_is_made_again_and_one_not_asked_for_is_dropped(fresh: Path) -> None:
    first = build(fresh, "opus")
    folder = fresh / "episodes" / WEEK
    (folder / "edition.opus").unlink()
    times = {path: path.stat().st_mtime_ns for path in (folder / "tracks").iterdir()}
    assert build(fresh, "opus") == first
    assert (folder / "edition.opus").is_file()
    assert build(fresh)["alternates"] == []
    assert not (folder / "edition.opus").exists()
    assert {path: path.stat().st_mtime_ns for path in (folder / "tracks").iterdir()} == times
    assert not list(folder.glob(".*.part"))


def test_an_opus_chapter_of_half_a_second_and_more_begins_at_its_time(tmp_path: Path) -> None:
    starts = [0.0, 1.5, 2.747, 4.2]
    chapters = [Chapter(at, end, f"No. {at} = so; #1") for at, end in zip(starts, [*starts[1:], 6.0], strict=True)]
    out = tmp_path / "edition.opus"
    encode.alternate(iter([np.zeros(6 * RATE, np.float32)]), out, "opus", chapters)
    comments = {name.lower(): text for name, text in OggOpus(out).tags}
    clocks = [comments[f"chapter{number:03}"] for number in range(4)]
    assert clocks == ["00:00:00.000", "00:00:01.500", "00:00:02.747", "00:00:04.200"]
    assert comments["chapter002name"] == "No. 2.747 = so; #1"


@pytest.mark.parametrize("more", range(4))
def test_a_chapters_title_of_more_bytes_than_an_m4a_holds_ends_with_a_whole_letter(tmp_path: Path, more: int) -> None:
    title, out = "x" * more + "日" * 100, tmp_path / "edition.m4a"
    encode.alternate(iter([np.zeros(2 * RATE, np.float32)]), out, "m4a", [Chapter(0.0, 2.0, title)])
    (chapter,) = MP4(out).chapters  # type: ignore[no-untyped-call]
    assert chapter.title == title[: more + (252 - more) // 3] + "…"


def test_frames_that_another_program_put_into_an_edition_survive_the_next_render(fresh: Path) -> None:
    build(fresh)
    path = fresh / "episodes" / WEEK / "edition.mp3"
    frames = ID3(path)  # type: ignore[no-untyped-call]
    frames.add(PRIV(owner="player.example", data=b"\x01\x02"))  # type: ignore[no-untyped-call]
    frames.add(TXXX(encoding=3, desc="Mine", text=["kept"]))  # type: ignore[no-untyped-call]
    frames.save(path)
    config = fresh / "atlascast.toml"
    config.write_text(config.read_text().replace("[show]\n", '[show]\ncopyright = "© Somebody else"\n', 1))
    build(fresh)
    after = ID3(path)  # type: ignore[no-untyped-call]
    assert after["TXXX:Mine"].text == ["kept"] and after.getall("PRIV")[0].data == b"\x01\x02"
    assert after["TCOP"].text == ["© Somebody else"]
