"""Sentences of an article → those that are never told: headings, tables, furniture, what was told before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from atlascast import patterns
from atlascast.patterns import finder
from atlascast.script.facts import DENIALS, SMALL
from atlascast.text import foreign

_RULES = patterns.load("atlascast.script", "unfit")
_OPENS = [finder([_RULES[name]]) for name in ("desk", "guide", "handover", "disclaimer")]
_HOLDS = [finder([_RULES[name]]) for name in ("looks", "posted", "code")]
_NOTE = finder([_RULES["note"]])

_SET_APART = ("heading", "row", "claim")
"""Paragraphs that a listener would take for the report's own sentences."""

ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_CARD = re.compile(r"[A-ZÀ-Þ][\w ]{1,24}: \S+(?: \S+){0,3}")
"""A row of a card about somebody: "Website: example.org"."""

_SHORT, _MOSTLY = 10, 0.7
"""Words of a label, and the share of sentences that end in a mark where one without is a label."""

_PLAIN = re.compile(
    r"(?:The|A|An|In|On|At|But|And|So|Now|You|I|My|We|He|She|It|They|His|Her|Their|This|That|These|Those|However)\b"
)
"""How a paragraph begins that is no list's item and no quotation."""

_LIKE_THIS = re.compile(r"\b(?:like (?:this|so)|(?:looks|look|reads|appears) like):$")
"""How a sentence ends that leads in to what a page shows."""

_STRANGE = 0.5
"""Share of letters that are not Latin from which a sentence, or a text, is another script's."""

LITTLE, _SAME = 4, 0.2
"""Words of a sentence that may well be said twice ("It did not."), and the share of words in which two may differ."""

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: the place of its paragraph, its words, what that is in the page."""

    paragraph: int
    text: str
    words: int
    kind: str


def count(text: str) -> int:
    """Words as a narrator counts them."""
    return len(WORD.findall(text))


def unfit(found: Sequence[Sentence], before: Sequence[str]) -> set[int]:
    """What is never told: sub-headings, tables, what points to a picture, a claim without its label, what was told
    before in these words, and among Latin letters what is in others."""
    seen = {key(text) for text in before if count(text) > LITTLE}
    left = _labels(found) | mottoes(found)
    notes = {one.paragraph for one in found if _NOTE.finds(one.text)}
    if foreign(" ".join(one.text for one in found)) < _STRANGE:
        left |= {index for index, one in enumerate(found) if foreign(one.text) > _STRANGE}
    for index, one in enumerate(found):
        words = key(one.text)
        again = one.words > LITTLE and any(_one(words, other) for other in seen)
        again = again or any(_within(one, found[other]) for other in range(index) if other not in left)
        if one.kind in _SET_APART or one.paragraph in notes or _furniture(one.text) or again or opens(found, index):
            left.add(index)
        seen.add(words)
    for index in reversed(range(len(found) - 1)):
        if index + 1 in left and found[index].text.rstrip().endswith(":"):
            left.add(index)
    return left


def _furniture(text: str) -> bool:
    return any(rules.finds(text) for rules in (*_OPENS, *_HOLDS))


def _labels(found: Sequence[Sentence]) -> set[int]:
    """Short lines that end in no mark, in a text whose paragraphs do: headings and captions that nothing told as
    such. What a colon leads in to is a list."""
    plain = [one.kind == "text" and one.words <= _SHORT and not ENDS.search(one.text) for one in found]
    if not found or sum(bool(ENDS.search(one.text)) for one in found) < _MOSTLY * len(found):
        return set()
    left: set[int] = set()
    for index, one in enumerate(found):
        alone = all(other.paragraph != one.paragraph for other in (*found[index - 1 : index], *found[index + 1 :][:1]))
        listed = index and (found[index - 1].text.endswith(":") or (plain[index - 1] and index - 1 not in left))
        if plain[index] and not listed and (alone or _CARD.fullmatch(one.text)):
            left.add(index)
    return left


def mottoes(found: Sequence[Sentence]) -> set[int]:
    """Quotations set apart whose speaker stands below them, behind a dash: the ear has them for the narrator's."""
    left: set[int] = set()
    for index, one in enumerate(found):
        if one.kind == "quote" and one.text[:1] in ("—", "–", "-"):
            first = index
            while first and found[first - 1].kind == "quote":
                first -= 1
            left |= set(range(first, index + 1))
    return left


def _within(one: Sentence, earlier: Sentence) -> bool:
    """Whether a sentence's words stand in an earlier one in their order, and it denies no less and no more."""
    words, whole = ([word for word in key(some.text).split() if word not in SMALL] for some in (one, earlier))
    if len(words) < LITTLE or set(key(one.text).split()) & DENIALS != set(key(earlier.text).split()) & DENIALS:
        return False
    rest = iter(whole)
    return all(word in rest for word in words)


def key(text: str) -> str:
    """A text as its words alone, in small letters."""
    return " ".join(WORD.findall(text.lower()))


def _one(key: str, other: str) -> bool:
    """Whether two sentences are the same but for a small word or two; a figure or a denial is none."""
    if key == other:
        return True
    first, second = set(key.split()), set(other.split())
    differ = first ^ second
    if len(differ) > _SAME * len(first | second) or abs(key.count(" ") - other.count(" ")) > 2:
        return False
    return not any(len(word) > 3 or any(map(str.isdigit, word)) or word in DENIALS for word in differ)


def opens(found: Sequence[Sentence], index: int) -> bool:
    """Whether a sentence leads in to something that the text has not: an embedded post, a program's code."""
    if not found[index].text.rstrip().endswith(":"):
        return False
    after = found[index + 1] if index + 1 < len(found) else None
    if after is None or after.kind in ("row", "heading"):
        return True
    if _LIKE_THIS.search(found[index].text) and after.kind == "text":
        return True
    return after.kind == "text" and after.paragraph != found[index].paragraph and bool(_PLAIN.match(after.text))


def shows(found: Sequence[Sentence], index: int) -> bool:
    """Whether a sentence may lead in to a picture: a paragraph follows its colon that is neither list nor quotation."""
    after = found[index + 1] if index + 1 < len(found) else None
    apart = after is not None and after.kind == "text" and after.paragraph != found[index].paragraph
    quoted = after is not None and after.text[:1] in "\"“‘«"
    return found[index].text.rstrip().endswith(":") and apart and not quoted
