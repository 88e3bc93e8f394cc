"""Sponsors: a read stands where it may, says why, and no other program could find a rule broken."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fake_sponsors import (
    CASES,
    DATA,
    NAMES,
    ROOT,
    WEEK,
    a_campaign,
    a_story,
    an_episode,
    calm,
    editions,
    orders,
    picked,
    weeks,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from atlascast.errors import ConfigError, UserError
from atlascast.models import Episode, Pick
from atlascast.sponsors import Campaign, load, place, plan, to_json
from atlascast.sponsors.flights import sunday
from atlascast.sponsors.sensitivity import classes


@pytest.mark.parametrize("name", CASES)
def test_a_story_has_the_classes_that_an_editor_gave_it(name: str) -> None:
    row = CASES[name]
    found = set(classes(a_story(name)))
    assert set(row["has"]) <= found and not set(row["not"]) & found, found


def test_no_read_stands_beside_what_its_campaign_avoids() -> None:
    picks = picked(a_story("calm", id="1"), a_story("calm", id="2"), a_story("crash"), a_story("calm", id="4"))
    found = plan(picks, [a_campaign("airline", avoid={"classes": ["disaster"]})], WEEK)
    assert [read.after for read in found.reads] == ["1"]
    assert "disaster" in found.against["airline"][2] and "disaster" in found.against["airline"][3]


def test_a_read_without_a_gap_moves_to_the_post_roll_or_is_dropped() -> None:
    crash = [a_story("crash", id=f"c{n}") for n in range(3)]
    found = place(picked(*crash, a_story("calm")), [a_campaign(avoid={"classes": ["disaster"]})], WEEK)
    assert [(read.slot, read.after) for read in found] == [("post", "calm")]
    none = plan(picked(*crash), [a_campaign(avoid={"classes": ["disaster"]})], WEEK)
    assert none.reads == () and none.passed["maps"].startswith("No gap suits: ")


def test_a_pre_roll_is_held_against_the_headlines_that_follow_it() -> None:
    stories = [a_story("calm", id="1"), a_story("calm", id="2"), a_story("crash"), a_story("calm", id="4")]
    found = plan(picked(*stories), [a_campaign(slots=["pre"], avoid={"classes": ["disaster"]})], WEEK)
    assert not found.reads and "disaster" in found.passed["maps"]


@pytest.mark.parametrize(("headlines", "read"), [(0, True), (4, True), (6, False)])
def test_the_headlines_are_as_many_as_the_show_has(headlines: int, read: bool) -> None:
    stories = [*(a_story("calm", id=str(n)) for n in range(5)), a_story("crash")]
    campaign = a_campaign(slots=["pre"], avoid={"classes": ["disaster"]})
    assert bool(place(picked(*stories), [campaign], WEEK, (), headlines)) is read


def test_the_newsrooms_own_word_goes_before_the_lexicon() -> None:
    assert classes(a_story("crash", tags=("ad_sensitivity:none",))) == ()
    assert classes(a_story("calm", tags=("ad_sensitivity: war,death",))) == ("death", "war")
    assert classes(a_story("calm", tags=("ad_sensitivity: [War; 'death']",))) == ("death", "war")
    assert classes(a_story("crash", tags=("ad_sensitivity:",))) == classes(a_story("crash"))
    picks = picked(a_story("calm", id="1"), a_story("calm", id="2", tags=("noads",)), a_story("calm", id="3"))
    assert [read.after for read in place(picks, [a_campaign()], WEEK)] == ["3"]


@pytest.mark.parametrize(
    ("tag", "named", "said"),
    [
        ("Deth", (), "'deth', no class; did you mean 'death'?"),
        ("Deth, war", ("war",), "'deth', no class; did you mean 'death'?"),
        ("yes", (), "'yes', no class; there are death, war"),
        ("none,helth", (), "did you mean 'health'?"),
    ],
)
def test_a_misspelt_class_is_warned_of_and_takes_nothing_away(tag: str, named: tuple[str, ...], said: str) -> None:
    story = a_story("crash", tags=(f"ad_sensitivity:{tag}",))
    assert set(classes(story)) == {*classes(a_story("crash")), *named}
    (warning,) = to_json(plan(picked(story), [a_campaign()], WEEK))["warnings"]
    assert story.title in warning and said in warning
    assert to_json(plan(calm(2), [a_campaign()], WEEK))["warnings"] == []


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({"avoid": {"sections": ["arts"]}}, "stands in Arts"),
        ({"avoid": {"sections": ["Paint"]}}, "is tagged paint"),
        ({"avoid": {"tags": ["PAINT"]}}, "is tagged paint"),
        ({"avoid": {"tags": ["Arts"]}}, "stands in Arts"),
        ({"avoid": {"words": ["hand by han*"]}}, "holds “hand by hand”"),
        ({"avoid": {"words": ["*painted"]}}, "holds “overpainted”"),
        ({"avoid": {"words": ["Macy's"]}}, "holds “Macy's”"),
        ({"avoid": {"words": ["#wet"]}}, "holds “#wet”"),
        ({"slots": ["before:Sport"]}, "not among its slots"),
    ],
)
def test_each_kind_of_rule_keeps_a_read_away(rule: Mapping[str, Any], reason: str) -> None:
    story = a_story("calm", section="Arts", tags=("paint",), text="They overpainted Macy’s hand by hand: #wet.")
    found = plan(picked(story, story), [a_campaign(**rule)], WEEK)
    assert not found.reads and reason in found.passed["maps"]


def test_a_slot_may_name_the_section_before_or_after_it() -> None:
    stories = [a_story("calm", id=str(n), section=name) for n, name in enumerate(["A", "B", "C", "D"])]
    assert place(picked(*stories), [a_campaign(slots=["after:c"])], WEEK)[0].after == "2"
    assert place(picked(*stories), [a_campaign(slots=["before:C"])], WEEK)[0].after == "1"
    assert place(picked(*stories), [a_campaign(slots=["pre"])], WEEK)[0].after == ""


def test_a_sought_section_is_preferred() -> None:
    stories = [a_story("calm", id=str(n), section="Travel" if n == 5 else "News") for n in range(6)]
    assert place(picked(*stories), [a_campaign(seek=["travel"])], WEEK)[0].after == "4"


def test_rivals_keep_their_distance_and_an_exclusive_has_none() -> None:
    rivals = [a_campaign("one", category="air", distance=4), a_campaign("two", category="Air")]
    found = plan(calm(6), rivals, WEEK)
    assert len(found.places) == 2 and abs(found.places[0] - found.places[1]) >= 4
    found = plan(calm(3), rivals, WEEK)
    assert len(found.places) == 1 and "rivals in" in found.passed["two"]
    found = plan(calm(9), [rivals[0], a_campaign("two", category="air", exclusive=True, priority=4)], WEEK)
    assert len(found.reads) == 1 and "exclusive" in found.passed["two"]


def test_higher_priority_goes_first_then_who_is_behind() -> None:
    rules = {"reads": 1, "apart": 2}
    flight = {"start": "2024-01-01", "end": "2024-06-30", "goal": 20, "rules": rules}
    both = [a_campaign("ahead", **flight), a_campaign("behind", **flight)]
    ledger = [an_episode(week, "ahead") for week in weeks("2024-W01", 4)]
    assert place(calm(4), both, WEEK, ledger)[0].campaign == "behind"
    both = [a_campaign("ahead", **{**flight, "priority": 6}), both[1]]
    assert place(calm(4), both, WEEK, ledger)[0].campaign == "ahead"


def test_a_campaign_outside_its_flight_or_at_its_goal_says_so() -> None:
    campaigns = [
        a_campaign("over", end="2024-03-09"),
        a_campaign("early", start="2024-03-11"),
        a_campaign("done", goal=2),
        a_campaign("ahead", goal=4, start="2024-01-01", end="2024-12-29"),
    ]
    ledger = [an_episode("2024-W08", "done", "ahead"), an_episode("2024-W09", "done")]
    found = plan(calm(5), campaigns, WEEK, ledger)
    assert not found.reads
    assert "ended on 2024-03-09" in found.passed["over"] and "starts on 2024-03-11" in found.passed["early"]
    assert "all of its 2 reads" in found.passed["done"] and "on pace" in found.passed["ahead"]


def test_the_weeks_own_record_does_not_count_so_a_rebuild_reads_the_same() -> None:
    campaigns = [a_campaign("maps", goal=1)]
    first = place(calm(4), campaigns, WEEK)
    assert place(calm(4), campaigns, WEEK, [an_episode(WEEK, "maps")]) == first != []


def test_wordings_are_read_in_turn() -> None:
    campaign = a_campaign(copy=[{"text": "One."}, {"text": "Two."}])
    ledger = [an_episode("2024-W09", "maps")]
    assert place(calm(4), [campaign], WEEK)[0].copy == "One."
    assert place(calm(4), [campaign], WEEK, ledger)[0].copy == "Two."


def test_no_file_means_no_reads() -> None:
    assert load(None) == () and place(calm(4), (), WEEK) == []
    assert place([], [a_campaign()], WEEK) == []


def test_the_sample_shows_sponsor_is_read_once() -> None:
    campaigns = load(ROOT / "sponsors.toml")
    found = place(calm(8), campaigns, "2022-W01")
    assert len(found) == 1 and 30 <= len(found[0].copy.split()) <= 45 and "sponsored" in found[0].disclosure


def test_a_campaign_outside_its_flight_has_every_gap_against_it() -> None:
    (row,) = to_json(plan(calm(3), [a_campaign(end="2024-01-01")], WEEK))["campaigns"]
    assert [one["gap"] for one in row["against"]] == [0, 1, 2, 3]
    assert all(one["reason"] for one in row["against"])


@pytest.mark.parametrize("path", sorted(DATA.glob("bad-*.toml")), ids=lambda path: path.stem)
def test_all_mistakes_of_a_file_come_at_once_with_their_lines(path: Path) -> None:
    rows = path.read_text().splitlines()
    wanted = {(number, row.split("# !")[1].strip()) for number, row in enumerate(rows, 1) if "# !" in row}
    with pytest.raises(ConfigError) as caught:
        load(path)
    said = caught.value.message.splitlines()
    assert {int(row.split(":")[1]) for row in said} == {number for number, _ in wanted}, caught.value.message
    for number, text in wanted:
        assert any(row.startswith(f"{path}:{number}: ") and text in row for row in said), caught.value.message


def test_a_folder_is_read_whole_and_a_missing_file_is_the_users(tmp_path: Path) -> None:
    text = (ROOT / "sponsors.toml").read_text()
    (tmp_path / "a.toml").write_text(text)
    (tmp_path / "b.toml").write_text(text.replace('"meridian-maps"', '"other"'))
    assert [campaign.id for campaign in load(tmp_path)] == ["meridian-maps", "other"]
    (tmp_path / "c.toml").write_text(text)
    with pytest.raises(ConfigError, match="given twice"):
        load(tmp_path)
    with pytest.raises(UserError, match="cannot be read"):
        load(tmp_path / "nowhere.toml")


FOLDERS = sorted(path for path in (DATA / "folders").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_of_several_files_the_strictest_programme_holds_for_all(folder: Path) -> None:
    """Each folder's first line says at how many gaps reads may stand, and how far apart."""
    wanted = re.match(r"# reads (\d+), apart (\d+), words (\d+)", sorted(folder.glob("*.toml"))[0].read_text())
    assert wanted
    reads, apart, words = map(int, wanted.groups())
    campaigns = load(folder)
    assert {(one.rules.reads, one.rules.apart, one.rules.words) for one in campaigns} == {(reads, apart, words)}
    found = plan(calm(5), campaigns, WEEK)
    assert reads or set(found.passed.values()) == {"No read: [programme] allows none."}
    assert len(found.reads) == min(reads, 2 if apart <= 4 else 1)
    assert all(two - one >= apart for one, two in pairwise(found.places))


def test_a_text_is_held_against_the_fewest_words_of_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("[programme]\nwords = 5\n")
    (tmp_path / "b.toml").write_text((ROOT / "sponsors.toml").read_text())
    with pytest.raises(ConfigError, match="a read has 5 at most"):
        load(tmp_path)


def broken(picks: Sequence[Pick], campaigns: Sequence[Campaign], ledger: Sequence[Episode]) -> list[str]:
    """Every hard rule, checked from the outside on the reads alone."""
    reads = place(picks, campaigns, WEEK, ledger)
    known = {campaign.id: campaign for campaign in campaigns}
    ids = ["", *(pick.story.id for pick in picks)]
    placed = [(ids.index(read.after), known[read.campaign]) for read in reads]
    wrong = [] if len(reads) <= min((c.rules.reads for c in campaigns), default=0) else ["too many reads"]
    for at, campaign in placed:
        sides = [pick.story for pick in picks[max(0, at - 1) : at + 1]]
        slot = "pre" if at == 0 else "post" if at == len(picks) else "mid"
        arts = at > 0 and picks[at - 1].story.section == "Arts" and "after:Arts" in campaign.slots
        if slot not in campaign.slots and not arts:
            wrong.append(f"{campaign.id} in {slot}")
        if any(set(classes(story)) & set(campaign.avoid.classes) for story in sides):
            wrong.append(f"{campaign.id} beside what it avoids")
        if (campaign.start or sunday(WEEK)) > sunday(WEEK) or (campaign.end or sunday(WEEK)) < sunday(WEEK):
            wrong.append(f"{campaign.id} outside its flight")
        if sum(other.id == campaign.id for _, other in placed) > campaign.per_episode:
            wrong.append(f"{campaign.id} too often")
        given = sum(read.campaign == campaign.id for episode in ledger for read in episode.reads)
        if campaign.goal and given + sum(other.id == campaign.id for _, other in placed) > campaign.goal:
            wrong.append(f"{campaign.id} over its goal")
    for i, (at, one) in enumerate(placed):
        for to, two in placed[i + 1 :]:
            rivals = one.category and one.category == two.category and one.id != two.id
            if abs(at - to) < max(campaign.rules.apart for campaign in campaigns):
                wrong.append("two reads too close")
            if rivals and (one.exclusive or two.exclusive or abs(at - to) < max(one.distance, two.distance)):
                wrong.append("rivals too close")
    return wrong


@settings(max_examples=120, deadline=None)
@given(editions(), orders(), st.lists(NAMES, max_size=12))
def test_no_hard_rule_is_ever_broken(picks: list[Pick], campaigns: list[Campaign], before: list[str]) -> None:
    ledger = [an_episode(week, name) for week, name in zip(weeks("2023-W50", len(before)), before, strict=True)]
    assert broken(picks, campaigns, ledger) == []
    assert plan(picks, campaigns, WEEK, ledger) == plan(picks, campaigns, WEEK, ledger)


@settings(max_examples=50, deadline=None)
@given(editions(), orders())
def test_every_campaign_is_read_or_told_why_not(picks: list[Pick], campaigns: list[Campaign]) -> None:
    found = plan(picks, campaigns, WEEK)
    assert {read.campaign for read in found.reads} | set(found.passed) == {campaign.id for campaign in campaigns}
    assert not {read.campaign for read in found.reads} & set(found.passed)
    assert all(text.endswith(".") for text in [*found.passed.values(), *(read.reason for read in found.reads)])


def verdicts(made: Mapping[str, Any], names: Sequence[str]) -> list[Any]:
    """Of each campaign what speaks against it, and in which gaps; whether each gap suits it."""
    rows = {row["campaign"]: (row["against"], row["due"], row["delivered"]) for row in made["campaigns"]}
    suits = [[(row["campaign"], row["suits"]) for row in gap["campaigns"] if row["campaign"] in names]
             for gap in made["gaps"]]  # fmt: skip
    return [[rows[name] for name in names], suits]


@settings(max_examples=80, deadline=None)
@given(editions(), orders(), st.lists(NAMES, max_size=12), st.data())
def test_removing_a_campaign_makes_no_other_less_suitable(
    picks: list[Pick], campaigns: list[Campaign], before: list[str], data: st.DataObject
) -> None:
    ledger = [an_episode(week, name) for week, name in zip(weeks("2023-W50", len(before)), before, strict=True)]
    fewer = [campaign for campaign in campaigns if data.draw(st.booleans())]
    names = [campaign.id for campaign in fewer]
    all_told, told = (to_json(plan(picks, some, WEEK, ledger)) for some in (campaigns, fewer))
    assert verdicts(told, names) == verdicts(all_told, names)


def test_a_campaign_ahead_of_its_pace_waits_and_every_gap_suits_it_still() -> None:
    flight = {"start": "2024-01-01", "end": "2024-12-29", "rules": {"reads": 1}}
    tea = a_campaign("tea", goal=20, **flight)
    big = a_campaign("big", goal=40, avoid={"sections": ["Local"]}, **flight)
    ledger = [an_episode(week, "tea", "tea", "tea", "tea", "tea", "tea") for week in weeks("2024-W09", 1)]
    picks = picked(*(a_story("calm", id=str(n), section="Local") for n in range(4)))
    (alone,) = to_json(plan(picks, [tea], WEEK, ledger))["campaigns"]
    beside = to_json(plan(picks, [tea, big], WEEK, ledger))["campaigns"][0]
    assert "on pace" in alone["reason"] and beside["placed"], "the weeks to come are short for both"
    assert [row["gap"] for row in alone["against"]] == [row["gap"] for row in beside["against"]] == [0]


def test_wordings_turn_inside_an_episode() -> None:
    campaign = a_campaign(copy=[{"text": "One."}, {"text": "Two."}], per_episode=2, goal=20)
    reads = place(calm(6), [campaign], WEEK, [an_episode("2024-W09", "maps")])
    assert [read.copy for read in reads] == ["Two.", "One."]
    assert ["read 2 of 20" in reads[0].reason, "read 3 of 20" in reads[1].reason] == [True, True]


def test_a_calm_gap_is_preferred_even_by_a_campaign_that_avoids_nothing() -> None:
    stories = [*(a_story("crash", id=f"c{n}", section="Travel") for n in range(3)), a_story("calm")]
    free = a_campaign(avoid={"classes": []}, seek=["Travel"])
    assert [read.slot for read in place(picked(*stories), [free], WEEK)] == ["post"]


def test_only_who_stands_in_the_way_is_named() -> None:
    rules = {"reads": 3, "apart": 2}
    flyer = {"category": "air", "distance": 6, "rules": rules}
    stories = [a_story("calm", id=str(n), section="Arts" if n == 3 else "News") for n in range(8)]
    campaigns = [
        a_campaign("books", slots=["pre"], priority=9, rules=rules),
        a_campaign("azur", slots=["after:Arts"], priority=8, **flyer),
        a_campaign("north", slots=["after:News"], **flyer),
    ]
    found = plan(picked(*stories), campaigns, WEEK)
    assert [read.campaign for read in found.reads] == ["books", "azur"]
    wanted = "Passed over for Books, Azur: 2 stories must stand between two reads; for Azur: 6 stories must stand"
    assert found.passed["north"].startswith(wanted), found.passed


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(1, 20), st.integers(1, 20))
def test_goals_that_can_be_met_are_met_and_paced(one: int, two: int, short: int, long: int) -> None:
    """One read a week: by each deadline no more is ordered than there are weeks."""
    short, long = sorted((short, long))
    one = min(one, short)
    two = min(two, long - one)
    first, rules = date(2024, 1, 1), {"reads": 1, "apart": 2}
    flight = {name: str(first + timedelta(weeks=n) - timedelta(days=1)) for name, n in (("s", short), ("l", long))}
    campaigns = [a_campaign("short", start=str(first), end=flight["s"], goal=one, rules=rules)]
    if two > 0:
        campaigns.append(a_campaign("long", start=str(first), end=flight["l"], goal=two, rules=rules))
    ledger: list[Episode] = []
    for week in weeks("2024-W01", long):
        ledger.append(an_episode(week, *(read.campaign for read in place(calm(3), campaigns, week, ledger))))
    given = [read.campaign for episode in ledger for read in episode.reads]
    assert given.count("short") == one and given.count("long") == max(0, two)


def test_a_section_or_tag_that_the_newsroom_calls_grave_has_its_classes_whatever_the_words() -> None:
    rules = {"reads": 2, "apart": 1, "grave": {"farewells": ["death"], "Dispatches": ["war"]}}
    campaign = a_campaign(avoid={"classes": ["death", "war"]}, slots=["mid"], rules=rules)
    stories = [
        a_story(id="a", section="Farewells"),
        a_story(id="b"),
        a_story(id="c", tags=("dispatches",)),
        a_story(id="d", section="Farewells", tags=("ad_sensitivity:none",)),
        a_story(id="e"),
    ]
    made = plan(picked(*stories), [campaign], WEEK)
    assert [gap.classes for gap in made.gaps] == [("death", "war"), ("death",), ("war",), ("war",), (), ()]
    assert made.places == (4,)
