"""Editions of half an hour and of three hours → how much memory mixing and mastering them takes at most.

    python benchmarks/memory.py [--minutes 30 180] [--story 3]

Clips are made on the spot, in the level and form of speech, with the sample show's music; voice models are left
out. Each length runs in a process of its own. The last line's place is measured in the file, so that drift shows.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
CLIPS, SECONDS = 12, 6.0


def programme(folder: Path, minutes: float, story: float) -> Iterator[object]:
    """Told segments for so many minutes, stories of `story` minutes."""
    import sounds

    narrator = sounds.Narrator(folder)
    clips = [narrator.clip(SECONDS) for _ in range(CLIPS)]
    lines = round(story * 60 / (SECONDS + 0.5))
    yield narrator.told("intro", *clips[:3], index=0)
    yield narrator.told("headlines", *clips[:5], index=1)
    count = round(minutes / story)
    for index in range(count):
        yield narrator.told("story", *(clips[(index + line) % CLIPS] for line in range(lines)), index=2 + index)
    yield narrator.told("outro", *clips[:2], index=2 + count)


def run(minutes: float, story: float) -> dict[str, float]:
    """Mix and master in this process: seconds of programme and of work, peak memory in MB, drift in ms."""
    from atlascast import captions, master, mix
    from atlascast.audio import files
    from atlascast.config import load

    sound = load(ROOT / "atlascast.toml", None).sound
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = master.master(mix.edition(programme(folder, minutes, story), sound), folder / "edition.mp3", sound)
        captions.vtt(captions.cues(made.mix, {}))
        work = time.perf_counter() - began
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        encoder = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        last = made.mix.placed[-3]
        clip = files.resample(*files.read(last.clip.path))
        rest = np.concatenate(list(files.decode(folder / "edition.mp3"))[-6:])
        begin = len(rest) - round((made.mix.seconds - last.start) * 44100)
        part = rest[begin - 4410 : begin + 4410 + len(clip)]
        drift = np.argmax(np.correlate(np.abs(part)[::4], np.abs(clip)[::4], "valid")) * 4 - 4410
    return {"seconds": made.mix.seconds, "work": work, "own": own, "encoder": encoder, "drift": drift / 44.1}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, nargs="+", default=[30, 180])
    parser.add_argument("--story", type=float, default=3, help="minutes of a story")
    parser.add_argument("--one", action="store_true", help="run the one length here and print JSON")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(run(options.minutes[0], options.story)))
        return
    for minutes in options.minutes:
        command = [sys.executable, __file__, "--one", "--minutes", str(minutes), "--story", str(options.story)]
        row = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        print(
            f"{row['seconds'] / 60:6.1f} min: {row['own']:.0f} MB here, {row['encoder']:.0f} MB in ffmpeg, "
            f"{row['work']:.0f} s of work, the last line {row['drift']:+.1f} ms from its place"
        )


if __name__ == "__main__":
    main()
