"""Calls to a target that fail for a moment → their results, on a new connection."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from atlascast.errors import ConflictError, TargetError
from atlascast.publish.targets.seam import Target

WAITS = (0.5, 2.0, 5.0)
"""Seconds before a call is tried again; none is longer than a tenth of the target's `timeout`."""
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class Patient:
    """Calls to a target that may fail for a moment: tried again after each of `waits`."""

    target: Target
    waits: tuple[float, ...] = field(default_factory=lambda: WAITS)
    timeout: float = 60.0
    """Seconds."""

    def again(self, call: Callable[[], _Done]) -> _Done:
        """The call's result. Raises TargetError when the last try failed too, ConflictError at once."""
        for wait in self.waits:
            try:
                return call()
            except ConflictError:
                raise
            except TargetError:
                self.target.close()
                time.sleep(min(wait, self.timeout / 10))
        return call()
