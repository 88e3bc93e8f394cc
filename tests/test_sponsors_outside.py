"""Plans held against their rules by a program that knows the file and the JSON alone."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sponsor_checker
from fake_sponsors import an_episode, picked, weeks
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from atlascast.models import Pick, Story
from atlascast.sponsors import load, plan, to_json

WEEK = "2024-W10"
SECTIONS = ["World", "Africa", "Travel", "Business", ""]
TEXTS = [
    "The earthquake brought down a school, and rescue teams search the rubble.",
    "Artillery shelled the town for a third day while rebels held the bridge.",
    "Gunfire killed four people at a wedding.",
    "A court sentenced the banker to nine years in prison for fraud.",
    "The coalition lost the election by two seats.",
    "An outbreak of cholera closed the schools in two districts.",
    "Bakers, painters and makers of clocks showed their work at the fair by the river.",
    "The airport has a new terminal with a garden.",
    "Lorem airlines flew on time; missiles were not mentioned otherwise.",
]
CLASSES = ["death", "war", "disaster", "crime", "politics", "health"]
NAMES = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot"]

stories = st.builds(
    lambda n, text, section, tags: Story(n, "", f"Report {n}", text, section=section, tags=tuple(tags)),
    st.uuids().map(str),
    st.sampled_from(TEXTS),
    st.sampled_from(SECTIONS),
    st.lists(st.sampled_from(["noads", "ad_sensitivity:none", "ad_sensitivity:war,health", "boeing", "x"]), max_size=2,
             unique=True),
)  # fmt: skip
slots = st.sampled_from(["pre", "mid", "post", "before:Travel", "after: world", "after:Africa"])
subset = st.lists(st.sampled_from(CLASSES), max_size=4, unique=True)


@st.composite
def order(draw: st.DrawFn, name: str) -> dict[str, Any]:
    start = draw(st.none() | st.dates(date(2023, 12, 1), date(2024, 3, 20)))
    some = {
        "category": st.sampled_from(["air", "Air", "books"]),
        "slots": st.lists(slots, min_size=1, max_size=4, unique=True),
        "priority": st.integers(1, 10),
        "weight": st.sampled_from([0.5, 1.0, 9.0]),
        "share": st.sampled_from([0.0, 0.3, 1.0]),
        "goal": st.integers(1, 12),
        "total": st.integers(1, 12),
        "per_episode": st.integers(1, 3),
        "distance": st.integers(1, 6),
        "exclusive": st.booleans(),
        "seek": st.lists(st.sampled_from(SECTIONS[:4]), max_size=2, unique=True),
    }
    row = {key: draw(values) for key, values in some.items() if draw(st.booleans())}
    if "total" in row:
        row["total"] = max(row["total"], row.get("goal", 1))
    if start:
        row["start"] = start
        row |= draw(st.just({}) | st.integers(0, 120).map(lambda days: {"end": start + timedelta(days=days)}))
    avoid = {
        "classes": subset,
        "sections": st.lists(st.sampled_from(["world", "Business"]), max_size=1),
        "tags": st.lists(st.sampled_from(["Boeing", "x"]), max_size=1),
        "words": st.lists(st.sampled_from(["airline*", "airport", "missile*", "new terminal"]), max_size=2),
    }
    row["avoid"] = {key: draw(values) for key, values in avoid.items() if draw(st.booleans())}
    return {"id": name, "advertiser": name.title(), "disclosure": "Paid for.", "copy": [{"text": "Buy."}], **row}


@st.composite
def files(draw: st.DrawFn) -> str:
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=6))
    rules = {"reads": draw(st.integers(0, 5)), "apart": draw(st.integers(1, 4))}
    return toml({"programme": rules}) + "".join(f"[[campaigns]]\n{toml(draw(order(name)))}" for name in names)


def toml(values: dict[str, Any]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files(), st.lists(stories, max_size=12), st.lists(st.sampled_from(NAMES), max_size=10), st.integers(0, 5))
@example("", [], [], 0)
def test_no_outside_program_finds_a_rule_broken(
    tmp_path: Path, file: str, told: list[Story], before: list[str], headlines: int
) -> None:
    path = tmp_path / "sponsors.toml"
    path.write_text(file)
    ledger = [an_episode(week, name) for week, name in zip(weeks("2023-W50", len(before)), before, strict=True)]
    made = to_json(plan(picked(*told), load(path), WEEK, ledger, headlines))
    assert sponsor_checker.broken(file, json.loads(json.dumps(made))) == []
    assert to_json(plan(picked(*told), load(path), WEEK, ledger, headlines)) == made


def calm_week(count: int = 8) -> list[Pick]:
    return picked(*(Story(f"s{n}", "", f"Report {n}", TEXTS[6]) for n in range(count)))


GRAVE = Story("grave", "", "Plane crash kills 60", TEXTS[0], section="World", tags=("boeing",))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"end": date(2024, 3, 1)}, "outside its flight"),
        ({"slots": ["pre"]}, "none of its slots"),
        ({"avoid": {"classes": ["disaster"]}}, "disaster"),
        ({"avoid": {"classes": [], "words": ["plane crash*"]}}, "word"),
        ({"avoid": {"classes": [], "sections": ["world"]}}, "section"),
        ({"avoid": {"classes": [], "tags": ["Boeing"]}}, "tag"),
        ({"goal": 1}, "over its goal"),
        ({"goal": 1, "total": 1}, "over its total"),
    ],
)
def test_the_outside_program_would_find_a_rule_broken(tmp_path: Path, change: dict[str, Any], what: str) -> None:
    """A plan made without a rule is held against the file with it."""
    row = {"id": "maps", "advertiser": "Maps", "disclosure": "Paid for.", "copy": [{"text": "Buy."}], "slots": ["mid"]}
    free = {"goal": 9, "start": date(2023, 12, 1), "avoid": {"classes": []}}
    (tmp_path / "free.toml").write_text(f"[[campaigns]]\n{toml(row | free)}")
    picks = picked(*(Story(f"s{n}", "", "Report", TEXTS[6]) if n else GRAVE for n in range(2)))
    ledger = [an_episode("2024-W02", "maps")]
    made = to_json(plan(picks, load(tmp_path / "free.toml"), WEEK, ledger))
    found = sponsor_checker.broken(f"[[campaigns]]\n{toml(row | free | change)}", made)
    assert any(what in one for one in found), found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 12), st.integers(1, 10), st.integers(1, 10)), max_size=5))
@example([(0, 1, 1, 1), (0, 2, 1, 1), (0, 2, 1, 2), (0, 2, 1, 2)])
def test_goals_that_find_room_are_met_whatever_their_priority(
    tmp_path: Path, rows: list[tuple[int, int, int, int]]
) -> None:
    """Twenty weeks of two reads; each campaign at most one an episode."""
    first, free, text = date(2024, 1, 1), [2] * 20, "[programme]\nreads = 2\n"
    for number, (start, length, goal, priority) in enumerate(rows):
        flight = range(start, start + length)
        room = sorted(flight, key=lambda week: (-free[week], week))[: min(goal, length)]
        room = [week for week in room if free[week]]
        for week in room:
            free[week] -= 1
        if room:
            days = {"start": first + timedelta(weeks=start), "end": first + timedelta(weeks=start + length, days=-1)}
            facts = {"id": f"c{number}", "advertiser": f"C{number}", "disclosure": "Paid.", "copy": [{"text": "Buy."}]}
            text += f"[[campaigns]]\n{toml({**facts, **days, 'goal': len(room), 'priority': priority})}"
    filler = {"id": "filler", "advertiser": "F", "disclosure": "Paid.", "copy": [{"text": "Buy."}], "priority": 10}
    path = tmp_path / "sponsors.toml"
    path.write_text(f"{text}[[campaigns]]\n{toml(filler)}")
    campaigns, ledger = load(path), []
    for week in weeks("2024-W01", 20):
        ledger.append(an_episode(week, *(read.campaign for read in plan(calm_week(), campaigns, week, ledger).reads)))
    given = [read.campaign for episode in ledger for read in episode.reads]
    assert {one.id: given.count(one.id) for one in campaigns if one.goal} == {
        one.id: one.goal for one in campaigns if one.goal
    }
