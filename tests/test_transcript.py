"""Pages read as the script does: its paragraphs, its headlines, and for a track its own words."""

import json
from pathlib import Path

import pytest

from atlascast.errors import UserError
from atlascast.models import Track
from atlascast.publish.transcript import Said, edition_lines, passages, track_lines
from atlascast.store import write_json

TRACK = Track("s1", "Bridge", "", "", "tracks/01-bridge.mp3", 1, 9.0, "", -16.0)


def row(segment: str, written: str, kind: str = "story", role: str = "body", paragraph: int = -1) -> dict[str, object]:
    return {"segment": segment, "kind": kind, "speaker": "host", "written": written, "role": role,
            "paragraph": paragraph}


ROWS = [
    row("Headlines", "Here are the main stories.", "headlines", "segue"),
    row("Headlines", "A bridge opens.", "headlines"),
    row("Headlines", "A ferry is shared.", "headlines"),
    row("Bridge", "First, the bridge.", role="segue"),
    row("Bridge", "It opened on Tuesday.", paragraph=0),
    row("Bridge", "It cost 48.2 million.", paragraph=0),
    row("Bridge", "No one was hurt.", paragraph=3),
]


def report(folder: Path) -> Path:
    write_json(folder / "report.json", {"lines": ROWS, "track_lines": [row("Bridge", "From Example News.")]})
    return folder / "report.json"


def spoken(folder: Path, *texts: str) -> Path:
    """A transcript with each text cut in two captions where it has more than three words."""
    parts = [part for text in texts for part in cut(text)]
    rows = [{"speaker": "Joe", "startTime": at, "endTime": at + 0.9, "body": part} for at, part in enumerate(parts)]
    write_json(folder / "a.json", {"segments": rows})
    return folder / "a.json"


def cut(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[:3]), " ".join(words[3:])] if len(words) > 3 else [text]


def test_paragraphs_headlines_and_segues_are_the_scripts(tmp_path: Path) -> None:
    lines = edition_lines(report(tmp_path))
    found = passages(spoken(tmp_path, *(line.text for line in lines)), lines, (), 60.0)[0].paragraphs
    assert [(one.kind, [phrase.text for phrase in one.phrases]) for one in found] == [
        ("segue", ["Here are the main stories."]), ("headline", ["A bridge opens."]),
        ("headline", ["A ferry is shared."]), ("segue", ["First, the bridge."]),
        ("body", ["It opened on Tuesday.", "It cost 48.2 million."]), ("body", ["No one was hurt."])]
    assert [one.speaker for one in found] == ["Joe", "", "", "", "", ""]


def test_a_track_tells_its_opening_and_leaves_out_the_segue(tmp_path: Path) -> None:
    lines = track_lines(report(tmp_path), TRACK)
    assert [(line.text, line.kind) for line in lines] == [
        ("From Example News.", "opening"), ("It opened on Tuesday.", "body"), ("It cost 48.2 million.", "body"),
        ("No one was hurt.", "body")]


def test_a_word_that_captions_cut_is_whole_on_the_page(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"segments": [
        {"startTime": 0, "endTime": 1, "body": "https://example.org/a"}, {"startTime": 1, "endTime": 2, "body": "/b"}]})
    found = passages(tmp_path / "a.json", [Said("https://example.org/a/b", "body", (0,))], (), 2.0)
    assert found[0].paragraphs[0].phrases[0].text == "https://example.org/a/b"


def test_words_that_are_not_the_reports_are_told_as_they_were_said(tmp_path: Path) -> None:
    path = spoken(tmp_path, "Something else was said.", "And more.")
    found = passages(path, edition_lines(report(tmp_path)), (), 60.0)[0].paragraphs
    assert [phrase.text for one in found for phrase in one.phrases] == ["Something else was said.", "And more."]


def test_an_older_report_or_none_tells_no_paragraphs(tmp_path: Path) -> None:
    assert edition_lines(tmp_path / "report.json") == []
    write_json(tmp_path / "report.json", {"lines": [{"segment": "Bridge", "written": "It opened."}]})
    assert edition_lines(tmp_path / "report.json") == []
    (tmp_path / "report.json").write_text("{")
    with pytest.raises(UserError, match="is no report"):
        edition_lines(tmp_path / "report.json")


def test_a_built_weeks_pages_tell_each_track_its_own_words(built: Path) -> None:
    folder = next((built / "episodes").iterdir())
    record = json.loads((folder / "episode.json").read_text())
    assert len(record["tracks"]) > 1
    pages = sorted((built / "public" / "episodes" / record["week"]).glob("*/index.html"))
    openings = [line["written"] for line in json.loads((folder / "report.json").read_text())["track_lines"]]
    told = [page.read_text() for page in pages if page.parent.name != "embed"]
    assert len(told) == len(record["tracks"])
    for text in told:
        assert 'class="opening"' in text and 'class="segue"' not in text and "data-words=" in text
    assert sum(opening.split()[0] in text for opening in openings[:1] for text in told) == len(told)
    feed = (built / "public" / "articles.xml").read_text()
    assert feed.count('type="text/vtt"') == len(told)
