"""Picks → the table of the week that explains itself, or the same as one JSON object."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any

import typer

from atlascast import rank
from atlascast.cli.show import print_json
from atlascast.config import Config
from atlascast.models import Collected, Pick, Story

_SHOWN = 15
"""Stories not told, and items set aside, that are listed; --json has them all."""
_BARS = "▁▂▃▄▅▆▇█"
_PARTS = ("recency", "prominence", "depth", "popularity", "originality")
_ORDER = "As they are told: the lead, what is related side by side, no light story between grave ones, a lighter close."
_BESIDE = 44
"""Columns of a row beside its title."""
_PIPED = 120
"""Columns where no terminal says how many it has."""


def show(collected: Collected, picks: Sequence[Pick], config: Config, now: datetime, json: bool) -> None:
    """What `stories` prints: every story with its place, its score and why; then what was set aside."""
    for warning in rank.unmet(collected.stories, config):
        typer.echo(f"Warning: {warning}", err=True)
    if json:
        print_json(_data(collected, picks, config))
    else:
        typer.echo("\n".join(_lines(collected, picks, config, now, _width())))


def _data(collected: Collected, picks: Sequence[Pick], config: Config) -> dict[str, Any]:
    aside = [{"id": item.id, "title": item.title, "reason": item.reason} for item in collected.set_aside]
    return {
        "week": collected.week,
        "stories": [_row(pick) for pick in picks],
        "set_aside": aside,
        "near_misses": [pick.story.id for pick in _near(picks)],
        "overrides": _overrides(config),
        "warnings": rank.unmet(collected.stories, config),
    }


def _overrides(config: Config) -> dict[str, list[str]]:
    return {name: list(getattr(config.rank, name)) for name in ("lead", "pin", "block") if getattr(config.rank, name)}


def _near(picks: Sequence[Pick]) -> list[Pick]:
    """The best of those that a little more would have brought in."""
    return [pick for pick in picks if not pick.chosen and pick.needed][: rank.NEAR_MISSES]


def _width() -> int:
    """Columns of the terminal, as many as can be used."""
    return max(72, min(140, get_terminal_size((_PIPED, 24)).columns))


def _lines(collected: Collected, picks: Sequence[Pick], config: Config, now: datetime, width: int) -> Iterator[str]:
    told = [pick for pick in picks if pick.chosen]
    rest = [pick for pick in picks if not pick.chosen]
    titles = {pick.story.id: pick.story.title for pick in picks}
    yield f"{collected.week}: {len(told)} of {len(picks)} stories are told; {len(collected.set_aside)} set aside."
    yield from _wrapped(_ORDER, width, 0)
    parts = ", ".join(f"{name[0]} {name}" for name in _PARTS)
    yield from (*_wrapped(f"Parts, from ▁ for 0 to █ for 1: {parts}; · not known", width, 0), "")
    yield f"{'':>3}  {'Title':{width - _BESIDE}}  {'Section':12}  {'Age':>5}  {'Score':5}  r p d p o"
    for pick in (*told, *rest[:_SHOWN]):
        yield from _told(pick, titles, now, width)
    if len(rest) > _SHOWN:
        yield f"  –  … and {len(rest) - _SHOWN} more that are not told; --json lists them."
    yield from _missed(picks, width)
    yield from _asked(picks, config, width)
    yield from _aside(collected, width)


def _told(pick: Pick, titles: Mapping[str, str], now: datetime, width: int) -> Iterator[str]:
    story, place = pick.story, f"{pick.rank:>3}" if pick.chosen else "  –"
    bars = " ".join(_bar(pick.parts.get(name)) for name in _PARTS)
    title, section = _short(story.title, width - _BESIDE), _short(story.section, 12)
    yield f"{place}  {title}  {section}  {_age(story, now):>5}  {pick.score:.3f}  {bars}"
    yield from _wrapped(pick.reason, width)
    for identity in pick.merged:
        yield from _wrapped(f"Merged with: {titles.get(identity, identity)}", width)


def _wrapped(text: str, width: int, indent: int = 5) -> list[str]:
    return wrap(text, width, initial_indent=" " * indent, subsequent_indent=" " * indent, break_on_hyphens=False)


def _bar(value: float | None) -> str:
    return "·" if value is None else _BARS[min(len(_BARS) - 1, int(value * len(_BARS)))]


def _short(text: str, width: int) -> str:
    """A text in exactly so many columns, whatever its script."""
    from rich.cells import cell_len, set_cell_size

    return set_cell_size(text, width) if cell_len(text) <= width else f"{set_cell_size(text, width - 1)}…"


def _age(story: Story, now: datetime) -> str:
    """How long ago a story came out: hours, days, weeks or years."""
    if story.published is None:
        return "?"
    hours = max(0.0, (now - story.published).total_seconds() / 3600)
    for most, unit, size in ((48, "h", 1), (24 * 21, "d", 24), (24 * 365 * 2, "w", 168)):
        if hours < most:
            return f"{hours / size:.0f} {unit}"
    return f"{hours / 8766:.0f} y"


def _missed(picks: Sequence[Pick], width: int) -> Iterator[str]:
    if near := _near(picks):
        yield "\nNear misses, and what would have brought them in:"
    for pick in near:
        yield f"  {pick.score:.3f}  {_short(pick.story.title, width - 9).rstrip()}"
        yield from _wrapped(f"{pick.needed}.", width, 9)


def _asked(picks: Sequence[Pick], config: Config, width: int) -> Iterator[str]:
    """Every override, with the story that it meant; a story that two name counts for the first."""
    if overrides := _overrides(config):
        yield "\nOverrides:"
    for kind, names in overrides.items():
        for place, name in enumerate(names):
            meant = [pick.story.title for pick in picks if pick.asked == name]
            text = f"{kind} “{name}”: {'; '.join(meant) or 'no story, or one that another override names'}"
            yield from _wrapped(text + (f" (opens, place {place + 1})" if kind == "lead" else ""), width, 2)


def _aside(collected: Collected, width: int) -> Iterator[str]:
    if collected.set_aside:
        yield "\nSet aside:"
    for item in collected.set_aside[:_SHOWN]:
        yield f"  ✗  {_short(item.title or item.id, width - 5).rstrip()}"
        yield from _wrapped(item.reason, width)
    if len(collected.set_aside) > _SHOWN:
        yield f"  ✗  … and {len(collected.set_aside) - _SHOWN} more; --json lists them."


def _row(pick: Pick) -> dict[str, Any]:
    story = pick.story
    return {
        "id": story.id,
        "title": story.title,
        "url": story.url,
        "published": story.published.isoformat() if story.published else None,
        "section": story.section,
        "author": story.author,
        "words": len(story.text.split()),
        "full": story.full,
        "rank": pick.rank,
        "score": round(pick.score, 4),
        "parts": {name: round(value, 4) for name, value in pick.parts.items()},
        "chosen": pick.chosen,
        "reason": pick.reason,
        "merged": list(pick.merged),
        "follows": pick.follows,
    }
