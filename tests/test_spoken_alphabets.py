"""Words in letters that a line is not written in."""

from dataclasses import replace

import pytest
from script_cases import WEEK, config, picks, story

from atlascast import spoken
from atlascast.script import naming, write
from atlascast.spoken.lexicon import load

TEXT = (
    "Coalition aircraft struck the airport in Lisk on Tuesday, hours after a ship was taken.\n\nNobody was killed. "
    "“لن نغادر هذا المكان أبدا.” A spokesman said the strikes would go on."
)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("The group, Hezbollah (Arabic: حزب الله), said no.", "The group, Hezbollah, said no."),
        ("Hamas (حماس, an acronym of zeal) left.", "Hamas (an acronym of zeal) left."),
        ("Hamas (an acronym of zeal, حماس) left.", "Hamas (an acronym of zeal) left."),
        ("He wrote “لا نعرف شيئا” on the wall.", "He wrote on the wall."),
        ("The paper 조선일보 wrote it.", "The paper wrote it."),
        ("The Kyiv paper Наша правда wrote it.", "The Kyiv paper Nasha pravda wrote it."),
        ("Gülen, Łódź, Đặng and the 3ª of α left.", "Gülen, Łódź, Đặng and the 3ª of α left."),
        ("قوات التحالف تقصف المطار.", "قوات التحالف تقصف المطار."),
        ("日本の首相は火曜日にNATOを訪れた。", "日本の首相は火曜日にNATOを訪れた。"),
    ],
)
def test_words_in_letters_of_another_script_are_left_unsaid(written: str, said: str) -> None:
    assert spoken.say(written, load(None)).spoken == said


def test_a_title_in_letters_of_another_script_is_told_by_the_first_sentence() -> None:
    first = TEXT.partition(".\n")[0]
    assert naming.title(story("x", title="قوات التحالف تقصف مطار صنعاء", text=TEXT)) == first
    assert naming.title(story("x", title="«Наша правда» о Лиске", text=TEXT)) == first
    assert naming.title(story("x", title="צה״ל: שני חיילים נפצעו ליד Lisk", text=TEXT)) == first


@pytest.mark.parametrize("title", ["The paper حماس", "Наша правда", "NATO"])
def test_a_title_stays_where_its_article_is_written_so_too(title: str) -> None:
    text = "Наша газета пишет о порте Лиск." if title != "The paper حماس" else TEXT
    assert naming.title(story("x", title=title, text=text)) == title


def test_a_show_tells_such_a_story_without_a_sound_that_nobody_knows() -> None:
    tale = replace(story("x", title="قوات التحالف تقصف مطار صنعاء", text=TEXT))
    script = write(picks(tale, story("y")), [], config(), WEEK)
    told = [line.written for segment in script.segments for line in (*segment.opening, *segment.lines)]
    assert not any("\u0600" <= char <= "\u06ff" for char in "".join([*told, script.title, script.summary]))
    assert "Nobody was killed." in told


def test_the_producer_is_told_what_is_left_unsaid() -> None:
    tale = story("x", text="The group, Hezbollah (Arabic: حزب الله), left on Monday. Nobody said why, and none asked.")
    script = spoken.spell(write(picks(tale, story("y")), [], config(), WEEK), load(None))
    (told,) = spoken.unsaid(script)
    assert "(Arabic: حزب الله) is not said" in told
