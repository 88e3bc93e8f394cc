"""Stories, picks and a config that the script's tests share."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from atlascast.config import Config
from atlascast.models import Pick, Read, Story

DATA = Path(__file__).parent / "data" / "script"
WEEK = "2022-W01"


def config(**edition: Any) -> Config:
    show = {
        "title": "The Test Week",
        "newsroom": "Test News",
        "description": "A show.",
        "email": "desk@example.org",
        "base_url": "https://podcast.example.org/",
    }
    return Config.model_validate({"show": show, "sources": [{"location": "feed.xml"}], "edition": edition})


def story(name: str, **changes: Any) -> Story:
    text = (DATA / f"{name}.txt").read_text().strip() if (DATA / f"{name}.txt").is_file() else f"The {name} happened."
    facts: dict[str, Any] = {
        "id": name,
        "url": f"https://news.example.org/{name}",
        "title": f"A story of {name}",
        "text": text,
        "published": datetime(2022, 1, 6, 9, tzinfo=UTC),
    }
    return Story(**{**facts, **changes})


UNREST = story("unrest", title="Russia-led troops enter Kazakhstan", section="Eurasia", author="Dana Okafor")
BORDER = story("border", title="West Africa shuts its borders with Mali", section="Africa")
LAST = story("eclipse", published=None, section="News")
STORIES = (UNREST, BORDER, LAST)
BY_ID = {one.id: one for one in STORIES}


def picks(*stories: Story) -> list[Pick]:
    return [Pick(one, rank, 1.0, {}, True, "Told.") for rank, one in enumerate(stories or STORIES, 1)]


def read(after: str, **changes: Any) -> Read:
    facts: dict[str, Any] = {
        "campaign": "north",
        "advertiser": "Northline",
        "slot": "mid",
        "after": after,
        "copy": "Northline insures reporters abroad. Call them.",
        "disclosure": "This is a paid message from Northline.",
        "url": "https://northline.example/",
        "reason": "Nothing speaks against it.",
    }
    return Read(**{**facts, **changes})


def shared(*parts: str) -> Path:
    """A folder or file of the publishers' texts, which are not ours to keep; the test is skipped where it is absent."""
    path = Path(os.environ.get("ATLASCAST_SHARED", Path(__file__).parents[2] / "shared")).joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{path.name} is not here; name the folder of shared texts in ATLASCAST_SHARED")
    return path
