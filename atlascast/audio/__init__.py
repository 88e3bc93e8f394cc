"""Files → samples, and what is measured and done on samples; what the mix and the master share.

    files.py    any audio file → samples, samples → another rate
    meter.py    samples → loudness (ITU-R BS.1770-4, EBU Tech 3342) and true peak
    hush.py     samples → where something is heard, past the hush at the ends
    limit.py    samples → samples under a ceiling, in pieces of any size

Samples are float32, mono unless said, 1.0 is full scale. The modules load numpy: import them where they are used.
"""

RATE = 44100
"""Hz, of everything that is mixed and mastered."""
