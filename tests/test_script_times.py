"""Days and hours that an editor tells otherwise: the same day is let pass, another is held, whatever the year's end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from script_cases import WEEK, config, picks, story

from atlascast.models import Line
from atlascast.script import check, from_markdown, to_markdown, write
from atlascast.script.numerals import figures

NEW_YEAR = datetime(2022, 1, 2, 9, tzinfo=UTC)
"""A Sunday."""


def held(article: str, line: str, published: datetime = NEW_YEAR) -> list[str]:
    """What is found where the story's only sentence is told as this line."""
    told = story("told", text=article, published=published)
    script = write(picks(told), [], config(), WEEK)
    segment = next(one for one in script.segments if one.kind == "story")
    lines = (segment.lines[0], Line("host", line, paragraph=0))
    segments = tuple(replace(one, lines=lines) if one is segment else one for one in script.segments)
    return list(map(str, check(replace(script, segments=segments), {"told": told})))


@pytest.mark.parametrize(
    ("article", "line"),
    [
        ("The envoy met rebels in Osk on Friday.", "The envoy met rebels in Osk on 31 December."),
        ("The envoy met rebels in Osk on Friday.", "The envoy met rebels in Osk on Friday, 31 December 2021."),
        ("The envoy met rebels in Osk yesterday.", "The envoy met rebels in Osk on Saturday."),
        ("The envoy met rebels in Osk today.", "The envoy met rebels in Osk on Sunday, 2 January."),
        ("The envoy met rebels in Osk on 30 December.", "The envoy met rebels in Osk on Thursday."),
        ("The envoy met rebels in Osk last year.", "The envoy met rebels in Osk in 2021."),
        ("The envoy will meet rebels in Osk on 3 January.", "The envoy will meet rebels in Osk on Monday, 3 January."),
        ("The envoy will meet rebels in Osk tomorrow.", "The envoy will meet rebels in Osk on 3 January."),
        ("The fire began in Osk at quarter to six on Friday.", "The fire began in Osk at 5:45 on Friday."),
        ("The fire began in Osk at 17:45 on Friday.", "The fire began in Osk at 5:45 p.m. on Friday."),
        ("Fire broke out in Osk at 5 p.m. on Friday.", "Fire broke out in Osk on Friday, 5 o'clock in the evening."),
        ("The fire began in Osk at midnight on Friday.", "The fire began in Osk at 12 a.m. on Friday."),
    ],
)
def test_the_same_day_or_hour_told_otherwise_is_let_pass(article: str, line: str) -> None:
    assert held(article, line) == []


@pytest.mark.parametrize(
    ("article", "line"),
    [
        ("The envoy met rebels in Osk on Friday.", "The envoy met rebels in Osk on 30 December."),
        ("The envoy met rebels in Osk on Friday.", "The envoy met rebels in Osk on 31 December 2020."),
        ("The envoy met rebels in Osk yesterday.", "The envoy met rebels in Osk on Friday."),
        ("The envoy met rebels in Osk today.", "The envoy met rebels in Osk on Monday."),
        ("The envoy will meet rebels in Osk on Friday.", "The envoy will meet rebels in Osk on 31 December."),
        ("The envoy met rebels in Osk last Friday.", "The envoy met rebels in Osk on 31 December."),
        ("The envoy met rebels in Osk last year.", "The envoy met rebels in Osk in 2022."),
        ("The envoy has met rebels since Friday.", "The envoy has met rebels by 31 December."),
        ("Rebels left on Friday and came back on Saturday.", "Rebels left on 1 January and came back on 31 December."),
        ("The fire began in Osk at quarter to six on Friday.", "The fire began in Osk at 6:15 on Friday."),
        ("The fire began in Osk at 17:45 on Friday.", "The fire began in Osk at 5:45 a.m. on Friday."),
        ("The fire began in Osk at 5 p.m. on Friday.", "The fire began in Osk at five o'clock on Friday morning."),
        ("The fire began in Osk at midnight on Friday.", "The fire began in Osk at noon on Friday."),
    ],
)
def test_another_day_or_hour_is_held(article: str, line: str) -> None:
    assert held(article, line)


def test_a_day_is_counted_from_the_date_of_publication_where_that_was_written() -> None:
    late = datetime(2022, 1, 2, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert held("The envoy met rebels in Osk yesterday.", "The envoy met rebels in Osk on Saturday.", late) == []
    assert held("The envoy met rebels in Osk yesterday.", "The envoy met rebels in Osk on Sunday.", late)


@pytest.mark.parametrize(
    ("spelt", "plain"),
    [
        ("two and a half thousand men", "2,500 men"),
        ("Half a million people", "500,000 people"),
        ("twenty-five hundred", "2,500"),
        ("one hundred and twenty-three boats", "123 boats"),
        ("1,500,000 votes", "1.5 million votes"),
        ("two dozen tents", "24 tents"),
        ("2½ tonnes", "2.5 tonnes"),
        ("shortly before noon", "shortly before 12:00 p.m"),
        ("nine of the ten", "nine of the ten"),
        ("voted ten to nine", "voted ten to nine"),
        ("hundreds of boats", "hundreds of boats"),
        ("1.200 billion", "1.200 billion"),
        ("between two and three hundred", "between 200 and 300"),
        ("between two hundred and fifty and three hundred", "between 250 and 300"),
        ("between 2 and 3 million", "between 2 million and 3 million"),
        ("between two and three boats", "between two and three boats"),
        ("at four in the morning", "at 4:00 in the morning"),
    ],
)
def test_numbers_in_several_words_are_put_into_figures_and_others_are_left(spelt: str, plain: str) -> None:
    assert figures(spelt) == plain


def test_an_own_segue_survives_the_file() -> None:
    told = story("told", text="The envoy met rebels in Osk.")
    text = to_markdown(write(picks(told), [], config(), WEEK)).replace("[segue] ", "[segue] [own] In Neverland. ", 1)
    script = from_markdown(text, "script.md", {"told": told})
    assert "[segue] [own] In Neverland." in to_markdown(script)
    assert from_markdown(to_markdown(script), "script.md", {"told": told}) == script
