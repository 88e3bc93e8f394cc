"""atlascast.toml → Config, validated whole, all errors at once."""

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from atlascast.config.keys import Config
from atlascast.config.part import Part
from atlascast.errors import ConfigError, UserError


def load(path: Path, out: Path | None = None) -> Config:
    """Read and check the whole file; `out` (default: the current folder) takes what is made.

    Raises ConfigError listing every mistake with its key, UserError where the file cannot be read.
    """
    data = _read(path)
    root = path.resolve().parent
    for reserved in ("root", "out"):
        if reserved in data:
            raise ConfigError(f"{path}: {reserved}: unknown key", "Remove it.")
    try:
        given = {**data, "root": root, "out": (out or Path.cwd()).resolve()}
        return _beside(Config.model_validate(given, context={"root": root}), root)
    except ValidationError as error:
        raise ConfigError(_listed(path, error), f"Mend {path} and run again; README.md explains every key.") from error


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        hint = "Run in the show's folder, name its config with --config, or copy the sample's atlascast.toml."
        raise UserError(f"There is no config at {path}.", hint) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.", "Check its rights and that it is UTF-8.") from error
    except (ValueError, RecursionError) as error:  # TOML that is none, a number too long, brackets too deep
        raise ConfigError(f"{path} is not valid TOML: {error}.", "Mend that line and run again.") from error


def _listed(path: Path, error: ValidationError) -> str:
    rows = []
    for item in error.errors():
        key = ".".join(str(part) for part in item["loc"])
        text = item["msg"].removeprefix("Value error, ")
        if item["type"] == "extra_forbidden":
            close = get_close_matches(str(item["loc"][-1]), keys(), 1)
            text = "unknown key" + (f"; did you mean {close[0]!r}?" if close else "")
        rows.append(f"{path}: {key}: {text}")
    return "\n".join(rows)


def keys() -> list[str]:
    """Every key that a config may have, whatever its part."""
    return [name for part in Part.__subclasses__() for name in part.model_fields if name not in ("root", "out")]


def _beside(config: Config, root: Path) -> Config:
    """The two files that are known by their names where the config names none."""
    def beside(path: Path | None, *names: str) -> Path | None:
        return path or next((root / name for name in names if (root / name).exists()), None)

    found = {
        "sponsors": beside(config.sponsors, "sponsors.toml", "sponsors"),
        "lexicon": beside(config.lexicon, "lexicon.toml"),
    }
    return config.model_copy(update=found)
