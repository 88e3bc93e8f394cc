"""Show, script and story → what the edition's and a track's tags say."""

from datetime import timedelta

from atlascast.config import Config
from atlascast.models import Script, Segment, Story
from atlascast.tag import Tags
from atlascast.week import monday


def edition(config: Config, script: Script, number: int) -> Tags:
    """The tags of the whole edition, dated with the week's Sunday so that they follow from the inputs alone."""
    return Tags(
        title=script.title,
        artist=config.show.newsroom,
        album=config.show.title,
        date=_sunday(script),
        track=number,
        language=_language(config),
        comment=script.summary,
        lyrics="\n\n".join(_words(segment) for segment in script.segments),
        url=config.show.base_url,
    )


def track(config: Config, script: Script, segment: Segment, story: Story | None, place: tuple[int, int]) -> Tags:
    """The tags of a story on its own; `place` is its number and how many tracks the edition has."""
    return Tags(
        title=segment.title,
        artist=(story.author if story else "") or config.show.newsroom,
        album=f"{config.show.title}: {script.title}",
        date=story.published.date().isoformat() if story and story.published else _sunday(script),
        track=place[0],
        tracks=place[1],
        language=_language(config),
        comment=segment.url or script.summary,
        lyrics=_words(segment),
        url=segment.url or config.show.base_url,
    )


def _words(segment: Segment) -> str:
    return "\n".join(line.written for line in segment.lines)


def _sunday(script: Script) -> str:
    return (monday(script.week) + timedelta(days=6)).isoformat()


_TERMINOLOGY = {"en": "eng", "es": "spa", "fr": "fra", "de": "deu", "it": "ita", "pt": "por", "nl": "nld", "pl": "pol"}


def _language(config: Config) -> str:
    """ISO 639-2 as ID3's TLAN wants it; "und" for a language that the table does not hold."""
    return _TERMINOLOGY.get(config.show.language.split("-")[0], "und")
