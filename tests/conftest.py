"""A small show in a folder of its own, as a producer has one; built once, copied for every test that wants it."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from atlascast.config import Config, load

hypothesis.settings.register_profile("steady", deadline=None)
hypothesis.settings.load_profile("steady")

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 6, 15, 6, 0, tzinfo=UTC)


def watch(step: str, done: float, total: float) -> None:
    """Progress is of no interest to a test."""


@pytest.fixture(scope="session")
def fresh_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The show's config, feed and cover; nothing built."""
    from PIL import Image

    folder = tmp_path_factory.mktemp("fresh") / "show"
    shutil.copytree(DATA / "show", folder)
    Image.new("RGB", (1400, 1400), (18, 32, 58)).save(folder / "cover.jpg")
    return folder


@pytest.fixture(scope="session")
def built_show(fresh_show: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, its week built by the silent voice."""
    from atlascast import pipeline

    folder = tmp_path_factory.mktemp("built") / "show"
    shutil.copytree(fresh_show, folder)
    pipeline.build_week(load(folder / "atlascast.toml", folder), "newest", NOW, watch)
    return folder


@pytest.fixture
def fresh(fresh_show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An unbuilt show of the test's own, which is the current folder."""
    return _own(fresh_show, tmp_path, monkeypatch)


@pytest.fixture
def built(built_show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built show of the test's own, which is the current folder."""
    return _own(built_show, tmp_path, monkeypatch)


def _own(show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "show"
    shutil.copytree(show, folder)
    monkeypatch.chdir(folder)
    return folder


def settings(folder: Path) -> Config:
    """The show's config, building into its own folder."""
    return load(folder / "atlascast.toml", folder)


def shared() -> Path:
    """The measuring corpora, where this machine has them; a test that needs one skips where it is absent."""
    return Path(os.environ.get("ATLASCAST_SHARED", Path(__file__).parents[2] / "shared"))
