"""Made-up campaigns, editions and ledgers for the tests of sponsor reads."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from atlascast.models import Delivered, Episode, Pick, Story
from atlascast.sponsors import Campaign
from atlascast.sponsors.flights import sunday

DATA = Path(__file__).parent / "data" / "sponsors"
ROOT = Path(__file__).parents[1]
CASES = json.loads((DATA / "stories.json").read_text())
WEEK = "2024-W10"


def a_story(name: str = "calm", **values: Any) -> Story:
    row = CASES[name]
    known = {"id": name, "url": "", "title": row["title"], "text": row["text"], "section": row.get("section", "")}
    return Story(**{**known, "tags": tuple(row.get("tags", ())), **values})


def picked(*stories: Story) -> list[Pick]:
    return [Pick(story, place, 0.5, {}, True, "because.") for place, story in enumerate(stories, 1)]


def calm(count: int) -> list[Pick]:
    return picked(*(a_story(id=f"calm{n}") for n in range(count)))


def a_campaign(name: str = "maps", **values: Any) -> Campaign:
    row = {
        "id": name,
        "advertiser": name.title(),
        "copy": [{"text": "Buy maps."}],
        "disclosure": "This is sponsored.",
        "rules": {"reads": 2, "apart": 2},
    }
    return Campaign.model_validate({**row, **values})


def an_episode(week: str, *campaigns: str) -> Episode:
    reads = tuple(Delivered(name, name.title(), 60.0, 15.0, "", "Buy maps.") for name in campaigns)
    day = datetime.combine(sunday(week), datetime.min.time(), UTC)
    return Episode(week, 1, week, "t", "s", day, "edition.mp3", 1, 1.0, "", -16.0, -1.0, (), (), reads)


def weeks(first: str, count: int) -> list[str]:
    start = sunday(first)
    days = [(start + timedelta(weeks=n)).isocalendar() for n in range(count)]
    return [f"{day.year}-W{day.week:02d}" for day in days]


NAMES = st.sampled_from(["a", "b", "c", "d", "e"])


@st.composite
def orders(draw: st.DrawFn) -> list[Campaign]:
    names = draw(st.lists(NAMES, unique=True, max_size=5))
    start = st.none() | st.dates(date(2024, 1, 1), date(2024, 3, 20))
    found = []
    for name in names:
        first = draw(start)
        found.append(
            a_campaign(
                name,
                category=draw(st.sampled_from(["", "air", "food"])),
                start=first,
                end=first and draw(st.none() | st.just(first + timedelta(days=draw(st.integers(0, 200))))),
                goal=draw(st.none() | st.integers(1, 30)),
                per_episode=draw(st.integers(1, 3)),
                distance=draw(st.integers(1, 5)),
                exclusive=draw(st.booleans()),
                priority=draw(st.integers(1, 10)),
                slots=draw(st.lists(st.sampled_from(["pre", "mid", "post", "after:Arts"]), min_size=1, max_size=3)),
                avoid={"classes": draw(st.lists(st.sampled_from(["death", "war", "disaster", "crime"]), max_size=3))},
                rules={"reads": draw(st.integers(0, 4)), "apart": draw(st.integers(1, 3))},
            )
        )
    return found


@st.composite
def editions(draw: st.DrawFn) -> list[Pick]:
    names = draw(st.lists(st.sampled_from(sorted(CASES)), max_size=9))
    section = st.sampled_from(["", "Arts", "World"])
    return picked(*(a_story(name, id=str(n), section=draw(section)) for n, name in enumerate(names)))
