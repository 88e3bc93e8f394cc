"""A changed sentence beside the article's → which of its words only moved: a date, a speaker, an owner, a title."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise, product, takewhile

from atlascast import week
from atlascast.script.facts import PREPOSITIONS, Token, stem
from atlascast.script.leaning import SPEECH
from atlascast.script.source import Beside
from atlascast.script.tables import TABLES, wordset

WEEKDAYS = frozenset(map(str.lower, week.WEEKDAYS))
MONTHS = frozenset(map(str.lower, week.MONTHS))
YEAR = r"(?:1[5-9]|20)\d\d"
PRONOUNS = frozenset(("he", "she", "it", "they"))
_OWN = 4
"""Words beside a name among which stands what is its own."""

_TITLE = 9
"""Words of the longest title beside a name: "the deputy head of the Green Front in Lisk"."""

ADVERBS = wordset(TABLES["adverbs"])

_LINKS = frozenset(("the", "a", "an", "of", "for", "and"))

_INITIALS = 3
"""Letters of the shortest name by initials that two names may share."""

_DAYS_NAMED = frozenset(("black", "bloody", "good", "ash", "palm", "easter", "super", "cyber", "holy", "red"))
"""Words before a weekday that make a name of it."""


def moved(beside: Beside) -> frozenset[int]:
    """The words of the line that stand elsewhere than in the sentence, or in another form, and say the same there."""
    named = owners(beside) | _titled(beside) | _initials(beside) | _pronoun(beside) | ages(beside) | _of_many(beside)
    return named | moved_date(beside) | moved_speaker(beside) | _month(beside) | moved_phrases(beside)


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
        told = [said[index].shown.lower() for index in part]
        if any(there[place].shown.lower() == "according" for place in gone):
            told += [said[index].shown.lower() for index in run[block.a + block.size :][:1]]
        if any(said[index].shown.lower() == "according" for index in run[: block.a]):
            told += [there[place].shown.lower() for place in gone[block.b + block.size :][:1]]
        if len(part) > 1 and any(map(SPEECH.fullmatch, told)):
            return frozenset(part)
    return frozenset()


def owners(beside: Beside) -> frozenset[int]:
    """An owner before what is its own that stood behind it: "Lisk's mayor" and "the mayor of Lisk", either way."""
    said, there = beside.said, beside.sentence.tokens
    held, found = set(beside.places.values()), set[int]()
    for index, token in enumerate(said):
        if index in beside.places or token.small or token.kind not in ("name", "plain"):
            continue
        for place, other in enumerate(there):
            if other.key == token.key and place not in held:
                ours, theirs = _owned(said, index), _owned(there, place)
                if ours[0] != theirs[0] and set(ours[1]) & set(theirs[1]):
                    found.add(index)
    return frozenset(found)


def _owned(words: Sequence[Token], index: int) -> tuple[bool, list[str]]:
    """Whether a name stands behind "of", and the words that it belongs to."""
    before = words[max(index - 2, 0) : index]
    if before[-1:] and before[-1].key in ("the", "a", "an"):
        before = before[:-1]
    behind = bool(before) and before[-1].key in ("of", "from") and not words[index].shown.endswith("'s")
    near = words[max(index - 2 - _OWN, 0) : index] if behind else words[index + 1 : index + 1 + _OWN]
    return behind, [stem(token.shown.lower()) for token in near if not token.small]


def _titled(beside: Beside) -> frozenset[int]:
    """A name behind the title that stood behind it: "the mayor, Ana Ruiz" and "Ana Ruiz, the mayor", either way."""
    said, held = beside.said, set(beside.places.values())
    there = ["" if place in held else token.key for place, token in enumerate(beside.sentence.tokens)]
    found: set[int] = set()
    for run in runs([index for index, token in enumerate(said) if token.kind == "name" and index not in beside.places]):
        names = [said[index].key for index in run]
        at = next((at for at in range(len(there)) if there[at : at + len(names)] == names), None)
        if at is None:
            continue
        words = beside.sentence.tokens
        behind, before = _title(words[at + len(names) :]), _title(_since_verb(words[:at])[::-1])
        ours, theirs = _title(_since_verb(said[: run[0]])[::-1]), _title(said[run[-1] + 1 :])
        beside_it = set(ours[:1]) & set(behind) or set(theirs[:1]) & set(before)
        if beside_it or len(set(ours) & set(behind)) > 1 or len(set(theirs) & set(before)) > 1:
            found |= set(run)
    return frozenset(found)


def _since_verb(words: Sequence[Token]) -> Sequence[Token]:
    """What stands between the last verb and a name: of "summoned the envoy" only "the envoy"."""
    verbs = [
        at for at, (one, after) in enumerate(pairwise(words))
        if one.kind == "plain" and one.shown.endswith("ed") and after.key in ("the", "a", "an")
    ]  # fmt: skip
    return words[verbs[-1] + 1 :] if verbs else words


def _title(words: Sequence[Token]) -> list[str]:
    """A title beside a name, from it on: words in small letters, "the" and "of" between them. Capitals are a name's."""
    run = takewhile(lambda token: not token.small or token.key in _LINKS, words[:_TITLE])
    return [token.key for token in run if not token.small and token.kind == "plain"]


def _initials(beside: Beside) -> frozenset[int]:
    """A name in full that the sentence has by its initials, or the initials of one that it has in full."""
    said, there = beside.said, beside.sentence.tokens
    found: set[int] = set()
    for run, short in ((run, token) for run in _capitals(said) for token in there):
        if _shortens(short, [said[index] for index in run]):
            found |= set(run)
    for index, token in enumerate(said):
        if any(_shortens(token, [there[place] for place in run]) for run in _capitals(there)):
            found.add(index)
    return frozenset(found)


def _pronoun(beside: Beside) -> frozenset[int]:
    """A name that changed places with its pronoun: "When Ruiz left, she waved" and "When she left, Ruiz waved"."""
    said, there = beside.said, beside.sentence.tokens
    names = [index for index, token in enumerate(said) if token.kind == "name" and index not in beside.places]
    slots = {beside.places[index - 1] + 1: index for index in range(1, len(said)) if index - 1 in beside.places}
    found: set[int] = set()
    for place, index in slots.items():
        words = there[place : place + 1]
        if index in names and words and words[0].key in PRONOUNS:
            other = [slots[at] for at, token in enumerate(there) if token.key == said[index].key and at in slots]
            found |= {index for at in other if said[at].key == words[0].key}
    return frozenset(found)


def _capitals(words: Sequence[Token]) -> list[list[int]]:
    """Names in a row, such small words as "of" between them left out."""
    found: list[list[int]] = [[]]
    for index, token in enumerate(words):
        if token.kind == "name":
            found[-1].append(index)
        elif not token.small or not found[-1]:
            found.append([])
    return found


def _shortens(short: Token, names: Sequence[Token]) -> bool:
    initials = "".join(token.shown[0] for token in names)
    return len(initials) >= _INITIALS and short.shown.removesuffix("'s").replace(".", "") == initials


def moved_phrases(beside: Beside) -> frozenset[int]:
    """Words that changed places with what stood beside them, at the sentence's start or end, one of them a phrase such
    as "after the vote": "After the vote, Ruiz left" and "Ruiz left after the vote"."""
    said, there, found = beside.said, beside.sentence.tokens, set[int]()
    held = set(beside.places.values())
    keys = ["" if place in held else token.key for place, token in enumerate(there)]
    for run in runs([index for index in range(len(said)) if index not in beside.places]):
        words = [said[index].key for index in run]
        at = next((at for at in range(len(keys)) if keys[at : at + len(words)] == words), None)
        if at is None:
            continue
        opens = all(beside.places.get(index, -1) > at for index in range(run[0])) and _adverbial(said[: run[0]])
        closes = run[-1] == len(said) - 1 or run[0] == 0
        if opens or _past_date(beside, run, at) or (closes and _adverbial([said[index] for index in run])):
            found |= set(run)
    return frozenset(found)


def _past_date(beside: Beside, run: Sequence[int], at: int) -> bool:
    """Whether a phrase only passed a date beside it: "on 4 March in Sabe" and "in Sabe on 4 March"."""
    said, there = beside.said, beside.sentence.tokens
    before, behind = beside.places.get(run[0] - 1, -1), beside.places.get(run[-1] + 1, len(there))
    passed = there[behind:at] if behind < at else there[at + len(run) : before + 1]
    dated = any(token.key in MONTHS | WEEKDAYS or re.fullmatch(YEAR, token.key) for token in passed)
    bare = all(token.small or token.key in MONTHS | WEEKDAYS or token.key.isdigit() for token in passed)
    return dated and bare and said[run[0]].shown.lower() in PREPOSITIONS and len(run) > 1


def _of_many(beside: Beside) -> frozenset[int]:
    """How many of those that opened the sentence: "Of the dead, nine were" and "Nine of the dead were"."""
    there = beside.sentence.tokens
    opens = next((index for index in range(1, len(beside.said)) if beside.places.get(index) == 0), 0)
    if not opens or there[0].shown.lower() not in ("of", "among"):
        return frozenset()
    end = next(index for index in range(opens, len(beside.said) + 1) if beside.places.get(index) != index - opens)
    words = [token.key for token in beside.said[:opens]]
    same = words == [token.key for token in there[end - opens : end]]
    return frozenset(range(opens)) if same else frozenset()


def ages(beside: Beside) -> frozenset[int]:
    """A person's age on the other side of who has it: "Ana Ruiz, 61," and "61-year-old Ana Ruiz", "a boy of 12"."""
    said, there = beside.said, beside.sentence.tokens
    found: set[int] = set()
    for index, place in ((index, place) for index in range(len(said)) for place in range(len(there))):
        if said[index].key == there[place].key and said[index].kind == "number":
            (marked, ours), (told, theirs) = _aged(said, index), _aged(there, place)
            found |= {index} if (marked or told) and ours & theirs else set()
    return frozenset(found)


def _aged(words: Sequence[Token], index: int) -> tuple[bool, set[str]]:
    """Whether a number is told as an age, and the words beside it of who has it."""
    ahead = [token.shown for token in words[index + 1 : index + 2]] == ["aged"]
    marked = ahead or [token.shown for token in words[max(index - 1, 0) : index]] == ["aged"]
    near = words[index + 2 : index + 4] if ahead else words[max(index - 3, 0) : index]
    return marked, {token.key for token in near if not token.small and token.shown != "aged"}


def _adverbial(words: Sequence[Token]) -> bool:
    """Whether words tell when, where or why: "after the vote", "shortly after the vote"."""
    if len(words) == 1 or " ".join(token.shown.lower() for token in words) in TABLES["adverb_phrases"]:
        return len(words) > 1 or words[0].shown.lower() in ADVERBS
    return len(words) > 2 and any(token.shown.lower() in PREPOSITIONS for token in words[:2])


def _month(beside: Beside) -> frozenset[int]:
    """A month that a day's number shares with the date before it: "from 12 January to the 14th"."""
    said, there = beside.said, beside.sentence.tokens
    found: set[int] = set()
    for index, token in enumerate(said):
        day = beside.places.get(index - 1)
        if token.key in MONTHS and day is not None and there[day].key.isdigit():
            last = [other.key for other in there[:day] if other.key in MONTHS][-1:]
            alone = all(other.key not in MONTHS for other in there[day + 1 : day + 2])
            found |= {index} if last == [token.key] and alone else set()
    return frozenset(found)


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
