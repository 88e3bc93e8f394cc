"""A changed sentence beside the article's → which of its clauses were cut whole, or only stand in another order."""

import re
from collections.abc import Sequence

from atlascast.script.facts import Token, tokens
from atlascast.script.leaning import SPEECH
from atlascast.script.roles import BE, PARTICIPLE
from atlascast.script.source import Beside
from atlascast.script.tables import TABLES, wordset

_JOINTS = re.compile(r"[;–—]|, (?:and |but |while )?| (?:and|but|while) ")
_TAIL = re.compile(r", (when|where|and)(?= (?P<clause>.+))")
_RELATIVE = re.compile(r", (who|whose|which|where)(?= (?P<clause>[^,]+),)")
_BACK = wordset(TABLES["pointers"])
_SUBJECTS = wordset("nobody none neither no")
"""Denials that are, or begin, a clause's subject."""

_VERBS = BE | wordset("has have had will would may might could did does do")
_TAG = 6
"""Words of the longest "…, a police spokeswoman said"."""


def reordered(text: str, sentence: str) -> bool:
    """Whether a text has the sentence's clauses, each as it stands there, in another order.

    Each must have a verb of its own; who says them all may not come to stand between them.
    """
    ours, theirs = ([tokens(part) for part in _JOINTS.split(one.rstrip(".")) if part.strip()]
                    for one in (text, sentence))  # fmt: skip
    forms = [[[token.key for token in part] for part in some] for some in (ours, theirs)]
    whole = len(ours) > 1 and sorted(forms[0]) == sorted(forms[1]) and all(map(_verbal, ours))
    return whole and not any(map(_tag, ours[1:-1]))


def _verbal(words: Sequence[Token]) -> bool:
    return any(token.shown.lower() in _VERBS or PARTICIPLE.fullmatch(token.shown) or SPEECH.fullmatch(token.shown)
               for token in words)  # fmt: skip


def _tag(words: Sequence[Token]) -> bool:
    return len(words) <= _TAG and any(SPEECH.fullmatch(token.shown) for token in words[-1:])


def cut_clauses(beside: Beside) -> frozenset[int]:
    """The sentence's words that stood in clauses of which the line has nothing: ", who asked not to be named," and
    ", when …" or ", and nobody was hurt" at its end.

    A clause that takes back what stands before it is none: one without a subject of its own ("and not before May"), or
    one that speaks of that ("and she denied it", "which was not confirmed").
    """
    there, held = beside.sentence.tokens, set(beside.places.values())
    text, found = beside.sentence.text, set[int]()
    for match in (*_TAIL.finditer(text), *_RELATIVE.finditer(text)):
        start = len(there) - len(tokens(text[match.end(1) :]))
        end = start + len(tokens(match["clause"]))
        words = there[start:end]
        own = bool(words) and (words[0].kind != "denial" or words[0].key in _SUBJECTS)
        points = match[1] not in ("when", "where") and any(token.shown.lower() in _BACK for token in words)
        if own and not points and not held & set(range(start, end)):
            found |= set(range(start, end))
    return frozenset(found)
