"""A line, a script → the same with its spoken form, its changes and its sounds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from atlascast.models import Change, Line, Script, Segment, Sound
from atlascast.spoken.lexicon import Entry, Lexicon, fold, inflected
from atlascast.spoken.rule import Rule, claim, merge
from atlascast.spoken.tables import table

_WORD = re.compile(r"[^\W\d_][\w'’ʼ-]*")
_ENDING = re.compile(r"['’][sS](?!\w)|(?:es|s|S)['’]?(?!\w)")
_NUMBER_FOLLOWS = re.compile(r"-?\d")
_OPENING = " \"'“‘(["
_WHOLE = re.compile(r"[.!?…][\"'”’)\]]*$|^(?!\d{1,2}[.)] )(?:\S+ ){3}\S")
_LETTER = re.compile(r"(?<![\w'’])(?:(?P<a>A)(?P<of>['’]s)?|(?P<many>[A-Z])s)(?!\w)")
_SPELT_RULES = frozenset(
    {"letters", "designator", "initials", "party", "web", "phone", "money", "measure", "time", "lexicon", "reference"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """`spoken` is what to say, `changes` are spans of the written text, `sounds` spans of the spoken one."""

    spoken: str
    changes: tuple[Change, ...] = ()
    sounds: tuple[Sound, ...] = ()


@cache
def rules() -> tuple[Rule, ...]:
    """Every class in its order: the more particular first."""
    from atlascast.spoken import (
        acronyms,
        alphabets,
        cents,
        dates,
        daylists,
        designators,
        figured,
        measures,
        money,
        numbers,
        places,
        positions,
        quarters,
        references,
        romans,
        scores,
        symbols,
        times,
        titles,
        web,
        weekdays,
    )

    ranked = (*titles.NUMBERED_RANKS, *references.RULES, *scores.EARLY, *designators.UNITS)
    first = (*alphabets.RULES, *web.RULES, *numbers.SPELT, *ranked)
    then_where = (*places.RULES, *times.RULES)
    days = (*quarters.RULES, *weekdays.RULES, *figured.RULES, *daylists.RULES, *dates.RULES)
    then = (*days, *positions.RULES, *money.RULES, *cents.RULES, *measures.RULES, *numbers.ORDINALS)
    names = (*designators.RULES, *romans.RULES, *titles.RULES)
    last = (*symbols.JOINED, *acronyms.RULES, *scores.RULES, *numbers.RULES, *symbols.RULES)
    return first + then_where + then + names + last


def say(text: str, lexicon: Lexicon) -> Said:
    """The spoken form of a written text: with the lexicon's letters and aliases, its sounds laid beside."""
    changes = [_begun(text, each) for each in claim(text, rules(), _from_lexicon(text, lexicon))]
    spoken, places = merge(text, changes)
    return Said(spoken, tuple(changes), _apart(_sounds(spoken, places, lexicon)))


def _begun(text: str, change: Change) -> Change:
    """A change that begins the line takes a capital where the line is a sentence, or of a headline's length."""
    if not change.spoken[:1].islower() or text[change.start].islower() or not _WHOLE.search(text):
        return change
    if text[: change.start].strip(_OPENING):
        return change
    return replace(change, spoken=change.spoken[0].upper() + change.spoken[1:])


def spell(script: Script, lexicon: Lexicon) -> Script:
    """The script with every line's spoken form, changes and sounds, those of the openings too."""
    return spelled(script, lambda text: say(text, lexicon))


def spelled(script: Script, saying: Callable[[str], Said]) -> Script:
    """`spell` by what `saying` makes of a written text."""

    def line(old: Line) -> Line:
        said = saying(old.written)
        return replace(old, spoken=said.spoken, changes=said.changes, sounds=said.sounds)

    def segment(old: Segment) -> Segment:
        return replace(old, lines=tuple(map(line, old.lines)), opening=tuple(map(line, old.opening)))

    return replace(script, segments=tuple(map(segment, script.segments)))


def _apart(sounds: Iterator[Sound]) -> tuple[Sound, ...]:
    """The sounds in order of place; of two that meet the longer one stays, the lexicon's among equals."""
    kept: list[Sound] = []
    for sound in sorted(sounds, key=lambda each: (each.start, -each.end)):
        if not kept or sound.start >= kept[-1].end:
            kept.append(sound)
    return tuple(kept)


def _from_lexicon(text: str, lexicon: Lexicon) -> list[Change]:
    """What the lexicon says in other words or letters; a change to the same words keeps others' hands off."""
    found: list[Change] = []
    for start, end, entry in _entries(text, lexicon):
        if entry.letters:
            found.append(Change(start, end, " ".join(re.findall(r"\w", entry.written)), "lexicon"))
        elif entry.alias:
            found.append(Change(start, end, entry.alias, "lexicon"))
        elif (entry.word or _in_capitals(text[start:end], entry)) and not _NUMBER_FOLLOWS.match(text, end):
            found.append(Change(start, end, text[start:end], "lexicon"))
    return found


def _in_capitals(written: str, entry: Entry) -> bool:
    """Whether a name with a sound stands in capitals, which are no letters to spell: "MBEKI"; "GAO" is an office."""
    return bool(written.isupper() and (entry.ipa or entry.say) and (len(written) > 3 or entry.written.isupper()))


def _entries(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, Entry]]:
    folded, at = fold(text), 0
    while word := _WORD.search(text, at):
        found = lexicon.at(text, folded, word.start(), word.end())
        if found:
            yield word.start(), found[0], found[1]
            at = found[0]
        else:
            hyphen = text.find("-", word.start(), word.end())
            at = hyphen + 1 if hyphen >= 0 else word.end()


def _sounds(spoken: str, places: list[tuple[int, int, str]], lexicon: Lexicon) -> Iterator[Sound]:
    from atlascast.spoken import homographs, respelling

    for start, end, name in places:
        if name in _SPELT_RULES:
            yield from _letters(spoken, start, end)
        if name == "designator":
            yield from _types(spoken, start, end)
    yield from homographs.sounds(spoken)
    for start, end, entry in _entries(spoken, lexicon):
        if entry.ipa or entry.say:
            ending = _ENDING.match(spoken, end)
            tail = ending[0] if ending else ""
            sound = entry.ipa or respelling.ipa(entry.say)
            ipa = inflected(sound, tail) if sound else ""
            yield Sound(start, end + len(tail), ipa, respelling.plain(entry.say or entry.written) + tail.lower())


def _letters(spoken: str, start: int, end: int) -> Iterator[Sound]:
    """The letter A, which voices take for the article, and plurals such as "Ds", which they take for two letters."""
    for letter in _LETTER.finditer(spoken, start, end):
        ipa, say = _names()[letter["a"] or letter["many"]]
        tail = "s" if letter["of"] or letter["many"] else ""
        yield Sound(letter.start(), letter.end(), inflected(ipa, tail), say + tail)


def _types(spoken: str, start: int, end: int) -> Iterator[Sound]:
    """The makers' letters said as words: "Mi eight"."""
    word = _WORD.match(spoken, start, end)
    if word and word[0] in table("designators")["sounds"]:
        ipa, say = table("designators")["sounds"][word[0]]
        yield Sound(word.start(), word.end(), ipa, say)


@cache
def _names() -> dict[str, list[str]]:
    names: dict[str, list[str]] = table("acronyms")["names"]
    return names
