"""Scored events → which are told and why, under the rules of [rank] and the edition's length."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil

from atlascast import pace
from atlascast.config import Config, Weights
from atlascast.errors import UserError
from atlascast.models import SetAside, Story
from atlascast.rank import asked
from atlascast.rank.again import Before
from atlascast.rank.score import Scored, popularity_from

OVER, UNDER = 1.1, 0.9
"""The length aimed at may be passed or missed by a tenth."""
_FULL = "minutes are full"
SPARSE = 0.6
"""Of the words that a story may have: so few are still a story, where one more is told to fill the minutes."""


@dataclass(slots=True)
class Chosen:
    """What is told, in order of choice, and a sentence for every event's lead, by its id."""

    told: list[Scored] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    needed: dict[str, str] = field(default_factory=dict)
    """What would have brought an event in, where something would."""
    kept: dict[str, str] = field(default_factory=dict)
    """The setting whose rule kept an event out, such as "rank.stories"."""
    names: dict[str, str] = field(default_factory=dict)
    """The names in lead, pin or block that meant an event."""
    leads: tuple[str, ...] = ()
    """The ids of the stories that must open, in this order."""
    follows: dict[str, str] = field(default_factory=dict)
    """The week that told an event before which has moved on since, by its lead's id."""
    frame: float = 0.0
    """Seconds of the programme's own words."""
    lengths: list[float] = field(default_factory=list)
    """Seconds of each that is told."""
    forced: frozenset[str] = frozenset()
    """The ids of what must be told: nothing takes its place."""
    balanced: frozenset[str] = frozenset()
    """Of "section" and "author", those of which the week has several: one alone cannot be balanced."""

    def add(self, row: Scored, reason: str, seconds: float) -> None:
        self.told.append(row)
        self.reasons[row.event.lead.id] = reason
        self.lengths.append(seconds)

    def refuse(self, row: Scored, reason: str, needed: str = "") -> None:
        self.reasons[row.event.lead.id] = f"{reason}; it would have needed {needed}." if needed else f"{reason}."
        self.needed[row.event.lead.id] = needed

    def advise(self, row: Scored, setting: str) -> None:
        """Name one more way in, which leaves the score as it is."""
        needed = self.needed[row.event.lead.id]
        reason = self.reasons[row.event.lead.id].removesuffix(f"; it would have needed {needed}.")
        self.refuse(row, reason, f"{needed}, or {setting}")


def choose(
    rows: Sequence[Scored],
    config: Config,
    before: Mapping[str, Before],
    aside: Sequence[SetAside] = (),
    balanced: frozenset[str] | None = None,
) -> Chosen:
    """Walk down the scores and take what the rules let through; lead and pins come first. `before` holds the events
    that an earlier episode told, by their lead's id; `balanced` is given where the rows are not the whole week.

    Raises UserError where a lead or pin names no story of the week.
    """
    rank = config.rank
    held = _balanced(rows, config) if balanced is None else balanced
    chosen = Chosen(frame=pace.frame(rank.stories, config), balanced=held)
    blocked = {row.event.lead.id: name for name in rank.block for row in asked.named(rows, name)}
    _force(chosen, rows, config, blocked, aside)
    usual = _usual(rows)
    chosen.follows = {identity: told.week for identity, told in before.items() if told.moved}
    for row in rows:
        identity = row.event.lead.id
        if identity in chosen.forced:
            continue
        if identity in blocked:
            chosen.refuse(row, f"Blocked by “{blocked[identity]}”")
        elif identity in before and not before[identity].moved:
            chosen.refuse(row, f"Told in {before[identity].week}", _again(row, chosen, config))
        elif kept := _rules(row, chosen, len(chosen.told), config):
            chosen.kept[identity] = kept[0]
            chosen.refuse(row, f"Not told: {kept[1]}", _way_in(row, chosen, config))
        else:
            chosen.add(row, _why(row, chosen, rank.weights, usual), length(row, config))
    return chosen


def _why(row: Scored, chosen: Chosen, weights: Weights, usual: Mapping[str, float]) -> str:
    """Why an event that no rule keeps out is told."""
    if week := chosen.follows.get(row.event.lead.id, ""):
        return f"Moves on from what {week} told, score {row.score:.2f}."
    if any(_FULL in reason for reason in chosen.reasons.values()):
        return f"Told for its length: it fits the time left, in which longer ones had no room, score {row.score:.2f}."
    return told_for(row, weights, usual)


def _force(
    chosen: Chosen, rows: Sequence[Scored], config: Config, blocked: Mapping[str, str], aside: Sequence[SetAside]
) -> None:
    """Take what is asked for by name, the leads first."""
    forced = asked.forced(rows, config, aside)
    for identity, reason in forced.items():
        row = next(row for row in rows if row.event.lead.id == identity)
        if identity in blocked:
            text = f"“{row.event.lead.title}” is both asked for and blocked."
            raise UserError(text, "Take it out of lead and pin, or out of block, in [rank].")
        chosen.add(row, reason, length(row, config))
    chosen.forced = frozenset(forced)
    chosen.leads = tuple(dict.fromkeys(asked.named(rows, name)[0].event.lead.id for name in config.rank.lead))
    for name in (*config.rank.lead, *config.rank.pin):
        chosen.names.setdefault(asked.named(rows, name)[0].event.lead.id, name)
    chosen.names |= blocked


def _balanced(rows: Sequence[Scored], config: Config) -> frozenset[str]:
    sections = {row.event.lead.section for row in rows}
    authors = {_byline(row.event.lead, config) for row in rows}
    return frozenset(name for name, found in (("section", sections), ("author", authors)) if len(found) > 1)


def length(row: Scored, config: Config) -> float:
    """Seconds a story will take, told in the words it has or may have."""
    return pace.story(min(row.event.profile.size, config.edition.story_words), config)


def _way_in(row: Scored, chosen: Chosen, config: Config) -> str:
    """What would have brought in an event that a rule keeps out.

    It would have been taken with a score just above that of the last told story before whose place no rule stands;
    where what was asked for by name leaves no such place, only by name.
    """
    for place in reversed(range(len(chosen.forced), len(chosen.told))):
        if not _rules(row, chosen, place, config):
            return _more(row, chosen.told[place].score, config)
    return "a pin"


def _again(row: Scored, chosen: Chosen, config: Config) -> str:
    """What would have brought in an event that was told before: news alone does where no rule stands in its way."""
    if not _rules(row, chosen, len(chosen.told), config):
        return "an update since, or a pin"
    way = _way_in(row, chosen, config)
    return way if way == "a pin" else f"a pin, or an update since and {way}"


def _rules(row: Scored, chosen: Chosen, place: int, config: Config) -> tuple[str, str] | None:
    """The first rule that would keep an event out after so many of those that are told, as the setting and in words;
    None where none does."""
    story, rank, told = row.event.lead, config.rank, chosen.told[:place]
    section = story.section if "section" in chosen.balanced else ""
    byline = _byline(story, config) if "author" in chosen.balanced else ""
    if section and sum(other.event.lead.section == section for other in told) >= rank.per_section:
        return "rank.per_section", f"{section} has {_stories(rank.per_section)} already"
    if byline and sum(_byline(other.event.lead, config) == byline for other in told) >= rank.per_author:
        return "rank.per_author", f"{story.author} has {_stories(rank.per_author)} already"
    if len(told) >= rank.stories:
        return "rank.stories", f"all {rank.stories} places are taken"
    if len(told) >= rank.minimum and _full(row, sum(chosen.lengths[:place], chosen.frame), len(told), config):
        return "edition.minutes", f"the {config.edition.minutes:g} {_FULL}"
    return None


def _stories(number: int) -> str:
    return "1 story" if number == 1 else f"{number} stories"


def _full(row: Scored, seconds: float, told: int, config: Config) -> bool:
    """Whether the minutes have no room for one more story after so many that take so many seconds.

    One that would pass them is taken all the same where they would stay too empty without it and every story can
    still be told in `SPARSE` of its words: the script then shortens them all alike.
    """
    target = config.edition.minutes * 60
    if seconds + length(row, config) <= OVER * target:
        return seconds >= target
    shortest = pace.story(SPARSE * config.edition.story_words, config)
    least = pace.frame(told + 1, config) + (told + 1) * shortest
    return seconds >= UNDER * target or least > target


def _byline(story: Story, config: Config) -> str:
    """The author where one is named; the newsroom itself is nobody in particular."""
    name = story.author.strip().casefold()
    return "" if name == config.show.newsroom.casefold() else name


def _more(row: Scored, than: float, config: Config) -> str:
    """What would have put a story before one of this score: the part that has the shortest way to go.

    A longer text is none where the story would then take longer, as the minutes may have no room for it.
    """
    weights, gap = config.rank.weights, round(than - row.score + 0.0001, 4)
    whole = sum(getattr(weights, name) for name in row.parts) or 1.0
    ways = []
    for name, value in row.parts.items():
        weight: float = getattr(weights, name)
        wanted = value + gap * whole / weight if weight else 2.0
        longer = name == "depth" and row.event.profile.size < config.edition.story_words
        if wanted <= 1 and not longer:
            ways.append((wanted - value, f", such as {name} {ceil(wanted * 100) / 100:.2f} instead of {value:.2f}"))
    return f"a score above {than:.3f} ({row.score:.3f} now){min(ways)[1] if ways else ''}"


def told_for(row: Scored, weights: Weights, usual: Mapping[str, float]) -> str:
    """Why an event that won its place by its score did: the parts that lift it most above the week's usual."""
    gains = {name: getattr(weights, name) * (value - usual[name]) for name, value in row.parts.items()}
    best = [name for name in sorted(gains, key=lambda name: (-gains[name], name)) if gains[name] > 0.001][:2]
    counted = popularity_from(row.event)
    said = [f"popularity (by {counted})" if counted and name == "popularity" else name for name in best]
    what = f" for its {' and '.join(said)}" if best else ""
    return f"Told{what}, score {row.score:.2f}{missing(row.parts)}."


def _usual(rows: Sequence[Scored]) -> dict[str, float]:
    """The mean of every part over the events that have it."""
    held = {name: [row.parts[name] for row in rows if name in row.parts] for name in Weights.model_fields}
    return {name: sum(values) / len(values) for name, values in held.items() if values}


def missing(parts: Mapping[str, float]) -> str:
    """Names the parts that the source does not tell."""
    gone = [name for name in Weights.model_fields if name not in parts]
    if not gone:
        return ""
    return f" ({' and '.join(gone)} not known, {'their' if len(gone) > 1 else 'its'} weight shared out)"

