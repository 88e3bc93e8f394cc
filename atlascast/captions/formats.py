"""Cues → WebVTT, SubRip and Podcasting 2.0 JSON.

WebVTT: https://www.w3.org/TR/webvtt1/; SubRip: two lines of 32 characters;
JSON: https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md
"""

from collections.abc import Iterable, Sequence
from typing import Any

from atlascast.captions.cues import lay
from atlascast.models import Cue
from atlascast.text import stamp


def vtt(cues: Sequence[Cue]) -> str:
    """WebVTT with voice tags, one line of at most 65 characters a cue; text and names are escaped."""
    blocks = [
        f"{stamp(cue.start, '.')} --> {stamp(cue.end, '.')}\n<v {_name(cue.speaker)}>{_escaped(cue.text)}"
        for cue in cues
    ]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def srt(cues: Sequence[Cue]) -> str:
    """SubRip, two lines of at most 32 characters a cue. It has no escapes: angle brackets become ‹ and ›."""
    blocks = []
    for number, cue in enumerate(cues, 1):
        text = "\n".join(lay(cue.text.split())).replace("<", "‹").replace(">", "›")
        blocks.append(f"{number}\n{stamp(cue.start, ',')} --> {stamp(cue.end, ',')}\n{text}")
    return "\n\n".join(blocks) + "\n" if blocks else ""


def transcript(cues: Iterable[Cue]) -> dict[str, Any]:
    """Podcasting 2.0 JSON transcript, a segment a cue; times in seconds. `estimated` marks times that are a guess."""
    return _json((cue, cue.start, cue.end, cue.text) for cue in cues)


def words(cues: Iterable[Cue]) -> dict[str, Any]:
    """The same with a segment a written word."""
    return _json((cue, word.start, word.end, word.text) for cue in cues for word in cue.words)


def _json(rows: Iterable[tuple[Cue, float, float, str]]) -> dict[str, Any]:
    return {"version": "1.0.0", "segments": [
        {"speaker": cue.speaker, "startTime": start, "endTime": end, "body": body}
        | ({"estimated": True} if cue.estimated else {})
        for cue, start, end, body in rows
    ]}


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _name(speaker: str) -> str:
    return _escaped(" ".join(speaker.split())) or "Speaker"
