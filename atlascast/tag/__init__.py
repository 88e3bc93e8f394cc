"""Encoded audio → the same, tagged.

    tags.py     what a file says of itself
    id3.py      MP3: ID3v2.4 or v2.3, with chapters, cover and text
    other.py    M4A, M4B and Opus: their own boxes and comments; the encoder has put the chapters there
"""

from atlascast.tag.id3 import tag
from atlascast.tag.other import alternate
from atlascast.tag.tags import LANGUAGES, Tags, language

__all__ = ["LANGUAGES", "Tags", "alternate", "language", "tag"]
