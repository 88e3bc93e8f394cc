"""Sentences and plain names."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from script_cases import shared

from atlascast.text import leans, sentences, slug

WHOLE = [
    "He serves in the U.S. Army in Europe.",
    "Lt. Col. Smith met Gen. Li and Brig. Gen. Ortiz.",
    "The convoy left Berth No. 5 at noon.",
    "The U.S. 7th Fleet and the U.S. Under Secretary of State agreed.",
    "On Jan. 6 and Sept. 11 the ships of Adm. Mikhail K. Petrov sailed.",
    "St. Petersburg lies on the Neva, Mt. Ararat in Türkiye, Ft. Bragg in North Carolina.",
    "Art. 5 was never in doubt, see pp. 12 and Fig. 3.",
    "“Why now?” President Tokayev asked.",
    '"Get out!" Col. Diarra shouted at them.',
    "The order (He signed it.) came late.",
    "Sgt. 1st Class Ann Lee of Sen. Rick Scott's staff spoke, e.g. Monday.",
    "Rep. Jane Doe, D-Minn., voted no.",
    "The U.N. Security Council met at 6 p.m. EST on Friday.",
    "The Japan-U.S. Status of Forces Agreement and the Rt. Hon. B. U. Nzeribe.",
    "At 7 a.m. Ukrainian forces crossed the river.",
    "Dr. Will Smith and Gen. So Young met Mr. Do Van An.",
    "About 3.5 million people, or 12.4%, fled.",
]
PARTED = [
    ("They left the U.S. The army stayed.", 2),
    ("He spoke at 6 p.m. Then he left.", 2),
    ("It belongs to Acme Inc. Its owners fled.", 2),
    ("It happened in Dec. The army denied it.", 2),
    ("“We will not go.” The crowd cheered.", 2),
    ("“We will not go. We stay,” he said. No one left.", 3),
    ("Twelve died. 30 were wounded. $5 million was lost.", 3),
    ("They fled. al-Shabaab took the town.", 2),
    ("Is it over? No. They fight on.", 3),
    ("It failed… The talks go on.", 2),
    ("He lives on Harbor Dr. The house burned.", 2),
    ("The vote was 5 to 4. Justice Roe dissented.", 2),
    ("They met Gen. Li. He smiled.", 2),
    ("Это война. Мы победим.", 2),
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_name_a_rank_and_a_number_are_never_parted(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(("text", "number"), PARTED)
def test_sentences_end_where_they_end(text: str, number: int) -> None:
    found = sentences(text)
    assert len(found) == number, found
    assert " ".join(found) == text


PIECES = ["U.S. ", "No. ", "He ", "said. ", "“Yes.” ", "1. ", "2. ", "a. ", "b. ", ". . . ", "p.m. ", "(x). ", "5? "]


@given(st.lists(st.sampled_from(PIECES)))
def test_splitting_loses_nothing_but_white_space(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.text())
def test_any_text_splits_without_loss(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_the_golden_rules_hold_but_for_two() -> None:
    rules = shared("spoken", "sentence_split_golden_en_rules_test_cases.jsonl")
    cases = [json.loads(line) for line in rules.read_text().splitlines()]
    missed = [case["text"] for case in cases if sentences(case["text"]) != case["sentences"]]
    assert len(missed) <= 2, missed


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("U.S. Army's 5th Corps: “Zeitenwende” in Köln", "us-armys-5th-corps-zeitenwende-in-koln"),
        ("日本", "story"),
        ("x" * 80, "x" * 60),
    ],
)
def test_a_slug_is_plain_ascii_and_never_empty(title: str, name: str) -> None:
    assert slug(title) == name


@pytest.mark.parametrize(("word", "leaning"), [
    ("Gen.", True), ("(Lt.", True), ("No.", True), ("J.", True), ("U.S.", True), ("J.-P.", True), ("Radm.", True),
    ("NATO.", False), ("Almaty.", False), ("Gen", False), ("east.", False), ("10.", False),
])
def test_a_rank_or_initial_leans_on_what_follows_and_a_sentences_end_does_not(word: str, leaning: bool) -> None:
    assert leans(word) == leaning
