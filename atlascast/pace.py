"""Text → the seconds it takes to say; a programme's parts → their seconds, with the rests and music around them.

The one estimate of the house: ranking fills the minutes by it, the script shares them out, a dry run shows it, the
silent voice is as long as it says. Fitted to the bundled voice and the sample show; the sample's 12 minutes come out
within a hundredth. A text may be in its written or its spoken form.
"""

import re

from atlascast.config import Config
from atlascast.models import Script, Segment, SegmentKind

WORD = 0.342
"""Seconds a word of news takes at a voice's own rate, the rests between its sentences included: 175 a minute."""
TITLE = 3.6
"""Seconds of a headline with the rest after it."""
LEAD_IN = 3.2
"""Seconds of what is said between two stories: the segue, and who reported when."""
HAND_OVER = 3.0
"""Seconds of the host's words before a sponsor read."""
GREETING, SIGN_OFF, HEADLINES = 10.6, 10.5, 1.6
"""Seconds of the programme's own words where it opens, where it closes, and before its headlines."""
RECAP = 3
"""Headlines said again before the sign-off, where at least twice as many stories are told."""
_RESTS: dict[SegmentKind, float] = {"intro": 1.25, "headlines": 3.0, "story": 3.5, "sponsor": 1.1, "outro": 2.5}
"""Seconds of a part in which nobody speaks, where no music plays."""
_MUSIC: dict[SegmentKind, float] = {"intro": 5.5, "headlines": 0.9, "story": 1.8, "sponsor": 5.8, "outro": 4.1}
"""What its music adds."""
_SOUNDS = {"intro": "intro", "headlines": "bed", "story": "sting", "sponsor": "sponsor", "outro": "outro"}
_PAUSE = re.compile(r"[,;:.!?…—–](?!\d)")
_PER_LETTER, _PER_PAUSE, _EDGES = 0.0575, 0.38, 0.33
_DIGIT, _SIGN, _CAPITAL = 4.5, 6.0, 5.0
"""How many letters a digit, a sign such as % and a single capital are said as."""


def seconds(text: str, rate: float = 1.0) -> float:
    """How long a voice needs for a text, in seconds: fitted to the bundled voice on news sentences."""
    inner = _PAUSE.findall(text.rstrip(".!?… "))
    return _EDGES + (sum(map(weight, text.split())) * _PER_LETTER + len(inner) * _PER_PAUSE) / rate


def weight(token: str) -> float:
    """A word's share of the time, in letters; a single capital is said by its name, a digit by its number's."""
    letters = [char for char in token if char.isalnum()]
    if len(letters) == 1 and letters[0].isupper():
        return _CAPITAL
    digits = sum(char.isdigit() for char in letters)
    signs = sum(char in "%$€£¥°" for char in token)
    return len(letters) - digits + digits * _DIGIT + signs * _SIGN


def rate(config: Config, speaker: str = "host") -> float:
    """How fast a speaker talks, 1 for a voice's own rate; one without a voice of their own is said by the host."""
    voice = config.voices.get(speaker) or config.voices["host"]
    return voice.rate


def around(kind: SegmentKind, config: Config) -> float:
    """Seconds of a part of the programme in which nobody speaks."""
    return _RESTS[kind] + (_MUSIC[kind] if getattr(config.sound, _SOUNDS[kind]) else 0.0)


def frame(stories: int, config: Config) -> float:
    """Seconds of greeting, headlines and sign-off, for so many stories."""
    titles = min(config.edition.headlines, stories) if stories > 1 else 0
    again = min(RECAP, titles) if stories >= 2 * RECAP else 0
    own = GREETING + SIGN_OFF + (HEADLINES if titles else 0.0) + TITLE * (titles + again)
    kinds: list[SegmentKind] = ["intro", "headlines", "outro"] if titles else ["intro", "outro"]
    return own / rate(config) + sum(around(kind, config) for kind in kinds)


def story(words: float, config: Config) -> float:
    """Seconds of a story told in so many words, with what is said before it."""
    return (LEAD_IN + words * WORD) / rate(config) + around("story", config)


def read(text: str, speaker: str, config: Config) -> float:
    """Seconds of a sponsor's read, with the host's words before it."""
    return HAND_OVER / rate(config) + seconds(text, rate(config, speaker)) + around("sponsor", config)


def words(seconds_left: float, stories: int, config: Config) -> int:
    """Words that each of so many stories may have to fill what is left of the programme."""
    each = seconds_left / stories - story(0, config)
    return max(0, int(each / WORD * rate(config)))


def of_segment(segment: Segment, config: Config) -> float:
    """Seconds of a part of the edition, from its lines."""
    said = sum(seconds(line.spoken or line.written, rate(config, line.speaker)) for line in segment.lines)
    return said + around(segment.kind, config)


def of_script(script: Script, config: Config) -> float:
    """Seconds of the edition, from its lines."""
    return sum(of_segment(segment, config) for segment in script.segments)
