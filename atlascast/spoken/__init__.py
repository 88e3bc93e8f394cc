"""Written line → spoken line: numbers, dates, money, letters, names, as a newsreader would say them.

The written text is claimed span by span by ordered classes of rules (rule.py), one class a file, each with its tables
in data/*.toml; what no class claims stays exactly as it is. Over the spoken text the lexicon and the homographs lay
sounds. The house style is a US newsroom's: no "and" inside a number, tens and units hyphenated ("one hundred
twenty-three"), years in pairs ("twenty twenty-two"), "January sixth" and "the fifteenth of May nineteen ninety-two" as
the writer's order has it, letters of an acronym apart ("C S T O"), a unit singular before its noun ("a one point five
billion dollar deal").
"""

from atlascast.spoken.alphabets import unsaid
from atlascast.spoken.lexicon import Entry, Lexicon, load
from atlascast.spoken.line import Said, say, spell
from atlascast.spoken.memory import remembered
from atlascast.spoken.rows import add, row, with_row
from atlascast.spoken.unknown import Missing, missing, phonemes

__all__ = [
    "Entry",
    "Lexicon",
    "Missing",
    "Said",
    "add",
    "load",
    "missing",
    "phonemes",
    "remembered",
    "row",
    "say",
    "spell",
    "unsaid",
    "with_row",
]
