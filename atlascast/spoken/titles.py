"""Ranks, titles and other abbreviations → words, each by its place.

"Lt. Col. Vindman" → "Lieutenant Colonel …", "St. Petersburg" → "Saint …", "No. 10" → "number ten", "Corp." anywhere;
"no." before anything but a figure is never touched. A full stop that ends the sentence is kept.
"""

import re

from atlascast.spoken.context import NUM, after, before, starts_sentence, stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, rows, table, words
from atlascast.spoken.words import amount, code, year

_SPACED = rows("titles", "titles")
_TITLES = _SPACED | {title.replace(". ", "."): said for title, said in _SPACED.items()}
_SENIOR = frozenset(table("titles")["senior"]["words"].split())
_LOOSE = table("titles")["loose"]["words"]
_BARE = frozenset(table("titles")["bare"]["words"])
_ENDINGS = frozenset(table("titles")["endings"]["words"].split())
_ROWS = rows("titles", "anywhere")
_ANYWHERE = {
    key.capitalize(): said.capitalize()
    for key, said in _ROWS.items()
    if key.isalpha() and key.islower() and key.capitalize() not in _TITLES
} | _ROWS
_ANYWHERE_BARE = frozenset(table("titles")["anywhere_bare"]["words"].split())
_CLIPPED = frozenset(table("titles")["clipped"]["words"].split())
_NUMBERED_NOUN = re.compile(
    r"(?i)\b(?:case|order|law|flight|bill|decree|resolution|act|docket|exhibit|issue|box|lot|unit|patent|bus|train|line"
    r"|tail|serial|hull|passport|account|permit|license)"
    r"s? $"
)
_OF_A_RANK = re.compile(r"(?i)\b(?:the|a|his|her|its|their|world|as|ranked|seeded|rated|named|now)[ -]$")
_BEING = re.compile(r"(?i)\b(?:is|was|are|were|be|became|remains|remained|at|to) $")
_OF_A_PLACE = re.compile(r" (?:in|on|of|at|behind|this|worldwide|nationally|globally|overall|seed)\b|[.;)]$")
"""Words that no denial follows: "the no. 2 in Tehran"."""
_PASS = re.compile(r" (?:de|du|des|d['’])")
"""Behind "Col" without a full stop, a mountain's pass: "Col de la Loze"."""
_NUMBERED = rows("titles", "numbered")
_COUNTED = words("titles", "counted_bare")
_CASES = rows("titles", "cases")
_OF_BODY = rows("titles", "sides")
_BODY = words("titles", "body")


def _title(match: re.Match[str]) -> str | None:
    title = match["it"].removesuffix(".")
    if title == match["it"] == "Col" and _PASS.match(match.string, match.end("it")):
        return None
    if title in _ENDINGS and (before(match)[:1].isupper() or starts_sentence(after(match))):
        return None
    if title == "Sr" and after(match, "it") not in _SENIOR and not before(match, "it")[:1].isupper():
        return "Sister"
    return _TITLES[title]


def _anywhere(match: re.Match[str]) -> str | None:
    written = match["it"]
    if written in ("est.", "Est."):
        said = _estimate(match)
        return said.capitalize() if said and written == "Est." else said
    if written == "Ave" and not before(match, "it")[:1].isupper():
        return None
    if written[:-1] in _CLIPPED and not _goes_on(match):
        return None
    if not written.endswith("."):
        return _ANYWHERE[written] if written in _ANYWHERE_BARE else None
    return _ANYWHERE[written[:-1]] + stop(match.string, match.end("it"))


def _goes_on(match: re.Match[str]) -> bool:
    """Whether a clipped word's full stop can end no sentence: "the exec. said", "(reg. EX-76011)"."""
    inside = match.string[: match.start("it")].endswith("(")
    return inside or bool(re.match(r",? [a-z\d]|[;:)]", match.string[match.end("it") :]))


def _estimate(match: re.Match[str]) -> str | None:
    """ "est. $5m" is estimated, "est. 1881" established, "the $5m est." an estimate."""
    head, tail = match.string[: match.start("it")], match.string[match.end("it") :]
    if re.match(r" 1[5-9]\d\d(?!\w|,\d)(?! [a-z]+s\b)", tail):
        return "established"
    if re.search(r"(?:\d[\d.,]*[a-z%]*|consensus|analysts?['’]s?|mean|median) $", head):
        return "estimate" + stop(match.string, match.end("it"))
    if not re.match(r" (?:[$€£]?\d|[a-z])", tail):
        return None
    return "estimate" if re.match(" (?:was|is|of|for) ", tail) else "estimated"


def _number(match: re.Match[str]) -> str | None:
    if match["kind"] in ("no", "No", "nos") and not _is_numbering(match):
        return None
    paper = match["kind"] in ("Res", "res") and re.fullmatch(r"\d{3,4}", match["num"])
    said = code(match["num"]) if paper else amount(match["num"])
    kind = _NUMBERED[match["kind"].rstrip(".")]
    if match.start() == 0 or re.search(r"[.!?]\s+[\"'“‘(]*$", match.string[: match.start()]):
        kind = kind[0].upper() + kind[1:]
    return f"{kind} {said}" + (f" of {year(int(match['of']))}" if match["of"] else "")


def _kind(match: re.Match[str]) -> str:
    return _NUMBERED[match["it"].rstrip(".")]


def _loose(match: re.Match[str]) -> str | None:
    """ "the bill by Sen Warren"; "Amartya Sen Gupta" is a name."""
    named = before(match)[:1].isupper() and not starts_sentence(before(match))
    return None if named else _TITLES.get(match["it"], _TITLES[match["it"].split()[-1]])


def _alone(match: re.Match[str]) -> str:
    return _TITLES[match["it"].removesuffix(".")] + stop(match.string, match.end("it"))


_SHORT_WORDS = {"yr": "year", "wk": "week", "yrs": "years", "mo": "month", "oz": "ounce"}


def _versus(match: re.Match[str]) -> str:
    return "versus"


def _is_numbering(match: re.Match[str]) -> bool:
    """ "No. 10 Downing Street", "case no. 5"; never "He said no. 10 people died", nor "No. 10 people died."."""
    head = match.string[: match.start()]
    if match["kind"] != "No":
        if match["of"]:
            return True
        if match[0].startswith("no.") and match[0][3:4].isdigit():
            return True
        placed = _BEING.search(head) and _OF_A_PLACE.match(match.string, match.end())
        return bool(_NUMBERED_NOUN.search(head) or _OF_A_RANK.search(head) or placed)
    opens = not head.strip("\"'“‘( ") or head.rstrip("\"'“‘( ").endswith((".", "!", "?"))
    return not opens or not re.match(r" [a-z]+(?:s|ople|en)\b", match.string[match.end() :])


def _initials(match: re.Match[str]) -> str:
    return " ".join(re.findall(r"[A-Z]", match["it"]))


_NEXT = (
    r"(?= (?:(?:&|and) (?:Mrs?|Ms|Drs?)\b|\(?[Rr](?:et(?:d|ired)?|td|es)\b|\([A-Z]"
    r"|[\"“‘']?[A-ZÀ-Þ]|al-|bin |de |van |von |el-|of the [A-Z]))"
)
_WITH_FIGURES = [title for title in _TITLES if re.search(r"\d", title)]
_SEVERAL = [title for title in _SPACED if re.fullmatch(r"[A-Z][a-z]+\. [A-Z][a-z]+", title)]
"""Ranks of two short words, which can be nothing else: "Lt. Col."."""
NUMBERED_RANKS: tuple[Rule, ...] = (
    rule("title", rf"(?<![\w.])(?<![A-Z]-)(?P<it>{either(_WITH_FIGURES)}\.?){_NEXT}", _title, "12"),
)
"""Before ordinals: "2nd Lt."."""

RULES: tuple[Rule, ...] = (
    rule(
        "number",
        rf"(?<![\w.])(?P<kind>{either(_NUMBERED)})"
        rf"(?:\.|(?<=[Nn]o)|(?<=Nos)|(?<=№)) ?(?P<num>{NUM})(?:/(?P<of>(?:19|20)\d\d))?(?![\w–‑-]|[.,]\d)",
        _number,
        "0123456789",
    ),
    rule(
        "title",
        r"\b(?:[Tt]he|an?|1st|2nd) (?P<it>(?:Lt\. (?:Col|Gen|Cmdr|Gov)|Lt|Sgt|Cpl|Capt|Cmdr|Gov|Prof|Sen|Col|Gen)\.)",
        _alone,
        ".",
    ),
    rule("title", r"(?<![\w.])(?P<it>(?:Pres|Gov|Sen|Rep|Lt\. Gov)\.)(?=-(?:elect|designate|nominee))", _title, "."),
    rule(
        "title",
        r"(?<![\w.])(?P<it>(?:Secy?|Sgt\. Maj|Gen|Gov|Dep|Asst|Adm|Amb)\.)(?= of (?:the )?[A-Z])",
        _title,
        ".",
    ),
    rule("title", rf"(?<![\w.])(?P<it>{either(_SEVERAL)}\.)(?=$| [a-z]|[,;:)])", _alone, "."),
    rule("title", rf"(?<![\w.])(?P<it>{either(_TITLES)}\.)(?=['’]s |,? (?:rank|grade)s?\b)", _title, "."),
    rule("title", r"(?<!\w)(?P<it>Ste?\.?)(?=-[A-Z])", lambda m: _TITLES[m["it"].rstrip(".")], "S"),
    rule("title", rf"^(?P<it>{either(_TITLES)}\.)$", _alone, "."),
    rule("title", r"(?<=[a-z,] )(?P<it>(?:Sens|Reps|Govs|Gens|Cols|Capts|Sgts|Drs|Profs|Ambs)\.)", _alone, "."),
    rule("number", r"(?:(?<=[a-z.,] )|(?<=\())(?P<it>Nos?\.)(?= \d)", _kind, "."),
    rule("title", rf"(?<![\w.])(?<![A-Z]-)(?P<it>{either(_TITLES)}\.){_NEXT}", _title, "."),
    rule(
        "title",
        rf"(?<![\w.])(?<![A-Z]-)(?P<it>{either(_BARE)}){_NEXT}"
        r"(?! \((?![Rr](?:etd?|td|es)\b))(?! [A-Z](?![\w.'’]))",
        _title,
    ),
    rule("title", rf"(?<![\w.])(?<![A-Z]-)(?P<it>{either(_LOOSE)})(?= [A-Z][a-z])(?! \()", _loose),
    rule(
        "title", rf"(?<![\w.-])(?P<it>(?:Lt|Maj|Brig|Rear|Vice)\.? (?:Gen|Col|Cmdr|Adm)\.?){_NEXT}", lambda m: _two(m)
    ),
    rule(
        "number",
        rf"(?<![\w.])(?P<it>{either(_NUMBERED.keys() - {'No', 'no', 'Ex'})}\.)(?=:? ?(?:[~≈−-]?\d|[IVX]+\b))",
        _kind,
        ".",
    ),
    rule("abbreviation", r"(?<=[A-Za-z] \()(?P<it>[Cc]apt)(?=\))", lambda m: "captain", "("),
    rule("abbreviation", r"(?<=\()(?P<it>[Rr]es\.)(?=\))", lambda m: "reserve", "e"),
    rule(
        "abbreviation",
        r"(?<!\w)(?P<it>[Aa]dj\.)(?= (?:EPS|EBITDA?|(?:net|gross|operating|diluted) |profit|loss|earnings|income))",
        lambda m: "Adjusted" if m["it"][0] == "A" else "adjusted",
        "j",
    ),
    rule("abbreviation", r"\b(?P<it>Tel)(?=: ?[+\d(])", lambda m: "Telephone", "T"),
    rule("abbreviation", r"(?<=[A-Za-z\d.)] )(?P<it>vs?\.)(?= [A-Z])", _versus, "v"),
    rule("abbreviation", r"(?<=[\w)] )(?P<it>v)(?= [A-Z]\w)", _versus, "v"),
    rule("abbreviation", r"(?<=\d )(?P<it>v)(?= [A-Z])", _versus, "v"),
    rule("abbreviation", rf"(?<![\w.])(?P<it>[LR])(?= (?:{'|'.join(_BODY)})\b)", lambda m: _OF_BODY[m["it"]], "LR"),
    rule("abbreviation", rf"(?<=\d )(?P<it>{either(_CASES)}\.)", lambda m: _CASES[m["it"][:-1]], "."),
    rule(
        "abbreviation",
        rf"(?<=[a-z(,] )(?P<it>{either(_COUNTED)})(?= \d{{1,3}}\b)",
        lambda m: _NUMBERED[m["it"]],
        "0123456789",
    ),
    rule("abbreviation", r"(?<=\()nc(?=\))", lambda m: "no change", "n"),
    rule("abbreviation", r"(?<![\w.])wk(?= \d)", lambda m: "week", "w"),
    rule("abbreviation", r"(?<![\w.])(?P<it>agg)(?= \d)", lambda m: "aggregate", "g"),
    rule("abbreviation", r"(?<=[a-z)] )(?P<it>bt\.?)(?= [A-Z])", lambda m: "beat", "b"),
    rule("abbreviation", r"(?<=[\d)] )(?P<it>vs?\.)(?= \d)", _versus, "v"),
    rule("abbreviation", r"(?<=[a-z)] )(?P<it>def\.)(?= [A-Z\d(])", lambda m: "defeated", "d"),
    rule("abbreviation", r"(?<![\w.])(?P<it>Op\.)(?= [A-Z][a-z]+)", lambda m: "Operation", "."),
    rule("number", r"\b(?:[Tt]he|[Aa]|[Tt]otal|[Ll]arge) (?P<it>no\.)(?= of\b)", lambda m: "number", "n"),
    rule(
        "number",
        rf"{_NUMBERED_NOUN.pattern[4:-2]}(?i:s? )(?P<it>no\.)(?= (?:[A-Z]{2, 4} )?[A-Z-]*\d)",
        lambda m: "number",
        "n",
    ),
    rule("number", r"(?<![\w.])(?P<it>No\.)(?= [A-Z]{2,}[-/]\d)", lambda m: "number", "N"),
    rule(
        "abbreviation",
        r"(?<=\d )(?P<it>cts?\.)(?= (?:of|under|for|in)\b)",
        lambda m: "count" if m["it"] == "ct." else "counts",
        "c",
    ),
    rule("abbreviation", r"\bof (?P<it>Ed\.)(?!\w)", lambda m: "Education" + stop(m.string, m.end("it")), "E"),
    rule("abbreviation", r"\b(?P<it>Gr\.)(?= (?:[A-D]|\d)\b)", lambda m: "Grade", "G"),
    rule("abbreviation", r"\b(?P<it>Cat)(?= [1-5]\b)", lambda m: "Category", "C"),
    rule(
        "abbreviation",
        r"(?P<it>(?<=\blast )(?:yr|mo)\.?|(?<=\bthis )(?:yr|mo)\.?|(?<=\bnext )(?:yr|mo)\.?"
        r"|(?<=\bper )(?:yr|oz)\.?|(?<=\ba )yr\.?"
        r"|(?<![\w.])wk\.?(?= of )"
        r"|(?<=\d\+ )yrs\.?)(?!\w)",
        lambda m: _SHORT_WORDS[m["it"].rstrip(".")] + (stop(m.string, m.end("it")) if m["it"].endswith(".") else ""),
        "ymow",
    ),
    rule("abbreviation", rf"(?<![\w.])(?P<it>{either(_ANYWHERE)}\.?)(?![\w-])", _anywhere),
    rule("initials", r"(?<![\w.])(?P<it>[A-Z]\.(?:[ -]?[A-Z]\.)*)(?= [A-ZÀ-Þ][a-zà-ÿ'’])", lambda m: _person(m), "."),
)


def _two(match: re.Match[str]) -> str:
    return " ".join(_TITLES.get(word, word) for word in match["it"].replace(".", "").split())


def _person(match: re.Match[str]) -> str | None:
    """The initials of a name: "J. D. Vance", "George W. Bush"; "U.S. Army" and a sentence's end are others'."""
    if re.fullmatch(r"(?:[A-Z]\.){2,}", match["it"]) and match["it"] in ("U.S.", "U.N.", "U.K.", "E.U.", "D.C."):
        return None
    if stop(match.string, match.end("it")):
        return None
    return _initials(match)
