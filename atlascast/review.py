"""A drafted or recorded week → what a producer asks of it: what an edit changed, what is heard, how sponsors stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from atlascast import archive, pipeline, produce, publish, record, script, spoken, sponsors, verify
from atlascast.config import Config
from atlascast.errors import UserError
from atlascast.models import Watch
from atlascast.script import Difference
from atlascast.store import Store
from atlascast.verify import Verification
from atlascast.week import resolve


def edits(config: Config, week: str | None) -> tuple[str, list[Difference]]:
    """The week, and what its script.md says otherwise than the draft that its stories would give today."""
    store = Store(config.out)
    edited = archive.load_draft(store, week or archive.newest_draft(store))
    name = edited.script.week
    earlier = [episode for episode in store.records() if episode.week < name]
    reads = sponsors.place(edited.picks, sponsors.load(config.sponsors), name, earlier)
    draft = script.write(edited.picks, reads, config, name)
    return name, script.diff(draft, edited.script, archive.stories(edited))


def heard(config: Config, week: str | None, now: datetime, watch: Watch) -> Verification:
    """What a recogniser hears of the edition, line by line. Raises UserError where it was not built so."""
    store = Store(config.out)
    draft = archive.load_draft(store, week or archive.newest_draft(store))
    known = record.identity(draft.script.week, publish.guid(config, draft.script.week), store.records(), now)
    ready = spoken.spell(draft.script, spoken.load(config.lexicon))
    edition = produce.kept(produce.jobs(config, ready, archive.stories(draft), known.number)).get(produce.EDITION)
    if edition is None:
        raise UserError(f"There is no edition of {draft.script.week} as its script says.", "Run `atlascast render`.")
    return verify.verify(edition.path, edition.mix, watch, config.show.language.split("-")[0])


def reads(config: Config, week: str, now: datetime, watch: Watch) -> dict[str, Any]:
    """Where each campaign's read would stand in a week and why, or why it has none; plain values."""
    earlier, collected, picks = pipeline.choose(config, week, now, watch)
    campaigns = sponsors.load(config.sponsors)
    return sponsors.to_json(sponsors.plan(picks, campaigns, collected.week, earlier), campaigns)


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
    episodes = Store(config.out).records()
    return sponsors.check(config.sponsors, resolve(week, (), now, config.zone), episodes)
