"""A page's title as found → the headline, without the section and the site that <title> sets beside it.

    "Opinion", of <title>Opinion | Council backs wall</title>  →  "Council backs wall"
"""

import re
from typing import Any

from atlascast.collect import clean

_SECTION = re.compile(
    r"(?:(?:world|local|national|breaking|latest|top|uk|us|europe) )?(?:news|opinions?|analysis|comment(?:ary)?"
    r"|editorials?|exclusive|features?|interviews?|reviews?|explainers?|letters|columns?|obituar(?:y|ies)|videos?"
    r"|live|world|politics|business|economy|sports?|culture|science|health|meinung|politik|wirtschaft|kultur"
    r"|opini[óo]n|política|monde|politique)",
    re.I,
)
_PART = re.compile(r"\s+[|–—·•»-]\s+|\s*\|\s*")
_HEADLINE = 3
"""Words of a headline at least."""


def bare(title: str, tree: Any, site: str) -> str:
    """The headline in `title`, which the extractor found; `site` is the outlet's name, "" where it is not known."""
    shown = clean.tidy(tree.findtext(".//title") or "") if tree is not None else ""
    name = clean.plain(site)
    if name and re.match(rf"{re.escape(name)}\s*[:|–—-]\s", title, re.I):
        title = title[len(name) :].lstrip(" :|–—-")
    if _SECTION.fullmatch(title) and shown.startswith(title):
        parts = [part for part in _PART.split(shown)[1:] if len(part.split()) >= _HEADLINE]
        return parts[0] if parts else title
    cut = re.search(rf"\s+[|–—-]\s+{_SECTION.pattern}$", title, re.I)
    amid = cut and len(shown) > len(title) and shown.startswith(title)
    return title[: cut.start()] if cut and amid and len(title[: cut.start()].split()) >= _HEADLINE else title
