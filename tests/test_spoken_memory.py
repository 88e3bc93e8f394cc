"""Spoken forms are remembered, and never older than what they follow from."""

from pathlib import Path

import pytest

from atlascast.errors import ConfigError
from atlascast.models import Line, Script, Segment
from atlascast.spoken import load, memory, remembered, spell


def script(*texts: str) -> Script:
    lines = tuple(Line("host", text) for text in texts)
    return Script("2022-W01", "t", "", (Segment("story", "t", lines, opening=(Line("host", "Story 3."),)),))


SCRIPT = script("The IAEA met on 15 May 1992.", "Almaty counted 5 dead.")


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are said anew from here on."""
    texts: list[str] = []
    say = memory.say
    monkeypatch.setattr(memory, "say", lambda text, lexicon: (texts.append(text), say(text, lexicon))[1])
    return texts


def test_what_is_remembered_is_what_would_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = remembered(SCRIPT, None, tmp_path / "spoken.json")
    kept = (tmp_path / "spoken.json").read_bytes()
    texts = counted(monkeypatch)
    assert remembered(SCRIPT, None, tmp_path / "spoken.json") == first == spell(SCRIPT, load(None))
    assert texts == [] and (tmp_path / "spoken.json").read_bytes() == kept


def test_only_a_line_that_changed_is_said_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered(SCRIPT, None, tmp_path / "spoken.json")
    texts = counted(monkeypatch)
    changed = script("The IAEA met on 15 May 1992.", "Almaty counted 6 dead.")
    assert remembered(changed, None, tmp_path / "spoken.json") == spell(changed, load(None))
    assert texts == ["Almaty counted 6 dead."]


def test_another_lexicon_and_other_rules_are_heeded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "lexicon.toml"
    own.write_text('"Almaty" = { alias = "the old capital" }\n')
    remembered(SCRIPT, None, tmp_path / "spoken.json")
    assert "old capital" in remembered(SCRIPT, own, tmp_path / "spoken.json").segments[0].lines[1].spoken
    own.write_text('"Almaty" = { alias = "the big city" }\n')
    assert "big city" in remembered(SCRIPT, own, tmp_path / "spoken.json").segments[0].lines[1].spoken
    texts = counted(monkeypatch)
    monkeypatch.setattr(memory, "rules", lambda: "later rules")
    remembered(SCRIPT, own, tmp_path / "spoken.json")
    assert len(texts) == 3


def test_a_lexicon_with_a_mistake_is_refused_though_every_line_is_known(tmp_path: Path) -> None:
    own = tmp_path / "lexicon.toml"
    own.write_text("")
    remembered(SCRIPT, own, tmp_path / "spoken.json")
    own.write_text('"A" = { ipa = "4" }\n')
    with pytest.raises(ConfigError, match="line 1"):
        remembered(SCRIPT, own, tmp_path / "spoken.json")


def test_a_memory_in_which_a_word_was_changed_is_as_none(tmp_path: Path) -> None:
    path = tmp_path / "spoken.json"
    first = remembered(SCRIPT, None, path)
    assert path.read_bytes().count(b"five dead") == 1
    path.write_bytes(path.read_bytes().replace(b"five dead", b"nine dead"))
    assert remembered(SCRIPT, None, path) == first


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"key": "KEY", "lines": {"Story 3.": {"spoken": 3}}}', b'{"key": "KEY"}']
)
def test_a_damaged_memory_is_as_none(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "spoken.json"
    first = remembered(SCRIPT, None, path)
    key = memory.store.notes(path)["key"]
    path.write_bytes(damage.replace(b"KEY", key.encode()))
    assert remembered(SCRIPT, None, path) == first
