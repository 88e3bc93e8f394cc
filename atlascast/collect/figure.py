"""An article's HTML → the address of the first picture that stands in it as one, with or without a caption."""

from atlascast.collect.kept import is_online

_PICTURES = ".//figure//img | .//*[contains(@class, 'wp-caption')]//img"
"""In a figure, or in WordPress' older frame; elsewhere stand avatars, buttons, emoji and counters."""


def first(markup: str) -> str:
    """Its http(s) address; "" where there is none. A picture that scripts load is found by its <noscript>."""
    from lxml import etree, html

    if "<img" not in markup.lower():
        return ""
    try:
        root = html.fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    return next(filter(is_online, (str(one.get("src", "")).strip() for one in root.xpath(_PICTURES))), "")
