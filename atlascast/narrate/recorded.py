"""A recording → a clip: the file as it lies there, its words spread over what is heard of it.

Any format, rate and number of channels: the mix brings it to mono, to 44.1 kHz and to the programme's loudness.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from atlascast import pace
from atlascast.errors import AudioError, UserError
from atlascast.narrate.cache import Order, Spoken
from atlascast.narrate.samples import envelope
from atlascast.narrate.silent import spread

if TYPE_CHECKING:
    from atlascast.narrate.samples import Samples

IDENTITY = "recording"
"""The voice of a clip that nobody of the house has said."""
_SILENT = 0.001
"""The loudest that a recording of silence gets, of full scale: -60 dBFS."""
_LONG, _MORE = 60.0, 3.0
"""Seconds from which a recording is told that takes so many times what its words would."""


def read(order: Order) -> Spoken:
    """The recording at the order's path, its length in seconds, the words' times estimated.

    Raises UserError for what is missing or no audio.
    """
    from atlascast.audio import hush
    from atlascast.audio.files import read as decoded

    try:
        samples, rate = decoded(order.path)
    except AudioError as error:  # the script names it, so it is the user's to mend
        raise UserError(error.message, error.hint) from error
    seconds = len(samples) / rate
    start, end = hush.heard(samples, rate) or (0, len(samples))
    loud = envelope(samples, rate)
    notes = tuple(_odd(order.text, (end - start) / rate, loud))
    return Spoken(seconds, spread(order.text, start / rate, end / rate), True, notes)


def _odd(text: str, heard: float, loud: "Samples") -> Iterator[str]:
    """What a producer should know of `heard` seconds of recording."""
    if loud.max(initial=0) <= _SILENT:
        yield "the recording holds only silence"
    elif heard > _LONG and heard > _MORE * (words := pace.seconds(text)):
        yield f"the recording takes {heard:.0f} s, its words some {words:.0f} s: it is played whole"
