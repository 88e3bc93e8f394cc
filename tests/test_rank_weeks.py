"""Two weeks in a row: what moved on is told as going on, what did not is told once."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, settings, watch
from test_rank import MONDAY, PAIRS, WEEK, a_config, a_story, an_episode

from atlascast import pipeline
from atlascast.errors import UserError
from atlascast.models import Collected, Story
from atlascast.rank import rank
from atlascast.rank.same import events

PIER = "Harbour Board Approves a New Pier for the Ferries"
LATER = datetime(2026, 6, 22, 6, 0, tzinfo=UTC)


def picks_of(folder: Path, week: str) -> dict[str, dict[str, Any]]:
    rows = json.loads((folder / "episodes" / week / "stories.json").read_text())["picks"]
    return {row["story"]["title"]: row for row in rows}


def test_the_second_week_goes_on_with_what_moved_and_refuses_what_did_not(built: Path) -> None:
    shutil.copy(DATA / "rank" / "second_week.xml", built / "feed.xml")
    pipeline.build_week(settings(built), "2026-W25", LATER, watch)
    picks = picks_of(built, "2026-W25")
    towed = picks["Tanker Solveig Leaves the Strait Under Tow"]
    assert (towed["chosen"], towed["follows"]) == (True, "2026-W24")
    assert "Moves on from what 2026-W24 told" in towed["reason"]
    for title in (PIER, "From Our Pages: The Last Keeper of the Skerry Light"):
        assert not picks[title]["chosen"]
        assert "Told in 2026-W24; it would have needed an update" in picks[title]["reason"]
    assert picks["School Choir Wins the Northern Prize"]["follows"] == ""
    lines = json.loads((built / "episodes" / "2026-W25" / "report.json").read_text())["lines"]
    said = [line["written"] for line in lines if line["segment"] and "last week" in line["written"]]
    assert len(said) == 1 and "reported" in said[0]


def test_a_refused_story_can_still_be_pinned(built: Path) -> None:
    shutil.copy(DATA / "rank" / "second_week.xml", built / "feed.xml")
    config = settings(built)
    config = config.model_copy(update={"rank": config.rank.model_copy(update={"pin": ("new pier",)})})
    pipeline.draft(config, "2026-W25", LATER, watch)
    assert picks_of(built, "2026-W25")[PIER]["chosen"]


def test_a_week_whose_articles_are_lost_is_known_by_its_record(built: Path) -> None:
    shutil.copy(DATA / "rank" / "second_week.xml", built / "feed.xml")
    stories = built / "episodes" / "2026-W24" / "stories.json"
    stories.unlink()
    pipeline.draft(settings(built), "2026-W25", LATER, watch)
    assert not picks_of(built, "2026-W25")[PIER]["chosen"]
    stories.write_text("{")
    with pytest.raises(UserError, match="2026-W24"):
        pipeline.draft(settings(built), "2026-W25", LATER, watch)


def told_and_again(new: Story, old: Story) -> tuple[bool, str]:
    """Whether a story is told in the week after an episode that told `old`, and the week it goes on with."""
    episode = an_episode("2024-W09", old.id)
    episode = replace(episode, tracks=(replace(episode.tracks[0], title=old.title),))
    picks = rank(Collected(WEEK, (new,)), a_config(), [episode], {"2024-W09": [old]})
    return picks[0].chosen, picks[0].follows


def test_a_new_date_alone_is_no_news_and_a_new_sentence_is() -> None:
    old = replace(a_story("bridge"), published=MONDAY - timedelta(days=4))
    touched = replace(old, published=MONDAY, updated=MONDAY + timedelta(days=2))
    assert told_and_again(touched, old) == (False, "")
    news = f"{old.text} A lorry that was twice as heavy as allowed cracked two of its beams on Thursday."
    assert told_and_again(replace(touched, text=news), old) == (True, "2024-W09")


def follow_ups() -> Iterator[Any]:
    """Pairs of which the second goes on with the first; one that is known to be missed fails as long as it is."""
    for row in json.loads((DATA / "rank" / "follows.json").read_text()):
        marks = [pytest.mark.xfail(strict=True, reason="hardly a word in common")] * bool(row.get("missed"))
        yield pytest.param(row, id=row["why"], marks=marks)


@pytest.mark.parametrize("row", list(follow_ups()))
def test_what_came_of_a_told_story_is_told_as_going_on(row: dict[str, Any]) -> None:
    old = Story("old", "", *row["a"], MONDAY - timedelta(days=row["days"]))
    assert told_and_again(Story("new", "", *row["b"], MONDAY), old) == (True, "2024-W09")


LANGUAGES = json.loads((DATA / "rank" / "languages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", LANGUAGES, ids=lambda row: str(row["language"]))
def test_in_every_language_what_came_of_a_story_goes_on_with_it_and_another_event_does_not(row: dict[str, Any]) -> None:
    old, onward, other = (
        Story(name, "", *row[name], MONDAY - timedelta(days=days), language=row["language"])
        for name, days in (("told", 6), ("goes_on", 0), ("other", 0))
    )
    assert told_and_again(onward, old) == (True, "2024-W09")
    assert told_and_again(other, old) == (True, "")
    assert len(events([old, other])) == 2


OTHERS = [row for row in PAIRS if not row["same"] and row["days"] >= 2 and not row.get("goes_on")]


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: str(row["why"]))
def test_another_event_of_the_same_kind_is_never_told_as_going_on(row: dict[str, Any]) -> None:
    old = Story("old", "", *row["a"], MONDAY - timedelta(days=row["days"]))
    assert told_and_again(Story("new", "", *row["b"], MONDAY), old) == (True, "")


def test_a_block_that_names_nothing_warns_and_a_pin_that_was_set_aside_says_why(built: Path) -> None:
    config = settings(built)
    asked = config.rank.model_copy(update={"block": ("no such thing", "lighthouse keeper")})
    draft = pipeline.draft(config.model_copy(update={"rank": asked}), "2026-W24", LATER, watch)
    assert [text for text in draft.warnings if "block" in text] == [
        "[rank] block: no story of this week is called “no such thing”; it keeps nothing out."
    ]
    pinned = config.rank.model_copy(update={"pin": ("fish market",)})
    with pytest.raises(UserError) as caught:
        pipeline.draft(config.model_copy(update={"rank": pinned}), "2026-W24", LATER, watch)
    assert "set aside: only a teaser" in caught.value.hint
