"""[feed] → what the feeds say beyond [show]: people, places, wallets, corrections."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from atlascast.config.part import Link, Part


class Person(Part):
    """[[feed.people]]: who is named beside the newsroom and its voices."""

    name: str = Field(min_length=1, max_length=128, description="as it is shown")
    role: str = Field("host", description="a role of the Podcast Taxonomy, such as host, editor or producer")
    group: str = Field("cast", description="the role's group, such as cast, writing or audio production")
    href: Link = Field("", description="a page about the person")
    img: Link = Field("", description="the address of a picture")


class App(Part):
    """[[feed.apps]]: the show in a directory, linked on its page; one of the same name takes a usual link's place."""

    name: str = Field(min_length=1, max_length=40, description="the app, such as Spotify or Apple Podcasts")
    href: Link = Field(min_length=1, description="the show's page there")


class Trailer(Part):
    """[feed.trailer]: a short piece that makes people want the show."""

    title: str = Field(min_length=1, max_length=128, description="its title")
    url: str = Field(pattern="^https?://", description="the address of its audio")
    published: AwareDatetime = Field(description="when it came out, with its time zone")
    bytes: int = Field(0, ge=0, description="its size")


class Recipient(Part):
    """[[feed.value]]: a wallet that listeners' payments go to, and its share of them."""

    name: str = Field("", description="whose it is")
    address: str = Field(min_length=1, description="a Lightning node's key, or a Lightning address")
    split: int = Field(100, ge=1, description="its share, beside the others")
    type: Literal["node", "lnaddress"] = Field("lnaddress", description="what the address is")


class Place(Part):
    """[[feed.places]]: what the show is about, or where it is made."""

    name: str = Field(min_length=1, max_length=128, description="as it is shown")
    rel: Literal["subject", "creator"] = Field("subject", description="what it is about, or where it is made")
    geo: str = Field("", pattern=r"^(geo:-?[\d.]+,-?[\d.]+.*)?$", description="a geo: address, RFC 5870")
    osm: str = Field("", pattern=r"^([NWR]\d+(#\d+)?)?$", description="an OpenStreetMap object, such as R113314")
    country: str = Field("", pattern="^([A-Z]{2})?$", description="ISO 3166-1, two letters")


class Feed(Part):
    """[feed]: what the feeds say beyond [show]."""

    items: int = Field(500, ge=1, description="how many items a feed holds; older ones go to its further pages")
    articles: bool = Field(True, description="a second feed, articles.xml, of every article on its own")
    guid: UUID | None = Field(None, description="the podcast:guid that a show keeps when its address changes")
    locked: bool = Field(True, description="whether other hosts must ask before they take the feed over")
    license: str = Field("", description="an SPDX identifier, or a name with license_url")
    license_url: Link = Field("", description="where the licence can be read")
    correction: Literal["query", "name"] = Field(
        "query", description="a corrected MP3's address: the same with a new version query, or a new name"
    )  # fmt: skip
    correction_date: Literal["keep", "now"] = Field("keep", description="a corrected episode's pubDate")
    correction_guid: Literal["keep", "new"] = Field(
        "keep", description="a corrected episode's GUID; with a new one apps fetch it again, as another episode"
    )  # fmt: skip
    hub: Link = Field("", description="a WebSub hub's address")
    podping: bool = Field(False, description="whether changes are announced by Podping")
    people: tuple[Person, ...] = Field((), description="who is named beside the newsroom and its voices")
    places: tuple[Place, ...] = Field((), description="what the show is about, and where it is made")
    apps: tuple[App, ...] = Field((), description="the show's pages in directories, linked before the usual apps")
    podroll: tuple[UUID, ...] = Field((), description="the podcast:guid of shows that are recommended")
    trailer: Trailer | None = Field(None, description="a short piece that makes people want the show")
    value: tuple[Recipient, ...] = Field((), description="wallets that listeners' payments go to")
