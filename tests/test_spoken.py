"""The spoken form: pairs of our own, plain sentences that stay, sounds, changes, the lexicon's mistakes."""

from pathlib import Path

import pytest

from atlascast.errors import ConfigError
from atlascast.models import Line, Script, Segment
from atlascast.spoken import Lexicon, load, say, spell

DATA = Path(__file__).parent / "data" / "spoken"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load(None)


def test_a_line_is_said_in_words(lexicon: Lexicon) -> None:
    said = say("On 15 May 1992, six states signed. THE CSTO is an alliance.", lexicon)
    assert said.spoken == (
        "On the fifteenth of May nineteen ninety-two, six states signed. THE C S T O is an alliance."
    )
    assert [change.rule for change in said.changes] == ["date", "letters"]


def test_a_plain_line_stays_as_it_is(lexicon: Lexicon) -> None:
    text = 'He said "no" - twice; it may never change…'
    assert say(text, lexicon).spoken == text


def test_a_denial_before_a_figure_is_never_a_numbering(lexicon: Lexicon) -> None:
    assert say("He said no. 10 people died.", lexicon).spoken == "He said no. ten people died."


def test_letters_are_never_said_as_the_article(lexicon: Lexicon) -> None:
    said = say("The IAEA met.", lexicon)
    assert [(said.spoken[s.start : s.end], s.ipa) for s in said.sounds] == [("A", "ˈeɪ"), ("A", "ˈeɪ")]


def test_a_possessive_follows_its_name(lexicon: Lexicon) -> None:
    said = say("Tokayev's aides", lexicon)
    assert said.spoken[said.sounds[0].start : said.sounds[0].end] == "Tokayev's"
    assert said.sounds[0].ipa.endswith("fs")


def test_every_line_of_a_script_is_spelled(lexicon: Lexicon) -> None:
    segment = Segment("story", "t", (Line("host", "5 men"),), opening=(Line("host", "7 men"),))
    script = spell(Script("2022-W01", "t", "", (segment,)), lexicon)
    assert script.segments[0].lines[0].spoken == "five men"
    assert script.segments[0].opening[0].spoken == "seven men"


def test_all_mistakes_of_a_lexicon_come_at_once_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text('"A" = { ipa = "4" }\n"B" = {}\n"C" = { sya = "x" }\n')
    with pytest.raises(ConfigError) as error:
        load(path)
    assert [part in error.value.message for part in ("line 1: A", "line 2: B", "line 3: C")] == [True] * 3


def test_a_shows_lexicon_goes_before_the_packages_own(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text('"NATO" = { letters = true }\n"Almaty" = { alias = "the old capital" }\n')
    assert say("NATO in Almaty", load(path)).spoken == "N A T O in the old capital"
