"""Clip + assets → Mix, a segment at a time.

    repair.py     Clip → Clip without clipping, clicks, long silences
    voice.py      Clip → levelled speech
    music.py      assets → levelled music, and how far it steps back for a voice
    stitch.py     pieces → one piece, by pydub
    programme.py  Told → Stretch: what sounds when
    kept.py       Told → Stretch as it was mixed before, where nothing of it has changed

Everything is at 44.1 kHz, speech mono, music mono or stereo, and local: a change in one segment leaves the samples
of the others as they were.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from atlascast.config import Sounds
from atlascast.models import Stretch, Told


def edition(told: Iterable[Told], sounds: Sounds, keep: Path | None = None) -> Iterator[Stretch]:
    """The whole programme as stretches, each made as soon as its segment is told.

    A segment of which nothing was said is left out. Music that rings on past its segment is carried into the next.
    `keep` is a folder of the cache from which a segment is taken that is as it was, and which has this edition's
    afterwards. Raises AudioError for a clip or an asset that cannot be read.
    """
    from atlascast.mix.programme import edition as mixed

    return mixed(told, sounds, keep)


def track(told: Told, sounds: Sounds) -> Iterator[Stretch]:
    """A story on its own: the sting, its opening lines, then its body; segues belong to the edition.

    Raises AudioError for a clip or an asset that cannot be read.
    """
    from atlascast.mix.programme import track as mixed

    return mixed(told, sounds)
