"""atlascast.toml → Config.

    keys.py      the parts of the file and their keys
    reading.py   the file → Config, every mistake at once

Paths in the file are relative to the file; `load` makes them absolute.
"""

from atlascast.config.keys import (
    Config,
    Edition,
    Feed,
    Fetch,
    Part,
    Person,
    Rank,
    Recipient,
    Show,
    Sounds,
    Source,
    Trailer,
    Voice,
    Weights,
)
from atlascast.config.reading import keys, load

__all__ = [
    "Config",
    "Edition",
    "Feed",
    "Fetch",
    "Part",
    "Person",
    "Rank",
    "Recipient",
    "Show",
    "Sounds",
    "Source",
    "Trailer",
    "Voice",
    "Weights",
    "keys",
    "load",
]
