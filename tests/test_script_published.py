"""What a script publishes beside its stories: a segue's dates and figures are the story's or its publication's."""

from dataclasses import replace
from importlib.resources import files

import pytest
from script_cases import WEEK, config, picks, story

from atlascast.models import Segment
from atlascast.script import published, write

STORIES = [
    story("a", title="Harbour strike ends", text="The strike in Lisk ended on Wednesday. It had lasted 11 days."),
    story("b", title="Wheat falls", text="Wheat fell on Friday. Analysts expect it to rise."),
]
PICKS = picks(*STORIES)
SCRIPT = write(PICKS, [], config(minutes=30), WEEK)


def held(segue: str) -> list[str]:
    """What is found where the first story's segue says this."""
    place = next(place for place, one in enumerate(SCRIPT.segments) if one.story_id == "a")
    segment = SCRIPT.segments[place]
    told: Segment = replace(segment, lines=(replace(segment.lines[0], written=segue), *segment.lines[1:]))
    script = replace(SCRIPT, segments=(*SCRIPT.segments[:place], told, *SCRIPT.segments[place + 1 :]))
    return list(map(str, published(script, PICKS, config(minutes=30))))


def test_the_drafted_segues_are_not_held() -> None:
    assert published(SCRIPT, PICKS, config(minutes=30)) == []


@pytest.mark.parametrize(
    "segue",
    [
        "First, the port. Test News reported on Thursday:",
        "We begin at the sea, where 11 days of waiting are over.",
        "After Wednesday's vote from Lisk, our first story:",
    ],
)
def test_a_segue_may_name_the_day_of_publication_and_what_the_story_says(segue: str) -> None:
    assert held(segue) == []


def test_no_variant_of_the_built_in_segues_is_held() -> None:
    folder = files("atlascast.script") / "templates"
    variants = [
        text
        for path in folder.iterdir()
        if path.name.startswith("segue_")
        for text in path.read_text(encoding="utf-8").split("\n\n")[1:]
    ]
    assert len(variants) > 15
    for text in variants:
        for section in ("Asia", "the Middle East", "defence"):
            assert held(text.strip().replace("{{ section }}", section)) == []


@pytest.mark.parametrize(
    "segue",
    [
        "First, the port. Test News reported on Wednesday:",
        "From the report that Test News published on 30 March:",
        "After 400 days of strike, the port of Lisk:",
        "After Saturday's news from Lisk, our first story:",
    ],
)
def test_a_segue_with_another_date_or_figure_is_held(segue: str) -> None:
    assert held(segue)
