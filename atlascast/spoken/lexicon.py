"""lexicon.toml → how names and terms are said.

A row is a written form and its sound:

    "Tokayev" = { ipa = "tɑkˈaɪɛf", say = "tah-KAI-eff" }   # engines with phonemes take `ipa`, others `say`
    "PRC" = { letters = true }                                # said letter by letter
    "RUSI" = { word = true }                                  # said as a word though in capitals
    "Gitmo" = { alias = "Guantanamo Bay" }                    # said as other words

`case = true` makes a row match only as written; else a capital is asked for where the row has one, and accents and
the shape of apostrophes do not matter. Plural and possessive forms follow. `source` says where the sound is written.
A show's lexicon has the same form; its rows go before the package's own.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from atlascast.errors import ConfigError, UserError
from atlascast.text import s_sound

_KEYS = ("ipa", "say", "alias", "source", "letters", "word", "case")
_PLURAL = re.compile(r"(?:e?s|(?<=[A-Z])E?S)(?![^\W_])")
_HISSING = re.compile(r"(?i)(?:[sxz]|[cs]h)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: how `written` is said."""

    written: str
    ipa: str = ""
    say: str = ""
    alias: str = ""
    letters: bool = False
    word: bool = False
    case: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Rows by the folded first word of their written form, the longest first."""

    entries: tuple[Entry, ...] = ()
    index: Mapping[str, tuple[tuple[str, Entry], ...]] = field(default_factory=dict)

    def at(self, text: str, folded: str, start: int, end: int) -> tuple[int, Entry] | None:
        """The row whose written form begins with the word text[start:end], and where it ends there."""
        for whole, entry in self.index.get(_stem(folded[start:end]), ()):
            stop = start + len(whole)
            if folded.startswith(whole, start) and _fits(text, start, stop, entry):
                return stop, entry
        return None


def fold(text: str) -> str:
    """The text in lower case without accents, of the same length, apostrophes made straight."""
    return text.lower() if text.isascii() else "".join(_fold_one(char) for char in text)


def _fold_one(char: str) -> str:
    if char < "\x80":
        return char.lower()
    if char in "’‘ʼ":
        return "'"
    base = unicodedata.normalize("NFKD", char)[:1].lower()
    return base if len(base) == 1 else char


def _stem(word: str) -> str:
    return word.split("'")[0].split("-")[0].rstrip(".")[:3]


def _fits(text: str, start: int, stop: int, entry: Entry) -> bool:
    written = text[start:stop]
    if stop < len(text) and (text[stop].isalnum()) and not _plural(text, stop):
        return False
    if entry.case or entry.letters or entry.word or entry.written.isupper():
        return written == entry.written
    return written[:1].isupper() or not entry.written[:1].isupper()


def _plural(text: str, stop: int) -> bool:
    return _PLURAL.match(text, stop) is not None and (text[stop] in "sS" or _HISSING.search(text[:stop]) is not None)


def inflected(ipa: str, ending: str) -> str:
    """The sound with its plural or possessive ending: "s" and "'s" follow the last sound."""
    if not ending.strip("'’"):
        return ipa
    return ipa + s_sound(ipa.rstrip("ˈˌː")[-1:])


def load(path: Path | None) -> Lexicon:
    """The package's lexicon, under the show's where `path` names one.

    Raises ConfigError with every mistake and its line, UserError where the file cannot be read.
    """
    own = (files("atlascast.spoken") / "lexicon.toml").read_text(encoding="utf-8")
    entries = list(_entries(own, "lexicon.toml"))
    if path:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"{path} cannot be read: {error}.", "Check its rights and that it is UTF-8.") from error
        entries = [*_entries(text, str(path)), *entries]
    return build(entries)


def build(entries: list[Entry]) -> Lexicon:
    """A lexicon of rows; of two with the same written form the first counts."""
    index: dict[str, list[tuple[str, Entry]]] = {}
    seen: set[str] = set()
    kept: list[Entry] = []
    for entry in entries:
        if entry.written in seen:
            continue
        seen.add(entry.written)
        kept.append(entry)
        whole = fold(entry.written)
        index.setdefault(_stem(whole.split()[0]), []).append((whole, entry))
    ordered = {key: tuple(sorted(rows, key=lambda row: -len(row[0]))) for key, rows in index.items()}
    return Lexicon(tuple(kept), ordered)


def _entries(text: str, name: str) -> Iterator[Entry]:
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{name} is not valid TOML: {error}.", "Mend that line and run again.") from error
    wrong: list[str] = []
    found: list[Entry] = []
    for written, row in data.items():
        bad = mistakes(written, row)
        wrong += [f"{name}, line {_line(text, written)}: {written}: {mistake}" for mistake in bad]
        if not bad:
            found.append(Entry(written, **row))
    if wrong:
        raise ConfigError("\n".join(wrong), f'Mend {name}; a row is: "Name" = {{ ipa = "nˈeɪm", say = "naym" }}.')
    yield from found


def mistakes(written: str, row: Any) -> list[str]:
    """What is wrong with a row, each in a phrase; empty where it is right."""
    if not isinstance(row, dict):
        return ["a row is { ipa = …, say = … }, { alias = … }, { letters = true } or { word = true }"]
    found = [f"unknown key {key!r}; known: {', '.join(_KEYS)}" for key in row if key not in _KEYS]
    for key in ("ipa", "say", "alias", "source"):
        if key in row and not (isinstance(row[key], str) and row[key].strip()):
            found.append(f"{key} must be text")
    for key in ("letters", "word", "case"):
        if key in row and not isinstance(row[key], bool):
            found.append(f"{key} must be true or false")
    if not any(row.get(key) for key in ("ipa", "say", "alias", "letters", "word")):
        found.append("says nothing: give ipa, say, alias, letters or word")
    if not written.strip():
        found.append("the written form is empty")
    elif not written[:1].isalpha():
        found.append("the written form must begin with a letter, as the words that are looked up do")
    if isinstance(row.get("ipa"), str):
        strange = sorted({char for char in row["ipa"] if char not in SOUNDS})
        found += [f"ipa: {' '.join(strange)} is no sound the voices know"] if strange else []
    return found


def _line(text: str, written: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip("[\"' ").startswith(written):
            return number
    return 0


SOUNDS = frozenset(
    "abcdefhijklmnopqrstuvwxyzæçðøħŋœǀɐɑɒɓɔɕɖɗɘəɚɛɜɞɟɡɢɣɤɥɦɧɨɪɫɬɭɮɯɰɱɲɳɴɵɶɸɹɺɻɽɾʀʁʂʃʄʈʉʊʋʌʍʎʏʐʑʒʔʕʘʙʛʜʝʟʡʢʲˈˌːˑ˞βθχᵻ ̩̃"
)
"""The IPA characters that Piper's voices take between [[ and ]]."""
