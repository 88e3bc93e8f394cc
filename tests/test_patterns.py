"""Rules in TOML: each finds what it says it finds, and a table that cannot be read so fails at once."""

import re
import tomllib
from pathlib import Path

import pytest

from atlascast import agencies, patterns
from atlascast.patterns import Family, Rule, finder
from atlascast.week import MONTH

PACKAGE = Path(__file__).parents[1] / "atlascast"
TABLES = [
    path
    for path in sorted(PACKAGE.rglob("*.toml"))
    if any(isinstance(family, dict) and "rules" in family for family in tomllib.loads(path.read_text()).values())
]
GIVEN = {"month": MONTH, "credited": agencies.CREDITED, "agency": agencies.AGENCY}
BARE = " -–—*•·[]()|:>»!.\t"
"""Signs that the rooms cut off a block's ends."""


def loaded(path: Path) -> dict[str, Family]:
    return patterns.load("atlascast", str(path.relative_to(PACKAGE).with_suffix("")), GIVEN)


RULES = [(path.stem, family, rule) for path in TABLES for family in loaded(path).values() for rule in family.rules]


NAMES = [f"{table}-{family.name}-{rule.says[0][:30]}" for table, family, rule in RULES]


@pytest.mark.parametrize(("table", "family", "rule"), RULES, ids=NAMES)
def test_every_rule_finds_its_own_examples(table: str, family: Family, rule: Rule) -> None:
    alone = finder([Family(family.name, family.about, family.at, family.case, (rule,), {})])
    assert rule.says
    for example in rule.says:
        assert alone.finds(example) or alone.finds(example.strip(BARE)), f"{table}: {example}"


def test_every_family_says_what_it_is_for() -> None:
    for path in TABLES:
        for family in loaded(path).values():
            assert family.about.endswith("."), f"{path.name}: {family.name}"


@pytest.mark.parametrize(
    ("at", "text", "found"),
    [("whole", "ferry", True), ("whole", "a ferry", False), ("start", "ferry left", True), ("start", "a ferry", False),
     ("anywhere", "a FERRY", True), ("anywhere", "a car", False)],
)  # fmt: skip
def test_a_family_looks_where_its_table_says(at: patterns.At, text: str, found: bool) -> None:
    assert finder([Family("boats", "Boats.", at, False, (Rule("ferry", ("ferry",)),), {})]).finds(text) == found


def test_families_that_look_at_different_places_are_not_joined() -> None:
    rule = (Rule("ferry", ("ferry",)),)
    with pytest.raises(ValueError, match="boats, ships"):
        finder([Family("boats", "", "whole", False, rule, {}), Family("ships", "", "start", False, rule, {})])


def test_parts_words_and_names_are_filled_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = """
        [parts]
        boat = '(?:ferry|barge)'
        [sails]
        about = "Boats."
        at = "anywhere"
        rules = [
            { says = "a barge sails", rule = '{boat} sails{0,1}' },
            { says = "went to sea", words = "to sea, at sea" },
            { says = "post-share", names = "share, like-?it" },
        ]
    """
    (tmp_path / "boats.toml").write_text(text)
    monkeypatch.setattr(patterns, "files", lambda _: tmp_path)
    found = finder([patterns.load("x", "boats")["sails"]])
    assert [found.finds(one) for one in ("a ferry sails", "at sea", "x likeit y")] == [True] * 3
    assert [found.finds(one) for one in ("a boat sails", "at seaside", "shared")] == [False] * 3
    assert re.escape("{boat}") not in found.pattern.pattern


def test_what_a_table_lacks_is_told_with_the_tables_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "boats.toml").write_text('[sails]\nabout = "Boats."\nrules = [{ says = "a", rule = "{boat}" }]')
    (tmp_path / "ships.toml").write_text('[sails]\nabout = "Ships."\nrules = [{ rule = "ship" }]')
    monkeypatch.setattr(patterns, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"boats\.toml: .*'boat'"):
        patterns.load("x", "boats")
    with pytest.raises(ValueError, match=r"ships\.toml: .*'says'"):
        patterns.load("x", "ships")


@pytest.mark.parametrize(
    ("at", "text", "left"),
    [("anywhere", "a ferry left", "a  left"), ("start", "ferry left", " left"), ("start", "a ferry", "a ferry")],
)
def test_a_text_loses_the_first_match_and_nothing_else(at: patterns.At, text: str, left: str) -> None:
    assert finder([Family("boats", "", at, False, (Rule("ferry", ("ferry",)),), {})]).without(text) == left
