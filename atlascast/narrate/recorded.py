"""A recording → a clip: the file as it lies there, its words spread over what is heard of it.

Any format, rate and number of channels: the mix brings it to mono, to 44.1 kHz and to the programme's loudness.
"""

from collections.abc import Iterator

from atlascast import pace
from atlascast.errors import AudioError, UserError
from atlascast.narrate.cache import Order, Spoken
from atlascast.narrate.silent import spread

IDENTITY = "recording"
"""The voice of a clip that nobody of the house has said."""
_SILENT, _FAINT = 0.001, 0.01
"""The loudest that a recording of silence gets, of full scale: -60 dBFS; and from which one is loud enough."""
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
    notes = tuple(_odd(order.text, (end - start) / rate, float(abs(samples).max(initial=0))))
    return Spoken(seconds, spread(order.text, start / rate, end / rate), True, notes)


def _odd(text: str, heard: float, peak: float) -> Iterator[str]:
    """What a producer should know of `heard` seconds of recording."""
    if peak <= _SILENT:
        yield "the recording holds only silence"
    elif peak <= _FAINT:
        yield "the recording is very faint and is made far louder, its noise too: listen to it"
    if peak > _SILENT and heard > _LONG and heard > _MORE * (words := pace.seconds(text)):
        yield f"the recording takes {heard:.0f} s, its words some {words:.0f} s: it is played whole"
