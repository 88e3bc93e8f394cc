"""Text → sentences and plain names; what several stages need to agree on about words."""

import re
import unicodedata

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Pvt|Brig|Rev|Hon|Pres|Sr|Jr"
    r"|vs|etc|Inc|Ltd|Co|Corp|No|Nos|Art|approx|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|a\.m|p\.m|e\.g|i\.e|cf)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$"
)
_BOUNDARY = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9À-ÞЀ-Я])")
_STARTER = re.compile(
    r"(?:The|A|An|In|On|At|It|He|She|They|We|But|And|This|That|These|Those|His|Her|Its|Their|According|After|Before"
    r"|However|Meanwhile|For|From|With|When|While|As|If|There|Officials|Since|Earlier)\b"
)


def sentences(paragraph: str) -> list[str]:
    """Split one paragraph into its sentences; nothing is lost but the white space between them."""
    found: list[str] = []
    start = 0
    for match in _BOUNDARY.finditer(paragraph):
        head, tail = paragraph[start : match.end()].strip(), paragraph[match.end() :]
        if _ends_in_abbreviation(head, tail):
            continue
        found.append(head)
        start = match.end()
    rest = paragraph[start:].strip()
    return [*found, rest] if rest else found


def _ends_in_abbreviation(head: str, tail: str) -> bool:
    """"U.S. Army" goes on; "in the U.S. The army" ends: dotted capitals end where a sentence starter follows."""
    match = _ABBREVIATION.search(head)
    if not match:
        return False
    dotted = re.fullmatch(r"(?:[A-Z]\.){2,}|a\.m\.|p\.m\.|etc\.|Inc\.|Ltd\.|Co\.|Corp\.|Jr\.|Sr\.", match[0])
    return not (dotted and _STARTER.match(tail.lstrip("\"'“‘([")))


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
