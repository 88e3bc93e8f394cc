"""Config → the Podcasting 2.0 tags of a show.

Source of every tag: podcast namespace 1.0 (github.com/Podcastindex-org/podcast-namespace, docs/tags).
"""

from email.utils import format_datetime
from typing import Any

from atlascast.config import Config
from atlascast.models import AUDIO
from atlascast.publish.art import Look
from atlascast.publish.plain import clean
from atlascast.words import Words, words


def show_tags(tags: Any, config: Config, look: Look, guid: str) -> None:
    """Add every tag that the config gives reason for. `tags` is the feed's PodcastNamespace."""
    show, own, say = config.show, config.feed, words(config)
    tags.explicit(show.explicit)
    tags.tag("guid", guid)
    tags.tag("locked", "yes" if own.locked else "no", owner=show.email)
    tags.tag("medium", "podcast")
    tags.tag("txt", say("disclosure"), purpose="ai-content")
    tags.tag("updateFrequency", say("weekly"), rrule="FREQ=WEEKLY")
    tags.tag("image", href=look.cover_url, alt=say("cover", show=clean(show.title)), purpose="artwork",
             type="image/jpeg", width=str(look.width), **{"aspect-ratio": "1/1"})
    if show.funding_url:
        tags.tag("funding", say("support", newsroom=clean(show.newsroom))[:128], url=show.funding_url)
    if own.license:
        tags.tag("license", clean(own.license), url=own.license_url)
    if own.podping:
        tags.tag("podping", usesPodping="true")
    for place in own.places:
        tags.tag("location", clean(place.name), rel=place.rel, geo=place.geo, osm=place.osm, country=place.country)
    _people(tags, config, say)
    _trailer(tags, config)
    _podroll(tags, config)
    _value(tags, config)


def item_people(tags: Any, config: Config, author: str) -> None:
    """Who made an item: its people take the place of all of the show's (docs/tags/person.md), so these come again."""
    if author == config.show.newsroom:
        _newsroom(tags, config)
    else:
        tags.tag("person", clean(author)[:128], role="author", group="writing")
    _cast(tags, config, words(config))


def _people(tags: Any, config: Config, say: Words) -> None:
    _newsroom(tags, config)
    _cast(tags, config, say)


def _newsroom(tags: Any, config: Config) -> None:
    tags.tag("person", clean(config.show.newsroom)[:128], role="author", group="writing", href=config.show.link)


def _cast(tags: Any, config: Config, say: Words) -> None:
    given = {speaker: voice.name for speaker, voice in config.voices.items()}
    for speaker, name in ({"host": ""} | given).items():
        if name or speaker == "host":
            role = "host" if speaker == "host" else "narrator"
            tags.tag("person", say("synthetic", name=clean(name or speaker.capitalize())[:90]), role=role, group="cast")
    for person in config.feed.people:
        tags.tag("person", clean(person.name), role=person.role, group=person.group, href=person.href, img=person.img)


def _trailer(tags: Any, config: Config) -> None:
    trailer = config.feed.trailer
    if trailer:
        tags.tag("trailer", clean(trailer.title), url=trailer.url, pubdate=format_datetime(trailer.published),
                 length=str(trailer.bytes or ""), type=AUDIO["mp3"])


def _podroll(tags: Any, config: Config) -> None:
    if config.feed.podroll:
        roll = tags.tag("podroll")
        for guid in config.feed.podroll:
            tags.child(roll, "remoteItem", feedGuid=str(guid))


def _value(tags: Any, config: Config) -> None:
    if not config.feed.value:
        return
    value = tags.tag("value", type="lightning", method="keysend")
    for wallet in config.feed.value:
        tags.child(value, "valueRecipient", name=clean(wallet.name), type=wallet.type, address=wallet.address,
                   split=str(wallet.split))
