"""Entries → the pages of public/: the show, each episode, each article's track.

Static, and readable without JavaScript.

A newsroom's own wording or shape: a template or site.css of the same name in `edition.templates`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atlascast.config import Config
from atlascast.errors import ConfigError
from atlascast.models import Chapter
from atlascast.publish import plain, transcript
from atlascast.publish.art import Look
from atlascast.publish.entries import Entry, Piece
from atlascast.publish.folder import Target

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).with_name("templates")
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


@dataclass(frozen=True, slots=True)
class Row:
    """A chapter as it is listed, with the article's own track where there is one."""

    chapter: Chapter
    piece: Piece | None


def build(config: Config, entries: Sequence[Entry], look: Look, target: Target) -> list[Path]:
    """Put every page and what the pages share; the files that changed.

    Raises ConfigError where a template of the user's own is wrong.
    """
    environment = _environment(config, look)
    changed, shared = _shared(environment, config, target)
    common: dict[str, Any] = {"show": config.show, "look": look, "feed": f"{config.show.base_url}feed.xml", **shared}
    for index, entry in enumerate(entries):
        around = {"before": entries[index - 1] if index else None,
                  "after": entries[index + 1] if index + 1 < len(entries) else None}
        changed += _episode(environment, entry, {**common, **around}, target)
    page = _render(environment, "show.html", root="", url=config.show.base_url, entries=entries[::-1], **common)
    return changed + target.put("index.html", page)


def _environment(config: Config, look: Look) -> "Environment":
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

    own = config.edition.templates
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in ([own] if own else []) + [TEMPLATES]]),
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True,
    )
    environment.filters |= {"clean": plain.clean, "clock": plain.clock, "minutes": plain.minutes, "day": plain.day,
                            "days": plain.days, "iso": lambda moment: moment.isoformat()}
    environment.globals |= {"direction": "rtl" if config.show.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr",
                            "accent": look.accent, "accent_dark": look.accent_dark}
    return environment


def _render(environment: "Environment", name: str, **values: Any) -> str:
    from jinja2 import TemplateError

    try:
        return environment.get_template(name).render(**values)
    except TemplateError as error:
        hint = "Mend it in the folder that edition.templates names."
        raise ConfigError(f"The template {name} is wrong: {error}.", hint) from error


def _shared(environment: "Environment", config: Config, target: Target) -> tuple[list[Path], dict[str, str]]:
    """The stylesheet and the player, named by their content so that browsers may keep them."""
    changed: list[Path] = []
    names = {}
    for name in ("site.css", "player.js"):
        text = _render(environment, name)
        stem, ending = name.split(".")
        names[stem] = f"assets/{stem}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.{ending}"
        changed += target.put(names[stem], text)
    return changed, {"stylesheet": names["site"], "script": names["player"]}


def _episode(environment: "Environment", entry: Entry, common: dict[str, Any], target: Target) -> list[Path]:
    episode = entry.episode
    spoken = entry.sidecars.get("json")
    passages = transcript.passages(spoken.source, episode.chapters, episode.seconds) if spoken else []
    rows = [Row(chapter, _piece(entry, chapter)) for chapter in episode.chapters]
    page = _render(environment, "episode.html", root="../../", url=entry.url, entry=entry, episode=episode, rows=rows,
                   passages=passages, **common)
    changed = target.put(f"{entry.page}index.html", page)
    for piece in entry.pieces:
        told = [passage for passage in passages if _piece(entry, passage.chapter) is piece]
        page = _render(environment, "track.html", root="../../../", url=common["show"].base_url + piece.page,
                       entry=entry, episode=episode, piece=piece, passages=told, **common)
        changed += target.put(f"{piece.page}index.html", page)
    return changed


def _piece(entry: Entry, chapter: Chapter) -> Piece | None:
    """The track of a chapter's story: the same link, or the same title where there is no link."""
    if chapter.kind != "story":
        return None
    same = [piece for piece in entry.pieces if (piece.track.url, piece.track.title) == (chapter.url, chapter.title)]
    return next(iter(same or [piece for piece in entry.pieces if piece.track.url and piece.track.url == chapter.url]
                     or [piece for piece in entry.pieces if piece.track.title == chapter.title]), None)
