"""The show’s language → what scripts, pages and feeds say of their own, and how they write dates.

The words lie in words.toml; a file of that name in the folder that `edition.templates` names goes first.
Dates follow the Unicode CLDR, by Babel; English ones are the programme's own.
"""

import tomllib
from datetime import date, timedelta
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from atlascast.config import Config
from atlascast.errors import ConfigError
from atlascast.week import WEEKDAYS, day, days, monday

if TYPE_CHECKING:
    from babel import Locale
    from markupsafe import Markup

FILE = "words.toml"
OWN = Path(__file__).with_name(FILE)


class Words:
    """Call it with an entry's name and its facts: `words("by", author="Ada")`."""

    def __init__(self, language: str, said: dict[str, str]) -> None:
        self.language, self.said = language, said

    def __call__(self, name: str, /, **facts: object) -> str:
        """The entry with its facts in place."""
        return self.said[name].format(**facts)

    def around(self, name: str, **markup: "Markup") -> "Markup":
        """The entry around pieces of a page; its own words are escaped."""
        from markupsafe import Markup

        return Markup(escape(self.said[name])).format(**markup)

    def bare(self, name: str, text: str, fact: str) -> str:
        """What a text gives as the entry's only fact; the text itself where the entry did not say it."""
        before, _, after = self(name, **{fact: "\0"}).partition("\0")
        fits = text.startswith(before) and text.endswith(after) and len(text) >= len(before) + len(after)
        return text.removeprefix(before).removesuffix(after) if fits else text

    @property
    def locale(self) -> str:
        """Language and country as Open Graph has them, such as "en_US"; the likeliest country where none is given."""
        language, *rest = self.language.split("-")
        if rest and len(rest[-1]) == 2:
            return f"{language}_{rest[-1].upper()}"
        from babel.core import get_global

        likely = str(get_global("likely_subtags").get(language, f"{language}_{language.upper()}"))
        return f"{language}_{likely.rpartition('_')[2]}"

    def minutes(self, seconds: float) -> str:
        """A length, such as "12 min"."""
        return self("minutes", count=max(1, round(seconds / 60)))

    def day(self, date: date) -> str:
        """A date, such as "12 January 2022"."""
        if self.english:
            return day(date)
        from babel.dates import format_date

        locale = self._locale()
        return str(format_date(date, "long", locale=locale)) if locale else day(date)

    def days(self, week: str) -> str:
        """A week's days, such as "3–9 January 2022"."""
        if self.english:
            return days(week)
        from babel.dates import format_interval

        locale, first = self._locale(), monday(week)
        if locale is None:
            return days(week)
        return str(format_interval(first, first + timedelta(days=6), "yMMMd", locale=locale))

    def said_days(self, week: str) -> str:
        """A week's days as they are said, no month shortened, such as "3 to 9 January 2022"."""
        first, last = monday(week), monday(week) + timedelta(days=6)
        if self.english or self._locale() is None:
            return days(week, " to ")
        return f"{self.day(first) if first.year != last.year else self._month_day(first)} – {self.day(last)}"

    def said_day(self, date: date, week: str, exact: bool = False) -> str:
        """A day as a listener of that week's edition hears it: "Thursday", "2 January", "30 December 2021".

        `exact`: a day of the week with its date, "Thursday, 6 January".
        """
        first = monday(week)
        dated = self.day(date) if date.year != first.year else self._month_day(date)
        if not first <= date < first + timedelta(days=7):
            return dated
        return f"{self._weekday(date)}, {dated}" if exact else self._weekday(date)

    def _month_day(self, date: date) -> str:
        """A date without its year."""
        locale = None if self.english else self._locale()
        if locale is None:
            return day(date).rsplit(" ", 1)[0]
        from babel.dates import format_skeleton

        return str(format_skeleton("MMMMd", date, locale=locale))

    def _weekday(self, date: date) -> str:
        locale = None if self.english else self._locale()
        if locale is None:
            return WEEKDAYS[date.weekday()]
        from babel.dates import format_date

        return str(format_date(date, "EEEE", locale=locale))

    @property
    def english(self) -> bool:
        """Whether it is English, in which dates are the programme's own."""
        return self.language.partition("-")[0] == "en"

    def _locale(self) -> "Locale | None":
        """The language as Babel knows it."""
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse(self.language, sep="-")
        except (UnknownLocaleError, ValueError):
            return None


def words(config: Config) -> Words:
    """The words of the show's language, English where none are known. Raises ConfigError for a file that is wrong."""
    folder, language = config.edition.templates, config.show.language.partition("-")[0]
    known = _built_in()
    said = known["en"] | known.get(language, {})
    if folder and (folder / FILE).is_file():
        own = _tables(folder / FILE).get(language, {})
        _fit(own, known["en"], folder / FILE)
        said |= own
    return Words(config.show.language, said)


@cache
def english() -> Words:
    """The programme's own words in English."""
    return Words("en", _built_in()["en"])


@cache
def _built_in() -> dict[str, dict[str, str]]:
    """The programme's own table; it is asked for at every page."""
    return _tables(OWN)


def _tables(path: Path) -> dict[str, dict[str, str]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path} is no TOML that can be read: {error}.", "Mend it where the message says.") from error


def _fit(own: dict[str, str], known: dict[str, str], path: Path) -> None:
    """Hold a newsroom's entries against ours: names we know, and no fact that an entry is not told."""
    from string import Formatter

    hint = f"Copy the entry from {OWN.name} of atlascast and change its words."
    for name, text in own.items():
        if name not in known:
            raise ConfigError(f"{path}: {name!r} is said nowhere.", hint)
        try:
            facts = {fact for _, fact, _, _ in Formatter().parse(text) if fact is not None}
        except (TypeError, ValueError) as error:
            raise ConfigError(f"{path}: {name} is no text: {error}.", hint) from error
        if lost := facts - {fact for _, fact, _, _ in Formatter().parse(known[name]) if fact}:
            raise ConfigError(f"{path}: {name} has no {', '.join(sorted(lost))}.", hint)
