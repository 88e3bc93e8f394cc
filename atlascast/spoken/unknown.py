"""A script → the words that neither the lexicon nor a dictionary knows, each with the sound a voice would guess."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from atlascast.errors import UserError
from atlascast.models import Script
from atlascast.spoken.lexicon import Lexicon, fold
from atlascast.spoken.line import Said, say

_WORD = re.compile(r"(?<![\w@#./-])[A-ZÀ-Þ]?[a-zà-ÿ]+(?:['’ʼ-][A-Za-zà-ÿ]+)*(?![\w@])")


@dataclass(frozen=True, slots=True)
class Missing:
    """A word with no known sound: how often it is written, in which line first, and the IPA espeak-ng guesses."""

    word: str
    count: int
    line: str
    guess: str


def missing(script: Script, lexicon: Lexicon) -> list[Missing]:
    """The week's words that no dictionary knows, the most frequent first.

    The dictionary is CMUdict as pocketsphinx carries it. Raises UserError where that is not installed.
    """
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    known = _dictionary()
    for written in _lines(script):
        text, at = say(written, lexicon).spoken, 0
        folded = fold(text)
        while match := _WORD.search(text, at):
            found = lexicon.at(text, folded, match.start(), match.end())
            at = found[0] if found else match.end()
            word = re.sub(r"['’ʼ]s$", "", match[0])
            parts = re.split("-", word)
            if not found and not all(_is_known(part, known, lexicon) for part in parts):
                counts[word] += 1
                first.setdefault(word, written)
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return [Missing(word, counts[word], first[word], guess(word)) for word in ordered]


def _lines(script: Script) -> list[str]:
    return [line.written for segment in script.segments for line in (*segment.opening, *segment.lines)]


def _is_known(word: str, known: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a dictionary or the lexicon has the word or its singular."""
    folded = fold(word)
    if len(word) < 3 or folded in known or (folded.endswith("s") and folded[:-1] in known):
        return True
    return lexicon.at(word, folded, 0, len(word)) is not None


@cache
def _dictionary() -> frozenset[str]:
    try:
        from pocketsphinx import get_model_path  # type: ignore[import-untyped]
    except ImportError as error:
        raise UserError(
            "The dictionary that tells known words from unknown ones is not installed.",
            "Run: pip install 'atlascast[verify]'",
        ) from error
    text = Path(get_model_path("en-us/cmudict-en-us.dict")).read_text(encoding="utf-8")
    return frozenset(re.sub(r"\(\d+\)$", "", row.split(" ", 1)[0]) for row in text.splitlines())


def guess(word: str) -> str:
    """The IPA espeak-ng gives a word, as Piper's voices would say it."""
    from piper.phonemize_espeak import EspeakPhonemizer

    return "".join(sound for sentence in EspeakPhonemizer().phonemize("en-us", word) for sound in sentence)


def phonemes(said: Said) -> str:
    """The IPA of a spoken line: the lexicon's and the homographs' sounds in place, the rest as espeak-ng has it."""
    parts, at = [], 0
    for sound in said.sounds:
        parts += [guess(said.spoken[at : sound.start]), sound.ipa or guess(sound.respelling)]
        at = sound.end
    return " ".join(filter(None, (part.strip() for part in [*parts, guess(said.spoken[at:])])))
