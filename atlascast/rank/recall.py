"""A story → the clauses in which it speaks of what is known: "resigned over the flood in …", "the plane that vanished".

News that goes on with older news says what it goes on with, in clauses that a first report has no use for: behind
"after the" and "over the", in "the fire that killed 36", beside "a week after" and "last month's". The words of each
language are in recall.toml.
"""

import re
from collections.abc import Iterator
from functools import cache

from atlascast import patterns

_TABLE = patterns.load("atlascast.rank", "recall")
_OPENING = 700
"""Characters in which a story says what it follows."""
_SENTENCE = re.compile(r"(?<=[.!?؟])[\"”»]?\s+")


def recalled(text: str, language: str = "en") -> list[str]:
    """The clauses of a story's opening that speak of what is known."""
    sentences = _SENTENCE.split(text[:_OPENING].replace("\n", " "))
    return [match[1] for one in sentences for form in _forms("recalls", language) for match in form.finditer(one)]


def is_again(text: str, language: str = "en") -> bool:
    """Whether a text says that what it tells is one more of its kind."""
    return any(form.search(text) for form in _forms("again", language))


def lede(text: str) -> str:
    """The first sentence."""
    return _SENTENCE.split(text[:_OPENING].replace("\n", " "), maxsplit=1)[0]


@cache
def _forms(name: str, language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(name, "" if language == "en" else language)) or _forms(name, "en")


def _compiled(name: str, language: str) -> Iterator[re.Pattern[str]]:
    family = _TABLE[name]
    for rule in family.rules:
        if rule.language == language:
            yield re.compile(rule.pattern, re.NOFLAG if family.case else re.I)
