"""What the tags of an edition and of a track say."""

from datetime import UTC, datetime

import pytest
from script_cases import WEEK, config, story

from atlascast import labels
from atlascast.config import Config
from atlascast.models import Line, Script, Segment

TOLD = Segment("story", "Ships leave port", (Line("host", "Ships left."), Line("host", "Rain fell.")), "ships")
SCRIPT = Script(WEEK, "The week", "What happened.", (Segment("intro", "Introduction", (Line("host", "Hello."),)), TOLD))


def in_language(code: str) -> Config:
    settings = config()
    return settings.model_copy(update={"show": settings.show.model_copy(update={"language": code})})


def test_an_edition_is_dated_with_the_sunday_of_its_week() -> None:
    assert labels.edition(config(), SCRIPT, 7).date == "2022-01-09"


def test_the_lyrics_are_all_that_is_said() -> None:
    assert labels.edition(config(), SCRIPT, 7).lyrics == "Hello.\n\nShips left.\nRain fell."
    assert labels.track(config(), SCRIPT, TOLD, None, (1, 1)).lyrics == "Ships left.\nRain fell."


@pytest.mark.parametrize(("code", "tagged"), [("en-GB", "eng"), ("uk", "ukr"), ("ar", "ara"), ("xx", "und")])
def test_the_language_of_any_show_is_tagged(code: str, tagged: str) -> None:
    assert labels.edition(in_language(code), SCRIPT, 7).language == tagged


def test_a_track_bears_its_author_and_day_else_the_newsroom_and_the_week() -> None:
    known = story("ships", author="Ada Quill", published=datetime(2022, 1, 5, tzinfo=UTC))
    named, bare = (labels.track(config(), SCRIPT, TOLD, one, (2, 3)) for one in (known, None))
    assert (named.artist, named.date, named.track, named.tracks) == ("Ada Quill", "2022-01-05", 2, 3)
    assert (bare.artist, bare.date) == ("Test News", "2022-01-09")


def test_an_edition_and_a_track_bear_the_guids_that_the_feeds_give_them() -> None:
    from atlascast import publish

    assert labels.edition(config(), SCRIPT, 7).guid == publish.guid(config(), WEEK)
    assert labels.track(config(), SCRIPT, TOLD, None, (1, 1)).guid == publish.guid(config(), WEEK, "ships")
