"""Words in letters that the line is not written in → nothing: a voice would spell them by their names.

Cyrillic is said by its sound (symbols.py); a line that is mostly in such letters is its own voice's and stays.
"""

import re

from atlascast.models import Script
from atlascast.spoken.rule import Rule, rule
from atlascast.text import foreign

NAME = "alphabet"
_LETTER = (
    "\u0530-\u10ff\u1100-\u1bff\u2c00-\u2dff\u2e80-\u2fff\u3005-\u3007\u3040-\ua63f\ua800-\uabff\uac00-\ud7ff\uf900-\ufaff"
    "\ufb13-\ufdff\ufe70-\ufefc\U00010900-\U00010fff\U00011000-\U00012000\U00020000-\U0003ffff"
)
"""Unicode's blocks of letters but for Latin, Greek and Cyrillic ones."""
_RUN = rf"[{_LETTER}](?:[{_LETTER}\s\d,،.؛:'’״\u200c-\u200f-]*[{_LETTER}])?"
_LABEL = re.compile(r"^\W*[A-Z]\w+(?: [\w-]+)?: ?")
_MOSTLY = 0.5


def _unsaid(match: re.Match[str]) -> str | None:
    return "" if foreign(match.string) < _MOSTLY else None


def _bracket(match: re.Match[str]) -> str | None:
    """ "(Arabic: …)" goes whole; one that says something in the line's own letters too loses the others alone."""
    inner = _LABEL.sub("", match[0])
    return _unsaid(match) if foreign(inner) > _MOSTLY else None


RULES: tuple[Rule, ...] = (
    rule(NAME, rf" ?[(\[][^()\[\]]*[{_LETTER}][^()\[\]]*[)\]]", _bracket),
    rule(NAME, rf"(?<=[(\[]){_RUN}[,;:] |[,;:] {_RUN}(?=[)\]])|[\"“«„‘']{_RUN}[\"”»“’']|{_RUN}", _unsaid),
)


def unsaid(script: Script) -> list[str]:
    """A line for the producer for each of a script's lines of which words are left unsaid."""
    lines = [line for segment in script.segments for line in (*segment.opening, *segment.lines)]
    found = []
    for line in dict.fromkeys(lines):
        left = [line.written[one.start : one.end].strip() for one in line.changes if one.rule == NAME]
        if left:
            found.append(f"“{line.written[:50]}”: {' … '.join(left)} is not said, as no voice of its language reads it")
    return found
