"""A page's tree and markup → the moment it was published, and what was guessed about it.

What the page declares goes first (JSON-LD, <meta>, microdata), then <time> and hAtom's dates, then a date that is
written for readers; each is preferred whole to the bare day that trafilatura finds.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from atlascast import patterns
from atlascast.collect import clean, dates
from atlascast.patterns import finder

_WEB = 1990
"""Pages of an earlier year carry a placeholder, such as 0001-01-01."""
_RULES = patterns.load("atlascast.collect", "data/dates")
_META, _CHANGED, _LABEL, _WEEKDAY = (finder([_RULES[name]]) for name in ("meta", "changed", "label", "weekday"))
_WRITTEN = tuple(finder([family]) for family in _RULES.values() if family.traits.get("numbers"))
_SHOWN = (
    "//*[contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'publish')"
    " or contains(@class, 'meta') or self::time or self::small or self::p or self::span or self::div or self::td"
    " or self::font or self::i or self::em or self::dd]"
)
_PROSE = 120
"""Characters of a paragraph that is the text and no subtitle or by-line."""
_BRIEF = 60
"""Characters of an element that holds a date and little else."""
_NUMBERS = re.compile(r"\d{4}|\d{1,2}\D{1,4}\d{1,2}")
_TRIED = 80
"""Elements that may hold the date at most: a page of more is made of dates, and each takes long to read."""
_SHORT = 40
"""Characters of a written date with its day of the week, time and zone."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIMED = re.compile(r"\d[:.h]\d\d(?!\d)")


def published(tree: Any, text: str, declared: Iterable[str], day: str) -> tuple[datetime | None, tuple[str, ...]]:
    """The moment in UTC and the notes about it; `declared` is JSON-LD's dates, `day` trafilatura's find or ""."""
    for written in (*declared, *_meta(text), *_micro(tree)):
        if moment := _moment(written):
            return moment, ()
    marked = _heading(tree) or [written for written in _marked(tree) if not day or written.startswith(day)]
    if marked and (moment := _moment(marked[0])):
        return moment, () if "T" in marked[0] else ("its date was guessed from the page",)
    for written in (*_shown(tree, day), day):
        if moment := _moment(written):
            return moment, ("its date was guessed from the page",)
    return None, ("undated: it counts as of the week that is built",)


def _moment(written: str) -> datetime | None:
    moment = dates.parse(written)
    return moment if moment and moment.year >= _WEB else None


def _meta(text: str) -> list[str]:
    tags = (match[0] for match in _META.pattern.finditer(text))
    return [match[1] for tag in tags if (match := re.search(r"""content=["']([^"']+)["']""", tag, re.I))]


def _micro(tree: Any) -> list[str]:
    """Microdata (https://schema.org/datePublished) and hAtom's and hNews' `published`, which stands in a title."""
    found = tree.xpath(
        "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
        " | //*[@itemprop='datePublished']/@title | //*[contains(concat(' ', @class, ' '), ' published ')]/@title"
        " | //time[@pubdate]/@datetime"
    )
    return [str(written) for written in found]


def _heading(tree: Any) -> list[str]:
    """Those between the headline and the first long paragraph below it: a date in the title is the event's."""
    found: list[Any] = []
    headed = False
    for node in tree.iter("h1", "time", "p"):
        if node.tag == "h1":
            headed, found = True, []
        elif node.tag == "time" and headed and node.get("datetime") and not _changed(node):
            found.append(node)
        elif node.tag == "p" and headed and len(clean.tidy(node.text_content())) > _PROSE:
            break
    return _ordered(found)


def _marked(tree: Any) -> list[str]:
    """<time datetime> in reading order; those that tell of a change last."""
    return _ordered(tree.xpath("//time[@datetime]"))


def _ordered(times: list[Any]) -> list[str]:
    return [str(node.get("datetime")).strip() for node in sorted(times, key=_changed)]


def _changed(node: Any) -> bool:
    """Whether a <time> tells of a change: by its name, or by the words just before it."""
    before = node.getparent().text if node.getprevious() is None else node.getprevious().tail
    return _CHANGED.finds(f"{node.get('class', '')} {node.get('itemprop', '')} {before or ''}")


def _shown(tree: Any, day: str) -> Iterator[str]:
    """Dates that stand alone in an element, as ISO 8601 where they are only numbers, else as written."""
    late: list[str] = []
    tried = 0
    for node in tree.xpath(_SHOWN):
        text = clean.tidy(node.text_content())
        if not 6 <= len(text) <= _BRIEF or not _NUMBERS.search(text):
            continue
        if (tried := tried + 1) > _TRIED:
            break
        for form in _WRITTEN:
            if match := form.find(text):
                year, month, date, hour, minute = (int(match[name] or 0) for name in ("y", "m", "d", "h", "i"))
                iso = f"{year}-{month:02}-{date:02}"
                if not day or iso == day:
                    yield f"{iso}T{hour:02}:{minute:02}:00"
        found = [_unlabelled(part) for part in re.split(r"\s*[|•·(]\s*", text) if _YEAR.search(part)]
        late += [part for part, changed in found if changed]
        yield from (part for part, changed in found if not changed and _meant(part, day))
    for tail in tree.xpath("//br/following-sibling::text()[1]"):
        written = clean.tidy(str(tail))
        part, changed = _unlabelled(written) if len(written) <= _BRIEF else ("", False)
        labelled = part != written or _WEEKDAY.finds(part)
        if part and labelled and not changed and _meant(part, day):
            yield part
    yield from (part for part in late if _meant(part, day))


def _unlabelled(part: str) -> tuple[str, bool]:
    """A written date without the word before it, and whether that tells of a change."""
    match = _LABEL.find(part)
    return (part[match.end() :], _CHANGED.finds(match[0])) if match else (part.rstrip(") "), False)


def _meant(part: str, day: str) -> bool:
    """Whether a date may be taken: it is short, and where the day is known, of that day and with its time."""
    if not day:
        return len(part) <= _SHORT
    moment = dates.parse(part) if _TIMED.search(part) and len(part) <= _SHORT else None
    return moment is not None and f"{moment:%Y-%m-%d}" == day
