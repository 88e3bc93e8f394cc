"""Script + Story → what is said that the source does not have: a number, a name, a "not", a quotation.

Story lines are held against their article, headlines against the articles told. Lines an editor marked as [own],
segues and sponsor reads are the newsroom's word and are not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher

from atlascast.models import Line, Script, Segment, Story
from atlascast.script.choose import utterances
from atlascast.text import sentences

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_COUNTS = {word: str(value) for value, word in enumerate(_SMALL.split())}
_COUNTS |= {word: str(value) for value, word in zip(range(30, 100, 10), _TENS.split(), strict=True)}
"""Numbers that may be written as words or as figures."""

_AMOUNT = re.compile(
    rf"\b(?:{'|'.join(_COUNTS)}|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|thirds?|quarters?|first"
    r"|second|fourth|fifth|once|twice|double|triple)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nor|neither|without|cannot|denie[sd]|deny|denying|refuse[sd]?|fail(?:s|ed)?"
    r"|reject(?:s|ed)?|unable|unlikely|false|hardly)\b|n't\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"\"([^\"]+)\"|(?<!\w)'([^']{3,}?)'(?!\w)")
_WORD = re.compile(r"[^\W_]+(?:[-'&.][^\W_]+)*")
_LIKE, _NEARLY = 0.6, 0.8
"""How much text two sentences share where one is the other reworded, and where it is the other but for a word."""


def check(script: Script, stories: Mapping[str, Story]) -> list[str]:
    """One sentence for each number, name, negation or quotation that a line has and its source has not.

    Empty where every line is the articles' own.
    """
    found = []
    for segment in script.segments:
        found += [(segment, what) for what in _segment(segment, script, stories)]
        story = stories.get(segment.story_id)
        found += [(segment, what) for line in segment.opening if story for what in _retold(line, [story])]
    return [f"{segment.title}: {what}" for segment, what in found]


def findings(line: Line, segment: Segment, script: Script, stories: Mapping[str, Story]) -> list[str]:
    """The same for one line of one segment of the script."""
    return _segment(replace(segment, lines=(line,)), script, stories)


def _segment(segment: Segment, script: Script, stories: Mapping[str, Story]) -> list[str]:
    told = [stories[one.story_id] for one in script.segments if one.kind == "story" and one.story_id in stories]
    if segment.kind == "outro":
        return [what for line in segment.lines for what in _retold(line, told)]
    held = [one for one in told if segment.kind == "headlines" or one.id == segment.story_id]
    said = [line for line in segment.lines if line.role == "body" and line.audio is None]
    lines = [line for line in said if segment.kind != "story" or line.paragraph >= 0]
    if not held or not lines:
        return []
    source = _Source(held)
    return [what for line in lines for what in _against(line, source)]


def _retold(line: Line, stories: list[Story]) -> list[str]:
    """What is wrong with a line of the programme's own where it says a title: whole, or after its first colon."""
    likest, text, told = _NEARLY, "", None
    for said in filter(None, (line.written, line.written.partition(": ")[2])):
        for story in stories:
            like = SequenceMatcher(None, _even(story.title), _even(said), autojunk=False).ratio()
            if like > likest:
                likest, text, told = like, said, story
    return list(_against(replace(line, written=text), _Source([told]))) if told else []


class _Source:
    """An article, or several, in the forms it is asked for."""

    def __init__(self, stories: list[Story]) -> None:
        parts = [part for story in stories for part in (story.title, *story.text.split("\n\n"))]
        self.text = _even("\n\n".join(parts))
        self.numbers = _numbers(self.text)
        self.words = {form for found in _WORD.findall(self.text) for form in _forms(found)}
        self.sentences = [_even(one) for part in parts for one in sentences(part)]
        pieces = (piece for part in parts for one in sentences(part) for piece in utterances(one))
        self.whole = {_even(piece).rstrip(".") for piece in (*pieces, *(story.title for story in stories))}
        self.quoted = [inside for part in parts for inside in _even(part).split('"')[1::2]]

    def nearest(self, text: str) -> tuple[str, float]:
        """The sentence most like the text, and how like (0-1); one that holds it whole is like enough."""
        holding = next((one for one in self.sentences if text.rstrip(".") in one), "")
        if holding:
            return holding, 1.0
        likeness = {one: SequenceMatcher(None, one, text, autojunk=False).ratio() for one in self.sentences}
        found = max(likeness, key=likeness.__getitem__, default="")
        return found, likeness.get(found, 0.0)


def _against(line: Line, source: _Source) -> Iterator[str]:
    text = _even(line.written)
    if text.rstrip(".") in source.whole:
        return
    near, like = source.nearest(text)
    found = (*_amounts(text, near, like, source), *_names(text, near, like, source), *_quotations(text, source))
    yield from (f"{what}: {line.written!r}" for what in (*found, *_negations(text, near, like, source)))


def _amounts(text: str, near: str, like: float, source: _Source) -> Iterator[str]:
    here = _numbers(near) if like >= _NEARLY else source.numbers
    for number, written in _numbers(text).items():
        if number not in source.numbers:
            yield f"the number {written} is not in the article"
        elif number not in here:
            yield f"the number {written} is not in the article's sentence {near!r}"


def _numbers(text: str) -> dict[str, str]:
    """Numbers in one form, each with how it is written: 5,800 is 5800, twelve is 12."""
    found = {re.sub(r"(?<=\d),(?=\d{3})", "", one): one for one in _NUMBER.findall(text)}
    return found | {_COUNTS.get(one.lower(), one.lower()): one for one in _AMOUNT.findall(text)}


def _names(text: str, near: str, like: float, source: _Source) -> Iterator[str]:
    """Capitalised words; one that opens a sentence counts where it took another's place there."""
    for one in sentences(text):
        for match in _WORD.finditer(one):
            opens = not _WORD.search(one[: match.start()])
            inner = sum(mark.isupper() for mark in match[0]) > 1
            replaced = opens and like >= _NEARLY and near.split()[0] not in text
            capital = match[0][0].isupper() and match[0] != "I"
            if capital and (inner or replaced or not opens) and not _forms(match[0]) & source.words:
                yield f"the name {match[0]!r} is not in the article"


def _quotations(text: str, source: _Source) -> Iterator[str]:
    for match in _QUOTATION.finditer(text):
        words = (match[1] or match[2]).rstrip(" .,;:!?…")
        if words not in source.text:
            yield f"the quotation {words!r} is not in the article"
        elif match[1] and not any(words in one for one in source.quoted):
            yield f"the words {words!r} are not a quotation in the article"


def _negations(text: str, near: str, like: float, source: _Source) -> Iterator[str]:
    """A sentence that resembles one of the article's must deny as often as that does."""
    has, had = (Counter(word.lower() for word in _NEGATION.findall(one)) for one in (text, near))
    if like < _LIKE:
        yield from (f"{word!r} is not in the article" for word in has if word not in source.text.lower())
        return
    yield from (f"{word!r} is not in the article's sentence {near!r}" for word in has - had)
    yield from (f"{word!r} of the article's sentence {near!r} is lost" for word in had - has)


def _even(text: str) -> str:
    """Curly marks made straight, white space single."""
    return " ".join(text.translate(str.maketrans("“”‘’«»", "\"\"''\"\"")).split())


def _forms(word: str) -> set[str]:
    """A word's plain forms: no possessive, any case, with and without its dots."""
    plain = re.sub(r"'s?$", "", word).lower().rstrip(".")
    return {plain, plain.replace(".", "")}
