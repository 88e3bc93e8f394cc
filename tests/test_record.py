"""What was made, as report.json and episode.json hold it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from script_cases import WEEK, config, picks, read

from atlascast import record
from atlascast.models import (
    Clip,
    Correction,
    Episode,
    Identity,
    Line,
    Loudness,
    Master,
    Mix,
    Placed,
    Play,
    Script,
    Segment,
)
from atlascast.produce import Produced
from atlascast.script import write
from atlascast.words import english

NOW = datetime(2022, 1, 10, 6, 30, 15, 999, tzinfo=UTC)


def mixed(script: Script, **mix: object) -> Master:
    """A master of the script in which every line takes two seconds."""
    placed = []
    for index, segment in enumerate(script.segments):
        for line in segment.lines:
            placed.append(Placed(index, Clip(line, "silent", Path("x.wav"), 2.0), 2.0 * len(placed)))
    reads = [(i, [item.start for item in placed if item.segment == i]) for i, one in enumerate(script.segments)
             if one.kind == "sponsor"]  # fmt: skip
    plays = tuple(Play(index, starts[0], starts[-1] + 2.0, "5a", -16.234) for index, starts in reads)
    whole = Mix(2.0 * len(placed), tuple(placed), (), plays=plays, **mix)  # type: ignore[arg-type]
    return Master(Path("edition.mp3"), whole, Loudness(-16.004, -1.5, 3.0, whole.seconds))


def an_episode(week: str, number: int) -> Episode:
    return Episode(f"guid-{week}", number, week, "", "", NOW.replace(year=2020), "edition.mp3", 1, 1.0, "", -16, -1, ())


def test_a_week_keeps_the_identity_it_was_first_recorded_with() -> None:
    known = [an_episode("2021-W51", 4), an_episode("2021-W52", 5)]
    again = record.identity("2021-W51", "new", known, [], NOW)
    assert (again.guid, again.number, again.published) == ("guid-2021-W51", 4, NOW.replace(year=2020))


def test_a_new_week_takes_the_next_number_and_this_moment_to_the_second() -> None:
    fresh = record.identity(WEEK, "new", [an_episode("2021-W51", 4)], [], NOW)
    assert (fresh.guid, fresh.number, fresh.published) == ("new", 5, NOW.replace(microsecond=0))
    assert record.identity(WEEK, "new", [], [], NOW).number == 1


def test_a_lost_record_is_made_again_as_the_feed_tells_it() -> None:
    told = [Identity("week-1", 3, NOW.replace(year=2021)), Identity("another", 7, NOW)]
    assert record.identity(WEEK, "week-1", [], told, NOW) == told[0]
    assert record.identity(WEEK, "new", [], told, NOW).number == 8, "a number that was given is never given twice"


def test_a_new_week_dated_before_an_uncorrected_one_is_told_as_a_wrong_clock() -> None:
    before, known = an_episode("2021-W52", 5), Identity("new", 6, NOW.replace(year=2019))
    (told,) = record.early(WEEK, known, [an_episode("2021-W51", 4), before])
    assert "dated 2019-01-10" in told and "that of 2021-W52" in told and "episode.json" in told
    right = replace(known, published=NOW)
    assert record.early(WEEK, right, [before]) == [] and record.early(WEEK, right, []) == []
    again = replace(before, corrections=(Correction("corrected", "s1", "A bridge", "It was not so.", NOW),))
    assert record.early(WEEK, known, [again]) == []
    assert record.early("2021-W52", known, [an_episode("2021-W51", 4), before]) == []


def test_a_delivered_read_names_its_advertiser_its_words_and_its_time() -> None:
    script = write(picks(), [read("unrest", copy="Buy maps. They fold.", disclosure="Paid for.")], config(), WEEK)
    master = mixed(script)
    (found,) = record.delivered(script, master.mix, english())
    assert (found.campaign, found.advertiser, found.url) == ("north", "Northline", "https://northline.example/")
    assert found.text == "Paid for. Buy maps. They fold.", "the host's words are not the sponsor's"
    first = next(item for item in master.mix.placed if script.segments[item.segment].kind == "sponsor")
    assert (found.start, found.seconds) == (first.start, 8.0)
    assert (found.lufs, found.sha256) == (-16.23, "5a")


def test_the_report_tells_every_line_with_its_times_and_what_was_mended() -> None:
    segment = Segment("story", "Ships", (Line("host", "5 left.", "Five left."),), opening=(Line("host", "Ships."),))
    told = record.report(Script(WEEK, "", "", (segment,)), mixed(Script(WEEK, "", "", (segment,)), notes=("clipped",)))
    assert told["lines"][0] | {"start": 0.0, "end": 2.0, "spoken": "Five left."} == told["lines"][0]
    assert told["track_lines"][0]["voice"] == "silent"
    assert told["loudness"]["lufs"] == -16.0
    assert told["notes"] == ["clipped"]


def test_what_was_wrong_with_a_track_alone_is_told_by_its_name() -> None:
    script = Script(WEEK, "", "", (Segment("story", "Ships", (Line("host", "5 left."),)),))
    edition, track = (mixed(script, notes=notes) for notes in (("clipped",), ("clipped", "said again")))
    made = Produced(edition, (replace(track, path=Path("tracks/01-ships.mp3")),), 1, 0)
    assert made.track_notes == ("01-ships.mp3: said again",)
    assert record.report(script, edition, made.track_notes)["notes"] == ["clipped", "01-ships.mp3: said again"]


def test_a_sponsor_without_a_voice_of_its_own_is_named_in_captions_too() -> None:
    assert record.names(config()) == {"host": "Host", "sponsor": "Sponsor"}


def test_a_line_tells_who_says_its_quotations_and_whether_its_word_times_are_a_guess() -> None:
    script = write(picks(), [], config(), WEEK)
    made = mixed(script)
    first, *rest = made.mix.placed
    clip = replace(first.clip, quoting="witness", quoting_voice="piper:other", estimated=True)
    made = replace(made, mix=replace(made.mix, placed=(replace(first, clip=clip), *rest)))
    row, *others = record.report(script, made)["lines"]
    assert (row["quoting"], row["estimated"]) == ({"speaker": "witness", "voice": "piper:other"}, True)
    assert not any("quoting" in other or "estimated" in other for other in others)
