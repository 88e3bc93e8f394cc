"""What went wrong → one error that says so and names the next step.

    AtlascastError          the root; caught once, in cli/
    ├── UserError           the user's to mend: usage, config, a name that does not exist (exit 2)
    │   └── ConfigError     a config, sponsors, lexicon or script file; every mistake in it at once
    └── WorldError          the world's: network, disk, a broken source, a voice that fails (exit 1)
        ├── SourceError     a feed, page or file that cannot be read or holds no story
        ├── VoiceError      an engine that said nothing, or not what was asked
        ├── AudioError      a clip or encode that failed, or a loudness that was not met
        └── TargetError     a publishing target that cannot be reached, refuses, or keeps something else than was sent
            └── ConflictError   another publisher was there in between
"""

import re

STARS = "*****"
_OPENS = (
    re.compile(r"(https?://)[^/?#\s]*(?=@)", re.IGNORECASE),
    re.compile(r"((?<=\w)://[^/?#\s:@]*:)[^/?#\s]*(?=@)"),
)
"""What opens a door before an address's host: user and password, or the password alone."""
_ASKED = re.compile(r"([?&]([^=&?\s]*)=)[^&#\s'\"]*")
_OPENING = re.compile(r"token|key(?!word)|secret|passw|signature|(?:sig|auth|pass|pwd)$", re.IGNORECASE)
"""Names in an address's query whose value opens a door."""


def masked(text: str) -> str:
    """The text with stars in place of what opens a door in the addresses that it holds; other addresses stay."""
    for pattern in _OPENS:
        text = pattern.sub(rf"\1{STARS}", text)
    return _ASKED.sub(lambda match: f"{match[1]}{STARS}" if _OPENING.search(match[2]) else match[0], text)


class AtlascastError(Exception):
    """The root. `message` says what happened, `hint` what to do next; neither is empty, neither tells a secret."""

    exit_code = 1

    def __init__(self, message: str, hint: str) -> None:
        self.message = masked(message)
        self.hint = masked(hint)
        super().__init__(self.message, self.hint)

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}"


class UserError(AtlascastError):
    """A mistake that the user can mend by calling or configuring otherwise."""

    exit_code = 2


class ConfigError(UserError):
    """One or more mistakes in a file that the user writes; `message` lists them all, a line each."""


class WorldError(AtlascastError):
    """Something outside failed: network, disk, a source, an engine."""


class SourceError(WorldError):
    """A source that cannot be fetched or read, or that holds no story."""


class VoiceError(WorldError):
    """A voice that gave no sound, or sound that cannot be the text."""


class AudioError(WorldError):
    """An audio file that cannot be read, made or measured as asked."""


class TargetError(WorldError):
    """A publishing target that cannot be reached, refuses, or keeps something else than was sent."""


class ConflictError(TargetError):
    """A target holds something else than was read there: another publisher was at work in between."""
