"""Addresses of the net, handles, hashtags, phone numbers, IP addresses → words.

"atlas.example.org/desk" → "atlas dot example dot org slash desk"; the scheme is left unsaid, as a
newsreader leaves it. "@NickAmes82" → "at Nick Ames eighty-two"; "#MeToo" → "hashtag Me Too".
"""

import re

from atlascast.spoken.acronyms import said_as_letters
from atlascast.spoken.rule import Rule, rule
from atlascast.spoken.tables import either, words
from atlascast.spoken.words import cardinal, digits, year

_TLD = either(words("web", "endings") | words("web", "spelt"))
_SPELT_TLD = words("web", "spelt")
_CALLING = re.compile(r"(?i)\b(?:text \w+ to|dial|ring|text|call|hotline|helpline|number is)")
_AGENCIES = words("web", "agencies")
_STAY = words("web", "stay")
_HOST = rf"(?:[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?\.)+(?:{_TLD})"
_PATH = r"(?:/[\w\-./%~+#=&?,;:@!]*[\w/])?"
_NAMES = {
    ".": " dot ",
    "/": " slash ",
    "-": " dash ",
    "_": " underscore ",
    "?": " question mark ",
    "=": " equals ",
    "&": " and ",
    "%": " percent ",
    "+": " plus ",
    "#": " hash ",
    "~": " tilde ",
    ":": " colon ",
    "@": " at ",
}


def _pieces(text: str) -> str:
    """Letters as they are, digits said, signs named."""
    said: list[str] = []
    for piece in re.findall(r"[A-Za-zÀ-ÿ']+|\d+|.", text):
        if piece.isdigit():
            said.append(cardinal(int(piece)) if re.fullmatch("[1-9]000", piece) else digits(piece))
        else:
            said.append(_NAMES.get(piece, piece).strip() if len(piece) == 1 and not piece.isalpha() else _label(piece))
    return re.sub(r" +", " ", " ".join(said)).strip()


def _label(piece: str) -> str:
    if piece == "jpg":
        return "jpeg"
    if piece.isupper() and said_as_letters(piece):
        return " ".join(piece)
    short = len(piece) in (2, 4) and piece.islower() and said_as_letters(piece.upper()) and piece not in _STAY
    silent = len(piece) <= 4 and not re.search("[aeiouyAEIOUY]", piece)
    spelt = short or silent or piece in _AGENCIES or piece.lower() in _SPELT_TLD
    return " ".join(piece.upper()) if spelt and len(piece) > 1 else piece


def _figures(piece: str) -> str:
    if re.fullmatch(r"(?:19|20)\d\d", piece):
        return year(int(piece))
    return digits(piece) if piece.startswith("0") or len(piece) > 2 else cardinal(int(piece))


def _url(match: re.Match[str]) -> str:
    return _pieces(match["host"] + (match["path"] or "").rstrip("/"))


def _mail(match: re.Match[str]) -> str:
    user = _pieces(match["user"].replace("&", " ampersand "))
    return f"{user} at {_pieces(match['host'] + match['path'].rstrip('/'))}"


def _ending(match: re.Match[str]) -> str:
    """ "the .ru domain" → "the dot R U domain"."""
    return f"dot {_label(match['tld'])}"


def camel(name: str) -> str:
    """ "NickAmes82" → "Nick Ames eighty-two": the words inside a handle or hashtag."""
    parts = re.findall(
        rf"[A-Z]{{2,}}(?:(?![a-z])|(?=(?:{'|'.join(words('web', 'joined'))})(?![a-z])))|[A-Z]?[a-zÀ-ÿ]+|[A-Z]+|\d+",
        name,
    )
    return " ".join(map(_named, parts))


def _named(part: str) -> str:
    """A word or number inside a handle."""
    if part.isdigit():
        return _figures(part)
    if re.fullmatch("[b-df-hj-np-tv-xz]{2,5}", part):
        return " ".join(part.upper())
    return " ".join(part) if part.isupper() and said_as_letters(part) else part


def _handle(match: re.Match[str]) -> str:
    return f"at {camel(match['name'])}"


def _called(match: re.Match[str]) -> str | None:
    """ "Dial 112 or 999", "text 741741": a short number to call, where the text speaks of calling."""
    return digits(match["it"]) if _CALLING.search(match.string[: match.start("it")]) else None


def _emergency(match: re.Match[str]) -> str:
    """ "calls went unanswered at 112"."""
    return digits(match["it"])


def _hashtag(match: re.Match[str]) -> str:
    return f"hashtag {camel(match['name'])}"


def _phone(match: re.Match[str]) -> str:
    text = match["it"] if "it" in match.re.groupindex else match[0]
    groups = re.findall(r"[A-Z]+|\d+", text)
    said = ", ".join(_group(group) for group in groups)
    said = re.sub(r"(?<=[A-Z]), (?=[A-Z])", " ", said)
    return ("plus " if text.lstrip("(").startswith("+") else "") + said


def _group(group: str) -> str:
    if not group.isdigit():
        return " ".join(group) if said_as_letters(group) else group
    return f"{cardinal(int(group[0]))} hundred" if re.fullmatch(r"[1-9]00", group) else digits(group)


def _ip(match: re.Match[str]) -> str:
    return " dot ".join(digits(part) for part in match[0].split("."))


_PHONE = (
    r"\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}"
    r"|(?:1[- ])?(?:\(\d{3}\)[ -]?|\d{3}[-.])\d{3}[-. ]\d{4}(?:-\d{1,4})?"
    r"|1-8\d\d(?:-[A-Z0-9]+){1,3}|\d{3}-\d{3}-[A-Z]{4}|\d{3}-[A-Z]{4}-[A-Z]{3}"
    r"|1[38]00[- ]\d{2,3}[- ]\d{3,4}|0\d{2}-\d{7,8}|0\d{2} \d{2} \d{5}|0800 \d{4}"
    r"|\d{3}-\d{2}-\d{4}"
    r"|0\d{1,2}-\d{3}-\d{4}|0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}|555-\d{4}|\(\+\d{1,3}\)(?: ?\d{2,6}){2,4}"
)
RULES: tuple[Rule, ...] = (
    rule(
        "web",
        rf"(?<![\w@])(?P<user>\w[\w.+&-]*)@(?P<host>{_HOST}|[\w-]+(?:\.[\w-]+)+)(?P<path>{_PATH})(?!\w)",
        _mail,
        "@",
    ),
    rule("web", rf"file:/{{2,3}}(?P<host>\w*)(?P<path>{_PATH})", _url, ":"),
    rule("web", rf"(?:https?|ftp)://(?P<host>[\w-]+(?:\.[\w-]+)*(?::\d+)?)(?P<path>{_PATH})", _url, ":"),
    rule("web", rf"(?<![\w@./])(?P<host>(?:www\.)?{_HOST})(?P<path>{_PATH})(?![\w@])", _url, "."),
    rule(
        "phone",
        r"\b(?i:text \w+ to|ring(?:ing)?|rang|dial(?:l?ed|l?ing)?|text(?:ed|ing)?|call(?:ed|ing)?|hotline|helpline"
        r"|number is|or) "
        r"(?P<it>\d{3}(?:\d{2,3})?)"
        r"(?=[.,;:)!?]*$|[.,;:)!?] | (?:or|in an emergency|for help|from|to report|if|and ask)\b)",
        _called,
        "0123456789",
    ),
    rule(
        "phone",
        r"\bcalls?\b[^.]{0,40}\b(?:at|to) (?P<it>11[0-9]|911|988|999|000)(?![\w,-]|\.\d)",
        _emergency,
        "0189",
    ),
    rule(
        "phone",
        r"\b(?:[Cc]all(?:s|ed|ing)?|[Rr]ing|[Pp]hone|[Cc]ontact(?:ed)?|[Hh]elpline|[Hh]otline|Lifeline|Samaritans|Childline"
        r"|Crimestoppers|[Tt]el)\b[^.]{0,40}?\b(?:on|at) "
        r"(?P<it>\d{2,4}(?: \d{2,4}){1,3}|\d{3})(?=[.,;:)]? |[.,;:)]*$)",
        _phone,
        "0123456789",
    ),
    rule("phone", rf"(?<![\w.,$+-])(?:{_PHONE})(?![\w-])", _phone, "0123456789"),
    rule("phone", r"(?<=\d{4}) ?x ?(?P<num>\d{2,5})(?!\w)", lambda m: f" extension {digits(m['num'])}", "x"),
    rule("web", r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)", _ip, "."),
    rule("web", rf"(?<![\w.])\.(?P<tld>{_TLD})(?![\w.])", _ending, "."),
    rule("web", r"(?<![\w@])@(?P<name>[A-Za-z]\w*)", _handle, "@"),
    rule("web", r"(?<![\w&#])#(?![A-Z]{1,4}-\d)(?P<name>[A-Za-zÀ-ÿ]\w*)", _hashtag, "#"),
)
