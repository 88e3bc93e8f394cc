"""A template's variant + facts → what it says, within what a sentence may ask for: a slip hangs no build.

jinja2's sandbox keeps a template from the program; it does not count what loops and arithmetic cost
(https://jinja.palletsprojects.com/en/stable/sandbox/).
"""

from collections.abc import Mapping
from functools import cache

from jinja2 import StrictUndefined, Template
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

_TURNS = 1000
"""Turns that all of a variant's loops over range() may take."""


class _Sandbox(SandboxedEnvironment):
    intercepted_binops = frozenset(("*", "**"))

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Products of numbers only: neither "a" * 10**10 nor 9**9**9 is a sentence."""
        if operator == "**" or not all(isinstance(one, int | float) for one in (left, right)):
            raise SecurityError(f"{operator!r} asks for more than a sentence")
        return super().call_binop(context, operator, left, right)


class _Turns:
    """A range() that counts over a whole variant, loops within loops among them."""

    def __init__(self) -> None:
        self._left = _TURNS

    def __call__(self, *bounds: int) -> range:
        turns = range(*bounds)
        self._left -= max(len(turns), 1)
        if self._left < 0:
            raise SecurityError(f"its loops take more than {_TURNS} turns")
        return turns


def filled(variant: str, facts: Mapping[str, object]) -> str:
    """What a variant says. Raises a TemplateError of jinja2's, or what its arithmetic raises."""
    return _compiled(variant).render({"range": _Turns(), **facts})


@cache
def _compiled(variant: str) -> Template:
    return _Sandbox(undefined=StrictUndefined, autoescape=False).from_string(variant)
