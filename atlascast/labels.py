"""Show, script and story → what the edition's and a track's tags say."""

from datetime import timedelta

from atlascast import tag
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
        language=tag.language(config.show.language),
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
        language=tag.language(config.show.language),
        comment=segment.url or script.summary,
        lyrics=_words(segment),
        url=segment.url or config.show.base_url,
    )


def _words(segment: Segment) -> str:
    return "\n".join(line.written for line in segment.lines)


def _sunday(script: Script) -> str:
    return (monday(script.week) + timedelta(days=6)).isoformat()
