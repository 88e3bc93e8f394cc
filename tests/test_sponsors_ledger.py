"""Sponsors' accounts: proof of play, what is owed, what a file promises that cannot be kept."""

import csv
import io
import json
import tomllib
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it has no types
import numpy as np
import pytest
from fake_sponsors import WEEK, a_campaign, a_story, an_episode, calm, editions, orders, picked, weeks
from hypothesis import given, settings
from pydantic import ValidationError
from sounds import write

from atlascast import config, review
from atlascast.models import Pick
from atlascast.sponsors import check, plan, report, schema, to_csv, to_json
from atlascast.sponsors.campaigns import Campaign, File
from atlascast.sponsors.flights import sunday
from atlascast.sponsors.pacing import standings
from atlascast.sponsors.placing import clash, value

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data" / "sponsors"


def test_the_ledger_says_what_was_ordered_given_and_owed() -> None:
    campaigns = [
        a_campaign("over", start="2024-01-01", end="2024-02-25", goal=4),
        a_campaign("open", start="2024-01-01", end="2024-12-29", goal=52),
        a_campaign("free"),
    ]
    ledger = [an_episode(week, "over", "open") for week in weeks("2024-W01", 3)]
    ledger += [an_episode("2024-W05", "gone"), an_episode("2024-W30", "open")]
    rows = {row["campaign"]: row for row in report(campaigns, ledger, WEEK)["campaigns"]}
    assert (rows["over"]["delivered"], rows["over"]["remaining"], rows["over"]["make_goods"]) == (3, 1, 1)
    assert (rows["open"]["delivered"], rows["open"]["due"], rows["open"]["pace"]) == (3, 10, -7)
    assert rows["open"]["make_goods"] == 0 and rows["free"]["ordered"] is None
    assert rows["gone"] == rows["gone"] | {"known": False, "delivered": 1}


def test_a_read_that_a_correction_withdrew_is_owed_again() -> None:
    campaign = a_campaign("over", start="2024-01-01", end="2024-01-21", goal=3)
    ledger = [an_episode(week, "over") for week in weeks("2024-W01", 3)]
    assert report([campaign], ledger, WEEK)["campaigns"][0]["make_goods"] == 0
    ledger[1] = an_episode("2024-W02")
    assert report([campaign], ledger, WEEK)["campaigns"][0]["make_goods"] == 1


def test_every_play_is_proven_from_its_record() -> None:
    play = report([], [an_episode("2024-W02", "maps")], WEEK)["plays"][0]
    assert (play["campaign"], play["week"], play["start"], play["seconds"]) == ("maps", "2024-W02", 60.0, 15.0)
    assert play["text"] == "Buy maps." and json.loads(json.dumps(play)) == play


def test_a_spreadsheet_cannot_be_made_to_run_a_name() -> None:
    rows = report([], [an_episode("2024-W02", "=cmd()")], WEEK)["plays"]
    read = list(csv.DictReader(io.StringIO(to_csv(rows))))
    assert read[0]["campaign"] == "'=cmd()" and read[0]["seconds"] == "15.0" and to_csv([]) == ""
    assert read[0]["withdrawn"] == "" and read[0]["url"] == ""


@pytest.mark.parametrize("name", ["doubtful.toml", "doubtful-form.toml"])
def test_what_cannot_be_kept_is_found_with_its_line(name: str) -> None:
    path = DATA / name
    rows = path.read_text().splitlines()
    wanted = {(number, row.split("# ?")[1].strip()) for number, row in enumerate(rows, 1) if "# ?" in row}
    found = check(path, WEEK)
    assert len(found) == len(wanted), found
    for number, text in wanted:
        assert any(row.startswith(f"{path}:{number}: ") and text in row for row in found), found


def test_the_check_lists_what_loading_refuses_too() -> None:
    assert len(check(DATA / "bad-sense.toml", WEEK)) == 2
    assert check(ROOT / "sponsors.toml", "2022-W01") == ()


def test_a_plan_for_programs_lets_every_rule_be_checked_from_outside() -> None:
    campaigns = [a_campaign("air", avoid={"classes": ["disaster"]}), a_campaign("over", end="2024-01-01")]
    picks = picked(a_story("calm", id="1"), a_story("crash"), a_story("calm", id="3", section="Arts", tags=("paint",)))
    found = json.loads(json.dumps(to_json(plan(picks, campaigns, WEEK))))
    assert [gap["slot"] for gap in found["gaps"]] == ["pre", "mid", "mid", "post"]
    assert found["gaps"][1]["after"]["classes"] == found["gaps"][2]["classes"] != []
    assert found["gaps"][3]["before"] == {"id": "3", "title": a_story().title, "section": "Arts", "tags": ["paint"],
                                          "classes": [], "noads": False}  # fmt: skip
    air, over = found["campaigns"]
    assert [row["gap"] for row in air["placed"]] == [3] and {row["gap"] for row in air["against"]} == {0, 1, 2}
    assert over["placed"] == [] and "ended" in over["reason"]


def plain(path: Path) -> object:
    """A file as a validator of JSON takes it: dates as text."""
    return json.loads(json.dumps(tomllib.loads(path.read_text()), default=str))


def test_the_schema_explains_every_key_with_an_example() -> None:
    found = schema()
    for part in (found, *found["$defs"].values()):
        for key, row in part["properties"].items():
            assert row.get("description") and row.get("examples"), key
    assert "rules" not in found["$defs"]["Campaign"]["properties"]


def test_the_schemas_own_examples_are_right() -> None:
    found = schema()
    for part in (found, *found["$defs"].values()):
        for row in part["properties"].values():
            for one in row["examples"]:
                jsonschema.validate(one, {**row, "$defs": found["$defs"]}, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("name", ["sponsors.toml", "assets/sponsors-example.toml"])
def test_the_schema_takes_the_samples(name: str) -> None:
    jsonschema.Draft202012Validator(schema()).validate(plain(ROOT / name))


REFUSED = [row for row in (DATA / "refused.txt").read_text().splitlines() if not row.startswith("#")]
RIGHT = """
[programme]
[[campaigns]]
id = "one"
advertiser = "One"
disclosure = "Sponsored."
[[campaigns.copy]]
text = "Buy one."
[campaigns.avoid]
words = ["plane crash*", "*unglück*"]
"""


def _with(row: str) -> dict[str, Any]:
    """RIGHT with one line more or other."""
    data = tomllib.loads(RIGHT)
    (campaign,) = data["campaigns"]
    parts = {**data, **campaign, "campaign": campaign, "copy": campaign["copy"][0]}
    for part, keys in tomllib.loads(row).items():
        parts[part].update(keys)
    return data


@pytest.mark.parametrize("row", ["", *REFUSED])
def test_the_schema_and_loading_refuse_the_same(row: str) -> None:
    data = _with(row)
    checker = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
    assert bool(list(checker.iter_errors(data))) is bool(row)
    with pytest.raises(ValidationError) if row else nullcontext():
        File.model_validate(data)


@pytest.mark.parametrize("row", ['[campaign]\nadvertiser = "A"', '[campaign]\nid = "a"', '[copy]\ntext = "B"',
                                 '[avoid]\nwords = ["a"]', '[avoid]\ntags = ["a"]'])  # fmt: skip
def test_the_schema_and_loading_take_the_same(row: str) -> None:
    data = _with(row)
    assert not list(jsonschema.Draft202012Validator(schema()).iter_errors(data))
    File.model_validate(data)


def test_the_ledger_holds_the_share_of_voice_against_what_was_promised() -> None:
    half = a_campaign("half", share=0.5, start="2024-01-08")
    ledger = [an_episode("2024-W01", "half"), an_episode("2024-W02", "half", "maps"), an_episode("2024-W03", "maps")]
    gone = replace(ledger[2].reads[0], withdrawn="2024-01-30")
    ledger[2] = replace(ledger[2], reads=(*ledger[2].reads, gone, replace(gone, withdrawn="")))
    rows = report([half, a_campaign("late", share=0.1, start="2025-01-01")], ledger, WEEK)["campaigns"]
    assert [(row["share"], row["shared"]) for row in rows[:2]] == [(0.5, 0.25), (0.1, None)]
    assert rows[2]["campaign"] == "maps" and rows[2]["shared"] is None


def test_the_example_shows_each_rule_at_work_in_the_sample_week(tmp_path: Path) -> None:
    show = config.load(ROOT / "atlascast.toml", tmp_path)
    show = show.model_copy(update={"sponsors": ROOT / "assets" / "sponsors-example.toml"})
    found = review.reads(show, "newest", datetime(2022, 1, 10, tzinfo=UTC), lambda *_: None)
    rows = {row["campaign"]: row for row in found["campaigns"]}
    assert len({row["advertiser"] for row in rows.values()}) == 4
    assert [name for name, row in rows.items() if row["placed"]] == ["azur-air", "lantern-books"]
    assert rows["lantern-books"]["placed"][0]["audio"] == "assets/reads/lantern-books.mp3"
    assert "ended" in rows["old-harbour"]["reason"]
    assert "4 stories must stand between rivals" in rows["northwind"]["reason"]
    assert "exclusive for books" in rows["azur-reader"]["reason"]
    assert rows["azur-air"]["placed"][0]["slot"] == "post" and rows["lantern-books"]["placed"][0]["slot"] == "mid"
    at = found["gaps"][rows["lantern-books"]["placed"][0]["gap"]]
    assert "Europe" in (at["before"]["section"], at["after"]["section"])
    against = " ".join(one["reason"] for row in rows.values() for one in row["against"])
    for rule in ("is about death", "is about war", "is about crime", "not among its slots",
                 "is tagged Ukraine", "stands in Asia-Pacific", "holds “Rum”"):  # fmt: skip
        assert rule in against
    assert "is about death" in rows["old-harbour-opening"]["reason"]
    assert found["warnings"] == []
    assert check(show.sponsors, "2022-W01", (), ROOT) and len(check(show.sponsors, "2022-W01", (), ROOT)) == 1


def test_a_slot_at_a_section_that_no_story_stands_in_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sponsors.toml"
    row = '[[campaigns]]\nid = "one"\nadvertiser = "One"\ndisclosure = "P."\ncopy = [{text = "Hi."}]\n'
    path.write_text(f'{row}slots = ["mid", "before:Nowhere", "after: Traval", "after:asia"]\n')
    found = check(path, WEEK, (), None, (), {"Asia", "Travel", ""})
    assert len(found) == 2 and all(f"{path}:6: campaigns.0.slots: one: " in row for row in found), found
    assert any("'Nowhere'; there are Asia, Travel" in row for row in found)
    assert any("did you mean 'Travel'?" in row for row in found)
    assert check(path, WEEK) == (), "nothing is known of the sections before the first episode"


def test_a_withdrawn_read_stays_proven_and_is_owed_until_it_is_made_good() -> None:
    campaign = a_campaign("open", start="2024-01-01", end="2024-12-29", goal=4)
    ledger = [an_episode(week, "open") for week in weeks("2024-W01", 2)]
    gone = replace(ledger[0].reads[0], withdrawn="2024-01-09")
    ledger[0] = replace(ledger[0], reads=(gone,))
    found = report([campaign], ledger, WEEK)
    row = found["campaigns"][0]
    assert (row["delivered"], row["withdrawn"], row["remaining"], row["make_goods"]) == (1, 1, 3, 1)
    assert [play["withdrawn"] for play in found["plays"]] == ["2024-01-09", ""]
    ledger += [an_episode(week, "open") for week in weeks("2024-W03", 3)]
    assert report([campaign], ledger, WEEK)["campaigns"][0]["make_goods"] == 0
    assert standings([campaign], WEEK, ledger[:2])["open"].given == 1


def test_recordings_are_checked(tmp_path: Path) -> None:
    write(tmp_path / "long.wav", np.zeros(8000 * 61, np.float32) + 0.1, 8000)
    (tmp_path / "text.wav").write_text("no sound")
    write(tmp_path / "silent.wav", np.zeros(8000, np.float32), 8000)
    names = ("gone.wav", "long.wav", "text.wav", "silent.wav")
    copies = "".join(f'[[campaigns.copy]]\naudio = "{name}"\n' for name in names)
    row = 'id = "one"\nadvertiser = "One"\ndisclosure = "Paid."\n'
    (tmp_path / "sponsors.toml").write_text(
        f'[[campaigns]]\n{row}{copies}[[campaigns.copy]]\ntext = "Hi."\nspeaker = "nobody"\n'
    )
    found = check(tmp_path / "sponsors.toml", WEEK, (), tmp_path, ["host"])
    lines = [(int(one.split(":")[1]), one) for one in found]
    assert [number for number, one in lines if "speaker" not in one] == [6, 8, 10, 12]
    for text in ("no file", "nothing is heard", "61 s long", "as audio", "no voice for the speaker 'nobody'"):
        assert any(text in one for one in found), found


def test_a_campaign_with_a_wrong_key_is_checked_all_the_same(tmp_path: Path) -> None:
    row = '[[campaigns]]\nid = "one"\nadvertiser = "One"\ndisclosure = "P."\ncopy = [{text = "Hi."}]\n'
    (tmp_path / "sponsors.toml").write_text(f"{row}gaol = 3\nend = 2020-01-05\n")
    found = check(tmp_path / "sponsors.toml", WEEK)
    assert len(found) == 2 and "gaol" in found[0] and "flight ended" in found[1]


def test_of_two_campaigns_of_one_name_each_is_told_at_its_own_line(tmp_path: Path) -> None:
    row = '[[campaigns]]\nid = "one"\nadvertiser = "One"\ndisclosure = "P."\ncopy = [{text = "Hi."}]\n'
    (tmp_path / "sponsors.toml").write_text(f"{row}end = 2020-01-05\n{row}end = 2020-02-02\n")
    found = check(tmp_path / "sponsors.toml", WEEK)
    ended = {int(one.split(":")[1]): one for one in found if "flight ended" in one}
    assert "2020-01-05" in ended[6] and "2020-02-02" in ended[12]
    assert any("given twice" in one for one in found)


def test_goals_that_are_too_many_together_are_found(tmp_path: Path) -> None:
    flight = "start = 2024-03-04\nend = 2024-03-31\ngoal = 4\n"
    rows = [f'[[campaigns]]\nid = "{n}"\nadvertiser = "{n}"\ndisclosure = "P."\ncopy = [{{text = "Hi."}}]\n{flight}'
            for n in ("one", "two", "three")]  # fmt: skip
    (tmp_path / "sponsors.toml").write_text("".join(rows))
    (found,) = check(tmp_path / "sponsors.toml", WEEK)
    assert found.split(":")[1] == "24" and "one, two, three together ask for 4 more reads" in found


@settings(max_examples=40, deadline=None)
@given(editions().map(lambda picks: picks[:4]), orders().map(lambda found: found[:3]))
def test_no_other_plan_is_worth_more(picks: list[Pick], campaigns: list[Campaign]) -> None:
    """Every way to fill the gaps, tried one by one."""
    made = plan(picks, campaigns, WEEK)
    campaigns = list(made.campaigns)
    standing = made.standings
    last = len(made.gaps) - 1
    known = {campaign.id: campaign for campaign in campaigns}

    def worth(rows: list[tuple[int, Campaign]]) -> int:
        return sum(value(campaign, made.gaps[at], standing[campaign.id], last) for at, campaign in rows)

    def allowed(rows: list[tuple[int, Campaign]]) -> bool:
        if len(rows) > min((campaign.rules.reads for campaign in campaigns), default=0):
            return False
        for place, (at, one) in enumerate(rows):
            row = standing[one.id]
            own = sum(other.id == one.id for _, other in rows)
            if row.obstacle or own > row.room or at in made.against[one.id]:
                return False
            if any(clash(one, at, two, to) for to, two in rows[place + 1 :]):
                return False
        return True

    ways = product([None, *campaigns], repeat=len(made.gaps))
    all_rows = ([(at, campaign) for at, campaign in enumerate(way) if campaign] for way in ways)
    best = max(worth(rows) for rows in all_rows if allowed(rows))
    assert worth([(at, known[read.campaign]) for at, read in zip(made.places, made.reads, strict=True)]) == best


def test_a_year_of_twenty_campaigns_owes_no_make_good() -> None:
    import runpy

    campaigns, ledger, _ = runpy.run_path(str(ROOT / "benchmarks" / "sponsor_year.py"))["year"]()
    rows = report(campaigns, ledger, ledger[-1].week)["campaigns"]
    assert len(ledger) == 52 and len(rows) == 20
    assert sum(row["make_goods"] for row in rows) == 0


@pytest.mark.parametrize("week", ["2024-W01", "2020-W53"])
def test_a_flight_of_a_week_covers_its_sunday(week: str) -> None:
    day = sunday(week)
    for shift, read in ((0, True), (-1, False), (1, False)):
        only = day + timedelta(days=shift)
        campaign = a_campaign(start=only, end=only)
        assert bool(plan(calm(3), [campaign], week).reads) is read
