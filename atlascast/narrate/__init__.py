"""Spoken lines → clips: the seam for voices, and a script told segment by segment.

    voices.py    a speaker → the voice that says their lines; names checked before any work
    telling.py   a script → its segments as their clips are there, spoken in a pool of processes
    cache.py     a line and a voice → a clip, from the cache or newly spoken
    piper.py     neural voices (model.py: noise from a seed; words.py: phonemes to word times; quicker by split.py,
                 narrow.py, convolve.py, blocks.py and vocoder.py)
    system.py    the system's own voices by pyttsx3 (chunk.py: a process a sentence)
    quoting.py   a line with quotations → one clip in two voices
    judge.py     a clip → what is wrong with it, whatever the engine
    phrasing.py  a sentence → the same with its breaths marked
    recorded.py  recordings, played as they lie
    silent.py    plausible lengths without an engine
    samples.py   samples levelled, trimmed, examined and written
"""

from atlascast.narrate.telling import narrate, prepare, say
from atlascast.narrate.voices import VOICES, Voice, check, own, with_engine

__all__ = ["VOICES", "Voice", "check", "narrate", "own", "prepare", "say", "with_engine"]
