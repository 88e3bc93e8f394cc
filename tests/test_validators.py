"""Validators and parsers that others wrote judge pages, styles, feeds and captions; each is used where it is installed.

The ones from npm lie in tests/validators: `npm ci` there installs them.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from archives import EVERYTHING, add_episode, config_in, served

from atlascast.publish import publish
from atlascast.publish.serve import POLICY
from atlascast.store import Store

VALIDATORS = Path(__file__).with_name("validators")
MODULES = VALIDATORS / "node_modules"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LONG = 'A title that is long: "quoted", <marked> & more words than a browser shows ' + "Donaudampfschifffahrt" * 6
KINDS = ["least", "everything", "arabic"]
pytestmark = pytest.mark.slow


def needs(package: str) -> None:
    """Skip where node or the package is absent, or node is older than the packages ask for."""
    if not _node() or not (MODULES / package).is_dir():
        pytest.skip(f"{package} is not installed (nodejs 20 or later, then npm ci in tests/validators)")


@cache
def _node() -> bool:
    node = shutil.which("node")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout if node else "v0"
    return int(version.strip().removeprefix("v").partition(".")[0]) >= 20


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, built_show: Path) -> dict[str, Path]:
    """Sites by what their config has: as little as may be, everything, another script, and a real week."""
    made = {}
    for kind in KINDS:
        config = config_in(tmp_path_factory.mktemp(kind), extra=EVERYTHING if kind == "everything" else "")
        if kind == "arabic":
            config = config.model_copy(update={"show": config.show.model_copy(update={"language": "ar"})})
        for number, week in enumerate(("2021-W51", "2021-W52", "2022-W01"), 1):
            add_episode(config, week, number, **({"title": LONG, "summary": LONG} if number == 3 else {}))
        publish(config, Store(config.out), lambda *_: None)
        made[kind] = config.out / "public"
    return made | {"week": built_show / "public"}


def pages(sites: dict[str, Path]) -> list[Path]:
    return [page for public in sites.values() for page in sorted(public.rglob("*.html"))]


def feeds(sites: dict[str, Path]) -> list[Path]:
    return [feed for public in sites.values() for feed in sorted(public.glob("*.xml")) if feed.name != "sitemap.xml"]


def judged(*words: object, where: Path = VALIDATORS) -> str:
    """What a program prints; it must have ended well."""
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=300, cwd=where)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def vnu(*words: object) -> None:
    needs("vnu-jar")
    if shutil.which("java") is None:
        pytest.skip("no Java is installed (Debian package default-jre-headless)")
    done = subprocess.run(["java", "-jar", str(MODULES / "vnu-jar/build/dist/vnu.jar"), *map(str, words)],
                          capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and not done.stderr.strip(), done.stderr


def test_the_nu_checker_has_no_error_and_no_warning_for_pages(sites: dict[str, Path]) -> None:
    vnu(*pages(sites))


def test_the_nu_checker_has_none_for_styles_and_pictures(sites: dict[str, Path]) -> None:
    vnu("--css", *sites["week"].rglob("*.css"))
    vnu("--svg", *sites["week"].rglob("*.svg"))


def test_html_validate_finds_nothing(sites: dict[str, Path]) -> None:
    needs("html-validate")
    for public in sites.values():
        (public / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:recommended"]}')
    judged("node", MODULES / ".bin/html-validate", "--max-warnings", "0", *pages(sites))


def test_htmlhint_finds_nothing(sites: dict[str, Path]) -> None:
    needs("htmlhint")
    judged("node", MODULES / ".bin/htmlhint", *pages(sites))


def test_html5lib_parses_every_page_without_an_error(sites: dict[str, Path]) -> None:
    html5lib = pytest.importorskip("html5lib")
    for page in pages(sites):
        parser = html5lib.HTMLParser()
        parser.parse(page.read_text())
        assert parser.errors == [], page


@pytest.mark.skipif(shutil.which("xmllint") is None, reason="xmllint is not installed (Debian package libxml2-utils)")
def test_xmllint_finds_every_feed_sitemap_and_picture_well_formed(sites: dict[str, Path]) -> None:
    files = [path for public in sites.values() for path in public.rglob("*") if path.suffix in (".xml", ".svg")]
    judged("xmllint", "--noout", *files)


def test_six_parsers_of_feeds_see_the_same_items(sites: dict[str, Path]) -> None:
    needs("podcast-partytime")
    said = json.loads(judged("node", VALIDATORS / "feeds.mjs", *feeds(sites)))
    assert len(said) == 6 and set(said.pop("fast-xml-parser").values()) == {True}
    first = said["podcast-partytime"]
    for parser, found in said.items():
        for feed, seen in found.items():
            assert seen["title"] == first[feed]["title"], (parser, feed)
            assert sorted(seen["guids"]) == sorted(first[feed]["guids"]), (parser, feed)


def test_partytime_sees_every_tag_it_knows(sites: dict[str, Path]) -> None:
    needs("podcast-partytime")
    feed = sites["everything"] / "feed.xml"
    seen = json.loads(judged("node", VALIDATORS / "feeds.mjs", feed))["podcast-partytime"][str(feed)]
    assert set(seen["tags"]) >= {
        "locked", "funding", "transcript", "chapters", "soundbite", "person", "location", "season", "episode",
        "trailer", "license", "alternateEnclosure", "guid", "value", "medium", "podroll", "txt"}
    assert seen["hub"] == {"hub": "https://hub.example.org/", "self": "https://pod.example.org/feed.xml",
                           "next": "https://pod.example.org/feed-2.xml"}


def test_atoma_reads_every_feed(sites: dict[str, Path]) -> None:
    atoma = pytest.importorskip("atoma")
    for feed in feeds(sites):
        read = atoma.parse_rss_bytes(feed.read_bytes())
        assert read.title and all(item.enclosures and item.pub_date and item.guid for item in read.items)


def test_no_parser_of_captions_finds_a_fault(sites: dict[str, Path]) -> None:
    webvtt, pysrt = pytest.importorskip("webvtt"), pytest.importorskip("pysrt")
    files = list(sites["week"].rglob("*.vtt"))
    assert len(files) > 1
    for path in files:
        cues = webvtt.read(str(path))
        assert len(cues) == len(pysrt.open(str(path.with_suffix(".srt")), error_handling=pysrt.ERROR_RAISE)) > 0


def test_robots_policy_and_webvtt_are_as_their_checkers_want_them(sites: dict[str, Path]) -> None:
    needs("csp_evaluator")
    public = sites["week"]
    base = json.loads((public / "index.json").read_text())["url"]
    said = judged("node", VALIDATORS / "rest.mjs", POLICY, base, public / "robots.txt", *public.rglob("*.vtt"))
    assert json.loads(said) == []


@pytest.mark.parametrize("page", ["", "episodes/2022-W01/", "episodes/2022-W01/01-story/"])
def test_social_sites_find_what_they_show_of_a_link(sites: dict[str, Path], page: str) -> None:
    needs("structured-data-testing-tool")
    said = judged("node", MODULES / ".bin/sdtt", "--file", sites["everything"] / page / "index.html", "--presets",
                  "Facebook,Twitter")
    assert "Failed: 0" in said
    warnings = {line.strip() for line in said.splitlines() if "▲" in line}
    accounts = ("twitter:site", "twitter:creator")  # a newsroom may have none
    assert all(any(name in line for name in accounts) for line in warnings)


def test_extruct_reads_json_ld_and_open_graph(sites: dict[str, Path]) -> None:
    extruct = pytest.importorskip("extruct")
    kinds = {"": "PodcastSeries", "episodes/2022-W01/": "PodcastEpisode", "episodes/2022-W01/01-story/": "NewsArticle"}
    for page, kind in kinds.items():
        text = (sites["everything"] / page / "index.html").read_text()
        found = extruct.extract(text, base_url=f"https://pod.example.org/{page}", syntaxes=["json-ld", "opengraph"])
        assert [row["@type"] for row in found["json-ld"]] == [kind]
        assert dict(found["opengraph"][0]["properties"])["og:url"] == f"https://pod.example.org/{page}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a site is served that names that address as its own."""
    folder = tmp_path_factory.mktemp("served")
    with served(folder / "public") as base:
        config = config_in(folder, base)
        add_episode(config, "2022-W01")
        publish(config, Store(config.out), lambda *_: None)
        yield base


def test_linkinator_finds_no_broken_link(address: str) -> None:
    needs("linkinator")
    skip = r"^(?!http://127\.0\.0\.1)"
    judged("node", MODULES / ".bin/linkinator", address, "--recurse", "--skip", skip, "--silent")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian package chromium)")
@pytest.mark.parametrize("page", ["", "episodes/2022-W01/"])
def test_lighthouse_gives_full_marks(address: str, page: str, tmp_path: Path) -> None:
    needs("lighthouse")
    flags = "--headless=new --no-sandbox --disable-gpu --disable-quic"
    out = tmp_path / "lighthouse.json"
    done = subprocess.run(
        ["node", str(MODULES / ".bin/lighthouse"), address + page, "--quiet", f"--chrome-flags={flags}",
         "--output=json", f"--output-path={out}", "--only-categories=accessibility,best-practices,seo"],
        env={**os.environ, "CHROME_PATH": str(CHROMIUM)}, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(out.read_text())
    scores = {name: part["score"] for name, part in report["categories"].items()}
    failed = [name for name, audit in report["audits"].items() if audit["score"] == 0 and name != "canonical"]
    assert scores == {"accessibility": 1, "best-practices": 1, "seo": 1}, failed
