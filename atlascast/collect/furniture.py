"""Blocks → the article's own blocks: credits, plugs, labels and links that news sites put between are left out.

The rules are about what newsrooms write, in general words; none knows a site. Each matches a whole block, and
stops short of sentences that report ("Photos released by the ministry show …", "Also on Monday, …").
"""

import re
from collections.abc import Iterable

from atlascast import agencies, patterns
from atlascast.collect import wall
from atlascast.collect.clean import Block
from atlascast.patterns import finder
from atlascast.week import MONTH

_ROOM = "atlascast.collect"
_PHRASES = patterns.load(_ROOM, "data/phrases", {"month": MONTH, "agency": agencies.AGENCY})
_PICTURES = patterns.load(_ROOM, "data/pictures", {"credited": agencies.CREDITED})
_TELLING = patterns.load(_ROOM, "data/telling")
_AFTER = patterns.load(_ROOM, "data/ends")

_LABELS = finder(family for family in _PHRASES.values() if not family.traits.get("asks"))
_ASKS = finder(family for family in _PHRASES.values() if family.traits.get("asks"))
_REPORTS, _PAST, _ALSO = (finder([_TELLING[name]]) for name in ("reports", "past", "also"))
_POST, _TAIL = finder([_TELLING["posted"]]), finder([_TELLING["closing"]])
CORRECTION, MENDED = finder([_TELLING["correction"]]), finder([_TELLING["mended"]])
_CREDITED, _BY, _AGENCY = (finder([_PICTURES[name]]) for name in ("credit", "credit_by", "credit_agency"))
_PICTURED, _PLACED = finder([_PICTURES["pictured"]]), finder([_PICTURES["placed"]])
_END, _LAST = finder([_AFTER["after"], _AFTER["last"]]), finder([_AFTER["last"]])
_SUMMARY = finder([_AFTER["summary"]])
_TAILED = 600
"""Characters at a block's end in which such a tail stands, longer than any of its rules can be."""
LABEL = 80
"""Characters of a label at most."""
_ANNOUNCED = 8
"""Words of a line that announces a document or a video at most."""
_HEADLINE = 3
"""Words of a headline at least."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BARE = " -–—*•·[]()|:!."
_SMALL = frozenset({
    "the", "of", "for", "and", "via", "from", "by", "on", "in", "at", "to", "de", "la", "da", "van", "von",
})  # fmt: skip
_BRACKETED = re.compile(r"\[ [^\[\]]+ \]")
"""A title in spaced brackets on a line of its own, which leads to another article: "[ The night of the fire ]"."""
_SIGNS = re.compile("^[^\\w\"'“”„‘’«»(\\[@#©]+")
"""Bullets, arrows and pictures before a line."""


def is_furniture(text: str) -> bool:
    """Whether a whole block is a label, a plug, a link or a credit and no part of the article."""
    if len(text) > 400:
        return False
    plug = (_ALSO.finds(text) or _BRACKETED.fullmatch(text) is not None) and not ends(text.replace(":", ""))
    core = _SIGNS.sub("", text).strip(" -–—*•·[]()|:>»!.\t")
    return plug or _is_phrase(core) or is_credit(text) or wall.is_wall(text)


def _is_phrase(core: str) -> bool:
    """Whether the words are a newsroom's own: a label, or a whole sentence to the reader that reports nothing."""
    if _LABELS.finds(core):
        return True
    return _ASKS.finds(core) and not reports(core)


def reports(text: str) -> bool:
    """Whether a block tells what somebody said or what was: then it is no newsroom's own word."""
    return _REPORTS.finds(text) or _PAST.finds(text)


def is_end(text: str) -> bool:
    """Whether a block is the label of what follows an article: related stories, comments, a box about the outlet."""
    return len(text) < LABEL and _END.finds(text.strip(_BARE))


def is_last(text: str) -> bool:
    """Whether such a label never stands within an article: comments, about the author, sources, the copyright."""
    return len(text) < LABEL and _LAST.finds(text.strip(_BARE))


def is_summary(text: str) -> bool:
    """Whether a block is the label of a box that restates the story: "Key points", "Summary"."""
    return len(text) < LABEL and _SUMMARY.finds(text.strip(_BARE))


def is_credit(text: str) -> bool:
    """Whether a whole block says who took or owns the picture, and tells nothing ("… by the ministry show …")."""
    core = text.strip(" -–—*•·[](){}|.\t")
    if len(core) > 200 or not core:
        return False
    match = _BY.find(core)
    return _CREDITED.finds(core) or _AGENCY.finds(core) or (match is not None and _name(match[1]))


def is_caption(text: str, credited: bool = False) -> bool:
    """Whether a block describes a picture: it names it as one, or says who stands where and is no whole sentence.

    `credited` tells that a picture's credit follows, which is reason enough to believe such words.
    """
    if len(text) > 600:
        return False
    return _PICTURED.finds(text) or ((credited or not ends(text)) and _PLACED.finds(text))


def ends(text: str) -> bool:
    """Whether the block ends as a sentence does."""
    return bool(re.search(r"[.!?:;…。！？؟।။][\"'”’»)\]]*$", text))


def _name(text: str) -> bool:
    """Names, dates and small words only: no verb can hide in it."""
    found = re.findall(r"[\w'’.@-]+", text)
    return bool(found) and all(not word[0].islower() or word.lower() in _SMALL for word in found)


def words(text: str) -> list[str]:
    """The words for comparing: letters and digits, lower case."""
    return re.findall(r"\w+", text.lower())


def same(one: str, other: str) -> bool:
    """Whether two titles are the same but for case, signs and a few words."""
    mine, theirs = set(words(one)), set(words(other))
    return bool(mine) and bool(theirs) and len(mine & theirs) >= 0.8 * max(len(mine), len(theirs))


def _heads(text: str, title: str) -> bool:
    """Whether a block is the title with by-line and moment behind it, run together as Drupal's bare fields are."""
    rest = text[len(title) :] if text.startswith(title) and len(title.split()) >= _HEADLINE else ""
    return 0 < len(rest) <= LABEL and bool(_YEAR.search(rest)) and not ends(rest)


def strip(found: Iterable[Block], title: str = "") -> list[Block]:
    """Leave out furniture, captions, the title told again, a block told twice running and a heading at the end."""
    kept: list[Block] = []
    given = [block for block in found if block.text]
    for block, after in zip(given, [*given[1:], None], strict=False):
        text = _untailed(block.text, title)
        credited = after is not None and is_credit(after.text)
        if not re.search(r"\w", text) or is_furniture(text) or _is_post(text, title) or is_caption(text, credited):
            continue
        if (title and len(kept) < 3 and (same(text, title) or _heads(text, title))) or (kept and kept[-1].text == text):
            continue
        kept.append(Block("correction" if CORRECTION.finds(text) else block.kind, text))
    while kept and (kept[-1].kind == "heading" or (len(kept) > 1 and _announces(kept[-1].text))):
        kept.pop()
    return kept


def _announces(text: str) -> bool:
    """Whether a last line announces what only a page can show: "Read the full statement:"."""
    return text.endswith(":") and len(text.split()) <= _ANNOUNCED


def _untailed(text: str, title: str) -> str:
    head, tail = text[:-_TAILED], text[-_TAILED:]
    match = _TAIL.find(tail)
    if match is None or (match[1] and not _told(match[1], title)):
        return text.strip()
    return (head + _TAIL.pattern.sub("", tail)).strip()


def _is_post(text: str, title: str) -> bool:
    match = _POST.find(text)
    return bool(match and _told(next(filter(None, match.groups()), ""), title))


def _told(middle: str, title: str) -> bool:
    """WordPress repeats the title in "The post … appeared first on …"; a sentence about some post does not."""
    return not title or len(set(words(middle)) & set(words(title))) >= 0.5 * len(set(words(middle)))
