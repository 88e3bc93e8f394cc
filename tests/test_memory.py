"""What was worked out is remembered, and never believed where anything of it has changed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from atlascast import memory


@dataclass(frozen=True, slots=True)
class Fact:
    """Plain data of the kinds that are remembered."""

    name: str
    share: float
    at: datetime | None = None
    parts: tuple[str, ...] = ()


FACT = Fact("Żółw ’quoted’", 0.1 + 0.2, datetime(2026, 6, 15, 6, 0, 0, 123456, tzinfo=UTC), ("a", "b"))


def test_what_is_recalled_is_what_was_kept(tmp_path: Path) -> None:
    memory.keep(tmp_path / "fact.json", "key", FACT)
    assert memory.recall(tmp_path / "fact.json", "key", Fact) == FACT


def test_another_key_and_a_missing_file_recall_nothing(tmp_path: Path) -> None:
    memory.keep(tmp_path / "fact.json", "key", FACT)
    assert memory.recall(tmp_path / "fact.json", "other", Fact) is None
    assert memory.recall(tmp_path / "none.json", "key", Fact) is None


@pytest.mark.parametrize("place", range(0, 330, 13))
def test_a_damaged_file_recalls_nothing_wherever_it_is_damaged(tmp_path: Path, place: int) -> None:
    path = tmp_path / "fact.json"
    memory.keep(path, "key", FACT)
    data = bytearray(path.read_bytes())
    data[place % len(data)] ^= 1
    path.write_bytes(data)
    assert memory.recall(path, "key", Fact) in (None, FACT)
    path.write_bytes(data[: place % len(data)])
    assert memory.recall(path, "key", Fact) is None


def test_a_file_of_another_form_recalls_nothing(tmp_path: Path) -> None:
    for text in ("", "[]\n1", "{}\n", "null", '{"key": "key"}\n'):
        (tmp_path / "fact.json").write_text(text)
        assert memory.recall(tmp_path / "fact.json", "key", Fact) is None
    memory.keep(tmp_path / "fact.json", "key", ["no", "fact"])
    assert memory.recall(tmp_path / "fact.json", "key", Fact) is None


def test_files_are_held_by_what_is_in_them_those_of_folders_too(tmp_path: Path) -> None:
    (tmp_path / "inside/deep").mkdir(parents=True)
    (tmp_path / "inside/deep/one").write_text("1")
    paths = [tmp_path / "inside", tmp_path / "alone"]
    before = memory.held(paths)
    assert before[str(tmp_path / "alone")] == ""
    (tmp_path / "inside/deep/one").write_text("2")
    changed = memory.held(paths)
    (tmp_path / "alone").write_text("3")
    assert len({str(held) for held in (before, changed, memory.held(paths))}) == 3


def test_the_program_is_known_by_every_file_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room/rules.toml").write_text("a = 1")
    monkeypatch.setattr(memory, "_PACKAGE", tmp_path)
    before = memory.program.__wrapped__()
    (tmp_path / "room/rules.toml").write_text("a = 2")
    changed = memory.program.__wrapped__()
    (tmp_path / "room/page.html").write_text("<p>")
    assert len({before, changed, memory.program.__wrapped__()}) == 3
