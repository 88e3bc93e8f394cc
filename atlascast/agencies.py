"""Agencies and desks → patterns: who is credited, and which by-lines name nobody (agencies.toml has the words)."""

import re
import tomllib
from pathlib import Path

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _either(names: list[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))


AGENCY = rf"(?:the )?(?:{_either(_WORDS['agencies'])}|(?:[A-Z][\w-]+ ){{1,3}}(?:{_either(_WORDS['kinds'])}))"
"""An agency's name, as a pattern to build others from."""
CREDITED = f"(?:{_either([*_WORDS['agencies'], *_WORDS['pictures']])})"
"""Whoever is named beside a picture."""
_ROWS = _either(_WORDS["nobody"].split()).replace(r"\*", r"\w*")
_NOBODY = re.compile(rf"\b(?:{_ROWS})\b|{_either(_WORDS['phrases'])}", re.I)


def nobody(text: str) -> bool:
    """Whether a name holds a word of a desk, an account or an office."""
    return _NOBODY.search(text) is not None
