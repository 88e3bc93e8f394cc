"""The environment → keys and passwords, and any text without them."""

import base64
from collections.abc import Mapping

from atlascast.errors import STARS, UserError


class Secrets:
    """What was read is remembered, so that `hide` can take it out of whatever others say."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._read: set[str] = set()

    def __repr__(self) -> str:
        return f"Secrets({STARS})"

    def get(self, *names: str) -> str:
        """The first of these variables that is set and not empty; an empty text where none is."""
        for name in names:
            if value := self._environment.get(name, ""):
                self._read |= {value, *value.split("\n"), base64.b64encode(value.encode()).decode()}
                return value
        return ""

    def need(self, what: str, *names: str) -> str:
        """`get`. Raises UserError that names the first variable where none is set."""
        if value := self.get(*names):
            return value
        raise UserError(f"There is no {what}.", f"Set the environment variable {' or '.join(names)}.")

    def hide(self, text: str) -> str:
        """The text with stars in place of every secret that was read."""
        for secret in sorted(self._read, key=len, reverse=True):
            if len(secret.strip()) > 3:
                text = text.replace(secret, STARS)
        return text


def variable(target: str, key: str) -> str:
    """The environment variable that holds a target's own secret: site-2, PASSWORD → ATLASCAST_SITE_2_PASSWORD."""
    return f"ATLASCAST_{target.upper().replace('-', '_')}_{key}"
