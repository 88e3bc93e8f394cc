"""What was taken back or put right: kept as it was, and gone from where listeners read."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from archives import add_episode, config_in
from publishing import quiet

from atlascast import corrections
from atlascast.errors import UserError
from atlascast.models import Alternate, Correction, Track
from atlascast.publish import publish
from atlascast.store import VERSION, Store

WEEK, MOMENT = "2022-W01", datetime(2022, 1, 12, 9, tzinfo=UTC)


def withdrawn(track: Track | None = None) -> Correction:
    identity = track.story_id if track else ""
    return Correction("withdrawn", identity, "A bridge", "It was not so.", MOMENT, track=track)


def alternate(folder: Path, content: bytes) -> Alternate:
    (folder / "edition.m4a").write_bytes(content)
    return Alternate("edition.m4a", "audio/mp4", len(content), 96_000, 120.0, sha256(content).hexdigest())


def test_the_episode_as_it_was_is_kept_wherever_the_show_lies(tmp_path: Path) -> None:
    config = config_in(tmp_path / "versions" / "show")
    store = Store(config.out)
    before = add_episode(config, WEEK)
    corrections.save(store, WEEK, [withdrawn()])
    kept = store.folder(WEEK) / "versions/01"
    assert Store.record(kept / "episode.json") == before
    assert (kept / "tracks/01-story.mp3").is_file()
    corrections.save(store, WEEK, [withdrawn(), withdrawn(before.tracks[0])])
    assert not (store.folder(WEEK) / "versions/02/versions").exists()


def test_a_correction_moves_no_tracks_address_and_a_withdrawn_one_keeps_its_own(tmp_path: Path) -> None:
    earlier = add_episode(config_in(tmp_path), WEEK)
    told = {track.story_id: track.path for track in earlier.tracks}
    gone = replace(earlier.tracks[0], story_id="gone", path="tracks/03-gone.mp3")
    assert corrections.paths(earlier, [withdrawn()]) == told != {}
    assert corrections.paths(earlier, [withdrawn(gone)]) == told | {"gone": "tracks/03-gone.mp3"}
    assert corrections.paths(earlier, []) == {} and corrections.paths(None, [withdrawn(gone)]) == {}


def test_a_withdrawn_episode_is_gone_in_every_format(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    folder = tmp_path / "episodes" / WEEK
    folder.mkdir(parents=True)
    add_episode(config, "2021-W52")
    made = alternate(folder, b"all of it")
    add_episode(config, WEEK, 2, alternates=(made,))
    publish(config, Store(tmp_path), quiet)
    public = tmp_path / "public/episodes" / WEEK
    assert len(list(public.glob("edition-*.m4a"))) == 1
    add_episode(config, WEEK, 2, alternates=(made,), corrections=(withdrawn(),))
    publish(config, Store(tmp_path), quiet)
    assert not [path for path in public.iterdir() if path.suffix in (".mp3", ".m4a", ".vtt", ".srt")]


def test_no_format_of_an_edition_tells_the_story_that_was_taken_out_of_it(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    folder = tmp_path / "episodes" / WEEK
    folder.mkdir(parents=True)
    before = add_episode(config, WEEK, alternates=(alternate(folder, b"with the story"),))
    publish(config, Store(tmp_path), quiet)
    log = (withdrawn(before.tracks[1]),)
    corrections.save(Store(tmp_path), WEEK, log)
    made = alternate(folder, b"without it")
    add_episode(config, WEEK, audio=b"ID3 without it", alternates=(made,), corrections=log, tracks=before.tracks[:1])
    (folder / before.tracks[0].path).write_bytes(b"ID3 no audio\x01")
    publish(config, Store(tmp_path), quiet)
    names = [path.name for path in (tmp_path / "public/episodes" / WEEK).glob("edition-*.m4a")]
    assert names == [f"edition-{made.sha256[:8]}.m4a"]


def test_corrections_carry_a_version_and_those_of_before_are_read(tmp_path: Path) -> None:
    store, log = Store(tmp_path), (withdrawn(),)
    corrections.save(store, WEEK, log)
    path = store.folder(WEEK) / "corrections.json"
    rows = json.loads(path.read_text())
    assert rows["version"] == VERSION and corrections.load(store, WEEK) == log
    path.write_text(json.dumps(rows["corrections"]))
    assert corrections.load(store, WEEK) == log
    path.write_text(json.dumps({**rows, "version": VERSION + 1}))
    with pytest.raises(UserError, match=f"version {VERSION + 1}"):
        corrections.load(store, WEEK)
