"""What is chosen and why: what a near miss is said to need would have brought it in; no rule is broken."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from math import expm1, log1p
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_rank import MONDAY, TOPICS, WEEK, a_config, a_story, a_week, an_episode

from atlascast.collect import read
from atlascast.config import Config, Source
from atlascast.config import load as load_config
from atlascast.errors import AtlascastError
from atlascast.models import Collected, Episode, Pick, Story
from atlascast.rank import NEAR_MISSES, rank, score
from atlascast.rank.choose import choose
from atlascast.rank.order import order
from atlascast.rank.same import events
from atlascast.rank.score import Scored, weighed
from atlascast.week import bounds, week_of

SCORES = st.lists(st.integers(1, 9999), min_size=len(TOPICS), max_size=len(TOPICS), unique=True)
PARTS = ("recency", "prominence", "depth", "originality")


def rows_of(data: st.DataObject, config: Config) -> list[Scored]:
    """The topics as events with drawn sections, authors, lengths and parts, best first."""
    sections, authors = st.sampled_from(["", "A", "B"]), st.sampled_from(["", "X Y", "Z W", "Staff"])
    rows = []
    for event, base in zip(events([a_story(topic) for topic in TOPICS]), data.draw(SCORES), strict=True):
        story = replace(event.lead, section=data.draw(sections), author=data.draw(authors))
        profile = replace(event.profile, size=data.draw(st.integers(20, 900)))
        parts = {name: round((base + 7 * place) % 10_000 / 10_000, 4) for place, name in enumerate(PARTS)}
        rows.append(Scored(replace(event, lead=story, profile=profile), weighed(parts, config.rank.weights), parts))
    return ranked(rows)


def ranked(rows: list[Scored]) -> list[Scored]:
    return sorted(rows, key=lambda row: (-row.score, row.event.lead.id))


def drawn(data: st.DataObject) -> Config:
    most: dict[str, Any] = {name: data.draw(st.integers(1, 6)) for name in ("stories", "per_section", "per_author")}
    most["minimum"] = data.draw(st.integers(1, 3))
    most["pin"] = data.draw(st.lists(st.sampled_from(sorted(TOPICS)), max_size=2, unique=True))
    return a_config(most, minutes=data.draw(st.floats(2, 20)))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_what_a_near_miss_is_said_to_need_brings_it_in(data: st.DataObject) -> None:
    config = drawn(data)
    rows = rows_of(data, config)
    chosen = choose(rows, config, {})
    for row in rows:
        reason = chosen.reasons[row.event.lead.id]
        needed = re.search(r"such as (\w+) ([\d.]+) instead", reason)
        if not needed:
            continue
        parts = {**row.parts, needed[1]: float(needed[2])}
        raised = replace(row, parts=parts, score=weighed(parts, config.rank.weights))
        again = choose(ranked([raised if other is row else other for other in rows]), config, {})
        assert raised in again.told, (reason, again.reasons[row.event.lead.id])


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_place_is_given_twice_and_every_event_has_its_sentence(data: st.DataObject) -> None:
    config = drawn(data)
    rows = rows_of(data, config)
    chosen = choose(rows, config, {})
    assert set(chosen.reasons) == {row.event.lead.id for row in rows}
    assert len(chosen.told) <= max(config.rank.stories, len(config.rank.pin))
    assert set(config.rank.pin) <= {row.event.lead.id for row in chosen.told}
    assert len(chosen.told) >= min(config.rank.minimum, config.rank.stories, 1)
    running = order(chosen.told, chosen.leads)
    assert sorted(row.event.lead.id for row in running) == sorted(row.event.lead.id for row in chosen.told)


def acted(pick: Pick, week: Collected, config: Config) -> Iterator[tuple[str, Collected, Config]]:
    """Every way that a near miss is told of, gone: what was done, and the week and the config after it."""
    identity, needed = pick.story.id, pick.needed
    if key := re.search(r"\b(rank|edition)\.(\w+) = (\d+)$", needed):
        part = getattr(config, key[1])
        yield key[0], week, config.model_copy(update={key[1]: part.model_copy(update={key[2]: int(key[3])})})
    if re.search(r"\ba pin\b", needed):
        pins = config.rank.model_copy(update={"pin": (*config.rank.pin, identity)})
        yield "a pin", week, config.model_copy(update={"rank": pins})
    if "update since and" not in needed and (part_wanted := re.search(r"such as popularity ([\d.]+) instead", needed)):
        most = max(story.popularity or 0.0 for story in week.stories)
        read_by = expm1(float(part_wanted[1]) * log1p(most))
        stories = (replace(s, popularity=read_by) if s.id == identity else s for s in week.stories)
        yield "readers", replace(week, stories=tuple(stories)), config
    if "update since and" not in needed and (wanted := re.search(r"such as (\w+) ([\d.]+) instead", needed)):
        changed = edited(pick.story, wanted[1], float(wanted[2]))
        stories = (changed if s.id == identity else s for s in week.stories)
        if changed != pick.story and same_order(week.stories, (replaced := tuple(stories))):
            yield wanted[1], replace(week, stories=replaced), config


def edited(story: Story, part: str, wanted: float) -> Story:
    """The story as its newsroom would have it for that part of its score: later, featured, or its own."""
    if part == "recency":
        start, end = bounds(WEEK, ZoneInfo("UTC"))
        return replace(story, published=start + wanted * (end - start))
    if part == "prominence":
        return replace(story, tags=(*story.tags, "Featured"))
    return replace(story, credit="") if part == "originality" else story


def same_order(stories: Sequence[Story], changed: Sequence[Story]) -> bool:
    """Whether the sources tell by their order what they told before: one by time alone tells nothing."""
    return score._places(stories).keys() == score._places(changed).keys()


def check_advice(week: Collected, config: Config, before: Sequence[Episode] = ()) -> int:
    """How many pieces of advice were followed; each must have brought its story in."""
    followed = 0
    missed = [pick for pick in rank(week, config, before) if pick.needed]
    for pick in missed[: NEAR_MISSES + 2]:
        for done, stories, changed in acted(pick, week, config):
            again = {one.story.id: one for one in rank(stories, changed, before)}
            assert again[pick.story.id].chosen, (pick.reason, done, again[pick.story.id].reason)
            followed += 1
    return followed


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_every_advice_that_is_followed_brings_the_story_in(data: st.DataObject) -> None:
    sections, authors = st.sampled_from(["", "A", "B"]), st.sampled_from(["", "X Y", "Z W"])
    stories = tuple(
        replace(story, section=data.draw(sections), author=data.draw(authors), popularity=data.draw(st.floats(1, 9e5)),
                popularity_from="views", text=" ".join([story.text] * data.draw(st.integers(1, 4))),
                image_url=data.draw(st.sampled_from(["", "https://x.org/a.jpg"])),
                credit=data.draw(st.sampled_from(["", "AP"])))
        for story in data.draw(st.permutations(a_week()))
    )  # fmt: skip
    before = [an_episode("2024-W09", *data.draw(st.lists(st.sampled_from(sorted(TOPICS)), max_size=3)))]
    check_advice(Collected(WEEK, stories), drawn(data), before)


SAMPLE = Path(__file__).parents[1]


def show_week() -> tuple[Collected, Config]:
    config = load_config(SAMPLE / "atlascast.toml", SAMPLE)
    stories, _ = read(config, datetime(2026, 6, 15, tzinfo=UTC))
    full = [story for story in stories if story.full and story.published]
    newest = max(week_of(story.published, config.zone) for story in full if story.published)
    of_week = (one for one in full if one.published and week_of(one.published, config.zone) == newest)
    return Collected(newest, tuple(of_week)), config


@pytest.mark.parametrize("rules", [
    {"stories": 2}, {"stories": 3, "per_section": 1}, {"per_author": 1}, {"stories": 1, "lead": ()},
])  # fmt: skip
@pytest.mark.parametrize("minutes", [1.5, 3, 12])
def test_the_advice_on_the_sample_week_can_be_followed(rules: dict[str, Any], minutes: float) -> None:
    week, config = show_week()
    most = config.rank.model_copy(update=rules)
    short = config.edition.model_copy(update={"minutes": minutes})
    assert check_advice(week, config.model_copy(update={"rank": most, "edition": short})) or minutes == 12


CORPUS = Path(os.environ.get("ATLASCAST_SHARED") or Path(__file__).parents[2] / "shared") / "corpus" / "feeds"
FEEDS = sorted(CORPUS.glob("*")) if CORPUS.is_dir() else []


@pytest.mark.skipif(not FEEDS, reason="the corpus is not here")
@pytest.mark.parametrize("path", FEEDS, ids=lambda path: str(path.name))
def test_the_advice_on_a_feed_of_the_corpus_can_be_followed(path: Path) -> None:
    config = a_config({"stories": 4, "per_section": 2, "per_author": 3}, minutes=5)
    config = config.model_copy(update={"sources": (Source(location=str(path)),)})
    try:
        stories, _ = read(config, datetime(2030, 1, 1, tzinfo=UTC))
    except AtlascastError:
        return
    check_advice(Collected("all", tuple(story for story in stories if story.full)), config)


def test_a_near_miss_below_pins_is_told_of_a_pin_and_never_of_fewer() -> None:
    config = a_config({"stories": 1, "pin": ["wheat"]})
    missed = [pick for pick in rank(Collected(WEEK, a_week()), config) if not pick.chosen]
    assert [pick.needed for pick in missed[:2]] == ["a pin, or rank.stories = 2", "a pin, or rank.stories = 3"]


def test_a_story_told_before_that_would_need_a_better_score_too_says_so() -> None:
    episode = an_episode("2024-W09", "wheat")
    ranked_last = {"wheat": 1.0}
    stories = tuple(
        replace(story, popularity=ranked_last.get(story.id, 1e6), popularity_from="views") for story in a_week()
    )
    only = {"recency": 0, "prominence": 0, "depth": 0, "originality": 0, "popularity": 1}
    config = a_config({"stories": 2, "weights": only})
    picks = {pick.story.id: pick for pick in rank(Collected(WEEK, stories), config, [episode])}
    assert picks["wheat"].needed.startswith("a pin, or an update since and a score above")
    changed = tuple(replace(s, updated=MONDAY, popularity=1e7) if s.id == "wheat" else s for s in stories)
    again = rank(Collected(WEEK, changed), config, [episode])
    assert next(p for p in again if p.story.id == "wheat").chosen
