"""The sounds of respellings, as newsrooms write them."""

import re

import pytest

from atlascast.spoken import respelling
from atlascast.spoken.lexicon import SOUNDS, load

_CONSONANTS = "bdfhjklmnpstvwzðŋɡɹʃʒθ"


@pytest.mark.parametrize(
    ("written", "ipa"),
    [
        ("tah-KAI-eff", "tɑːkˈaɪɛf"),
        ("ZOO-boff", "zˈuːbɑːf"),
        ("oh-KOR-oh", "oʊkˈɔːɹoʊ"),
        ("zeh-LEN-skee", "zɛlˈɛnskiː"),
        ("mo-DEE", "moʊdˈiː"),
        ("SHVETS", "ʃvˈɛts"),
        ("HWANG", "hwˈæŋ"),
        ("NYER-ee", "njˈɜːiː"),
        ("brack", "bɹˈæk"),
        ("k'NESS-et", "knˈɛsɛt"),
        ("EYE-sis", "ˈaɪsɪs"),
        ("ts-KHIN-val-ee", "tskˈɪnvæliː"),
    ],
)
def test_capitals_are_the_stress_and_no_letters_to_spell(written: str, ipa: str) -> None:
    assert respelling.ipa(written) == ipa


def test_a_word_that_is_not_parted_into_syllables_is_left_to_the_voice() -> None:
    assert respelling.ipa("Guantanamo") == ""
    assert respelling.plain("Guantanamo Bay") == "Guantanamo Bay"
    assert respelling.plain("ZOO-boff") == "zoo-boff"


def test_the_respellings_of_the_lexicon_have_the_consonants_of_its_sounds() -> None:
    def bones(ipa: str) -> str:
        plain = ipa.replace("ɚ", "ɹ").replace("ɜː", "ɹ").replace("x", "k")
        return re.sub(f"[^{_CONSONANTS}]", "", plain)

    both = [entry for entry in load(None).entries if entry.say and entry.ipa]
    alike = [entry for entry in both if bones(respelling.ipa(entry.say)) == bones(entry.ipa)]
    assert len(alike) >= 0.93 * len(both)
    assert all(set(respelling.ipa(entry.say)) <= SOUNDS | {" "} for entry in both)
