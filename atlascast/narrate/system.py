"""Text → speech by the system's own voices through pyttsx3 (espeak-ng, by pip, on Linux).

pyttsx3 may lose or damage what it is given without an error, so every sentence is said in a process of its
own (chunk.py) and judged by what can be known exactly: the rate and voice in force, the last word announced,
the samples delivered against those in the file. What fails is said again, then reported.
"""

import functools
import json
import re
import subprocess
import sys
import wave
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlascast import config, pace
from atlascast.errors import UserError, VoiceError
from atlascast.models import Sound, Word
from atlascast.narrate import samples as audio
from atlascast.narrate.chunk import PER_MINUTE
from atlascast.narrate.phrasing import phrased
from atlascast.narrate.silent import spread
from atlascast.text import sentences, uncontrolled

if TYPE_CHECKING:
    from atlascast.narrate.samples import Samples

_TRIES = 4
_LONGEST = 1_000
"""Characters in a chunk: pyttsx3's time grows with the square of the length."""
_SLOWEST, _FASTEST = 80, 450
"""Words a minute between which espeak speaks."""
_DEFAULT = "en-us"


class SystemVoice:
    """A system voice with a rate and a pitch. `model` is its name, language or id, such as "en-gb" or "en-us+f3"."""

    def __init__(self, options: config.Voice, cache: Path) -> None:
        """Raises UserError where there is no such voice."""
        if find_spec("pyttsx3") is None:
            raise UserError("pyttsx3 is not installed.", "Run pip install pyttsx3 espeakng-loader.")
        self._voice = _resolved(options.model)
        self._bend = 2 ** (options.pitch / 12)
        self._rate = options.rate
        self._per_minute = min(max(round(PER_MINUTE * options.rate / self._bend), _SLOWEST), _FASTEST)
        self.identity = f"pyttsx3:{options.model or _DEFAULT}"
        made = f"{version('pyttsx3')} {version('espeakng-loader')} 1"
        self.key = f"{self.identity} {made} {self._voice} {self._per_minute} {options.pitch}"

    def speak(self, text: str, sounds: Sequence[Sound], out: Path) -> tuple[tuple[Word, ...], bool]:
        """Say the text sentence by sentence; the times of sentences are known, those of words in them estimated."""
        import numpy as np

        joined, rate = np.zeros(0, np.float32), 0
        words: list[Word] = []
        for chunk in _chunks(text):
            said = _respelled(chunk, text, sounds)
            if not re.search(r"\w", said):
                at = words[-1].end if words else audio.LEAD
                words += spread(text[slice(*chunk)], at, at)
                continue
            found, rate = self._said(said, out)
            gap = np.zeros(round(audio.BREATH * rate) if len(joined) else 0, np.float32)
            start = (len(joined) + len(gap)) / rate + audio.LEAD
            joined = np.concatenate([joined, gap, found])
            words += spread(text[slice(*chunk)], start, len(joined) / rate - audio.TAIL)
        if not len(joined):
            raise VoiceError(f"There is nothing to say in {text!r}.", "Give the line words, or remove it.")
        audio.write(joined, rate, out)
        return tuple(words), True

    def _said(self, text: str, out: Path) -> tuple["Samples", int]:
        wrong = ""
        for _ in range(_TRIES):
            found, rate, wrong = self._tried(text, out)
            if not wrong:
                break
        else:
            hint = "Run again, or use the voice `piper`, which needs nothing of the system."
            raise VoiceError(f"{self.identity} cannot say {text!r}: {wrong}.", hint)
        return audio.trimmed(audio.levelled(audio.bent(found, rate, self._bend), rate), rate)[0], rate

    def _tried(self, text: str, out: Path) -> tuple["Samples", int, str]:
        """One attempt: samples, their rate, and what is wrong with them."""
        import numpy as np

        chunk = out.with_name(f"{out.name}.chunk.part")
        chunk.unlink(missing_ok=True)
        nothing = np.zeros(0, np.float32)
        try:
            report = _reported({"text": text, "voice": self._voice, "rate": self._per_minute, "out": str(chunk)})
            if isinstance(report, str):
                return nothing, 0, report
            samples, rate = audio.read(chunk)
        except (FileNotFoundError, EOFError, wave.Error):
            return nothing, 0, "no file was written"
        finally:
            chunk.unlink(missing_ok=True)
        return samples, rate, self._judged(report, samples, rate, text)

    def _judged(self, report: dict[str, Any], samples: "Samples", rate: int, text: str) -> str:
        if report["raised"]:
            return str(report["raised"])
        if report["rate"] != self._per_minute:
            return f"it spoke at {report['rate']} words a minute instead of {self._per_minute}"
        if sys.platform == "linux":
            if str(report["voice"]).lower() != self._voice.lower():
                return f"it spoke as {report['voice']} instead of {self._voice}"
            if report["delivered"] != len(samples):
                return f"{len(samples)} of {report['delivered']} samples were kept"
            starts = [match.start() for match in re.finditer(r"\S*\w\S*", text)]
            if report["announced"] < starts[-2:][0]:
                return f"it stopped after {text[: report['announced']]!r}"
        expected = pace.seconds(text, self._per_minute / PER_MINUTE)
        return audio.fault(samples, rate, 0.3 * expected, 3 * expected + 1)


def _reported(order: dict[str, Any]) -> dict[str, Any] | str:
    """What chunk.py reports of its work, or why it could not be done."""
    command = [sys.executable, "-P", str(Path(__file__).with_name("chunk.py"))]
    patience = 20 + len(order["text"]) / 20
    try:
        done = subprocess.run(command, input=json.dumps(order), capture_output=True, text=True, timeout=patience)
    except subprocess.TimeoutExpired:
        return f"it was not done after {patience:.0f} s"
    try:
        report = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        said = done.stderr.strip().splitlines()
        return said[-1] if said else f"its process ended with {done.returncode}"
    return dict(report)


def _chunks(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, longer ones cut where a clause or at least a word ends."""
    found, at = [], 0
    for sentence in sentences(text):
        start = text.index(sentence, at)
        at = start + len(sentence)
        while at - start > _LONGEST:
            head = text[start : start + _LONGEST]
            cut = max(head.rfind(", ") + 1, head.rfind("; ") + 1) or head.rfind(" ") + 1 or _LONGEST
            found.append((start, start + cut))
            start += cut
        found.append((start, at))
    return found


def _respelled(chunk: tuple[int, int], text: str, sounds: Sequence[Sound]) -> str:
    """A chunk with every lexicon name spelled as it sounds, its breaths marked, and no control characters."""
    start, end = chunk
    said, at = "", start
    for sound in sorted(sounds, key=lambda sound: sound.start):
        if sound.respelling and at <= sound.start and sound.end <= end:
            said += text[at : sound.start] + sound.respelling
            at = sound.end
    said = phrased(said + text[at:end])
    return " ".join(uncontrolled(said).split())


def _resolved(name: str) -> str:
    """The id that pyttsx3 knows the voice by. On Linux these are the languages that espeak-ng brings, each with a
    variant after "+" where one is wanted; elsewhere the system is asked when it speaks."""
    if sys.platform != "linux":
        return name
    base, _, variant = (name or _DEFAULT).partition("+")
    known, variants = _known()
    if base.lower() not in known:
        raise UserError(f"There is no system voice {name!r}.", "Name a language such as en-us, en-gb, fr, or en-us+f3.")
    if variant and variant not in variants:
        raise UserError(f"The system voice {base!r} has no variant {variant!r}.", f"Known: {', '.join(variants)}.")
    return known[base.lower()] + (f"+{variant}" if variant else "")


@functools.cache
def _known() -> tuple[dict[str, str], list[str]]:
    """Every name and language of espeak-ng's voices → its id, the best of a language first; and all variants."""
    found = find_spec("espeakng_loader")
    if found is None or not found.origin:
        raise UserError("espeakng-loader is not installed.", "Run pip install espeakng-loader.")
    data = Path(found.origin).parent / "espeak-ng-data"
    rows: list[tuple[int, str, str]] = []
    for path in sorted(data.glob("lang/**/*")):
        if path.is_file():
            identity = path.relative_to(data / "lang").as_posix()
            text = path.read_text(encoding="utf-8", errors="replace")
            rows += [(0, name, identity) for name in (identity, *re.findall(r"^name (.+?)\s*$", text, re.M))]
            languages = re.findall(r"^language (\S+)\s*(\d*)", text, re.M)
            rows += [(int(rank or 5), language, identity) for language, rank in languages]
    best: dict[str, str] = {}
    for _, name, identity in sorted(rows):
        best.setdefault(name.lower(), identity)
    return best, sorted(path.name for path in (data / "voices" / "!v").iterdir())
