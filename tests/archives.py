"""Archives of episodes, written by hand instead of narrated, for the tests of publishing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Thread

from atlascast.config import Config, load
from atlascast.models import Chapter, Delivered, Episode, Track
from atlascast.publish import guid
from atlascast.publish.serve import serve
from atlascast.store import Store, write_json
from atlascast.week import monday

CONFIG = """
[show]
title = "The Example Week"
newsroom = "Example News"
description = "The week's stories from Example News, told in the reporters' own sentences."
email = "podcast@example.org"
base_url = "{base_url}"
link = "https://example.org/"
categories = ["News > Politics", "News > Daily News", "Society & Culture"]
funding_url = "https://example.org/support"
cover = "cover.jpg"

[[sources]]
location = "feed.xml"
"""

EVERYTHING = """
[feed]
items = 2
guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
locked = false
license = "cc-by-4.0"
hub = "https://hub.example.org/"
podping = true
podroll = ["9b024349-ccf0-5f69-a609-6b82873eab3c"]

[[feed.people]]
name = "Ada Editor"
role = "editor"
group = "writing"

[[feed.places]]
name = "Kazakhstan"
osm = "R214665"
geo = "geo:48.1,67.0"
country = "KZ"

[feed.trailer]
title = "Hear us on Mondays"
url = "https://example.org/trailer.mp3"
published = 2022-01-01T08:00:00Z
bytes = 900000

[[feed.value]]
address = "pay@example.org"

[voices.host]
name = "Joe"
"""
"""A config that has every tag that a feed can have, two items to a page."""

TOLD = [
    ("headlines", "Headlines", "", [
        ("Joe", "From Example News, this is the week."),
        ("Joe", "A bridge opens at Northford."),
    ]),
    ("story", "Northford opens its bridge after 11 years", "https://example.org/bridge", [
        ("Joe", "The bridge at Northford opened on Tuesday, 11 years after the first stone was laid."),
        ("Joe", "It cost 48.2 million, not 84.2 million as the council had feared."),
        ("Joe", "No one was hurt when a crane fell in March, the builders said."),
    ]),
    ("sponsor", "Message from Maple Press", "https://maple.example.org/", [("Sponsor", "Maple Press prints maps.")]),
    ("story", "Two river towns agree to share a ferry", "https://example.org/ferry", [
        ("Joe", "Two towns on the river will share one ferry from May."),
        ("Joe", "It will cross 14 times a day."),
    ]),
    ("outro", "Goodbye", "", [("Joe", "These voices are synthetic.")]),
]


def config_in(folder: Path, base_url: str = "https://pod.example.org/", extra: str = "") -> Config:
    """A show's config with a cover beside it."""
    from PIL import Image, ImageDraw

    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "cover.jpg").is_file():
        image = Image.new("RGB", (1400, 1400), (18, 28, 48))
        ImageDraw.Draw(image).ellipse((300, 300, 1100, 1100), fill=(214, 84, 48))
        image.save(folder / "cover.jpg", quality=80)
    (folder / "atlascast.toml").write_text(CONFIG.format(base_url=base_url) + extra)
    return load(folder / "atlascast.toml", folder)


@contextmanager
def served(public: Path) -> Iterator[str]:
    """The address at which the folder is served meanwhile."""
    public.mkdir(parents=True, exist_ok=True)
    server = serve(public, 0)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def told(seconds: float = 120.0) -> tuple[list[Chapter], list[dict[str, object]]]:
    """Chapters and transcript rows that share the time out evenly."""
    step = seconds / sum(len(lines) for *_, lines in TOLD)
    chapters, rows, at = [], [], 0.0
    for kind, title, url, lines in TOLD:
        start = at
        for speaker, text in lines:
            times = {"startTime": round(at, 3), "endTime": round(at + step - 0.2, 3)}
            rows.append({"speaker": speaker, **times, "body": text})
            at += step
        chapters.append(Chapter(start, at, title, url, "", kind))  # type: ignore[arg-type]
    return chapters, rows


def add_episode(
    config: Config, week: str, number: int = 1, audio: bytes = b"ID3 no audio", seconds: float = 120, **changes: object
) -> Episode:
    """Write an episode folder as the earlier stages leave it, its record last."""
    folder = Store(config.out).folder(week)
    (folder / "tracks").mkdir(parents=True, exist_ok=True)
    chapters, rows = told(seconds)
    (folder / "edition.mp3").write_bytes(audio)
    write_json(folder / "edition.json", {"version": "1.0.0", "segments": rows})
    (folder / "edition.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:02.000\nFrom Example News.\n")
    (folder / "edition.srt").write_text("1\n00:00:00,000 --> 00:00:02,000\nFrom Example News.\n")
    marks = [{"startTime": chapter.start, "title": chapter.title} for chapter in chapters]
    write_json(folder / "chapters.json", {"version": "1.2.0", "chapters": marks})
    record = Episode(
        guid=guid(config, week), number=number, week=week, title=f"A bridge, a ferry, week {week[-2:]}",
        summary="A bridge opens at Northford, and two towns share a ferry.",
        published=datetime.combine(monday(week) + timedelta(days=7), time(6, 3), UTC),
        audio="edition.mp3", bytes=len(audio), seconds=seconds, sha256=sha256(audio).hexdigest(), lufs=-16.0, dbtp=-1.3,
        chapters=tuple(chapters), tracks=_tracks(folder, chapters, audio), reads=_reads(chapters),
    )
    record = replace(record, **changes)  # type: ignore[arg-type]
    write_json(folder / "episode.json", record)
    return record


def _tracks(folder: Path, chapters: Sequence[Chapter], audio: bytes) -> tuple[Track, ...]:
    made = []
    for index, chapter in enumerate([chapter for chapter in chapters if chapter.kind == "story"], 1):
        path = folder / f"tracks/{index:02d}-story.mp3"
        content = audio + bytes([index])
        path.write_bytes(content)
        name, length = path.relative_to(folder).as_posix(), chapter.end - chapter.start
        mark, whose = sha256(content).hexdigest(), "Ada Byline"
        made.append(Track(f"s{index}", chapter.title, chapter.url, whose, name, len(content), length, mark, -16.0))
    return tuple(made)


def _reads(chapters: Sequence[Chapter]) -> tuple[Delivered, ...]:
    read = next(chapter for chapter in chapters if chapter.kind == "sponsor")
    length = read.end - read.start
    return (Delivered("spring", "Maple Press", read.start, length, read.url, "Maple Press prints maps."),)
