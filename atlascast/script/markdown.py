"""Script → script.md, which an editor reads and changes like any text.

    front matter     week, title, summary, target, and `draft`, a hash of the rest: without it or unlike it, edited
    ## Story: Title  a heading opens a segment; `- story:`, `- link:`, `- campaign:`, `- code:` below it are its facts
    **sponsor:**     who speaks from here on; every segment begins with the host
    [segue]          one utterance that only the edition has; [own] the newsroom's own words, not the article's
    [¶5]             the text is the article's fifth paragraph; said only where a paragraph was passed over
    [audio: a/b.wav] a recording, from the config's folder, played in place of the text, which says what is heard
    > …              what opens the story's own track
    ♪ …              where music plays; for the eye only
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from atlascast.models import Line, Script, Segment
from atlascast.script import inline
from atlascast.store import fingerprint
from atlascast.words import english

HOST = "host"
OWN_SEGUE = -2
"""What a segue points to that is the newsroom's own word, whatever the stories say."""

KINDS = {"intro": "Intro", "headlines": "Headlines", "story": "Story", "sponsor": "Sponsor", "outro": "Outro"}
"""A segment's kind and the word its heading begins with."""

CUES = ("opening theme", "closing theme", "sponsor sound", "music bed", "sting")
"""What may stand after ♪."""

_HELP = """\
<!-- Change any sentence, move or delete whole parts, then run: atlascast render
     **name:** says who speaks from here on. [pause 1.5 s] after a sentence is a rest.
     A paragraph that begins with [own] is yours and is not held against the article.
     [¶5] says that a paragraph is the article's fifth; it stands where paragraphs before it are not told.
     Lines that begin with "- ", "♪" or ">" are a part's facts, its music, and what opens the story's own track. -->
"""
_DRAFT = re.compile(r"^draft:.*\n?", re.MULTILINE)


def to_markdown(script: Script) -> str:
    """The whole script as text; `from_markdown` gives it back."""
    parts = [_HELP, *(part for index in range(len(script.segments)) for part in _segment(script.segments, index))]
    front = [f"week: {inline.escape(script.week)}", f"title: {inline.escape(script.title)}"]
    front.append(f"summary: {inline.escape(script.summary)}")
    if script.target:
        front.append(f"target: {_length(script.target)}")
    body = "\n---\n\n" + "\n".join(parts)
    head = "---\n" + "\n".join(front) + "\n"
    return f"{head}draft: {_hash(head + body[1:])}{body}"


def edited(text: str) -> bool:
    """Whether a human changed a script since it was drafted; one without a draft's hash counts as changed."""
    text = unix(text)
    front = text[: text.find("\n---", 3) + 1]
    match = _DRAFT.search(front)
    if not match:
        return True
    kept = match[0].partition(":")[2].strip()
    return kept != _hash(text[: match.start()] + text[match.end() :])


def signed(text: str) -> str:
    """A script as one that a human stands for: it counts as edited."""
    return _DRAFT.sub("", text, count=1)


def unix(text: str) -> str:
    """Text without a byte-order mark and with plain line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _hash(rest: str) -> str:
    """Of the words and their lines; what an editor's program does to the lines' ends does not count."""
    return fingerprint([line.rstrip() for line in rest.strip().split("\n")])[:12]


def _length(seconds: float) -> str:
    minutes = seconds / 60
    if minutes * 60 == seconds and len(repr(minutes)) <= 6:
        return f"{repr(minutes).removesuffix('.0')} minutes"
    return f"{float(seconds)!r} seconds"


def _segment(segments: Sequence[Segment], index: int) -> Iterator[str]:
    segment = segments[index]
    yield from _music(segment, segments[index - 1] if index else None)
    heading, *facts = _heading(segment)
    yield "\n".join([f"## {heading}", *(f"- {fact}" for fact in facts)]) + "\n"
    if segment.opening:
        quoted = "*Opens the story's own track:*\n\n" + "\n".join(_blocks(segment.opening, story=False))
        yield "\n".join(f"> {line}".rstrip() for line in quoted.rstrip("\n").split("\n")) + "\n"
    yield from _blocks(segment.lines, segment.kind == "story", apart=segment.kind in ("headlines", "outro"))


def _music(segment: Segment, before: Segment | None) -> Iterator[str]:
    """Where the mix sets music, by the kinds of two neighbours."""
    around = {segment.kind, before.kind if before else ""}
    if before is None or segment.kind == "outro":
        yield f"♪ {'closing' if before else 'opening'} theme\n"
    elif "sponsor" in around:
        yield "♪ sponsor sound\n"
    elif segment.kind == "headlines":
        yield "♪ music bed\n"
    elif segment.kind == "story":
        yield "♪ sting\n"


def _heading(segment: Segment) -> Iterator[str]:
    """The heading, then the facts that stand below it."""
    word = KINDS[segment.kind]
    sponsor = segment.kind == "sponsor"
    title = english().bare("sponsor_title", segment.title, "advertiser") if sponsor else segment.title
    if segment.title and segment.title == called(segment.kind):
        yield word
    elif sponsor and title == segment.title:
        yield word
        yield f"title: {inline.escape(segment.title)}"
    else:
        yield f"{word}: {inline.escape(title)}"
    facts = {"story": segment.story_id, "link": segment.url, "campaign": segment.campaign, "code": segment.code}
    for key, value in facts.items():
        if value:
            yield f"{key}: {inline.escape(value)}"


def called(kind: str, advertiser: str | None = None) -> str:
    """The title of a segment whose heading says its kind, or the advertiser, alone: the English one.

    A show in another language has the title written out, so that a script says the same wherever it is read.
    """
    if kind == "sponsor" and advertiser is not None:
        return english()("sponsor_title", advertiser=advertiser)
    return english()(f"{kind}_title") if kind in ("intro", "headlines", "outro") else ""


def _blocks(lines: Sequence[Line], story: bool, apart: bool = False) -> Iterator[str]:
    """Paragraphs: lines that share speaker, role and source paragraph; each by itself where `apart`."""
    speaker, implied = HOST, 0 if story else -1
    for key, group in groupby(enumerate(lines), lambda pair: _key(pair[1], pair[0] if apart or pair[1].audio else 0)):
        who, role, paragraph, audio, _ = key
        tags = [f"**{_name(who)}:**"] if who != speaker else []
        expected = -1 if role == "segue" or audio else implied
        if role == "segue":
            tags.append("[segue]")
        if paragraph != expected:
            tags.append("[own]" if paragraph < 0 else f"[¶{paragraph + 1}]")
        if audio:
            tags.append(f"[audio: {audio}]")
        if story and paragraph >= 0 and role == "body":
            implied = paragraph + 1
        speaker = who
        yield " ".join([*tags, _flow([line for _, line in group], role == "segue" or bool(audio))]) + "\n"


def _key(line: Line, place: int) -> tuple[str, str, int, str, int]:
    """What a paragraph's lines share; segues and recordings stand alone."""
    return line.speaker, line.role, line.paragraph, line.audio or "", place


def _name(speaker: str) -> str:
    return re.sub(r"\\.|\*", lambda match: match[0] if len(match[0]) == 2 else "\\*", inline.escape(speaker))


def _flow(lines: Sequence[Line], whole: bool) -> str:
    """Lines as running text where reading it gives the same lines, else each closed by a backslash."""
    wanted = [inline.Said(line.written, line.pause) for line in lines]
    texts = [" ".join(filter(None, (inline.escape(one.text), inline.pause(one.pause)))) for one in wanted]
    flowing = " ".join(texts)
    if inline.said([flowing], whole) == (wanted, []):
        return flowing
    return "\n".join(f"{text}\\" for text in texts)
