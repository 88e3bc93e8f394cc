"""One estimate of length: near to what is measured, the same for a text as written and as spoken."""

import json
from pathlib import Path

import pytest
from conftest import settings
from hypothesis import given
from hypothesis import strategies as st
from test_rank import a_config

from atlascast import archive, config, pace, spoken
from atlascast.store import Store


def test_an_edition_is_as_long_as_estimated_within_a_twentieth(built: Path) -> None:
    show = settings(built)
    draft = archive.load_draft(Store(built), "2026-W24")
    measured = json.loads((built / "episodes" / "2026-W24" / "episode.json").read_text())["seconds"]
    spelled = spoken.spell(draft.script, spoken.load(None))
    assert pace.of_script(spelled, show) == pytest.approx(measured, rel=0.05)
    assert pace.of_script(draft.script, show) == pytest.approx(pace.of_script(spelled, show), rel=0.05)


@pytest.mark.parametrize("written", [
    "Building will cost $4.2 million and take 18 months, the board said on 14 March 2022.",
    "She carries 38,000 tonnes of fuel oil, 7% of which was spilled.",
    "The U.S. sent 1,500 troops and 24 tanks.",
])  # fmt: skip
def test_figures_take_the_time_of_their_words(written: str) -> None:
    said = spoken.say(written, spoken.load(None)).spoken
    assert said != written
    assert pace.seconds(written) == pytest.approx(pace.seconds(said), rel=0.15)


@given(st.floats(60, 3600), st.integers(1, 30), st.floats(0.5, 2.0))
def test_the_words_that_fill_a_length_take_that_length(length: float, stories: int, rate: float) -> None:
    show = a_config().model_copy(update={"voices": {"host": config.Voice(rate=rate)}})
    words = pace.words(length, stories, show)
    taken = stories * pace.story(words, show)
    assert taken <= length + 0.01 or words == 0
    assert taken + stories * pace.story(1, show) >= length


def test_a_faster_voice_needs_less_and_music_takes_its_time() -> None:
    show = a_config()
    fast = show.model_copy(update={"voices": {"host": config.Voice(rate=1.5), "sponsor": config.Voice(rate=0.5)}})
    assert pace.story(100, fast) < pace.story(100, show)
    assert pace.read("A fine pen.", "sponsor", fast) > pace.read("A fine pen.", "nobody", fast)
    music = show.model_copy(update={"sound": show.sound.model_copy(update={"sting": Path("sting.mp3")})})
    assert pace.around("story", music) > pace.around("story", show)
    assert pace.frame(8, show) > pace.frame(2, show) > pace.frame(1, show)
