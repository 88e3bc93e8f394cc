"""Show, script and story → what the edition's and a track's tags say."""

from dataclasses import replace
from datetime import timedelta

from atlascast import publish, tag
from atlascast.config import Config
from atlascast.models import Script, Segment, Story
from atlascast.tag import Tags
from atlascast.week import monday


def edition(config: Config, script: Script, number: int) -> Tags:
    """The tags of the whole edition, dated with the week's Sunday so that they follow from the inputs alone."""
    return replace(
        _show(config, script),
        title=script.title,
        album=config.show.title,
        track=number,
        comment=script.summary,
        lyrics="\n\n".join(_words(segment) for segment in script.segments),
        guid=publish.guid(config, script.week),
    )


def track(config: Config, script: Script, segment: Segment, story: Story | None, place: tuple[int, int]) -> Tags:
    """The tags of a story on its own; `place` is its number and how many tracks the edition has."""
    same = _show(config, script)
    return replace(
        same,
        title=segment.title,
        artist=(story.author if story else "") or same.artist,
        album=f"{config.show.title}: {script.title}",
        date=story.published.date().isoformat() if story and story.published else same.date,
        track=place[0],
        tracks=place[1],
        comment=segment.url or script.summary,
        lyrics=_words(segment),
        source_url=segment.url or same.source_url,
        guid=publish.guid(config, script.week, segment.story_id),
    )


def _show(config: Config, script: Script) -> Tags:
    """What is the same in every file of an edition, but for what is put in its place."""
    day = (monday(script.week) + timedelta(days=6)).isoformat()
    return Tags(
        title=script.title,
        artist=config.show.newsroom,
        album=config.show.title,
        date=day,
        track=0,
        language=tag.language(config.show.language),
        url=config.show.base_url,
        source_url=config.show.link,
        copyright=config.show.copyright or f"© {day[:4]} {config.show.newsroom}",
        album_artist=config.show.newsroom,
        description=config.show.description,
        category=config.show.categories[0].split(" > ")[0],
        feed_url=config.feed_url,
    )


def _words(segment: Segment) -> str:
    return "\n".join(line.written for line in segment.lines)
