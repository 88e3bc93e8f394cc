"""Blocks → the same without what stands below an article: who wrote it, what its outlet or a firm says of itself."""

import re
from dataclasses import replace

from atlascast import patterns
from atlascast.collect import clean, furniture
from atlascast.collect.clean import Block
from atlascast.patterns import finder

_RULES = patterns.load("atlascast.collect", "data/bios")
_DOES = _RULES["author"].source
_STRANGER, _TRADE, _ITSELF, _CLAIM = (finder([_RULES[name]]) for name in ("stranger", "trade", "itself", "claim"))
_PLUGS = [finder([replace(_RULES["plug"], rules=(rule,))]) for rule in _RULES["plug"].rules]
_OURS = re.compile(r"\b(?:our|us|we|this content)\b", re.I)
_QUESTIONS = 3
"""Questions of an interview at least."""
_KINDS = ("text", "item", "quote")
"""What a paragraph about the author may be set as."""
_LEAST = 0.6
"""The share of the article that must have been told before a firm's word about itself ends it."""


def cut(found: list[Block], author: str) -> list[Block]:
    """Without the blocks at the end that are no part of the article; `author` is names parted by commas."""
    kept = list(found[: _boilerplate(found)])
    while len(kept) > 2 and kept[-1].kind in _KINDS and _is_apart(kept, author):
        kept.pop()
    return kept


def _is_apart(kept: list[Block], author: str) -> bool:
    text = kept[-1].text
    return _is_author(text, author) or _is_claim(text) or _is_stranger(kept) or _is_asked(kept)


def _is_author(text: str, author: str) -> bool:
    """Whether a paragraph opens with an author's full name and what that person does."""
    named = [re.escape(name) for name in author.split(", ") if " " in name]
    opens = rf"(?:by )?(?:{'|'.join(named)})(?:{_DOES}|$)"
    return bool(named) and len(text) < 600 and re.match(opens, text, re.I) is not None


def _is_claim(text: str) -> bool:
    """Whether an outlet speaks of itself or of its authors' opinions."""
    plugs = sum(plug.finds(text) for plug in _PLUGS) if _OURS.search(text) else 0
    return len(text) < 900 and (_CLAIM.finds(text) or plugs > 1) and not furniture.reports(text)


def _is_stranger(kept: list[Block]) -> bool:
    """Whether the last paragraph says who somebody is who writes for a living and whom the article never named."""
    match = _STRANGER.find(kept[-1].text)
    if not match or len(kept[-1].text) > 400 or furniture.reports(kept[-1].text):
        return False
    told = " ".join(block.text for block in kept[:-1])
    return _TRADE.finds(match[0]) and match["last"] not in told


def _is_asked(kept: list[Block]) -> bool:
    """Whether the last paragraph of an interview says who was asked, whom its opening named in full."""
    match = _STRANGER.find(kept[-1].text)
    if not match or len(kept[-1].text) > 600 or furniture.reports(kept[-1].text):
        return False
    asked = sum(block.text.endswith("?") for block in kept)
    opening = " ".join(block.text for block in kept[: max(1, len(kept) // 4)])
    return asked >= _QUESTIONS and re.split(r",| (?:is|has|was)\b", match[0])[0] in opening


def _boilerplate(found: list[Block]) -> int:
    """Where a firm begins to speak of itself ("About Norlink", "Norlink runs …") late in what it announces; else the
    end."""
    sizes = [clean.count(block.text) for block in found]
    for at in range(2, len(found) - 1):
        match = _ITSELF.find(found[at].text.rstrip(":"))
        after = re.sub(r"^The ", "", found[at + 1].text)
        if match and after.startswith(match["name"].split()[0]) and sum(sizes[:at]) >= _LEAST * sum(sizes):
            return at
    return len(found)
