"""Story → the story without what is set for the eye: the dateline, the agency behind the text, signatures below words.

    "OSLO (AP) — The ferry …", "We heard it first. — Ada Quill (@adaquill) March 3, 2024", "(Reuters)"
        →  "The ferry …", "Ada Quill: “We heard it first.”", credit "AP"

A listener sees no indent: who says a quotation or a post goes before it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from atlascast import agencies
from atlascast.collect import dateline, embeds, place
from atlascast.models import ParagraphKind, Story

_ALONE = re.compile(rf"[(\[—–-]{{1,3}}\s?({agencies.AGENCY})(?:\s?[/,]\s?{agencies.AGENCY}){{0,5}}\s?[)\]]?\.?", re.I)
_SHORT = 120
"""Characters of a line that only names agencies."""
_SPEAKER = re.compile(r"(?<=[.!?…”\"’»])\s[—–]\s(?P<who>(?![a-z])[^—–.!?“”\"]{2,100}(?:\.[^—–.!?“”\"]{1,40})?)$")
"""Who said a quotation, behind it."""
_WRAPPED = re.compile(r"[“„«\"]([^“”„«»\"]*)[”“»\"]")
_MARKS = str.maketrans("“”„«»\"", "‘’‚‹›'")
_Row = tuple[str, ParagraphKind]


def spoken(story: Story) -> Story:
    """What a voice may say of a story; an agency that is left out is kept as its credit, the dateline as its place."""
    texts = story.text.split("\n\n")
    known = len(story.kinds) == len(texts)
    kinds: tuple[ParagraphKind, ...] = story.kinds if known else tuple[ParagraphKind, ...](["text"] * len(texts))
    first = texts[0]
    told, agency = dateline.undated(first) if kinds[0] == "text" else (first, "")
    last = texts[-1] if len(texts) > 1 and len(texts[-1]) < _SHORT else ""
    alone = _ALONE.fullmatch(last)
    credit = story.credit or agency or (alone[1] if alone else dateline.credited(story.text))
    rows = _attributed(zip((told, *texts[1 : -1 if alone else None]), kinds, strict=False))
    return replace(
        story, text="\n\n".join(text for text, _ in rows), credit=credit,
        kinds=tuple(kind for _, kind in rows) if known else story.kinds,
        filed=story.filed or place.of_dateline(first[: len(first) - len(told)]),
    )  # fmt: skip


def _attributed(rows: Iterable[_Row]) -> list[_Row]:
    """The paragraphs that say something, with who says a post or a quotation before it."""
    told: list[_Row] = []
    for text, kind in rows:
        if who := embeds.signature(text):
            match = embeds.SIGNED.find(text[-embeds.LONGEST :])
            said = text[: -len(match[0])] if match else text
            said = embeds.DEBRIS.pattern.sub("", said).strip() or (told.pop()[0] if told else "")
            told += [(_said(who, said), "quote")] * bool(said)
        elif kind == "quote" and (signed := _SPEAKER.search(text[-embeds.LONGEST :])):
            told.append((_said(signed["who"], text[: -len(signed[0])]), kind))
        elif text:
            told.append((text, kind))
    return told


def _said(who: str, words: str) -> str:
    """A quotation with its speaker before it; quotation marks within it become single ones."""
    wrapped = _WRAPPED.fullmatch(words.strip())
    bare = wrapped[1] if wrapped else words
    return f"{who.strip(' ,')}: “{bare.strip().translate(_MARKS)}”"
