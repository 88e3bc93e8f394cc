"""Lists of days → words: "Dec. 5, 6 and 7" → "December fifth, sixth and seventh", before the single dates."""

import re

from atlascast.spoken.context import BEGIN
from atlascast.spoken.dates import DAY, MONTH, THEN, month_name
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.words import ordinal

_DIGITS = "0123456789"


def _listed(match: re.Match[str]) -> str:
    """ "Dec. 5, 6 and 7", "5, 6 and 7 December" → "fifth, sixth and seventh"."""
    said = re.sub(r"\d+", lambda day: ordinal(int(day[0])), match["days"]).replace("&", "and")
    month = match.groupdict().get("month")
    return f"{month_name(month)} {said}" if month else f"the {said} of {month_name(match['of'])}"


RULES: tuple[Rule, ...] = (
    rule(
        "date",
        rf"(?<![\w-])(?P<month>{MONTH}) (?P<days>{DAY}(?:, {DAY})+,? (?:and|or|&) {DAY})(?={THEN}| [a-z]+ed\b)",
        _listed,
        _DIGITS,
    ),
    rule(
        "date",
        rf"{BEGIN}(?P<days>{DAY}(?:, {DAY})+,? (?:and|or|&) {DAY}) (?:of )?(?P<of>{MONTH})(?!\w)",
        _listed,
        _DIGITS,
    ),
)
