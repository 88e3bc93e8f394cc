"""Audio formats → their endings and MIME types: the one table, for encoder, archive, feed, targets and servers.

A new format is a row here, its options in master/encode.py and its tags in tag/other.py.
"""

from typing import Literal, get_args

Format = Literal["m4a", "m4b", "opus"]
"""What an edition is published in beside the MP3."""

FORMATS: tuple[Format, ...] = get_args(Format)

AUDIO = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "m4b": "audio/mp4", "opus": "audio/ogg"}
"""Ending, without its point → MIME type, as registered: for Opus in Ogg by RFC 7845, section 9."""
