"""script.md out and in again."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from script_cases import BORDER, BY_ID, UNREST, WEEK, config, picks, read, story

from atlascast.errors import ConfigError
from atlascast.models import Line, Script, Segment, SegmentKind, Story
from atlascast.script import check, diff, edited, from_markdown, places, to_markdown, write

KINDS: tuple[SegmentKind, ...] = ("intro", "headlines", "story", "sponsor", "outro")
ODD = [
    "# ", "* ", "- link: x", "> ", "[pause 2 s] ", "[own] ", "[¶2] ", "**host:** ", "♪ ", "<!-- ", "-->", "\\", "\\e",
    "\\u{41}", "---", "\n", "\r\n", "\t", "  ", "\u2028", "U.S. Army", "It is so. And so.", "“Yes.” He went.", ": ",
    "[sic]", "**", "*a", "](", "<b>", "```", "| ", "[paus 1 s]", "[audio: a.wav] ", "[Audio:",
]  # fmt: skip
words = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=12)), min_size=1, max_size=6).map("".join)
names = st.one_of(st.sampled_from(["host", "sponsor", "a*b", "a:", "**"]), st.text(min_size=1, max_size=8))
pauses = st.one_of(st.just(0.0), st.floats(0, 60, exclude_min=True))
lines = st.builds(
    Line,
    speaker=names,
    written=words,
    pause=pauses,
    role=st.sampled_from(["body", "segue"]),
    paragraph=st.integers(-1, 9),
    audio=st.sampled_from([None, None, "reads/a b.wav", "clip-2.mp3"]),
)
segments = st.builds(
    Segment,
    kind=st.sampled_from(KINDS),
    title=words,
    lines=st.lists(lines, min_size=1, max_size=5).map(tuple),
    story_id=st.one_of(st.just(""), words),
    url=st.one_of(st.just(""), words.map("https://".__add__)),
    opening=st.lists(lines, max_size=3).map(tuple),
    campaign=st.one_of(st.just(""), words),
    code=st.one_of(st.just(""), words),
)
scripts = st.builds(
    Script,
    week=st.sampled_from([WEEK, "2020-W53"]),
    title=words,
    summary=words,
    segments=st.lists(segments, min_size=1, max_size=4).map(tuple),
    target=st.one_of(st.just(0.0), st.just(600.0), st.floats(0, 20_000, exclude_min=True)),
)


def held(script: Script) -> tuple[Script, dict[str, Story]]:
    """The script with story ids that differ, and a story for each that holds its lines where they point."""
    stories, out = {}, []
    for index, segment in enumerate(script.segments):
        if segment.kind == "story":
            segment = replace(segment, story_id=f"{segment.story_id}{index}", image_url="https://example.org/i.jpg")
            lines = tuple(replace(one, written=one.written.replace("\n", "\u2029")) for one in segment.lines)
            segment = replace(segment, lines=lines)
            source = [" ".join(one.written for one in segment.lines if one.paragraph == place) for place in range(10)]
            unlike = [f"{place} {text}" for place, text in enumerate(source)]
            place = "inline_image_url" if index % 2 else "image_url"
            stories[segment.story_id] = Story(segment.story_id, "", "", "", **{place: segment.image_url})
            stories[segment.story_id] = replace(stories[segment.story_id], text="\n\n".join(unlike))
        out.append(segment)
    return replace(script, segments=tuple(out)), stories


@settings(max_examples=100, deadline=None)
@given(scripts)
def test_every_script_comes_back_as_it_went_out(script: Script) -> None:
    script, stories = held(script)
    text = to_markdown(script)
    assert from_markdown(text, "script.md", stories) == script
    assert not edited(text)


def test_an_edition_comes_back_as_it_went_out_and_reads_plainly() -> None:
    script = write(picks(), [read("border")], config(story_words=60, minutes=2), WEEK)
    text = to_markdown(script)
    assert from_markdown(text, "script.md", BY_ID) == script
    assert "\\" not in text
    assert "## Story: Russia-led troops enter Kazakhstan\n- story: unrest\n- link: https://news.exa" in text
    assert "**sponsor:** This is a paid message from Northline. Northline insures" in text
    assert text.count("♪ sting") == 2
    assert text.count("♪ sponsor sound") == 2


def draft() -> str:
    return to_markdown(write(picks(UNREST, BORDER), [], config(), WEEK))


def test_a_draft_counts_as_edited_once_a_word_of_it_changed() -> None:
    text = draft()
    assert not edited(text)
    assert not edited(text.replace("\n", "\r\n"))
    assert not edited(text.rstrip("\n"))
    assert edited(text.replace("2,500", "2,600"))
    assert edited(text.replace("3–9 January", "3-9 January", 1))
    assert edited("\n".join(line for line in text.split("\n") if not line.startswith("draft:")))


def test_an_edited_sentence_is_told_as_edited() -> None:
    text = draft().replace("agreed within hours.", "agreed quickly. [pause 1.5 s]")
    script = from_markdown(text, "script.md", BY_ID)
    said = {line.written: line for segment in script.segments for line in segment.lines}
    assert said["The alliance agreed quickly."] == Line("host", "The alliance agreed quickly.", pause=1.5, paragraph=1)


def test_lines_that_an_editors_program_wrapped_flow_together() -> None:
    text = draft().replace(" troops from ", "\ntroops from ").replace(" asked the", "\nasked the")
    assert from_markdown(text, "script.md", BY_ID) == from_markdown(draft(), "script.md", BY_ID)


def test_pointers_follow_a_paragraph_wherever_it_is_moved() -> None:
    paragraphs = draft().split("\n\n")
    first = next(index for index, one in enumerate(paragraphs) if one.startswith("Kazakhstan's president"))
    paragraphs[first], paragraphs[first + 1] = paragraphs[first + 1], paragraphs[first]
    paragraphs.insert(first, "[own] We begin in the capital.")
    script = from_markdown("\n\n".join(paragraphs), "script.md", BY_ID)
    lines = next(one for one in script.segments if one.story_id == "unrest").lines
    assert [line.paragraph for line in lines[:6]] == [-1, -1, 1, 1, 1, 0]


def test_a_recording_stands_with_what_is_heard_of_it_and_is_nobodys_paragraph() -> None:
    text = draft().replace(
        "The alliance agreed", "[audio: clips/port.mp3] Sirens, and a ship's horn.\n\nThe alliance agreed"
    )
    script = from_markdown(text, "script.md", BY_ID)
    said = {line.written: line for segment in script.segments for line in segment.lines}
    wanted = Line("host", "Sirens, and a ship's horn.", paragraph=-1, audio="clips/port.mp3")
    assert said["Sirens, and a ship's horn."] == wanted
    assert check(script, BY_ID) == []
    plain = from_markdown(draft(), "script.md", BY_ID)
    assert any("[audio: clips/port.mp3]" in one.after for one in diff(plain, script, BY_ID))


def test_a_segment_may_be_removed_moved_or_given_a_formatters_blank_line() -> None:
    text = draft().replace("\n- story: border", "\n\n- story: border")
    head, *parts = text.split("## ")
    script = from_markdown(head + "## ".join(["", parts[0], parts[3], parts[2], parts[4]]), "script.md", BY_ID)
    assert [segment.story_id for segment in script.segments] == ["", "border", "unrest", ""]


def test_a_comment_is_not_told() -> None:
    text = draft().replace("The alliance agreed", "<!-- check\nthis --> The alliance agreed")
    assert from_markdown(text, "script.md", BY_ID) == from_markdown(draft(), "script.md", BY_ID)


MISTAKES = [
    ("week: 2022-W01", "week: 2022-W60", "no ISO week"),
    ("week: 2022-W01", "weak: 2022-W01", "did you mean 'week'"),
    ("title: ", "titel ", "unknown key"),
    ("target: 10 minutes", "target: soon", "no length"),
    ("## Intro", "## Intor", "did you mean '## Intro'"),
    ("- story: unrest", "- story: unrset", "did you mean 'unrest'"),
    ("- story: unrest", "- stroy: unrest", "needs its id"),
    ("- link: https://news.example.org/unrest", "- lnk: x", "unknown fact 'lnk'"),
    ("- story: border", "- story: unrest", "told at line 33 already"),
    ("agreed within hours.", "agreed within hours. [paus 2 s]", "[paus] is unknown"),
    ("agreed within hours.", "agreed within hours. [pause two]", "is no rest"),
    ("agreed within hours.", "agreed within hours. [pause 600 s]", "is no rest"),
    ("The alliance agreed", "[pause 1 s] The alliance agreed", "needs a sentence before it"),
    ("The alliance agreed", "[¶0] The alliance agreed", "is no paragraph"),
    ("agreed within hours.", "agreed within hours. [own]", "beginning of a paragraph"),
    ("agreed within hours.", "agreed within hours. [audio: a.wav]", "beginning of a paragraph"),
    ("The alliance agreed", "[audio: a.wav]\n\nThe alliance agreed", "what is heard"),
    ("The alliance agreed", "[audio: ] The alliance agreed", "what is heard"),
    ("The alliance agreed", "[audio: a.wav] One.\\\nTwo.\n\nThe alliance agreed", "one run of text"),
    ("♪ opening theme", "Hello.", "text before the first heading"),
    ("♪ closing theme", "## Headlines\n", "nothing is said here"),
    ("♪ closing theme", "<!-- to do", "never closed"),
    ("agreed within hours.", "agreed within hours.\n**host:** So.", "leave a line empty before it"),
    ("♪ closing theme", "♪ trumpet", "unknown music '♪ trumpet'"),
    ("The alliance agreed", "[segway] The alliance agreed", "[segway] is unknown"),
    ("The alliance agreed", "[onw] The alliance agreed", "[onw] is unknown"),
    ("The alliance agreed", "[¶40] The alliance agreed", "none of the article's"),
    ("agreed within hours.", "agreed **within** hours.", "'**' has no meaning"),
    ("The alliance agreed", "*host:* The alliance agreed", "'*host:*' has no meaning"),
    ("The alliance agreed", "- The alliance agreed", "'- ' has no meaning"),
    ("The alliance agreed", "| The alliance | agreed", "'|' has no meaning"),
    ("The alliance agreed", "The [alliance](https://example.org) agreed", "'](https://example.org)' has no meaning"),
    ("The alliance agreed", "The <b>alliance</b> agreed", "'<b>' has no meaning"),
    ("The alliance agreed", "---\n\nThe alliance agreed", "'---' has no meaning"),
    ("♪ opening theme", "♪ openning theme", "did you mean '♪ opening theme'"),
]


@pytest.mark.parametrize(("old", "new", "what"), MISTAKES)
def test_a_mistake_is_told_with_its_line(old: str, new: str, what: str) -> None:
    text = draft()
    assert old in text
    with pytest.raises(ConfigError) as caught:
        from_markdown(text.replace(old, new, 1), "script.md", BY_ID)
    place = text[: text.index(old)].count("\n") + 1
    found = [row for row in caught.value.message.split("\n") if what in row]
    assert found, caught.value.message
    assert int(found[0].split(":")[1]) in range(place - 1, place + 2)


def test_all_mistakes_come_at_once() -> None:
    text = draft()
    for old, new, _ in MISTAKES[2:6]:
        text = text.replace(old, new, 1)
    with pytest.raises(ConfigError) as caught:
        from_markdown(text, "script.md", BY_ID)
    assert caught.value.message.count("script.md:") >= 4


def test_a_story_without_a_title_is_a_mistake() -> None:
    text = re.sub(r"(?m)^## Story: .*", "## Story:", draft(), count=1)
    with pytest.raises(ConfigError, match="a story needs a title"):
        from_markdown(text, "script.md", BY_ID)


def test_a_heading_needs_no_blank_behind_its_mark() -> None:
    text = draft()
    assert from_markdown(text.replace("## Story: ", "##Story: "), "script.md", BY_ID).segments == (
        from_markdown(text, "script.md", BY_ID).segments
    )


def test_a_heading_that_is_wrong_is_no_reason_to_hold_the_headlines() -> None:
    with pytest.raises(ConfigError) as caught:
        from_markdown(draft().replace("## Story: ", "## Storey of ", 1), "script.md", BY_ID)
    assert "unknown heading" in caught.value.message
    assert "Headlines:" not in caught.value.message


@pytest.mark.parametrize(
    "text", ["A *star* and **two**.", "<b>Bold</b>.", "See [it](a).", "| a |", "- a", "===", "+ 1", "```"]
)
def test_what_only_looks_like_markdown_in_an_article_comes_back(text: str) -> None:
    lines = (Line("host", text), Line("host", "*So* it was."))
    script = Script(WEEK, "A", "", (Segment("intro", "Introduction", lines),))
    assert from_markdown(to_markdown(script), "script.md", {}) == script


def test_every_line_is_known_by_its_row_in_the_file_wherever_it_was_wrapped() -> None:
    text = draft().replace(". It said", ".\nIt said").replace(" troops from ", "\ntroops from ")
    rows = text.split("\n")
    script = from_markdown(text, "script.md", BY_ID)
    for (segment, part, place), row in places(text, BY_ID).items():
        if part in ("title", "summary"):
            assert rows[row - 1].startswith(("## ", f"{part}: "))
            continue
        line = getattr(script.segments[segment], part)[place]
        assert line.written.split()[0] in rows[row - 1]
        assert line.written.split()[1] in " ".join(rows[row - 1 : row + 1])
    assert len(places(text, BY_ID)) == sum(len(one.lines) + len(one.opening) + 1 for one in script.segments) + 2


@pytest.mark.parametrize("text", ["", "\n\n", "Just some words.", "---\nweek: 2022-W01\n"])
def test_a_file_that_is_no_script_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="between two lines ---"):
        from_markdown(text, "script.md", {})


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.integers(0, 3000), st.sampled_from(["", *ODD]))
def test_whatever_is_typed_into_a_script_it_is_read_or_refused(typed: str, place: int, odd: str) -> None:
    text = draft()
    text = text[:place] + odd + typed + text[place:]
    try:
        script = from_markdown(text, "script.md", BY_ID)
    except ConfigError:
        return
    stories = {**BY_ID, "extra": story("extra")}
    assert from_markdown(to_markdown(script), "script.md", stories) == script


def test_a_quotation_mark_of_markdowns_below_a_storys_first_sentence_is_a_mistake() -> None:
    text = to_markdown(write(picks(), [], config(), WEEK))
    told = text.replace("\n♪ sting\n\n## Story: West", "\n> A line set apart.\n\n♪ sting\n\n## Story: West")
    assert told != text
    with pytest.raises(ConfigError, match="above its first sentence"):
        from_markdown(told, "script.md", BY_ID)
