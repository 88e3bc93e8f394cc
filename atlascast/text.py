"""Text → sentences and plain names; what several stages need to agree on about words."""

import re
import unicodedata


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BOUNDARY = re.compile(r"(?:[.!?…]|(?<=\s)\.)[\"'”’)\]]*(\s+)")
_LEANING_ELLIPSIS = re.compile(r"(?<=\w)\.(\s+)(?=(?:\. ){3}[A-Z])")
_OPENERS = "\"'“‘«(["
_MARKS = "$€£¥₦₹•"

_TITLES = _words(
    "Mr Mrs Ms Mx Dr Prof Sen Sens Rep Reps Gov Gen Gens Lt Rt Col Atty Cllr Maj "
    "Capt Cmdr Cdr Adm Vadm Radm Sgt Cpl Pvt Spc Brig Rev Fr Hon "
    "Pres Sec Supt Det Insp Amb Asst Assoc Mt Ft Pt St Ste Mme Mlle Msgr Messrs vs v viz cf e.g i.e"
)
"""They stand before what they belong to: no sentence ends in one (but see _LAST)."""

_COUNTED = _words(
    "No Nos N° Nº p pp Art art Fig fig Vol vol Ch ch Sec sec para approx ca c est Rs op Ex"
)
"""No sentence ends in one that a figure follows."""

_DATED = _words(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun"
)

_LAST = _words(
    "Inc Ltd Co co Corp Bros LLC Jr Sr Esq etc al St st Ave Blvd Rd Dr dept Dept Univ Ph.D M.D B.A M.A Cie Pty "
    "plc"
)
"""A sentence may end in one: it does where a word follows that only begins sentences."""

_STARTERS = _words(
    "The A An In On At It He She They We You I But And Or Nor So Yet This That These Those His Her Its Their Our "
    "My Your According After Before Despite Although Though Because Since Until While When Where Who Why What "
    "Which How If There Here However Meanwhile Moreover Instead Then Thus Now For From With Without By To As "
    "About Among Between During Following Earlier Later Officials Did Do Does Is Are Was Were Has Have Had Can "
    "Could Should Would Will May Some Many Most Several Each Every Both Such Also Still Even Not Nobody Nothing "
    "Another Other Others Analysts Critics Last"
)
_MONTHS = _words(
    "Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember"
    " Jan Feb Mrz Apr Jun Jul Aug Sep Okt Nov Dez"
)
"""German months: the day before one is written "3.", with a full stop."""

_TIME_PHRASE = re.compile(
    r"[\"'“‘(\[]*(?:At|By|On|Around|About|Until|Since|Before|After|From|In|Between|Shortly)\b(?:\s\S+){1,5}$"
)
_SPEAKER = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\s){1,5}(?:said|asked|says|asks|wrote|added|replied|told|shouted|warned)\b")
_ITEM = re.compile(r"([•⁃*]?\s*)(?:(\d{1,3})|([a-z]))([.)]{1,2})\s+(?=\S)")


def sentences(paragraph: str) -> list[str]:
    """Split one paragraph into its sentences; nothing is lost but the white space between them.

    Rather two sentences taken for one than one cut in two: a name, a rank or a number is never parted.
    """
    return [sentence for item in _items(paragraph) for sentence in _split(item)]


def _items(paragraph: str) -> list[str]:
    """The items of a list that runs on in one paragraph ("1. … 2. …", "a. … b. …"); else the paragraph."""
    items, rest = [], paragraph.strip()
    match = _ITEM.match(rest)
    while match:
        mark = str(int(match[2]) + 1) if match[2] else chr(ord(match[3]) + 1)
        following = re.compile(rf"\s{re.escape(match[1])}{re.escape(mark)}{re.escape(match[4])}\s+(?=\S)")
        found = following.search(rest, match.end())
        if not found:
            break
        items.append(rest[: found.start()].strip())
        rest = rest[found.start() :].strip()
        match = _ITEM.match(rest)
    return [*items, rest] if rest else items


def _split(item: str) -> list[str]:
    mark = _ITEM.match(item)
    found: list[str] = []
    start = 0
    ends = [match.span(1) for match in (*_BOUNDARY.finditer(item), *_LEANING_ELLIPSIS.finditer(item))]
    for end, following in sorted(set(ends)):
        head, tail = item[start:end], item[following:]
        if tail and not (mark and end < mark.end()) and _parts(head.strip(), tail):
            found.append(head.strip())
            start = following
    rest = item[start:].strip()
    return [*found, rest] if rest else found


_END = 400
"""Letters at a sentence's end that are looked at: a text without a space must not take minutes."""


def _parts(head: str, tail: str) -> bool:
    """Whether a sentence ends between the two."""
    if not _may_begin(tail) or not head.strip(". "):
        return False
    whole = head.rstrip("\"'”’)]")
    bare = whole[-_END:]
    if bare.endswith(("!", "?")):
        return whole == head or not _SPEAKER.match(tail)  # "Why?" Smith asked.
    if re.search(r"(?:\.\s*){3}$|…$", bare):
        return not re.match(r"I\b", tail)
    if tail.startswith(".") and re.search(r"\s\.$", bare):
        return False
    word = re.search(r"([^\s/–—-]*)\.$", bare)
    return whole != head or word is None or _ends_with(word[1].lstrip(_OPENERS), bare, tail)


def _may_begin(tail: str) -> bool:
    """Whether a sentence can begin so: a capital, a figure, a script without capitals, or "al-Qaida"."""
    if re.match(r"\([^()]*\)[.,;]", tail):  # a reference (Smith 55). closes the sentence before it
        return False
    first = tail.lstrip(_OPENERS)[:1]
    dots = re.match(r"(?:\. ?){3,}[A-Z]", tail)
    caseless = first.isalnum() and not first.islower()
    return bool(dots or caseless or (first and first in _MARKS) or re.match(r"[a-z]{2,3}-[A-ZÀ-Þ]", tail))


def _ends_with(word: str, head: str, tail: str) -> bool:
    """Whether a sentence may end in `word` and its full stop, with `tail` to follow."""
    starter = re.match(r"\w+(?![\w’'-])", tail.lstrip(_OPENERS))
    begins = starter is not None and starter[0] in _STARTERS and not re.match(r"No\. |Under Sec", tail)
    if word.lower() in ("a.m", "p.m"):
        titled = tail.partition(".")[0] in _TITLES  # "6 p.m. EST" and "6 p.m. Moscow time" go on
        return begins or (titled and not _TIME_PHRASE.fullmatch(head))
    if word in _COUNTED:
        return not tail[0].isdigit()
    if re.fullmatch(r"\d{1,2}", word) and starter and starter[0] in _MONTHS:
        return False
    if word in _LAST:
        return begins and not (word in _TITLES and re.search(rf"(?:^|\b[a-z]\w*[,;]?\s){word}\.$", head))
    if word in _TITLES:
        return False
    if word in _DATED or re.fullmatch(r"[A-ZÀ-Þ](?:\.-?[A-ZÀ-Þ])*", word):
        return begins
    return True


def leans(word: str) -> bool:
    """Whether a word with its full stop belongs to what follows: a rank, "No." before a figure, an initial."""
    bare = word.lstrip(_OPENERS)
    return bare.endswith(".") and (
        bare[:-1] in _TITLES or bare[:-1] in _COUNTED or re.fullmatch(r"(?:[A-ZÀ-Þ]\.-?)+", bare) is not None
    )


def uncontrolled(text: str) -> str:
    """The text with a space for every control character."""
    return "".join(" " if unicodedata.category(char) == "Cc" else char for char in text)


def stamp(seconds: float, point: str = "") -> str:
    """HH:MM:SS, the second it falls in; with a `point`, HH:MM:SS and milliseconds after it, rounded once."""
    whole = round(seconds * 1000)
    text = f"{whole // 3_600_000:02d}:{whole // 60_000 % 60:02d}:{whole // 1000 % 60:02d}"
    return f"{text}{point}{whole % 1000:03d}" if point else text


def slug(title: str, limit: int = 60) -> str:
    """An ASCII name for files and addresses: lower case, digits and single hyphens, whole words, never empty."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’.]", "", ascii_title))
    name = ""
    for word in words:
        if name and len(name) + 1 + len(word) > limit:
            break
        name = f"{name}-{word}" if name else word[:limit]
    return name or "story"


def s_sound(last: str) -> str:
    """The sound of an English plural or possessive "s" behind the sound `last`: "ᵻz" behind a hiss, else "s" or "z"."""
    if last and last in "szʃʒ":
        return "ᵻz"
    return "s" if last in "ptkfθ" else "z"


def foreign(text: str) -> float:
    """The share of its letters that are not Latin, 0-1: beside Latin ones no voice of the text reads them."""
    letters = [char for char in text if char.isalpha()]
    return sum("LATIN" not in unicodedata.name(char, "") for char in letters) / max(1, len(letters))
