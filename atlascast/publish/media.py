"""A file of sound → its length, by mutagen."""

from pathlib import Path
from typing import Any


def seconds(path: Path) -> float | None:
    """How long the sound is, or None where the file is none that mutagen knows."""
    import mutagen

    try:
        found: Any = mutagen.File(path)
    except mutagen.MutagenError:
        return None
    return float(found.info.length) if found is not None and found.info is not None else None
