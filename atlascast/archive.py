"""Drafts and masters → the files of an episode folder, and back.

`stories.json` and `script.md` hold the draft; `episode.json` comes last of all, so that a
folder without it is known to be unfinished.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from atlascast import memory, proof, record, script
from atlascast.config import Config
from atlascast.errors import ConfigError, UserError
from atlascast.models import FORMATS, Episode, Pick, Script, Segment, SetAside, Story, Track
from atlascast.produce import Produced
from atlascast.store import VERSION, Store, digest, fingerprint, known, point, write, write_json

STORIES = "stories.json"
_GATHERED = ("tracks/*.mp3", "captions/*.*", "pictures/*.jpg")
"""Files of an episode folder, one or more a story."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A week in words: its script, how its stories were chosen, what was left out. `warnings` are for the producer.

    `edited` says that script.md stands as an editor left it.
    """

    script: Script
    picks: tuple[Pick, ...]
    set_aside: tuple[SetAside, ...] = ()
    warnings: tuple[str, ...] = ()
    edited: bool = False


def stories(draft: Draft) -> dict[str, Story]:
    """The collected stories by id."""
    return {pick.story.id: pick.story for pick in draft.picks}


def save_draft(store: Store, draft: Draft, redraft: bool, config: Config | None = None) -> Draft:
    """Write stories.json and script.md; an edited script.md is kept and told instead, unless `redraft`.

    Raises ConfigError for the mistakes of an edited one, as `load_draft` does.
    """
    folder = store.folder(draft.script.week)
    path = folder / "script.md"
    if path.is_file() and script.edited(_text(path)):
        if not redraft:
            kept = load_draft(store, draft.script.week, config)
            note = f"{path.name} was edited and is told as it stands; --redraft writes it anew, the old beside it."
            return replace(kept, warnings=(*draft.warnings, note), edited=True)
        aside = path.with_name(f"script.{digest(path)[:8]}.md")
        os.replace(path, aside)
        point("draft.aside")
        draft = replace(draft, warnings=(*draft.warnings, f"The edited script is kept as {aside.name}."))
    _save(store, draft, script.to_markdown(draft.script))
    return draft


def save_corrected(store: Store, draft: Draft) -> None:
    """Write stories.json and script.md of a corrected draft, as an edited one: no later build writes it anew."""
    _save(store, draft, script.signed(script.to_markdown(draft.script)))


def _save(store: Store, draft: Draft, text: str) -> None:
    rows = {"version": VERSION, "week": draft.script.week, "picks": draft.picks, "set_aside": draft.set_aside}
    write_json(store.folder(draft.script.week) / STORIES, TypeAdapter(Any).dump_python(rows, mode="json"))
    point("draft.stories")
    write(store.folder(draft.script.week) / "script.md", text)
    point("draft.script")


def told(store: Store, episodes: Iterable[Episode]) -> dict[str, list[Story]]:
    """The articles that episodes told, by week, as far as their stories.json are kept.

    Raises UserError for one that is there and cannot be read.
    """
    found: dict[str, list[Story]] = {}
    for episode in episodes:
        ids = {track.story_id for track in episode.tracks}
        try:
            picks = json.loads((store.folder(episode.week) / STORIES).read_bytes())["picks"]
            rows = [pick["story"] for pick in picks if pick["story"]["id"] in ids]
            found[episode.week] = TypeAdapter(list[Story]).validate_python(rows, strict=False)
        except FileNotFoundError:
            continue
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise UserError(f"stories.json of {episode.week} cannot be read: {_first(error)}", "Restore it.") from error
    return found


def load_draft(store: Store, week: str, config: Config | None = None, mistaken: bool = False) -> Draft:
    """The draft as it lies in the week's folder; `mistaken`: what can be read of it.

    Raises UserError where there is none, ConfigError for its mistakes; with a config, what `hold_edited` would find is
    told with them.
    """
    folder = store.folder(week)
    try:
        rows = json.loads((folder / STORIES).read_bytes())
        known(folder / STORIES, int(rows.get("version", 1)))
        picks = TypeAdapter(tuple[Pick, ...]).validate_python(rows["picks"], strict=False)
        set_aside = TypeAdapter(tuple[SetAside, ...]).validate_python(rows["set_aside"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        hint = "Run `atlascast draft` first; it writes stories.json and script.md."
        raise UserError(f"There is no draft to read in {folder}: {_first(error)}", hint) from error
    found = script.reading(_text(folder / "script.md"), {pick.story.id: pick.story for pick in picks})
    draft = Draft(found.script, picks, set_aside)
    if found.mistakes and not mistaken:
        raise ConfigError("\n".join(_mistakes(found, draft, week, config)), _mend(week))
    if found.script.week != week and not mistaken:
        hint = f"Write week: {week} at its head; another week is another draft, see `atlascast draft --week`."
        place, said = folder / "script.md", found.script.week
        raise ConfigError(f"{place} lies in the folder of {week} and says week: {said}.", hint)
    return draft


def _mistakes(found: script.Reading, draft: Draft, week: str, config: Config | None) -> list[str]:
    """All that is wrong with a script whose file has mistakes; where parts of it are torn, every story counts as told,
    and reads are not judged."""
    told = replace(found.script, week=week)
    if found.torn:
        ids = {segment.story_id for segment in told.segments}
        left = [pick.story for pick in draft.picks if pick.chosen and pick.story.id not in ids]
        told = replace(told, segments=(*told.segments, *(Segment("story", one.title, (), one.id) for one in left)))
    wrong = [(one.place, str(one)) for one in script.check(told, stories(draft))]
    if config:
        wrong = proof.wrong(config, told, draft.picks)
        wrong += [] if found.torn else proof.wrong_reads(config, told, told_stories(draft))
    there = [(place, what) for place, what in wrong if place[0] < len(found.script.segments)]
    return proof.listed(there, found.places, found.mistakes)


def rows(store: Store, draft: Draft, text: str = "") -> dict[script.Place, int]:
    """The lines of script.md, from 1, by the places in the draft's script of what they say.

    `text` is the script.md, where it is not the written one.
    """
    return script.places(text or _text(store.folder(draft.script.week) / "script.md"), stories(draft))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UserError(f"There is no {path}.", "Run `atlascast draft` first.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.", "Check its rights and that it is UTF-8.") from error


def hold(config: Config, draft: Draft, text: str = "") -> None:
    """Hold the script against its articles and voices. Raises ConfigError with all that it says and they do not,
    each with its line of script.md, or of `text`, where script.md is not written yet."""
    _refuse(config, draft, proof.wrong(config, draft.script, draft.picks), text)


def hold_edited(config: Config, draft: Draft) -> None:
    """The same, and the sponsors' reads, which an editor may have changed, against what their campaigns ordered.

    What was held and found right is remembered, with all that it was held against.
    """
    found = Store(config.out).cache / "held.json"
    recordings = [config.root / line.audio for one in draft.script.segments for line in one.lines if line.audio]
    files = memory.held([*recordings, *filter(None, [config.sponsors, config.edition.templates])])
    key = fingerprint(memory.program(), memory.mark(config), memory.mark(draft), files)
    if memory.recall(found, key, bool):
        return
    wrong = proof.wrong(config, draft.script, draft.picks)
    _refuse(config, draft, [*wrong, *proof.wrong_reads(config, draft.script, told_stories(draft))], "")
    memory.keep(found, key, True)


def _refuse(config: Config, draft: Draft, wrong: Sequence[proof.Wrong], text: str) -> None:
    told = draft.script
    general = [] if told.title.strip() else ["The edition has no title: the front matter's `title` is empty."]
    if all(segment.kind != "story" for segment in told.segments):
        general.append("The script tells no story.")
    if wrong or general:
        placed = rows(Store(config.out), draft, text) if wrong else {}
        raise ConfigError("\n".join([*general, *proof.listed(wrong, placed)]), _mend(told.week))


def _mend(week: str) -> str:
    return (f"Mend script.md of {week}, then `atlascast render`; [own] begins a paragraph of yours, and "
            "`atlascast draft --redraft` writes all anew.")  # fmt: skip


def told_stories(draft: Draft) -> list[Story]:
    """Those that the script tells, in its order."""
    known = stories(draft)
    segments = [segment for segment in draft.script.segments if segment.kind == "story"]
    return [known.get(one.story_id) or Story(one.story_id, one.url, one.title, "") for one in segments]


def licensed(config: Config, script: Script) -> Script:
    """The script without the articles' pictures, unless the show may use them."""
    if config.show.pictures:
        return script
    return replace(script, segments=tuple(replace(segment, image_url="") for segment in script.segments))


def _first(error: Exception) -> str:
    return str(error).splitlines()[0]


def newest_draft(store: Store) -> str:
    """The newest week that has a script. Raises UserError where there is none."""
    weeks = sorted(path.parent.name for path in store.episodes.glob("*/script.md"))
    if not weeks:
        raise UserError(f"There is no script.md under {store.episodes}.", "Run `atlascast draft` first.")
    return weeks[-1]


def tracks(draft: Draft, made: Produced) -> list[Track]:
    """The told stories' tracks, in running order, as the record holds them."""
    told = [segment for segment in draft.script.segments if segment.kind == "story"]
    sources, folder = stories(draft), made.edition.path.parent
    return [
        record.track(segment, sources.get(segment.story_id), master, folder)
        for segment, master in zip(told, made.tracks, strict=True)
    ]


def save_episode(store: Store, episode: Episode, made: Produced, files: Mapping[str, Any]) -> None:
    """Write the sidecars, drop tracks and pictures of stories no longer told, and record the episode last."""
    folder = store.folder(episode.week)
    for name, content in files.items():
        (write if isinstance(content, str) else write_json)(folder / name, content)
        point("episode.sidecar")
    kept = {master.path.stem for master in made.tracks}
    kept |= {store.picture(episode.week, chapter.image).stem for chapter in episode.chapters if chapter.image}
    for path in (path for name in _GATHERED for path in folder.glob(name)):
        if path.name.partition(".")[0] not in kept:
            path.unlink()
            point("episode.dropped")
    write(folder / "edition.m3u", record.playlist(episode))
    point("episode.playlist")
    for path in (folder / f"edition.{kind}" for kind in FORMATS):
        if path.is_file() and path.name not in {other.path for other in episode.alternates}:
            path.unlink()
            point("episode.format")
    save_record(store, episode)
    point("episode.recorded")


def save_record(store: Store, episode: Episode) -> None:
    """Write episode.json."""
    write_json(store.folder(episode.week) / "episode.json", TypeAdapter(Episode).dump_python(episode, mode="json"))
