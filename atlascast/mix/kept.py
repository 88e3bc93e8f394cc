"""Told → Stretch as it was mixed before, where nothing that it follows from has changed.

A corrected sentence changes one segment of a dozen: the samples of the others are read from the cache, which takes a
twentieth of the time. It holds the newest edition alone, 10.6 MB a minute in mono, and no more than `MOST` bytes.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy import float32
from numpy.typing import NDArray

from atlascast import memory, store
from atlascast.config import Sounds
from atlascast.models import Chapter, Placed, SegmentKind, Stretch, Told

MOST = 400_000_000
"""Some 38 minutes in mono; what is over is mixed anew."""
Mixed = tuple[Stretch, "NDArray[float32]"]
"""A segment's stretch, and what rings on from it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A stretch but for its samples; `size` of those in the file beside it are its own, the rest rings on."""

    placed: tuple[Placed, ...]
    chapter: Chapter | None
    notes: tuple[str, ...]
    size: int
    sha256: str


class Shelf:
    """An edition's stretches in a folder, each by a hash of all that it follows from."""

    def __init__(self, folder: Path, sounds: Sounds) -> None:
        music = memory.held(path for path in (getattr(sounds, name) for name in type(sounds).model_fields)
                            if isinstance(path, Path))  # fmt: skip
        self._folder, self._channels = folder, sounds.channels
        self._given = store.fingerprint(memory.program(), memory.mark(sounds), music)
        self._used: set[str] = set()
        self._room = MOST

    def mixed(
        self, told: Told, before: SegmentKind | None, ringing: NDArray[float32], mix: Callable[[], Mixed]
    ) -> Mixed:
        """The segment as it was mixed over what rings from the one before it; else as `mix` mixes it now.

        Raises WorldError where the folder cannot be written.
        """
        clips = tuple(replace(clip, reused=False) for clip in told.clips)
        said = [store.digest(clip.path) for clip in clips]
        under = hashlib.sha256(ringing.tobytes()).hexdigest()
        alone = memory.mark(replace(told, clips=clips, opening=()))
        key = store.fingerprint(self._given, alone, said, before, under)
        found = self._recalled(key)
        if found is None:
            found = mix()
            self._keep(key, *found)
        return found

    def _recalled(self, key: str) -> Mixed | None:
        facts = memory.recall(self._folder / f"{key}.json", key, Facts)
        if facts is None:
            return None
        try:
            data = (self._folder / f"{key}.f32").read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != facts.sha256:
            return None
        self._used.add(key)
        self._room -= len(data)
        samples = np.frombuffer(data, float32)
        samples = samples if self._channels == 1 else samples.reshape(-1, 2)
        return Stretch(samples[: facts.size], facts.placed, facts.chapter, facts.notes), samples[facts.size :]

    def _keep(self, key: str, stretch: Stretch, ringing: NDArray[float32]) -> None:
        data = np.concatenate([stretch.samples, ringing]).tobytes()
        if len(data) > self._room:
            return
        facts = Facts(stretch.placed, stretch.chapter, stretch.notes, len(stretch.samples),
                      hashlib.sha256(data).hexdigest())  # fmt: skip
        store.write(self._folder / f"{key}.f32", data)
        store.point("mix.kept")
        memory.keep(self._folder / f"{key}.json", key, facts)
        self._used.add(key)
        self._room -= len(data)

    def prune(self) -> None:
        """Take away what this edition has not used. Raises WorldError where the folder cannot be written."""
        for path in self._folder.glob("*"):
            try:
                if path.stem not in self._used:
                    path.unlink()
            except OSError as error:
                raise store.unwritable(path, error) from error
