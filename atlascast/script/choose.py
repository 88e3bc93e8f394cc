"""Story → the sentences of it that are told, within a word budget.

Verbatim first: sentences are taken as they stand, in their own order, never shortened. A sentence that leans on
another ("However, …", "he added", a quotation begun before it, a surname explained earlier) is told only together
with what it leans on. The choice looks at nothing but the one story, so a correction there moves nothing elsewhere.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atlascast.models import Pick, Story
from atlascast.script.facts import DENIALS, SMALL
from atlascast.script.leaning import SPEECH, leaning
from atlascast.script.order import spoken_order
from atlascast.text import sentences

MAX_CHARACTERS = 1200
"""A longer utterance is cut at a clause: voices lose their way in it."""

_SLACK = 1.1
"""A story this little over its budget is told whole: what cutting would save is not worth the loss."""

_SUMMARY = 25
"""Words; a shorter summary is a teaser, and the article's own opening tells more."""

_LOOKS = re.compile(
    r"\b(?:pictured|shown|seen|photographed) (?:above|below|here|left|right)\b"
    r"|\b(?:see|watch|view|read|click|tap|listen to) (?:the |our |this )?(?:\w+ )?(?:above|below|here)\b"
    r"|\b(?:photo|image|video|map|graphic|chart|table|tweet|post|list|figure)s? (?:above|below)\b"
    r"|\babove-(?:displayed|mentioned|pictured|shown|linked|quoted|embedded)\b"
    r"|\b(?:above|below|left|right) (?:photo|image)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_WRAPPED, _LED_IN = re.compile(r"[ \t]*\n[ \t]*"), re.compile(r"(?<=:)[ \t]*\n[ \t]*")
"""A line's end inside a paragraph is how it was wrapped, but after a colon it begins what that leads in to."""

_NOTE = re.compile(r"\W*(?:Correction|Clarification|Editor['’]s [Nn]ote|Updated?)\b[^.:]{0,40}:")
"""What the newsroom says of the article, not in it; told with the whole, not in an extract."""

_DESK = re.compile(
    r"\W*(?:LIVE(?: UPDATES?| BLOG)?|Live (?:updates?|blog))\s*[:–—-]"
    r"|\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{3,4})?\s+[–—-]\s"
    r"|\W*(?:Correction|Clarification)\b.*\b(?:earlier|previous|original) version\b",
    re.DOTALL,
)
"""A live page's furniture, and a note that repeats what was wrong: a listener would keep the wrong figure."""

_LATE = re.compile(r"(?:“[^”]{80,}|\"[^\"]{80,})[”\"]")
"""A long quotation before its speaker: the ear takes it for the narrator's word until too late."""

_PLAIN = re.compile(r"(?:The|A|An|In|On|At|But|And|We|He|She|It|They|His|Her|Their|This|That|These|Those|However)\b")
"""How a paragraph begins that is no list's item and no quotation."""

_FULL = 0.2
"""Of the budget: with so little left, the first sentence that does not fit ends the choice. Filling up with lesser
ones would have every small correction shuffle them."""

_LITTLE, _SAME = 4, 0.2
"""Words of a sentence that may well be said twice ("It did not."), and the share of words in which two may differ."""

_ALIKE = 0.85
"""Shared words by which two sentences tell the same."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    paragraph: int
    text: str
    words: int
    kind: str


def paragraphs(story: Story) -> list[str]:
    """The story's paragraphs; their places in this list are what `Line.paragraph` points to."""
    return story.text.split("\n\n")


def count(text: str) -> int:
    """Words as a narrator counts them."""
    return len(_WORD.findall(text))


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
    unfit = _unfit(found, before)
    kept = [index for index in range(len(found)) if index not in unfit] or list(range(len(found)))
    if sum(found[index].words for index in kept) > budget * _SLACK:
        if _SUMMARY <= count(story.summary) <= budget * _SLACK:
            return _given(story, story.summary)
        kept = _extract(story, found, unfit, budget)
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
    first, second = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    length = min(len(first), len(second))
    return length > 0 and first[:length] == second[:length] and length >= 0.8 * max(len(first), len(second))


def _given(story: Story, text: str) -> list[tuple[int, str]]:
    """The newsroom's own wording, each sentence with its paragraph in the article, -1 for none."""
    source = paragraphs(story)
    told = (one for part in text.split("\n\n") for sentence in sentences(part) for one in utterances(sentence))
    return [(next((place for place, words in enumerate(source) if one in words), -1), one) for one in told]


def _all(story: Story) -> list[_Sentence]:
    return [
        _Sentence(place, text, count(text), story.kinds[place] if place < len(story.kinds) else "text")
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


def _unfit(found: Sequence[_Sentence], before: Sequence[str]) -> set[int]:
    """What is never told: sub-headings, tables, what points to a picture, and what was told before in these words."""
    seen = {_key(text) for text in before if count(text) > _LITTLE}
    unfit = set()
    for index, one in enumerate(found):
        key = _key(one.text)
        again = one.words > _LITTLE and any(_one(key, other) for other in seen)
        again = again or any(_within(one, found[other]) for other in range(index) if other not in unfit)
        if one.kind in ("heading", "row") or _furniture(one.text) or again or _opens(found, index):
            unfit.add(index)
        seen.add(key)
    return unfit


def _furniture(text: str) -> bool:
    return bool(_LOOKS.search(text) or _DESK.match(text))


def _within(one: _Sentence, earlier: _Sentence) -> bool:
    """Whether a sentence's words stand in an earlier one in their order, and it denies no less and no more."""
    words, whole = ([word for word in _key(some.text).split() if word not in SMALL] for some in (one, earlier))
    if len(words) < _LITTLE or set(_key(one.text).split()) & DENIALS != set(_key(earlier.text).split()) & DENIALS:
        return False
    rest = iter(whole)
    return all(word in rest for word in words)


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _one(key: str, other: str) -> bool:
    """Whether two sentences are the same but for a small word or two; a figure or a denial is none."""
    if key == other:
        return True
    first, second = set(key.split()), set(other.split())
    differ = first ^ second
    if len(differ) > _SAME * len(first | second) or abs(key.count(" ") - other.count(" ")) > 2:
        return False
    return not any(len(word) > 3 or any(map(str.isdigit, word)) or word in DENIALS for word in differ)


def _extract(story: Story, found: Sequence[_Sentence], unfit: set[int], budget: int) -> list[int]:
    """The opening and what leans on nothing untold, best first, while the budget lasts."""
    leans = leaning(*zip(*((one.text, one.paragraph, one.kind) for one in found), strict=True))
    unfit = unfit | _beside(found)
    first = next((index for index in range(len(found)) if index not in unfit), 0)
    kept = _with_support({first}, leans) - (unfit - {first})
    room = budget - sum(found[index].words for index in kept)
    values = _values(story, found)
    for index in sorted(range(len(found)), key=lambda place: (-values[place], place)):
        more = _with_support({index}, leans) - kept
        cost = sum(found[place].words for place in more)
        if more and cost > room and room < _FULL * budget:
            break
        if more and cost <= room and not more & unfit and not any(_repeats(found[one], found, kept) for one in more):
            kept |= more
            room -= cost
    return sorted(kept)


def _beside(found: Sequence[_Sentence]) -> set[int]:
    """What stands beside the telling: sub-headings, table rows, notes on the article itself."""
    notes = {one.paragraph for one in found if _NOTE.match(one.text) or one.kind in ("heading", "row", "correction")}
    ends = [one.kind == "item" or (_ENDS.search(one.text) and not _opens(found, at)) for at, one in enumerate(found)]
    return {index for index, one in enumerate(found) if one.paragraph in notes or not ends[index]}


def _opens(found: Sequence[_Sentence], index: int) -> bool:
    """Whether a sentence leads in to something that the text has not: an embedded post, a program's code."""
    if not found[index].text.rstrip().endswith(":"):
        return False
    after = found[index + 1] if index + 1 < len(found) else None
    if after is None or after.kind in ("row", "heading"):
        return True
    return after.kind == "text" and after.paragraph != found[index].paragraph and bool(_PLAIN.match(after.text))


def _repeats(one: _Sentence, found: Sequence[_Sentence], kept: Iterable[int]) -> bool:
    """Whether a sentence tells in nearly the same words, or in the same quotation, what is told already."""
    stems, said = _stems(one.text), _quoted(one.text)
    for other in (found[index].text for index in kept):
        theirs = _stems(other)
        alike = len(stems) > 5 and len(stems & theirs) > _ALIKE * min(len(stems), len(theirs) or 1)
        if alike or any(words in _key(other) for words in said):
            return True
    return False


def _quoted(text: str) -> list[str]:
    """The quotations of more than a few words in a text."""
    quoted = (_key(part) for part in re.findall(r"[“\"]([^“”\"]+)[”\"]", text))
    return [words for words in quoted if words.count(" ") >= _LITTLE]


def _values(story: Story, found: Sequence[_Sentence]) -> list[float]:
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
    return {word.lower()[:6] for word in _WORD.findall(text) if len(word) > 3}


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
