"""A by-line as written → the names that may be spoken, and the agency it credits.

    "By ADA QUILL and Nils Frode, Associated Press"  →  "Ada Quill, Nils Frode", "Associated Press"

A by-line that names nobody (a desk, an account, an address) is none: a listener hears no author rather than a
wrong one.
"""

import re

from atlascast import agencies, patterns
from atlascast.patterns import finder
from atlascast.week import MONTH

_AGENCY = agencies.AGENCY
_WIRE = re.compile(_AGENCY, re.I)
_RULES = patterns.load("atlascast.collect", "data/bylines", {"month": MONTH})
_LEAD = re.compile(rf"\A\W*(?:{_RULES['lead'].source})", re.I)
_WROTE, _LABEL, _CITY, _FROM = (finder([_RULES[name]]) for name in ("wrote", "label", "city", "from"))
_PLACED, _RANK, _ALONE = (finder([_RULES[name]]) for name in ("placed", "rank", "alone"))
_PARTICLE, _SUFFIX = finder([_RULES["particle"]]), finder([_RULES["suffix"]])
_BETWEEN, _ROLE = finder([_RULES["between"]]), finder([_RULES["role"]])
_ROLE_FIRST = re.compile(rf"^(?:{_RULES['role'].source})\s+(?=\w+ \w)", re.I)
_ROLE_LAST = re.compile(rf"(?<=\w \w)(\w*)\s+(?:{_RULES['role'].source})$", re.I)
_LONGEST = 2000
"""Characters of a by-line; more is somebody's text in the wrong field."""
_BESIDE = re.compile(r":\s*$|\d(?!\d*(?:st|nd|rd|th)\b)")
"""A label or a number (a time, followers, comments): behind a name, what stands from there on is no by-line."""
_NAMED, _DOMAIN = 5, 3
"""Letters of an outlet's name at least, and of what an address has behind it at most."""
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def names(written: str, site: str = "", text: str = "") -> str:
    """The people a by-line names, parted by commas; "" where it names none that a voice could say.

    `site` is the outlet's own name, which is no author; `text` the story: a name in another script than it is left out.
    """
    found: dict[str, None] = {}
    for part in _parts(written) if len(written) < _LONGEST else ():
        name = _name(part)
        foreign = not _LATIN.search(name) and len(_LATIN.findall(text)) > 0.5 * len(text.replace(" ", ""))
        if name and not _is_outlet(name, site) and not foreign:
            found[name] = None
    return ", ".join(found)


def _is_outlet(name: str, site: str) -> bool:
    """Whether a name is the outlet's own, its address's ("Courier Example") or its publisher's ("Courier Media")."""
    one, two = ("".join(re.findall(r"\w", words.casefold())) for words in (name, site))
    if one == two or (" " in site.strip() and site.strip().casefold() in name.casefold()):
        return True
    short, long = sorted((one, two), key=len)
    return len(short) >= _NAMED and long.startswith(short) and len(long) - len(short) <= _DOMAIN


def opens(text: str) -> bool:
    """Whether a line opens as a by-line does: "By …", "Words and pictures by …"."""
    return _LEAD.match(text) is not None


def agency(written: str) -> str:
    """The first agency that a by-line names; "" where it names none."""
    match = re.search(rf"(?<!\w){_AGENCY}(?!\w)", written, re.I if written.isupper() else 0)
    return re.sub(r"^the ", "", match[0], flags=re.I) if match else ""


def _parts(written: str) -> list[str]:
    """Single names as written. "Last, First" of one word each is not taken apart differently: nothing tells it."""
    bare = re.sub(r"<[^>]*@[^>]*>|https?://\S+|\S+@\S+|(?<!\w)@\w+", " ", _writers(written))
    bare = re.sub(r"\(([^()]*)\)", r"; \1" if not re.search(r"\w", re.sub(r"\([^()]*\)", "", bare)) else " ", bare)
    bare = re.sub(rf"[\s,/|]+({_AGENCY}(?: News)?),\s*[A-ZÀ-Þ]\w+\s*$", r"; \1", bare)
    bare = re.sub(rf"^\W*({_AGENCY})\s*[/,|]\s*[A-ZÀ-Þ]\w+\s*$", r"\1", bare)
    bare = re.sub(rf"[\s,]+(?=(?:{_AGENCY})\s*$)", "; ", bare, flags=re.I)
    bare = _FROM.pattern.sub(" ", bare)
    city = _CITY.find(bare)
    if city and not _SUFFIX.finds(city[0].split()[-1]):
        bare = bare[: city.end("last")]
    rows = _BETWEEN.pattern.split(_LEAD.sub("", bare, count=1))
    kept: list[str] = []
    for written in rows:
        row = " ".join(written.split()).strip(" .:-–—'\"“”")
        if _SUFFIX.finds(row) and kept:
            kept[-1] = f"{kept[-1]} {row}"
        elif _BESIDE.search(written) and not all(map(_BESIDE.search, kept)):
            break
        elif row:
            kept.append(row)
    return [] if any(_told(row) for row in kept) else kept


def _writers(written: str) -> str:
    """Without who took the pictures, edited or translated, where labels tell them from who wrote."""
    labels = list(_LABEL.pattern.finditer(written))
    if not labels:
        return written
    ends = [*(label.start() for label in labels[1:]), len(written)]
    wrote = [written[label.end() : end] for label, end in zip(labels, ends, strict=True) if _WROTE.finds(label[0])]
    return "; ".join(part.strip(" .,;|/·") for part in (written[: labels[0].start()], *wrote))


def _told(part: str) -> bool:
    """Whether a part is a piece of a sentence: what was found is no by-line at all."""
    rows = part.split()
    return len(rows) > 2 and sum(word[0].islower() and not _PARTICLE.finds(word) for word in rows) > 0 and not (
        _PLACED.finds(part) or agencies.nobody(part))  # fmt: skip


def _name(part: str) -> str:
    """The name in one part of a by-line; "" where it is none."""
    part = _PLACED.without(_LEAD.sub("", part, count=1)).strip()
    part = _ROLE_LAST.sub(r"\1", _ROLE_FIRST.sub("", _RANK.without(part)))
    rows = part.split()
    if not 0 < len(rows) <= 6 or len(part) > 60 or re.search(r"[\d@#_<>{}\[\]=:?!]|\w\.[a-z]{2,}", part):
        return ""
    if _ROLE.finds(part) or agencies.nobody(part) or _WIRE.fullmatch(part) or _ALONE.finds(part):
        return ""
    if rows[0] in ("The", "THE", "Our") or (rows[-1][0].islower() and len(rows) > 1):
        return ""
    if len(rows) == 1 and not _single(part):
        return ""
    return " ".join(map(_cased, rows)) if len(rows) > 1 and part.isupper() else part


def _single(word: str) -> bool:
    """Whether one word may be a person's name: not an account's ("jsmith", "NewsBot") nor an acronym."""
    return (word[0].isupper() and not word.isupper() and not re.search(r"[a-z][A-Z]", word)) or not _LATIN.search(word)


def _cased(word: str) -> str:
    """ADA O'DONNELL-MCBRIDE → Ada O'Donnell-McBride."""
    if _SUFFIX.finds(word) or re.fullmatch(r"(?:\w\.)+", word):
        return word
    return re.sub(r"(?<![a-z])(mc)?(\w)", lambda match: (match[1] or "").capitalize() + match[2].upper(), word.lower())
