"""Cues and chapters → an HTML transcript fragment; a mix → Podcasting 2.0 chapters.

Chapters: https://github.com/Podcastindex-org/podcast-namespace/blob/main/chapters/jsonChapters.md
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Any

from atlascast.models import Chapter, Cue, Mix


def chapters(mix: Mix, title: str) -> dict[str, Any]:
    """Podcasting 2.0 chapters JSON 1.2.0 of a mix; `title` is the episode's. Times in seconds.

    Pictures are named when the chapters are published, by the copies that are published with them.
    """
    return {"version": "1.2.0", "title": title, "chapters": [_chapter(chapter) for chapter in mix.chapters]}


def _chapter(chapter: Chapter) -> dict[str, Any]:
    row = {"startTime": round(chapter.start, 3), "endTime": round(chapter.end, 3), "title": chapter.title}
    return row | ({"url": chapter.url} if chapter.url else {})


def html(cues: Sequence[Cue], mix: Mix, sponsored: str) -> str:
    """The transcript as a fragment: a section a chapter, a paragraph a source paragraph or speaker.

    `sponsored` is the label of a sponsor's section in the show's language.

    Every word is a span with data-start and data-end in seconds; a sponsor's section is marked and its
    link carries rel="sponsored"; a paragraph whose words' times are a guess has data-estimated. All text is escaped.
    """
    opened = sorted((placed.start, place) for place, placed in enumerate(mix.placed))
    bounds = [(start, _key(mix, place)) for start, place in opened]
    rows, line = [], 0
    for cue in cues:
        while line + 1 < len(bounds) and bounds[line + 1][0] <= cue.start + 0.0005:
            line += 1
        rows.append((_within(mix.chapters, cue.start), bounds[line][1] if bounds else (), cue))
    sections = groupby(rows, key=lambda row: row[0])
    said = (_section(chapter, [(row[1], row[2]) for row in group], sponsored) for chapter, group in sections)
    return "\n".join(said) + "\n"


def _key(mix: Mix, place: int) -> tuple[object, ...]:
    """What the lines of one paragraph share."""
    item = mix.placed[place]
    return item.segment, item.clip.line.speaker, item.clip.line.paragraph


def _within(chapters: Sequence[Chapter], moment: float) -> Chapter | None:
    return next((chapter for chapter in reversed(chapters) if chapter.start <= moment + 0.0005), None)


def _section(chapter: Chapter | None, rows: Sequence[tuple[tuple[object, ...], Cue]], sponsored: str) -> str:
    head = "<section>"
    if chapter:
        mark = ' data-sponsored="true"' if chapter.kind == "sponsor" else ""
        times = f'data-start="{chapter.start:.3f}" data-end="{chapter.end:.3f}"'
        head = f'<section class="{chapter.kind}" {times}{mark}>\n<h3>{_heading(chapter, sponsored)}</h3>'
    return "\n".join([head, *_paragraphs(rows), "</section>"])


def _heading(chapter: Chapter, sponsored: str) -> str:
    title = escape(chapter.title)
    sponsor = chapter.kind == "sponsor"
    if chapter.url.startswith(("http://", "https://")):
        rel = ' rel="sponsored noopener"' if sponsor else ""
        title = f'<a href="{escape(chapter.url)}"{rel}>{title}</a>'
    return f'{title} <small class="label">{escape(sponsored)}</small>' if sponsor else title


def _paragraphs(rows: Sequence[tuple[tuple[object, ...], Cue]]) -> Iterator[str]:
    speaker = ""
    for _, group in groupby(rows, key=lambda row: (row[0], row[1].speaker)):
        said = [cue for _, cue in group]
        label = f'<b class="speaker">{escape(said[0].speaker)}</b> ' if said[0].speaker != speaker else ""
        speaker = said[0].speaker
        text = " ".join(_word(word.text, word.start, word.end) for cue in said for word in cue.words)
        mark = ' data-estimated="true"' if said[0].estimated else ""
        yield f"<p{mark}>{label}{text}</p>"


def _word(text: str, start: float, end: float) -> str:
    return f'<span data-start="{start:.3f}" data-end="{end:.3f}">{escape(text)}</span>'
