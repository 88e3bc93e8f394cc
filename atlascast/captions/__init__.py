"""Clip times → what readers see: cues as VTT, SRT and JSON, an HTML transcript, chapters.

    cues.py      a mix → cues of the written form, cut into short pieces
    align.py     spoken words with times → a span for every written word
    formats.py   cues → WebVTT, SubRip, Podcasting 2.0 JSON
    page.py      cues and chapters → an HTML fragment; a mix → Podcasting 2.0 chapters
"""

from atlascast.captions.cues import cues
from atlascast.captions.formats import srt, transcript, vtt, words
from atlascast.captions.page import chapters, html

__all__ = ["chapters", "cues", "html", "srt", "transcript", "vtt", "words"]
