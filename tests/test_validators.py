"""Validators that others wrote judge the pages and the feed; each is used where it is installed."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from archives import add_episode, config_in

from atlascast.publish import publish
from atlascast.store import Store

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    config = config_in(tmp_path_factory.mktemp("validators"))
    add_episode(config, "2021-W52", 1)
    title = 'A title that is long: "quoted", <marked> & more words than a browser shows'
    add_episode(config, "2022-W01", 2, title=title)
    publish(config, Store(config.out), lambda *_: None)
    return config.out / "public"


def judged(*words: object) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("vnu") is None, reason="the Nu Html Checker is not installed (npm vnu-jar)")
def test_the_nu_checker_finds_no_error_in_pages_and_styles(public: Path) -> None:
    judged("vnu", "--errors-only", *sorted(public.rglob("*.html")))
    judged("vnu", "--errors-only", "--css", *sorted(public.rglob("*.css")))


@pytest.mark.skipif(shutil.which("html-validate") is None, reason="html-validate is not installed (npm)")
def test_html_validate_finds_no_error(public: Path) -> None:
    (public / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:recommended"]}')
    judged("html-validate", *sorted(public.rglob("*.html")))


PARTYTIME = """
const { parseFeed } = require("podcast-partytime");
const feed = parseFeed(require("fs").readFileSync(process.argv[1], "utf8"));
console.log(JSON.stringify({ seen: feed.pc20support, items: feed.items.length, first: feed.items[0] }));
"""


def test_partytime_sees_every_tag_it_knows(public: Path) -> None:
    found = shutil.which("node") and subprocess.run(["node", "-e", "require.resolve('podcast-partytime')"], check=False,
                                                    capture_output=True).returncode == 0
    if not found:
        pytest.skip("podcast-partytime is not installed where node finds it (npm)")
    said = json.loads(judged("node", "-e", PARTYTIME, public / "feed.xml"))
    tags = {tag for phase in said["seen"].values() for tag in phase}
    assert {"locked", "funding", "transcript", "chapters", "soundbite", "person", "season", "episode", "guid",
            "alternateEnclosure", "medium", "txt"} <= tags
    assert said["items"] == 2 and said["first"]["enclosure"]["type"] == "audio/mpeg"
