"""A sponsors file and a week → everything that is wrong or cannot work, each with file and line."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path

from atlascast.errors import AudioError
from atlascast.models import Episode
from atlascast.sponsors.campaigns import Campaign
from atlascast.sponsors.flights import sunday, sundays
from atlascast.sponsors.outlook import short
from atlascast.sponsors.pacing import delivered
from atlascast.sponsors.reading import Sheet, line, read

SILENT = 0.001
"""The peak, of full scale, up to which a recording is silent."""
_ROUNDING = 1e-6
Row = tuple[str, str, str]
"""A campaign's id, its key, what is wrong."""


def check(
    path: Path,
    week: str,
    episodes: Sequence[Episode] = (),
    root: Path | None = None,
    speakers: Collection[str] = (),
    sections: Collection[str] = (),
) -> tuple[str, ...]:
    """Rows "file:line: key: what", in the order of the file; () where all is well as of the edition of `week`.

    Beside what `load` refuses: expired flights, goals that cannot be reached in what is left of a flight or that
    together are too many, shares of more than all reads, exclusives of one category whose flights overlap,
    recordings that are missing (from `root`, the folder of `path` unless given), no audio or too long, speakers
    without a voice and slots at sections of which nothing was told (where any are given).
    Raises UserError for a file that cannot be read.
    """
    sheets = read(path)
    places: dict[str, tuple[Sheet, int]] = {}
    campaigns = []
    for sheet, number, campaign in ((one, *row) for one in sheets for row in one.campaigns):
        own = campaign if campaign.id not in places else campaign.model_copy(update={"id": f"{campaign.id}#{number}"})
        places[own.id] = sheet, number  # an id that is given twice is told by `read`; each keeps its own lines
        campaigns.append(own)
    given = delivered(episode for episode in episodes if episode.week < week)
    rows = [row for campaign in campaigns for row in _alone(campaign, given.get(campaign.id, 0), week)]
    rows += [row for campaign in campaigns for row in _copies(campaign, root or path.parent, speakers)]
    rows += strangers(campaigns, sections)
    rows += [row for one, two in combinations(campaigns, 2) for row in _together(one, two, week)]
    rows += _crowd(campaigns, given, week)
    rows += _voices(campaigns, week)
    found = [(str(sheet.path), number, what) for sheet in sheets for number, what in sheet.mistakes]
    for name, key, what in rows:
        sheet, number = places[name]
        place = ["campaigns", str(number), *key.split(".")]
        found.append((str(sheet.path), line(sheet.text, place), f"campaigns.{number}.{key}: {name}: {what}"))
    return tuple(f"{file}:{number}: {what}" for file, number, what in sorted(set(found)))


def _alone(campaign: Campaign, given: int, week: str) -> Iterator[Row]:
    day = sunday(week)
    if campaign.end and campaign.end < day:
        yield campaign.id, "end", f"its flight ended on {campaign.end}, before the edition of {day}"
        return
    if campaign.end and not sundays(campaign.start or date.min, campaign.end):
        text = f"no Sunday, by which editions are dated, lies from {campaign.start} to {campaign.end}"
        yield campaign.id, "end", text
        return
    first = max(campaign.start or day, day)
    owed = (campaign.goal or 0) - given
    if campaign.end and owed > 0:
        each = min(campaign.per_episode, campaign.rules.reads)
        room = sundays(first, campaign.end) * each
        if owed > room:
            text = f"{owed} of {campaign.goal} reads are owed, but only {room} can be had until {campaign.end}"
            yield campaign.id, "goal", text
    if campaign.rules.reads == 0:
        yield campaign.id, "id", "[programme] allows no reads at all"


def _copies(campaign: Campaign, root: Path, speakers: Collection[str]) -> Iterator[Row]:
    for number, copy in enumerate(campaign.copy_):
        if speakers and copy.speaker not in speakers:
            yield campaign.id, f"copy.{number}.speaker", f"there is no voice for the speaker {copy.speaker!r}"
        if copy.audio and (wrong := _recording(root / copy.audio, campaign.rules.seconds)):
            yield campaign.id, f"copy.{number}.audio", wrong


def strangers(campaigns: Iterable[Campaign], sections: Collection[str]) -> list[Row]:
    """Slots before or after a section that is none of `sections`; nothing where none are known."""
    known = {name.casefold(): name for name in sections if name}
    found = []
    for campaign in campaigns:
        for slot in campaign.slots if known else ():
            name = slot.partition(":")[2].strip()
            if name and name.casefold() not in known:
                close = get_close_matches(name.casefold(), known, 1)
                listed = ", ".join(sorted(known.values()))
                meant = f"did you mean {known[close[0]]!r}?" if close else f"there are {listed}"
                found.append((campaign.id, "slots", f"no story stands in the section {name!r}; {meant}"))
    return found


def _recording(path: Path, most: float) -> str:
    from atlascast.audio.files import read as samples_of

    if not path.is_file():
        return f"there is no file {path}"
    try:
        samples, rate = samples_of(path)
    except AudioError as error:
        return error.message
    if not (abs(samples) > SILENT).any():
        return f"nothing is heard in {path}"
    seconds = len(samples) / rate
    return f"the recording is {seconds:.0f} s long; a read has {most:g} s at most" if seconds > most else ""


def _together(one: Campaign, two: Campaign, week: str) -> Iterator[Row]:
    same = one.category and one.category.casefold() == two.category.casefold() and one.advertiser != two.advertiser
    if not same or not (one.exclusive and two.exclusive):
        return
    first = max(one.start or date.min, two.start or date.min)
    last = min(one.end or date.max, two.end or date.max)
    if first <= last and last >= sunday(week):
        text = f"{one.id} and {two.id} are both exclusive for {one.category} from {_day(first)} to {_day(last)}"
        yield two.id, "exclusive", text


def _crowd(campaigns: Sequence[Campaign], given: dict[str, int], week: str) -> Iterator[Row]:
    """Goals that could be reached one by one, but not together."""
    possible = [one for one in campaigns if not any(_alone(one, given.get(one.id, 0), week))]
    missing, names = short(possible, given, week)
    if missing and len(names) > 1:
        listed = ", ".join(names)
        text = f"the goals of {listed} together ask for {missing} more reads than their flights have room for"
        yield names[-1], "goal", text


def _voices(campaigns: Sequence[Campaign], week: str) -> Iterator[Row]:
    """The first day from which the shares of voice that are promised come to more than the whole."""
    promised = [one for one in campaigns if one.share and (one.end or date.max) >= sunday(week)]
    for day in sorted({one.start or date.min for one in promised}):
        together = [one for one in promised if (one.start or date.min) <= day <= (one.end or date.max)]
        whole = sum(one.share for one in together)
        if whole > 1 + _ROUNDING:
            names = ", ".join(one.id for one in together)
            text = f"{names} together are promised {whole:.0%} of all reads from {_day(day)} on"
            yield together[-1].id, "share", text
            return


def _day(day: date) -> str:
    return {date.min: "the beginning", date.max: "the end"}.get(day, day.isoformat())
