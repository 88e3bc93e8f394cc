"""What was made → report.json and episode.json, the archive's two records.

The report says of every line how it was written, spoken and timed; the episode is what every
later run and the feed go by. GUID, number and date are set once and never move.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from atlascast.config import Config
from atlascast.models import (
    Clip,
    Correction,
    Delivered,
    Episode,
    Identity,
    Line,
    Loudness,
    Master,
    Mix,
    Play,
    Script,
    Segment,
    Story,
    Track,
)
from atlascast.store import digest
from atlascast.words import Words, english

SPEAKERS = ("host", "sponsor")
"""Who may speak without a voice of their own: the sponsor then has the host's."""


def identity(
    week: str, guid: str, episodes: Sequence[Episode], told: Sequence[Identity], now: datetime
) -> Identity:
    """The week's identity as first recorded, or as the feed tells it where the record is lost, or a new one.

    A new one has this GUID, the number after the last one given, and this moment.
    """
    for episode in episodes:
        if episode.week == week:
            return Identity(episode.guid, episode.number, episode.published)
    for known in told:
        if known.guid == guid:
            return known
    given = [*(episode.number for episode in episodes), *(known.number for known in told)]
    number = max(given, default=0) + 1
    return Identity(guid, number, now.replace(microsecond=0))


def early(week: str, known: Identity, episodes: Sequence[Episode]) -> list[str]:
    """A warning where an episode that is first recorded would be dated before earlier ones: no clock runs so."""
    late = [one for one in episodes if one.published > known.published and not one.corrections]
    if not late or week in {one.week for one in episodes}:
        return []
    return [f"This episode is dated {known.published:%Y-%m-%d %H:%M} UTC by the clock, before that of {late[-1].week}, "
            "and apps list by date. If the clock is wrong, set it, remove this week's episode.json and "
            "public/feed.xml, then build again."]


def moved(known: Identity, corrections: Sequence[Correction]) -> Identity:
    """The identity after corrections: the same, but for a GUID or date that one of them gave anew."""
    for one in corrections:
        known = replace(known, guid=one.guid or known.guid, published=one.published or known.published)
    return known


def names(config: Config) -> dict[str, str]:
    """Speaker → the name that captions show."""
    given = {speaker: voice.name for speaker, voice in config.voices.items()}
    return {speaker: given.get(speaker) or speaker.capitalize() for speaker in (*SPEAKERS, *given)}


def report(script: Script, edition: Master, track_notes: Sequence[str] = ()) -> dict[str, Any]:
    """report.json: every line in running order with its times in the edition (seconds), then the tracks' own lines.

    `quoting` names who says a line's quotations, `estimated` a line whose words' times are spread in proportion;
    `notes` say what was wrong with a clip's sound and mended; `track_notes` what only a track has.
    """
    placed = edition.mix.placed
    voices = {item.clip.line.speaker: item.clip.voice for item in placed}
    return {
        "week": script.week,
        "loudness": _loudness(edition.loudness),
        "chapters": [
            {"title": part.title, "kind": part.kind, "start": round(part.start, 3), "end": round(part.end, 3)}
            | ({"lufs": round(edition.levels[place], 2)} if place < len(edition.levels) else {})
            for place, part in enumerate(edition.mix.chapters)
        ],
        "lines": [
            _line(script.segments[item.segment], item.clip.line, item.clip.voice)
            | {"start": round(item.start, 3), "end": round(item.start + item.clip.seconds, 3)}
            | _of_clip(item.clip)
            for item in placed
        ],
        "track_lines": [
            _line(segment, line, voices.get(line.speaker, ""))
            for segment in script.segments
            for line in segment.opening
        ],
        "notes": [*edition.mix.notes, *track_notes],
    }


def _of_clip(clip: Clip) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if clip.quoting:
        row["quoting"] = {"speaker": clip.quoting, "voice": clip.quoting_voice}
    return row | ({"estimated": True} if clip.estimated else {})


def _line(segment: Segment, line: Line, voice: str) -> dict[str, Any]:
    return {
        "segment": segment.title,
        "kind": segment.kind,
        "story_id": segment.story_id,
        "speaker": line.speaker,
        "written": line.written,
        "spoken": line.spoken,
        "voice": voice,
        "role": line.role,
        "paragraph": line.paragraph,
    }


def _loudness(measured: Loudness) -> dict[str, float]:
    return {
        "lufs": round(measured.lufs, 2),
        "dbtp": round(measured.dbtp, 2),
        "lra": round(measured.lra, 2),
        "seconds": round(measured.seconds, 3),
    }


def track(segment: Segment, story: Story | None, made: Master, folder: Path) -> Track:
    """A story's own MP3 as the record holds it; its path is relative to the episode's folder."""
    return Track(
        story_id=segment.story_id,
        title=segment.title,
        url=segment.url,
        author=story.author if story else "",
        path=made.path.relative_to(folder).as_posix(),
        bytes=made.path.stat().st_size,
        seconds=round(made.loudness.seconds, 3),
        sha256=digest(made.path),
        lufs=round(made.loudness.lufs, 2),
        published=story.published if story else None,
        place=story.place if story else "",
        geo=story.geo if story else "",
        filed=story.filed if story else "",
    )


def playlist(episode: Episode) -> str:
    """The tracks in running order as an extended M3U, in UTF-8, paths as seen from the episode's folder."""
    rows = [f"#EXTINF:{round(track.seconds)},{' '.join(track.title.split())}\n{track.path}" for track in episode.tracks]
    head = ["#EXTM3U", "#EXTENC:UTF-8", f"#PLAYLIST:{' '.join(episode.title.split())}"]
    return "\n".join([*head, *rows]) + "\n"


def delivered(script: Script, mix: Mix, say: Words) -> tuple[Delivered, ...]:
    """The sponsor reads as they went out: start and length in seconds of the edition, the words, what was measured."""
    return tuple(_delivered(script.segments[play.segment], play, say) for play in mix.plays)


def _delivered(segment: Segment, play: Play, say: Words) -> Delivered:
    return Delivered(
        campaign=segment.campaign,
        advertiser=_advertiser(segment.title, say),
        start=round(play.start, 3),
        seconds=round(play.end - play.start, 3),
        url=segment.url,
        text=" ".join(line.written for line in segment.lines if line.role != "segue"),
        lufs=round(play.lufs, 2),
        sha256=play.sha256,
        code=segment.code,
    )


def _advertiser(title: str, say: Words) -> str:
    """Of a sponsor's segment; a heading that an editor wrote as "## Sponsor: …" is titled in English."""
    named = say.bare("sponsor_title", title, "advertiser")
    return named if named != title else english().bare("sponsor_title", title, "advertiser")


def episode(script: Script, known: Identity, edition: Master, tracks: Sequence[Track], say: Words) -> Episode:
    """The record of what was made."""
    return Episode(
        guid=known.guid,
        number=known.number,
        week=script.week,
        title=script.title,
        summary=script.summary,
        published=known.published,
        audio=edition.path.name,
        bytes=edition.path.stat().st_size,
        seconds=round(edition.loudness.seconds, 3),
        sha256=digest(edition.path),
        lufs=round(edition.loudness.lufs, 2),
        dbtp=round(edition.loudness.dbtp, 2),
        chapters=edition.mix.chapters,
        tracks=tuple(tracks),
        reads=delivered(script, edition.mix, say),
        alternates=edition.alternates,
    )
