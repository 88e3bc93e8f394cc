"""A drafted or recorded week → what a producer asks of it: what an edit changed, what is heard, how sponsors stand."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from atlascast import archive, pipeline, record, script, spoken, sponsors, verify
from atlascast.config import Config
from atlascast.errors import UserError
from atlascast.models import Watch
from atlascast.script import Difference
from atlascast.spoken import Missing
from atlascast.store import Store
from atlascast.verify import Verification
from atlascast.week import resolve


def edits(config: Config, week: str | None) -> tuple[str, list[Difference]]:
    """The week, and what its script.md says otherwise than the draft that its stories would give today.

    Of a script with mistakes, what can be read; `readable` raises ConfigError for them.
    """
    store = Store(config.out)
    name = week or archive.newest_draft(store)
    edited = archive.load_draft(store, name, mistaken=True)
    reads = pipeline.place(config, edited.picks, name, store.before(name))
    draft = script.write(edited.picks, reads, config, name)
    titles = script.published(edited.script, edited.picks, config)
    rows = script.places((store.folder(name) / "script.md").read_text(encoding="utf-8"), archive.stories(edited))
    return name, script.diff(draft, edited.script, archive.stories(edited), rows, titles)


def readable(config: Config, week: str) -> None:
    """Raises ConfigError with every mistake of a week's script.md."""
    archive.load_draft(Store(config.out), week, config)


def heard(config: Config, week: str | None, watch: Watch) -> Verification:
    """What a recogniser hears of an edition, line by line, from its MP3 and report.json alone; the newest unless named.

    Raises UserError where there is none or no recogniser is installed, AudioError where it cannot be read.
    """
    store = Store(config.out)
    folder = store.folder(week or next((one.week for one in reversed(store.records())), ""))
    try:
        report = json.loads((folder / "report.json").read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(f"There is no edition to hear in {folder}.", "Run `atlascast build-week` first.") from error
    language = config.show.language.split("-")[0]
    return verify.verify(folder / "edition.mp3", verify.from_report(report), watch, language)


def unknown(config: Config, week: str | None) -> list[Missing]:
    """The words of a week's script that no dictionary knows, most frequent first, each with the voice's guess.

    Raises UserError where there is no script or no dictionary is installed.
    """
    store = Store(config.out)
    draft = archive.load_draft(store, week or archive.newest_draft(store))
    return spoken.missing(draft.script, spoken.load(config.lexicon))


def reads(config: Config, week: str, now: datetime, watch: Watch) -> dict[str, Any]:
    """Where each campaign's read would stand in a week and why, or why it has none; plain values."""
    earlier, collected, picks = pipeline.choose(config, week, now, watch)
    campaigns = sponsors.load(config.sponsors)
    made = sponsors.to_json(sponsors.plan(picks, campaigns, collected.week, earlier, config.edition.headlines))
    strange = sponsors.strangers(campaigns, {pick.story.section for pick in picks})
    return made | {"warnings": [*made["warnings"], *(f"{name}: this week {what}." for name, _, what in strange)]}


def ledger(config: Config, week: str, now: datetime) -> dict[str, Any]:
    """What was ordered, delivered and is owed, and every play, as of a week; plain values."""
    store = Store(config.out)
    episodes = store.records()
    name = resolve(week, [episode.published for episode in episodes], now, config.zone)
    return sponsors.report(sponsors.load(config.sponsors), episodes, name)


def mistakes(config: Config, week: str, now: datetime) -> Sequence[str]:
    """All that is wrong or cannot work in the sponsors' file, a row each. Raises UserError where there is none."""
    if config.sponsors is None:
        raise UserError("The show has no sponsors.", "Write a sponsors.toml beside the config; README.md shows one.")
    store = Store(config.out)
    episodes = store.records()
    name = resolve(week, (), now, config.zone)
    sections = {story.section for stories in archive.told(store, episodes).values() for story in stories}
    return sponsors.check(config.sponsors, name, episodes, config.root, (*config.voices, *record.SPEAKERS), sections)
