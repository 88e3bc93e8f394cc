"""Calibers and how many guns → words: ".50-caliber", ".338 Lapua", "2 x 20mm Phalanx", before the measures."""

import re

from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import words
from atlascast.spoken.words import amount, code

_OF = "|".join(words("context", "of_a_caliber"))
_GUN = re.compile(r" ?\d+ ?mm (?:[A-Z]|(?:auto)?(?:cannons?|guns?|mortars?|howitzers?|machine|turret))")


def _caliber(match: re.Match[str]) -> str:
    return f"{code(match['num'])}{match['gap']}caliber"


def _cartridge(match: re.Match[str]) -> str:
    """ ".338 Lapua Magnum", "a .22 pistol": the caliber in inches, as shooters say it."""
    return code(match["num"])


def _several(match: re.Match[str]) -> str | None:
    """ "2 x 20mm Phalanx" are two guns; "5 x 30mm" of a hole are its sides."""
    if not _GUN.match(match.string, match.end()):
        return None
    return amount(match["num"]) + ("" if match.string[match.end()] == " " else " ")


RULES: tuple[Rule, ...] = (
    rule(
        "measure",
        r"(?<!\w)0?\.(?P<num>22|25|30|32|38|40|44|45|50|[2-4]\d\d)(?P<gap>[ -])cal(?:iber|ibre|\.)?(?!\w)",
        _caliber,
        ".",
    ),
    rule(
        "measure",
        rf"(?<![\w.$])\.(?P<num>[2-5]\d{{1,2}})(?= (?:{_OF})\b)",
        _cartridge,
        ".",
    ),
    rule("measure", r"(?<![\w.,$/-])(?P<num>[1-9]|1[0-2]) ?x(?= ?\d{2,3} ?mm\b)", _several, "x"),
)
