"""Story → the sentences of it that are told, within a word budget.

Verbatim first: sentences are taken as they stand, in their own order, never shortened. A sentence that leans on
another ("However, …", "he added", a quotation begun before it, a surname explained earlier) is told only together
with what it leans on. The choice looks at nothing but the one story, so a correction there moves nothing elsewhere.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from atlascast import patterns
from atlascast.models import Pick, Story
from atlascast.script.leaning import SPEECH, leaning
from atlascast.script.order import spoken_order
from atlascast.script.unfit import ENDS, LITTLE, WORD, Sentence, count, key, mottoes, opens, shows, unfit
from atlascast.text import sentences

MAX_CHARACTERS = 1200
"""A longer utterance is cut at a clause: voices lose their way in it."""

_SLACK = 1.1
"""A story this little over its budget is told whole: what cutting would save is not worth the loss."""

_SUMMARY = 25
"""Words; a shorter summary is a teaser, and the article's own opening tells more."""

_WRAPPED, _LED_IN = re.compile(r"[ \t]*\n[ \t]*"), re.compile(r"(?<=:)[ \t]*\n[ \t]*")
"""A line's end inside a paragraph is how it was wrapped, but after a colon it begins what that leads in to."""

_NOTE = re.compile(r"\W*(?:Correction|Clarification|Editor['’]s [Nn]ote|Updated?)\b[^.:]{0,40}:")
"""What the newsroom says of the article, not in it; told with the whole, not in an extract."""

_SHOWS = re.compile(
    r"^\W*Here(?:['’]s| is| are) (?!what|why|how|where|who)|^\W*(?:Below|Above) (?:is|are)\b"
    r"|\b(?:view|see|watch|read|find|download|listen to|get)\b[^.“\"]{0,40}\bhere\b\W*$|\((?:\w+ ){0,2}here\)"
    r"|(?:…|\.\.\.)$"
)
"""What points to what a page shows, and what breaks off."""

_LATE = re.compile(r"(?:“[^”]{80,}|\"[^\"]{80,})[”\"]")
"""A long quotation before its speaker: the ear takes it for the narrator's word until too late."""

_VERDICT = patterns.finder(patterns.load("atlascast.script", "choose").values())
_CHECKS = re.compile(r"\bfact[- ]?check(?:s|ed|ing|ers?)?\b", re.IGNORECASE)
_CLAIM = re.compile(r"\b(?:claim|rumou?r|allegation|assertion)s? that\b", re.IGNORECASE)
"""How a verdict says itself what it is on, and leans on nothing."""

_FULL = 0.2
"""Of the budget: with so little left, the first sentence that does not fit ends the choice. Filling up with lesser
ones would have every small correction shuffle them."""

_EMPTY = 0.5
"""Of the budget: where so much is left, the sentences lean on one another so much that the article's beginning is
told."""

_ALIKE = 0.85
"""Shared words by which two sentences tell the same."""


def paragraphs(story: Story) -> list[str]:
    """The story's paragraphs; their places in this list are what `Line.paragraph` points to."""
    return story.text.split("\n\n")


def choose(story: Story, budget: int, before: Sequence[str] = ()) -> list[tuple[int, str]]:
    """The utterances told, each with the index of its paragraph, in the article's order.

    A story within its budget of words is told whole; else its opening, then the sentences that carry it. Neither
    tells anything twice (`before` is what the edition told before it), nor what only a reader can follow ("pictured
    above", sub-headings, tables). The newsroom's own script goes before all, its own summary before an extract; their
    sentences point to -1 where the article has them not.
    """
    if story.script.strip():
        return _given(story, story.script)
    found = _all(story)
    never = unfit(found, before)
    kept = [index for index in range(len(found)) if index not in never] or list(range(len(found)))
    if sum(found[index].words for index in kept) > budget * _SLACK:
        if _SUMMARY <= count(story.summary) <= budget * _SLACK:
            return _given(story, story.summary)
        kept = _extract(story, found, never, budget)
    return [(found[index].paragraph, piece) for index in kept for piece in _told(found[index].text)]


def telling(story: Story) -> list[tuple[int, str, list[str]]]:
    """Every sentence of the article, fit to be told or not: its paragraph, text, and the utterances that tell it."""
    return [(one.paragraph, one.text, _told(one.text)) for one in _all(story)]


def _told(sentence: str) -> list[str]:
    """A sentence as it is told: with its speaker before a long quotation, where it can be."""
    return [piece for one in spoken_order(sentence) or [sentence] for piece in utterances(one)]


def utterances(sentence: str) -> list[str]:
    """A sentence as what is said in one go: itself, or its clauses where it is over MAX_CHARACTERS."""
    pieces = [sentence]
    while len(pieces[-1]) > MAX_CHARACTERS:
        whole = pieces.pop()
        cut = _cut(whole[:MAX_CHARACTERS])
        pieces += [whole[:cut].rstrip(), whole[cut:].lstrip()]
    return pieces


def _cut(text: str) -> int:
    """Where to part a text: after its last clause, else its last word, else at its end."""
    clauses = [match.end() for match in re.finditer(r"[;:,] ", text) if match.end() > len(text) // 4]
    words = [match.end() for match in re.finditer(r"\s", text)]
    return [len(text), *words[-1:], *clauses[-1:]][-1]


def same(one: str, other: str) -> bool:
    """Whether two texts say the same words, or one is the other's beginning."""
    first, second = WORD.findall(one.lower()), WORD.findall(other.lower())
    length = min(len(first), len(second))
    return length > 0 and first[:length] == second[:length] and length >= 0.8 * max(len(first), len(second))


def _given(story: Story, text: str) -> list[tuple[int, str]]:
    """The newsroom's own wording, each sentence with its paragraph in the article; below 0 for none, another number
    for each of its own paragraphs in a row."""
    source = paragraphs(story)
    told: list[tuple[int, str]] = []
    for part in text.split("\n\n"):
        for index, one in enumerate(one for sentence in sentences(part) for one in utterances(sentence)):
            last = min(told[-1][0], 0) if told else 0
            own = last - (index == 0 or last == 0)
            told.append((next((place for place, words in enumerate(source) if one in words), own), one))
    return told


def _all(story: Story) -> list[Sentence]:
    return [
        Sentence(place, text, count(text), story.kinds[place] if place < len(story.kinds) else "text")
        for place, paragraph in enumerate(paragraphs(story))
        for part in _LED_IN.split(paragraph)
        for text in sentences(_WRAPPED.sub(" ", part))
        if count(text)
    ]


def untold(picks: Iterable[Pick]) -> list[str]:
    """A line for each story told whose table is not, as nobody can follow one by ear, or too short a summary."""
    told = [pick.story for pick in picks if pick.chosen]
    tables = ((story, story.kinds.count("row")) for story in told if not story.script.strip())
    short = ((story, count(story.summary)) for story in told if story.summary.strip() and not story.script.strip())
    return [
        *(f"{story.title}: a table of {rows} rows is not told." for story, rows in tables if rows),
        *(f"{story.title}: its own summary of {words} words is not told: one of fewer than {_SUMMARY} is a teaser."
          for story, words in short if words < _SUMMARY),
    ]  # fmt: skip


def _extract(story: Story, found: Sequence[Sentence], never: set[int], budget: int) -> list[int]:
    """The opening and what leans on nothing untold, best first, while the budget lasts."""
    apart = mottoes(found) | {index for index, one in enumerate(found) if one.kind == "claim"}
    heard = [replace(one, text="", kind="claim") if index in apart else one for index, one in enumerate(found)]
    leans = leaning(*zip(*((one.text, one.paragraph, one.kind) for one in heard), strict=True))
    never = never | _beside(found)
    never |= {at - 1 for at in never if at and found[at - 1].text.rstrip().endswith(":")}
    never = never | {index for index, one in enumerate(found) if _unanswered(one.text, leans[index] & never)}
    first = next((index for index in range(len(found)) if index not in never), 0)
    kept = _with_support({first}, leans) - (never - {first})
    checked = "claim" in story.kinds or bool(_CHECKS.search(f"{story.title} {story.section} {story.text}"))
    kept |= _verdict(found, never, leans, budget - sum(found[index].words for index in kept)) if checked else set()
    room = budget - sum(found[index].words for index in kept)
    values = _values(story, found)
    for index in sorted(range(len(found)), key=lambda place: (-values[place], place)):
        more = _with_support({index}, leans) - kept
        cost = sum(found[place].words for place in more)
        if more and cost > room and room < _FULL * budget:
            break
        if more and cost <= room and not more & never and not any(_repeats(found[one], found, kept) for one in more):
            kept |= more
            room -= cost
    beginning = _beginning(found, never, leans, budget, checked) if room > _EMPTY * budget else set[int]()
    return sorted(beginning if len(beginning) > len(kept) else kept)


def _unanswered(text: str, lost: set[int]) -> bool:
    """Whether a sentence asks what is never answered, as one to the reader does: "Were you there?"."""
    return bool(lost) and text.rstrip().endswith("?")


def _verdict(found: Sequence[Sentence], never: set[int], leans: Sequence[set[int]], room: int) -> set[int]:
    """What a fact-check found, and what that leans on; empty where it says so nowhere, or there is no room for it."""
    for index in (at for at, one in enumerate(found) if at not in never and _VERDICT.finds(one.text)):
        more = {index} if _CLAIM.search(found[index].text) else _with_support({index}, leans)
        if not more & never and sum(found[place].words for place in more) <= room:
            return more
    return set()


def _beginning(
    found: Sequence[Sentence], never: set[int], leans: Sequence[set[int]], budget: int, strict: bool
) -> set[int]:
    """All that may be told from the top to where the budget is spent, and nothing in it leans on what comes later; if
    strict, nor on what is never told."""
    best, told, words, lost = set[int](), set[int](), 0, set(never)
    for index, one in enumerate(found):
        if strict and leans[index] & lost:
            lost.add(index)
        if index not in lost:
            told, words = told | {index}, words + one.words
            if words > budget * _SLACK:
                break
            if all(leans[place] - never <= told for place in told):
                best = told
    return best


def _beside(found: Sequence[Sentence]) -> set[int]:
    """What stands beside the telling: sub-headings, table rows, notes on the article itself."""
    notes = {one.paragraph for one in found if _NOTE.match(one.text) or one.kind in ("heading", "row", "correction")}
    shown = {index for index, one in enumerate(found) if _SHOWS.search(one.text) or shows(found, index)}
    ends = [
        (one.kind == "item" and _listed(found, at)) or (ENDS.search(one.text) and not opens(found, at))
        for at, one in enumerate(found)
    ]
    return shown | {index for index, one in enumerate(found) if one.paragraph in notes or not ends[index]}


def _listed(found: Sequence[Sentence], index: int) -> bool:
    """Whether anything leads in to the list that a sentence stands in."""
    before = (one.kind for one in reversed(found[:index]) if one.kind != "item")
    return next(before, "heading") not in ("heading", "row")


def _repeats(one: Sentence, found: Sequence[Sentence], kept: Iterable[int]) -> bool:
    """Whether a sentence tells in nearly the same words, or in the same quotation, what is told already."""
    stems, said = _stems(one.text), _quoted(one.text)
    for other in (found[index].text for index in kept):
        theirs = _stems(other)
        alike = len(stems) > 5 and len(stems & theirs) > _ALIKE * min(len(stems), len(theirs) or 1)
        if alike or any(words in key(other) for words in said):
            return True
    return False


def _quoted(text: str) -> list[str]:
    """The quotations of more than a few words in a text."""
    quoted = (key(part) for part in re.findall(r"[“\"]([^“”\"]+)[”\"]", text))
    return [words for words in quoted if words.count(" ") >= LITTLE]


def _values(story: Story, found: Sequence[Sentence]) -> list[float]:
    """What each sentence carries: its place (news is written from the top down), the title's words, figures, voices."""
    title = _stems(story.title)
    values = []
    for place, one in enumerate(found):
        shared = len(title & _stems(one.text)) / max(len(title), 1)
        figures = 0.08 * bool(re.search(r"\d", one.text))
        voice = 0.08 * bool(SPEECH.search(one.text)) - 0.12 * bool(_LATE.match(one.text))
        values.append(1 / (1 + 0.12 * place) + 0.25 * shared + figures + voice)
    return values


def _stems(text: str) -> set[str]:
    return {word.lower()[:6] for word in WORD.findall(text) if len(word) > 3}


def _with_support(wanted: Iterable[int], leans: Sequence[set[int]]) -> set[int]:
    """The wanted sentences and all they lean on, however far."""
    kept: set[int] = set()
    open_ends = list(wanted)
    while open_ends:
        index = open_ends.pop()
        if index not in kept:
            kept.add(index)
            open_ends += leans[index]
    return kept
