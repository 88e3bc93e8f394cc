"""A week of news → script.md → audio → feed: the order of the house, and nothing else.

    write_script   collect | rank | place the reads | write
    make_audio     spell | narrate | mix | master | tag | caption | record
    publish_all    feed and site
    send_all       to every place that listeners read from

Each is a command of its own (`draft`, `render`, `publish`), so that an editor can change
script.md in between; `build_week` is the three in a row. The rooms that take in the articles
are opened where they are used: to read their rules takes as long as a build that finds nothing
changed.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from atlascast import (
    archive,
    captions,
    corrections,
    drafted,
    narrate,
    produce,
    publish,
    record,
    script,
    spoken,
    sponsors,
    transcripts,
)
from atlascast.archive import Draft
from atlascast.config import Config, Voice
from atlascast.models import Collected, Episode, Pick, Read, Watch
from atlascast.parallel import processes
from atlascast.publish import targets
from atlascast.store import Store, copy, point
from atlascast.words import words


@dataclass(frozen=True, slots=True)
class Built:
    """What a run made: the record, how many clips were `spoken` in it or `reused`, and what a producer should know."""

    episode: Episode
    spoken: int
    reused: int
    warnings: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """What a correction changed of its story: lines that went ("- …") and came ("+ …")."""


def build_week(config: Config, week: str, now: datetime, watch: Watch, redraft: bool = False) -> Built:
    """The three parts in a row, alone in the folder. Raises AtlascastError; what was published before stays."""
    store = Store(config.out)
    with store.lock(), processes() as pool:
        known = drafted.recall(config, week, now)
        if drafted.speaks(config, known):
            narrate.prepare(config.voices, store, pool)
        draft = archive.save_draft(store, known or _written(config, week, now, watch), redraft, config)
        draft = illustrate(config, draft, now, redraft)
        archive.hold_edited(config, draft)
        point("build.drafted")
        built = make_audio(config, draft, now, watch, pool)
        point("build.made")
        absent = publish.publish(config, store, watch).absent
    return replace(built, warnings=(*built.warnings, *absent))


def draft(config: Config, week: str, now: datetime, watch: Watch, redraft: bool = False) -> Draft:
    """The first part alone: stories.json, script.md and the pictures of what it tells."""
    store = Store(config.out)
    with store.lock():
        drafted = archive.save_draft(store, write_script(config, week, now, watch), redraft, config)
        return illustrate(config, drafted, now, redraft)


def render(config: Config, week: str | None, now: datetime, watch: Watch) -> Built:
    """The second part alone, from script.md as it stands; the newest draft unless a week is named."""
    store = Store(config.out)
    with store.lock(), processes() as pool:
        draft = archive.load_draft(store, week or archive.newest_draft(store), config)
        archive.hold_edited(config, draft)
        return make_audio(config, draft, now, watch, pool)


def publish_all(config: Config, watch: Watch) -> publish.Published:
    """The third part alone: feed and site from every recorded episode."""
    store = Store(config.out)
    with store.lock():
        return publish.publish(config, store, watch)


def send_all(config: Config, names: Sequence[str], options: targets.Options, secrets: targets.Secrets, watch: Watch
             ) -> targets.Sent:
    """What `publish_all` has built, sent to the targets of these names, or to all; then whoever asked is told."""
    store = Store(config.out)
    with store.lock():
        return targets.send(config, store, targets.chosen(config, names), options, secrets, watch)


def standing(config: Config, names: Sequence[str], secrets: targets.Secrets) -> list[targets.Standing]:
    """How the targets stand beside public/ as it was last built."""
    return targets.status(config, Store(config.out), targets.chosen(config, names), secrets)


def write_script(config: Config, week: str, now: datetime, watch: Watch, keep: bool = True) -> Draft:
    """Find the week's stories, choose, and write them down; nothing is saved. `keep`: sources may remember, and a draft
    is, as long as it would be the same."""
    known = drafted.recall(config, week, now) if keep else None
    return known or _written(config, week, now, watch, keep)


def _written(config: Config, week: str, now: datetime, watch: Watch, keep: bool = True) -> Draft:
    from atlascast import rank

    before = drafted.around(config) if keep else {}
    earlier, collected, picks = choose(config, week, now, watch, keep)
    reads = place(config, picks, collected.week, earlier)
    watch("write", 0, 1)
    written = script.write(picks, reads, config, collected.week)
    written = script.noticed(written, corrections.load(Store(config.out), collected.week), config)
    lost = [f"{item.title or item.id} is not told: {item.reason}" for item in collected.set_aside if not item.week]
    unmet = rank.unmet(collected.stories, config)
    doubts = sponsors.doubtful(pick.story for pick in picks if pick.chosen)
    notes = (*script.foreign(config), *lost, *unmet, *script.untold(picks), *doubts)
    draft = Draft(written, tuple(picks), collected.set_aside, notes)
    if keep:
        drafted.keep(config, week, now, collected, draft, before)
    return draft


def illustrate(config: Config, draft: Draft, now: datetime, anew: bool) -> Draft:
    """The draft once its stories' pictures lie beside it, where the show may use them; `anew` asks for all again."""
    segments = archive.licensed(config, draft.script).segments
    wanted = {segment.image_url: segment.title for segment in segments if segment.image_url}
    if not wanted:
        return draft
    from atlascast import collect

    lost = collect.pictures(config, draft.script.week, wanted, now, anew)
    return replace(draft, warnings=(*draft.warnings, *lost))


def place(config: Config, picks: Sequence[Pick], week: str, earlier: Sequence[Episode]) -> list[Read]:
    """Where the sponsors' reads stand between a week's stories, knowing the episodes of the weeks before."""
    return sponsors.place(picks, sponsors.load(config.sponsors), week, earlier, config.edition.headlines)


def take_in(config: Config, now: datetime, watch: Watch) -> Collected:
    """Everything that the sources hold now or are remembered to have held; what they hold is remembered."""
    from atlascast import collect

    watch("collect", 0, 1)
    store = Store(config.out)
    with store.lock():
        return collect.collect(config, "all", now, store.cache)


def choose(
    config: Config, week: str, now: datetime, watch: Watch, keep: bool = False
) -> tuple[list[Episode], Collected, list[Pick]]:
    """Find the week's stories and rank them, knowing the episodes of the weeks before."""
    from atlascast import collect, rank

    store = Store(config.out)
    watch("collect", 0, 1)
    collected = collect.collect(config, week, now, store.cache if keep else None)
    watch("rank", 0, 1)
    earlier = store.before(collected.week)
    picks = rank.rank(collected, config, earlier, archive.told(store, earlier))
    return earlier, collected, corrections.amended(picks, corrections.load(store, collected.week))


def make_audio(config: Config, draft: Draft, now: datetime, watch: Watch, pool: Executor) -> Built:
    """Say the script, mix and master it, tag and caption it, with the processes of `pool`; the record comes last."""
    store, week = Store(config.out), draft.script.week
    corrected = corrections.standing(store, week)
    records = store.records()
    earlier = next((one for one in records if one.week == week), None)
    given, lost = publish.identities(store.public)
    known = record.moved(record.identity(week, publish.guid(config, week), records, given, now), corrected)
    ready = spoken.remembered(archive.licensed(config, draft.script), config.lexicon, store.cache / "spoken.json")
    plan = produce.jobs(config, ready, archive.stories(draft), known.number, corrections.paths(earlier, corrected))
    kept = produce.kept(plan)
    point("build.planned")
    speaking = narrate.narrate(ready, config.voices, store, pool, watch, config.root)
    told = speaking if len(kept) < len(plan) else ()
    made = produce.produce(plan, kept, ready, told, pool, watch)
    point("build.produced")
    files = {
        **transcripts.unmade(config, week, made),
        "chapters.json": captions.chapters(made.edition.mix, ready.title),
        "report.json": record.report(ready, made.edition, made.track_notes),
    }
    episode = record.episode(draft.script, known, made.edition, archive.tracks(draft, made), words(config))
    episode = corrections.told(episode, earlier, corrected, config.feed.correction == "query")
    archive.save_episode(store, episode, made, files)
    doubts = (*lost, *spoken.unsaid(ready), *record.early(week, known, records))
    warnings = dict.fromkeys((*draft.warnings, *doubts, *made.edition.mix.notes, *made.track_notes))
    return Built(episode, made.spoken, made.reused, tuple(warnings))


def speak(voice: Voice, sentences: Sequence[str], out: Path, lexicon: spoken.Lexicon, folder: Path) -> None:
    """Say sentences by a voice into a WAV at `out`, to try how a name sounds; `folder` holds the cache of clips."""
    text = " ".join(sentences)
    said = spoken.say(text, lexicon)
    copy(narrate.say(said.spoken, said.sounds, voice, Store(folder)), out)
