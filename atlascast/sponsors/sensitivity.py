"""A story → its sensitive classes, by the documented lexicons sensitivity.*.toml over title, section, tags and text."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from atlascast.models import Story
from atlascast.sponsors.campaigns import CLASSES

LEDE = 60
"""Words from the beginning in which one strong word makes the class."""
ENOUGH = 3
"""Points that make a class in a story of 200 words; one more for every 400 further words."""
HEAVIEST = ("death", "disaster")
"""Classes of which a strong word has three points rather than two: a read beside them does most harm."""
CLOSE = 6
"""Words within which two words are near each other."""
NONE = "none"
"""What a story's own tag says instead of a class."""
_PLAIN = str.maketrans("’‘\u2010\u2011", "''--")
_OWN, _ALSO = "ad_sensitivity:", "ad_sensitivity_also:"


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one class."""

    strong: re.Pattern[str]
    near: re.Pattern[str]
    weak: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of every class; what means something else everywhere; (sections, what is a figure of speech there)."""

    classes: Mapping[str, _Words]
    other: re.Pattern[str]
    figures: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    real: re.Pattern[str]
    """What shows that words are meant as they stand."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text in small letters, and the words in it."""

    whole: str
    words: frozenset[str]


def _read(text: str) -> _Text:
    return _Text(text, frozenset(re.findall(r"\w+", text)))


@cache
def _table(language: str) -> dict[str, Any] | None:
    """The lexicon of a two-letter language as it is written; None where there is none."""
    path = Path(__file__).with_name(f"sensitivity.{language}.toml")
    if not path.is_file():
        return None
    return {"lists": {}, "figures": [], "real": []} | tomllib.loads(path.read_text(encoding="utf-8"))


def _lexicon(table: Mapping[str, Any], text: _Text, kinds: _Text) -> _Lexicon:
    """The lexicon for a text and for what it is filed under, of the words that can stand there: to compile all takes
    ten times as long as to read a story."""
    lists = {name: _within(text, words) for name, words in table["lists"].items()}
    classes = {}
    for name in CLASSES:
        rows = table[name]
        pairs = [tuple(_spread(_within(text, side), lists) for side in pair) for pair in rows.get("near", [])]
        near = [(one, two) for one, two in pairs if one and two]
        classes[name] = _Words(_plain(text, rows["strong"]), _near(near), _plain(text, rows["weak"]))
    figures = tuple((_plain(kinds, row["sections"]), _plain(text, row["words"])) for row in table["figures"])
    return _Lexicon(classes, _plain(text, table["not"]), figures, _plain(text, table["real"]))


def _within(text: _Text, words: Sequence[str]) -> list[str]:
    """The words and phrases whose longest part is somewhere in the text, and all names of lists."""
    return [word for word, part, whole in _parts(tuple(words)) if part in (text.words if whole else text.whole)]


@cache
def _parts(words: tuple[str, ...]) -> list[tuple[str, str, bool]]:
    """Each with its longest part, and whether that stands in a text as a word of its own."""
    found = []
    for word in words:
        part = "" if word.startswith("@") else max(re.split(r"[\s#*]+", word), key=len)
        found.append((word, part, part.isalnum() and not set("#*") & set(word)))
    return found


def _spread(words: Sequence[str], lists: Mapping[str, Sequence[str]]) -> list[str]:
    """The words, with those of a list in place of its "@name"."""
    return [one for word in words for one in (lists[word[1:]] if word.startswith("@") else [word])]


def _near(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> re.Pattern[str]:
    """Any word of one list close to any of the other, in either order, within a sentence."""
    between = rf"(?:[^\w.!?]+\w+){{0,{CLOSE - 1}}}[^\w.!?]+"
    rows = []
    for pair in pairs:
        one, two = map(_counted, pair)
        rows += [f"{one}{between}{two}", f"{two}{between}{one}"]
    return re.compile("|".join(rows) if rows else r"(?!)")


def _plain(text: _Text, words: Sequence[str]) -> re.Pattern[str]:
    """`phrases` that can stand in a text in small letters, several times as fast as in any case; "#" is a number."""
    return re.compile(_counted(_within(text, words)))


def _counted(words: Sequence[str]) -> str:
    return _any(words).replace(r"\#", r"\d[\d.,]*")


def phrases(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern for any of these words or phrases in an `even` text, whole and in any case; "*" is any letters."""
    return _pattern(tuple(words))


@lru_cache(maxsize=1024)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_any([even(word) for word in words]), re.I)


def _any(words: Sequence[str]) -> str:
    rows = [_row(word) for word in sorted(words, key=len, reverse=True)]
    return rf"(?<!\w)(?:{'|'.join(rows)})(?!\w)" if rows else r"(?!)"


def _row(word: str) -> str:
    bare = re.escape(word.strip("*")).replace(r"\ ", r"\s+")
    return (r"\w*" if word.startswith("*") else "") + bare + (r"\w*" if word.endswith("*") else "")


def closed(story: Story) -> bool:
    """Whether the newsroom keeps all reads away from this story (its tag `noads`)."""
    return any(tag.strip().casefold() == "noads" for tag in story.tags)


def marked(story: Story, grave: Mapping[str, Sequence[str]]) -> Story:
    """The story with a tag of the classes that a newsroom gives its section and tags ([programme] `grave`).

    The tag is a note for `classes` alone: `shown` leaves it out.
    """
    names = {name.casefold() for name in (story.section, *story.tags)}
    also = [given for name, given in grave.items() if name.casefold() in names]
    known = sorted({one for given in also for one in given})
    return replace(story, tags=(*story.tags, f"{_ALSO}{','.join(known)}")) if also else story


def shown(story: Story) -> list[str]:
    """The story's tags without what `marked` noted."""
    return [tag for tag in story.tags if not tag.startswith(_ALSO)]


def classes(story: Story) -> tuple[str, ...]:
    """The sensitive classes of a story, in the order of CLASSES; what its own tag says goes before what is found.

    Where the tag names anything that is no class, what is found counts as well: better too many than one lost. A
    story that nobody has judged (`unread`) has every class.
    """
    return _classes(story.title, story.section, story.tags, story.text, _language(story))


def unread(story: Story) -> bool:
    """Whether a story is in a language without a lexicon, and the newsroom says nothing of it, its section or tags."""
    return _table(_language(story)) is None and not _judged(story.tags)


def evidence(story: Story) -> dict[str, list[str]]:
    """For each class that the lexicon finds in a story, the words that make it."""
    found = _found(story.title, story.section, story.tags, story.text, _language(story))
    return {name: list(words) for name, words in found.items()}


def _language(story: Story) -> str:
    code = re.match(r"[a-z]{2,3}(?![a-z])", story.language.lower())
    return code[0] if code else "en"


@lru_cache(maxsize=4096)
def _classes(title: str, section: str, tags: tuple[str, ...], text: str, language: str) -> tuple[str, ...]:
    named = _named(tags)
    if named and not _unknown(named):
        return tuple(name for name in CLASSES if name in named)
    if _table(language) is None and not _judged(tags):
        return CLASSES
    found = {*named, *_named(tags, _ALSO), *_found(title, section, tags, text, language)}
    return tuple(name for name in CLASSES if name in found)


def _judged(tags: Sequence[str]) -> bool:
    """Whether the newsroom says what classes a story has, by its own tag or [programme] `grave`."""
    named = _named(tags)
    return bool(named and not _unknown(named)) or any(tag.startswith(_ALSO) for tag in tags)


def _named(tags: Sequence[str], mark: str = _OWN) -> tuple[str, ...]:
    """What the newsroom's own tag names; () where there is none or it is empty."""
    own = next((tag for tag in tags if tag.casefold().startswith(mark)), mark)
    return tuple(re.findall(r"[^\s,;|/\[\]\"']+", own[len(mark) :].casefold()))


def _unknown(named: Sequence[str]) -> list[str]:
    return [name for name in named if name not in (*CLASSES, NONE)]


def doubtful(stories: Iterable[Story]) -> list[str]:
    """A sentence for each story whose own tag names what is no class, and for each language without a lexicon."""
    stories = list(stories)
    said = [
        f"There is no lexicon of {code!r}: stories in it count as all of {', '.join(CLASSES)}, unless their own "
        "ad_sensitivity, or [programme] grave for their section, says otherwise."
        for code in sorted({_language(story) for story in stories if unread(story)})
    ]
    for story in stories:
        for name in _unknown(_named(story.tags)):
            close = get_close_matches(name, (*CLASSES, NONE), 1)
            meant = f"did you mean {close[0]!r}? The" if close else f"there are {', '.join(CLASSES)} and {NONE}. The"
            said.append(f"“{story.title}”: ad_sensitivity names {name!r}, no class; {meant} lexicon's words count too.")
    return said


def _found(
    title: str, section: str, tags: tuple[str, ...], text: str, language: str
) -> dict[str, tuple[str, ...]]:
    table = _table(language)
    if table is None:
        return {}
    labels = [tag for tag in tags if tag.casefold() != "noads" and not tag.casefold().startswith((_OWN, _ALSO))]
    kinds = " · ".join([section, *labels]).lower()
    title, text = even(". ".join([title, section, *labels])).lower(), even(text).lower()
    lexicon = _lexicon(table, _read(f"{title} {text}"), _read(kinds))
    title, text = lexicon.other.sub(" ", title), lexicon.other.sub(" ", text)
    words = text.split()
    lede, enough = f"{title}. {' '.join(words[:LEDE])}", ENOUGH + len(words) / 400 - 0.5
    whole = f"{title}. {text}"
    figures = [figure for sections, figure in lexicon.figures if sections.search(kinds)]
    if lexicon.real.search(whole):
        figures = []
    found = {name: _made(name, lexicon.classes[name], title, lede, whole, enough) for name in CLASSES}
    return {
        name: words
        for name, words in found.items()
        if words and not (figures and _figured(figures, lexicon.classes[name], whole))
    }


def _figured(figures: Sequence[re.Pattern[str]], words: _Words, whole: str) -> bool:
    """Whether what speaks for a class is all figures of speech; weak words alone say nothing beside figures."""
    said = {word: (word,) for word in _each(words.strong, whole)}
    said |= {word: (word, *re.findall(r"^[\w-]+|[\w-]+$", word)) for word in _each(words.near, whole)}
    return all(any(figure.fullmatch(end) for figure in figures for end in ends) for ends in said.values())


def even(text: str) -> str:
    """The text with letters composed, straight apostrophes and plain hyphens, however a desk or an order types them."""
    return unicodedata.normalize("NFC", text).translate(_PLAIN)


def _made(name: str, words: _Words, title: str, lede: str, whole: str, enough: float) -> tuple[str, ...]:
    """The words that make a class, each once; () where they are too few."""
    strong = _each(words.strong, whole) | _each(words.near, whole)
    weak, headed = ({word for word in _each(words.weak, text) if word not in strong} for text in (whole, title))
    points = (3 if name in HEAVIEST else 2) * len(strong) + len(weak) + len(headed)
    enough_said = points >= enough or words.strong.search(lede) or words.near.search(lede)
    return (*strong, *sorted(weak)) if enough_said else ()


def _each(pattern: re.Pattern[str], text: str) -> dict[str, None]:
    return {" ".join(match[0].split()): None for match in pattern.finditer(text)}
