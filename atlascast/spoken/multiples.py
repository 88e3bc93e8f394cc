"""How many, with an x → words: "3x Leopard 2A6s", "a 7x champion", "x2 higher"; "30x the limit" stays times."""

import re

from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import words
from atlascast.spoken.words import amount

_MORE = "|".join(words("units", "more"))
"""Behind "x2", how often."""


def _times(match: re.Match[str]) -> str | None:
    """ "3x Leopard 2A6s" is a count of them, "a 7x champion" has been it seven times; "30x the limit" stays times."""
    if re.match(r" (?:[a-z]+ )?(?:champion|winner|medal|All-Star|MVP|Olympian)", match.string[match.end() :]):
        return f"{amount(match['num'])}-time"
    return amount(match["num"]) if re.match(r" [A-Z][\w-]*", match.string[match.end() :]) else None


def _as_much(match: re.Match[str]) -> str:
    """ "x2 higher" → "two times higher"."""
    return f"{amount(match['num'])} times"


RULES: tuple[Rule, ...] = (
    rule(
        "measure",
        r"(?<![\w.^$€£¥₹-])(?<!\d[–−,])(?P<num>\d{1,3})(?:x(?= [A-Za-z])| x(?= [A-Z]\w))",
        _times,
        "x",
    ),
    rule("measure", rf"(?<![\w-])x ?(?P<num>\d{{1,3}}(?:\.\d)?)(?= (?:{_MORE})\b)", _as_much, "x"),
)
"""Among the measures, before calibers."""
