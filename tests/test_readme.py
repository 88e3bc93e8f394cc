"""README.md says what the code has: every command, every option, every key.

`UPDATE_README=1 pytest tests/test_readme.py` writes the tables anew.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from atlascast import config, sponsors
from atlascast.cli import app

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PARTS: dict[str, type[BaseModel]] = {
    "[show]": config.Show,
    "[[sources]]": config.Source,
    "[edition]": config.Edition,
    "[rank]": config.Rank,
    "[rank.weights]": config.Weights,
    "[voices.NAME]": config.Voice,
    "[sound]": config.Sounds,
    "[fetch]": config.Fetch,
    "[feed]": config.Feed,
    "[[feed.people]]": config.Person,
    "[feed.trailer]": config.Trailer,
    "[[feed.value]]": config.Recipient,
    "[[feed.places]]": config.Place,
    "[[feed.apps]]": config.App,
    "[publish]": config.Publish,
    "[[publish.targets]]": config.Target,
}


def default(field: Any) -> str:
    value = field.default if field.default is not PydanticUndefined else None
    if field.is_required():
        return "required"
    if value is None or value == "" or value == () or isinstance(value, BaseModel):
        return ""
    if isinstance(value, tuple):
        return f"`{list(value)}`".replace("'", '"')
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def config_table() -> str:
    rows = ["| key | default | what it says |", "|---|---|---|"]
    top = {name: field for name, field in config.Config.model_fields.items() if field.description}
    rows += [f"| `{name}` | {default(field)} | {field.description} |" for name, field in top.items()]
    for part, model in PARTS.items():
        rows.append(f"| **`{part}`** | | {(model.__doc__ or '').split(': ', 1)[-1].split(chr(10))[0]} |")
        for name, field in model.model_fields.items():
            assert field.description, f"{part} {name} says nothing of itself"
            if f"[{part.strip('[]')}.{name}]" not in PARTS:
                rows.append(f"| `{name}` | {default(field)} | {field.description} |")
    return "\n".join(rows)


def sponsors_table() -> str:
    parts = sponsors.schema()
    rows = ["| key | default | what it says |", "|---|---|---|"]
    for part in (parts, *parts["$defs"].values()):
        if ":" in part.get("description", ""):
            name, _, told = part["description"].partition(": ")
            rows.append(f"| **`{name}`** | | {told} |")
        for key, field in part["properties"].items():
            value = field.get("default")
            shown = "" if value in (None, "", []) or isinstance(value, dict) else f"`{json.dumps(value)}`"
            if "description" in field:
                rows.append(f"| `{key}` | {shown} | {field['description']} |")
    return "\n".join(rows)


def commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its whole name, those of a group within it."""
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def command_table() -> str:
    rows = ["| command | what it does | options |", "|---|---|---|"]
    for name, command in commands(typer.main.get_command(app)):
        named = [option for option in command.params if option.param_type_name == "option" and option.name != "help"]
        options = [f"`{option.opts[-1]}`" for option in named]
        rows.append(f"| `atlascast {name}` | {command.help.splitlines()[0]} | {' '.join(options)} |")
    return "\n".join(rows)


def test_the_tables_of_commands_and_config_keys_are_those_of_the_code() -> None:
    text = README.read_text()
    for name, table in {"commands": command_table(), "config": config_table(), "sponsors": sponsors_table()}.items():
        marked = re.compile(f"(<!-- {name} -->\n).*?(<!-- end -->)", re.S)
        assert marked.search(text), f"README.md has no place for the table of {name}"
        text = marked.sub(lambda match, table=table: match[1] + table + "\n" + match[2], text)
    if os.environ.get("UPDATE_README"):
        README.write_text(text)
    assert README.read_text() == text, "run UPDATE_README=1 pytest tests/test_readme.py"


def test_every_part_of_the_config_is_in_the_table() -> None:
    parts = {part for part in vars(config).values() if isinstance(part, type) and issubclass(part, BaseModel)}
    assert parts - {BaseModel, config.Part, config.Config} == set(PARTS.values())


def test_the_first_two_shell_blocks_are_one_line_each_and_ci_runs_the_second() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(), re.S)
    assert all(block.strip().count("\n") == 0 for block in blocks[:2])
    assert blocks[1].strip() in (ROOT / ".ci/run").read_text()
