"""What pages and feeds say of their own, by the show's language."""

import json
import re
import shutil
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from archives import add_episode, config_in
from conftest import DATA, NOW, settings, watch

from atlascast import pipeline
from atlascast.errors import ConfigError
from atlascast.publish import publish
from atlascast.store import Store
from atlascast.words import OWN, words

PARTS = ("intro_title", "headlines_title", "outro_title", "sponsor_title")
"""What the script says; the archive of these tests has its parts in English."""

TABLES = tomllib.loads(OWN.read_text(encoding="utf-8"))


def in_language(folder: Path, language: str) -> Path:
    """Publish an episode of a show in this language; the site's folder."""
    config = config_in(folder)
    config = config.model_copy(update={"show": config.show.model_copy(update={"language": language})})
    add_episode(config, "2022-W01")
    publish(config, Store(config.out), lambda *_: None)
    return folder / "public"


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", TABLES)
def test_every_language_says_everything_with_the_same_facts(language: str) -> None:
    assert {name: facts(text) for name, text in TABLES[language].items()} == {
        name: facts(text) for name, text in TABLES["en"].items()}


def test_every_entry_is_said_somewhere() -> None:
    house = OWN.parent
    script = [house / "script/write.py", house / "script/wording.py"]
    rooms = [*(house / "publish").rglob("*"), *script, house / "pipeline.py"]
    said = " ".join(path.read_text() for path in rooms if path.suffix in (".py", ".html", ".js"))
    assert [name for name in TABLES["en"] if f"'{name}'" not in said and f'"{name}"' not in said] == []


@pytest.mark.parametrize("language", [name for name in TABLES if name != "en"])
def test_a_page_in_a_language_says_nothing_of_its_own_in_english(tmp_path: Path, language: str) -> None:
    public = in_language(tmp_path, language)
    english = {text for name, text in TABLES["en"].items()
               if not facts(text) and text != TABLES[language][name] and name not in PARTS}
    for page in public.rglob("*.html"):
        parts = set(re.split(r"[<>\"]|&#34;", page.read_text()))
        assert not parts & english, page
    notes = (public / "feed.xml").read_text()
    assert TABLES[language]["disclosure"] in notes and TABLES["en"]["disclosure"] not in notes


def test_dates_are_written_as_the_language_has_them(tmp_path: Path) -> None:
    assert "3.–9. Jan. 2022" in (in_language(tmp_path / "de", "de") / "index.html").read_text()
    arabic = (in_language(tmp_path / "ar", "ar") / "index.html").read_text()
    assert 'dir="rtl"' in arabic and "يناير" in arabic


@pytest.mark.parametrize(("language", "locale"), [
    ("en", "en_US"), ("en-GB", "en_GB"), ("uk", "uk_UA"), ("xx", "xx_XX"),
])  # fmt: skip
def test_a_card_names_language_and_country(tmp_path: Path, language: str, locale: str) -> None:
    assert f'content="{locale}"' in (in_language(tmp_path, language) / "index.html").read_text()


def test_a_newsroom_changes_single_entries_and_adds_a_language(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/words.toml").write_text('[en]\nnewest = "This week"\n[nl]\nplay = "Afspelen"\n')
    config = config_in(tmp_path, extra='[edition]\ntemplates = "mine"\n')
    say = words(config)
    assert say("newest") == "This week" and say("play") == "Play"
    dutch = words(config.model_copy(update={"show": config.show.model_copy(update={"language": "nl"})}))
    assert dutch("play") == "Afspelen" and dutch("pause") == "Pause"


@pytest.mark.parametrize(("text", "said"), [
    ('[en]\nnewst = "x"', "'newst' is said nowhere"), ('[en]\nby = "By {writer}"', "by has no writer"),
    ("[en]\nby = 3", "by is no text"), ('[en]\nby = "{"', "by is no text"), ("[en", "no TOML"),
])  # fmt: skip
def test_a_mistake_in_it_is_named(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/words.toml").write_text(text)
    config = config_in(tmp_path, extra='[edition]\ntemplates = "mine"\n')
    with pytest.raises(ConfigError, match=said):
        words(config)


@pytest.mark.slow
def test_the_parts_of_a_german_show_are_german_in_script_chapters_and_feed(fresh: Path) -> None:
    shutil.copytree(DATA / "german", fresh, dirs_exist_ok=True)
    toml = (fresh / "atlascast.toml").read_text()
    (fresh / "atlascast.toml").write_text(toml.replace("[show]", '[show]\nlanguage = "de"'))
    made = pipeline.build_week(settings(fresh), "newest", NOW, watch)
    rows = json.loads((fresh / "episodes" / made.episode.week / "chapters.json").read_text())["chapters"]
    titles = [row["title"] for row in rows]
    assert (titles[0], titles[-1]) == ("Einleitung", "Verabschiedung")
    assert "Anzeige: Kartenhaus" in titles
    assert [read.advertiser for read in made.episode.reads] == ["Kartenhaus"]
    script = (fresh / "episodes" / made.episode.week / "script.md").read_text()
    for part in ("## Intro: Einleitung", "## Headlines: Schlagzeilen", "title: Anzeige: Kartenhaus"):
        assert part in script
    for name in ("feed.xml", f"episodes/{made.episode.week}/index.html"):
        page = (fresh / "public" / name).read_text()
        assert all(title in page for title in titles)
        assert not re.search(r"Introduction|Headlines|Sign-off|Sponsor:", page), name
