"""Any text → text that XML and HTML may hold; seconds → how they are shown."""

import re
from html import escape
from urllib.parse import quote

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x84\x86-\x9f\ufdd0-\ufdef]")


_ADDRESS = re.compile(r"""(https?://[^/?#\s"'<>\\^`{|}]+)((?:[/?][^#]*)?)(?:(#)(.*))?""", re.S)
_UNSAFE = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9%._~:/?@!$&'()*+,;=-]")


def clean(text: str) -> str:
    """One line without what XML 1.0 forbids (section 2.2, Char) or advises against."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def head(title: str, show: str = "") -> str:
    """A page's title of at most 70 characters as HTML, which browsers and search pages have room for.

    The show's name follows where it fits; a title that is too long itself ends at a word.
    """
    title = clean(title)
    for text in (f"{title} · {clean(show)}" if show else title, title):
        if len(escape(text)) <= 70:
            return text
    cut = title[:69]
    while len(escape(cut)) > 69 or (" " in cut and not title[len(cut)].isspace()):
        cut = cut[:-1]
    return cut.rstrip(" ,;:–-") + "…"


def short(text: str, size: int) -> str:
    """One line of at most so many characters; what is longer ends after a word, with an ellipsis."""
    text = clean(text)
    return text if len(text) <= size else text[: size - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def web(url: str) -> str:
    """The address where it is one that may be linked, else nothing.

    What no address may hold after its host (RFC 3986, section 2) is percent-encoded; what is so already stays.
    """
    match = _ADDRESS.fullmatch(url.strip())
    if not match:
        return ""
    host, path, mark, fragment = match.groups(default="")
    return host + _UNSAFE.sub(_encoded, path) + mark + _UNSAFE.sub(_encoded, fragment)


def _encoded(match: re.Match[str]) -> str:
    return quote(match[0], safe="", errors="replace")


def clock(seconds: float) -> str:
    """M:SS or H:MM:SS, as players show it."""
    whole = int(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"
