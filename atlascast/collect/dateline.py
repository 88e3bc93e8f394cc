"""A paragraph as written → the same without its dateline, and the agency that stands there or behind the story.

    "OSLO, Norway (AP) — The ferry …"  →  "The ferry …", "AP"

A dateline is set for the eye; read aloud it runs into the sentence.
"""

import re
from functools import cache

from atlascast import agencies, patterns
from atlascast.patterns import finder

_RULES = patterns.load("atlascast.collect", "data/datelines", {"agency": agencies.AGENCY})
_DATELINE, _PLACED, _COLON = (finder([_RULES[name]]) for name in ("dateline", "placed", "colon"))
_CAPITALS, _CREDITED = finder([_RULES["capitals"]]), finder([_RULES["credited"]])


def credited(text: str) -> str:
    """The agency that stands behind a story's last sentence: "(Reuters)", "Source: AP", "— TASS"; "" for none."""
    match = _CREDITED.find(text[-100:])
    return match["wire"] if match else ""


@cache
def _lands() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").territories.values())


def undated(text: str) -> tuple[str, str]:
    """A paragraph without the dateline that opens it, and the agency that stood there ("" for none)."""
    colon = _COLON.find(text)
    if colon and colon["land"] in _lands() and colon["city"] not in _lands():
        return text[colon.end() :], ""
    match = _DATELINE.find(text)
    placed = None if match else _PLACED.find(text)
    if placed and not re.search(r"\s[–—-]\s", text[placed.end() :]):
        return text[placed.end() :], ""
    if not match or (match["city"] and (len(match["city"]) < 4 or _CAPITALS.finds(match["city"]))):
        return text, ""
    return text[match.end() :], match["wire"] or ""
