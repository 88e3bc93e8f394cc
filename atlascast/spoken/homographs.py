"""Words spelled alike and said differently → how they sound here.

The spelling stays; a Sound is laid over it. "lead pipe" /lɛd/, "was wound up" /waʊnd/, "live fire" /laɪv/,
"had read" /ɹɛd/, "a minute amount" /maɪnjuːt/. The table's rows are patterns a newcomer can read and extend; words
that differ as noun and verb are nounverb.py's, where no row takes them.
"""

import re
from functools import cache

from atlascast.models import Sound
from atlascast.spoken import nounverb
from atlascast.spoken.tables import table


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(row["pattern"]), row["ipa"], row["say"]) for row in table("homographs")["row"])


def sounds(spoken: str) -> list[Sound]:
    """The sounds of the homographs in a spoken line whose reading their neighbours decide."""
    found: dict[int, Sound] = {}
    for pattern, ipa, say in _rows():
        for match in pattern.finditer(spoken):
            start, end = match.span("it")
            found.setdefault(start, Sound(start, end, ipa, say))
    for sound in nounverb.sounds(spoken):
        found.setdefault(sound.start, sound)
    return [found[start] for start in sorted(found)]
