"""A script → the same with its spoken forms, remembered from the last time where rules and lexicon are the same.

To read the rules takes longer than to say a week by them, and most builds change no line, or one.
"""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from atlascast import store
from atlascast.memory import program as rules
from atlascast.models import Script
from atlascast.spoken.lexicon import load
from atlascast.spoken.line import Said, say, spelled


def remembered(script: Script, lexicon: Path | None, memory: Path) -> Script:
    """`spell` with the show's lexicon; `memory` is a file that may be lost. Raises what `load` raises."""
    key = store.fingerprint(rules(), store.digest(lexicon) if lexicon and lexicon.is_file() else str(lexicon))
    known = _known(memory, key)
    if not all(line.written in known for segment in script.segments for line in (*segment.lines, *segment.opening)):
        loaded = load(lexicon)
        known = _Lines(lambda text: say(text, loaded), known)
    used: dict[str, Said] = {}

    def said(text: str) -> Said:
        used[text] = known[text]
        return used[text]

    done = spelled(script, said)
    rows = {text: asdict(one) for text, one in used.items()}
    store.write_json(memory, {"key": key, "lines": rows, "whole": store.fingerprint(rows)})
    return done


class _Lines(dict[str, Said]):
    """Lines that are known, and said where they are not."""

    def __init__(self, say: Callable[[str], Said], known: dict[str, Said]) -> None:
        super().__init__(known)
        self._say = say

    def __missing__(self, text: str) -> Said:
        return self._say(text)


def _known(memory: Path, key: str) -> dict[str, Said]:
    notes = store.notes(memory)
    if notes.get("key") != key or notes.get("whole") != store.fingerprint(notes.get("lines")):
        return {}
    try:
        return TypeAdapter(dict[str, Said]).validate_python(notes.get("lines"))
    except ValidationError:  # damaged: it may be lost
        return {}
