"""A week's name, its days in the show's time zone, and how they are written."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlascast.errors import UserError
from atlascast.week import bounds, days, monday, resolve, week_of

ZONES = [ZoneInfo(name) for name in ("UTC", "Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata")]
NOW = datetime(2022, 1, 10, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("week", "shown", "heard"),
    [
        ("2022-W01", "3–9 January 2022", "3 to 9 January 2022"),
        ("2022-W05", "31 January – 6 February 2022", "31 January to 6 February 2022"),
        ("2021-W52", "27 December 2021 – 2 January 2022", "27 December 2021 to 2 January 2022"),
    ],
)
def test_a_week_is_named_by_its_days(week: str, shown: str, heard: str) -> None:
    assert (days(week), days(week, " to ")) == (shown, heard)


@pytest.mark.parametrize("name", ["2022-W54", "2021-W53", "2022-W00", "2022-W1", "2022W01", "soon", "", "٢٠٢٢-W01"])
def test_what_is_no_week_says_how_one_is_named(name: str) -> None:
    with pytest.raises(UserError, match="no ISO week") as error:
        monday(name)
    assert "2022-W01" in error.value.hint


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)), st.sampled_from(ZONES))
def test_a_moment_lies_within_the_bounds_of_its_week_and_of_no_other(moment: datetime, zone: ZoneInfo) -> None:
    start, end = bounds(week_of(moment, zone), zone)
    assert start <= moment < end
    assert week_of(end, zone) != week_of(moment, zone) != week_of(start - timedelta(seconds=1), zone)


def test_a_sunday_night_belongs_to_the_week_of_the_shows_own_clock() -> None:
    late = datetime(2022, 1, 9, 23, 30, tzinfo=UTC)
    assert week_of(late, ZoneInfo("UTC")) == "2022-W01"
    assert week_of(late, ZoneInfo("Asia/Kolkata")) == "2022-W02"


def test_latest_is_the_last_complete_week_and_newest_that_of_the_newest_story() -> None:
    zone = ZoneInfo("UTC")
    assert resolve("latest", (), NOW, zone) == "2022-W01"
    assert resolve("newest", [None, datetime(2021, 12, 30, tzinfo=UTC)], NOW, zone) == "2021-W52"
    assert resolve("newest", [None], NOW, zone) == "2022-W02"
    assert resolve("2021-W52", (), NOW, zone) == "2021-W52"
    assert monday("2022-W01") == date(2022, 1, 3)
