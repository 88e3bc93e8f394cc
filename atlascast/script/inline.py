r"""A paragraph's text → its form in script.md, and back.

A backslash before a mark makes it plain text, `\u{2028}` stands for a character that cannot be seen, `[pause 1.5 s]`
is a rest. A backslash at a line's end closes an utterance there; without one, a paragraph flows and is split into
sentences.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

from atlascast.script.choose import utterances
from atlascast.text import sentences

MAX_PAUSE = 60.0
"""Seconds; a longer rest is a slip of the pen."""

_TAG = re.compile(r"\[\s*(?:(?P<word>[A-Za-z]+)|(?P<mark>¶))\s*(?P<rest>[^\[\]\\\n]{0,30})\]")
_SLIPS = ("onw", "wno", "oen", "segway")
"""Tags misspelt so far that likeness does not tell."""

_AUDIO = re.compile(r"\[\s*audio(?:\s*:|\s)\s*(?P<path>[^\[\]\\\n]*?)\s*\]", re.IGNORECASE)
_PAUSE = re.compile(r"(?P<number>\d+(?:\.\d*)?(?:e-?\d+)?)\s*(?:s|sec|seconds?)?", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?:u\{(?P<code>[0-9A-Fa-f]{1,6})\}|(?P<nothing>e)(?!\w)|(?P<mark>[^\w\s]))")
_STARTS = re.compile(r"[#>♪*|-]|\+ |={3}")
_LOOSE = re.compile(r"(?<!\w)\*|\*(?!\w)|`(?=``)|<(?=[A-Za-z/])|\](?=\()|\[(?=\^)|~(?=~)")
"""Marks that could be read as Markdown's, in the text of an article."""

_MARKDOWN = re.compile(
    r"\*\*|(?<![\w*])\*[^\s*][^*]*\*|```|</?[A-Za-z][^<>]*>|\]\([^()\s]*\)|\[\^\w+\]|~~[^~]+~~"
    r"|^(?:[-+*] |\||-{3,}$|={3,}$)"
)
"""Emphasis, code, HTML, a link, a footnote's mark, struck-out words, a list's item, a table's row, a rule: none of
them has a sound."""


@dataclass(frozen=True, slots=True)
class Said:
    """A run of text as read: one utterance, and the rest after it in seconds."""

    text: str
    pause: float = 0.0


@dataclass(frozen=True, slots=True)
class Tag:
    """A bracket that means something: its name (`pause`, `segue`, `own`, `audio`, `¶`), what follows, where it ends."""

    name: str
    rest: str
    end: int


def tag(text: str, start: int = 0) -> Tag | None:
    """The tag at this place; None for plain text, brackets included. A misspelt tag keeps its misspelt name."""
    if recording := _AUDIO.match(text, start):
        return Tag("audio", recording["path"], recording.end())
    match = _TAG.match(text, start)
    if not match:
        return None
    name = (match["word"] or match["mark"]).lower()
    rest = match["rest"].strip()
    if name in ("pause", "¶") or (name in ("segue", "own") and not rest):
        return Tag(name, rest, match.end())
    close = name in _SLIPS or get_close_matches(name, ("pause", "segue"), 1, 0.79)
    return Tag(name, rest, match.end()) if close else None


def escape(text: str) -> str:
    """Text → the same text for script.md, on one line, without a meaning of its own there."""
    if not text:
        return "\\e"
    edge = (0, len(text) - 1)
    marks = {match.start() for match in _LOOSE.finditer(text)} | ({0} if _STARTS.match(text) else set())
    return "".join(
        f"\\{mark}" if index in marks else _escaped(text, index, index in edge) for index, mark in enumerate(text)
    )


def markdown(line: str) -> list[str]:
    """The marks in a line of the file that are Markdown's and would be said as they stand."""
    plain = _ESCAPED.sub(lambda match: "_" * len(match[0]), line)
    return [match[0] for match in _MARKDOWN.finditer(plain)]


def _escaped(text: str, index: int, edge: bool) -> str:
    mark = text[index]
    begins = {"\\": True, "<": text.startswith("<!--", index), "[": tag(text, index) is not None}
    if begins.get(mark):
        return f"\\{mark}"
    unseen = unicodedata.category(mark) in ("Cc", "Zl", "Zp") or mark == "\ufeff"
    loose = mark.isspace() and (edge or (mark == " " and text[index - 1].isspace()))
    return f"\\u{{{ord(mark):x}}}" if unseen or loose else mark


def unescape(text: str) -> str:
    """`escape` undone; what was never escaped stays as it is."""

    def plain(match: re.Match[str]) -> str:
        if match["code"]:
            code = int(match["code"], 16)
            return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]
        return match["mark"] or ""

    return _ESCAPED.sub(plain, text)


def pause(seconds: float) -> str:
    """A rest as it stands in script.md; "" for none."""
    number = repr(float(seconds)).removesuffix(".0")
    return f"[pause {number} s]" if seconds else ""


def closes(line: str) -> bool:
    """Whether a line of the file ends in a backslash of its own."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def said(lines: list[str], whole: bool = False) -> tuple[list[Said], list[str]]:
    """A paragraph's lines → its utterances, and what is wrong with it.

    `whole`: the paragraph is one utterance (a segue), however many sentences it has.
    """
    if not any(map(closes, lines)):
        return _run(" ".join(lines), split=not whole)
    found: list[Said] = []
    wrong: list[str] = []
    piece: list[str] = []
    for index, line in enumerate(lines):
        piece.append(line[:-1] if closes(line) else line)
        if closes(line) or index == len(lines) - 1:
            more, mistakes = _run(" ".join(piece).strip(" \t"), split=False)
            found += more
            wrong += mistakes
            piece = []
    return found, wrong


def _run(text: str, split: bool) -> tuple[list[Said], list[str]]:
    """Text without line breaks → utterances; a rest follows the utterance before it."""
    found: list[Said] = []
    wrong: list[str] = []
    for piece, mark in _pieces(text):
        plain = unescape(piece.strip(" \t"))
        if piece.strip(" \t"):
            texts = [one for sentence in sentences(plain) for one in utterances(sentence)] if split else [plain]
            found += [Said(one) for one in texts]
        seconds = _seconds(mark, wrong)
        if seconds and found:
            found[-1] = Said(found[-1].text, found[-1].pause + seconds)
        elif seconds:
            wrong.append("a pause needs a sentence before it in its paragraph")
    return found, wrong


def _pieces(text: str) -> list[tuple[str, Tag | None]]:
    """Text between tags, each with the tag that ends it."""
    pieces: list[tuple[str, Tag | None]] = []
    start = index = 0
    while index < len(text):
        if text[index] == "\\":
            index += 2
            continue
        mark = tag(text, index) if text[index] == "[" else None
        if mark:
            pieces.append((text[start:index], mark))
            start = index = mark.end
        else:
            index += 1
    return [*pieces, (text[start:], None)]


def _seconds(mark: Tag | None, wrong: list[str]) -> float:
    if mark is None:
        return 0.0
    match = _PAUSE.fullmatch(mark.rest)
    if mark.name == "pause" and match and 0 < float(match["number"]) <= MAX_PAUSE:
        return float(match["number"])
    if mark.name == "pause":
        wrong.append(f"[pause {mark.rest}] is no rest; write [pause 1.5 s], at most {MAX_PAUSE:g} s")
    elif mark.name in ("segue", "own", "¶", "audio"):
        wrong.append(f"[{mark.name}{mark.rest and f' {mark.rest}'}] belongs at the beginning of a paragraph")
    else:
        known = "[pause 1.5 s], [segue] or [own]"
        wrong.append(f"[{mark.name}] is unknown; did you mean {known}? As plain text: \\[{mark.name}]")
    return 0.0
