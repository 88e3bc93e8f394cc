"""Script + Story → what is said that the source does not have: a number, a name, a "not", a quotation.

Story lines are held against their article, headlines against the articles told. Lines an editor marked as [own],
segues and sponsor reads are the newsroom's word and are not.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from atlascast.models import Line, Script, Segment, Story
from atlascast.text import sentences

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_COUNTS = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?"
    r"|trillions?|dozens?|half|third|quarter|first|second|fourth|fifth|twice|double|triple)\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nor|neither|without|cannot|denie[sd]|deny|denying|refuse[sd]?|fail(?:s|ed)?)\b|n['’]t\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"“([^”]+)”|\"([^\"]+)\"|(?<!\w)[‘']([^’']{3,}?)[’'](?!\w)")
_WORD = re.compile(r"[^\W_]+(?:[-'’&.][^\W_]+)*")


def check(script: Script, stories: Mapping[str, Story]) -> list[str]:
    """One sentence for each number, name, negation or quotation that a line has and its source has not.

    Empty where every line is the articles' own.
    """
    told = [stories[segment.story_id] for segment in script.segments if segment.story_id in stories]
    found: list[str] = []
    for segment in script.segments:
        source = _source(segment, stories, told)
        if source is None:
            continue
        lines = [line for line in segment.lines if line.role == "body" and not _own(line, segment)]
        found += [f"{segment.title}: {what}" for line in lines for what in _against(line, source)]
    return found


def _own(line: Line, segment: Segment) -> bool:
    """Whether an editor marked it as the newsroom's own word."""
    return segment.kind == "story" and line.paragraph < 0


class _Source:
    """An article, or several, in the forms it is asked for."""

    def __init__(self, stories: list[Story]) -> None:
        text = "\n\n".join(f"{story.title}\n\n{story.text}" for story in stories)
        self.text = _even(text)
        self.numbers = {_bare(number) for number in _NUMBER.findall(text)}
        self.counts = {word.lower() for word in _COUNTS.findall(text)}
        self.words = {word for found in _WORD.findall(_even(text)) for word in _forms(found)}
        self.sentences = [_even(one) for paragraph in text.split("\n\n") for one in sentences(paragraph)]


def _source(segment: Segment, stories: Mapping[str, Story], told: list[Story]) -> _Source | None:
    if segment.kind == "story" and segment.story_id in stories:
        return _Source([stories[segment.story_id]])
    return _Source(told) if segment.kind == "headlines" and told else None


def _against(line: Line, source: _Source) -> Iterator[str]:
    text = _even(line.written)
    if text in source.text:
        return
    for number in _NUMBER.findall(text):
        if _bare(number) not in source.numbers:
            yield f"the number {number} is not in the article: {line.written!r}"
    for word in _COUNTS.findall(text):
        if word.lower() not in source.counts:
            yield f"the number {word!r} is not in the article: {line.written!r}"
    for name in _names(text):
        if not _forms(name) & source.words:
            yield f"the name {name!r} is not in the article: {line.written!r}"
    for match in _QUOTATION.finditer(text):
        words = next(filter(None, match.groups())).rstrip(" .,;:!?…")
        if words not in source.text:
            yield f"the quotation {words!r} is not in the article: {line.written!r}"
    yield from _negations(line.written, text, source)


def _negations(written: str, text: str, source: _Source) -> Iterator[str]:
    """A sentence that resembles one of the article's must deny as often as that does."""
    likeness = {one: SequenceMatcher(None, one, text, autojunk=False).ratio() for one in source.sentences}
    nearest = max(likeness, key=likeness.__getitem__, default="")
    if likeness.get(nearest, 0) < 0.6:
        extra = [word for word in _NEGATION.findall(text) if not _NEGATION.search(source.text)]
        yield from (f"{word!r} is not in the article: {written!r}" for word in extra)
        return
    has, had = (Counter(word.lower() for word in _NEGATION.findall(one)) for one in (text, nearest))
    for word in (has - had):
        yield f"{word!r} is not in the article's sentence {nearest!r}: {written!r}"
    for word in (had - has):
        yield f"{word!r} of the article's sentence {nearest!r} is lost: {written!r}"


def _names(text: str) -> list[str]:
    """Capitalised words that do not merely open a sentence."""
    found = []
    for one in sentences(text):
        for match in _WORD.finditer(one):
            opens = not _WORD.search(one[: match.start()])
            inner = sum(mark.isupper() for mark in match[0]) > 1
            if inner or (match[0][0].isupper() and not opens and match[0] != "I"):
                found.append(match[0])
    return found


def _even(text: str) -> str:
    """Curly marks made straight, white space single."""
    return " ".join(text.translate(str.maketrans("“”‘’", "\"\"''")).split())


def _forms(word: str) -> set[str]:
    """A word and its plain form: no possessive, any case, each part of a compound."""
    plain = re.sub(r"['’]s?$", "", word).lower().rstrip(".")
    return {plain, plain.replace(".", "")}


def _bare(number: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3})", "", number)
