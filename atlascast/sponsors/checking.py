"""A sponsors file and a week → everything that is wrong or cannot work, each with file and line."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

from atlascast.errors import ConfigError
from atlascast.models import Episode
from atlascast.sponsors.campaigns import Campaign, line, load
from atlascast.sponsors.pacing import delivered, sunday, sundays


def check(path: Path, week: str, episodes: Sequence[Episode] = ()) -> tuple[str, ...]:
    """Rows "file:line: key: what", in the order of the file; () where all is well as of the edition of `week`.

    Beside what `load` refuses: expired flights, goals that cannot be reached in what is left of a flight,
    exclusives of one category whose flights overlap. Raises UserError for a file that cannot be read.
    """
    try:
        campaigns = load(path)
    except ConfigError as error:
        return tuple(error.message.splitlines())
    places = _places(path)
    given = delivered(episode for episode in episodes if episode.week < week)
    rows = [row for campaign in campaigns for row in _alone(campaign, given.get(campaign.id, 0), week)]
    rows += [row for one, two in combinations(campaigns, 2) for row in _together(one, two, week)]
    found = []
    for name, key, text in rows:
        file, number, source = places[name]
        found.append((file, line(source, ["campaigns", str(number), key]), f"{key}: {text}"))
    return tuple(f"{file}:{number}: {text}" for file, number, text in sorted(found))


def _places(path: Path) -> dict[str, tuple[Path, int, str]]:
    """Campaign id → its file, its number there, the file's text."""
    found = {}
    for file in sorted(path.glob("*.toml")) if path.is_dir() else [path]:
        text = file.read_text(encoding="utf-8-sig")
        for number, campaign in enumerate(load(file)):
            found[campaign.id] = (file, number, text)
    return found


def _alone(campaign: Campaign, given: int, week: str) -> Iterator[tuple[str, str, str]]:
    day = sunday(week)
    if campaign.end and campaign.end < day:
        yield campaign.id, "end", f"{campaign.id}: its flight ended on {campaign.end}, before the edition of {day}"
        return
    first = max(campaign.start or day, day)
    owed = (campaign.goal or 0) - given
    if campaign.end and owed > 0:
        each = min(campaign.per_episode, campaign.rules.reads)
        room = sundays(first, campaign.end) * each
        if owed > room:
            text = f"{owed} of {campaign.goal} reads are owed, but only {room} can be had until {campaign.end}"
            yield campaign.id, "goal", f"{campaign.id}: {text}"
    if campaign.rules.reads == 0:
        yield campaign.id, "id", f"{campaign.id}: [programme] allows no reads at all"


def _together(one: Campaign, two: Campaign, week: str) -> Iterator[tuple[str, str, str]]:
    same = one.category and one.category.casefold() == two.category.casefold() and one.advertiser != two.advertiser
    if not same or not (one.exclusive and two.exclusive):
        return
    first = max(one.start or date.min, two.start or date.min)
    last = min(one.end or date.max, two.end or date.max)
    if first <= last and last >= sunday(week):
        text = f"{one.id} and {two.id} are both exclusive for {one.category} from {_day(first)} to {_day(last)}"
        yield two.id, "exclusive", text


def _day(day: date) -> str:
    return "the beginning" if day == date.min else "the end" if day == date.max else day.isoformat()
