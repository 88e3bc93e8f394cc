"""A new entry → its row in the show's lexicon.toml, checked before it is written."""

import json
import tomllib
from pathlib import Path

from atlascast import store
from atlascast.errors import UserError
from atlascast.spoken.lexicon import Entry, Lexicon, build, load, mistakes


def row(entry: Entry) -> str:
    """The entry as a line of lexicon.toml."""
    keys = {"ipa": entry.ipa, "say": entry.say, "alias": entry.alias, "source": entry.source}
    parts = [f"{key} = {_quoted(value)}" for key, value in keys.items() if value]
    parts += [f"{key} = true" for key in ("letters", "word", "case") if getattr(entry, key)]
    return f"{_quoted(entry.written)} = {{ {', '.join(parts)} }}"


def with_row(entry: Entry, path: Path | None) -> Lexicon:
    """The show's lexicon as it would be with the entry. Raises UserError with every mistake of the entry."""
    wrong = mistakes(entry.written, tomllib.loads(row(entry))[entry.written])
    if wrong:
        silent = any(mistake.startswith("says nothing") for mistake in wrong)
        hint = "Give one of --ipa, --say, --alias, --letters and --word." if silent else "Mend that and try again."
        raise UserError(f"{entry.written}: {'; '.join(wrong)}.", hint)
    return build([entry, *load(path).entries])


def add(path: Path, entry: Entry) -> None:
    """Append the entry's row to the lexicon at `path`, which need not be there yet.

    Raises UserError where the file has a row for the same written form, WorldError where it cannot be written.
    """
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    if entry.written in tomllib.loads(text):
        raise UserError(f"{path} has a row for {entry.written} already.", "Change it there.")
    gap = "" if not text or text.endswith("\n") else "\n"
    store.write(path, f"{text}{gap}{row(entry)}\n")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
