"""A story's section → how a segue says it, or nothing where that would sound wrong."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from atlascast.errors import ConfigError
from atlascast.models import Story


def said(story: Story, folder: Path | None) -> str:
    """The section as it follows "Turning to": "Africa", "the Middle East", "defence"; "" where it is better not said.

    Known ones stand in templates/sections.toml or the newsroom's own; another is said where the story's text uses it
    as a proper name, with its article. Raises ConfigError for a file of the newsroom's that cannot be read.
    """
    name = " ".join(story.section.split())
    known = _table(folder)
    if name.lower() in known:
        return known[name.lower()]
    if not name or not name[0].isupper():
        return ""
    found = [match[1] or "" for match in re.finditer(rf"(?<![.!?]\s)(?<!^)\b(the )?{re.escape(name)}\b", story.text)]
    if not found:
        return ""
    return f"the {name}" if 2 * sum(map(bool, found)) > len(found) else name


def _table(folder: Path | None) -> dict[str, str]:
    own = folder / "sections.toml" if folder else None
    built_in: Any = files("atlascast.script") / "templates" / "sections.toml"
    table = tomllib.loads(built_in.read_text(encoding="utf-8"))
    if own and own.is_file():
        try:
            table |= tomllib.loads(own.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{own}: {error}", "Mend the file, or remove it to use the built-in sections.") from error
    wrong = [key for key, value in table.items() if not isinstance(value, str)]
    if wrong:
        rows = (f"{own}: {key}: is no text" for key in wrong)
        raise ConfigError("\n".join(rows), 'Write lines like "africa" = "Africa".')
    return {key.lower(): value for key, value in table.items()}
