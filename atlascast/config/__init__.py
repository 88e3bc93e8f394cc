"""atlascast.toml → Config.

    keys.py      the parts of the file and their keys
    feed.py      [feed]: what the feeds say beyond [show]
    part.py      what every part has in common
    targets.py   [publish]: where public/ goes
    reading.py   the file → Config, every mistake at once

Paths in the file are relative to the file; `load` makes them absolute.
"""

from atlascast.config.feed import App, Feed, Person, Place, Recipient, Trailer
from atlascast.config.keys import (
    Config,
    Edition,
    Fetch,
    Rank,
    Show,
    Sounds,
    Source,
    Voice,
    Weights,
)
from atlascast.config.part import Part
from atlascast.config.reading import keys, load
from atlascast.config.targets import Publish, Target

__all__ = [
    "App",
    "Config",
    "Edition",
    "Feed",
    "Fetch",
    "Part",
    "Person",
    "Place",
    "Publish",
    "Rank",
    "Recipient",
    "Show",
    "Sounds",
    "Source",
    "Target",
    "Trailer",
    "Voice",
    "Weights",
    "keys",
    "load",
]
