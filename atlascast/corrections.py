"""What a newsroom took back or put right → corrections.json, held against every later build of the week.

A correction is an input like the articles: `amended` lays it over what the sources say, so that
a build after it cannot undo it. The episode as it was lies under `versions/`.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from atlascast.errors import UserError
from atlascast.models import Correction, Delivered, Episode, Pick, Story
from atlascast.store import VERSION, Store, copy, known, point, write_json

FILE, VERSIONS = "corrections.json", "versions"
_TELLING = ("kind", "story_id", "note", "text")
"""What two corrections share that are one."""


def load(store: Store, week: str) -> tuple[Correction, ...]:
    """The week's corrections, oldest first. Raises UserError where the file cannot be read."""
    path = store.folder(week) / FILE
    try:
        if not path.is_file():
            return ()
        found = json.loads(path.read_bytes())
        if isinstance(found, dict):  # version 1 began as the bare list
            known(path, int(found.get("version", 1)))
            found = found["corrections"]
        return TypeAdapter(tuple[Correction, ...]).validate_json(json.dumps(found))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        hint = "Restore it from the archive: without it a build would tell again what was taken back."
        raise UserError(f"{path} holds no corrections: {str(error).splitlines()[0]}", hint) from error


def joined(known: Sequence[Correction], new: Correction) -> tuple[Correction, ...]:
    """The corrections with a new one; one that was made before is not made twice."""
    same = [one for one in known if all(getattr(one, name) == getattr(new, name) for name in _TELLING)]
    return tuple(known) if same else (*known, new)


def save(store: Store, week: str, log: Sequence[Correction]) -> None:
    """Keep the episode as it is under versions/, then the corrections; where nothing is new, nothing is written."""
    if tuple(log) != load(store, week):
        _keep(store.folder(week), len(log))
        point("corrections.kept")
        rows = TypeAdapter(Any).dump_python(tuple(log), mode="json")
        write_json(store.folder(week) / FILE, {"version": VERSION, "corrections": rows})
        point("corrections.saved")


def _keep(folder: Path, number: int) -> None:
    kept = folder / VERSIONS / f"{number:02d}"
    inside = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    names = [name for name in inside if name.parts[0] != VERSIONS]
    for name in sorted(names, key=lambda name: name.name == "episode.json"):
        copy(folder / name, kept / name)


def amended(picks: Iterable[Pick], corrections: Sequence[Correction]) -> list[Pick]:
    """The picks with the corrected words in place of the sources', and without what was withdrawn."""
    return [_amended(pick, [one for one in corrections if one.story_id == pick.story.id]) for pick in picks]


def _amended(pick: Pick, corrections: Sequence[Correction]) -> Pick:
    for one in corrections:
        if one.kind == "withdrawn":
            pick = replace(pick, chosen=False, reason=f"withdrawn on {one.moment.date()}: {one.note}")
        elif one.text:
            pick = replace(pick, story=_rewritten(pick.story, one))
    return pick


def _rewritten(story: Story, correction: Correction) -> Story:
    """The newsroom's script and summary were made of the old words, so they go with them."""
    if story.text == correction.text:
        return story
    return replace(story, text=correction.text, updated=correction.moment, kinds=(), script="", summary="")


def standing(store: Store, week: str) -> tuple[Correction, ...]:
    """The week's corrections. Raises UserError where one of them withdrew the episode: it is built no more."""
    known = load(store, week)
    if out := gone(known):
        hint = f"To bring it back, take that correction out of {store.folder(week) / FILE}."
        raise UserError(f"The episode of {week} was withdrawn on {out.moment.date()}: {out.note}", hint)
    return known


def gone(corrections: Iterable[Correction]) -> Correction | None:
    """The correction that withdrew the whole episode; None where it stands."""
    return next((one for one in corrections if one.whole), None)


def paths(earlier: Episode | None, corrections: Sequence[Correction]) -> dict[str, str]:
    """Story id → the track's path as it was published, withdrawn ones with them: a correction moves no address."""
    if not corrections or earlier is None:
        return {}
    tracks = [*earlier.tracks, *(one.track for one in corrections if one.track)]
    return {track.story_id: track.path for track in tracks}


def told(episode: Episode, earlier: Episode | None, corrections: Sequence[Correction], same_address: bool) -> Episode:
    """The record of a corrected episode: what was corrected, the reads that went, the names its audio keeps.

    `earlier` is the record as it stood. `same_address`: the audio stays under the name that it was published by.
    """
    if not corrections:
        return episode
    episode = replace(episode, corrections=tuple(replace(one, text="") for one in corrections))
    if earlier is None:
        return episode
    reads = (*episode.reads, *_withdrawn(earlier, episode.reads, corrections[-1].moment.date().isoformat()))
    if not same_address:
        return replace(episode, reads=reads)
    names = {track.story_id: track.named or track.sha256[:8] for track in earlier.tracks}
    tracks = tuple(replace(track, named=names.get(track.story_id, "")) for track in episode.tracks)
    return replace(episode, reads=reads, tracks=tracks, named=earlier.named or earlier.sha256[:8])


def _withdrawn(earlier: Episode, now: Iterable[Delivered], day: str) -> list[Delivered]:
    """The reads that went out before and no longer do, with the edition that held them; one that only moved is left."""
    left = [read.campaign for read in now]
    out = []
    for read in earlier.reads:
        if read.withdrawn:
            out.append(read)
        elif read.campaign in left:
            left.remove(read.campaign)
        else:
            out.append(replace(read, withdrawn=day, edition_sha256=earlier.sha256, edition_lufs=earlier.lufs))
    return out
