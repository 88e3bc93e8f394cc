"""Figures with a letter for a thousand, a million or more → words: "50m people", "1.8m are abroad", "40k".

A bare "m" is a million where what follows or what stands before counts people or things, else it is a meter.
"""

import re

from atlascast.spoken.context import BEGIN, DASH, NUM, after, attributive, before, stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import table, words
from atlascast.spoken.words import amount

LETTERS = {
    "m": "million",
    "M": "million",
    "mn": "million",
    "mln": "million",
    "L": "lakh",
    "k": "thousand",
    "K": "thousand",
    "bn": "billion",
    "bln": "billion",
    "b": "billion",
    "B": "billion",
    "tn": "trillion",
    "trn": "trillion",
    "trln": "trillion",
}
_COUNTED = frozenset(table("units")["counted"]["words"].lower().split())
_FOLLOWERS = words("context", "after_an_amount")
_THINGS = re.compile(
    rf" (?:[A-Z]{{2,}}|[A-Z][a-z]+|(?:[a-z]+ly )?(?!(?:{'|'.join(sorted(_FOLLOWERS))})\b)[a-z-]+(?<!ing)) "
    rf"(?:{'|'.join(sorted(_COUNTED))})\b"
)
"""What is counted, behind a word that describes it: "1.3m OCV doses", "2m internally displaced people"."""
_DOING = words("counts", "doing")
_PHYSICAL = frozenset(table("units")["counted"]["physical"].split())
_ABOUT = rf"(?: (?:{'|'.join(words('counts', 'about'))}))*"
_DONE = re.compile(rf"(?i)\b(?:{'|'.join(words('counts', 'done'))}){_ABOUT} $")
_GATHERED = re.compile(rf"(?i)\b(?:{'|'.join(words('counts', 'gathered'))}) of{_ABOUT} $")
_CROWD = re.compile(rf"(?i)\b(?:{'|'.join(words('counts', 'crowd'))})\b")
_THOUSANDS = re.compile(rf"\d\dK (?!(?:{'|'.join(sorted(_FOLLOWERS))})\b)[a-z]")
"""A figure of the line that counts things in thousands: "80K job cuts"; "the 68K and PPC versions" are none."""
_KARAT = re.compile(r"[ -](?:gold|white|yellow|karat|race|run|walk|marathon|video|resolution|display|TVs?)\b")
"""Behind "24K", "10K", which are no thousands."""
_IN = re.compile(r" in (?:need|poverty|hunger|work|debt|exile|camps|urgent|acute|dire|crisis|all)\b")
"""What people are in, counted in millions: "30.4m in need"."""
_SPAN = re.compile(
    r" (?:an?|the|last|this|each|every|per) (?:(?:previous|same) )?(?:years?|quarters?|months?|weeks?|days?)\b"
)
"""What figures of one time are set beside: "down from 14.2m a year ago"."""
_MAKER = re.compile(r"['’]s\b|,? (?:Co\b|Company|Inc|and [A-Z]|said|says|shares|stock|is|was|will|has|agreed)")
"""What follows the firm 3M and no three million."""
_LYING = re.compile(rf" (?:(?:{'|'.join(words('counts', 'lying'))})\b|from (?!\W?\d))")
_LENGTH = re.compile(rf"(?i)\b(?:{'|'.join(words('counts', 'length'))})\b")
_OF_THOSE = re.compile(
    rf" of (?:the|them|those|these|whom|which|its|their|our|us|all|[A-Z]|(?:{'|'.join(sorted(_COUNTED))})\b)"
)
"""Whom a figure counts, "4m of them"; "20m of debris" are meters."""
_COMPARED = re.compile(r"(?i)\b(?:up|down|by|from|against|versus|vs\.?|than|with) $")
"""Before the figure that another is held against: "1.3m tons, down from 2.4m"."""
_SIZED = re.compile(r"(?i)\b(?:an?|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many|\d+) $")
"""Before a size: "two 12m boats"."""
_ALSO = re.compile(
    rf"\dm (?:{'|'.join(sorted(_COUNTED))})\b|\d\.\d+m (?!(?:{'|'.join(sorted(_PHYSICAL))})\b)[A-Za-z]{{3,}}s\b"
)
"""Another figure of the line that surely counts: "2.6m Afghans left, up from 1.1m"."""
_FIGURES = "0123456789"


_SIZED_THINGS = re.compile(r" \d[\d.]*[ -]?(?:mm|cm|kg|lb|inch|litre|liter|pound|gram)\b[a-z-]* [a-z]")
"""Things of a size, counted: "1.1m 155-mm rounds"."""
_CHANGED = re.compile(rf"(?i)\b(?:{'|'.join(words('counts', 'changed'))})\b[^;]*%[^;]* to $")
"""A count that rose or fell by a share: "diabetes rose 18.6% to 4.6m"."""


def _is_plural(word: str) -> bool:
    """Whether a word is one of things that have no length: "ballots", not "waves", "was" or "towards"."""
    plural = re.fullmatch(r"[a-z]{3,}(?<!s)s", word) and not word.endswith(("ways", "wards"))
    return bool(plural) and word not in _PHYSICAL and word not in _FOLLOWERS


def is_counted(match: re.Match[str]) -> bool:
    """Whether "50m" or "7.8m" counts people or things: by the word behind it, before it, or the whole line."""
    follower = after(match).lower()
    head = match.string[: match.start()]
    if re.match("-strong|-y(?:ea)?r", match.string[match.end() :]) or _GATHERED.search(head):
        return True
    joined = re.match("-([a-z]+)", match.string[match.end() :])
    if joined and {joined[1], f"{joined[1]}s"} & _COUNTED:
        return True
    if _SIZED_THINGS.match(match.string, match.end()):
        return True
    if follower == "of" and (match[0][-2:-1].isspace() or not _OF_THOSE.match(match.string, match.end())):
        return False
    if follower in _COUNTED or before(match).lower() in ("population", "pop."):
        return True
    close = "." in match["num"] or re.search(r"(?<!,\d{3})(?<=\d)m$", match[0])
    if close and _is_plural(follower) and not _SIZED.search(head):
        return True
    if before(match).lower() not in ("a", "an") and _THINGS.match(match.string, match.end()):
        return True
    if _COMPARED.search(head) and _ALSO.search(match.string):
        return True
    if "," in match["num"] or match[0][-2:-1].isspace() or _LENGTH.search(match.string):
        return False
    if _LYING.match(match.string, match.end()):
        return False
    if _SPAN.match(match.string, match.end()) or _CHANGED.search(head):
        return True
    if follower == "in" and _IN.match(match.string, match.end()):
        return True
    if follower in _DOING or _DONE.search(head):
        return True
    if attributive(match.string, match.end(), owner=before(match)):
        return False
    return bool(_CROWD.search(match.string) or _ALSO.search(match.string))


def is_lakh(match: re.Match[str]) -> bool:
    """Whether "49L" counts people or things, as India's papers write hundreds of thousands."""
    return not match[0][-2].isspace() and after(match).lower() in _COUNTED


def _lakh(match: re.Match[str]) -> str | None:
    return f"{amount(match['num'])} lakh" if is_lakh(match) else None


def _years(match: re.Match[str]) -> str:
    """ "3.2m-yr-old"."""
    return "-year"


def _count(match: re.Match[str]) -> str | None:
    letter = match["mag"]
    if match[0] == "3M" and _MAKER.match(match.string, match.end()):
        return "three M"
    tight = not match[0][-2].isspace()
    large = letter == "M" or (letter == "B" and ("." in match["num"] or len(match["num"]) > 2))
    closed = large and tight and not before(match)[:1].isupper()
    thousands = letter == "k" or (letter == "K" and tight and bool(_THOUSANDS.search(match.string)))
    sure = closed or (thousands and len(match["num"]) > 1 and not _KARAT.match(match.string, match.end()))
    if letter in ("m", "b", "B", "M", "K") and not sure and not is_counted(match):
        return None
    if letter in "kK" and match["num"] in ("5", "10") and before(match).lower() in ("a", "the", "his", "her"):
        return f"{amount(match['num'])} K"
    joint = "and" if before(match).lower() == "between" else "to"
    low = f"{amount(match['low'])} {joint} " if match["low"] else ""
    return f"{low}{amount(match['num'])} {LETTERS[letter]}"


def _acres(match: re.Match[str]) -> str:
    """ "60k+ ac." → "acres"."""
    return "acres" + stop(match.string, match.end())


def _rooms(match: re.Match[str]) -> str:
    """ "a 2BR/1BA flat" → "two-bedroom, one-bath"."""
    baths = f", {amount(match['baths']).replace(' ', '-')}-bath" if match["baths"] else ""
    return f"{amount(match['num'])}-bedroom{baths}"


RULES: tuple[Rule, ...] = (
    rule(
        "measure",
        r"(?<![\w.,/-])(?<![A-Z]\d )(?<![A-Z]\d[A-Z\d] )"
        r"(?P<num>[1-9])(?P<kind>BR|BD)(?:/(?P<baths>[1-9](?:\.5)?)BA)?(?![\w-])",
        _rooms,
        "B",
    ),
    rule(
        "number",
        rf"{BEGIN}(?:(?P<low>{NUM}){DASH})?"
        rf"(?P<num>{NUM})\s?(?P<mag>bn|mn|mln|bln|tn|trn|trln|m|b|M|B|k|K)(?!\w|-\d)",
        _count,
        _FIGURES,
    ),
    rule("number", rf"{BEGIN}(?P<num>{NUM})L(?!\w)", _lakh, "L"),
    rule("measure", r"(?<=\.\d )AU(?!\w)|(?<=\.\d\d )AU(?!\w)", lambda m: "astronomical units", "U"),
    rule("measure", r"(?<=\d[mk])-yr(?=-)|(?<=\dbn)-yr(?=-)", _years, "y"),
    rule("measure", r"(?<=\d[kKmM]\+ )ac\.|(?<=\d[kKmM] )ac\.", _acres, "c"),
)
"""Behind the measures, which take "50m" first where it is a length."""
