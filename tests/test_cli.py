"""The command as a user types it: what it prints where, and the code it ends with."""

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from atlascast.cli import main

WEEK = "2026-W24"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the command with arguments and standard input; its exit code, output and errors."""

    def call(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["atlascast", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_build_week_prints_one_json_object_and_progress_elsewhere(built: Path, run: Run) -> None:
    code, out, err = run("build-week", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["week"] == WEEK
    assert found["stories"] == 3
    assert found["clips"]["spoken"] == 0
    assert found["feed"] == "public/feed.xml"
    assert "Fish Market" in found["warnings"][0]
    assert all((built / found["files"][name]).is_file() for name in ("edition.mp3", "script.md", "report.json"))
    assert "Collecting" in err


def test_build_week_ends_with_a_short_table(built: Path, run: Run) -> None:
    _, out, _ = run("build-week")
    for word in ("Stories", "Length", "Loudness", "Files", "Feed", "LUFS", "dBTP"):
        assert word in out


def test_a_dry_run_says_what_would_be_told_and_writes_nothing(fresh: Path, run: Run) -> None:
    before = sorted(fresh.rglob("*"))
    code, out, _ = run("build-week", "--dry-run")
    assert code == 0
    assert "Storm Closes the Strait" in out
    assert "nothing was written" in out
    found = json.loads(run("build-week", "--dry-run", "--json")[1])
    assert found["seconds"] > 60
    assert sorted(fresh.rglob("*")) == before


def test_an_editors_choice_goes_over_the_configs_and_is_named(built: Path, run: Run) -> None:
    first = json.loads(run("stories", "--json")[1])["stories"]
    last = [row for row in first if row["chosen"]][-1]
    found = json.loads(run("stories", "--json", "--lead", last["id"], "--block", first[0]["id"])[1])
    told = [row["id"] for row in found["stories"] if row["chosen"]]
    assert told[0] == last["id"] and first[0]["id"] not in told
    assert found["overrides"] == {"lead": [last["id"]], "block": [first[0]["id"]]}
    _, out, _ = run("stories", "--pin", last["id"])
    assert f"pin “{last['id']}”: {last['title']}" in out


def test_stories_prints_a_table_with_scores_parts_and_reasons(built: Path, run: Run) -> None:
    _, out, _ = run("stories")
    for word in ("Title", "Section", "Age", "Score", "Parts", "█", "Leads for its"):
        assert word in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("build-week --week 2026-W60", 2),
        ("build-week --week soon", 2),
        ("build-week --config nowhere.toml", 2),
        ("build-week --voice nobody", 2),
        ("build-week --voice nowhere.onnx", 2),
        ("build-week --nonsense", 2),
        ("build-week --source nowhere.xml", 2),
        ("build-week --source cover.jpg", 1),
        ("build-week --source http://127.0.0.1:9/feed", 1),
        ("build-week --week 1999-W01", 1),
        ("build-week --out /proc/nowhere", 1),
        ("render --week 2020-W01", 2),
        ("render --week ../..", 2),
        ("publish --out elsewhere", 1),
        ("extract nowhere.html", 2),
        ("sponsors check", 2),
        ("diff --week 2020-W01", 2),
        ("say hello --config nowhere.toml --voice silent", 2),
    ],
)
def test_a_mistake_gets_a_short_error_a_next_step_and_the_right_code(
    built: Path, run: Run, arguments: str, code: int
) -> None:
    before = {path: path.stat().st_mtime_ns for path in (built / "public").rglob("*")}
    found, out, err = run(*arguments.split())
    assert found == code, err
    assert not out
    assert 0 < len(err) < 1500
    assert "Traceback" not in err
    assert {path: path.stat().st_mtime_ns for path in (built / "public").rglob("*")} == before


def test_all_mistakes_of_a_config_come_at_once(fresh: Path, run: Run) -> None:
    text = (fresh / "atlascast.toml").read_text().replace('email = "desk@courier.example"', 'email = "nobody"')
    text = text.replace("minutes = 5", "minuts = 5").replace('engine = "silent"', 'engine = "quiet"')
    (fresh / "bad.toml").write_text(text + "\n[sound]\nintro = 'no.mp3'\n")
    code, _, err = run("build-week", "--config", "bad.toml")
    assert code == 2
    assert "show.email" in err
    assert "did you mean 'minutes'" in err
    assert "voices.host.engine" in err
    assert "no.mp3" in err


def test_draft_and_render_and_publish_are_the_three_parts(fresh: Path, run: Run) -> None:
    assert re.search(r"script\.md: \d+ stories\. Edit it if you like; then run", run("draft")[1])
    assert json.loads(run("render", "--json")[1])["stories"] == 3
    assert "feed.xml" in json.loads(run("publish", "--json")[1])["feed"]


def test_say_answers_a_line_for_a_line(fresh: Path, run: Run) -> None:
    lines = "The CSTO sent 2,500 troops.\n\nNothing changed here.\nIt cost $1.5bn.\n"
    code, out, _ = run("say", "--spoken-only", "-", stdin=lines)
    said = out.split("\n")
    assert code == 0
    assert len(said) == 5
    assert said[0] == "The C S T O sent two thousand five hundred troops."
    assert said[1] == ""
    assert said[2] == "Nothing changed here."


@pytest.mark.parametrize(
    "line", ["", " ", "a\x00b", "a\rb", "a\x0cb", "a\u2028b\x85c", "👍🇺🇦", "x\r", "5 men " * 9000, "9" * 30000]
)
def test_say_keeps_a_line_one_line_whatever_it_holds(fresh: Path, run: Run, line: str) -> None:
    code, out, _ = run("say", "--spoken-only", "-", stdin=f"One.\n{line}\nTwo.\n")
    said = out.split("\n")
    assert (code, len(said), said[0], said[2]) == (0, 4, "One.", "Two.")


def test_say_names_the_class_of_each_change(fresh: Path, run: Run) -> None:
    _, out, _ = run("say", "--explain", "The CSTO sent 2,500 troops.")
    assert "'CSTO' → 'C S T O'" in out
    assert "number:" in out


def test_say_speaks_into_a_wav(fresh: Path, run: Run) -> None:
    assert run("say", "Hello there.", "--voice", "silent", "--wav", "out.wav")[0] == 0
    assert (fresh / "out.wav").read_bytes()[:4] == b"RIFF"


def test_say_with_a_voice_prints_phonemes_and_writes_a_wav(fresh: Path, run: Run) -> None:
    _, out, _ = run("say", "Hello Kyiv.", "--voice", "silent")
    assert "phonemes: həl" in out
    assert (fresh / "say.wav").read_bytes()[:4] == b"RIFF"


def test_a_newcomer_hears_a_sentence_outside_any_show(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("say", "Hello there.", "--voice", "silent")[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["say.wav"]


def test_no_words_to_speak_are_the_users_fault(fresh: Path, run: Run) -> None:
    code, _, err = run("say", "😀", "--voice", "silent")
    assert code == 2
    assert "nothing to say" in err


def test_a_name_is_heard_before_its_row_is_added_to_the_lexicon(fresh: Path, run: Run) -> None:
    row = ("lexicon", "add", "Zubov", "--ipa", "zˈuːbɔːf", "--say", "ZOO-boff")
    _, out, _ = run(*row, "--in", "Zubov's men", "--voice", "silent", "--wav", "try.wav", "--dry-run")
    assert "[[zˈuːbɔːfs]]" in out
    assert (fresh / "try.wav").is_file()
    assert "Zubov" not in run("say", "--explain", "Zubov")[1].replace("Zubov\n", "", 1)
    assert run(*row)[0] == 0
    assert "[[zˈuːbɔːf]]" in run("say", "Zubov")[1]
    assert run(*row)[0] == 2
    assert run("lexicon", "add", "Nix")[0] == 2


def test_stories_gives_every_item_once_with_its_reason(fresh: Path, run: Run) -> None:
    found = json.loads(run("stories", "--json", "--week", "all")[1])
    assert len(found["stories"]) + len(found["set_aside"]) == 4
    assert all(row["reason"] for row in (*found["stories"], *found["set_aside"]))
    assert "Told" in run("stories")[1]


def test_extract_prints_the_story_of_a_page_and_nothing_else(fresh: Path, run: Run) -> None:
    body = "The harbour board approved a new pier for the ferries on Thursday, by nine votes."
    page = f"A New Pier\n\nA New Pier\n\n{body}\n"
    (fresh / "page.txt").write_text(page)
    _, out, _ = run("extract", "page.txt", "--json")
    found = json.loads(out)
    assert found["path"] == "page.txt"
    assert found["text"].startswith("The harbour board")
    assert {"title", "text", "author", "published", "language"} <= set(found)
    assert run("extract", "-", stdin=page)[1].strip() == found["text"]


def test_a_plan_is_of_the_week_that_the_config_names(built: Path, run: Run) -> None:
    config = built / "atlascast.toml"
    text = config.read_text()
    config.write_text(re.sub(r"^week = .*$", 'week = "2020-W01"', text, flags=re.M))
    code, out, err = run("sponsors", "plan", "--json")
    assert (code, out) == (1, "") and "no story of 2020-W01" in err
