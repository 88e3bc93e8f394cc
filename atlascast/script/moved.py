"""A changed sentence beside the article's → which of its words only moved: its date, who says it."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import product

from atlascast.script.facts import Token
from atlascast.script.leaning import SPEECH
from atlascast.script.source import Beside

WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
MONTHS = frozenset(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
) | {"december"}
YEAR = r"(?:1[5-9]|20)\d\d"
_DAYS_NAMED = frozenset(("black", "bloody", "good", "ash", "palm", "easter", "super", "cyber", "holy", "red"))
"""Words before a weekday that make a name of it."""


def moved_date(beside: Beside) -> frozenset[int]:
    """The words of a date that was moved within its sentence, where that has only the one."""
    here, there = _date(beside.said), _date(beside.sentence.tokens)
    said, words = beside.said, beside.sentence.tokens
    same = [said[index].key for index in here] == [words[index].key for index in there]
    apart = all(not index or said[index - 1].small for index in here[:1])
    apart = apart and all(not index or words[index - 1].key not in _DAYS_NAMED for index in there[:1])
    return frozenset(here) if same and apart else _first_day(beside)


def _first_day(beside: Beside) -> frozenset[int]:
    """A weekday that opens the sentence now ("On Monday, …") and was the first of several in it."""
    opens = [index for index in (0, 1) if index < len(beside.said) and beside.said[index].key in WEEKDAYS][:1]
    days = [token.key for token in beside.sentence.tokens if token.key in WEEKDAYS]
    again = sum(token.key in WEEKDAYS for token in beside.said)
    return frozenset(opens) if opens and days[:1] == [beside.said[opens[0]].key] and again == len(days) else frozenset()


def moved_speaker(beside: Beside) -> frozenset[int]:
    """Who says it, where that stood at the sentence's other end: "… , the army said" and "The army said …"."""
    said, there = beside.said, beside.sentence.tokens
    held = set(beside.places.values())
    ours = runs([index for index in range(len(said)) if index not in beside.places])
    theirs = runs([index for index in range(len(there)) if index not in held])
    for run, gone in product(ours, theirs):
        keys, words = [said[index].key for index in run], [there[index].key for index in gone]
        block = SequenceMatcher(None, keys, words, autojunk=False).find_longest_match()
        part = run[block.a : block.a + block.size]
        if len(part) > 1 and any(SPEECH.fullmatch(said[index].shown.lower()) for index in part):
            return frozenset(part)
    return frozenset()


def runs(places: Sequence[int]) -> list[list[int]]:
    """Places in a row."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _date(words: Sequence[Token]) -> list[int]:
    """Where the words' only date stands, such as "Tuesday" or "14 March 2023"; empty for none and for several."""
    keys = [token.key if token.kind == "name" else "" for token in words]
    days, months = ([index for index, key in enumerate(keys) if key in names] for names in (WEEKDAYS, MONTHS))
    if len(days) > 1 or len(months) > 1:
        return []
    years = [index for index, token in enumerate(words) if re.fullmatch(YEAR, token.key)]
    found = set(days) | set(months) | (set(years) if len(years) == 1 and not months else set())
    for month in months:
        found |= {index for index in (month - 1, month + 1) if 0 <= index < len(words) and words[index].key.isdigit()}
        if month + 1 in found and month + 2 < len(words) and len(words[month + 2].key) == 4:
            found.add(month + 2)
    return sorted(found)
