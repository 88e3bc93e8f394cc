"""One table of audio formats: whoever encodes, tags, serves, sends or keeps audio goes by it."""

import re
from pathlib import Path

import pytest

from atlascast.master.encode import _FORMATS
from atlascast.models import AUDIO, FORMATS
from atlascast.publish.serve import content_type
from atlascast.publish.targets.local import HASHED


def test_every_alternate_can_be_encoded_and_has_a_type() -> None:
    assert set(FORMATS) == set(_FORMATS) == set(AUDIO) - {"mp3"}


@pytest.mark.parametrize("ending", AUDIO)
def test_a_format_is_served_as_the_feed_says_and_never_changes_under_its_name(ending: str) -> None:
    name = f"2026-W24/edition-0123abcd.{ending}"
    assert content_type(name) == AUDIO[ending]
    assert HASHED.search(name)


def test_the_web_server_of_the_docs_serves_the_same_types() -> None:
    config = (Path(__file__).parents[1] / "docs" / "nginx.conf").read_text()
    told = {ending: kind for kind, endings in re.findall(r"^\s+(audio/\w+) ([\w ]+);", config, re.M)
            for ending in endings.split()}
    assert told == AUDIO
