"""What the programme says of its own → sentences, from templates a newsroom can replace.

A template file holds variants separated by blank lines; one is drawn by a seed that does not move (week and story),
so that weeks differ and a rebuild does not. A file of the same name in `edition.templates` takes its place.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from difflib import get_close_matches
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from traceback import walk_tb
from typing import Any

from atlascast.config import Config
from atlascast.errors import ConfigError
from atlascast.week import monday
from atlascast.words import Words, english, words

NAMES = (
    "greeting", "headlines", "disclosure", "signoff", "title", "summary", "opening", "recap", "correction",
    "withdrawal", "sponsor", "sponsor_post", "sponsor_disclosure",
    "segue_first", "segue_next", "segue_section", "segue_same", "segue_last", "attribution", "attribution_undated",
    "attribution_again",
)  # fmt: skip
"""Every template there is; each is a file NAME.j2."""


Told = Callable[[Words], str]
"""A fact that is told in a language: a date."""


class Wording:
    """The templates in force, and the facts that all of them may use.

    A template is told dates in its own language: the built-in ones in English, the newsroom's in the show's, unless its
    first comment begins with `language: en`.
    """

    def __init__(self, folder: Path | None, facts: Mapping[str, object], say: Words) -> None:
        """`say` are the words of the show's language. Raises ConfigError for a file of the newsroom's that nothing
        would say."""
        self._folder = folder
        self._facts = facts
        self._say = say
        self._last: dict[str, int] = {}
        own = sorted(path.stem for path in folder.glob("*.j2")) if folder else []
        for path in sorted(folder.glob("*.j2")) if folder else ():
            if path.is_dir():
                raise ConfigError(f"{path}: a folder, where a template is a file", "Rename the folder, or remove it.")
        for name in (name for name in own if name not in NAMES and "." not in name):
            close = get_close_matches(name, NAMES, 1)
            known = f"did you mean {close[0]}.j2?" if close else f"known: {', '.join(NAMES)}"
            raise ConfigError(f"{folder}/{name}.j2: no such template; {known}", "Rename the file, or remove it.")

    def has(self, name: str) -> bool:
        """Whether a part that may be left out is said: an empty file of the newsroom's silences it."""
        return bool(_variants(self._folder, name))

    def say(self, name: str, seed: str, **facts: object) -> str:
        """One variant of the template, filled in; not the one it said last, where there is another.

        Raises ConfigError for a template that cannot be read, or of which any variant cannot be filled in: another week
        would draw that one.
        """
        variants = _variants(self._folder, name)
        if not variants:
            raise _unfit(self._folder, name, "it holds no wording")
        if self._folder and (self._folder / f"{name}.j2").is_file():
            for variant in variants:
                self._filled(name, *variant, facts)
        draw = int.from_bytes(hashlib.sha256(f"{seed}\n{name}".encode()).digest()[:4])
        draw = (draw + (draw % len(variants) == self._last.get(name))) % len(variants)
        self._last[name] = draw
        return self._filled(name, *variants[draw], facts)

    def _filled(self, name: str, line: int, variant: str, facts: Mapping[str, object]) -> str:
        from jinja2 import TemplateError

        from atlascast.script.sandbox import filled

        say = english() if _english(self._folder, name) else self._say
        known = {key: fact(say) if callable(fact) else fact for key, fact in {**self._facts, **facts}.items()}
        try:
            said = " ".join(filled(variant, known).split())
        except (TemplateError, ArithmeticError, TypeError, ValueError, MemoryError, RecursionError) as error:
            reason = str(error) or "it asks for more than a sentence"
            raise _unfit(self._folder, name, reason, line + _row(error) - 1) from error
        if not said:
            raise _unfit(self._folder, name, f"the variant {variant!r} says nothing", line)
        return said


def _row(error: Exception) -> int:
    """The line of the variant, from 1, at which it failed."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    rows = [row for frame, row in walk_tb(error.__traceback__) if frame.f_code.co_filename == "<template>"]
    return rows[-1] if rows else 1


def _english(folder: Path | None, name: str) -> bool:
    """Whether a template is English whatever the show's language is."""
    own = folder / f"{name}.j2" if folder else None
    if own is None or not own.is_file():
        return True
    return re.match(r"\s*\{#-?\s*language:\s*en\b", own.read_text(encoding="utf-8-sig")) is not None


def _variants(folder: Path | None, name: str) -> list[tuple[int, str]]:
    """The template's variants, each with the line of the file, from 1, at which it begins."""
    own = folder / f"{name}.j2" if folder else None
    source: Any = own if own and own.is_file() else files("atlascast.script") / "templates" / f"{name}.j2"
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unfit(folder, name, str(error)) from error
    rows = list(enumerate(text.replace("\r\n", "\n").split("\n"), 1))
    runs = [list(run) for said, run in groupby(rows, key=lambda row: bool(row[1].strip())) if said]
    blocks = [(run[0][0], "\n".join(row for _, row in run).strip()) for run in runs]
    return [(row, block) for row, block in blocks if not (block.startswith("{#") and block.endswith("#}"))]


def _unfit(folder: Path | None, name: str, reason: str, line: int = 0) -> ConfigError:
    place = f"{folder / name}.j2" if folder else f"{name}.j2"
    hint = "Mend the template, or remove it to use the built-in wording; variants are separated by blank lines."
    return ConfigError(f"{place}{f':{line}' if line else ''}: {reason}", hint)


def said_week(told: str, week: str, say: Words) -> str:
    """An earlier week as that week's edition speaks of it: "last week", "in the week of 20 to 26 December 2021"."""
    if monday(told) + timedelta(days=7) == monday(week):
        return say("last_week")
    return say("week_of", days=say.said_days(told))


def foreign(config: Config) -> list[str]:
    """A line for a show in another language whose newsroom leaves some of the programme's wording in English."""
    folder = config.edition.templates
    left = [name for name in NAMES if not (folder and (folder / f"{name}.j2").is_file())]
    if words(config).english or not left:
        return []
    named = "all of it" if left == list(NAMES) else ", ".join(left)
    return [f"The show's language is {config.show.language}, the programme's wording is English: {named}. "
            "Write it as docs/script.md tells."]  # fmt: skip
