"""Edits of an invented week, one at a time: what says another thing is held, what says the same is let pass."""

import pytest
from script_cases import DATA, WEEK, config, picks, story

from atlascast.script import check, from_markdown, to_markdown, write

FOLDER = DATA / "edits"
STORIES = [
    story(name, title=title, text=(FOLDER / f"{name}.txt").read_text().strip())
    for name, title in (
        ("a", "Kestran army retakes Orlo as 23 die and mayor refuses to leave"),
        ("b", "Harbour strike in Lisk ends without agreement"),
        ("c", "Two soldiers and a doctor shot dead near Harn"),
        ("d", "Depots burn near Lisk"),
    )
]
BY_ID = {one.id: one for one in STORIES}
SCRIPT = to_markdown(write(picks(*STORIES), [], config(minutes=30), WEEK))


def rows(name: str) -> list[tuple[str, str]]:
    """Old and new wording; new ones that begin with "# " are headlines."""
    parts = (row.partition("\t") for row in (FOLDER / name).read_text().splitlines())
    return [(old, new) for old, _, new in parts]


def findings(old: str, new: str) -> list[str]:
    if new.startswith("# "):
        old, new = f"\n{old}\n", f"\n{new.removeprefix('# ')}\n"
        edited = SCRIPT.replace(old, new, 1)
    else:
        edited = new.join(SCRIPT.rsplit(old, 1))
    assert edited != SCRIPT
    return list(map(str, check(from_markdown(edited, "script.md", BY_ID), BY_ID)))


@pytest.mark.parametrize(("old", "new"), rows("harms.tsv"))
def test_an_edit_that_says_another_thing_is_held(old: str, new: str) -> None:
    assert findings(old, new)


@pytest.mark.parametrize(("old", "new"), rows("harmless.tsv"))
def test_an_edit_that_says_the_same_is_let_pass(old: str, new: str) -> None:
    assert findings(old, new) == []


def test_a_headline_marked_as_own_is_the_newsrooms_word() -> None:
    old = "\nHarbour strike in Lisk ends without agreement.\n"
    assert old in SCRIPT
    held = SCRIPT.replace(old, "\nNo raise for the cranes.\n", 1)
    marked = SCRIPT.replace(old, "\n[own] No raise for the cranes.\n", 1)
    assert check(from_markdown(held, "script.md", BY_ID), BY_ID)
    assert check(from_markdown(marked, "script.md", BY_ID), BY_ID) == []
