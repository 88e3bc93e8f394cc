"""Edits of an invented week, one at a time: what says another thing is held, what says the same is let pass."""

from pathlib import Path

import pytest
from script_cases import DATA, WEEK, config, picks, story

from atlascast.script import check, from_markdown, published, to_markdown, write

FOLDER = DATA / "edits"
TITLES = {
    "a": "Kestran army retakes Orlo as 23 die and mayor refuses to leave",
    "b": "Harbour strike in Lisk ends without agreement",
    "c": "Two soldiers and a doctor shot dead near Harn",
    "d": "Depots burn near Lisk",
    "second/e": "Rocket kills at least 17 at Tavrin bus station",
    "second/f": "Quell rejects plan to lease port of Sennet",
    "third/g": "Velmar's navy rescues 212 from boats as four drown",
    "third/h": "An explosion at Morav arms depot kills guard",
    "fourth/i": "Shells kill 11 at Osk market",
    "fourth/j": "Cassaro passes law to deport preachers without trial",
    "fourth/k": "Tavrian government falls as farmers quit",
    "fifth/l": "Drones set Brask refinery ablaze, governor says",
    "fifth/m": "Former general jailed for 22 years over Halden massacre",
    "fifth/n": "Hospital ship reaches Sanna after nine days at sea",
    "sixth/o": "Rivals pull tanks back from Arda after 11 weeks",
    "sixth/p": "Police arrest 26 in Kordal as march turns violent",
    "seventh/q": "Cholera kills 64 in camps around Derrin",
    "seventh/r": "Trial of Orvane's former police chief opens",
    "seventh/s": "Norland jets kill at least nine in Harsa",
    "eighth/t": "Rebels in Quell free 38 hostages",
    "eighth/u": "Earthquake kills at least 112 in Cassaro",
}
WEEKS = sorted({str(Path(name).parent) for name in TITLES})
STORIES = {
    week: [
        story(Path(name).name, title=title, text=(FOLDER / f"{name}.txt").read_text().strip())
        for name, title in TITLES.items() if str(Path(name).parent) == week
    ]
    for week in WEEKS
}
SCRIPTS = {week: to_markdown(write(picks(*STORIES[week]), [], config(minutes=30), WEEK)) for week in WEEKS}


def rows(name: str) -> list[tuple[str, str, str]]:
    """Week, old and new wording; new ones that begin with "# " are headlines, with "@ " segues or titles."""
    parts = [(week, row.partition("\t")) for week in WEEKS for row in (FOLDER / week / name).read_text().splitlines()]
    return [(week, old, new) for week, (old, _, new) in parts]


def findings(week: str, old: str, new: str) -> list[str]:
    text, stories = SCRIPTS[week], STORIES[week]
    if new.startswith("# "):
        edited = text.replace(f"\n{old}\n", f"\n{new.removeprefix('# ')}\n", 1)
    elif new.startswith("@ "):
        edited = text.replace(old, new.removeprefix("@ "), 1)
    else:
        edited = new.join(text.rsplit(old, 1))
    assert edited != text
    by_id = {one.id: one for one in stories}
    script = from_markdown(edited, "script.md", by_id)
    beside = published(script, picks(*stories), config(minutes=30)) if new.startswith("@ ") else []
    return [*map(str, check(script, by_id)), *map(str, beside)]


@pytest.mark.parametrize(("week", "old", "new"), rows("harms.tsv"))
def test_an_edit_that_says_another_thing_is_held(week: str, old: str, new: str) -> None:
    assert findings(week, old, new)


@pytest.mark.parametrize(("week", "old", "new"), rows("harmless.tsv"))
def test_an_edit_that_says_the_same_is_let_pass(week: str, old: str, new: str) -> None:
    assert findings(week, old, new) == []


def test_a_headline_marked_as_own_is_the_newsrooms_word() -> None:
    by_id = {one.id: one for one in STORIES["."]}
    old = "\nHarbour strike in Lisk ends without agreement.\n"
    assert old in SCRIPTS["."]
    held = SCRIPTS["."].replace(old, "\nNo raise for the cranes.\n", 1)
    marked = SCRIPTS["."].replace(old, "\n[own] No raise for the cranes.\n", 1)
    assert check(from_markdown(held, "script.md", by_id), by_id)
    assert check(from_markdown(marked, "script.md", by_id), by_id) == []
