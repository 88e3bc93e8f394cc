"""A by-line or dateline as written → the names that may be spoken, and the agency it credits.

    "By ADA QUILL and Nils Frode, Associated Press"  →  "Ada Quill, Nils Frode", "Associated Press"
    "OSLO, Norway (AP) — The ferry …"                →  "The ferry …", "AP"

A by-line that names nobody (a desk, an account, an address) is none: a listener hears no author rather than a
wrong one. A dateline is set for the eye; read aloud it runs into the sentence.
"""

import re
from functools import cache

from atlascast import agencies

_AGENCY = agencies.AGENCY
_WIRE = re.compile(_AGENCY, re.I)
_DASH = r"\s*(?:—|–|--+|-(?=\s))\s*"
_DAY = r"(?:,?\s*(?:on )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"
_PLACE = r"[A-ZÀ-Þ][\w.'’-]*(?:[ /][A-ZÀ-Þ][\w.'’-]*){0,3}"
_AREA = rf"(?:, {_PLACE}){{0,2}}"
_CITY = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
_DATELINE = re.compile(
    rf"(?:(?:{_PLACE}{_AREA}{_DAY}[.,]?\s*)?[(\[/](?i:(?P<wire>{_AGENCY}))[)\]/]\.?{_DAY}(?:{_DASH}|\s+|(?=[A-Z]))"
    rf"|(?P<city>{_CITY}){_AREA}{_DAY}(?:—|–|--+|\s(?:—|–|-|--+)\s)\s*)(?=[\"'“‘«(]?[A-ZÀ-Þ\d])"
)
_PLACE_ONLY = re.compile(rf"{_PLACE}(?:, {_PLACE}){{1,2}}{_DAY}\s(?:—|–|--)\s(?=[\"“«]?[A-ZÀ-Þ])")
"""A place in running letters with its country: a dash that comes again in the paragraph sets something else apart."""
_COLON = re.compile(rf"(?P<city>{_PLACE}), (?:{_PLACE}, )?(?P<land>{_PLACE}): (?=[\"“«]?[A-ZÀ-Þ])")
"""The same with a colon: "Nairobi, Kenya: ", but not "Israel, Iran: " or "Ito, Park: ", which say what it is about."""
_BEHIND = re.compile(rf"(?:[-–—(]|[Ss]ource:|reporting (?:by|from))\s*({_AGENCY})[).]*\s*$")
_NO_CITY = re.compile(
    r"(?:UPDATED?|BREAKING|EXCLUSIVE|WATCH|LIVE|VIDEO|PHOTOS?|OPINION|ANALYSIS|EXPLAINER|CORRECTION|NEW|NATO|ISIS|IAEA"
    r"|OPEC|UNESCO|UNICEF|CSTO|NASA|FIFA|UEFA|ASEAN|BRICS)(?: [A-Z]+)*"
)
_LEAD = re.compile(
    r"\A\W*(?:(?:(?:guest |invited )?(?:posts?|articles?|essays?|columns?|blog(?: posts?)?|opinion|analysis|commentary"
    r"|contribution)\s+by|(?:(?:written|words|text|stor(?:y|ies)|report(?:ed|ing)?|posted|compiled|edited|submitted"
    r"|photo(?:graph)?s?|pictures|photography|interviews?|video)(?:(?:,? (?:and|&) |, )(?=\w+ (?:by|and"
    r"|&)))?\s*)+ by|by"
    r"|author|autor(?:in)?|auteur|autore|(?:enviado|escrito|publicado|redactado) por|(?:écrit|publié|rédigé) par"
    r"|(?:geschrieben|veröffentlicht) von|(?:scritto|pubblicato) da)\b\s*:?\s*"
    r"|(?:interview|text|report|analysis|reportage|opinion)\s*:?\s+(?=[A-ZÀ-Þ]\S* [A-ZÀ-Þ])"
    r"|(?:作者|记者|記者|文|撰文|автор|מאת)\s*[::/]?\s*|(?:كتبت|كتب|بقلم|تقرير|إعداد)\s*:?\s+"
    r"|(?:von|par|por|door|av|af)\s+(?=\S+ \S))",
    re.I,
)
_WRITES = r"words?|texts?|stor(?:y|ies)|writ(?:ten|ers?|ing)|reporters?|report(?:ed|ing)?|authors?|interviews?"
_WROTE = re.compile(rf"\b(?:{_WRITES})\b", re.I)
_DID = (
    rf"(?:{_WRITES}|photo(?:s|graph\w*)?|pictures?|images?|videos?|illustrat\w+|graphics?|editors?|edit(?:ed|ing)"
    r"|camera|sound|design(?:ed)?|produc(?:ers?|ed|tion)|translat\w+|fotos?|bilder|redaktion|traducción|traduction)"
)
_LABEL = re.compile(
    rf"(?<!\w){_DID}(?:(?:,? (?:and|&|und|et|y) |, ){_DID})*(?: by\b\s*:?|\s*:)\s*"
    r"|(?:^|(?<=\w ))(?-i:Words|Photos|Photographs|Photography|Pictures"
    r"|Illustrations?)\s+(?=(?-i:[A-ZÀ-Þ]\S+ [A-ZÀ-Þ]))",
    re.I,
)
"""What parts a by-line by who did what: "Words: ", "Photos and text by ", "; Editor: "."""
_CITY_LAST = re.compile(
    r"(?<=\w)( [^\W\d]\S*),\s*(?:(?:à|en|in|aus|zu)\s+(?:[A-ZÀ-Þ][\w-]+\s*){1,3}|[A-ZÀ-Þ][\w-]+\s*)$"
)
"""A name in full and the place from where it writes: "Ada Quill, Oslo"."""
_FROM = re.compile(
    r"\s+in (?:[A-ZÀ-Þ][\w.'’-]+ ?){1,3}(?:, [A-ZÀ-Þ][\w.'’-]+(?=\s*(?:$|;|\band\b)))?(?=\s*(?:$|[;,|/]|\band\b))"
)
_PLACED = re.compile(r"\s+(?:in|at|for|of the|with|from|reporting|–|—|-)\s+.*")
_ROLE = re.compile(
    r"(?:(?:senior|chief|deputy|special|political|foreign|national|science|contributing|staff|guest|managing"
    r"|news|our)\s+)*"
    r"(?:correspondents?|reporters?|writers?|editors?|journalists?|columnists?|contributors?|staff(?:\s+reports?)?"
    r"|analysts?|photographers?|lecturers?|professors?|researchers?)(?:\s+at large)?",
    re.I,
)
_RANK = re.compile(
    r"^(?:(?:staff|master|senior|chief|first|gunnery|command|technical|tech|1st|2nd|petty|lance|airman|major|lt|maj"
    r"|brig|master chief)\.? )*(?:sgt|sergeant|cpl|corporal|pvt|private|pfc|spc|specialist|airman|lieutenant|lt|capt"
    r"|captain|maj|major|col|colonel|cmdr|officer|gen|general)\.?(?: (?:1st|2nd|3rd|first|second|third) class)?\s+"
    r"(?=\S+ \S)",
    re.I,
)
_LONGEST = 2000
"""Characters of a by-line; more is somebody's text in the wrong field."""
_BESIDE = re.compile(r":\s*$|\d(?!\d*(?:st|nd|rd|th)\b)")
"""A label or a number (a time, followers, comments): behind a name, what stands from there on is no by-line."""
_ALONE = frozenset({
    "by", "por", "von", "par", "de", "and", "press", "root", "test", "user", "guest", "none", "null", "nan", "author",
    "web", "site", "home", "n/a", "na", "undefined", "superuser", "super user", "site owner",
    "owner", "blog", "post", "posts", "me",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip
_PARTICLES = frozenset({
    "al", "bin", "bint", "ibn", "da", "das", "de", "del", "della", "der", "den", "des", "di", "do", "dos", "du", "e",
    "el", "la", "las", "le", "los", "ten", "ter", "van", "von", "y", "zu", "af", "av", "dal", "abu", "ul", "ur", "dan",
})  # fmt: skip
_TITLES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "m.d.", "phd", "ph.d."})
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


def names(written: str, site: str = "", text: str = "") -> str:
    """The people a by-line names, parted by commas; "" where it names none that a voice could say.

    `site` is the outlet's own name, which is no author; `text` the story: a name in another script than it is left out.
    """
    found: dict[str, None] = {}
    for part in _parts(written) if len(written) < _LONGEST else ():
        name = _name(part)
        foreign = not _LATIN.search(name) and len(_LATIN.findall(text)) > 0.5 * len(text.replace(" ", ""))
        if name and name.casefold() != site.strip().casefold() and not foreign:
            found[name] = None
    return ", ".join(found)


def opens(text: str) -> bool:
    """Whether a line opens as a by-line does: "By …", "Words and pictures by …"."""
    return _LEAD.match(text) is not None


def agency(written: str) -> str:
    """The first agency that a by-line names; "" where it names none."""
    match = re.search(rf"(?<!\w){_AGENCY}(?!\w)", written, re.I if written.isupper() else 0)
    return re.sub(r"^the ", "", match[0], flags=re.I) if match else ""


def credited(text: str) -> str:
    """The agency that stands behind a story's last sentence: "(Reuters)", "Source: AP", "— TASS"; "" for none."""
    match = _BEHIND.search(text[-100:])
    return match[1] if match else ""


@cache
def _lands() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").territories.values())


def undated(text: str) -> tuple[str, str]:
    """A paragraph without the dateline that opens it, and the agency that stood there ("" for none)."""
    colon = _COLON.match(text)
    if colon and colon["land"] in _lands() and colon["city"] not in _lands():
        return text[colon.end() :], ""
    match = _DATELINE.match(text)
    placed = None if match else _PLACE_ONLY.match(text)
    if placed and not re.search(r"\s[–—-]\s", text[placed.end() :]):
        return text[placed.end() :], ""
    if not match or (match["city"] and (len(match["city"]) < 4 or _NO_CITY.fullmatch(match["city"]))):
        return text, ""
    return text[match.end() :], match["wire"] or ""


def _parts(written: str) -> list[str]:
    """Single names as written. "Last, First" of one word each is not taken apart differently: nothing tells it."""
    bare = re.sub(r"<[^>]*@[^>]*>|https?://\S+|\S+@\S+|(?<!\w)@\w+", " ", _writers(written))
    bare = re.sub(r"\(([^()]*)\)", r"; \1" if not re.search(r"\w", re.sub(r"\([^()]*\)", "", bare)) else " ", bare)
    bare = re.sub(rf"[\s,/|]+({_AGENCY}(?: News)?),\s*[A-ZÀ-Þ]\w+\s*$", r"; \1", bare)
    bare = re.sub(rf"^\W*({_AGENCY})\s*[/,|]\s*[A-ZÀ-Þ]\w+\s*$", r"\1", bare)
    bare = re.sub(rf"[\s,]+(?=(?:{_AGENCY})\s*$)", "; ", bare, flags=re.I)
    bare = _FROM.sub(" ", bare)
    city = _CITY_LAST.search(bare)
    if city and city[0].split()[-1].lower() not in _TITLES:
        bare = bare[: city.end(1)]
    rows = re.split(r"[;|,/•·\n]|\s(?:and|et|und|y|e|og|och|en)\s|&", _LEAD.sub("", bare, count=1))
    kept: list[str] = []
    for written in rows:
        row = " ".join(written.split()).strip(" .:-–—'\"“”")
        if row.lower() in _TITLES and kept:
            kept[-1] = f"{kept[-1]} {row}"
        elif _BESIDE.search(written) and not all(map(_BESIDE.search, kept)):
            break
        elif row:
            kept.append(row)
    return [] if any(_told(row) for row in kept) else kept


def _writers(written: str) -> str:
    """Without who took the pictures, edited or translated, where labels tell them from who wrote."""
    labels = list(_LABEL.finditer(written))
    if not labels:
        return written
    ends = [*(label.start() for label in labels[1:]), len(written)]
    wrote = [written[label.end() : end] for label, end in zip(labels, ends, strict=True) if _WROTE.search(label[0])]
    return "; ".join(part.strip(" .,;|/·") for part in (written[: labels[0].start()], *wrote))


def _told(part: str) -> bool:
    """Whether a part is a piece of a sentence: what was found is no by-line at all."""
    rows = part.split()
    return len(rows) > 2 and sum(word[0].islower() and word not in _PARTICLES for word in rows) > 0 and not (
        _PLACED.search(part) or agencies.nobody(part))  # fmt: skip


def _name(part: str) -> str:
    """The name in one part of a by-line; "" where it is none."""
    part = _PLACED.sub("", _LEAD.sub("", part, count=1)).strip()
    part = re.sub(rf"^{_ROLE.pattern}\s+(?=\w+ \w)", "", _RANK.sub("", part), flags=re.I)
    part = re.sub(rf"(?<=\w \w)(\w*)\s+{_ROLE.pattern}$", r"\1", part, flags=re.I)
    rows = part.split()
    if not 0 < len(rows) <= 6 or len(part) > 60 or re.search(r"[\d@#_<>{}\[\]=:?!]|\w\.[a-z]{2,}", part):
        return ""
    if _ROLE.fullmatch(part) or agencies.nobody(part) or _WIRE.fullmatch(part) or part.lower() in _ALONE:
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
    if word.lower() in _TITLES or re.fullmatch(r"(?:\w\.)+", word):
        return word
    return re.sub(r"(?<![a-z])(mc)?(\w)", lambda match: (match[1] or "").capitalize() + match[2].upper(), word.lower())
