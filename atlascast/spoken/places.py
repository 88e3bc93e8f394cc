"""Addresses, American states and party labels → words.

"(D-Minn.)" → "(Democrat of Minnesota)", "Stroudsburg, PA" → "Stroudsburg, Pennsylvania", "1428 Elm St." → "fourteen
twenty-eight Elm Street"; a ZIP code digit by digit.
"""

import re

from atlascast.spoken.context import stop
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, rows, table, words
from atlascast.spoken.words import cardinal, code, digits, ordinal

_STATES = rows("places", "states")
_POSTAL = rows("places", "postal")
_PARTIES = rows("places", "parties")
_PARTIES_ALONE = rows("places", "parties_alone")
_SEATED = {*_PARTIES_ALONE} - {"Ind", "Rep"}
"""Before a comma and a seat: "Jane Palmer (Con, Hillingdon)"."""
_STREETS = rows("places", "streets")
_COMPASS = rows("places", "compass")
_STATE = rf"(?:(?P<state>{either(_STATES)})\.?|(?P<postal>{either(_POSTAL)}))"
_STATE_DOT = rf"(?:(?P<state>{either(_STATES)})\.|(?P<postal>{either(_POSTAL)}))"
_FULL = {*_STATES.values(), *_POSTAL.values()} - {"D C"}
_SHIRES = rows("places", "shires")
_WAYS = rows("places", "ways")
_BASES = words("places", "bases")
_COMPANIES = words("places", "companies")
_AIR = re.compile(
    r"\b(?:[Aa]ir(?:craft|men|man|base| base)?|USAF|[Ss]quadrons?|[Bb]ombers?|[Ff]ighters|[Mm]issiles?|[Dd]rones?"
    r"|[Ss]truck|[Ss]trikes?|hit|runways?|hangars?|F-\d\d\w?s?|(?:Su|Tu|MiG|Mi|Il|MQ|RQ|C|B|KC)-\d\d\w*)\b"
)
_FIGURES = "0123456789"


def _state(match: re.Match[str]) -> str:
    return _STATES[match["state"]] if match["state"] else _POSTAL[match["postal"]]


def _party(match: re.Match[str]) -> str:
    place = _state(match) if match["state"] or match["postal"] else match["other"]
    district = f" {cardinal(int(match['district']))}" if match["district"] else ""
    return f"{_PARTIES[match['party']]} of {place}{district}"


def _behind_comma(match: re.Match[str]) -> str:
    full_stop = stop(match.string, match.end("it")) if match.string[match.end("it") - 1] == "." else ""
    return _state(match) + full_stop


def _zip(match: re.Match[str]) -> str:
    return digits(match["it"])


def _address(match: re.Match[str]) -> str:
    number = match["number"]
    side = f" {_COMPASS[match['side']]}" if match["side"] else ""
    name = match["name"]
    nth = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", name)
    name = ordinal(int(nth[1])) if nth else name
    full_stop = stop(match.string, match.end()) if match[0].endswith(".") else ""
    quarter = f" {_COMPASS[match['quarter'].replace('.', '')]}" if match["quarter"] else ""
    return f"{_house(number)}{side} {name} {_STREETS[match['street']]}{quarter}{full_stop}"


def _base(match: re.Match[str]) -> str | None:
    """ "Ramstein AB": an air base where the line speaks of aircraft or the name is one's; "Saab AB" is a company."""
    if (
        match["it"] == "AB"
        and match["name"] not in _BASES
        and (match["name"] in _COMPANIES or not _AIR.search(match.string))
    ):
        return None
    return "Air Base" if match["it"] == "AB" else "Air Force Base"


def _side(match: re.Match[str]) -> str:
    if match["of"]:
        return _COMPASS[match["side"]].lower()
    return _COMPASS[match["side"]] + ("" if match.string[match.end("it")] == " " else " ")


def _quarter(match: re.Match[str]) -> str:
    said = _COMPASS[match["it"]]
    return said if len(match["it"]) == 1 else said.lower()


def _road(match: re.Match[str]) -> str:
    """ "I-95 S", "Route 9 NB"."""
    return _WAYS[match["it"]]


def _house(number: str) -> str:
    if number[-1].isalpha():
        return f"{_house(number[:-1])} {number[-1]}"
    return digits(number) if number.endswith("08") and len(number) == 3 else code(number)


def _block(match: re.Match[str]) -> str:
    """ "the 1200 block", "the 100-300 blocks"."""
    return (f"{code(match['low'])} to " if match["low"] else "") + code(match["num"])


def _street(match: re.Match[str]) -> str:
    written = match["street"]
    full_stop = stop(match.string, match.end("it")) if match["it"].endswith(".") else ""
    return _STREETS[written] + full_stop


def _after_name(match: re.Match[str]) -> str | None:
    """ "Harbor Dr." is a street where a capitalised name stands before and no name follows."""
    head = match.string[: match.start("it")]
    if not re.search(r"(?:^|[\s(])(?:[A-Z][\w'’]+|\d+(?:st|nd|rd|th)|(?:and|&) [A-Z]) $", head) or _is_starter(head):
        return None
    tail = match.string[match.end("it") :]
    if re.match(r" (?![NS][EW]\b)[A-Z][\w'’]+", tail) and not stop(match.string, match.end("it")):
        return None
    return _street(match)


def _is_starter(head: str) -> bool:
    """ "The Dr." and "On St." are no streets."""
    return bool(re.search(r"\b(?:The|In|On|At|A|And|But|With|By|For|From|To|When|As|Of)\s$", head))


_ROAD = r"(?:\bI-|\b(?:Interstate|Highway|Hwy\.?|Route|Rte?\.|US|U\.S\.|SR|State Road)[ -])\d{1,3}[A-Z]?"
_STREET = either(_STREETS)
_NAME = r"(?:\d+(?:st|nd|rd|th)|[A-Z][\w'’]+(?: [A-Z][\w'’]+){0,2})"
_DIRECTED = either(table("places")["directed"]["words"].split())
_DOTTED = r"(?P<state>N\.(?:[HJYMCD])|R\.I|S\.D|W\.Va)"
_PLAIN = either(table("places")["plain"]["words"].split())
RULES: tuple[Rule, ...] = (
    rule("address", r"(?<![\w.])[A-Z] (?P<it>St\.)(?= [NS]\.?[EW]\b)", lambda m: "Street", "S"),
    rule(
        "place", rf"\b(?:in|of|near|from) [A-Z][\w .]{{2,20}} (?P<it>Co\.)(?=, {_STATE_DOT})", lambda m: "County", "C"
    ),
    rule("place", rf"(?<![\w.])(?P<it>Co\.?)(?= {either(words('places', 'counties'))}\b)", lambda m: "County", "C"),
    rule("place", r"\b(?P<name>[A-Z]\w*[a-z](?:-\d)?) (?P<it>AF?B)(?=\W|$)", _base, "B"),
    rule(
        "party",
        rf"(?<=\()(?P<party>[DRI])\.,? (?:{_STATE}|(?P<other>{either(_FULL)}))(?P<district>)(?=[)\],;])",
        _party,
        "(",
    ),
    rule("state", rf"(?<![\w.-])(?P<it>(?P<state>{_PLAIN})\.(?P<postal>)?)(?!\w)", _behind_comma, "."),
    rule("compass", r"(?:['’]s|\b(?:the|in|of|from|near|across)) (?P<it>[NS][EW])(?= [A-Za-z][a-z])", _quarter, "NS"),
    rule(
        "compass",
        r"\b(?:Sts?|Aves?|Rd|Blvd|Streets?|Avenues?|Road|Drive|Place)\.? (?P<it>[NS][EW])(?![\w-])",
        lambda m: _COMPASS[m["it"]],
        "NS",
    ),
    rule(
        "compass",
        r"\b(?:St|Ave|Rd|Blvd)\. (?P<it>[NSEW]\.)(?=$|[,;)])",
        lambda m: _COMPASS[m["it"][0]] + stop(m.string, m.end("it")),
        "NSEW",
    ),
    rule("compass", r"\b(?:from|to|in|of) the (?P<it>[NS][EW])(?![\w-])", _quarter, "NS"),
    rule(
        "compass",
        r"\b(?:from|to|in) the (?P<it>[NSEW])(?=[,;:)]|\.?$| (?:and|of|to|while|as)\b)",
        lambda m: _COMPASS[m["it"]].lower(),
        "NSEW",
    ),
    rule("compass", rf"(?<![\w.])(?P<it>[NSEW])(?= (?:{_DIRECTED})\b)", _quarter, "NSEW"),
    rule(
        "state",
        rf"\b(?:[Ii]n|from|across|and|throughout|outside) (?P<it>{_DOTTED}\.(?P<postal>)?)(?!\w)",
        _behind_comma,
        ".",
    ),
    rule(
        "compass", rf"(?<![\w.])(?P<it>(?P<side>[NSEW])\.)(?: (?P<of>of\b)| ?(?P<close>{_DIRECTED}\b))", _side, "NSEW"
    ),
    rule(
        "compass",
        r"\b(?:[Ii]n|across|throughout|its|their|the|hit|struck|near|over|into) (?P<it>(?P<side>[NSEW])\.(?P<of>)) "
        r"(?=[A-Z][a-z]+(?![\w'’]| [A-Z]))",
        _side,
        "NSEW",
    ),
    rule(
        "state",
        rf"(?<![\w.])(?P<it>(?P<state>{either(key for key in _STATES if '.' in key)})\.(?P<postal>)?)"
        r"(?= (?:Gov|Sen|Rep|Lt|Att(?:y|orney)|House|Supreme|state|governor|lawmakers|voters|legislat|Democrat"
        r"|Republican|Court|Legislature|Assembly|Senate|Department|Dept|National Guard|State\b|Highway))",
        _state,
        ".",
    ),
    rule("state", rf"(?<=\w )(?P<it>(?P<state>{either(_STATES)})\.(?P<postal>)?)(?=/{either(_STATES)}\.)", _state, "/"),
    rule("state", rf"(?<=\./)(?P<it>(?P<state>{either(_STATES)})\.(?P<postal>)?)", _state, "/"),
    rule("state", rf"\b[Aa]n? (?P<it>(?P<state>{either(_STATES)})\.(?P<postal>)?)(?= [a-z])", _state, "."),
    rule("compass", r"\b(?:in|across|near) (?P<it>[NS])(?= [A-Z][a-z]{3,}(?! St| Ave))", _quarter, "NS"),
    rule("party", rf"(?<=\()(?P<it>{either(_PARTIES_ALONE)}\.)(?=\))", lambda m: _PARTIES_ALONE[m["it"][:-1]], "."),
    rule("compass", r"\([A-Z][\w ]+, [A-Z][\w' -]+ (?P<it>[NSEW]\.)(?=\))", lambda m: _COMPASS[m["it"][0]], "("),
    rule("party", rf"(?<=[a-z] \()(?P<it>{either(_SEATED)})(?=, [A-Z])", lambda m: _PARTIES_ALONE[m["it"]], "("),
    rule(
        "party",
        rf"(?<=[(\[, ])(?P<party>{either(_PARTIES)})[-–‑]"
        rf"(?:{_STATE}|(?P<other>{either(_FULL)}))(?:-?(?P<district>\d{{1,2}}))?(?=[)\],;]|$)",
        _party,
        "-–‑",
    ),
    rule(
        "party",
        r"(?<=[a-z.][ ,] |[a-z.] \()(?P<party>[DRI])-(?P<other>[A-ZÀ-Þ][a-zà-ÿ]+(?:[ -][A-ZÀ-Þ][a-zà-ÿ]+){0,2})"
        r"(?P<state>)(?P<postal>)(?P<district>)(?=[),;])",
        _party,
        "-",
    ),
    rule(
        "address",
        rf"(?<![\w.,$-])(?P<number>\d{{1,5}}[A-C]?) (?:(?P<side>{either(_COMPASS)})\.? )?(?P<name>{_NAME}) "
        rf"(?P<street>{_STREET})\b\.?(?: (?P<quarter>[NS]\.?[EW]\b\.?))?",
        _address,
        _FIGURES,
    ),
    rule(
        "address",
        rf"(?<![\w.])(?P<it>(?P<side>[NSEW])\.(?P<of>)) (?=(?:\d{{1,3}}(?:st|nd|rd|th)|[A-Z][a-z]+) {_STREET}\b)",
        _side,
        "NSEW",
    ),
    rule("compass", r"(?<![\w.])(?P<it>[NSEW]B)(?= (?:lanes?|traffic|carriageways?|side|ramps?|I-\d))", _road, "B"),
    rule("place", rf"(?<=[a-z], )(?P<it>{either(_SHIRES)})\.?(?=[,;:)]|\.?$| [a-z(])", lambda m: _SHIRES[m["it"]], ","),
    rule("state", rf"\b[A-Z]\w+ of (?P<it>{_STATE_DOT})(?=[,;)]| and\b)", _behind_comma, "."),
    rule("compass", rf"{_ROAD} (?P<it>[NSEW][BS]?)(?=[,;:)]|\.?$| [a-z])", _road, "NSEW"),
    rule(
        "state",
        rf"(?<=[a-zB.], )(?P<it>{_STATE_DOT})(?=$|[,;:.)\"”’?!]|-based|['’]s\b| \d{{5}}| [a-z(—–-])",
        _behind_comma,
        ",",
    ),
    rule(
        "address",
        r"(?<![\w.,-])(?P<it>(?:(?P<low>[1-9]\d{0,2}00)[-–])?(?P<num>\d{3,5}))(?=(?: hundred)? blocks?(?: of)?\b)",
        _block,
        _FIGURES,
    ),
    rule("address", r"(?:[A-Z][a-z.]+|\b[A-Z]{2}),? (?P<it>\d{5})(?:-\d{4})?(?=$|[,;:.)])", _zip, _FIGURES),
    rule(
        "address",
        r"(?<=[a-zI] )(?P<it>(?P<street>Dr|Sts?|Aves?|Blvd|Rds?|Ln|Ct|Hwy|Pkwy|Sq|Pl|Cres|Ter)\.)"
        r"(?=$|[,;:)\"”’]| [(a-zA-Z&])",
        _after_name,
        ".",
    ),
)
