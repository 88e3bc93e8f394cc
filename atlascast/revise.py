"""A published episode + what was wrong → the corrected episode, said, shown and published.

    found       the episode and story that a name means
    correct     its words put right: only the changed lines are spoken again
    withdraw    a story taken out of its edition, or a whole episode out of the feed

What was published stays under versions/. Killed anywhere, the same command again finishes the work.
"""

import difflib
import re
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from atlascast import archive, collect, corrections, pipeline, publish, script, sponsors
from atlascast.archive import Draft
from atlascast.config import Config
from atlascast.errors import UserError
from atlascast.models import Correction, Episode, Read, Script, Track, Watch
from atlascast.parallel import processes
from atlascast.pipeline import Built
from atlascast.store import Store, notes, point

_WORD = re.compile(r"\w+")
_MARKUP = re.compile(r"</?[a-z][\w-]*(?:\s[^<>]*)?/?>|<!--|[\0-\x08\x0e-\x1f\x7f]", re.IGNORECASE)
"""What is meant for a machine, and would be said aloud."""
_TELLING = 4
"""Letters of the least word that may name a story: "a" and "the" mean none."""
_AGAIN = "This was made before, with this note: nothing is added."
_ALONE = "No line of the story changed: the notice stands alone."
_ANEW = "The episode has a new GUID: apps list it as another one, unplayed, and may download it a second time."
_UNTOLD = "report.json does not tell which lines were the story's: what changed cannot be shown."
_SHORT = 0.5
"""A text that is shorter than this part of the old one may be a passage, given for the whole."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a producer asks for: the story's (or episode's) name, what was wrong, and which week it stands in.

    `text`: the article's new words, paragraphs parted by a blank line; None leaves them as script.md has them now.
    `from_source`: the words that the source has now.
    """

    name: str
    note: str
    week: str | None = None
    text: str | None = None
    from_source: bool = False
    redownload: bool = False


def correct(config: Config, wanted: Wanted, now: datetime, watch: Watch) -> Built:
    """Put a story right in its edition and its track, with a notice; the same correction twice changes nothing.

    Raises UserError for a name that means no story or several, an empty note, or words that are the old ones.
    """
    store = Store(config.out)
    with store.lock():
        episode, track = found(store, wanted)
        if track.story_id not in {one.story_id for one in episode.tracks}:
            raise UserError(f"{track.title!r} was withdrawn.", "What is not told needs no correction.")
        new = _correction("corrected", config, episode, track, wanted, now, _words(config, wanted, track, now))
        draft = archive.load_draft(store, episode.week)
        known = corrections.load(store, episode.week)
        log = corrections.joined(known, new)
        if len(log) > len(known):
            _differs(draft, new)
        short, said, old = _short(draft, new), _said(store, episode.week, track.story_id), draft
        draft = replace(draft, picks=tuple(corrections.amended(draft.picks, log)))
        if new.text:
            draft = _retold(config, old, draft, track.story_id)
        changed = _changed(said, draft.script, track.story_id) if said else ()
        built = _made_anew(config, draft, log, now, watch)
        unchanged = _ALONE if said else _UNTOLD
        doubt = () if changed else (unchanged,)
        again = (_AGAIN,) if len(log) == len(known) else doubt
        reads = _reads_changed(old.script, draft.script)
        return replace(built, changed=changed, warnings=(*again, *short, *reads, *built.warnings))


def _retold(config: Config, old: Draft, new: Draft, story_id: str) -> Draft:
    """The draft with the story as its article now has it; a read that no longer suits it is moved or taken out."""
    fresh = script.write(new.picks, _reads(config, new), config, new.script.week)
    was, now = (archive.stories(draft)[story_id] for draft in (old, new))
    told = replace(new, script=script.rewritten(new.script, fresh, was, now))
    places = _places(config, told)
    return told if places == _places(config, old) else replace(told, script=script.placed(told.script, places))


def withdraw(config: Config, wanted: Wanted, now: datetime, watch: Watch) -> Built:
    """Take a story out of its edition, or an episode (named by its week or GUID) out of the feed, with a notice.

    Raises UserError for a name that means none or several, an empty note, or the only story of an edition.
    """
    store = Store(config.out)
    with store.lock():
        if episode := next((one for one in store.records() if wanted.name in (one.week, one.guid)), None):
            return _taken_out(config, episode, wanted, now, watch)
        episode, track = found(store, wanted)
        new = _correction("withdrawn", config, episode, track, wanted, now)
        draft = archive.load_draft(store, episode.week)
        known = corrections.load(store, episode.week)
        log = corrections.joined(known, new)
        if len(log) > len(known) and track.story_id not in {one.story_id for one in episode.tracks}:
            raise UserError(f"{track.title!r} was withdrawn.", "The note that was given then stands.")
        draft = replace(draft, picks=tuple(corrections.amended(draft.picks, log)))
        if not any(pick.chosen for pick in draft.picks):
            hint = f"Withdraw the episode: atlascast withdraw {episode.week}."
            raise UserError("It is the edition's only story.", hint)
        fresh, before = script.write(draft.picks, _reads(config, draft), config, episode.week), draft.script
        changed = next((n for n, one in enumerate(archive.told_stories(draft)) if one.id == track.story_id), -1)
        draft = replace(draft, script=script.without(draft.script, fresh, track.story_id))
        draft = replace(draft, script=script.placed(draft.script, _places(config, draft, changed)))
        built = _made_anew(config, draft, log, now, watch)
        again = [_AGAIN] if len(log) == len(known) else []
        return replace(built, warnings=(*again, *_reads_changed(before, draft.script), *built.warnings))


def _reads_changed(before: Script, now: Script) -> list[str]:
    """What a producer owes to sponsors: each read that went, and each that is the post-roll now and was not."""
    old, new = script.reads(before), script.reads(now)
    last, end = (sum(segment.kind == "story" for segment in one.segments) for one in (before, now))
    gone = Counter(name for name, _ in old) - Counter(name for name, _ in new)
    moved = [name for name, place in new if place == end and (name, last) not in old]
    return [
        *(f"A read of {name} may stand nowhere any more: it is withdrawn, and owed." for name in gone.elements()),
        *(f"A read of {name} is the post-roll now." for name in moved),
    ]


def found(store: Store, wanted: Wanted) -> tuple[Episode, Track]:
    """The newest episode with a story of this id, link, track number or title's words, and its track.

    Raises UserError where none or several are meant.
    """
    every_week = store.records()
    records = [one for one in reversed(every_week) if wanted.week in (None, one.week)]
    if wanted.week and not records:
        weeks = ", ".join(one.week for one in every_week[-5:]) or "none"
        raise UserError(f"There is no episode of {wanted.week}.", f"The last ones: {weeks}.")
    for episode in records:
        every = [*episode.tracks, *(one.track for one in episode.corrections if one.track)]
        meant = [track for track in every if _means(wanted.name, track)]
        if len(meant) == 1:
            return episode, meant[0]
        if meant:
            rows = "\n".join(f"  {track.story_id}: {track.title}" for track in meant)
            raise UserError(f"{wanted.name!r} means several stories of {episode.week}:\n{rows}", "Name one by its id.")
    told = "; ".join(track.title for track in records[0].tracks) if records else "none"
    raise UserError(f"No story told is meant by {wanted.name!r}.", f"Told last: {told}. --week names an earlier week.")


def _means(name: str, track: Track) -> bool:
    if name in (track.story_id, track.url) or name.isdecimal():
        return name in (track.story_id, track.url) or int(name) == int(Path(track.path).name.partition("-")[0])
    words = set(_WORD.findall(name.casefold()))
    return any(len(word) >= _TELLING for word in words) and words <= set(_WORD.findall(track.title.casefold()))


def _words(config: Config, wanted: Wanted, track: Track, now: datetime) -> str:
    """The article's new words; "" where script.md holds them."""
    if wanted.from_source:
        return _source(config, track, now)
    if wanted.text is None:
        return ""
    text = "\n\n".join(part.strip() for part in wanted.text.replace("\r\n", "\n").split("\n\n") if part.strip())
    if not text:
        raise UserError("The corrected text is empty.", "To take a story out: atlascast withdraw.")
    return _plain(text, "corrected text")


def _plain(text: str, what: str) -> str:
    """The text. Raises UserError where it holds markup or control characters."""
    if found := _MARKUP.search(text):
        raise UserError(f"The {what} holds {found[0]!r}, which would be said aloud.", "Give it as plain text.")
    return text


def _source(config: Config, track: Track, now: datetime) -> str:
    stories, _ = collect.read(config, now)
    same = [one for one in stories if track.story_id == one.id or (track.url and track.url == one.url)]
    if not same:
        hint = "Give the new words by --text or --file."
        raise UserError(f"The sources no longer hold {track.title!r}.", hint)
    return same[0].text


def _correction(
    kind: Literal["corrected", "withdrawn"], config: Config, episode: Episode, track: Track | None, wanted: Wanted,
    now: datetime, text: str = "",
) -> Correction:
    """The correction as it will be kept, never of before what it corrects; without a track it is the episode's."""
    if not wanted.note.strip():
        raise UserError("A correction needs a note.", "Say what was wrong and what is right, in a sentence: --note.")
    feed, number = config.feed, len(episode.corrections) + 1
    moment = max(now.replace(microsecond=0), episode.published, *(one.moment for one in episode.corrections))
    anew = wanted.redownload or feed.correction_guid == "new"
    return Correction(
        kind=kind, story_id=track.story_id if track else "", title=track.title if track else episode.title,
        note=_plain(" ".join(wanted.note.split()), "note"),
        moment=moment, text=text, track=track if kind == "withdrawn" else None,
        guid=str(uuid.uuid5(uuid.UUID(episode.guid), f"correction {number}")) if anew else "",
        published=moment if feed.correction_date == "now" else None,
    )


def _reads(config: Config, draft: Draft) -> list[Read]:
    """Where reads would stand beside the draft's stories."""
    week = draft.script.week
    return pipeline.place(config, draft.picks, week, Store(config.out).before(week))


def _places(config: Config, draft: Draft, changed: int = -1) -> list[int | None]:
    """Where the script's reads may stand now; `changed` is the gap that a story was taken out of."""
    campaigns, headlines = sponsors.load(config.sponsors), config.edition.headlines
    return sponsors.hold(archive.told_stories(draft), campaigns, script.reads(draft.script), headlines, changed)


def _differs(draft: Draft, new: Correction) -> None:
    if any(pick.story.id == new.story_id and pick.story.text == new.text for pick in draft.picks):
        raise UserError("The new words are the old ones.", "Leave them out to add the note alone.")


def _said(store: Store, week: str, story_id: str) -> list[str]:
    """The story's lines as the edition says them now, by report.json; none where it is missing or of before it told."""
    rows = notes(store.folder(week) / "report.json").get("lines", [])
    return [row["written"] for row in rows if row.get("story_id") == story_id]


def _changed(before: Sequence[str], now: Script, story_id: str) -> tuple[str, ...]:
    """The story's lines that went ("- …") and that come ("+ …"), in order; `now` holds no new notice yet."""
    lines = [line.written for segment in now.segments if segment.story_id == story_id for line in segment.lines]
    return tuple(row for row in difflib.ndiff(before, lines) if row[:1] in "-+")


def _short(draft: Draft, new: Correction) -> list[str]:
    """A warning where the new words are so few that they may be a passage; `draft` holds the old ones."""
    old = next((len(pick.story.text) for pick in draft.picks if pick.story.id == new.story_id), 0)
    if not new.text or len(new.text) >= old * _SHORT:
        return []
    return [f"The new text has {len(new.text)} letters, the old one {old}: it stands for the whole article. "
            "Was it meant as a passage? Then correct it again with the whole text."]


def _made_anew(config: Config, draft: Draft, log: Sequence[Correction], now: datetime, watch: Watch) -> Built:
    """The corrected draft held against its articles before anything is written, then said and published."""
    store = Store(config.out)
    known = {one.guid for one in store.records()}
    draft = replace(draft, script=script.noticed(draft.script, log, config))
    archive.hold(config, draft, script.signed(script.to_markdown(draft.script)))
    corrections.save(store, draft.script.week, log)
    archive.save_corrected(store, draft)
    point("correct.drafted")
    with processes() as pool:
        built = pipeline.make_audio(config, draft, now, watch, pool)
    absent = publish.publish(config, store, watch).absent
    anew = () if built.episode.guid in known else (_ANEW,)
    return replace(built, warnings=(*anew, *built.warnings, *absent))


def _taken_out(config: Config, episode: Episode, wanted: Wanted, now: datetime, watch: Watch) -> Built:
    store = Store(config.out)
    new = replace(_correction("withdrawn", config, episode, None, wanted, now), guid="", published=None)
    known = corrections.load(store, episode.week)
    log, out = corrections.joined(known, new), corrections.gone(known)
    if out and len(log) > len(known):
        raise UserError(f"The episode was withdrawn on {out.moment.date()}.", "The note that was given then stands.")
    corrections.save(store, episode.week, log)
    episode = corrections.told(replace(episode, reads=()), episode, log, bool(episode.named))
    archive.save_record(store, episode)
    point("withdraw.recorded")
    publish.publish(config, store, watch)
    return Built(episode, 0, 0, (_AGAIN,) if out else ())
