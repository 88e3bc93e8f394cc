"""The best set of reads: as good as trying them all, and found in time where they are too many to try."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import pytest
from fake_sponsors import a_campaign
from hypothesis import given, settings
from hypothesis import strategies as st

from atlascast.sponsors import Campaign, searching
from atlascast.sponsors.searching import Search, Taken, clash

Case = tuple[list[Campaign], list[dict[int, int]], list[int], int, int]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count, most, apart = draw(st.integers(0, 6)), draw(st.integers(0, 3)), draw(st.integers(1, 3))
    rules = {"reads": most, "apart": apart}
    campaigns = [
        a_campaign(
            f"c{number}",
            category=draw(st.sampled_from(["", "air", "food"])),
            distance=draw(st.integers(1, 6)),
            exclusive=draw(st.booleans()),
            rules=rules,
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    worth = [
        {place: draw(st.integers(1, 60)) for place in range(count) if draw(st.booleans())} for _ in campaigns
    ]
    return campaigns, worth, [draw(st.integers(0, 2)) for _ in campaigns], most, count


def legal(taken: Taken, campaigns: Sequence[Campaign], room: Sequence[int]) -> bool:
    numbers = [number for _, number in taken]
    return all(numbers.count(number) <= room[number] for number in numbers) and not any(
        clash(campaigns[one], at, campaigns[two], to) for (at, one), (to, two) in combinations(taken, 2)
    )


def points(taken: Taken, worth: Sequence[Mapping[int, int]]) -> int:
    return sum(worth[number][place] for place, number in taken)


def every(case: Case) -> Iterator[Taken]:
    campaigns, worth, room, most, _ = case
    ways = [(place, number) for number, places in enumerate(worth) for place in places]
    for reads in range(most + 1):
        yield from (taken for taken in combinations(ways, reads) if legal(taken, campaigns, room))


@settings(max_examples=150, deadline=None)
@given(cases())
def test_no_set_of_reads_is_worth_more_than_the_one_found(case: Case) -> None:
    taken, proven = Search(*case).best()
    assert proven and legal(taken, case[0], case[2]) and len(taken) <= case[3] and sorted(taken) == list(taken)
    assert points(taken, case[1]) == max(points(one, case[1]) for one in every(case))


@settings(max_examples=80, deadline=None)
@given(cases())
def test_a_search_that_is_cut_short_breaks_no_rule_and_says_so(case: Case) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(searching, "STEPS", 0)
        taken, proven = Search(*case).best()
        assert (taken, proven) == Search(*case).best()
    assert not proven and legal(taken, case[0], case[2]) and len(taken) <= case[3]
    assert points(taken, case[1]) == max(points(one, case[1]) for one in every(case)), "so few all stay in the beam"


def test_reads_of_equal_worth_stand_around_the_middle_of_a_long_programme() -> None:
    count, most = 41, 8
    rules = {"reads": most, "apart": 2}
    campaigns = [a_campaign(f"c{n:02}", category=f"k{n % 3}", distance=5, rules=rules) for n in range(20)]
    worth = [{place: 500_000 - abs(2 * place - count + 1) for place in range(1, count)} for _ in campaigns]
    taken, proven = Search(campaigns, worth, [1] * 20, most, count).best()
    assert proven and legal(taken, campaigns, [1] * 20)
    assert points(taken, worth) == most * 500_000 - 2 * 2 * (1 + 3 + 5 + 7)


def test_a_tangle_of_rivals_ends_in_time_with_as_many_reads_as_fit() -> None:
    """Rivals so far apart that the bound is far off: the beam has to find it."""
    rules = {"reads": 8, "apart": 2}
    campaigns = [
        a_campaign(f"c{n:02}", category=f"k{n % 2}", distance=9, exclusive=n == 19, rules=rules) for n in range(20)
    ]
    worth = [{place: 100_000 * (1 + n % 7) + (place * n * 37) % 90 for place in range(41)} for n in range(20)]
    taken, _ = Search(campaigns, worth, [1] * 20, 8, 41).best()
    assert legal(taken, campaigns, [1] * 20) and len(taken) == 8
