"""Captions: the written form, in short pieces, in order, whole."""

import html as html_module
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlascast import captions
from atlascast.captions.align import spans
from atlascast.captions.cues import WIDTH, lay
from atlascast.models import Change, Chapter, Clip, Line, Mix, Placed, Word

DATA = Path(__file__).parent / "data" / "captions"
STAMP = re.compile(r"(\d\d):(\d\d):(\d\d)[.,](\d{3}) --> (\d\d):(\d\d):(\d\d)[.,](\d{3})")


def a_line(written: str, changes: dict[str, str] | None = None, speaker: str = "host", paragraph: int = 0) -> Line:
    rows = tuple(
        Change(written.index(old), written.index(old) + len(old), new, "test") for old, new in (changes or {}).items()
    )
    spoken = written
    for row in sorted(rows, key=lambda row: -row.start):
        spoken = spoken[: row.start] + row.spoken + spoken[row.end :]
    return Line(speaker, written, spoken, paragraph=paragraph, changes=rows)


def a_clip(line: Line, pace: float = 0.05, timed: bool = True) -> Clip:
    words, now = [], 0.1
    for text in line.spoken.split():
        words.append(Word(text, now, now + pace * len(text)))
        now += pace * len(text) + 0.02
    return Clip(line, "fake:voice", Path("clip.wav"), now + 0.1, tuple(words) if timed else (), not timed)


def a_mix(*lines: Line, timed: bool = True, gap: float = 0.4) -> Mix:
    placed, now = [], 1.0
    for index, line in enumerate(lines):
        clip = a_clip(line, timed=timed)
        placed.append(Placed(index, clip, now))
        now += clip.seconds + gap
    return Mix(now, tuple(placed), (Chapter(0.0, now, "Whole", kind="intro"),))


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).lower().strip()


def parsed(text: str) -> list[tuple[float, float, str]]:
    found = []
    for block in text.strip().split("\n\n"):
        match = STAMP.search(block)
        if match:
            h, m, s, ms, h2, m2, s2, ms2 = map(int, match.groups())
            shown = html_module.unescape(re.sub("<[^>]*>", "", block[match.end() :].split("\n", 1)[1]))
            found.append((h * 3600 + m * 60 + s + ms / 1000, h2 * 3600 + m2 * 60 + s2 + ms2 / 1000, shown))
    return found


def test_an_acronym_said_in_letters_is_one_word_with_one_span() -> None:
    clip = a_clip(a_line("He asked the CSTO for help.", {"CSTO": "C S T O"}))
    shown = {word.text: word for word in spans(clip)}
    letters = clip.words[3:7]
    assert [word.text for word in letters] == list("CSTO")
    assert (shown["CSTO"].start, shown["CSTO"].end) == (letters[0].start, letters[-1].end)
    assert shown["for"].start == clip.words[7].start


def test_a_number_said_in_many_words_spans_them_all() -> None:
    clip = a_clip(a_line("It cost $1.5bn in all.", {"$1.5bn": "one point five billion dollars"}))
    money = spans(clip)[2]
    assert (money.text, money.start, money.end) == ("$1.5bn", clip.words[2].start, clip.words[6].end)


def test_a_word_kept_inside_a_change_keeps_its_own_time() -> None:
    clip = a_clip(a_line("On 5 January 2022 it began.", {"5 January 2022": "the fifth of January twenty twenty-two"}))
    january = next(word for word in clip.words if word.text == "January")
    assert [(w.start, w.end) for w in spans(clip) if w.text == "January"] == [(january.start, january.end)]


def test_a_voice_that_splits_words_otherwise_still_gives_every_word_a_time() -> None:
    line = a_line("Post-Soviet states met — at last.")
    whole = a_clip(line)
    split = Clip(line, "fake", Path("x"), 3.0, tuple(Word(t, i * 0.4, i * 0.4 + 0.3) for i, t in enumerate(
        ["post", "soviet", "states", "met", "at", "last"])))
    assert [word.text for word in spans(split)] == [word.text for word in spans(whole)]
    assert {word.text: word.start for word in spans(split)}["states"] == pytest.approx(0.8)


def test_without_word_times_words_are_spread_over_the_clip() -> None:
    clip = a_clip(a_line("Four words stand here."), timed=False)
    found = spans(clip)
    assert found[0].start == 0.0 and found[-1].end == pytest.approx(clip.seconds)
    assert all(a.end <= b.start + 1e-9 for a, b in pairwise(found))


def test_captions_show_the_written_form_whole_inside_each_line() -> None:
    lines = [a_line(**row) for row in json.loads((DATA / "lines.json").read_text())]
    mix = a_mix(*lines)
    cues = captions.cues(mix, {"host": "Joe"})
    for text in (captions.vtt(cues), captions.srt(cues)):
        rows = parsed(text)
        for placed in mix.placed:
            start, end = placed.start, placed.start + placed.clip.seconds
            shown = " ".join(t for a, b, t in rows if a < end and b > start)
            assert plain(placed.clip.line.written) in plain(shown)
            assert not [row for row in rows if row[0] < start < row[1]]


def test_no_line_is_wider_than_its_format_allows() -> None:
    lines = [a_line(**row) for row in json.loads((DATA / "lines.json").read_text())]
    cues = captions.cues(a_mix(*lines), {})
    assert all(len(text) <= 65 and "\n" not in text for _, _, text in parsed(captions.vtt(cues)))
    for _, _, text in parsed(captions.srt(cues)):
        assert len(text.split("\n")) <= 2 and max(map(len, text.split("\n"))) <= 32


def test_a_break_never_parts_a_name_a_number_or_an_article() -> None:
    lines = [a_line(**row) for row in json.loads((DATA / "lines.json").read_text())]
    ends = [cue.text.split()[-1] for cue in captions.cues(a_mix(*lines), {}) if not cue.text.endswith((".", "?", "”"))]
    assert not {"the", "a", "not", "of", "Lt.", "Gen.", "5", "January"} & set(ends), ends


@pytest.mark.parametrize("pair", ["Lt. Kamara", "Gen. Li", "5 January", "$5 billion", "not leave", "Abu Bakr"])
def test_two_words_that_belong_together_are_never_parted(pair: str) -> None:
    for before in range(4, 14):
        words = [*["word"] * before, *pair.split(), *["word"] * 12]
        shown = [cue.text for cue in captions.cues(a_mix(a_line(" ".join(words) + ".")), {})]
        assert any(pair in text for text in shown), shown


def test_markup_in_a_text_or_name_cannot_break_the_file() -> None:
    line = a_line("A <b>bold</b> & daring --> move\n\nNOTE\x00 was 3 < 5.")
    cues = captions.cues(a_mix(line), {"host": "J <x> & Co\n"})
    text = captions.vtt(cues)
    assert text.count("-->") == len(cues)
    assert "<v J &lt;x&gt; &amp; Co>" in text and "\x00" not in text
    assert all(block.count("\n") == 1 for block in text.strip().split("\n\n")[1:])
    assert "bold" in captions.srt(cues) and "<" not in captions.srt(cues)


def test_captions_of_nothing_are_empty_but_valid() -> None:
    empty = Mix(2.0, (), ())
    assert captions.cues(empty, {}) == ()
    assert captions.vtt(()) == "WEBVTT\n" and captions.srt(()) == ""
    assert captions.transcript(()) == {"version": "1.0.0", "segments": []}


def test_the_json_transcript_names_speakers_and_times() -> None:
    cues = captions.cues(a_mix(a_line("Good evening."), a_line("Buy maps.", speaker="sponsor")), {"host": "Joe"})
    rows = captions.transcript(cues)["segments"]
    assert [row["speaker"] for row in rows] == ["Joe", "sponsor"]
    assert [row["body"] for row in captions.words(cues)["segments"]] == ["Good", "evening.", "Buy", "maps."]
    assert all(row["startTime"] < row["endTime"] for row in rows)


def test_the_page_has_a_section_a_chapter_and_marks_the_sponsor() -> None:
    first, second = a_line("First <story> told."), a_line("Buy maps & more.", speaker="sponsor")
    mix = a_mix(first, a_line("Its second paragraph.", paragraph=1), second)
    edge = mix.placed[2].start
    chapters = (
        Chapter(0.0, edge, "A & B", "https://atlas.example.org/?a=1&b=2"),
        Chapter(edge, mix.seconds, "Sponsor", "https://maps.example.org/", kind="sponsor"),
    )
    mix = Mix(mix.seconds, mix.placed, chapters)
    page = captions.html(captions.cues(mix, {}), mix, "Sponsored")
    assert page.count("<section") == 2 == page.count("</section>")
    assert page.count("<p>") == 3
    assert 'rel="sponsored' in page.split("<section")[2] and "sponsored" not in page.split("<section")[1]
    assert "&lt;story&gt;" in page and "A &amp; B" in page and "a=1&amp;b=2" in page
    assert re.search(r'<span data-start="\d+\.\d{3}" data-end="\d+\.\d{3}">maps</span>', page)


def test_a_hostile_link_is_not_made_a_link() -> None:
    mix = Mix(1.0, (), (Chapter(0.0, 1.0, "x", "javascript:alert(1)"),))
    cues = (captions.cues(a_mix(a_line("Word.")), {}))
    assert "javascript" not in captions.html(cues, mix, "Sponsored")


def test_chapters_follow_the_namespace() -> None:
    mix = Mix(9.5, (), (Chapter(0.0, 4.0, "One", kind="intro"), Chapter(4.0, 9.5, "Two", "https://x.org", "https://x.org/2.jpg")))
    assert captions.chapters(mix, "Title") == {
        "version": "1.2.0",
        "title": "Title",
        "chapters": [
            {"startTime": 0.0, "endTime": 4.0, "title": "One"},
            {"startTime": 4.0, "endTime": 9.5, "title": "Two", "url": "https://x.org"},
        ],
    }


JOINERS = "\u200c\u200d\u200e\u200f"
WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=45)
WORDS = st.lists(WORD, max_size=40).map(" ".join)


@given(st.lists(st.tuples(WORDS, st.floats(0.0005, 20.0), st.booleans()), max_size=6))
def test_cues_of_any_text_are_in_order_and_inside(rows: list[tuple[str, float, bool]]) -> None:
    placed, now = [], 0.0
    for index, (text, seconds, timed) in enumerate(rows):
        clip = a_clip(Line("host", text, text), seconds / 100, timed)
        placed.append(Placed(index, clip, now))
        now += clip.seconds + 0.3
    cues = captions.cues(Mix(now, tuple(placed), ()), {})
    assert all(cue.start < cue.end <= now for cue in cues)
    assert all(a.end <= b.start for a, b in pairwise(cues))
    assert all(cue.start <= word.start <= word.end <= cue.end for cue in cues for word in cue.words)
    assert len(parsed(captions.vtt(cues))) == len(cues) == len(parsed(captions.srt(cues)))
    if all(seconds / 100 > len(text) / 1000 + 0.01 for text, seconds, _ in rows):  # else there is no time for pieces
        assert all(len(cue.text) <= 65 and len(lay(cue.text.split())) <= 2 for cue in cues)
        assert all(len(row) <= WIDTH for cue in cues for row in lay(cue.text.split()))
    assert not any(cue.start + 0.001 < item.start < cue.end for item in placed for cue in cues)
    said = "".join(c for row in rows for c in row[0] if (c.isprintable() or c in JOINERS) and not c.isspace())
    assert re.sub(r"\s", "", "".join(cue.text for cue in cues)) == said


def test_a_quotation_by_another_voice_is_credited_to_it_in_every_format() -> None:
    line = a_line("The mayor said “we will not wait any longer” and left.", paragraph=1)
    clip = a_clip(line)
    words = tuple(replace(word, quoted=3 <= place <= 8) for place, word in enumerate(clip.words))
    clip = replace(clip, words=words, quoting="witness", quoting_voice="fake:other")
    mix = replace(a_mix(line), placed=(Placed(0, clip, 1.0),))
    cues = captions.cues(mix, {"host": "Joe", "witness": "Witness"})
    assert [(cue.speaker, cue.text) for cue in cues] == [
        ("Joe", "The mayor said"), ("Witness", "“we will not wait any longer”"), ("Joe", "and left."),
    ]  # fmt: skip
    assert "<v Witness>“we will not wait any longer”" in captions.vtt(cues)
    said = {row["body"]: row["speaker"] for row in captions.words(cues)["segments"]}
    assert (said["said"], said["“we"], said["longer”"], said["left."]) == ("Joe", "Witness", "Witness", "Joe")
    assert '<b class="speaker">Witness</b> <span' in captions.html(cues, mix, "Sponsored")


@pytest.mark.parametrize("timed", [True, False])
def test_times_that_are_a_guess_are_marked_and_no_others(timed: bool) -> None:
    mix = a_mix(a_line("The port is open again."), timed=timed)
    cues = captions.cues(mix, {})
    rows = [*captions.transcript(cues)["segments"], *captions.words(cues)["segments"]]
    assert {row.get("estimated", False) for row in rows} == {not timed}
    assert ("data-estimated" in captions.html(cues, mix, "Sponsored")) is not timed


@pytest.mark.parametrize("lost", [{1}, {0}, {4}, {0, 1}, {3, 4}])
def test_a_word_that_the_voice_ran_into_the_next_has_a_span_too(lost: set[int]) -> None:
    clip = a_clip(a_line("Once a year it rains."))
    words = tuple(replace(w, end=w.start) if place in lost else w for place, w in enumerate(clip.words))
    found = spans(replace(clip, words=words))
    assert all(word.end - word.start > 0.01 for word in found)
    assert all(one.end <= other.start + 1e-9 for one, other in pairwise(found))
    assert [word.text for word in found] == ["Once", "a", "year", "it", "rains."]
