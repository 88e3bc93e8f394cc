"""A story → its sensitive classes, by the documented lexicon sensitivity.toml over title, section, tags and text."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from atlascast.models import Story
from atlascast.sponsors.campaigns import CLASSES

LEDE = 60
"""Words from the beginning in which one strong word makes the class."""
ENOUGH = 3
"""Points that make a class in a story of 200 words; one more for every 400 further words."""
GRAVE = ("death", "disaster")
"""Classes of which a strong word has three points rather than two: a read beside them does most harm."""
_OWN = "ad_sensitivity:"


@dataclass(frozen=True, slots=True)
class _Lexicon:
    other: re.Pattern[str]
    strong: dict[str, re.Pattern[str]]
    weak: dict[str, re.Pattern[str]]


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads(Path(__file__).with_name("sensitivity.toml").read_text(encoding="utf-8"))
    strong = {name: phrases(data[name]["strong"]) for name in CLASSES}
    return _Lexicon(phrases(data["not"]), strong, {name: phrases(data[name]["weak"]) for name in CLASSES})


def phrases(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern for any of these words or phrases, whole and in any case; "*" at the end is any ending."""
    return _pattern(tuple(words))


@lru_cache(maxsize=1024)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    bare = [(re.escape(word.rstrip("*")).replace(r"\ ", r"\s+"), word.endswith("*")) for word in words]
    rows = [word + (r"\w*" if open_ended else "") for word, open_ended in bare]
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(rows, key=len, reverse=True))})(?!\w)" if rows else r"(?!)", re.I)


def closed(story: Story) -> bool:
    """Whether the newsroom keeps all reads away from this story (its tag `noads`)."""
    return any(tag.strip().casefold() == "noads" for tag in story.tags)


def classes(story: Story) -> tuple[str, ...]:
    """The sensitive classes of a story, in the order of CLASSES; what its own tag says goes before what is found."""
    return _classes(story.title, story.section, story.tags, story.text)


def evidence(story: Story) -> dict[str, list[str]]:
    """For each class that the lexicon finds in a story, the words that make it."""
    return {name: list(words) for name, words in _found(story.title, story.section, story.tags, story.text).items()}


@lru_cache(maxsize=4096)
def _classes(title: str, section: str, tags: tuple[str, ...], text: str) -> tuple[str, ...]:
    for tag in tags:
        if tag.casefold().startswith(_OWN):
            named = re.split(r"[,\s]+", tag[len(_OWN) :].casefold())
            return tuple(name for name in CLASSES if name in named)
    return tuple(_found(title, section, tags, text))


def _found(title: str, section: str, tags: tuple[str, ...], text: str) -> dict[str, tuple[str, ...]]:
    lexicon = _lexicon()
    labels = [tag for tag in tags if tag.casefold() != "noads" and not tag.casefold().startswith(_OWN)]
    title = lexicon.other.sub(" ", " · ".join([title, section, *labels]))
    text = lexicon.other.sub(" ", text)
    words = text.split()
    lede, enough = f"{title} {' '.join(words[:LEDE])}", ENOUGH + len(words) / 400 - 0.5
    found = {name: _words(lexicon, name, lede, f"{title} {text}", enough) for name in CLASSES}
    return {name: words for name, words in found.items() if words}


def _words(lexicon: _Lexicon, name: str, lede: str, whole: str, enough: float) -> tuple[str, ...]:
    """The words that make a class, each once; () where they are too few."""
    strong = {match.casefold(): None for match in lexicon.strong[name].findall(whole)}
    weak = {match.casefold(): None for match in lexicon.weak[name].findall(whole)}
    points = (3 if name in GRAVE else 2) * len(strong) + len(weak)
    return (*strong, *weak) if points >= enough or lexicon.strong[name].search(lede) else ()
