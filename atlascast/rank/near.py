"""What was chosen → the near misses, each with the setting that would have brought it in: tried, not reckoned."""

from collections.abc import Iterator, Mapping, Sequence
from math import floor

from atlascast.config import Config
from atlascast.rank.again import Before
from atlascast.rank.choose import Chosen, choose
from atlascast.rank.score import Scored

NEAR_MISSES = 5
"""So many of the best that were not told are near misses."""
_FURTHER = 20
"""Steps by which a setting is raised at most."""
_MOST = {"edition.minutes": 180, "rank.stories": 100}
"""What the config allows."""


def advise(rows: Sequence[Scored], chosen: Chosen, config: Config, before: Mapping[str, Before]) -> None:
    """Add to what each of the best that a rule kept out needed the least change of that rule's setting."""
    missed = [place for place, row in enumerate(rows) if chosen.needed.get(row.event.lead.id)]
    for place in missed[:NEAR_MISSES]:
        if setting := _setting(rows, place, chosen, config, before):
            chosen.advise(rows[place], setting)


def _setting(
    rows: Sequence[Scored], place: int, chosen: Chosen, config: Config, before: Mapping[str, Before]
) -> str:
    """Such as "rank.stories = 11"; "" where the rule's own setting would not have been enough."""
    row = rows[place]
    key = chosen.kept.get(row.event.lead.id, "")
    # What stands below a story bears on it only where it was asked for by name.
    above = [*rows[: place + 1], *(one for one in rows[place + 1 :] if one.event.lead.id in chosen.forced)]
    for number, changed in _raised(key, config):
        if row in choose(above, changed, before, balanced=chosen.balanced).told:
            return f"{key} = {number}"
    return ""


def _raised(key: str, config: Config) -> Iterator[tuple[int, Config]]:
    """The config with a setting raised, whole number by whole number."""
    table, _, name = key.partition(".")
    if not table:
        return
    part = getattr(config, table)
    now = floor(getattr(part, name))
    for number in range(now + 1, min(now + _FURTHER, _MOST.get(key, now + _FURTHER)) + 1):
        yield number, config.model_copy(update={table: part.model_copy(update={name: number})})
