"""What walks through the house → frozen, slotted data without behaviour.

    news.py      stories, picks, sponsor reads
    words.py     lines, segments, the script
    sounds.py    clips, stretches, the mix, its captions and measurements
    records.py   episodes, tracks, reads as delivered
    formats.py   audio formats, their endings and MIME types

Times are seconds as float unless a name says otherwise, dates are aware UTC datetimes,
loudness is LUFS, peaks are dBTP, weeks are ISO names such as "2022-W01".
"""

from collections.abc import Callable

from atlascast.models.formats import AUDIO, FORMATS, Format
from atlascast.models.news import Collected, ParagraphKind, Pick, Read, SetAside, Story
from atlascast.models.records import Correction, Delivered, Episode, Identity, Track
from atlascast.models.sounds import (
    Alternate,
    Chapter,
    Clip,
    Cue,
    Loudness,
    Master,
    Mix,
    Placed,
    Play,
    Stretch,
    Told,
    Word,
)
from atlascast.models.words import Change, Line, Script, Segment, SegmentKind, Sound

Watch = Callable[[str, float, float], None]
"""Told of progress: the step's name, how much is done, how much there is (any unit, 0 if unknown)."""

__all__ = [
    "AUDIO",
    "FORMATS",
    "Alternate",
    "Change",
    "Chapter",
    "Clip",
    "Collected",
    "Correction",
    "Cue",
    "Delivered",
    "Episode",
    "Format",
    "Identity",
    "Line",
    "Loudness",
    "Master",
    "Mix",
    "ParagraphKind",
    "Pick",
    "Placed",
    "Play",
    "Read",
    "Script",
    "Segment",
    "SegmentKind",
    "SetAside",
    "Sound",
    "Story",
    "Stretch",
    "Told",
    "Track",
    "Watch",
    "Word",
]
