"""What a producer asks of a week."""

from pathlib import Path

import pytest
from conftest import settings, watch

from atlascast import review, verify

WEEK = "2026-W24"


def test_the_newest_edition_is_heard_though_a_newer_week_is_drafted(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (built / "episodes/2026-W25").mkdir()
    (built / "episodes/2026-W25/script.md").write_text("---")
    heard: list[Path] = []
    monkeypatch.setattr(verify, "verify", lambda path, *_: heard.append(path))
    review.heard(settings(built), None, watch)
    assert heard == [built / "episodes" / WEEK / "edition.mp3"]
