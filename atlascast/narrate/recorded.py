"""A recording → a clip: the file as it lies there, its words spread over what is heard of it.

Any format, rate and number of channels: the mix brings it to mono, to 44.1 kHz and to the programme's loudness.
"""

from atlascast.errors import AudioError, UserError
from atlascast.narrate.cache import Order, Spoken
from atlascast.narrate.samples import envelope
from atlascast.narrate.silent import spread

IDENTITY = "recording"
"""The voice of a clip that nobody of the house has said."""
_SILENT = 0.001
"""The loudest that a recording of silence gets, of full scale: -60 dBFS."""
_HEARD = 0.01
"""The share of the loudest 5 ms from which on something is heard."""


def read(order: Order) -> Spoken:
    """The recording at the order's path, its length in seconds, the words' times estimated.

    Raises UserError for what is missing or no audio.
    """
    import numpy as np

    from atlascast.audio.files import read as decoded

    try:
        samples, rate = decoded(order.path)
    except AudioError as error:  # the script names it, so it is the user's to mend
        raise UserError(error.message, error.hint) from error
    seconds = len(samples) / rate
    loud = envelope(samples, rate)
    heard = np.flatnonzero(loud > loud.max(initial=0) * _HEARD)
    step = seconds / max(1, len(loud))
    start, end = (float(heard[0]) * step, float(heard[-1] + 1) * step) if len(heard) else (0.0, seconds)
    notes = () if loud.max(initial=0) > _SILENT else ("the recording holds only silence",)
    return Spoken(seconds, spread(order.text, start, end), True, notes)
