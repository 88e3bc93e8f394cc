"""What an edit changed."""

from dataclasses import replace

from script_cases import BORDER, BY_ID, UNREST, WEEK, config, picks, read

from atlascast.models import Script
from atlascast.script import Difference, diff, from_markdown, places, to_markdown, write

DRAFT = write(picks(), [read("border")], config(), WEEK)


def edit(old: str, new: str) -> Script:
    text = to_markdown(DRAFT)
    assert old in text
    return from_markdown(text.replace(old, new, 1), "script.md", BY_ID)


def test_a_script_does_not_differ_from_itself() -> None:
    assert diff(DRAFT, DRAFT, BY_ID) == []


def test_a_changed_sentence_stands_beside_what_it_was_and_what_its_source_has_not() -> None:
    (found,) = diff(DRAFT, edit("about 2,500 troops", "about 2,600 troops"), BY_ID)
    assert (found.kind, found.where) == ("changed", UNREST.title)
    assert "2,500" in found.before
    assert "2,600" in found.after
    assert "2,600 is not in the article" in found.findings[0]


def test_added_and_removed_sentences_are_told_apart() -> None:
    (gone,) = diff(DRAFT, edit("The alliance agreed within hours. ", ""), BY_ID)
    assert (gone.kind, gone.before, gone.after) == ("removed", "The alliance agreed within hours.", "")
    (come,) = diff(DRAFT, edit("The alliance agreed", "Rain fell in Moscow. The alliance agreed"), BY_ID)
    assert (come.kind, come.after) == ("added", "Rain fell in Moscow.")
    assert any("'Moscow'" in one for one in come.findings)


def test_a_pause_a_voice_and_a_title_are_changes() -> None:
    (pause,) = diff(DRAFT, edit("within hours. ", "within hours. [pause 2 s] "), BY_ID)
    assert pause.after.endswith("[pause 2 s]")
    (voice,) = diff(DRAFT, edit("Officials put", "**second:** Officials put"), BY_ID)[:1]
    assert voice.after.startswith("second: Officials")
    (title,) = diff(DRAFT, edit("3–9 January", "the days of 3–9 January"), BY_ID)
    assert title.where == "" and "the days of 3–9" in title.after


def test_moved_removed_and_added_segments_are_named() -> None:
    one, two, three, four, *rest = DRAFT.segments
    moved = diff(DRAFT, replace(DRAFT, segments=(one, two, four, three, *rest)), BY_ID)
    assert [found.kind for found in moved] == ["moved"]
    removed = diff(DRAFT, replace(DRAFT, segments=(one, two, three, *rest)), BY_ID)
    assert [(found.kind, found.where) for found in removed] == [("removed", BORDER.title)]
    added = diff(replace(DRAFT, segments=(one, two, three, *rest)), DRAFT, BY_ID)
    assert [(found.kind, found.where, found.findings) for found in added] == [("added", BORDER.title, ())]


def test_a_source_that_changed_since_the_draft_shows() -> None:
    mended = replace(UNREST, text=UNREST.text.replace("at 164", "at 146"))
    now = write(picks(mended, *[one for one in BY_ID.values() if one.id != "unrest"]), [read("border")], config(), WEEK)
    found = diff(now, DRAFT, {**BY_ID, "unrest": mended})
    assert isinstance(found[0], Difference)
    assert "the number 164 is not in the article" in found[0].findings[0]


def test_a_changed_line_is_told_with_its_row_and_its_articles_sentence() -> None:
    text = to_markdown(DRAFT).replace("agreed within hours", "agreed in hours")
    first = from_markdown(text, "script.md", BY_ID)
    second = text.replace("agreed in hours", "agreed in a few hours")
    edited = from_markdown(second, "script.md", BY_ID)
    (found,) = diff(first, edited, BY_ID, places(second, BY_ID))
    assert "agreed in a few hours" in second.split("\n")[found.row - 1]
    assert found.article == "The alliance agreed within hours."
    (found,) = diff(DRAFT, edited, BY_ID)
    assert (found.row, found.article) == (0, "")
