"""A stylesheet, script or page → the same without what no browser needs, by rcssmin and rjsmin."""

import re

_TEXT = re.compile(r">[^<>]+<")


def light(name: str, text: str) -> str:
    """`text` of a file whose name ends in .css or .js, its comments and idle blanks left out."""
    from rcssmin import cssmin  # type: ignore[import-untyped]
    from rjsmin import jsmin  # type: ignore[import-untyped]

    return str(cssmin(text) if name.endswith(".css") else jsmin(text)) + "\n"


def unquoted(page: str) -> str:
    """A page of a template that escapes all it is told, with plain quotation marks between its tags.

    Within tags they stay escaped: there they would end an attribute.
    """
    return _TEXT.sub(lambda match: match[0].replace("&#34;", '"').replace("&#39;", "'"), page)
