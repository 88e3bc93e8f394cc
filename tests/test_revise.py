"""Corrections and withdrawals of a published week: what they change, what they keep, what they refuse."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import NOW, settings, watch
from test_pipeline import WEEK, build, contents, report

from atlascast import pipeline, review, revise
from atlascast.config import Config
from atlascast.errors import UserError
from atlascast.pipeline import Built
from atlascast.publish import targets
from atlascast.revise import Wanted

LATER = NOW + timedelta(days=2)
NOTE = "We first said that nobody was hurt; two sailors were"


HURT = "Nobody was hurt."


def title(folder: Path, place: int) -> str:
    return str(json.loads((folder / "episodes" / WEEK / "episode.json").read_text())["tracks"][place]["title"])


def mended(folder: Path) -> str:
    picks = json.loads((folder / "episodes" / WEEK / "stories.json").read_text())["picks"]
    text = next(pick["story"]["text"] for pick in picks if "Nobody was hurt." in pick["story"]["text"])
    return str(text).replace("Nobody was hurt.", "Two sailors were hurt.")


def name(folder: Path) -> str:
    """The id of the story in which nobody was hurt."""
    picks = json.loads((folder / "episodes" / WEEK / "stories.json").read_text())["picks"]
    return str(next(pick["story"]["id"] for pick in picks if "Nobody was hurt." in pick["story"]["text"]))


def correct(folder: Path, wanted: Wanted, config: Config | None = None) -> Built:
    return revise.correct(config or settings(folder), wanted, LATER, watch)


def record(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / "episodes" / WEEK / "episode.json").read_text()))


def enclosures(folder: Path, feed: str = "feed.xml") -> list[str]:
    return re.findall(r'<enclosure url="([^"]+)"', (folder / "public" / feed).read_text())


def test_a_correction_speaks_its_lines_alone_says_a_notice_and_keeps_the_identity(built: Path) -> None:
    before, old = record(built), enclosures(built)
    made = correct(built, Wanted(name(built), NOTE, text=mended(built)))
    assert 1 <= made.spoken <= 4
    written = [line["written"] for line in report(built)]
    assert any("Two sailors were hurt." in line for line in written)
    assert not any("Nobody was hurt." in line for line in written)
    assert sum("17 June 2026" in line for line in written) == 1 and any(NOTE in line for line in written)
    assert [before[key] for key in ("guid", "number", "published")] == [
        record(built)[key] for key in ("guid", "number", "published")
    ]
    (new,) = enclosures(built)
    assert new.partition("?")[0] == old[0] and re.search(r"\?v=[0-9a-f]{8}$", new)
    for page in ("feed.xml", "articles.xml", "corrections/index.html"):
        assert NOTE in (built / "public" / page).read_text()
    kept = built / "episodes" / WEEK / "versions" / "01"
    assert json.loads((kept / "episode.json").read_text()) == before and (kept / "edition.mp3").is_file()


def test_where_an_older_report_does_not_tell_whose_lines_are_whose_no_line_is_called_new(built: Path) -> None:
    path = built / "episodes" / WEEK / "report.json"
    told = json.loads(path.read_text())
    lines = [{key: value for key, value in row.items() if key != "story_id"} for row in told["lines"]]
    path.write_text(json.dumps(told | {"lines": lines}))
    made = correct(built, Wanted(name(built), NOTE, text=mended(built)))
    assert made.changed == () and any("cannot be shown" in text for text in made.warnings)
    assert not any("stands alone" in text for text in made.warnings)


def test_the_same_correction_twice_changes_nothing_and_no_build_undoes_it(built: Path) -> None:
    wanted = Wanted(name(built), NOTE, text=mended(built))
    correct(built, wanted)
    before = contents(built)
    revise.correct(settings(built), wanted, LATER + timedelta(days=1), watch)
    assert contents(built) == before
    build(built)
    assert contents(built) == before
    build(built, redraft=True)
    written = [line["written"] for line in report(built)]
    assert any("Two sailors were hurt." in line for line in written) and any(NOTE in line for line in written)


def test_a_correction_from_the_source_takes_the_words_it_has_now(built: Path) -> None:
    wanted = Wanted(name(built), NOTE, from_source=True)
    with pytest.raises(UserError, match="are the old ones"):
        correct(built, wanted)
    feed = built / "feed.xml"
    feed.write_text(feed.read_text().replace("Nobody was hurt.", "Two sailors were hurt."))
    correct(built, wanted)
    assert any("Two sailors were hurt." in line["written"] for line in report(built))


def test_an_edited_script_is_corrected_as_it_stands(built: Path) -> None:
    script = built / "episodes" / WEEK / "script.md"
    script.write_text(script.read_text().replace("Nobody was hurt.", ""))
    story = json.loads((built / "episodes" / WEEK / "episode.json").read_text())["tracks"][0]["story_id"]
    correct(built, Wanted(story, NOTE))
    assert not any("Nobody was hurt" in line["written"] for line in report(built))
    assert any(NOTE in line["written"] for line in report(built))


def test_a_forced_download_has_a_new_guid_for_good(built: Path) -> None:
    before = record(built)["guid"]
    wanted = Wanted(name(built), NOTE, text=mended(built), redownload=True)
    assert [text for text in correct(built, wanted).warnings if "new GUID" in text]
    after = record(built)["guid"]
    assert after != before
    assert not [text for text in correct(built, wanted).warnings if "new GUID" in text], "it has it already"
    build(built)
    assert record(built)["guid"] == after


def test_the_config_may_give_a_corrected_episode_a_new_name_date_and_guid(built: Path) -> None:
    config = settings(built)
    feed = config.feed.model_copy(update={"correction": "name", "correction_date": "now", "correction_guid": "new"})
    before, old = record(built), enclosures(built)
    correct(built, Wanted(name(built), NOTE, text=mended(built)), config.model_copy(update={"feed": feed}))
    assert record(built)["guid"] != before["guid"] and str(record(built)["published"]).startswith("2026-06-17")
    (new,) = enclosures(built)
    assert "?" not in new and new != old[0]


def test_a_withdrawn_story_leaves_every_place_but_a_note_stands_there(built: Path) -> None:
    gone, pages = title(built, 1), enclosures(built, "articles.xml")
    story = json.loads((built / "episodes" / WEEK / "episode.json").read_text())["tracks"][1]["story_id"]
    wanted = Wanted(story, "It could not be confirmed")
    revise.withdraw(settings(built), wanted, LATER, watch)
    left = enclosures(built, "articles.xml")
    assert [url.rpartition("-")[0] for url in left] == [url.rpartition("-")[0] for url in pages if "/02-" not in url]
    endings = (".html", ".xml", ".json", ".vtt", ".srt")
    texts = [path for path in (built / "public").rglob("*") if path.suffix in endings]
    assert not [path for path in texts if gone in path.read_text()]
    page = next((built / "public" / "episodes" / WEEK).glob("02-*/index.html"))
    assert "It could not be confirmed" in page.read_text()
    assert not list((built / "public" / "episodes" / WEEK).glob("02-*.mp3"))
    assert any("It could not be confirmed" in line["written"] for line in report(built))
    before = contents(built)
    revise.withdraw(settings(built), wanted, LATER, watch)
    build(built)
    assert contents(built) == before
    with pytest.raises(UserError, match="was withdrawn"):
        correct(built, Wanted(story, NOTE))


def test_a_withdrawn_episode_leaves_the_feed_and_is_built_no_more(built: Path) -> None:
    revise.withdraw(settings(built), Wanted(WEEK, "It was wrong"), LATER, watch)
    assert not enclosures(built) and not enclosures(built, "articles.xml")
    assert not list((built / "public").rglob("*.mp3"))
    assert "It was wrong" in (built / "public" / "episodes" / WEEK / "index.html").read_text()
    with pytest.raises(UserError, match="was withdrawn"):
        build(built)
    with pytest.raises(UserError, match="was withdrawn"):
        pipeline.render(settings(built), WEEK, LATER, watch)
    pipeline.publish_all(settings(built), watch)
    assert not enclosures(built)


def test_a_corrected_edition_is_sent_to_a_target_and_a_withdrawn_one_taken_off(built: Path, tmp_path: Path) -> None:
    with (built / "atlascast.toml").open("a") as file:
        file.write(f'\n[[publish.targets]]\nname = "mirror"\nkind = "folder"\nlocation = "{tmp_path / "mirror"}"\n')
    mirror, config = tmp_path / "mirror", settings(built)

    def send(**options: bool) -> None:
        pipeline.send_all(config, (), targets.Options(**options), targets.Secrets({}), watch)

    send()
    correct(built, Wanted(name(built), NOTE, text=mended(built)))
    send()
    (url,) = enclosures(built)
    audio = url.removeprefix(config.show.base_url).partition("?")[0]
    assert (mirror / audio).read_bytes() == (built / "public" / audio).read_bytes()
    assert NOTE in (mirror / "feed.xml").read_text()
    revise.withdraw(config, Wanted(WEEK, "It was wrong"), LATER, watch)
    send()
    assert "It was wrong" in (mirror / "episodes" / WEEK / "index.html").read_text()
    assert not list(mirror.rglob("*.mp3"))


def told(folder: Path) -> list[str]:
    return [str(line["written"]) for line in report(folder) if line["kind"] == "story"]


def test_a_correction_tells_the_lines_that_it_changed_and_no_others_change(built: Path) -> None:
    before = told(built)
    made = correct(built, Wanted(name(built), NOTE, text=mended(built)))
    assert made.changed == (f"- {HURT}", f"+ {HURT.replace('Nobody was', 'Two sailors were')}")
    after = [line for line in told(built) if NOTE not in line and "17 June 2026" not in line]
    assert after == [line.replace("Nobody was hurt.", "Two sailors were hurt.") for line in before]


@pytest.mark.parametrize(("text", "lines"), [
    ("A storm closed the strait.\n\nTwo were hurt.", ["A storm closed the strait.", "Two were hurt."])])
def test_a_shorter_text_adds_no_line_that_was_never_told(built: Path, text: str, lines: list[str]) -> None:
    made = correct(built, Wanted(name(built), NOTE, text=text))
    assert [row for row in made.changed if row.startswith("+")] == [f"+ {line}" for line in lines]


def test_a_note_that_stands_alone_and_a_correction_made_twice_are_told(built: Path) -> None:
    made = correct(built, Wanted("1", "We should have named the ferry line"))
    assert made.changed == () and "notice stands alone" in made.warnings[0]
    again = correct(built, Wanted("1", "We should have named the ferry line"))
    assert "made before" in again.warnings[0]


def test_an_episode_is_withdrawn_once(built: Path) -> None:
    first = revise.withdraw(settings(built), Wanted(WEEK, "It was wrong"), LATER, watch)
    again = revise.withdraw(settings(built), Wanted(WEEK, "It was wrong"), LATER, watch)
    assert first.warnings == () and "made before" in again.warnings[0]
    with pytest.raises(UserError, match="was withdrawn on 2026-06-17"):
        revise.withdraw(settings(built), Wanted(WEEK, "For another reason"), LATER, watch)


@pytest.mark.parametrize("words", ["It was <b>26</b>", "x <script>alert(1)</script>", "a <!-- b", "a \x07 bell"])
def test_markup_in_what_will_be_said_is_refused(built: Path, words: str) -> None:
    before = contents(built)
    for wanted in (Wanted("1", words), Wanted("1", NOTE, text=words)):
        with pytest.raises(UserError, match="said aloud"):
            correct(built, wanted)
    assert contents(built) == before


@pytest.mark.parametrize(("story", "note", "what"), [
    ("no such words", NOTE, "No story told"), ("1", " ", "needs a note"), ("", NOTE, "No story told"),
    ("99", NOTE, "No story told"), ("a the", NOTE, "No story told"),
])
def test_what_cannot_be_corrected_is_refused_and_nothing_changes(built: Path, story: str, note: str, what: str) -> None:
    before = contents(built)
    for action in (revise.correct, revise.withdraw):
        with pytest.raises(UserError, match=what):
            action(settings(built), Wanted(story, note), LATER, watch)
    with pytest.raises(UserError, match="is empty"):
        correct(built, Wanted("1", NOTE, text=" \n\n "))
    assert contents(built) == before


def test_a_withdrawn_story_leaves_a_target_with_the_publish_that_takes_it_out_of_the_feed(
    built: Path, tmp_path: Path
) -> None:
    with (built / "atlascast.toml").open("a") as file:
        file.write(f'\n[[publish.targets]]\nname = "mirror"\nkind = "folder"\nlocation = "{tmp_path / "mirror"}"\n')
    mirror, config = tmp_path / "mirror", settings(built)
    pipeline.send_all(config, (), targets.Options(), targets.Secrets({}), watch)
    story = json.loads((built / "episodes" / WEEK / "episode.json").read_text())["tracks"][1]["story_id"]
    assert list(mirror.rglob("02-*.mp3")) and list(mirror.rglob("02-*.vtt"))
    correct(built, Wanted(story, "We should have named the boat"), config)  # so that captions of before lie there, too
    pipeline.send_all(config, (), targets.Options(), targets.Secrets({}), watch)
    revise.withdraw(config, Wanted(story, "It could not be confirmed"), LATER, watch)
    sent = pipeline.send_all(config, (), targets.Options(), targets.Secrets({}), watch)
    (outcome,) = sent.outcomes
    done = [step.name for step in outcome.done]
    assert [path for path in mirror.rglob("02-*") if path.is_file()] == []
    assert done.index("feed.xml") < min(index for index, name in enumerate(done) if "/02-" in name and ".mp3" in name)


def test_what_was_put_right_before_it_was_withdrawn_is_not_repeated(built: Path) -> None:
    story = name(built)
    correct(built, Wanted(story, "We first said the gusts were weak", text=mended(built)))
    revise.withdraw(settings(built), Wanted(story, "It could not be confirmed"), LATER + timedelta(days=1), watch)
    page = (built / "public/corrections/index.html").read_text()
    assert "It could not be confirmed" in page and "gusts were weak" not in page


def test_a_read_whose_gap_goes_with_a_withdrawn_story_is_owed_and_one_whose_gap_stays_is_kept(fresh: Path) -> None:
    row = 'disclosure = "Paid."\ngoal = 2\nstart = 2026-06-01\nend = 2026-06-28\navoid = {classes = []}\n'
    rows = [f'[[campaigns]]\nid = "{n}"\nadvertiser = "{n}"\n{row}slots = ["{slot}"]\ncopy = [{{text = "Buy {n}."}}]\n'
            for n, slot in (("lamps", "after:Harbour"), ("ropes", "post"))]  # fmt: skip
    (fresh / "sponsors.toml").write_text("[programme]\nreads = 2\napart = 1\n" + "".join(rows))
    build(fresh)
    config, old = settings(fresh), record(fresh)["sha256"]

    def owed() -> dict[str, tuple[int, int]]:
        found = review.ledger(config, WEEK, NOW)["campaigns"]
        return {one["campaign"]: (one["delivered"], one["make_goods"]) for one in found}

    assert owed() == {"lamps": (1, 0), "ropes": (1, 0)}
    made = revise.withdraw(config, Wanted(title(fresh, 2), "It was wrong"), LATER, watch)
    assert not any("A read" in row for row in made.warnings)
    assert owed() == {"lamps": (1, 0), "ropes": (1, 0)}, "the post-roll stands after another story now"
    before = record(fresh)["sha256"]
    made = revise.withdraw(config, Wanted(title(fresh, 0), "It was wrong"), LATER + timedelta(days=1), watch)
    assert made.warnings[0] == "A read of lamps may stand nowhere any more: it is withdrawn, and owed."
    assert owed() == {"lamps": (0, 1), "ropes": (1, 0)}
    proof = {one["campaign"]: one for one in review.ledger(config, WEEK, NOW)["plays"]}
    assert (proof["lamps"]["withdrawn"], proof["lamps"]["edition_sha256"]) == ("2026-06-18", before) and before != old
    assert (proof["ropes"]["withdrawn"], proof["ropes"]["edition_sha256"]) == ("", record(fresh)["sha256"])


def test_a_text_that_may_be_a_passage_is_told(built: Path) -> None:
    made = correct(built, Wanted(name(built), NOTE, text="Two sailors were hurt in a storm on Monday, the port said."))
    assert "whole article" in made.warnings[0]


def test_a_week_that_is_not_there_is_named(built: Path) -> None:
    with pytest.raises(UserError, match="no episode of 2099-W01"):
        correct(built, Wanted("1", NOTE, week="2099-W01"))
