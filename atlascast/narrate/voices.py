"""A speaker → the voice that says their lines.

A voice is one engine with its options. Adding one is a file beside this one and a row in `VOICES`;
a user's own is named `package.module:Class` in the config.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from atlascast import config, plugins
from atlascast.errors import UserError
from atlascast.models import Sound, Word

VOICES = {
    "piper": "atlascast.narrate.piper:PiperVoice",
    "pyttsx3": "atlascast.narrate.system:SystemVoice",
    "silent": "atlascast.narrate.silent:SilentVoice",
}


class Voice(Protocol):
    """One engine with options. The constructor is cheap: it checks the options and loads no engine."""

    identity: str
    """As reported: "piper:en_US-joe-medium"."""
    key: str
    """All that changes the sound: identity, versions of engine and model, options."""

    def __init__(self, options: config.Voice, cache: Path) -> None:
        """`cache` may keep what is costly to make. Raises UserError for a model or voice that is not there."""

    def speak(self, text: str, sounds: Sequence[Sound], out: Path) -> tuple[tuple[Word, ...], bool]:
        """Write the text as a mono 16-bit WAV to `out`.

        Returns one Word for each white-space separated token of `text`, times in seconds from the clip's
        beginning, and True where they are estimated. The same text and sounds give the same samples.
        Raises VoiceError where the engine gave no sound or sound that cannot be the text.
        """


@runtime_checkable
class Preparing(Voice, Protocol):
    """A voice that takes a while to load: it may be loaded while there is other work."""

    @property
    def loads(self) -> str:
        """What it loads, the same for all voices that share it."""

    def prepare(self) -> None:
        """Load it, and make it where it has yet to be made, in the process that is to speak. Raises VoiceError as
        `speak` would."""


def of_speaker(voices: Mapping[str, config.Voice], speaker: str) -> config.Voice:
    """The options for a speaker's lines: their own, or the host's."""
    return voices.get(speaker) or voices["host"]


def voice(options: config.Voice, cache: Path) -> Voice:
    """The voice that these options describe. Raises UserError where there is no such engine, model or voice."""
    made: Voice = plugins.find("voice", options.engine, VOICES)(options, cache)
    return made


def check(voices: Mapping[str, config.Voice]) -> None:
    """Raise UserError naming every speaker whose engine, model or voice does not exist; loads no model."""
    wrong = []
    for speaker, options in voices.items():
        try:
            voice(options, Path())
        except UserError as error:
            wrong.append((f"voices.{speaker}: {error.message}", error.hint))
    if wrong:
        hints = dict.fromkeys(hint for _, hint in wrong)
        raise UserError("\n".join(message for message, _ in wrong), " ".join(hints))


def own(voices: Mapping[str, config.Voice], cache: Path) -> dict[str, str]:
    """The keys of voices of the user's own classes, by speaker: nothing else tells that their sound has changed.

    Raises UserError where such a class does not exist or refuses its options.
    """
    return {speaker: voice(options, cache).key for speaker, options in voices.items() if ":" in options.engine}


def with_engine(voices: Mapping[str, config.Voice], name: str) -> dict[str, config.Voice]:
    """Every speaker said by the engine `name`, or by the Piper model at the path `name`; rate and pitch stay.

    Raises UserError where there is no such engine or model.
    """
    if name.endswith(".onnx"):
        changed = {"engine": "piper", "model": str(Path(name).resolve())}
        voices = {speaker: options.model_copy(update=changed) for speaker, options in voices.items()}
    else:
        voices = {speaker: _by(options, name) for speaker, options in voices.items()}
    check(voices)
    return dict(voices)


def _by(options: config.Voice, engine: str) -> config.Voice:
    if options.engine == engine:
        return options
    return options.model_copy(update={"engine": engine, "model": ""})
