"""A story → the terms of what it speaks of as known: "resigned over the flood in …", "the plane that vanished".

News that goes on with older news says what it goes on with, in clauses that a first report has no use for: behind
"after the" and "over the", in "the fire that killed 36", beside "a week after" and "last month's" (recall.toml).
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_OPENING = 700
"""Characters in which a story says what it follows."""
_SENTENCE = re.compile(r"(?<=[.!?])[\"”]?\s+")


def _either(words: Iterable[str]) -> str:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)


def _some(most: int) -> str:
    """One word and up to so many."""
    return rf"(?:\S+\s+){{0,{most - 1}}}\S+"


_KNOWN = rf"(?:(?i:{_either(_WORDS['known'])})\b|\S+['’]s\b|[A-Z])"
_NO_SPEECH = rf"(?!(?:{_either(_WORDS['says'])})\b)\S+"
_NAMED = rf"(?:(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\b|[A-Z])\S*\s+(?:{_NO_SPEECH}\s+){{1,6}}?"
_SPAN = r"(?:days?|weeks?|fortnight|months?)"
_RECALLS = [
    re.compile(rf"\b(?i:{_either(_WORDS['links'])})\s+(?={_KNOWN})({_some(12)})"),
    re.compile(rf"\b({_NAMED}(?:who|which|whose|that(?!\s+(?:an?|he|it|no|she|the|there|they|we)\b))\s+{_some(9)})"),
    re.compile(rf"\b(?i:{_SPAN}\s+(?:after|ago|earlier|later))\b,?\s+({_some(10)})"),
    re.compile(rf"\b((?:\S+\s+){{1,9}})(?i:last|this)\s+{_SPAN}\b(?!['’])"),
    re.compile(rf"\b(?i:last|this)\s+\w+['’]s\s+({_some(8)})"),
    re.compile(rf"\b[Tt]he\s+((?:[a-z-]+\s+){{1,2}}(?:{_either(_WORDS['places'])})\s+(?=(?:the\s+)?[A-Z]){_some(5)})"),
]  # fmt: skip


def recalled(text: str) -> list[str]:
    """The clauses of a story's opening that speak of what is known."""
    sentences = _SENTENCE.split(text[:_OPENING].replace("\n", " "))
    return [match[1] for one in sentences for form in _RECALLS for match in form.finditer(one)]


def lede(text: str) -> str:
    """The first sentence."""
    return _SENTENCE.split(text[:_OPENING].replace("\n", " "), maxsplit=1)[0]
