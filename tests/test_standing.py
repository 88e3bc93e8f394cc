"""A story's lines, held over into its article as it was put right."""

import pytest

from atlascast.models import Line, Story
from atlascast.script.standing import standing

OLD = ("The dam broke on Tuesday. Eleven villages were cleared.\n\nThe governor said that nobody was killed. He blamed "
       "the rain.\n\nThe dam was built in 1961. It was last repaired in 1994.\n\nTalks begin in May.")
TOLD = ("The dam broke on Tuesday.", "The governor said that nobody was killed.", "It was last repaired in 1994.",
        "Talks begin in May.")


def story(text: str, **fields: str) -> Story:
    return Story(id="a", url="", title="Dam breaks", text=text, **fields)  # type: ignore[arg-type]


def lines(*texts: str, text: str = OLD) -> list[Line]:
    places = text.split("\n\n")
    return [Line("host", one, paragraph=next(at for at, words in enumerate(places) if one in words)) for one in texts]


def kept(text: str, *told: str, fresh: tuple[str, ...] = ()) -> list[str]:
    found = standing(lines(*(told or TOLD)), story(OLD), story(text), [Line("host", one) for one in fresh])
    assert all(line.written in text.split("\n\n")[line.paragraph] for line in found if line.paragraph >= 0)
    return [line.written for line in found]


@pytest.mark.parametrize(("was", "now", "expected"), [
    ("nobody was killed", "two were killed", {1: "The governor said that two were killed."}),
    ("Eleven", "Twelve", {}),
    ("The dam broke on Tuesday. ", "", {0: ""}),
    ("broke on Tuesday", "broke on Monday; a wall fell", {0: "The dam broke on Monday; a wall fell."}),
    ("Talks begin in May.", "No talks are planned.", {3: "No talks are planned."}),
    ("Talks begin in May.", "Talks begin in June. They may fail.", {3: "Talks begin in June."}),
])
def test_only_what_the_article_changed_is_changed(was: str, now: str, expected: dict[int, str]) -> None:
    wanted = [expected.get(place, text) for place, text in enumerate(TOLD)]
    assert kept(OLD.replace(was, now)) == [text for text in wanted if text]


def test_a_shorter_article_leaves_what_stands_and_tells_nothing_that_was_not_told() -> None:
    short = OLD.split("\n\n")[0] + "\n\n" + OLD.split("\n\n")[1]
    assert kept(short, fresh=("Eleven villages were cleared.",)) == list(TOLD[:2])


def test_a_new_sentence_between_two_that_are_told_is_told() -> None:
    everything = [piece.rstrip(".") + "." for piece in OLD.replace("\n\n", " ").split(". ")]
    added = OLD.replace("He blamed", "A child is missing. He blamed")
    assert "A child is missing." in kept(added, *everything, fresh=("A child is missing.",))
    assert "A child is missing." not in kept(added, fresh=("A child is missing.",))


def test_what_leaned_on_a_sentence_that_is_gone_goes_with_it() -> None:
    told = ("The governor said that nobody was killed.", "He blamed the rain.")
    assert kept(OLD.replace(f"{told[0]} ", ""), "The dam broke on Tuesday.", *told) == ["The dam broke on Tuesday."]


def test_the_programmes_own_lines_stay_and_a_reworded_one_while_its_sentence_stands() -> None:
    own = Line("host", "A word from us.")
    edited = Line("host", "The barrier was made in 1961, that dam.", paragraph=2)
    for was, now, there in (("Eleven", "Twelve", True), ("built in 1961", "built in 1962", False)):
        found = standing([own, *lines(TOLD[0]), edited], story(OLD), story(OLD.replace(was, now)), [])
        assert found[0] == own and (edited in found) == there
        assert ("The dam was built in 1962." in [line.written for line in found]) != there


def test_where_nothing_stands_the_article_is_told_anew() -> None:
    anew = (Line("host", "All of it was invented."),)
    assert standing(lines(*TOLD), story(OLD), story("All of it was invented."), anew) == anew
    given = story(OLD, summary="Talks begin in May.")
    assert standing(lines("Talks begin in May."), given, story(OLD.replace("May", "June")), anew) == anew
