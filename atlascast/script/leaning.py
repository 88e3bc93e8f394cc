"""Sentences → which of them must be told together.

A sentence leans on another when a listener who has not heard that one is lost: it opens with "However" or "It", says
"he" of a man named before, quotes on from there, or calls by the surname alone a person introduced there.
"""

import re
from collections.abc import Sequence

from atlascast.script.facts import SMALL

_PRONOUNS = (
    "He She They It That His Her Hers Their Theirs Its Him Them Neither Either Another Others Here"
)
_CONNECTIVES = (
    "However But And Or Yet Still Moreover Furthermore Nevertheless Nonetheless Instead Therefore Thus Also Then So "
    "Otherwise Rather Hence Consequently Accordingly Similarly Likewise Additionally Afterward Afterwards Besides "
    "Conversely Later Meanwhile Subsequently Which Whom Whose Especially Particularly Including"
)
_PHRASES = (
    r"In (?:addition|fact|response|turn|return|contrast|doing so|this|that|these|those|both|other words)",
    r"In the meantime",
    r"As (?:a result|such|well)",
    r"In (?:sum|short|all|total|summary|conclusion|brief|a nutshell)|All (?:told|in all)|Overall|Altogether|To sum up",
    r"(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\d+|Several|Some|Many|Dozens|Hundreds) (?:others|more)(?! than)",
    r"(?:For|With|Of|After|At|Despite|Because of|Since|To|By|From|On|Under|Between|Among)"
    r" (?:this|that|these|those|them|then|which)",
    r"For (?:example|instance|his|her|their|its)",
    r"By contrast",
    r"On the other hand",
    r"At the same",
    r"(?:(?:\w+ ){0,2}(?:minutes|hours|days|weeks|months|years)|A (?:short|little) (?:time|while)|Moments|Minutes|Hours"
    r"|Days|Weeks|Months|Years) (?:later|earlier|afterwards?)",
    r"The (?:next|following|previous) (?:day|morning|evening|night|week|month|year)",
    r"That said|Even so|To do so|All it",
    r"The (?:former|latter|same|other|others|two|pair|second|third|rest)",
    r"(?:One|Some|Many|Most|All|None|Several|Two|Three) of (?:them|these|those)",
    r"There(?! (?:is|are|was|were|has|have|had|will|would|could|may|might)\b)",
)
_OPENS = re.compile(rf"(?:{'|'.join(_PRONOUNS.split() + _CONNECTIVES.split())}|{'|'.join(_PHRASES)})\b")
_POINTS = re.compile(
    r"\b(?:th(?:is|ese|ose)(?! (?:second|minute|hour|morning|afternoon|evening|day|week|weekend|month|year|season"
    r"|spring|summer|autumn|fall|winter|decade|century|article|report|who|whose|in|from|with|of|on|at)\b)|such(?! as\b)"
    r"|we|i|us|our|my|ours|both(?! (?:\S+ ){1,6}and\b)|the (?:former|latter|same|two|pair)(?= \w+|[.,;])(?! as\b)"
    r"|the (?:total|tally|count)(?! (?:of|number|amount|cost|value)\b))\b",
    re.IGNORECASE,
)
"""Words inside a sentence that point to what was just said, or to who says it; "this week" and "those who" do not."""

_TURNS = re.compile(r"\W*(?:But|However|Yet|Still|Nevertheless|Nonetheless)\b")
"""How a sentence begins that takes back some of the one before it: that one alone would mislead."""

_ANNOUNCES = re.compile(
    r"(?:Here(?:['’]s| is| are| was| were)|(?:We|I)(?:['’]ll| will) (?:start|begin)|Let(?:['’]s| us)|Consider"
    r"|(?:These|The following) are (?:some|the|a few|several)|First(?:ly)?(?=,)|To (?:begin|start) with"
    r"|(?:We|I) (?:asked|put (?:it|these|the|some|a few) |spoke (?:to|with)|talked (?:to|with)|sat down with)"
    r"|(?:This|That) is (?:how|the story of))\b"
)
"""How a sentence begins that says what comes next: without that it breaks off."""

_ANSWERS = re.compile(r"\W*(?:Because|Yes|No[,.]|Not|Well|Possibly|Probably|Maybe|Perhaps|To)\b")
"""How an answer begins that is none without its question."""

_ELLIPTIC = 4
"""Words of a sentence that stands on the one before it, such as "Why?"."""

_ASIDE = re.compile(
    r", (?:however|meanwhile|therefore|instead|nevertheless|nonetheless|moreover|in turn|too|for example"
    r"|for instance)[,.]|\bas follows\b|^\(|\binstead\b(?! of\b)"
    r"|(?<!but )(?<!, and )(?<!\bwho )(?<!\bwhich )\balso(?! (?:known|called) as\b)"
)
"""What a sentence says to the one before it in passing, and a sentence in brackets."""

_REACTS = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]* |[a-z]+ ){1,6}(?:(?:dis)?agree[sd]?|concur(?:s|red)?|object(?:s|ed)|counter(?:s|ed)"
    r"|demur(?:s|red)?|retort(?:s|ed)|(?:aims?|wants?|hopes?|set out|tried) to find out)(?=[.,;]|$)"
)
"""What somebody thinks of what another said, which is not said with it: "Ruiz disagreed, …"."""

_LABELLED = re.compile(r"(?:[A-ZÀ-Þ][\w.'’-]* ){0,3}[A-ZÀ-Þ][\w'’-]*: (?![\"“])")
"""A row of a list that has no marks: "Ana Ruiz: two charges."."""

_DEFINITE = re.compile(r"The ([a-z]+)(?= (?!of\b)[a-z])")
_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<!^)\b[A-ZÀ-Þ]\w+|^[A-ZÀ-Þ]\w+ [A-ZÀ-Þ]\w+")
SPEECH = re.compile(
    r"\b(?:said|says|say|saying|told|tells|added|adds|wrote|writes|stated|states|announced|declared|warned|argued"
    r"|insisted|according to|tweeted|posted|explained|asked|replied|noted|called|claimed|reported|testified|remarked"
    r"|urged|quoted)\b"
)
"""Words that give a quotation its speaker."""

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_PARTICLE = r"(?:(?:al|bin|ibn|de|da|di|von|van|der|el|of|the) )*"
_NAME = re.compile(
    rf"(?<![\w.])[A-ZÀ-Þ][\w’'-]*\w"
    rf"(?: (?:[A-Z]\. )?{_PARTICLE}(?!(?:Jr|Sr|II|III|IV)\b)[A-ZÀ-Þ][\w’'-]*\w)+"
)
_SHORT = re.compile(r"\(([A-Z][A-Z0-9-]{1,9})\)")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_INTRODUCED = re.compile(
    r"\b(?i:an?|its|his|her|their|another|several|some|two|three|four|five|six|seven|eight|nine|ten|\d+)"
    r" (?:[\w.-]+ ){0,2}?([a-z]{4,}?)s?(?=[,.;:]| (?:of|in|on|at|by|for|from|to|with|that|who|which|and|or|as|after"
    r"|behind|before|near|over|under|was|were|is|are|has|have|had|will|would|could|can|may|\w{3,}(?:ed|en|ing))\b)"
)
"""What is new to a listener: "a garage behind the house", "nine companies"."""

_DONE = re.compile(r"\b([a-z]{4,})ed\b")
_NAMED = r"(?! (?:of|that|who|which|to|for|between)\b)"
_KNOWN = re.compile(rf"\bthe ([^\s,;:]++){_NAMED}(?: ([a-z]{{4,}}+){_NAMED})?", re.IGNORECASE)
"""What a listener is taken to know: "the garage"."""


def leaning(texts: Sequence[str], paragraphs: Sequence[int], kinds: Sequence[str] = ()) -> list[set[int]]:
    """For each sentence of an article, the places of those it directly leans on.

    `paragraphs` gives each sentence's paragraph, `kinds` what that was in the page, where it is known ("text", "item",
    "quote", …). Follow the sets to their end to find all that must be told.
    """
    leans: list[set[int]] = [set() for _ in texts]
    for index, text in enumerate(texts):
        if index and _leans(text):
            leans[index].add(index - 1)
        if index + 1 < len(texts) and _asks(text):
            leans[index].add(index + 1)
        if index and _ANSWERS.match(text) and _asks(texts[index - 1]):
            leans[index].add(index - 1)
        if index and _TURNS.match(text):
            leans[index - 1].add(index)
        named = _DEFINITE.match(text)
        if index and named:
            leans[index].add(_last_with(named[1], texts[:index]))
        if text.rstrip().endswith(":") and index + 1 < len(texts):
            _tie(leans, index, index + 1)
    _join_kinds(texts, kinds, leans)
    _join_quotations(texts, paragraphs, leans)
    _join_names(texts, leans)
    _join_things(texts, leans)
    return leans


def _asks(text: str) -> bool:
    """Whether a sentence is a question, or says what comes next."""
    return _unquoted(text).rstrip().endswith("?") or _ANNOUNCES.match(text) is not None


def _leans(text: str) -> bool:
    """Whether a sentence is lost without the one before it."""
    outside = _unquoted(text)
    opens = _OPENS.match(text.lstrip("\"'“‘(["))
    opens = opens or _LABELLED.match(text) or _REACTS.match(outside)
    short = len(_WORD.findall(text)) <= _ELLIPTIC
    return bool(opens or short or _person_first(text) or _POINTS.search(outside) or _ASIDE.search(outside))


def _join_kinds(texts: Sequence[str], kinds: Sequence[str], leans: list[set[int]]) -> None:
    """A list is told whole with what leads in to it, a quotation set apart with the sentence before it."""
    for index in range(1, len(kinds)):
        if kinds[index] not in ("item", "quote"):
            continue
        first = index
        while first and kinds[first - 1] == kinds[index]:
            first -= 1
        lead_in = max(first - 1, 0)
        if kinds[index] == "quote" or texts[lead_in].rstrip().endswith(":"):
            _tie(leans, lead_in, index)
        else:
            leans[index].add(lead_in)


def _tie(leans: list[set[int]], one: int, other: int) -> None:
    leans[one].add(other)
    leans[other].add(one)


def _unquoted(text: str) -> str:
    """The text with what is quoted blanked: that speaks for itself."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def _last_with(word: str, texts: Sequence[str]) -> int:
    """Where a thing was last spoken of by this word; the last sentence where it had another name ("the envoy")."""
    spoken = re.compile(rf"\b{word}\b", re.IGNORECASE)
    return next((place for place in reversed(range(len(texts))) if spoken.search(texts[place])), len(texts) - 1)


def _person_first(text: str) -> bool:
    """Whether "he" or "her" comes before any name it could stand for."""
    outside = _unquoted(text)
    person = _PERSON.search(outside)
    return person is not None and not _CAPITAL.search(outside[: person.start()].strip())


def _join_quotations(texts: Sequence[str], paragraphs: Sequence[int], leans: list[set[int]]) -> None:
    """A quotation over several sentences is told whole, and never without its speaker."""
    inside = False
    for index, text in enumerate(texts):
        if inside and index:
            _tie(leans, index - 1, index)
        inside = _open_after(text, inside)
        outside = _QUOTED.sub("", text)
        if len(outside) < 0.4 * len(text) and not SPEECH.search(outside):
            after = index + 1 < len(texts) and paragraphs[index + 1] == paragraphs[index]
            if after and (not index or SPEECH.search(_QUOTED.sub("", texts[index + 1]))):
                leans[index].add(index + 1)
            elif index:
                leans[index].add(index - 1)


def _open_after(text: str, inside: bool) -> bool:
    """Whether a quotation is still open at the text's end."""
    if "“" in text or "”" in text:
        return text.rfind("“") > text.rfind("”")
    return inside ^ (text.count('"') % 2 == 1)


def _join_names(texts: Sequence[str], leans: list[set[int]]) -> None:
    """A surname or a short form leans on the sentence that first gave the full one."""
    given: dict[str, int] = {}
    for index, text in enumerate(texts):
        full = {match[0].split()[-1] for match in _NAME.finditer(text) if _full(match[0])}
        for word in set(_WORD.findall(re.sub(r"['’]s\b", "", text))) & given.keys() - full:
            leans[index].add(given[word])
        for word in full | set(_SHORT.findall(text)):
            given.setdefault(word, index)


def _full(name: str) -> bool:
    """Whether a name has two words of its own: the first of "When Ruiz" is the sentence's."""
    first, *rest = name.split()
    return first.lower() not in SMALL or len(rest) > 1


def _join_things(texts: Sequence[str], leans: list[set[int]]) -> None:
    """"The garage" leans on the sentence that first spoke of "a garage", "the arrest" on "was arrested"."""
    given: dict[str, int] = {}
    for index, text in enumerate(texts):
        outside = _unquoted(text)
        known = [word for match in _KNOWN.finditer(outside) for word in match.groups("")]
        leans[index] |= {given[one] for word in known if (one := word.rstrip(".!?").removesuffix("s")) in given}
        for match in (*_INTRODUCED.finditer(outside), *_DONE.finditer(outside)):
            given.setdefault(match[1], index)
