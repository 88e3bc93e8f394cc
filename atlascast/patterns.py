r"""TOML tables of rules → families of compiled patterns: what a newcomer may extend without touching code.

    [parts]                              what rules are built of; {platform} in a rule or a later part stands for it
    platform = '(?:facebook|telegram)'

    [share]                              a family of rules; `about` says what they find
    about = "Buttons that spread a page."
    at = "whole"                         "whole" (the default) text, its "start", or "anywhere" in it
    case = false                         whether capitals count (by default they do not)
    rules = [
        { says = "Share on Facebook", rule = 'share on {platform}' },
        { language = "de", says = ["sagte die Ministerin"], words = "sagte, sagten" },
    ]

Every rule gives an example of what it finds in `says`, and a test holds it to that. `rule` is a regular expression
(https://docs.python.org/3/library/re.html); `words` is whole words or phrases, `names`
is names of HTML classes (patterns, to be found between hyphens, underscores and spaces); both are parted by commas.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

At = Literal["whole", "start", "anywhere"]
_PART = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, what it is for, and the language of its words ("" for English or none)."""

    pattern: str
    says: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """Rules of one purpose. `traits` is what else its table says, by name."""

    name: str
    about: str
    at: At
    case: bool
    rules: tuple[Rule, ...]
    traits: Mapping[str, Any]

    @property
    def source(self) -> str:
        """All its rules as one pattern, to build others from."""
        return "|".join(f"(?:{rule.pattern})" for rule in self.rules) or r"(?!)"


@dataclass(frozen=True, slots=True)
class Finder:
    """A compiled family, or several that look at the same place of a text."""

    pattern: re.Pattern[str]
    at: At

    def find(self, text: str) -> re.Match[str] | None:
        """The first match at the family's place; None where there is none."""
        if self.at == "whole":
            return self.pattern.fullmatch(text)
        return self.pattern.match(text) if self.at == "start" else self.pattern.search(text)

    def finds(self, text: str) -> bool:
        """Whether any of the rules matches."""
        return self.find(text) is not None

    def without(self, text: str) -> str:
        """The text without the first match at the family's place; unchanged where there is none."""
        match = self.find(text)
        return text[: match.start()] + text[match.end() :] if match else text


def load(package: str, name: str, given: Mapping[str, str] | None = None) -> dict[str, Family]:
    """The families of a package's file `name`.toml in their order; `given` is parts that the code works out.

    Raises ValueError, naming the file, for a part that nothing gives and for a family or rule that lacks a key.
    """
    table = tomllib.loads((files(package) / f"{name}.toml").read_text(encoding="utf-8"))
    parts = dict(given or {})
    try:
        for part, pattern in table.pop("parts", {}).items():
            parts[part] = _filled(pattern, parts)
        return {family: _family(family, facts, parts) for family, facts in table.items()}
    except KeyError as error:
        raise ValueError(f"{name}.toml: it uses {error}, which nothing gives") from error


def finder(families: Iterable[Family]) -> Finder:
    """The families as one pattern. Raises ValueError where they look at different places or differ in case."""
    found = list(families)
    kinds = {(family.at, family.case) for family in found}
    if len(kinds) != 1:
        raise ValueError(f"{', '.join(family.name for family in found)}: they do not look at texts alike")
    (at, case) = kinds.pop()
    return Finder(re.compile("|".join(family.source for family in found), re.NOFLAG if case else re.I), at)


def _family(name: str, facts: dict[str, Any], parts: Mapping[str, str]) -> Family:
    own = {"about", "at", "case", "rules"}
    return Family(
        name, facts["about"], facts.get("at", "whole"), facts.get("case", False),
        tuple(_rule(row, parts) for row in facts["rules"]),
        {key: value for key, value in facts.items() if key not in own},
    )  # fmt: skip


def _rule(row: dict[str, Any], parts: Mapping[str, str]) -> Rule:
    says = (row["says"],) if isinstance(row["says"], str) else tuple(row["says"])
    if "words" in row:
        either = "|".join(re.escape(word.strip()).replace(r"\ ", " ") for word in row["words"].split(","))
        return Rule(rf"\b(?:{either})\b", says, row.get("language", ""))
    if "names" in row:
        either = "|".join(name.strip() for name in row["names"].split(","))
        return Rule(rf"(?:^|[\s_-])(?:{either})(?=$|[\s_-])", says)
    return Rule(_filled(row["rule"], parts), says, row.get("language", ""))


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with its parts in place; a name in braces is a part, a number in braces counts as ever."""
    return _PART.sub(lambda match: parts[match[1]], pattern)
