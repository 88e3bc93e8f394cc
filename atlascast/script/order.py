"""A sentence whose long quotation stands before its speaker → the same words, the speaker first.

The ear takes "…" for the narrator's own word until it hears who said it. Only a sentence is turned that is nothing but
one quotation, a verb of speech and a name with its title; no word is changed, added or left out.
"""

import re

LONG = 80
"""Characters of a quotation for which the ear needs its speaker first."""

_QUOTE = r"(?P<open>[“\"])(?P<quote>[^“”\"]+)(?P<stop>[,?!])(?P<close>[”\"])"
_VERB = r"(?P<verb>said|says|wrote|writes|added|adds|declared|tweeted|warned|argued|stated|told reporters)"
_CAP = r"(?:[A-ZÀ-Þ][\w.’'-]*)"
_NAME = (
    rf"(?:{_CAP}|[Tt]he|[a-z]{{3,}}(?= (?:{_CAP}|[a-z]{{3,}} {_CAP})))"
    rf"(?: (?:{_CAP}|of|the|for|de|al|bin|van|von|[a-z]+(?=$)))*"
)
_ROLE = r"(?P<role>, (?:an?|the|its|[A-ZÀ-Þ])[^,;:“”\"]{2,80})?"
_AFTER = re.compile(rf"{_QUOTE} {_VERB} (?P<name>{_NAME}){_ROLE}\.")
_BEFORE = re.compile(rf"{_QUOTE} (?P<name>{_NAME}) {_VERB}\.(?P<role>)")
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|which|that|when|while|as|after|before|because|if|where|in|on|at|during|by|with|to|from|about"
    r"|said|says|he|she|they|it|his|her|their|yesterday|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    re.IGNORECASE,
)


def spoken_order(sentence: str) -> list[str]:
    """The sentence with its speaker first; empty where the ear does without or it cannot be turned safely."""
    match = _AFTER.fullmatch(sentence) or _BEFORE.fullmatch(sentence)
    if not match or len(match["quote"]) < LONG or _CLAUSE.search(match["name"]) or match["quote"][:1].islower():
        return []
    role = match["role"] or ""
    if _CLAUSE.search(role):
        return []
    if re.search(r"\b(?:Inc|Ltd|Corp|Co|Jr|Sr|Bros|plc)$", role or match["name"]):
        return []
    name, stop = match["name"], "." if match["stop"] == "," else match["stop"]
    said = f"{name[0].upper()}{name[1:]}{role}{',' if role else ''} {match['verb']}: "
    return [f"{said}{match['open']}{match['quote']}{stop}{match['close']}"]
