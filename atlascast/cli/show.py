"""Results → what the producer reads: tables for people, one JSON object for programs."""

import json as codec
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import typer

from atlascast import spoken
from atlascast.archive import Draft
from atlascast.config import Config, Source, load
from atlascast.errors import AtlascastError, UserError
from atlascast.models import Collected, Story
from atlascast.pipeline import Built

FILES = (
    "stories.json",
    "script.md",
    "edition.mp3",
    "edition.vtt",
    "edition.srt",
    "edition.json",
    "edition.words.json",
    "edition.html",
    "edition.m3u",
    "chapters.json",
    "report.json",
    "episode.json",
    "cover.jpg",
    "loudness.png",
)
"""What every episode folder holds beside its tracks."""
LARGEST = 20_000_000
"""Bytes of an article that is given by hand."""
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")


def settings(path: Path, sources: Sequence[str] | None, out: Path | None, voice: str | None) -> Config:
    """The config with what the command line puts in place of its parts, and its voices known to exist."""
    from atlascast import narrate

    config = load(path, out)
    if sources:
        config = config.model_copy(update={"sources": tuple(Source(location=_beside(item)) for item in sources)})
    if voice:
        return config.model_copy(update={"voices": narrate.with_engine(config.voices, voice)})
    narrate.check(config.voices)
    return config


def sponsored(config: Config, path: Path | None) -> Config:
    """The config with another sponsors' file or folder, where one is named. Raises UserError for what is not there."""
    if path is None:
        return config
    if not path.exists():
        raise UserError(f"There is no {path}.", "Name a sponsors' file, or a folder of them.")
    return config.model_copy(update={"sponsors": path})


def chosen(
    config: Config, lead: Sequence[str] | None, pin: Sequence[str] | None, block: Sequence[str] | None
) -> Config:
    """The config with an editor's choice for this run: leads in place of its own, pins and blocks beside them.

    What is asked for here is told though the config blocks it in the same words, and the other way round.
    """
    if not (lead or pin or block):
        return config
    leads, pins, blocks = (tuple(names or ()) for names in (lead, pin, block))
    rank = config.rank
    chosen = {
        "lead": leads or tuple(name for name in rank.lead if name not in blocks),
        "pin": (*(name for name in rank.pin if name not in (*blocks, *pins)), *pins),
        "block": (*(name for name in rank.block if name not in (*leads, *pins, *blocks)), *blocks),
    }
    return config.model_copy(update={"rank": rank.model_copy(update=chosen)})


def _beside(location: str) -> str:
    """A path on the command line counts from the current folder, not from the config's."""
    return location if "://" in location else str(Path(location).resolve())


def read(path: Path) -> bytes:
    """A file's bytes, or standard input's for -. Raises UserError where there is none."""
    try:
        with nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", "Name a file that is there.") from error
    if len(data) > LARGEST:
        raise UserError(f"{path} holds more than {LARGEST / 1_000_000:g} MB.", "Name a smaller file.")
    return data


def lines(text: str) -> list[str]:
    """The argument itself, or standard input's lines for -, each without control characters.

    A line ends at a line feed alone, so that a form feed or a separator within one never makes it two.
    """
    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace").removesuffix("\n")
        return [_CONTROL.sub(" ", line.removesuffix("\r")) for line in text.split("\n")] if text else []
    return [_CONTROL.sub(" ", text)]


def fault(error: AtlascastError, place: str = "") -> None:
    """What went wrong and what next, on standard error."""
    typer.echo(f"Error: {place + ': ' if place else ''}{error.message}\n{error.hint}", err=True)


def print_json(value: object) -> None:
    """One JSON value on standard output."""
    typer.echo(codec.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))


def _warn(warnings: Iterable[str]) -> None:
    for warning in warnings:
        typer.echo(f"Warning: {warning}", err=True)


def length(seconds: float) -> str:
    """Seconds as minutes and seconds: 512.3 → 8:32."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02d}"


def built(config: Config, made: Built, json: bool) -> None:
    """What `build-week` and `render` print: a short table, or the contract's JSON."""
    _warn(made.warnings)
    row = _summary(made)
    if json:
        print_json(row)
        return
    where = config.out / "episodes" / made.episode.week
    rows = {
        "Edition": made.episode.title,
        "Stories": f"{row['stories']} told, each with its track",
        "Length": length(made.episode.seconds),
        "Loudness": f"{made.episode.lufs:.1f} LUFS, {made.episode.dbtp:.1f} dBTP",
        "Clips": f"{made.spoken} spoken, {made.reused} reused",
        "Files": f"{_short(where)}: edition.mp3, script.md and {len(made.episode.tracks)} tracks",
        "Feed": f"{_short(config.out / 'public' / 'feed.xml')} → {config.feed_url}",
    }
    _table(rows)


def corrected(config: Config, made: Built, json: bool) -> None:
    """What `correct` and `withdraw` print: the lines that changed, then the episode as it is now."""
    for row in () if json else made.changed:
        typer.echo(row)
    built(config, made, json)


def _short(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _summary(made: Built) -> dict[str, Any]:
    episode, folder = made.episode, f"episodes/{made.episode.week}"
    files: dict[str, Any] = {name: f"{folder}/{name}" for name in FILES}
    files |= {other.path: f"{folder}/{other.path}" for other in episode.alternates}
    files["tracks"] = [f"{folder}/{track.path}" for track in episode.tracks]
    return {
        "week": episode.week,
        "guid": episode.guid,
        "number": episode.number,
        "published": episode.published.isoformat(),
        "stories": len(episode.tracks),
        "seconds": episode.seconds,
        "lufs": episode.lufs,
        "dbtp": episode.dbtp,
        "clips": {"spoken": made.spoken, "reused": made.reused},
        "files": files,
        "feed": "public/feed.xml",
        "warnings": list(made.warnings),
    } | ({"changed": list(made.changed)} if made.changed else {})


def _table(rows: dict[str, str]) -> None:
    width = max(map(len, rows))
    for name, text in rows.items():
        typer.echo(f"{typer.style(name.ljust(width), bold=True)}  {text}")


def plan(config: Config, draft: Draft, json: bool) -> None:
    """What --dry-run prints: each segment, who says it and about how long; nothing was written."""
    from atlascast import pace

    _warn(draft.warnings)
    rows: list[dict[str, Any]] = [
        {
            "kind": segment.kind,
            "title": segment.title,
            "speakers": sorted({line.speaker for line in segment.lines}),
            "seconds": round(pace.of_segment(segment, config), 1),
        }
        for segment in draft.script.segments
    ]
    total = round(pace.of_script(draft.script, config), 1)
    if json:
        told = sum(segment.kind == "story" for segment in draft.script.segments)
        head = {"week": draft.script.week, "dry_run": True, "stories": told, "seconds": total}
        print_json(head | {"segments": rows, "warnings": list(draft.warnings)})
        return
    typer.echo(f"{draft.script.week}: {draft.script.title}\n")
    for row in rows:
        typer.echo(f"{length(row['seconds']):>6}  {row['kind']:10} {row['title']}  ({', '.join(row['speakers'])})")
    typer.echo(f"{length(total):>6}  in all, about; nothing was written.")


def drafted(config: Config, draft: Draft, json: bool) -> None:
    """What `draft` prints: where the script lies."""
    _warn(draft.warnings)
    path = config.out / "episodes" / draft.script.week / "script.md"
    told = sum(segment.kind == "story" for segment in draft.script.segments)
    if json:
        row = {"week": draft.script.week, "stories": told, "script": f"episodes/{draft.script.week}/script.md"}
        print_json(row | {"warnings": list(draft.warnings)})
    else:
        wish = "It stands as it was edited" if draft.edited else "Edit it if you like"
        noun = "story" if told == 1 else "stories"
        typer.echo(f"{_short(path)}: {told} {noun}. {wish}; then run `atlascast render`.")


def published(
    config: Config, changed: Sequence[Path], absent: Sequence[str], sent: Mapping[str, Any], json: bool
) -> None:
    """What `publish` prints: how much of public/ changed, what the feed names without having it, what was sent."""
    _warn((*absent, *sent["warnings"]))
    if json:
        rows = [str(path.relative_to(config.out)) for path in changed]
        print_json({"feed": "public/feed.xml", "changed": rows, **sent, "warnings": [*absent, *sent["warnings"]]})
    else:
        typer.echo(f"{_short(config.out / 'public')}, files changed: {len(changed)} → {config.feed_url}")


def taken_in(collected: Collected, json: bool) -> None:
    """What `collect` prints: how many stories are known."""
    row = {"stories": len(collected.stories), "set_aside": len(collected.set_aside)}
    if json:
        print_json(row)
    else:
        typer.echo(f"Stories known: {row['stories']}; items set aside: {row['set_aside']}.")


def story(path: Path, found: Story, json: bool) -> None:
    """What `extract` prints of one page."""
    if not json:
        typer.echo(found.text)
        return
    published = found.published.isoformat() if found.published else None
    row = {"path": str(path), "title": found.title, "text": found.text, "author": found.author}
    typer.echo(codec.dumps(row | {"published": published, "language": found.language}, ensure_ascii=False))


def said(written: str, line: spoken.Said, spoken_only: bool, explain: bool, phonemes: bool = False) -> None:
    """What `say` prints of one sentence."""
    typer.echo(line.spoken)
    if spoken_only:
        return
    for change in line.changes if explain else ():
        typer.echo(f"  {change.rule}: {written[change.start : change.end]!r} → {change.spoken!r}")
    for sound in line.sounds:
        typer.echo(f"  {line.spoken[sound.start : sound.end]}: {f'[[{sound.ipa}]]' if sound.ipa else sound.respelling}")
    if phonemes:
        typer.echo(f"  phonemes: {spoken.phonemes(line)}")
