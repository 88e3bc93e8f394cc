"""What a stranger may put before every parser, and the parsers: only an AtlascastError may come of it.

A table of tests/data/hostile is {"case": content}. Content is a text, or a list of parts: a text, [text, times] or
{"hex": bytes}; or {"at": [keys], "is": value}, put into the table's "base", which is JSON.
"""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from atlascast import archive, collect, config, corrections, picture, pipeline, script, spoken, sponsors
from atlascast.audio import files
from atlascast.config import Config, Edition, Fetch, Show, Source, Voice
from atlascast.publish import check, transcript
from atlascast.rank import views
from atlascast.store import Store

DATA = Path(__file__).parent / "data/hostile"
NOW = datetime(2022, 1, 12, 12, tzinfo=UTC)
WEEK = "2022-W01"


def tables() -> Iterator[tuple[str, str, bytes]]:
    """Every kept case: the parser's name, the case's and its bytes."""
    for path in sorted(DATA.glob("*.json")):
        rows = json.loads(path.read_text())
        base = rows.pop("base", None)
        for name, content in rows.items():
            yield path.stem, name, _bytes(content, base)


def _bytes(content: Any, base: Any) -> bytes:
    if isinstance(content, dict):
        return json.dumps(_put(copy.deepcopy(base), content["at"], content["is"])).encode()
    parts = content if isinstance(content, list) else [content]
    return b"".join(_part(part) for part in parts)


def _part(part: Any) -> bytes:
    if isinstance(part, dict):
        return bytes.fromhex(part["hex"])
    return str(part[0]).encode() * int(part[1]) if isinstance(part, list) else str(part).encode()


def _put(base: Any, at: list[Any], value: Any) -> Any:
    if not at:
        return value
    base[at[0]] = _put(base[at[0]] if at[1:] else None, at[1:], value)
    return base


def settings(folder: Path, location: str, kind: str = "auto") -> Config:
    """A show whose only source is the file."""
    show = Show(title="T", newsroom="N", description="D", email="a@b.example", base_url="https://p.example.org/")
    return Config(show=show, sources=(Source(location=location, kind=kind),), fetch=Fetch(), root=folder, out=folder,
                  edition=Edition(week=WEEK), voices={"host": Voice(engine="silent")})


def _source(name: str, kind: str = "auto") -> Callable[[Path, bytes], None]:
    """A source read and told: its titles and words go through the ranking, the script and back."""

    def parse(folder: Path, data: bytes) -> None:
        (folder / name).write_bytes(data)
        found = settings(folder, name, kind)
        collect.read(found, NOW)
        draft = pipeline.write_script(found, WEEK, NOW, lambda *_: None, keep=False)
        stories = archive.stories(draft)
        told = script.from_markdown(script.to_markdown(draft.script), "script.md", stories)
        assert told == draft.script, "what was written is not what is read"
        spoken.spell(told, spoken.load(None))

    return parse


def _file(name: str, read: Callable[[Path], object]) -> Callable[[Path, bytes], None]:
    def parse(folder: Path, data: bytes) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        read(path)

    return parse


def _report(path: Path) -> None:
    transcript.edition_lines(path)


def _store(path: Path) -> Store:
    return Store(path.parents[2])


PARSERS: dict[str, Callable[[Path, bytes], None]] = {
    "feed": _source("feed.xml"),
    "json": _source("feed.json"),
    "page": _source("page.html"),
    "plain": _source("story.txt"),
    "markdown": _source("story.md"),
    "sitemap": _source("sitemap.xml", "sitemap"),
    "links": _source("links.txt", "links"),
    "extract": lambda folder, data: collect.extract(data) and None,
    "script": lambda folder, data: script.from_markdown(data.decode("utf-8", "replace"), "script.md", {}) and None,
    "sponsors": _file("sponsors.toml", lambda path: sponsors.load(path)),
    "config": _file("atlascast.toml", lambda path: config.load(path, path.parent)),
    "lexicon": _file("lexicon.toml", spoken.load),
    "views": _file("views.csv", views.load),
    "episode": _file(f"episodes/{WEEK}/episode.json", lambda path: _store(path).records()),
    "corrections": _file(f"episodes/{WEEK}/corrections.json", lambda path: corrections.load(_store(path), WEEK)),
    "stories": _file(f"episodes/{WEEK}/stories.json", lambda path: archive.load_draft(_store(path), WEEK)),
    "report": _file("report.json", _report),
    "transcript": _file("edition.json", lambda path: transcript.passages(path, [], (), 10.0)),
    "audio": _file("asset.mp3", files.read),
    "cover": _file("cover.jpg", lambda path: picture.jpeg(path, 1400)),
    "check": _file("feed.xml", lambda path: check.check(str(path))),
    "say": lambda folder, data: spoken.say(data.decode("utf-8", "replace"), spoken.load(None)) and None,
}
