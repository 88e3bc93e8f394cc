"""Where a match stands → what the words around it say about its reading."""

import re

from atlascast.spoken.tables import table, words

_MONTH_ENDS = "".join(f"(?<!{end} )" for end in ("May", "uary", "arch", "pril", "June", "July", "gust", "mber", "ober"))
_PARTED = (
    rf"{_MONTH_ENDS}(?<![.,]\s)(?<!\b[Aa]t )\d{{1,3}} \d{{3}}"
    r"(?= (?:MW|GW|km|ha|(?!(?:met(?:er|re)|mile|pound|year|foot|day|tonne|hectare)\b)[a-z]{4,})\b)"
)
"""Thousands parted by a plain space, "2 900 troops": never a day and a count, nor two and a size."""
NUM = (
    r"(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d\d)+,\d{3}(?!\d)"
    rf"|{_PARTED}"
    r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)|\d{1,3}(?: 000)+(?!\d)|\d+)"
    r"(?:\.\d+)?(?!\d|\.\d)|(?<!\.)\.\d+(?!\d))"
)
"""A number as written: commas or narrow spaces between thousands, a decimal part; never a part of a longer number."""
BEGIN = r"(?<![\w./$€£¥₹₩₦₺₽-])(?<!\d[–−,])"
"""No number, sign or word may stand directly before."""
DASH = r"[-–‑]"
"""What stands between the ends of a range: never with spaces, and never the long dash, which parts thoughts."""

_WORD_BEFORE = re.compile(r"([\w'’.&-]+)[\s(\"'“‘]+$")
_WORD_AFTER = re.compile(r"\+?[\s\"'“‘(]*([A-Za-z][\w'’-]*)")
_NOUN_NEXT = re.compile(r"\s[\"“]?([a-z][\w’'-]*)(?!\.\w)|\s([A-Z][\w’'-]*)")
_WORD_NEXT = re.compile(r" ([A-Za-z][\w’'-]*)")
_TYPE_NEXT = re.compile(r" \d+[A-Z]")
_YEAR_NEXT = re.compile(r" (?:19|20)\d\d [a-z]")
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_MONEY = "|".join(names[1].split()[-1] for names in table("currencies")["codes"].values())
_JOINED = re.compile(
    rf"(?:,? (?:and|or|to) |/){NUM}[\s-]?(?:mm|cm|km|kg|lb|ft|m|cal(?:iber|ibre)?)\b(?! (?:{_MONEY}|miles)\b)\.?"
    rf"|, {NUM}[\s-]?(?:mm|cm|km|kg|lb|ft|[kM]V|[kMGT]Wh?|hp|[MGT]B|[MG]Hz|mAh|nm|mph)\b\.?"
    rf"|,? (?:and|or) {NUM}(?= (?:{'|'.join(words('context', 'of_a_caliber'))})\b)"
)
"""A second amount of the same noun: "9mm and 5.56 rounds", "155mm/52-cal. howitzers"."""
_CONVERTED = re.compile(r" \(\d[^()]{1,24}\)(?= [a-z])")
"""What it is in other units, before the noun: "the 1,340km (833-mile) front"."""
_CLOCK_OF = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:local )?time\b")
"""Whose clock it is, "a.m. Kyiv time": no new sentence."""
_COMPASS = re.compile(r"(?:north|south|east|west)-")
"""A point of the compass in two words: "16 km north-northwest of"."""
_OBJECT = re.compile(
    r" (?:the|an?|its|their|his|her|our|my|these|those) (?!(?:day|night|week|month|quarter|year|season|hour|minute)\b)"
)
"""What a verb is followed by: "$9.1bn beat the forecast"; nouns by "a day"."""
_LISTED = re.compile(r"(?i)\b(an?|the|its|his|her|their|our|this|that)(?: [a-z]+)? (?:[a-z\d]+-[a-z-]+,|new) $")
_END = re.compile(r"[\"'”’)\]]*(?:$|\s+[\"'“‘(\[]*(?=[A-Z]))")

_STARTERS = words("context", "sentence_starters")
_FOLLOWERS = words("context", "after_an_amount")
_EITHER = words("context", "before_a_noun_or_not")
_UNOWNED = words("context", "after_unless_owned")
_NOUNS = words("context", "nouns") - words("context", "of_something")
_OF_SOMETHING = words("context", "of_something")
_OF = re.compile(r" (?:of|from)\b")
ARTICLES = words("context", "before_an_adjective")


def bare(number: str) -> str:
    """The number without what parts its thousands."""
    return re.sub(r"[,\s]", "", number)


def before(match: re.Match[str], group: int | str = 0) -> str:
    """The word that stands before, as written; "" at the beginning or after punctuation."""
    found = _WORD_BEFORE.search(match.string[max(0, match.start(group) - 40) : match.start(group)])
    return found[1] if found else ""


def after(match: re.Match[str], group: int | str = 0) -> str:
    """The word that follows, as written; "" at the end or before punctuation."""
    found = _WORD_AFTER.match(match.string, match.end(group))
    return found[1] if found else ""


def owner_of(match: re.Match[str]) -> str:
    """The word before an amount, past what is listed with it: "a" of "a 2-year, $8.8bn IMF programme"."""
    listed = _LISTED.search(match.string[max(0, match.start() - 40) : match.start()])
    return listed[1] if listed else before(match)


def stop(text: str, end: int) -> str:
    """ "." where an abbreviation's own full stop, ending at `end`, also ends the sentence; else ""."""
    found = _END.match(text, end)
    if not found or _CLOCK_OF.match(text, found.end()):
        return ""
    if found.end() == len(text):
        return "."
    word = re.match(r"[\w’']+", text[found.end() :])
    return "." if word and word[0] in _STARTERS else ""


def attributive(text: str, end: int, tight: bool = False, owner: str = "") -> bool:
    """Whether an amount that ends at `end` stands before its noun: "a $2m deal", "155mm shells", "5-km".

    A name or designator counts as that noun only behind a unit written close to its number, "125mm 2A82 gun", or where
    an `owner` stands before the amount, "its $5m U.S. loan"; so does what may be no noun: "a $5m funding round".
    """
    if re.match(rf"{DASH}(?!(?:plus|worth)\b)[a-zA-Z]", text[end:]):
        return True
    joined = _JOINED.match(text, end)
    if joined:
        return attributive(text, joined.end(), owner=owner)
    if re.match(rf"{DASH}plus [a-z]", text[end:]):
        return attributive(text, end + len("-plus"), owner=owner)
    owned = owner.lower() in ARTICLES or owner.endswith(("'s", "’s"))
    converted = owned and _CONVERTED.match(text, end)
    if converted:
        return attributive(text, converted.end(), tight, owner)
    noun = _NOUN_NEXT.match(text, end)
    if not noun:
        return bool((tight and _TYPE_NEXT.match(text, end)) or (owned and _YEAR_NEXT.match(text, end)))
    if noun[2] and (re.search("[A-Za-z]-[a-z]", noun[2]) or _names_a_kind(noun[2], text, noun.end())):
        return True
    if noun[2]:
        return tight or (owned and not _DAY.match(noun[2]))
    if not owned and not tight and not noun[1].endswith("s") and _OBJECT.match(text, noun.end()):
        return False
    return _is_noun(noun[1], owned, text, noun.end())


def _names_a_kind(word: str, text: str, end: int) -> bool:
    """Whether letters behind an amount describe the noun that follows: "5 kg LPG cylinders"."""
    then = _WORD_NEXT.match(text, end)
    return bool(word.isupper() and len(word) > 1 and then and then[1].islower() and _describes(then[1]))


def _describes(word: str) -> bool:
    return word not in _FOLLOWERS and not word.endswith(("ed", "ing", "ly"))


def _is_noun(word: str, owned: bool, text: str, end: int) -> bool:
    """Whether the word behind an amount, ending at `end`, is its noun or describes that noun."""
    if word in _NOUNS:
        return True
    if word in _EITHER or word.endswith(("ly", "ed")):
        then = _WORD_NEXT.match(text, end)
        return bool(owned and then and then[1] not in _FOLLOWERS)
    if _COMPASS.match(word) or (word in _OF_SOMETHING and _OF.match(text, end)):
        return False
    if not owned and (word in _UNOWNED or word.startswith(("pre-", "post-"))):
        return False
    if owned and word in ("one", "ones"):
        return True
    if word in _FOLLOWERS or word.endswith(("ways", "wards")):
        return False
    return owned or not word.endswith("ing")


def starts_sentence(word: str) -> bool:
    """Whether a capitalised word only begins a sentence and names nothing: "The", "In"."""
    return word in _STARTERS


def article_before(match: re.Match[str]) -> bool:
    """Whether "a", "the", "its" or the like stands before."""
    word = before(match)
    return word.lower() in ARTICLES or word.endswith(("'s", "’s"))
