"""What an edition says, and in which order."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from script_cases import BORDER, BY_ID, LAST, STORIES, UNREST, WEEK, config, picks, read, story

from atlascast.errors import ConfigError, UserError, WorldError
from atlascast.models import Correction, Line, Pick, Segment
from atlascast.script import check, foreign, noticed, published, write
from atlascast.script.wording import NAMES, Wording
from atlascast.text import sentences
from atlascast.words import english


def told(segment: Segment) -> str:
    return " ".join(line.written for line in segment.lines)


def body(segment: Segment) -> list[Line]:
    return [line for line in segment.lines if line.role == "body"]


def test_segments_stand_in_rank_order_with_reads_where_they_belong() -> None:
    script = write(picks()[::-1], [read("border"), read("", campaign="first")], config(), WEEK)
    kinds = [segment.kind for segment in script.segments]
    assert kinds == ["intro", "sponsor", "headlines", "story", "story", "sponsor", "story", "outro"]
    assert [segment.story_id for segment in script.segments if segment.story_id] == ["unrest", "border", "eclipse"]
    assert [segment.campaign for segment in script.segments if segment.kind == "sponsor"] == ["first", "north"]


def test_picks_that_were_not_chosen_are_not_told() -> None:
    passed_over = Pick(LAST, 3, 0.1, {}, False, "Too little.")
    script = write([*picks(UNREST, BORDER), passed_over], [], config(), WEEK)
    assert all(segment.story_id != LAST.id for segment in script.segments)
    assert LAST.title not in script.summary


def test_every_line_of_a_story_stands_word_for_word_in_the_paragraph_it_points_to() -> None:
    script = write(picks(), [], config(story_words=40, minutes=1), WEEK)
    for segment in script.segments:
        source = BY_ID[segment.story_id].text.split("\n\n") if segment.kind == "story" else []
        assert all(line.written in source[line.paragraph] for line in body(segment) if source)


def test_a_lone_story_is_told_whole_and_its_title_is_not_said_in_the_edition() -> None:
    whole = story("unrest", text=UNREST.text.replace(", pictured above", ""))
    script = write(picks(whole), [], config(story_words=30), WEEK)
    assert [segment.kind for segment in script.segments] == ["intro", "story", "outro"]
    assert " ".join(line.written for line in body(script.segments[1])) == " ".join(whole.text.split())
    assert whole.title not in " ".join(map(told, script.segments))


def test_many_stories_keep_to_their_budget_of_words() -> None:
    many = [replace(UNREST, id=f"s{index}") for index in range(10)]
    script = write(picks(*many), [], config(story_words=60, minutes=5), WEEK)
    for segment in script.segments:
        if segment.kind == "story":
            assert 15 <= sum(len(line.written.split()) for line in body(segment)) <= 66


def test_a_chapters_picture_is_the_one_beside_the_article_or_else_the_first_within_it() -> None:
    beside, within = "https://x.org/beside.jpg", "https://x.org/within.jpg"
    both = replace(UNREST, image_url=beside, inline_image_url=within)
    script = write(picks(both, replace(BORDER, inline_image_url=within), LAST), [], config(), WEEK)
    assert [one.image_url for one in script.segments if one.kind == "story"] == [beside, within, ""]


def test_a_correction_in_one_story_changes_its_line_alone() -> None:
    settings = config(story_words=60, minutes=2)
    before = write(picks(), [], settings, WEEK)
    line = body(before.segments[2])[0].written
    mended = replace(UNREST, text=UNREST.text.replace(line, f"{line[:-1]}, officials said later."))
    after = write(picks(mended, BORDER, LAST), [], settings, WEEK)
    assert [one for one in after.segments if one.story_id != "unrest"] == [
        one for one in before.segments if one.story_id != "unrest"
    ]
    gained = {one.written for one in after.segments[2].lines} - {one.written for one in before.segments[2].lines}
    assert 1 <= len(gained) <= 3
    assert after.segments[2].opening == before.segments[2].opening


def test_a_correction_of_any_sentence_brings_in_few_others() -> None:
    settings = config(story_words=90, minutes=2)
    before = write(picks(), [], settings, WEEK).segments[2]
    for line in body(before):
        mended = replace(UNREST, text=UNREST.text.replace(line.written, f"{line.written[:-1]}, officials said later."))
        after = write(picks(mended, BORDER, LAST), [], settings, WEEK).segments[2]
        gained = {one.written for one in after.lines} - {one.written for one in before.lines}
        assert 1 <= len(gained) <= 3, gained


def test_what_belongs_to_the_edition_is_a_segue_and_what_opens_a_track_stands_apart() -> None:
    segment = write(picks(), [], config(), WEEK).segments[2]
    assert [line.role for line in segment.lines].count("segue") == 1
    assert segment.lines[0].role == "segue"
    assert "Test News" in segment.lines[0].written
    assert "Thursday" in segment.lines[0].written
    opening = " ".join(line.written for line in segment.opening)
    assert "Test News, 6 January 2022: Russia-led troops enter Kazakhstan. " in opening
    assert opening.endswith("y Dana Okafor.")


def test_a_track_does_not_say_the_title_before_a_text_that_begins_with_it() -> None:
    doubled = story("twice", title="Ceasefire holds in the north", text="Ceasefire holds in the north.\n\nIt is calm.")
    segment = write(picks(doubled, BORDER), [], config(), WEEK).segments[2]
    assert "Ceasefire" not in " ".join(line.written for line in segment.opening)


def test_a_title_with_a_mark_of_its_own_gets_no_full_stop() -> None:
    asking = story("asking", title="Who fired on the convoy?")
    script = write(picks(asking, BORDER), [], config(), WEEK)
    assert "Who fired on the convoy?" in [line.written for line in script.segments[1].lines]
    assert "convoy?." not in " ".join(line.written for line in script.segments[2].opening)


def test_a_read_says_its_disclosure_before_its_copy_in_its_own_voice() -> None:
    segment = next(one for one in write(picks(), [read("unrest")], config(), WEEK).segments if one.kind == "sponsor")
    assert [line.speaker for line in segment.lines] == ["host", "sponsor", "sponsor", "sponsor"]
    assert segment.lines[1].written == "This is a paid message from Northline."
    assert (segment.title, segment.url) == ("Sponsor: Northline", "https://northline.example/")


def test_a_read_without_a_disclosure_gets_one() -> None:
    script = write(picks(), [read("unrest", disclosure=" ")], config(), WEEK)
    segment = next(one for one in script.segments if one.kind == "sponsor")
    assert "paid message from Northline" in segment.lines[1].written


def test_a_read_after_a_story_that_is_not_told_is_refused() -> None:
    with pytest.raises(UserError, match="'north' is to follow 'gone'"):
        write(picks(), [read("gone")], config(), WEEK)


def test_a_week_without_a_chosen_story_is_refused() -> None:
    with pytest.raises(WorldError, match="No story is chosen"):
        write([Pick(LAST, 1, 0.0, {}, False, "")], [], config(), WEEK)


def test_the_programme_says_its_voices_are_synthetic_and_whose_reporting_it_is() -> None:
    script = write(picks(), [], config(), WEEK)
    assert "synthetic" in told(script.segments[0])
    assert all("Test News" in told(one) for one in script.segments if one.kind == "story")
    assert "3–9 January 2022" in script.title
    assert script.title.endswith("Russia-led troops enter Kazakhstan")
    assert all(one.title in script.summary for one in STORIES)


def test_weeks_do_not_sound_the_same_but_a_week_always_does() -> None:
    greetings = {told(write(picks(), [], config(), f"2022-W{week:02d}").segments[0]) for week in range(1, 20)}
    shapes = {greeting.split("January")[0][:18] for greeting in greetings}
    assert len(shapes) > 2
    assert write(picks(), [], config(), WEEK) == write(picks(), [], config(), WEEK)


def test_no_segue_follows_itself() -> None:
    many = [story(f"s{index}", text=f"Number {index} happened.", section="") for index in range(12)]
    script = write(picks(*many), [], config(), WEEK)
    segues = [one.lines[0].written.split(".")[0] for one in script.segments if one.story_id]
    assert all(one != other for one, other in pairwise(segues))


def test_neighbours_of_different_sections_are_not_led_to_in_the_same_words() -> None:
    sections = ("Africa", "Europe", "Asia", "Americas", "Politics", "Defence", "Energy", "Trade")
    many = [story(f"s{name}", text=f"News of {name}.", section=name) for name in sections]
    told_segments = write(picks(*many), [], config(), WEEK).segments
    segues = [one.lines[0].written.split()[0] for one in told_segments if one.story_id]
    assert all(one != other for one, other in pairwise(segues[1:-1]))


def test_a_long_edition_recalls_its_main_headlines_in_the_words_they_had(tmp_path: Path) -> None:
    many = [story(f"s{index}", title=f"Number {index} falls") for index in range(6)]
    script = write(picks(*many), [], config(), WEEK)
    headlines = [line.written for line in script.segments[1].lines if line.role == "body"]
    assert [line.written for line in script.segments[-1].lines][1:4] == headlines[:3]
    assert "falls" not in told(write(picks(*many[:5]), [], config(), WEEK).segments[-1])
    (tmp_path / "recap.j2").write_text("")
    assert "falls" not in told(write(picks(*many), [], config(templates=tmp_path), WEEK).segments[-1])


def test_no_headline_follows_a_read_whose_place_was_found_without_it() -> None:
    many = [story(f"ship{n}", title=f"Ship number {n} sails") for n in range(8)]
    for place, again in (("ship3", True), ("ship7", False)):
        outro = write(picks(*many), [read(place)], config(), WEEK).segments[-1]
        assert any("Ship number 0" in line.written for line in outro.lines) is again


def test_the_newsrooms_own_script_is_told_as_it_wrote_it() -> None:
    own = replace(UNREST, script="Troops are in Kazakhstan.\n\nThe alliance agreed within hours. More soon.")
    lines = body(write(picks(own, BORDER), [], config(), WEEK).segments[2])
    assert [(line.written, line.paragraph) for line in lines] == [
        ("Troops are in Kazakhstan.", -1),
        ("The alliance agreed within hours.", 1),
        ("More soon.", -1),
    ]


def test_the_newsrooms_own_summary_is_told_only_where_the_article_would_be_cut() -> None:
    summary = "Russia and four of its allies sent about 2,500 troops to Kazakhstan, where protests over the price of"
    own = replace(UNREST, summary=f"{summary} fuel have turned violent and many have died.")
    cut = body(write(picks(own, BORDER), [], config(story_words=60, minutes=1), WEEK).segments[2])
    assert " ".join(line.written for line in cut) == own.summary
    whole = body(write(picks(own, BORDER), [], config(), WEEK).segments[2])
    assert own.summary not in " ".join(line.written for line in whole)


def test_a_correction_is_said_once_after_the_segue_and_in_the_track() -> None:
    script = write(picks(), [], config(), WEEK)
    moment = datetime(2022, 1, 12, 8, tzinfo=UTC)
    note = Correction("corrected", "unrest", "", "The dead were 146, not 164", moment)
    once = noticed(script, [note], config())
    said = once.segments[2].lines
    assert [line.role for line in said[:3]] == ["segue", "body", "body"]
    assert "12 January 2022" in said[1].written
    assert said[2] == Line("host", "The dead were 146, not 164.")
    assert noticed(once, [note], config()) == once
    assert check(once, BY_ID) == []
    assert [one for one in once.segments if one.story_id != "unrest"] == [
        one for one in script.segments if one.story_id != "unrest"
    ]


@pytest.mark.parametrize(
    ("section", "text", "said"),
    [
        ("Middle East", "It happened.", "the Middle East"),
        ("Sahel", "Troops left the Sahel.", "the Sahel"),
        ("Transnistria", "Talks on Transnistria failed.", "Transnistria"),
        ("Solomon Islands", "Ships reached the Solomon Islands.", "the Solomon Islands"),
        ("Weekend Reads", "It happened.", ""),
        ("Uncategorized", "It happened.", ""),
    ],
)
def test_a_segue_names_a_section_only_where_it_sounds_right(section: str, text: str, said: str) -> None:
    from atlascast.script.sections import said as section_said

    assert section_said(story("x", section=section, text=text), None) == said


def test_a_newsrooms_template_replaces_ours(tmp_path: Path) -> None:
    (tmp_path / "greeting.j2").write_text("{# ours #}\n\nGood day from {{ newsroom }}.\n")
    (tmp_path / "sections.toml").write_text('"eurasia" = "the great steppe"\n')
    script = write(picks(story("a"), UNREST, BORDER), [], config(templates=tmp_path), WEEK)
    assert script.segments[0].lines[0].written == "Good day from Test News."
    assert "the great steppe" in script.segments[3].lines[0].written
    (tmp_path / "sections.toml").write_text('"eurasia" = "the far steppe"\n')
    script = write(picks(story("a"), UNREST, BORDER), [], config(templates=tmp_path), WEEK)
    assert "the far steppe" in script.segments[3].lines[0].written, "a preview reads it anew"


@pytest.mark.parametrize(
    "wording",
    ["{{ nonsense }}", "{% if %}", "{# nothing #}", "{{ ''.__class__.__mro__ }}", "{{ 1/0 }}", "{{ 'x' * 10**12 }}",
     "{{ 9**9**9 }}", "{% for a in range(999) %}{% for b in range(999) %}{% endfor %}{% endfor %}"],
)
def test_a_template_that_cannot_be_used_is_named(tmp_path: Path, wording: str) -> None:
    (tmp_path / "signoff.j2").write_text(wording)
    with pytest.raises(ConfigError, match=r"signoff\.j2"):
        write(picks(), [], config(templates=tmp_path), WEEK)


@pytest.mark.parametrize(
    ("wording", "line"),
    [
        ("{# ours #}\n\nGood day.\n\nGood\nday from {{ newsrom }}.", 6),
        ("{# ours #}\n\nGood day.\n\nGood {% if %} day.\n", 5),
        ("\n\n\n{{ 1 / 0 }}\n", 4),
    ],
)
def test_a_templates_mistake_is_told_with_its_line(tmp_path: Path, wording: str, line: int) -> None:
    (tmp_path / "greeting.j2").write_text(wording)
    own = Wording(tmp_path, {"newsroom": "Test News"}, english())
    with pytest.raises(ConfigError, match=rf"greeting\.j2:{line}: "):
        for seed in range(20):
            own.say("greeting", str(seed))


def test_a_template_that_nothing_would_say_is_refused(tmp_path: Path) -> None:
    (tmp_path / "greting.j2").write_text("Good day.")
    with pytest.raises(ConfigError, match=r"greting\.j2.*did you mean greeting\.j2"):
        write(picks(), [], config(templates=tmp_path), WEEK)


def test_a_folder_named_as_a_template_is_told(tmp_path: Path) -> None:
    (tmp_path / "greeting.j2").mkdir()
    with pytest.raises(ConfigError, match=r"greeting\.j2: a folder"):
        write(picks(), [], config(templates=tmp_path), WEEK)


def test_a_template_saved_on_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "greeting.j2").write_bytes("\ufeffGood day.\r\n\r\nGood day.\r\n".encode())
    assert write(picks(), [], config(templates=tmp_path), WEEK).segments[0].lines[0].written == "Good day."


def test_every_template_has_wording_and_ends_each_variant_cleanly() -> None:
    facts = {
        "show": "The Show", "newsroom": "The News", "site": "", "dates": "3 to 9 January 2022", "stories": 3,
        "section": "Africa", "day": "Thursday", "advertiser": "North", "slot": "mid", "lead": "It rains.",
        "titles": ["One", "Two"], "more": 2, "title": "It rains.", "date": "6 January 2022", "author": "A. Reporter",
        "note": "It was Monday.", "earlier": "last week",
    }  # fmt: skip
    wording = Wording(None, facts, english())
    said = {name: {wording.say(name, str(seed)) for seed in range(60)} for name in NAMES}
    assert all(text.endswith((".", ":")) for texts in said.values() for text in texts)
    assert all(len(texts) >= 4 for texts in said.values())


@pytest.mark.parametrize(("follows", "said"), [("2021-W52", "last week"), ("2021-W50", "13 to 19 December 2021")])
def test_a_story_that_moved_on_is_said_to_have_been_reported(follows: str, said: str) -> None:
    first, *rest = picks(UNREST, BORDER)
    segue = write([replace(first, follows=follows), *rest], [], config(), WEEK).segments[2].lines[0].written
    assert said in segue
    assert "reported" in segue
    assert "Thursday" in segue


def test_a_variant_with_a_mistake_is_named_in_whatever_week(tmp_path: Path) -> None:
    (tmp_path / "greeting.j2").write_text("This is {{ show }}.\n\nThis is {{ shwo }}.")
    own = Wording(tmp_path, {"show": "The Test Week"}, english())
    for week in range(1, 9):
        with pytest.raises(ConfigError, match=r"greeting\.j2:3: 'shwo'"):
            own.say("greeting", f"2026-W{week:02d}")


def test_templates_are_given_dates_in_the_shows_language(tmp_path: Path) -> None:
    (tmp_path / "attribution.j2").write_text("{{ newsroom }} am {{ day }}:")
    (tmp_path / "greeting.j2").write_text("{{ show }}, {{ dates }}.")
    show = config(templates=tmp_path)
    german = show.model_copy(update={"show": show.show.model_copy(update={"language": "de"})})
    script = write(picks(UNREST), [], german, WEEK)
    assert script.segments[0].lines[0].written == "The Test Week, 3. Januar – 9. Januar 2022."
    assert script.segments[1].lines[0].written == "Test News am Donnerstag:"


def test_english_wording_is_told_dates_in_english_whatever_the_shows_language(tmp_path: Path) -> None:
    (tmp_path / "greeting.j2").write_text("{# language: en #}\n\n{{ show }}, {{ dates }}.")
    show = config(templates=tmp_path)
    german = show.model_copy(update={"show": show.show.model_copy(update={"language": "de"})})
    script = write(picks(UNREST), [], german, WEEK)
    assert script.segments[0].lines[0].written == "The Test Week, 3 to 9 January 2022."
    assert "Thursday" in script.segments[1].lines[0].written
    assert "3–9 January 2022" in script.title
    assert published(script, picks(UNREST), german) == []


def test_a_show_in_another_language_is_told_what_is_still_english(tmp_path: Path) -> None:
    show = config(templates=tmp_path)
    german = show.model_copy(update={"show": show.show.model_copy(update={"language": "de-AT"})})
    assert foreign(show) == []
    assert "English: all of it." in foreign(german)[0]
    for name in NAMES[1:]:
        (tmp_path / f"{name}.j2").write_text("So.")
    assert f"English: {NAMES[0]}." in foreign(german)[0]
    (tmp_path / f"{NAMES[0]}.j2").write_text("So.")
    assert foreign(german) == []


def test_a_day_outside_the_week_is_named_by_its_date() -> None:
    say, thursday = english(), date(2022, 1, 6)
    assert say.said_day(thursday, WEEK) == "Thursday"
    assert say.said_day(thursday, "2022-W02") == "6 January"
    assert say.said_day(thursday, "2021-W52") == "6 January 2022"


def test_a_story_of_one_very_long_sentence_is_cut_only_where_voices_lose_their_way() -> None:
    from atlascast.script.choose import MAX_CHARACTERS, utterances

    long = "The list named " + ", ".join(f"village number {index}" for index in range(120)) + "."
    pieces = utterances(long)
    assert len(pieces) > 1
    assert all(len(piece) <= MAX_CHARACTERS for piece in pieces)
    assert " ".join(pieces) == long
    assert utterances("word " * 100) == ["word " * 100]
    assert sentences("One. Two.") == ["One.", "Two."]
