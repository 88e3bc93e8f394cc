"""What [rank] asks for by name → the events that are meant, and the names that mean none."""

import re
from collections.abc import Iterable, Sequence

from atlascast.config import Config
from atlascast.errors import UserError
from atlascast.models import SetAside, Story
from atlascast.rank.score import Scored


def forced(rows: Sequence[Scored], config: Config, aside: Sequence[SetAside]) -> dict[str, str]:
    """The stories that must be told, the lead first: id → reason.

    Raises UserError for a lead or pin that names no story of the week, or one that was set aside.
    """
    found: dict[str, str] = {}
    names = [("lead", name) for name in config.rank.lead]
    for key, name in [*names, *(("pin", name) for name in config.rank.pin)]:
        matches = named(rows, name)
        if not matches:
            raise UserError(f"[rank] {key}: no story of this week is called {name!r}.", _hint(rows, name, aside))
        reason = f"Leads as asked for by “{name}”." if key == "lead" else f"Pinned by “{name}”."
        found.setdefault(matches[0].event.lead.id, reason)
    return found


def named(rows: Sequence[Scored], name: str) -> list[Scored]:
    """Events of which one version has this id or address, or holds all these words in its title."""
    exact = [row for row in rows if any(name in (s.id, s.url) for s in versions(row))]
    return exact or [row for row in rows if any(holds(story.title, name) for story in versions(row))]


def versions(row: Scored) -> tuple[Story, ...]:
    """An event's stories, the leading one first."""
    return (row.event.lead, *row.event.others)


def holds(title: str, name: str) -> bool:
    """Whether a title holds all words of a name."""
    wanted = set(words(name))
    return bool(wanted) and wanted <= set(words(title))


def words(text: str) -> tuple[str, ...]:
    """A text's words in lower case."""
    return tuple(re.findall(r"\w+", text.casefold()))


def _hint(rows: Sequence[Scored], name: str, aside: Sequence[SetAside]) -> str:
    from rapidfuzz import process

    for item in aside:
        if item.id == name or holds(item.title, name):
            return f"“{item.title or item.id}” was set aside: {item.reason}."
    titles = [row.event.lead.title for row in rows]
    close = process.extractOne(name, titles, score_cutoff=50)
    return f"Did you mean “{close[0]}”?" if close else "`atlascast stories` lists them; take the name out or mend it."


def unmet(stories: Iterable[Story], config: Config) -> list[str]:
    """A sentence for every entry of [rank] block that names no story of the week: it kept nothing out."""
    found = list(stories)
    return [
        f"[rank] block: no story of this week is called “{name}”; it keeps nothing out."
        for name in config.rank.block
        if not any(name in (story.id, story.url) or holds(story.title, name) for story in found)
    ]
