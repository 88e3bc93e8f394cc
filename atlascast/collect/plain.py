"""Plain text as copied from a browser → Story.

Such a text is the article between a site's menus, credits, boxes and teasers, without a tag to tell them apart.
The article is the stretch of lines that holds the most prose: every line weighs its words when it reads as
prose, and costs when it reads as a label, a teaser or a box about the outlet; the heaviest run of lines is the
body (a maximum-sum segment, as in Pasternack and Roth, "Extracting Article Text from the Web with Maximum
Subsequence Segmentation", WWW 2009). Within it, the lines that are not prose are judged one by one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from atlascast import patterns
from atlascast.collect import claimed, clean, furniture, retold
from atlascast.collect.clean import Block, count, kinds, tidy
from atlascast.collect.document import Document
from atlascast.collect.fetch import Web
from atlascast.collect.seam import Found, Span
from atlascast.models import ParagraphKind, SetAside, Story
from atlascast.patterns import finder
from atlascast.store import fingerprint

_END = -60.0
"""What the label of a list of other articles costs: more than the teasers below it can make good."""
_LAST = -1000.0
"""What the label of comments, sources or the copyright costs: the article never goes on below it."""
_FAR = 0.3
"""A run before such a label that weighs less than this share of the heaviest is not the article."""
_RULES = patterns.load("atlascast.collect", "data/copied")
_OUTLET, _BIO, _LICENCE, _STAMP = (finder([_RULES[name]]) for name in ("outlet", "bio", "licence", "stamp"))
_CUT = re.compile(r"(?:\.\.\.|…)[\"'”’\])]*$")
_BULLET = re.compile(r"[•·▪‣◦●]\s*")
_NEAR = 10


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    words: int
    weight: float
    """Above 0 for prose, below it for what is not."""


class Text:
    """One copied page, one story."""

    def read(self, web: Web, document: Document, text: str, span: Span) -> Iterator[Found]:
        """The article in the text."""
        yield story(text, document.location)


def story(text: str, location: str = "") -> Story | SetAside:
    """The article in a copied page. Set aside where no stretch of it reads as prose."""
    if len(_LICENCE.pattern.findall(text[:20_000])) > 1 or _LICENCE.pattern.match(text.lstrip()):
        return SetAside(location or "licence", location or "licence", "no article but a licence")
    if clean.endless(text):
        return SetAside(location or "text", location or "text", clean.TOO_LONG)
    rows = _joined(text)
    lines = [_weighed(rows, place) for place in range(len(rows))]
    _settle(lines)
    start, end = _heaviest(lines)
    title = _title(rows, start)
    blocks = _body(lines[_after_byline(rows, start, end) : end], title)
    body = "\n\n".join(block.text for block in blocks)
    name = location or fingerprint(text)[:16]
    if not body:
        return SetAside(name, title or name, "no text: nothing in it reads as an article")
    notes: tuple[str, ...] = ("undated: it counts as of the week that is built",)
    if not title:
        title, notes = body[:60].rsplit(" ", 1)[0], (*notes, "untitled: the title is the first words of the text")
    return Story(
        id=fingerprint(title, body)[:16], url="", title=title, text=body, source=location, notes=notes,
        kinds=kinds(blocks),
    )  # fmt: skip


def _joined(text: str) -> list[str]:
    """One entry a paragraph: lines that were wrapped at a fixed width are put together again."""
    joined: list[str] = []
    for part in re.split(r"\n\s*\n", "\n".join(text.splitlines())):
        rows = [row for line in part.split("\n") if (row := tidy(line))]
        wrapped = len(rows) > 1 and max(map(len, rows)) <= 100 and any(
            two[0].islower() and not furniture.ends(one) for one, two in pairwise(rows))  # fmt: skip
        joined += [" ".join(rows)] if wrapped else rows
    return joined


def _weighed(rows: list[str], place: int) -> _Line:
    line, size = rows[place], count(rows[place])
    twice = line in rows[max(0, place - 1) : place] + rows[place + 1 : place + 2]
    credited = place + 1 < len(rows) and furniture.is_credit(rows[place + 1])
    if furniture.is_end(line) and furniture.is_last(line):
        weight = _LAST
    elif furniture.is_end(line):
        weight = -4.0 if _goes_on(rows, place) else _END
    elif furniture.is_furniture(line) or twice or furniture.is_caption(line, credited):
        weight = -4.0
    elif size < 60 and (_CUT.search(line) or _OUTLET.finds(line) or _BIO.finds(line)):
        weight = -float(size)
    elif _prose(line, size):
        weight = float(size)
    else:
        weight = -min(8.0, 3.0 + size / 2)
    return _Line(line, size, weight)


def _goes_on(rows: list[str], place: int) -> bool:
    """Whether the list is a box within the article: two paragraphs stand together soon after, or one below titles
    that have none of their own."""
    after = [row for row in rows[place + 1 : place + 1 + _NEAR] if not _STAMP.finds(row)]
    near = [_prose(row, count(row)) and not _CUT.search(row) for row in after]
    return any(one and two for one, two in pairwise(near)) or (near[:2] == [False, False] and any(near[2:5]))


def _settle(lines: list[_Line]) -> None:
    """Count against the article what stands alone between labels where other things are told of: the teaser in a
    list of articles, the box under a name that is said twice (the author's or the outlet's) below some text."""
    listed, told = False, 0
    for place, line in enumerate(lines):
        named = told > 0 and place > 1 and line.words > 5 and lines[place - 1].text == lines[place - 2].text
        listed = listed or line.weight <= _END or (named and lines[place - 1].words <= 5)
        told += line.weight > 0
        alone = all(lines[near].weight <= 0 for near in (place - 1, place + 1) if 0 <= near < len(lines))
        if listed and line.weight > 0:
            if alone:
                lines[place] = replace(line, weight=-line.weight)
            listed = alone


def _after_byline(rows: list[str], start: int, end: int) -> int:
    """Where the text begins: a sentence or two above the by-line or the time are the subtitle."""
    for place in range(start + 1, min(start + 4, end)):
        if _STAMP.finds(rows[place]) and sum(count(row) for row in rows[start:place]) < 60:
            return place + 1
    return start


def _prose(line: str, size: int) -> bool:
    """A sentence that ends, or words in lower case so many that no label has them."""
    if furniture.ends(line):
        return size >= 6
    return size >= 25 and sum(word[0].islower() for word in line.split()) >= 0.5 * size


def _heaviest(lines: list[_Line]) -> tuple[int, int]:
    """The run of lines with the greatest sum of weights, as a range; an earlier one that stands before comments or
    the like is preferred to one behind them unless it is far lighter."""
    ends = [place for place, line in enumerate(lines) if line.weight == _LAST]
    runs = [_run(lines, start, end) for start, end in pairwise([-1, *ends, len(lines)])]
    heaviest = max(weight for weight, _, _ in runs)
    return next((start, end) for weight, start, end in runs if weight >= _FAR * heaviest)


def _run(lines: list[_Line], after: int, until: int) -> tuple[float, int, int]:
    best, start, end = 0.0, after + 1, after + 1
    total, began = 0.0, after + 1
    for place in range(after + 1, until):
        if total <= 0:
            total, began = 0.0, place
        total += lines[place].weight
        if total > best:
            best, start, end = total, began, place + 1
    return best, start, end


def _title(lines: list[str], start: int) -> str:
    """The topmost of the lines just above the body that is long enough for a headline; a subtitle stands below it."""
    near = [line for line in lines[max(0, start - _NEAR) : start] if not furniture.is_furniture(line)]
    near = [line for line in near if not _beside(line) and count(line) <= 30]
    long = [line for line in near if count(line) >= 5]
    return long[0] if long else max(near, key=count, default="")


def _beside(line: str) -> bool:
    """What stands near a title and is none: a by-line, the path to the page, words about the site."""
    return (_STAMP.finds(line) or _OUTLET.finds(line) or len(re.findall(r"\s[/>»›|]\s", line)) > 1)


def _body(lines: list[_Line], title: str) -> list[Block]:
    """The prose, and a lone short line between two paragraphs: that is a sub-heading."""
    kept: list[Block] = []
    for place, line in enumerate(lines):
        prose = line.weight > 0
        between = 0 < place < len(lines) - 1 and lines[place - 1].weight > 0 and lines[place + 1].weight > 0
        if prose or (between and line.words <= 14 and line.weight > _END and not _CUT.search(line.text)):
            kind: ParagraphKind = "text" if prose else "heading"
            kept.append(Block("item" if _BULLET.match(line.text) else kind, _BULLET.sub("", line.text)))
    return claimed.mark(retold.drop(furniture.strip(kept, title)))
