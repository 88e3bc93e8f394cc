"""sponsors.toml → campaigns, checked whole: every mistake at once, each with file and line."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from atlascast.errors import ConfigError, UserError
from atlascast.sponsors.campaigns import Avoid, Campaign, Copy, File, Rules, strictest


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file as read: its campaigns that are sound, each with its number, and (line, what) of every mistake."""

    path: Path
    text: str
    campaigns: tuple[tuple[int, Campaign], ...]
    mistakes: tuple[tuple[int, str], ...]


def load(path: Path | None) -> tuple[Campaign, ...]:
    """The campaigns of a file, or of all .toml files of a folder, in order; () for None.

    Raises ConfigError that lists every mistake as "file:line: key: what", UserError for what cannot be read.
    """
    sheets = read(path) if path else []
    if mistakes := [f"{sheet.path}:{number}: {what}" for sheet in sheets for number, what in sheet.mistakes]:
        raise ConfigError("\n".join(mistakes), "Mend them; README.md explains every key.")
    return tuple(campaign for sheet in sheets for _, campaign in sheet.campaigns)


def read(path: Path) -> list[Sheet]:
    """A file, or all .toml files of a folder in order. Raises UserError for what cannot be read.

    The strictest [programme] holds for the campaigns of every file, whether its own file has campaigns or not.
    """
    parsed = [_parsed(file) for file in (sorted(path.glob("*.toml")) if path.is_dir() else [path])]
    rules = strictest(_rules(data) for _, _, data, wrong in parsed if data)
    taken: set[str] = set()
    return [
        Sheet(file, text, tuple(_sound(data, rules)), wrong or _mistakes(text, data, taken, rules.words))
        for file, text, data, wrong in parsed
    ]


def _parsed(path: Path) -> tuple[Path, str, dict[str, Any], tuple[tuple[int, str], ...]]:
    """A file, its text and what that says; if it is no TOML, nothing and (line, why)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return path, text, tomllib.loads(text), ()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.", "Check its rights and that it is UTF-8.") from error
    except (ValueError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        number = int(place[1]) if place else text.count("\n") + 1
        return path, text, {}, ((number, f"not valid TOML: {error}"),)


def _mistakes(text: str, data: dict[str, Any], taken: set[str], most: int) -> tuple[tuple[int, str], ...]:
    return tuple(sorted({*_refused(text, data), *_doubtful(text, data, taken, most)}))


def _rules(data: dict[str, Any]) -> Rules:
    """[programme], if need be without its wrong keys."""
    rows = data.get("programme")
    try:
        return Rules.model_validate(rows or {})
    except ValidationError as error:
        wrong = {item["loc"][0] for item in error.errors() if item["loc"]}
        kept = rows.items() if isinstance(rows, dict) else ()
        return Rules.model_validate({key: value for key, value in kept if key not in wrong})


def _sound(data: dict[str, Any], rules: Rules) -> Iterator[tuple[int, Campaign]]:
    """The campaigns that can be read, if need be without their wrong keys: more may be wrong, to be told as well."""
    for number, row in _rows(data):
        try:
            yield number, _without_wrong(row).model_copy(update={"rules": rules})
        except ValidationError:
            continue  # it has no name by which more could be told: told by _refused


def _without_wrong(row: dict[str, Any]) -> Campaign:
    """A campaign without its wrong keys, and with something in place of those that it must have."""
    try:
        return Campaign.model_validate(row)
    except ValidationError as error:
        wrong = {item["loc"][0] for item in error.errors()}
    name = re.sub(r"[^a-z0-9]+", "-", str(row.get("id", "")).casefold()).strip("-")
    needed = {"id": name, "advertiser": name, "disclosure": "…", "copy": _wordings(row.get("copy"))}
    return Campaign.model_validate(needed | {key: value for key, value in row.items() if key not in wrong})


def _wordings(rows: Any) -> list[dict[str, Any]]:
    """As many wordings as there are, each without its wrong keys."""
    found = []
    for row in rows if isinstance(rows, list) else []:
        kept = dict(row) if isinstance(row, dict) else {}
        try:
            Copy.model_validate(kept)
        except ValidationError as error:
            kept = {key: value for key, value in kept.items() if (key,) not in {e["loc"] for e in error.errors()}}
        found.append(kept if bool(kept.get("text")) != bool(kept.get("audio")) else {"text": "…"})
    return found or [{"text": "…"}]


def _rows(data: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    rows = data.get("campaigns")
    return [pair for pair in enumerate(rows) if isinstance(pair[1], dict)] if isinstance(rows, list) else []


def _refused(text: str, data: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """What the schema refuses."""
    try:
        File.model_validate(data)
    except ValidationError as error:
        within = {item["loc"][:-1] for item in error.errors()} | {item["loc"][:-2] for item in error.errors()}
        for item in error.errors():
            place = [str(part) for part in item["loc"]]
            if not (item["type"] == "too_short" and item["loc"] in within):
                yield line(text, place), f"{'.'.join(place)}: {_said(item['type'], place[-1], item['msg'])}"


def _said(kind: str, key: str, message: str) -> str:
    if kind in ("missing", "string_too_short", "too_short"):
        what = "is missing" if kind == "missing" else "is empty"
        return what + ("; every read says that it is paid for" if key == "disclosure" else "")
    if kind == "string_pattern_mismatch":
        return "an address begins with https:// or http://" if key == "url" else "has a to z, figures and hyphens"
    if kind == "tuple_type":
        return "is a list, between [ and ]" if key not in ("campaigns", "copy") else f"is a list: [[…{key}]]"
    if kind.startswith(("date_", "date_from")):
        return "is a day such as 2022-01-03"
    if kind == "extra_forbidden":
        known = [field.alias or name for part in (File, Campaign, Copy, Avoid, Rules)
                 for name, field in part.model_fields.items() if name != "rules"]  # fmt: skip
        close = get_close_matches(key, known, 1, 0.7)
        return "unknown key" + (f"; did you mean {close[0]!r}?" if close else "")
    return message.removeprefix("Value error, ")


def _doubtful(text: str, data: dict[str, Any], taken: set[str], most: int) -> Iterator[tuple[int, str]]:
    """Mistakes that a schema cannot see: ids given twice (`taken` remembers them), a text over `most` words."""
    for index, row in _rows(data):
        place, name = ["campaigns", str(index)], row.get("id")
        if isinstance(name, str) and name in taken:
            yield line(text, [*place, "id"]), f"campaigns.{index}.id: {name!r} is given twice"
        taken |= {name} if isinstance(name, str) else set()
        rows = row.get("copy")
        for number, copy in enumerate(rows if isinstance(rows, list) else []):
            said = copy.get("text") if isinstance(copy, dict) else None
            words = len(said.split()) if isinstance(said, str) else 0
            if words > most:
                key = [*place, "copy", str(number), "text"]
                yield line(text, key), f"{'.'.join(key)}: {words} words; a read has {most} at most"


def line(text: str, place: Sequence[str]) -> int:
    """The line, from 1, on which a key of the file stands; its table's where it is missing; 1 where that is too."""
    counts: dict[str, int] = {}
    header, best, score = "", 1, 0
    for number, row in enumerate(text.splitlines(), 1):
        head = re.match(r"\s*(\[\[?)\s*([\w.\"-]+)\s*\]\]?\s*(?:#.*)?$", row)
        if head:
            header = _address(head[2].replace('"', ""), head[1] == "[[", counts)
        key = re.match(r"\s*([\w-]+)\s*[.=]", row)
        here = [*header.split("."), key[1]] if key and not head else header.split(".")
        depth = sum(1 for _ in _common(here, place))
        if depth > score and depth == len([part for part in here if part]):
            best, score = number, depth
    return best


def _address(name: str, listed: bool, counts: dict[str, int]) -> str:
    """A header as a path with the numbers of its lists: campaigns.0.copy.1."""
    parts, path = name.split("."), ""
    for part in parts[:-1]:
        path = f"{path}.{part}".lstrip(".")
        if path in counts:
            path = f"{path}.{counts[path]}"
    path = f"{path}.{parts[-1]}".lstrip(".")
    if not listed:
        return path
    counts[path] = counts.get(path, -1) + 1
    for inner in [key for key in counts if key.startswith(f"{path}.{counts[path]}.")]:
        del counts[inner]
    return f"{path}.{counts[path]}"


def _common(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    for a, b in zip(left, right, strict=False):
        if a != b:
            return
        yield a
