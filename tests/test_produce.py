"""What is to be made of a script: the edition's job, and one for every track, at the place that it has."""

from dataclasses import replace
from pathlib import Path

import pytest
from script_cases import BORDER, BY_ID, UNREST, WEEK, config, picks

from atlascast import produce
from atlascast.config import Config, Voice
from atlascast.models import Script
from atlascast.script import write

ROOT = Path(__file__).parents[1]


@pytest.fixture
def show(tmp_path: Path) -> Config:
    plain = config()
    cover = plain.show.model_copy(update={"cover": ROOT / "assets/cover.jpg", "episode_covers": False})
    return plain.model_copy(update={"show": cover, "out": tmp_path, "root": tmp_path})


class OwnVoice:
    """A voice of the user's own, whose sound follows from its key."""

    key = "own 1"

    def __init__(self, options: Voice, cache: Path) -> None:
        pass


def names(show: Config, script: Script, paths: dict[str, str] | None = None) -> list[str]:
    folder = show.out / "episodes" / script.week
    return [job.path.relative_to(folder).as_posix() for job in produce.jobs(show, script, BY_ID, 1, paths)]


def test_every_story_has_a_track_named_by_its_place_and_title_behind_the_edition(show: Config) -> None:
    script = write(picks(UNREST, BORDER), [], show, WEEK)
    assert names(show, script) == [
        "edition.mp3", "tracks/01-russia-led-troops-enter-kazakhstan.mp3",
        "tracks/02-west-africa-shuts-its-borders-with-mali.mp3",
    ]  # fmt: skip


def test_a_track_that_was_published_keeps_its_path_and_number_whatever_its_title_and_place(show: Config) -> None:
    script = write(picks(BORDER, UNREST), [], show, WEEK)
    paths = {"unrest": "tracks/04-troops.mp3", "withdrawn": "tracks/09-gone.mp3"}
    made = produce.jobs(show, script, BY_ID, 1, paths)
    assert names(show, script, paths)[2] == "tracks/04-troops.mp3"
    assert (made[2].tags.track, made[2].tags.tracks) == (4, 9), "the number stays, and is one of as many as there were"


def test_a_change_inside_one_story_makes_the_edition_and_that_track_alone(show: Config) -> None:
    script = write(picks(UNREST, BORDER), [], show, WEEK)
    before = [job.key for job in produce.jobs(show, script, BY_ID, 1)]
    place = next(at for at, segment in enumerate(script.segments) if segment.story_id == "border")
    segment = script.segments[place]
    lines = (*segment.lines[:-1], replace(segment.lines[-1], written="Nobody was hurt."))
    segments = (*script.segments[:place], replace(segment, lines=lines), *script.segments[place + 1 :])
    after = [job.key for job in produce.jobs(show, replace(script, segments=segments), BY_ID, 1)]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True, False]


def test_a_voice_of_the_users_own_has_all_made_anew_by_its_key(show: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    own = show.model_copy(update={"voices": {"host": Voice(engine=f"{__name__}:OwnVoice")}})
    script = write(picks(UNREST, BORDER), [], show, WEEK)
    before = [job.key for job in produce.jobs(own, script, BY_ID, 1)]
    assert [job.key for job in produce.jobs(own, script, BY_ID, 1)] == before
    monkeypatch.setattr(OwnVoice, "key", "own 2")
    assert not {job.key for job in produce.jobs(own, script, BY_ID, 1)} & set(before)
