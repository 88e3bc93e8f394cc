"""data/*.toml → the tables that the rules are built from.

Each file says in its first lines what its rows mean; adding a row is all it takes to teach a new unit, rank or acronym.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, cast


@cache
def table(name: str) -> dict[str, Any]:
    """The whole of data/<name>.toml."""
    return tomllib.loads((files("atlascast.spoken") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def rows(name: str, key: str) -> dict[str, str]:
    """A part of a table whose rows are written = "spoken"."""
    return cast(dict[str, str], table(name)[key])


def words(name: str, key: str) -> frozenset[str]:
    """A part of a table that is a list of words, given as one string or a list."""
    value = table(name)[key]
    return frozenset(value.split() if isinstance(value, str) else value)


def clue(name: str, more: str = "") -> re.Pattern[str]:
    """A pattern for any of the words of a list in clues.toml, whole and in any case; `more` is another pattern."""
    found = rf"(?i)\b(?:{'|'.join(table('clues')[name])})\b"
    return re.compile(f"{found}|{more}" if more else found)


def either(options: Iterable[str]) -> str:
    """A pattern for any of the strings, the longest first."""
    return "(?:" + "|".join(re.escape(option) for option in sorted(options, key=lambda o: (-len(o), o))) + ")"
