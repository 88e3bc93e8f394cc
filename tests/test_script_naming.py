"""Titles and bylines as they are said."""

import pytest
from script_cases import WEEK, config, picks, story

from atlascast.models import Story
from atlascast.script import check, from_markdown, naming, to_markdown, write

TEXT = "The NATO ships left the navy's port of Lisk. In Lisk a minister of Vantor wept."


def said(title: str) -> str:
    return naming.title(story("x", title=title, text=TEXT, url="https://www.harbour-post.example/a"))


@pytest.mark.parametrize(
    ("title", "spoken"),
    [
        ("## Ships leave Lisk", "Ships leave Lisk"),
        ("# Ships leave #", "Ships leave"),
        ("**Ships** leave `Lisk`", "Ships leave Lisk"),
        ("a_b leaves", "a_b leaves"),
        ("BUDGET 3.0 | Ships get R4bn to leave", "BUDGET 3.0: Ships get R4bn to leave"),
        ("Ships leave for good | World", "Ships leave for good"),
        ("Ships leave - Harbour Post", "Ships leave"),
        ("Ships leave – Harbour Post News", "Ships leave"),
        ("Ships leave – nobody stays", "Ships leave – nobody stays"),
        ("NATO SHIPS LEAVE THE PORT OF LISK", "NATO ships leave the port of Lisk"),
        ("NATO, US, EU", "NATO, US, EU"),
        ("[VIDEO] Ships leave", "Ships leave"),
        ("Ships leave (WATCH)", "Ships leave"),
        ("Ships leave [UPDATED 3 p.m.]", "Ships leave"),
        ("BREAKING: Ships leave", "Ships leave"),
        ("Live fire kills 3", "Live fire kills 3"),
        ("Watch the skies over Lisk", "Watch the skies over Lisk"),
        ("Lisk: talks fail (again)", "Lisk: talks fail (again)"),
        ("|", "|"),
    ],
)
def test_a_title_is_said_without_what_only_a_page_needs(title: str, spoken: str) -> None:
    assert said(title) == spoken


@pytest.mark.parametrize(
    ("author", "spoken"),
    [
        ("Dana Okafor", "Dana Okafor"),
        ("By Ana de la Cruz and Bo Li", "Ana de la Cruz and Bo Li"),
        ("LISA GIL; BO MCRAE; ANA LI Associated Press", "Lisa Gil, Bo Mcrae and Ana Li"),
        ("Jean-Luc O'Brien, admin", "Jean-Luc O'Brien"),
        *((none, "") for none in ("admin", "adminuser59", "Staff Reports", "Test News", "REUTERS", "a@b.example",
                                  "The Vantor, Ostrel defence ministries", "dana", "Editorial Team", "")),
    ],
)  # fmt: skip
def test_only_names_are_said_as_bylines(author: str, spoken: str) -> None:
    assert naming.byline(author, "Test News") == spoken


TITLES = ["## Story: Ships", "♪ trumpet", "> Ships: leave", "- story: b", "SHIPS LEAVE PORT 3 TIMES | B", "---", "*"]


@pytest.mark.parametrize("title", TITLES)
def test_no_title_breaks_a_script_or_is_held_against_itself(title: str) -> None:
    stories: dict[str, Story] = {
        name: story(name, title=title, text=TEXT, section="News") for name in ("one", "two", "three")
    }
    script = write(picks(*stories.values()), [], config(), WEEK)
    assert from_markdown(to_markdown(script), "script.md", stories) == script
    assert check(script, stories) == []
