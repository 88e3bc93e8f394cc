"""Sensitive classes of news, held against headlines that were labelled by hand."""

from pathlib import Path

import pytest
from fake_sponsors import a_story

from atlascast.models import Story
from atlascast.sponsors.campaigns import CLASSES
from atlascast.sponsors.sensitivity import classes, evidence

ROWS = [
    row.split("\t")
    for row in (Path(__file__).parent / "data" / "sponsors" / "headlines.tsv").read_text().splitlines()
    if row and not row.startswith("#")
]
PRECISION, RECALL = 0.85, 0.95
"""Floors that only rise."""


def told(title: str, lede: str) -> set[str]:
    return set(classes(Story(title, "", title, lede)))


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_is_found_where_it_is_and_not_where_words_mean_something_else(name: str) -> None:
    sure = [(name in labels.split(), name in told(title, lede)) for labels, title, lede in ROWS
            if f"?{name}" not in labels.split()]  # fmt: skip
    right = sum(wanted and found for wanted, found in sure)
    precision = right / sum(found for _, found in sure)
    recall = right / sum(wanted for wanted, _ in sure)
    assert precision >= PRECISION and recall >= RECALL, f"precision {precision:.2f}, recall {recall:.2f}"


def test_few_harmless_stories_are_closed() -> None:
    harmless = [told(title, lede) for labels, title, lede in ROWS if labels == "-"]
    assert len(harmless) > 80 and sum(map(bool, harmless)) <= 0.07 * len(harmless)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ferry with nine aboard sank.", {"disaster"}),
        ("The ferry is new. Her spirits sank.", {"disaster"}),
        ("The ferry is new and painted green all over by the town's own volunteers. Hopes grew.", set()),
        ("Nobody was hurt.", set()),
        ("They declared war on inflation.", set()),
        ("They declared war.", {"war"}),
        ("U.S.’s first cholera case", {"health"}),
    ],
)
def test_words_count_near_each_other_and_phrases_are_taken_out(text: str, found: set[str]) -> None:
    assert told("Report", text) == found


def test_the_words_that_make_a_class_are_told() -> None:
    assert "earthquake" in evidence(a_story("calm", title="Earthquake"))["disaster"]
    assert evidence(a_story("calm")) == {}
