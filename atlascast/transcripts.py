"""Masters → their captions and transcripts, those alone that are not there yet as they would be made."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from atlascast import captions, memory, record
from atlascast.config import Config
from atlascast.models import Master
from atlascast.produce import Produced
from atlascast.store import Store, digest, fingerprint, json_text
from atlascast.words import words

Known = dict[str, dict[str, str]]
"""By the edition's and each track's name: every file's hash, and under "" what they were made from."""


def unmade(config: Config, week: str, made: Produced) -> dict[str, str]:
    """What is to be written of the edition's and every track's captions and transcripts, by name in the episode folder.

    What lies there is believed by its content alone, so it may be lost or changed at any time.
    """
    store = Store(config.out)
    notes = store.cache / "transcripts.json"
    known: Known = memory.recall(notes, week, Known) or {}
    names, sponsored = record.names(config), words(config)("sponsored")
    given = fingerprint(memory.program(), names, sponsored)
    files: dict[str, str] = {}
    rows: Known = {}
    for stem, master in [("edition", made.edition), *((f"captions/{one.path.stem}", one) for one in made.tracks)]:
        key = fingerprint(given, memory.mark(master.mix))
        rows[stem] = known.get(stem, {})
        if not _there(store.folder(week), rows[stem], key):
            told = _told(stem, master, names, sponsored)
            files |= told
            rows[stem] = {"": key} | {name: hashlib.sha256(text.encode()).hexdigest() for name, text in told.items()}
    memory.keep(notes, week, rows)
    return files


def _there(folder: Path, row: Mapping[str, str], key: str) -> bool:
    files = {folder / name: sha256 for name, sha256 in row.items() if name}
    return row.get("") == key and all(path.is_file() and digest(path) == sha256 for path, sha256 in files.items())


def _told(stem: str, master: Master, names: Mapping[str, str], sponsored: str) -> dict[str, str]:
    cues = captions.cues(master.mix, names)
    return {
        f"{stem}.vtt": captions.vtt(cues),
        f"{stem}.srt": captions.srt(cues),
        f"{stem}.json": json_text(captions.transcript(cues)),
        f"{stem}.words.json": json_text(captions.words(cues)),
        f"{stem}.html": captions.html(cues, master.mix, sponsored),
    }
