"""atlascast.toml: what is read, what is found, and every mistake at once."""

from pathlib import Path

import pytest

from atlascast import config
from atlascast.config import load
from atlascast.errors import ConfigError, UserError

SHOW = """\
sponsors = "paid.toml"
[show]
title = "The Test Week"
newsroom = "Test News"
description = "A show."
email = "desk@example.org"
base_url = "https://podcast.example.org/feed"
cover = "cover.jpg"
[[sources]]
location = "feed.xml"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cover.jpg").write_bytes(b"")
    (tmp_path / "paid.toml").write_bytes(b"")
    return tmp_path


def written(folder: Path, more: str = "", show: str = SHOW) -> Path:
    path = folder / "atlascast.toml"
    path.write_text(show + more, encoding="utf-8")
    return path


def mistakes(path: Path) -> list[str]:
    with pytest.raises(ConfigError) as error:
        load(path)
    return [row.removeprefix(f"{path}: ") for row in error.value.message.splitlines()]


def test_paths_count_from_the_file_and_the_two_files_known_by_name_are_found(folder: Path) -> None:
    (folder / "lexicon.toml").write_bytes(b"")
    (folder / "in.mp3").write_bytes(b"")
    (folder / "my.onnx").write_bytes(b"")
    more = '[sound]\nintro = "in.mp3"\n[voices.host]\nmodel = "my.onnx"\n'
    more += '[voices.guest]\nengine = "pyttsx3"\nmodel = "en"\n'
    found = load(written(folder, more), folder / "out")
    assert (found.show.cover, found.sound.intro) == (folder / "cover.jpg", folder / "in.mp3")
    assert (found.lexicon, found.sponsors) == (folder / "lexicon.toml", folder / "paid.toml")
    assert (found.voices["host"].model, found.voices["guest"].model) == (str(folder / "my.onnx"), "en")
    assert (found.root, found.out) == (folder, folder / "out")
    assert found.show.base_url == "https://podcast.example.org/feed/"


def test_every_mistake_is_named_at_once_with_its_key(folder: Path) -> None:
    more = '[show2]\n[edition]\nweek = "2022-W60"\nminutes = 0\n[rank.weights]\nrecencies = 1\n'
    found = mistakes(written(folder, more, SHOW.replace("desk@", "desk")))
    assert [row.split(":")[0] for row in found] == [
        "show.email", "edition.week", "edition.minutes", "rank.weights.recencies", "show2",
    ]  # fmt: skip
    assert "did you mean 'recency'?" in found[3]
    assert "did you mean 'show'?" in found[4]


@pytest.mark.parametrize("row", [
    '[[feed.people]]\nname = "A"\nhref = "https://me:hunter22@x.example/"',
    '[feed]\nlicense_url = "https://x.example/?api_key=hunter22"', '[feed]\nhub = "https://hunter22@x.example/hub"',
])
def test_an_address_that_is_published_holds_no_secret_and_the_error_does_not_repeat_it(folder: Path, row: str) -> None:
    found = mistakes(written(folder, row, SHOW))
    assert len(found) == 1 and "no password or key" in found[0] and "hunter22" not in found[0]


def test_an_address_that_is_published_may_ask_for_a_keyword(folder: Path) -> None:
    url = "https://x.example/?keyword=licence&authors=all"
    assert load(written(folder, f'[feed]\nlicense_url = "{url}"', SHOW)).feed.license_url == url


def test_every_file_that_is_not_there_is_named_at_once(folder: Path) -> None:
    for name in ("cover.jpg", "paid.toml"):
        (folder / name).unlink()
    more = "".join(f'{name} = "no.mp3"\n' for name in ("intro", "outro", "bed", "sting", "sponsor"))
    more = f'[sound]\n{more}[edition]\ntemplates = "no"\n[rank]\nviews = "no.csv"\n[voices.guest]\n'
    found = [row.split(":")[0] for row in mistakes(written(folder, more, f'lexicon = "no.toml"\n{SHOW}'))]
    sounds = [f"sound.{name}" for name in ("intro", "outro", "bed", "sting", "sponsor")]
    assert sorted(found) == sorted(
        ["show.cover", "rank.views", "lexicon", "sponsors", *sounds, "edition.templates", "voices"]
    )


@pytest.mark.parametrize("key", ["intro", "outro", "bed", "sting", "sponsor"])
def test_a_sound_left_empty_is_none(folder: Path, key: str) -> None:
    assert getattr(load(written(folder, f'[sound]\n{key} = ""\n')).sound, key) is None


@pytest.mark.parametrize("key", ["root", "out"])
def test_what_the_program_sets_cannot_be_set_by_the_file(folder: Path, key: str) -> None:
    assert mistakes(written(folder, "", f'{key} = "x"\n{SHOW}')) == [f"{key}: unknown key"]


def test_a_file_that_is_not_there_or_no_toml_says_what_next(folder: Path) -> None:
    with pytest.raises(UserError, match="There is no config"):
        load(folder / "nowhere.toml")
    with pytest.raises(ConfigError, match="not valid TOML"):
        load(written(folder, "[show"))
    with pytest.raises(UserError, match="cannot be read"):
        (folder / "latin.toml").write_bytes(SHOW.replace("Test", "Tést").encode("latin-1"))
        load(folder / "latin.toml")


def test_a_key_of_any_part_is_suggested_when_it_is_misspelt(folder: Path) -> None:
    parts = [part for part in vars(config).values() if isinstance(part, type) and issubclass(part, config.Part)]
    names = {name for part in parts for name in part.model_fields} - {"root", "out"}
    assert names == set(config.keys())


def test_the_engines_that_a_config_may_name_are_those_there_are() -> None:
    from atlascast.config.keys import ENGINES
    from atlascast.narrate import VOICES

    assert set(ENGINES) == set(VOICES)


def test_every_kind_of_source_and_of_target_is_named_where_its_key_is_explained() -> None:
    from atlascast.collect.seam import KINDS as SOURCES
    from atlascast.config.keys import Source
    from atlascast.config.targets import Target
    from atlascast.publish.targets.seam import TARGETS

    for part, kinds in ((Source, SOURCES), (Target, TARGETS)):
        told = part.model_fields["kind"].description or ""
        assert set(kinds) <= set(told.replace(":", ",").replace(" ", "").split(",")), told
