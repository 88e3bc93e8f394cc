"""What is chosen and why: what a near miss is said to need would have brought it in; no rule is broken."""

import re
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from test_rank import TOPICS, a_config, a_story

from atlascast.config import Config
from atlascast.rank.choose import choose
from atlascast.rank.order import order
from atlascast.rank.same import events
from atlascast.rank.score import Scored, weighed

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
