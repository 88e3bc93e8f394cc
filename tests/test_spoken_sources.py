"""The lexicon's sounds beside how espeak-ng reads the name in its own language and spelling."""

import re
import unicodedata

import pytest

from atlascast.spoken import Entry, Lexicon, load

_SAID = """
p:p b:b t:t d:d k:k ɡ:ɡ f:[fv] s:[sz] z:[zs] ʃ:ʃ ʒ:[ʒz] m:m n:n l:l r:r x:[kh] χ:[kh] ħ:h? ɦ:h? h:h? q:[kɡ] c:tʃ ɟ:dʒ
v:[vfw] β:[vfwb] ʋ:[vwf] w:w? ʂ:[ʃs] ɕ:ʃ ʐ:[ʒz] ʑ:[ʒz] ç:h ɣ:[ɡh] ʁ:[rɡ] ʀ:[rɡ] ɾ:r ɽ:r ɻ:r ɹ:r ɐ:r? ɲ:n ɳ:n ŋ:n ɫ:l ɭ:l
ʎ:l ɬ:l ʈ:t ɖ:d θ:[szt] ð:[dz] ɸ:f \u0303:[nm]?
"""
"""What English may make of the consonants of other languages; a nasal vowel may end in n, w and h may go."""
_PAIRS = {"t\u0361s": "ts", "tʂ": "tʃ", "dʐ": "dʒ", "tɕ": "tʃ", "dʑ": "dʒ", "dZ": "dʒ"}
_MANDARIN = {"tɕh": "tʃ", "tɕ": "dʒ", "ts.h": "tʃ", "ts.": "dʒ", "s.": "ʃ", "z.": "r", "ɕ": "ʃ", "x": "h"} | {
    "ph": "p",
    "p": "b",
    "th": "t",
    "t": "d",
    "kh": "k",
    "k": "ɡ",
}
"""Pinyin's pairs, of which English hears the breathed one as p and the other as b."""
_BREATHED = re.compile("([ptkbd])(?:ʰ|h(?=[aeiouɑɐə]))")
_ENGLISH = {"ɹ": "r", "ɾ": "r", "ɚ": "r", "ŋ": "n", "ð": "d", "θ": "t"}


def expected(native: str, language: str, written: str) -> str:
    """A pattern for the consonants of a sound in another language, as English says them."""
    said = dict(pair.split(":") for pair in _SAID.split())
    plain = unicodedata.normalize("NFD", native)
    if language == "cmn":
        plain = re.sub("tɕh?|ts\\.h?|[sz]\\.|[ptk]h?|[ɕx]", lambda found: _MANDARIN[found[0]], plain)
    for pair, letters in _PAIRS.items():
        plain = plain.replace(pair, letters)
    if language in ("hi", "hy", "ko", "th"):
        plain = _BREATHED.sub(r"\1", plain)
    found = [said.get(char, "") for char in _once(plain)]
    if language == "ar" and written.endswith("ة"):
        found[-1] = ""
    return "".join(found)


def consonants(ipa: str) -> str:
    plain = "".join(_ENGLISH.get(char, char) for char in ipa.replace("ɜː", "r"))
    return "".join(char for char in _once(plain) if char in set("pbtdkɡfvszʃʒhmnlrw"))


def _once(ipa: str) -> str:
    """The sound without stress, length, tone and place marks, doubled consonants once."""
    return re.sub(r"(.)\1+", r"\1", re.sub("[ˈˌːʲˤᵝ.\\d\\- \u032a\u0329\u031e\u031f\u0320]", "", ipa))


def sourced(lexicon: Lexicon) -> list[Entry]:
    return [entry for entry in lexicon.entries if entry.source.startswith("espeak-ng ")]


def test_sounds_said_to_follow_their_own_language_do_so_in_their_consonants() -> None:
    espeak = pytest.importorskip("piper.phonemize_espeak", reason="it comes with the default voice")
    phonemizer = espeak.EspeakPhonemizer()
    entries = sourced(load(None))
    assert len(entries) >= 390
    for entry in entries:
        _, language, written = entry.source.split(" ", 2)
        native = "".join("".join(part) for part in phonemizer.phonemize(language, written))
        pattern, said = expected(native, language, written), consonants(entry.ipa)
        assert re.fullmatch(pattern, said) or re.fullmatch(pattern, said.replace("w", "")), (entry, native)


def test_a_lost_or_a_wrong_consonant_is_found() -> None:
    assert re.fullmatch(expected("ʒɑŋɑɵzˈen", "kk", "Жаңаөзен"), consonants("ʒˌɑːnəoʊzˈɛn"))
    assert not re.fullmatch(expected("ʒɑŋɑɵzˈen", "kk", "Жаңаөзен"), consonants("ʒˌɑːəoʊzˈɛn"))
    assert not re.fullmatch(expected("rˈahmɑn", "fa", "رحمان"), consonants("ɹɑːkmˈoʊn"))
