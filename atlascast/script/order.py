"""A sentence whose long quotation stands before its speaker → the same words, the speaker first.

The ear takes "…" for the narrator's own word until it hears who said it. Only a sentence is turned that is nothing but
one quotation, who said it and when; no word is changed, added or left out.
"""

import re

from atlascast.week import MONTH

LONG = 80
"""Characters of a quotation for which the ear needs its speaker first."""

_QUOTE = r"(?P<open>[“\"])(?P<quote>[^“”\"]+)(?P<stop>[,?!]) ?(?P<close>[”\"])"
_VERB = (
    r"(?P<verb>said|says|wrote|writes|added|adds|declared|tweeted|warned|argued|stated|noted|recalled|testified"
    r"|comments|commented|explains|explained|told [^,;:“”\"]{2,60})"
)
_CAP = r"(?:[A-ZÀ-Þ][\w.’'-]*)"
_NAME = (
    rf"(?:{_CAP}|[Tt]he|an?|[a-z]{{3,}}(?= (?:{_CAP}|[a-z]{{3,}} {_CAP})))"
    rf"(?: (?:{_CAP}|of|the|for|de|al|bin|van|von|[a-z]+))*"
)
_ROLE = r"(?P<role>, (?!\w+ing\b)[^,;:“”\"]{2,120}?)?"
_WHEN = (
    r",?(?P<when>(?: on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?"
    r"(?: in an? (?:\w+ ){0,2}"
    r"(?:statement|interview|tweet|post|e-?mail|letter|report|briefing|conference|release|call))?"
    r"(?: when [^,;:“”\"]{2,60})?)"
)
_WHILE = (
    r"(?P<while>, (?:according to|(?!(?:add|say|insist|warn|deny|not|call|argu|claim|describ)ing\b)\w{2,}ing)"
    r" [^,;:“”\"]{2,120})?"
)
"""What the speaker did meanwhile, or who tells of it: ", pointing at the roof"; not what else was said."""

_AFTER = re.compile(rf"{_QUOTE} {_VERB} (?P<name>{_NAME}?){_ROLE}{_WHEN}{_WHILE}\.")
"""“…,” said the mayor, Ana Ruiz, in a statement."""

_SUBJECT = (
    rf"(?P<name>(?:{_CAP}|[Tt]he|an?|his|her|its|their|he|she|they|it|one|two"
    rf"|[a-z]{{3,}}(?= (?:[a-z]{{3,}} ){{0,2}}{_CAP}))\b(?: [^,;:“”\"]{{1,100}}?)?)"
)
_BEFORE = re.compile(
    rf"{_QUOTE} {_SUBJECT}(?P<role>, [^;:“”\"]{{2,120}},)? {_VERB}(?P<when>(?: [^,;:“”\"]{{2,80}})?)"
    rf"{_WHILE}\."
)
"""“…,” the mayor, Ana Ruiz, said on Monday at the port."""

_ANOTHER = re.compile(r"\b(?:and|but|(?<!of )(?<!about )that|while|who|which|because)\b", re.IGNORECASE)
"""What begins another clause, which is not to come before the quotation."""

_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|which|that|when|while|as|after|before|because|if|where|in|on|at|during|by|with|to|from|about"
    r"|said|says|he|she|they|it|his|her|their|yesterday|today|and|but|then|later|again)\b",
    re.IGNORECASE,
)
_WHERE = re.compile(rf"\b(?:in|at|from) (?:the )?(?!{MONTH}|\w+day\b)[A-ZÀ-Þ]")
"""Where somebody belongs: "Rosa Lind of the harbour office in Lisk"."""

_SHORTENED = re.compile(r"\b(?:Inc|Ltd|Corp|Co|Jr|Sr|Bros)$")
"""Words whose full stop is the sentence's too."""

_SAID = re.compile(r"\b(?:said|says|yesterday|today|\w+day)\b", re.IGNORECASE)
"""What tells of the saying, not of the speaker."""


def spoken_order(sentence: str, long: int = LONG) -> list[str]:
    """The sentence with its speaker first; empty where the ear does without or it cannot be turned safely.

    `long`: characters of a quotation from which on it is turned.
    """
    after, before = _AFTER.fullmatch(sentence), _BEFORE.fullmatch(sentence)
    match = after or before
    if not match or len(match["quote"]) < long or match["quote"][:1].islower():
        return []
    name, role, when = match["name"], match["role"] or "", match["when"] + (match["while"] or "")
    unsafe = _CLAUSE.search(_WHERE.sub("", name)) or _SAID.search(role) if after else _ANOTHER.search(when)
    if unsafe or re.search(r"\bplc$", role or name):
        return []
    stop = "." if match["stop"] == "," else match["stop"]
    short = "." if after and not when and _SHORTENED.search(role or name) else ""
    comma = "," if role and after else ""
    said = f"{name[0].upper()}{name[1:]}{role}{short}{comma} {match['verb']}{when}: "
    return [f"{said}{match['open']}{match['quote']}{stop}{match['close']}"]
