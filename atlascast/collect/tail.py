"""Blocks → the same without what stands below an article: who wrote it, what its outlet or a firm says of itself."""

import re

from atlascast.collect import clean, furniture
from atlascast.collect.clean import Block

_DOES = (
    r",? (?:\(?@\w+\)?,? )?"
    r"(?:is|was|has|covers|covered|writes|reports|works|worked|joined|leads|teaches|holds|an? )\b"
)
_NAME = r"[A-ZÀ-Þ][\w'’-]+(?: (?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w'’-]+|de|da|van|von|al|bin)){0,3} (?P<last>[A-ZÀ-Þ][\w'’-]+)"
_TRADE = (
    r"\b(?:reporter|correspondent|columnist|editor|journalist|writer|contributor|freelance|photographer|fellow|analyst"
    r"|professor|lecturer|author|covers|covering|writes|reports)\b"
)
_STRANGER = re.compile(rf"{_NAME}{_DOES}.{{0,200}}")
_ITSELF = re.compile(r"About (?:the )?(?P<name>[A-ZÀ-Þ][\w.&'’-]*(?: (?:[A-ZÀ-Þ&][\w.&'’-]*|of|the|for|and))*)")
_LEAST = 0.6
"""The share of the article that must have been told before a firm's word about itself ends it."""
_CLAIM = re.compile(
    r"\b(?:views|opinions|positions)\b.{0,80}\b(?:expressed|stated)\b.{0,160}\b(?:author|do not (?:necessarily )?"
    r"(?:reflect|represent)|(?:his|her|their) own)"
    r"|\bis (?:produced|published) by\b.{0,120}\b(?:institut\w+|organi[sz]ation|non-?profit|newsroom|foundation)\b"
    r"|\bis an? (?:independent|non-?profit|non-?partisan|private),? .{0,80}\b(?:institution|organi[sz]ation|newsroom"
    r"|think tank|news (?:site|outlet|agency))\b",
    re.I,
)


def cut(found: list[Block], author: str) -> list[Block]:
    """Without the blocks at the end that are no part of the article; `author` is names parted by commas."""
    kept = list(found[: _boilerplate(found)])
    while len(kept) > 2 and kept[-1].kind == "text" and _is_apart(kept, author):
        kept.pop()
    return kept


def _is_apart(kept: list[Block], author: str) -> bool:
    return _is_author(kept[-1].text, author) or _is_claim(kept[-1].text) or _is_stranger(kept)


def _is_author(text: str, author: str) -> bool:
    """Whether a paragraph opens with an author's full name and what that person does."""
    named = [re.escape(name) for name in author.split(", ") if " " in name]
    opens = rf"(?:by )?(?:{'|'.join(named)})(?:{_DOES}|$)"
    return bool(named) and len(text) < 600 and re.match(opens, text, re.I) is not None


def _is_claim(text: str) -> bool:
    """Whether an outlet speaks of itself or of its authors' opinions."""
    return len(text) < 900 and bool(_CLAIM.search(text)) and not furniture.reports(text)


def _is_stranger(kept: list[Block]) -> bool:
    """Whether the last paragraph says who somebody is who writes for a living and whom the article never named."""
    match = _STRANGER.match(kept[-1].text)
    if not match or len(kept[-1].text) > 400 or furniture.reports(kept[-1].text):
        return False
    told = " ".join(block.text for block in kept[:-1])
    return bool(re.search(_TRADE, match[0], re.I)) and match["last"] not in told


def _boilerplate(found: list[Block]) -> int:
    """Where a firm begins to speak of itself ("About Norlink", "Norlink runs …") late in what it announces; else the
    end."""
    sizes = [clean.count(block.text) for block in found]
    for at in range(2, len(found) - 1):
        match = _ITSELF.fullmatch(found[at].text.rstrip(":"))
        after = re.sub(r"^The ", "", found[at + 1].text)
        if match and after.startswith(match["name"].split()[0]) and sum(sizes[:at]) >= _LEAST * sum(sizes):
            return at
    return len(found)
