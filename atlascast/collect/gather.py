"""Sources → the stories of a week, in the sources' order, and everything else with the reason it is left out."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from atlascast.collect import feed, fetch, item, page, plain
from atlascast.collect.document import Document, decode, kind
from atlascast.config import Config, Source
from atlascast.errors import SourceError
from atlascast.models import Collected, SetAside, Story
from atlascast.week import resolve, week_of

_EARLY = timedelta(days=1)
"""A story dated later than this from now is not out yet (clocks and zones differ by less)."""

Found = Story | SetAside


def collect(config: Config, week: str, now: datetime, keep: Path | None = None) -> Collected:
    """The full stories of a week in the order of the sources, everything else set aside with its reason.

    `week` is 'latest', 'newest', 'all' or an ISO week. Undated stories count as of the week.
    Raises SourceError where nothing can be told, UserError for a week or path that does not exist.
    """
    stories, aside = read(config, now, keep)
    if week == "all":
        return Collected("all", tuple(one for one in stories if one.full), aside)
    full = [one.published for one in stories if one.full and one.published]
    name = resolve(week, full or (one.published for one in stories), now, config.zone)
    chosen = [one for one in stories if one.full and _in_week(one, name, config)]
    left = [_left(one, name, config) for one in stories if one not in chosen]
    if not chosen:
        raise _empty(config, name, stories, (*left, *aside))
    return Collected(name, tuple(chosen), (*left, *aside))


def _in_week(story: Story, name: str, config: Config) -> bool:
    return story.published is None or week_of(story.published, config.zone) == name


def _left(story: Story, name: str, config: Config) -> SetAside:
    if story.published and not _in_week(story, name, config):
        week = week_of(story.published, config.zone)
        return SetAside(story.id, story.title, f"another week: {week}", week)
    return SetAside(story.id, story.title, "only a teaser: the source gives no full text")


def _empty(config: Config, name: str, stories: tuple[Story, ...], aside: tuple[SetAside, ...]) -> SourceError:
    where = ", ".join(source.location for source in config.sources)
    held = Counter(week_of(one.published, config.zone) for one in stories if one.full and one.published)
    if held:
        weeks = ", ".join(f"{week} ({count})" for week, count in sorted(held.items(), reverse=True)[:6])
        hint = f"It holds {weeks}; name one with --week, or say --week newest."
    elif aside:
        reasons = Counter(one.reason for one in aside).most_common(2)
        said = "; ".join(f"{count} × {reason}" for reason, count in reasons)
        hint = f"What it holds was set aside ({said}); name a source that carries the articles."
    else:
        hint = "It holds no article at all; check it in a browser, or name another with --source."
    return SourceError(f"There is no story of {name} to tell in {where}.", hint)


def read(config: Config, now: datetime, keep: Path | None = None) -> tuple[tuple[Story, ...], tuple[SetAside, ...]]:
    """Everything that the sources hold, whatever its week, teasers among it; and what could not be read.

    A source that fails is set aside while another gives stories. Raises SourceError where none does.
    """
    found: list[Found] = []
    failed: list[tuple[Source, SourceError]] = []
    for source in config.sources:
        try:
            found += _source(config, source)
        except SourceError as error:
            failed.append((source, error))
    if failed and not any(isinstance(one, Story) for one in found):
        raise failed[0][1]
    found += [SetAside(source.location, source.location, error.message) for source, error in failed]
    stories: dict[str, Story] = {}
    aside: list[SetAside] = []
    for one in found:
        if isinstance(one, SetAside):
            aside.append(one)
        elif one.published and one.published > now + _EARLY:
            aside.append(SetAside(one.id, one.title, f"not out yet: dated {one.published:%Y-%m-%d %H:%M} UTC"))
        elif one.id not in stories:
            stories[one.id] = one
        else:
            aside.append(SetAside(one.id, one.title, "told twice by the source: its first version is kept"))
    return tuple(stories.values()), tuple(aside)


def _source(config: Config, source: Source) -> list[Found]:
    return stories_of(fetch.load(config, source.location), source.kind)


def stories_of(document: Document, wanted: str = "auto") -> list[Found]:
    """What one document holds. Raises SourceError where it is empty, or not of the kind that is wanted."""
    text, note = decode(document)
    looks = kind(document, text)
    if looks == "nothing":
        raise SourceError(f"{document.location} is empty.", "Check it in a browser, or name another source.")
    if wanted == "feed" and looks in ("page", "text"):
        raise SourceError(f"{document.location} is no feed but a page.", "Name the feed's own address.")
    if looks == "page":
        found = [page.story(document, text)]
    elif looks == "text":
        found = [plain.story(text, document.location)]
    else:
        entries = (feed.json_items if looks == "json" else feed.items)(document, text)
        found = [item.story(entry, document.location) for entry in entries]
    return [_noted(one, note) for one in found]


def _noted(found: Found, note: str) -> Found:
    from dataclasses import replace

    return replace(found, notes=(*found.notes, note)) if note and isinstance(found, Story) else found


def extract(data: bytes, name: str = "") -> Story:
    """The story in one page, copied text or feed file (its first). Raises SourceError where there is none."""
    document = Document(data, name or "the input")
    found = stories_of(document)
    for one in found:
        if isinstance(one, Story):
            return one
    reason = f": {found[0].reason}" if found and isinstance(found[0], SetAside) else ""
    raise SourceError(f"There is no story in {document.location}{reason}.", "Give it the page of one article.")
