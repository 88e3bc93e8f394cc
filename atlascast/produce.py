"""Told segments → the edition and a track a story, each mixed, mastered and tagged only when its inputs changed.

Tracks are made in the pool that narrates, while the edition is streamed to its encoder here:
so the voice is what the wait is for.
"""

import os
from base64 import b64decode, b64encode
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

import atlascast
from atlascast import art, captions, labels, master, memory, mix, narrate, picture, tag
from atlascast.config import Config, Sounds
from atlascast.models import Alternate, Chapter, Line, Loudness, Master, Script, Segment, Story, Stretch, Told, Watch
from atlascast.store import Store, digest, fingerprint, part, point, unwritable, write
from atlascast.tag import Tags
from atlascast.text import slug

EDITION = -1
"""Stands for the whole edition where a story's track is known by its segment."""
COVER = 1400
"""Pixels a side, at most, of a cover that travels inside audio files."""
SILENCE = -99.0
"""What LUFS and dBTP of digital silence are kept as: JSON has no infinity."""


@dataclass(frozen=True, slots=True)
class Job:
    """One MP3 to make: at `path`, from inputs with this key. `out` is the store's root, `cover` a JPEG."""

    path: Path
    key: str
    sounds: Sounds
    tags: Tags
    cover: Path
    show: Path
    """The show's cover, whose colours the chapters' cards take."""
    out: Path
    segment: int = EDITION
    """The story's place in the script."""
    pictures: Mapping[str, Path] = field(default_factory=dict)
    """The JPEGs of articles' pictures, by what their chapters call them."""


def jobs(
    config: Config, script: Script, stories: Mapping[str, Story], number: int, paths: Mapping[str, str] | None = None
) -> list[Job]:
    """The edition's job, then one a told story in running order; the episode's cover is made on the way.

    `paths`: story id → the track's path and so its place, where that was published before and has to stay.
    """
    paths = paths or {}
    folder = Store(config.out).folder(script.week)
    cover = folder / "cover.jpg"
    _cover(config, script, cover)
    given = fingerprint(atlascast.__version__, _voices(config), digest(cover))
    alone = config.sound.model_copy(update={"alternates": ()})

    def job(name: str, tags: Tags, content: Sequence[Segment], segment: int = EDITION) -> Job:
        sounds = config.sound if segment == EDITION else alone
        pictures = _pictures(config, script) if segment == EDITION else {}
        shown = {image: digest(path) for image, path in pictures.items()}
        key = fingerprint(given, _sounds(sounds), content, _recordings(config, content), tags, shown)
        return Job(folder / name, key, sounds, tags, cover, config.show.cover, config.out, segment, pictures)

    told = [(index, segment) for index, segment in enumerate(script.segments) if segment.kind == "story"]
    made = [job("edition.mp3", labels.edition(config, script, number), script.segments)]
    total = max([len(told), *(_place(path) for path in paths.values())])
    for place, (index, segment) in enumerate(told, 1):
        path = paths.get(segment.story_id, f"tracks/{place:02d}-{slug(segment.title)}.mp3")
        tags = labels.track(config, script, segment, stories.get(segment.story_id), (_place(path), total))
        made.append(job(path, tags, [segment], index))
    return made


def _place(path: str) -> int:
    """A track's number, from its name."""
    return int(Path(path).name.partition("-")[0])


def _sounds(sounds: Sounds) -> object:
    """The [sound] part as it counts: what the files hold, not where they lie."""
    return {name: digest(value) if isinstance(value, Path) else value for name, value in sounds}


def _voices(config: Config) -> object:
    """The [voices] part as it counts: a model named by its path is known by what it holds, a voice of the user's own
    by its key."""
    models = {speaker: config.root / voice.model for speaker, voice in config.voices.items() if voice.model}
    held = {speaker: digest(path) for speaker, path in models.items() if path.is_file()}
    own = narrate.own(config.voices, Store(config.out).cache)
    return [{speaker: voice.model_dump(mode="json") for speaker, voice in config.voices.items()}, held, own]


def _recordings(config: Config, segments: Sequence[Segment]) -> list[str]:
    """What the recordings hold that are played in these segments."""
    lines = (line for segment in segments for line in (*segment.opening, *segment.lines))
    return [digest(config.root / line.audio) for line in lines if line.audio]


def _pictures(config: Config, script: Script) -> dict[str, Path]:
    """The articles' pictures that lie in the episode's folder."""
    images = {segment.image_url for segment in script.segments if segment.image_url}
    paths = {image: Store(config.out).picture(script.week, image) for image in sorted(images)}
    return {image: path for image, path in paths.items() if path.is_file()}


def _cover(config: Config, script: Script, path: Path) -> None:
    """Make the episode's cover from the show's, the week and the first story's headline, where these changed."""
    show, store = config.show.cover, Store(config.out)
    headline = next((segment.title for segment in script.segments if segment.kind == "story"), script.title)
    words = [script.week, headline] if config.show.episode_covers else []
    key = fingerprint(atlascast.__version__, digest(show), words)
    if store.fresh(path, key) is None:
        write(path, art.episode(show, script.week, headline) if words else picture.jpeg(show, COVER))
        point("produce.cover")
        store.made(path, key)


@dataclass(frozen=True, slots=True)
class Produced:
    """The masters of an episode, and how many of its distinct clips were spoken for them or were there already."""

    edition: Master
    tracks: tuple[Master, ...]
    spoken: int
    reused: int

    @property
    def track_notes(self) -> tuple[str, ...]:
        """What was wrong with a track's sound and the edition's notes do not say, by the track's name."""
        known = frozenset(self.edition.mix.notes)
        named = ((track.path.name, note) for track in self.tracks for note in track.mix.notes)
        return tuple(f"{name}: {note}" for name, note in named if note not in known)


def kept(plan: Sequence[Job]) -> dict[int, Master]:
    """What lies there already as it would be made, with its measurements, by the jobs' segments."""
    return {job.segment: made for job in plan if (made := _kept(job))}


def produce(
    plan: Sequence[Job], kept: Mapping[int, Master], script: Script, told: Iterable[Told], pool: Executor, watch: Watch
) -> Produced:
    """Make the jobs that are not `kept`: the edition here, as segments are told, the tracks in the pool.

    Progress is told in files, once all is said: until then the voice is what the wait is for.
    """
    todo = {job.segment: job for job in plan if job.segment not in kept}
    made = dict(kept)
    spoken: set[tuple[str, str]] = set()
    waiting: dict[int, Future[Master]] = {}

    def passing() -> Iterator[Told]:
        for segment in told:
            spoken.update(_said(clip.line) for clip in (*segment.clips, *segment.opening) if not clip.reused)
            if job := todo.get(segment.index):
                waiting[segment.index] = pool.submit(make_track, job, segment)
                point("produce.ordered")
            yield segment
        watch("master", 0, len(todo))

    if EDITION in todo:
        edition = todo[EDITION]
        stretches = mix.edition(passing(), edition.sounds, Store(edition.out).cache / "mixed")
        made[EDITION] = _make(edition, stretches)
    elif todo:
        deque(passing(), maxlen=0)
    point("produce.edition")
    for index, future in waiting.items():
        made[index] = future.result()
        watch("master", len(made) - len(kept), len(todo))
    _plot(next(job for job in plan if job.segment == EDITION), made[EDITION])
    lines = {_said(line) for segment in script.segments for line in (*segment.lines, *segment.opening)}
    tracks = tuple(made[job.segment] for job in plan if job.segment != EDITION)
    return Produced(made[EDITION], tracks, len(spoken), len(lines - spoken))


def _plot(job: Job, made: Master) -> None:
    """Draw the edition's loudness over time, where it is not drawn yet."""
    path, store = job.path.with_name("loudness.png"), Store(job.out)
    key = fingerprint(job.key, made.curve, job.sounds.lufs)
    if store.fresh(path, key) is None:
        write(path, master.plot(made, job.sounds))
        point("produce.plotted")
        store.made(path, key)


def _said(line: Line) -> tuple[str, str]:
    return line.speaker, line.spoken


def _kept(job: Job) -> Master | None:
    facts = Store(job.out).fresh(job.path, job.key)
    if facts is None:
        return None
    try:
        made = _masters().validate_python(facts | {"path": job.path})
    except ValidationError:  # a stamp that was damaged, or is an earlier atlascast's
        return None
    there = all(_is(job.path.with_name(other.path), other.sha256) for other in made.alternates)
    return made if there else None


@cache
def _masters() -> TypeAdapter[Master]:
    return TypeAdapter(Master)


def _is(path: Path, sha256: str) -> bool:
    return path.is_file() and digest(path) == sha256


def make_track(job: Job, told: Told) -> Master:
    """Make one story's own track; called in a worker of the pool."""
    return _make(job, mix.track(told, job.sounds))


def _make(job: Job, stretches: Iterable[Stretch]) -> Master:
    try:
        return _placed_whole(job, stretches)
    except OSError as error:
        raise unwritable(job.path, error) from error


def _placed_whole(job: Job, stretches: Iterable[Stretch]) -> Master:
    """Mix, master and tag beside the place, then put it there whole, and remember from what it was made."""
    job.path.parent.mkdir(parents=True, exist_ok=True)
    temporary = part(job.path)
    others = {kind: job.path.with_suffix(f".{kind}") for kind in job.sounds.alternates}
    done = master.master(stretches, temporary, job.sounds, {kind: part(path) for kind, path in others.items()})
    point("produce.mastered")
    tags = replace(job.tags, cover=job.cover.read_bytes(), chapters=done.mix.chapters)
    clips = [item.clip for item in done.mix.placed]
    voices = sorted({voice for clip in clips for voice in (clip.voice, clip.quoting_voice) if voice})
    tags = replace(tags, cues=captions.cues(done.mix, {}), extra={"AI voice": ", ".join(voices)})
    if job.segment == EDITION:
        tags = replace(tags, cards=_cards(job, done.mix.chapters))
    tag.tag(temporary, tags, job.sounds.id3, job.path)
    point("produce.tagged")
    named = zip(others.items(), done.alternates, strict=True)
    alternates = [_placed(kind, path, tags, made) for (kind, path), made in named]
    done = replace(done, path=job.path, loudness=_finite(done.loudness), alternates=tuple(alternates))
    point("produce.others")
    os.replace(temporary, job.path)
    point("produce.placed")
    Store(job.out).made(job.path, job.key, _masters().dump_python(done, mode="json", exclude={"path"}))
    return done


def _cards(job: Job, chapters: Sequence[Chapter]) -> tuple[bytes, ...]:
    """For every chapter its article's picture, else a card with its title, the stories numbered.

    The newest edition's cards are remembered: a correction changes none of them.
    """
    stories = [chapter for chapter in chapters if chapter.kind == "story"]
    notes, key = Store(job.out).cache / "cards.json", fingerprint(memory.program(), digest(job.show))
    known = memory.recall(notes, key, dict[str, str]) or {}
    used: dict[str, str] = {}

    def card(chapter: Chapter) -> bytes:
        if chapter.image in job.pictures:
            return job.pictures[chapter.image].read_bytes()
        number = stories.index(chapter) + 1 if chapter.kind == "story" else 0
        name = f"{number} {chapter.title}"
        used[name] = known.get(name) or b64encode(art.card(job.show, chapter.title, number)).decode()
        return b64decode(used[name])

    cards = tuple(map(card, chapters))
    memory.keep(notes, key, used)
    return cards


def _placed(kind: str, path: Path, tags: Tags, made: Alternate) -> Alternate:
    """An alternate tagged and put at its place, as the record holds it."""
    tag.alternate(part(path), kind, tags)
    point("produce.other")
    os.replace(part(path), path)
    size = path.stat().st_size
    return replace(made, path=path.name, bytes=size, bitrate=round(size * 8 / made.seconds), sha256=digest(path))


def _finite(loudness: Loudness) -> Loudness:
    return replace(loudness, lufs=max(loudness.lufs, SILENCE), dbtp=max(loudness.dbtp, SILENCE))
