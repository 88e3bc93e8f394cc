"""A script and its stories → everything that is wrong with it, each with its place: what nothing may be said before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from atlascast import script, sponsors
from atlascast.config import Config
from atlascast.models import Line, Pick, Script, Story
from atlascast.record import SPEAKERS
from atlascast.script import Place

Wrong = tuple[Place, str]


def wrong(config: Config, told: Script, picks: Sequence[Pick]) -> list[Wrong]:
    """Speakers without a voice, recordings that are not there, and what the articles do not say."""
    local = [replace(pick, story=_here(pick.story, config)) for pick in picks]
    voices = {*config.voices, *SPEAKERS}
    spoken = list(_lines(told))
    found = [(place, f"there is no voice for the speaker {line.speaker!r}")
             for place, line in spoken if line.speaker not in voices]  # fmt: skip
    found += [(place, f"there is no recording {line.audio!r} in the config's folder")
              for place, line in spoken if line.audio and not (config.root / line.audio).is_file()]  # fmt: skip
    findings = [*script.check(told, {pick.story.id: pick.story for pick in local}),
                *script.published(told, local, config)]  # fmt: skip
    return found + [(one.place, str(one)) for one in findings]


def wrong_reads(config: Config, told: Script, stories: Sequence[Story]) -> list[Wrong]:
    """Reads of sponsors that may not stand where they do, or do not say their disclosure; `stories` are those told."""
    campaigns, placed = sponsors.load(config.sponsors), script.reads(told)
    reads = [(index, one) for index, one in enumerate(told.segments) if one.kind == "sponsor"]
    said = [(one.campaign, " ".join(line.written for line in one.lines)) for _, one in reads]
    misplaced = sponsors.amiss(stories, campaigns, placed, config.edition.headlines)
    found: list[Wrong] = []
    for (index, one), where, what in zip(reads, misplaced, sponsors.undisclosed(campaigns, said), strict=True):
        if campaigns and not one.campaign:
            uncounted = f"{one.title!r} counts for no campaign: write `- campaign: ID` below it"
            found.append(((index, "lines", 0), uncounted))
        found += [((index, "lines", 0), f"the read of {one.campaign} may not stand here: {where}")] if where else []
        found += [((index, "lines", 0), f"the read of {one.campaign}: {what}")] if what else []
    return found


def listed(found: Sequence[Wrong], rows: Mapping[Place, int], mistakes: Sequence[tuple[int, str]] = ()) -> list[str]:
    """What is wrong with its lines of script.md, in the file's order; what is wrong in one way is named once.

    `mistakes` are those of the file itself, each with its line.
    """
    texts: dict[str, int] = {}
    for place, text in found:
        texts.setdefault(text, rows.get(place, 0))
    ordered = sorted([*mistakes, *((row, text) for text, row in texts.items())], key=lambda pair: pair[0])
    return [f"script.md:{row}: {text}" if row else text for row, text in ordered]


def _here(story: Story, config: Config) -> Story:
    """The story with its date in the show's time zone: in which its "yesterday" is counted."""
    return replace(story, published=story.published.astimezone(config.zone)) if story.published else story


def _lines(told: Script) -> Iterator[tuple[Place, Line]]:
    for index, segment in enumerate(told.segments):
        yield from (((index, "opening", row), line) for row, line in enumerate(segment.opening))
        yield from (((index, "lines", row), line) for row, line in enumerate(segment.lines))
