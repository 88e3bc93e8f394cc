"""A text's end → whether the article stops there before it is over: cut off, or shut until the reader pays or logs in.

The words are those of any paywall, in the languages whose newsrooms have one most often; whole blocks only.
"""

import re

from atlascast import patterns
from atlascast.patterns import finder

_RULES = patterns.load("atlascast.collect", "data/walls")
_WALL, _NOTICE, _TALK = (finder([_RULES[name]]) for name in ("wall", "notice", "talk"))
_CUT = ("...", "…", "[…]", "[...]", "(...)", "(…)", "continue reading", "read more", "read the rest")
_NOTICE_WORDS = 200


def is_notice(titles: list[str], text: str, declared: bool) -> bool:
    """Whether a page is an error, a consent form or a login and no article: its heading says so, or its words do.

    `declared`: the page calls itself an article to machines, or dates itself; then only its heading tells otherwise.
    """
    if len(text.split()) > _NOTICE_WORDS:
        return False
    if any(_NOTICE.finds(part.strip(" .!?…")) for title in titles for part in re.split(r"\s[|–—-]\s", title)):
        return True
    return not declared and len({match[0].lower() for match in _TALK.pattern.finditer(text)}) >= 2


def is_cut(text: str) -> bool:
    """Whether a text breaks off: "…", "[…]", "Continue reading"."""
    return text.lower().rstrip(" »→>").endswith(_CUT)


def is_wall(text: str) -> bool:
    """Whether a whole block asks the reader to pay or log in for what follows: "Subscribe to continue reading."."""
    return len(text) < 240 and _WALL.finds(text.strip(" -–—*•·[]()|:>»!.\t"))


def stops(ends: list[str]) -> bool:
    """Whether any of these last blocks shows that the article goes on elsewhere."""
    return any(is_cut(text) or is_wall(text) for text in ends)
