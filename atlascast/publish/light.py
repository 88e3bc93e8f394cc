"""A stylesheet or script → the same without what no browser needs, by rcssmin and rjsmin."""


def light(name: str, text: str) -> str:
    """`text` of a file whose name ends in .css or .js, its comments and idle blanks left out."""
    from rcssmin import cssmin  # type: ignore[import-untyped]
    from rjsmin import jsmin  # type: ignore[import-untyped]

    return str(cssmin(text) if name.endswith(".css") else jsmin(text)) + "\n"
