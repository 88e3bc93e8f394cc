"""A name → the class behind it, from a table of ours or a path "package.module:Class" of the user's."""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

from atlascast.errors import UserError


def find(kind: str, name: str, table: Mapping[str, str]) -> Any:
    """Load what `name` stands for: a row of `table` or a dotted path of the user's own.

    Raises UserError for a name that is neither, or a path that does not lead to a class.
    """
    path = table.get(name, name)
    if ":" not in path:
        close = get_close_matches(name, table, 1)
        hint = f"Did you mean {close[0]!r}? " if close else ""
        raise UserError(
            f"There is no {kind} called {name!r}.",
            f"{hint}Known: {', '.join(sorted(table))}; or name your own as package.module:Class.",
        )
    module, _, attribute = path.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except (ImportError, AttributeError, ValueError, TypeError) as error:
        hint = f"Check that {path!r} is installed."
        raise UserError(f"The {kind} {name!r} cannot be loaded: {error}.", hint) from error
