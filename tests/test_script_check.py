"""What a script says that its source does not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from script_cases import BORDER, BY_ID, STORIES, UNREST, WEEK, config, picks, story

from atlascast.models import Line, Script, Story
from atlascast.script import check as check_script
from atlascast.script import write
from atlascast.script.facts import tokens
from atlascast.script.numerals import figures


def check(script: Script, stories: Mapping[str, Story]) -> list[str]:
    return [str(one) for one in check_script(script, stories)]


def edition(old: str = "", new: str = "", own: bool = False) -> Script:
    """The test week with one passage of its stories changed, in lines an editor may have marked as their own."""
    script = write(picks(UNREST, BORDER), [], config(), WEEK)

    def changed(line: Line) -> Line:
        written = line.written.replace(old, new) if old else line.written
        return replace(line, written=written, paragraph=-1 if own and written != line.written else line.paragraph)

    segments = (replace(one, lines=tuple(map(changed, one.lines))) for one in script.segments)
    return replace(script, segments=tuple(segments))


def test_a_draft_has_nothing_that_its_source_has_not() -> None:
    assert check(write(picks(*STORIES), [], config(), WEEK), BY_ID) == []


CHANGES = [
    ("2,500 troops", "2,600 troops", "the number 2,600"),
    ("at 164", "at 146", "the number 146"),
    ("within hours", "within three hours", "the number three"),
    ("Jomart Tokayev", "Jomart Tokaev", "the name 'Tokaev'"),
    ("Antony Blinken", "Anthony Blinken", "the name 'Anthony'"),
    ("the CSTO secretariat", "the NATO secretariat", "the name 'NATO'"),
    ("2,500 troops", "164 troops", "the number 164 is not in the article's sentence"),
    ("Protests began", "Strikes began", "the name 'Strikes'"),
    ("Officials put the number of dead at", "They put the number of dead at three times", "the number three"),
    ("other key sites", '"other key sites"', "are not a quotation"),
    ('"The forces will not take part in operations', '"The forces will take part in operations', "is lost"),
    ("will not take part", "will take part", "'not' of the article's sentence"),
    ("alliance agreed within", "alliance never agreed within", "'never' is not in the article"),
    ("fire without warning", "fire with no warning", "the quotation"),
    ("totally unacceptable", "wholly unacceptable", "the quotation “wholly unacceptable”"),
]


@pytest.mark.parametrize(("old", "new", "what"), CHANGES)
def test_a_change_of_fact_is_found(old: str, new: str, what: str) -> None:
    found = check(edition(old, new), BY_ID)
    assert any(what in one for one in found), found
    assert check(edition(old, new, own=True), BY_ID) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("West African States closed", "West African States on Sunday closed".replace(" on Sunday", " then")),
        ("up to five years", "up to 5 years"),
        ("The alliance agreed within hours", "Within hours the alliance agreed"),
        ("More than 5,800 people were detained", "Police detained more than 5800 people"),
        ("roughly doubled, to", "about doubled, to"),
        ("By 5 January crowds", "Crowds by 5 January"),
        ("Mr Tokayev's order", "The order of Mr Tokayev"),
    ],
)
def test_a_change_of_words_alone_is_let_pass(old: str, new: str) -> None:
    assert check(edition(old, new), BY_ID) == []


def test_a_sentence_cut_so_that_its_denial_is_lost_is_found() -> None:
    denied = story("denied", text="The ministry denied that 30 people had died in the camp. It gave no figure.")
    script = write(picks(denied), [], config(), WEEK)
    lines = (*script.segments[1].lines[:1], Line("host", "30 people had died in the camp.", paragraph=0))
    cut = replace(script, segments=(script.segments[0], replace(script.segments[1], lines=lines)))
    assert any("'denied' of the article's sentence" in one for one in check(cut, {"denied": denied}))


def test_a_sentence_too_long_for_one_breath_is_still_the_articles_own() -> None:
    long = "It was not said that " + ", ".join(f"village number {index}" for index in range(120)) + "."
    endless = story("endless", text=long)
    script = write(picks(endless), [], config(), WEEK)
    assert len(script.segments[1].lines) > 2
    assert check(script, {"endless": endless}) == []


@pytest.mark.parametrize("place", ["opening", "recap"])
def test_a_title_is_held_against_its_article_wherever_it_is_said_again(place: str) -> None:
    many = [story(f"s{index}", title=f"Envoys do not meet as {index + 20} die") for index in range(6)]
    script = write(picks(*many), [], config(), WEEK)
    ids = {one.id: one for one in many}
    assert check(script, ids) == []

    def changed(line: Line) -> Line:
        return replace(line, written=line.written.replace("do not meet as 20", "do meet as 29"))

    segments = [
        replace(one, opening=tuple(map(changed, one.opening)))
        if place == "opening"
        else replace(one, lines=tuple(map(changed, one.lines if one.kind == "outro" else ())) or one.lines)
        for one in script.segments
    ]
    found = check(replace(script, segments=tuple(segments)), ids)
    assert any("the number 29" in one for one in found), found
    assert any("'not' of the article's sentence" in one for one in found)


def test_a_headline_is_held_against_all_the_articles_told() -> None:
    assert any("'Niger'" in one for one in check(edition("borders with Mali", "borders with Niger"), BY_ID))
    assert check(edition("West Africa shuts", "West Africa closes"), BY_ID) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Russian", "Russia"), ("American", "U.S."), ("Dutch", "Netherlands"), ("5 km", "5 kilometres"), ("days", "day")],
)
def test_forms_of_one_name_or_unit_are_one_word(one: str, other: str) -> None:
    assert [token.key for token in tokens(one)] == [token.key for token in tokens(other)]


@pytest.mark.parametrize("text", ["Latin American", "South American", "Pan-American"])
def test_another_america_is_not_the_united_states(text: str) -> None:
    assert all(token.key != "US" for token in tokens(text))


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("two to three hundred men", "200 to 300 men"),
        ("twenty or thirty thousand", "20,000 or 30,000"),
        ("since nineteen forty-five", "since 1945"),
        ("in nineteen oh five", "in 1905"),
        ("twenty thirty-year-old men", "twenty thirty-year-old men"),
        ("ten to twenty", "ten to twenty"),
    ],
)
def test_ranges_and_years_in_words_are_read_whole(words: str, plain: str) -> None:
    assert figures(words) == plain
