"""The reads of a corrected edition: each stays, moves to the post-roll or goes, and no rule is broken."""

from dataclasses import replace
from itertools import combinations

from fake_sponsors import a_campaign, calm, editions, orders
from hypothesis import given, settings
from hypothesis import strategies as st

from atlascast.models import Line, Pick, Script, Segment
from atlascast.script import placed as put
from atlascast.script import reads
from atlascast.sponsors import Campaign, amiss, hold, undisclosed
from atlascast.sponsors.gaps import against, gaps
from atlascast.sponsors.placing import plan, strict
from atlascast.sponsors.searching import clash

STORIES = [pick.story for pick in calm(4)]


def test_of_rivals_that_come_too_near_one_goes_and_a_read_that_may_goes_to_the_post_roll() -> None:
    near = a_campaign("near", category="air", distance=2, priority=6)
    assert hold(STORIES, [near, a_campaign("far", category="air", slots=["mid"])], [("near", 1), ("far", 2)], 4, 1) == [
        1, None,
    ]  # fmt: skip
    assert hold(STORIES, [near, a_campaign("far")], [("near", 1), ("far", 2)], 4, 1) == [1, 4]


def test_what_is_amiss_with_reads_that_an_editor_moved_is_told() -> None:
    rules = {"reads": 3, "apart": 2, "grave": {}}
    avoids = a_campaign("avoids", avoid={"sections": ["local"]}, rules=rules)
    air, sky = (a_campaign(name, category="air", slots=["pre", "mid"], rules=rules) for name in ("air", "sky"))
    stories = [STORIES[0], replace(STORIES[1], section="Local"), *STORIES[2:]]
    known = [avoids, air, sky]
    assert amiss(stories, known, [("gone", 1), ("air", 3)], 4) == ["", ""]
    assert "stands in Local" in amiss(stories, known, [("avoids", 2)], 4)[0]
    assert "not among its slots" in amiss(stories, known, [("air", 4)], 4)[0]
    assert amiss(stories, known, [("air", 1), ("sky", 3)], 4)[1] == "3 stories must stand between rivals in air"
    assert amiss(stories, known, [("air", 0), ("air", 3)], 4)[1] == "1 of it may be read in an edition"
    few = [one.model_copy(update={"rules": one.rules.model_copy(update={"reads": 1})}) for one in known]
    assert amiss(stories, few, [("air", 1), ("avoids", 4)], 4) == ["", "[programme] allows 1 reads"]


def test_a_read_says_its_disclosure_however_it_is_set() -> None:
    known = [a_campaign(disclosure="It's “paid for”.")]
    assert undisclosed(known, [("maps", "It’s \"paid for\". Buy maps."), ("gone", "Buy.")]) == ["", ""]
    assert "not said: It's" in undisclosed(known, [("maps", "Buy maps.")])[0]


def test_a_section_that_the_newsroom_calls_grave_is_so_after_a_correction_too() -> None:
    stories = [replace(story, section="Farewells") for story in STORIES]
    for grave, places in (({}, [2]), ({"Farewells": ["death"]}, [None])):
        campaign = a_campaign(rules={"reads": 2, "apart": 2, "grave": grave})
        assert hold(stories, [campaign], [("maps", 2)], 4, 1) == places


def test_a_read_of_no_known_campaign_stays_unless_its_neighbour_went() -> None:
    assert hold(STORIES, [], [("old", 1), ("older", 3)], 4, 1) == [None, 3]
    assert hold(STORIES, [a_campaign()], [("old", 1), ("maps", 2)], 4, 3) in ([1, 4], [None, 2])


@settings(max_examples=120, deadline=None)
@given(editions(), orders(), st.data())
def test_after_a_withdrawal_no_rule_is_broken(
    picks: list[Pick], campaigns: list[Campaign], data: st.DataObject
) -> None:
    made = plan(picks, campaigns, "2024-W10")
    stories = [pick.story for pick in picks]
    if not stories:
        return
    at = data.draw(st.integers(0, len(stories) - 1))
    placed = [(read.campaign, place - (place > at)) for place, read in zip(made.places, made.reads, strict=True)]
    del stories[at]
    found = hold(stories, campaigns, placed, 4, at)
    known, spots = {one.id: one for one in strict(campaigns)}, gaps(stories, 4)
    kept = [(known[name], place) for (name, _), place in zip(placed, found, strict=True) if place is not None]
    assert not any(against(campaign, spots[place]) for campaign, place in kept)
    assert not any(clash(one, a, two, b) for (one, a), (two, b) in combinations(kept, 2))
    assert all(new in (old, len(stories), None) for (_, old), new in zip(placed, found, strict=True))


def a_script(*kinds: str) -> Script:
    segments = (
        Segment(kind, f"Title {n}", (Line("host", f"Words {n}."),), story_id=str(n) if kind == "story" else "",
                campaign=str(n) if kind == "sponsor" else "")
        for n, kind in enumerate(kinds)
    )  # fmt: skip
    return Script("2024-W10", "t", "s", tuple(segments))


def test_reads_are_moved_behind_their_story_and_taken_out() -> None:
    script = a_script("intro", "sponsor", "story", "sponsor", "story", "sponsor", "outro")
    assert reads(script) == [("1", 0), ("3", 1), ("5", 2)]
    assert put(script, [0, 1, 2]) == script
    now = put(script, [None, 2, None])
    assert [one.kind for one in now.segments] == ["intro", "story", "story", "sponsor", "outro"]
    assert reads(now) == [("3", 2)]


def test_no_headline_is_said_again_after_a_post_roll() -> None:
    script = a_script("story", "sponsor", "story", "outro")
    said = tuple(Line("host", text) for text in ("Once more.", "Title 0.", "Title 2.", "Goodbye."))
    outro = Segment("outro", "Outro", said)
    script = Script("2024-W10", "t", "s", (*script.segments[:-1], outro))
    assert put(script, [1]).segments[-1] == outro
    assert [line.written for line in put(script, [2]).segments[-1].lines] == ["Goodbye."]
