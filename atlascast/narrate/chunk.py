"""One chunk of text → one WAV by pyttsx3, in a process of its own; run by system.py, imported by nothing.

pyttsx3 keeps state in the process: a second file in the same process may have the wrong rate, the wrong
sound or none, and nothing is raised. So a process says one chunk, empties the queue before it begins, and
reports what the driver heard of it; system.py judges. Reads {"text", "voice", "rate", "out"} as JSON from
standard input; its last line on standard output is the report: the rate in force, the index after the last
character announced, the samples delivered (-1 where the driver tells neither), and what was raised.
"""

import ctypes
import json
import os
import sys
from typing import Any

PER_MINUTE = 175
"""Words a minute at rate 1: espeak's own."""


def _with_espeak() -> None:
    """Put the espeak-ng that comes by pip in the place where pyttsx3 looks, whatever the system has."""
    import espeakng_loader  # type: ignore[import-untyped]

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def _counted(driver: Any, report: dict[str, Any]) -> None:
    """Have the driver's callback add up the samples that espeak delivers."""
    stock = driver._onSynth

    def count(wav: Any, samples: int, events: Any) -> int:
        if driver._speaking:
            report["delivered"] += samples
        return int(stock(wav, samples, events))

    driver._onSynth = count
    sys.modules["pyttsx3.drivers._espeak"].SetSynthCallback(count)


def _voice_id(engine: Any, name: str) -> str:
    """A system voice's id, by id or by name; espeak finds languages and variants by itself."""
    for voice in engine.getProperty("voices"):
        if name.lower() in (str(voice.id).lower(), str(voice.name).lower()):
            return str(voice.id)
    if sys.platform == "linux":
        return name
    raise ValueError(f"the system has no voice {name!r}")


def say(order: dict[str, Any]) -> dict[str, Any]:
    """Say the chunk and give the report."""
    report: dict[str, Any] = {"rate": -1, "announced": -1, "delivered": -1, "raised": ""}
    if sys.platform == "linux":
        _with_espeak()
    import pyttsx3  # type: ignore[import-untyped]

    engine = pyttsx3.init()
    engine.connect("error", lambda name, exception: report.update(raised=str(exception)))
    if order["voice"]:
        engine.setProperty("voice", _voice_id(engine, order["voice"]))
    engine.setProperty("rate", order["rate"])
    engine.runAndWait()
    if sys.platform == "linux":
        report |= {"announced": 0, "delivered": 0}
        _counted(engine.proxy._driver, report)
        engine.connect("started-word", lambda name, location, length: report.update(announced=location - 1 + length))
    engine.save_to_file(order["text"], order["out"])
    engine.runAndWait()
    report |= {"rate": engine.getProperty("rate"), "voice": engine.getProperty("voice")}
    return report


if __name__ == "__main__":
    sys.stdout.write(f"\n{json.dumps(say(json.load(sys.stdin)))}\n")
    sys.stdout.flush()
    os._exit(0)  # espeak's own ending may fail an assertion
