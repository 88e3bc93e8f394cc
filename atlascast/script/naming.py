"""A story's title and byline as they are shown → as they are said."""

import re
from collections import Counter
from urllib.parse import urlsplit

from atlascast import agencies
from atlascast.models import Story
from atlascast.script.facts import SMALL
from atlascast.script.tables import wordset
from atlascast.text import foreign, sentences

_LABEL = r"(?:video|watch|listen|photos?|gallery|(?:in )?pictures|updated?|breaking(?: news)?|just in|live|exclusive)"
_BEFORE = re.compile(rf"(?:[\[(]{_LABEL}[\])]:?|{_LABEL}\s*(?:[:|]|[–—]|-(?=\s)))\s*", re.IGNORECASE)
_BEHIND = re.compile(rf"\s*(?:[\[(]{_LABEL}[\])]|[|–—-]\s+{_LABEL})$", re.IGNORECASE)
_MARKUP = re.compile(r"^#{1,6}\s+|\s+#+$|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`")
_BARS = re.compile(r"\s*(?:\||¦|»|::)\s*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHOUTED = 0.8
"""Share of a title's letters that are capitals from which it counts as written in capitals."""
_STRANGE = 0.4
"""Share of letters that are not Latin from which a text is another script's; a foreign name in a text is far less."""

_INITIALS = 3
"""Letters of a word in capitals that is left so where the article has it not: "UN", "EU"."""

_SECTION = 3
"""Words of what may stand behind a bar and be the site's or a section's name, where the title before it has more."""

_PARTICLES = wordset("al bin ibn abu da de del della der di dos du el la le van von ten ter y")
_AGENCY = re.compile(rf"[\s,/|–-]+{agencies.AGENCY}(?!\w).*$", re.I)


def title(story: Story) -> str:
    """The title as it is said: no markup, label or site's name behind a bar, and in running letters.

    A title in capitals takes each word as the article writes it. Where one is in letters that the article is not
    written in, the article's first sentence stands for it: a voice would spell them.
    """
    if foreign(story.title) > _STRANGE > foreign(story.text):
        return sentences(story.text.split("\n\n", 1)[0])[0].removesuffix(".")
    text = _MARKUP.sub("", " ".join(story.title.split()))
    text = _BEHIND.sub("", _BEFORE.sub("", text, count=1))
    text = re.sub(r"\s*\[[^\]]*\]$", "", text).strip(" |-–—") or text
    text = _BARS.sub(": ", _unsigned(text, story.url)).strip(" :") or text
    letters = [mark for mark in text if mark.isalpha()]
    capitals = sum(mark.isupper() for mark in letters)
    if len(_WORD.findall(text)) > 2 and capitals > _SHOUTED * len(letters):
        text = _lowered(text, story.text)
    return text or " ".join(story.title.split())


def _unsigned(text: str, url: str) -> str:
    """The title without the site's name behind its last bar or dash, or a section's behind a bar."""
    head, mark, tail = re.fullmatch(r"(?:(.*\S)\s+([|¦»–—-]|::)\s+)?(.*)", text, re.DOTALL).groups("")  # type: ignore[union-attr]  # it matches every text
    site = re.sub(r"^www\.|\.[a-z]+$|[^a-z0-9.]", "", urlsplit(url).netloc.lower()).replace(".", "")
    name = re.sub(r"[^a-z0-9]", "", tail.lower())
    signed = len(site) > 2 and name.startswith(site)
    section = mark and mark not in "–—-" and len(tail.split()) <= _SECTION < len(head.split())
    return head if head and (signed or section) else text


def _lowered(text: str, article: str) -> str:
    forms: dict[str, Counter[str]] = {}
    for word in _WORD.findall(article):
        forms.setdefault(word.lower(), Counter())[word] += 1

    def form(match: re.Match[str]) -> str:
        found = forms.get(match[0].lower())
        if found is None:
            return match[0] if len(match[0]) <= _INITIALS and match[0].lower() not in SMALL else match[0].lower()
        return min(found, key=lambda word: (word[0].isupper(), -found[word], word))

    said = _WORD.sub(form, text)
    return said[:1].upper() + said[1:]


def byline(author: str, newsroom: str) -> str:
    """Who wrote it, as a list that can be said: "Ana Gil and Bo Li"; "" where no name is among it.

    An account, a desk, an agency and the newsroom itself are no names.
    """
    written = re.sub(r"^\s*by\s+", "", " ".join(author.split()), flags=re.I)
    parts = re.split(r"\s*[;,&|]\s*|\s+and\s+", written)
    names = list(dict.fromkeys(name for part in parts if (name := _name(part)) and name.lower() != newsroom.lower()))
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _name(text: str) -> str:
    text = _AGENCY.sub("", text).strip(" .")
    words = text.split()
    if not 2 <= len(words) <= 5 or not re.fullmatch(r"[A-Za-zÀ-ɏ.'’\- ]+", text):
        return ""
    if words[0] == "The" or agencies.nobody(text):
        return ""
    if not all(word[0].isupper() or word.lower() in _PARTICLES for word in words):
        return ""
    if text.isupper():
        words = [re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word) for word in words]
    return " ".join(words)
