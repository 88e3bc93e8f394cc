"""atlascast.toml → Config, validated whole, all errors at once."""

import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from atlascast.config.keys import Config, Part, Voice
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
        config = Config.model_validate({**data, "root": root, "out": (out or Path.cwd()).resolve()})
    except ValidationError as error:
        raise ConfigError(_listed(path, error), f"Mend {path} and run again; README.md explains every key.") from error
    config = _anchored(config, root)
    missing = _missing(config)
    if missing:
        raise ConfigError("\n".join(f"{path}: {row}" for row in missing), f"Put the files there or mend {path}.")
    return config


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        hint = "Run in the show's folder, name its config with --config, or copy the sample's atlascast.toml."
        raise UserError(f"There is no config at {path}.", hint) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.", "Check its rights and that it is UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
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
    return [name for part in Part.__subclasses__() for name in part.model_fields if name not in ("root", "out")]


def _anchored(config: Config, root: Path) -> Config:
    """Make every path of the file absolute, and find the two files that are known by their names."""
    def at(path: Path | None) -> Path | None:
        return None if path is None else root / path

    def beside(path: Path | None, *names: str) -> Path | None:
        return at(path) or next((root / name for name in names if (root / name).exists()), None)

    def spoken(voice: Voice) -> Voice:
        """A model that is a path is relative to the file as every path is; a system voice's name stays."""
        return voice.model_copy(update={"model": str(root / voice.model)}) if voice.model.endswith(".onnx") else voice

    sounds = {name: at(value) for name, value in config.sound if isinstance(value, Path)}
    return config.model_copy(
        update={
            "show": config.show.model_copy(update={"cover": root / config.show.cover}),
            "edition": config.edition.model_copy(update={"templates": at(config.edition.templates)}),
            "voices": {speaker: spoken(voice) for speaker, voice in config.voices.items()},
            "sound": config.sound.model_copy(update=sounds),
            "rank": config.rank.model_copy(update={"views": at(config.rank.views)}),
            "sponsors": beside(config.sponsors, "sponsors.toml", "sponsors"),
            "lexicon": beside(config.lexicon, "lexicon.toml"),
        }
    )


def _missing(config: Config) -> list[str]:
    """What the file names but is not there, or leaves out though it is needed."""
    files = {"show.cover": config.show.cover, "rank.views": config.rank.views, "lexicon": config.lexicon}
    if config.sponsors and not config.sponsors.is_dir():
        files["sponsors"] = config.sponsors
    files |= {f"sound.{name}": value for name, value in config.sound if isinstance(value, Path)}
    rows = [f"{key}: there is no file {value}" for key, value in files.items() if value and not value.is_file()]
    templates = config.edition.templates
    if templates and not templates.is_dir():
        rows.append(f"edition.templates: there is no folder {templates}")
    if "host" not in config.voices:
        rows.append("voices: a [voices.host] is needed when [voices] is given")
    return rows
