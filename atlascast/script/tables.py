"""facts.toml → what words are to the check, as sets and mappings."""

import tomllib
from importlib.resources import files
from typing import Any

TABLES: dict[str, Any] = tomllib.loads((files("atlascast.script") / "facts.toml").read_text(encoding="utf-8"))


def wordset(text: str) -> frozenset[str]:
    """Words in a row as a set."""
    return frozenset(text.split())


def forms(table: str) -> dict[str, str]:
    """Each word of a table's rows with the form that is compared."""
    return {word: form for form, words in TABLES[table].items() for word in words.split()}


COUNTS = {word: value for value, word in enumerate(TABLES["counts"].split())}
COUNTS |= dict(zip(TABLES["tens"].split(), range(30, 100, 10), strict=True))
"""Numbers below a hundred that are one word."""
