"""A changed sentence + its article → quotations that are not the article's, cut, or told without their marks."""

import re
from collections.abc import Iterator

from atlascast.script.facts import in_words, tokens
from atlascast.script.source import Beside, Source

_QUOTATION = re.compile(r"\"([^\"]+)\"|(?<!\w)'([^']{3,}?)'(?!\w)")
_STOPS = ("", *".,;:!?–—-'()[]")
"""Where a sentence pauses: a quotation may begin or end there."""

_SHORT = 3
"""Words; a quotation of fewer may lose its marks: they said that a word was another's."""


def quotations(text: str, beside: Beside | None, source: Source) -> Iterator[str]:
    """Quotations that are none in the article, and such of the sentence as are told without their marks."""
    for match in _QUOTATION.finditer(text):
        words = (match[1] or match[2]).strip(" .,;:!?")
        if not in_words(words, source.text):
            yield f"the quotation “{words}” is not in the article"
        elif match[1] and not any(in_words(words, one) for one in source.quoted):
            yield f"the words “{words}” are not a quotation in the article"
        elif beside and not in_words(words, beside.sentence.text):
            yield f"the quotation “{words}” is not in the article's sentence “{beside.sentence.text}”"
        elif match[1] and not any(_whole(words, one) for one in source.quoted):
            yield f"the quotation “{words}” is cut within a clause of the article's"
    if beside and text.count('"') % 2 == 0:
        yield from _unmarked(text, beside.sentence.text)


def _whole(words: str, quoted: str) -> bool:
    """Whether a quotation begins and ends where the article's does, or where that pauses."""
    pattern = r"\W+".join(re.findall(r"\w+", words))
    found = [(quoted[: one.start()].rstrip(), quoted[one.end() :].lstrip()) for one in re.finditer(pattern, quoted)]
    if not found:
        return in_words(words, quoted)
    return any(before[-1:] in _STOPS and after[:1] in _STOPS for before, after in found)


def _unmarked(text: str, sentence: str) -> Iterator[str]:
    """Quotations of the sentence whose words a text tells as the reporter's."""
    bare = _QUOTATION.sub(" ", text)
    keys = {token.key for token in tokens(bare)}
    for match in _QUOTATION.finditer(sentence):
        words = (match[1] or "").strip(" .,;:!?")
        told = [token.key for token in tokens(words) if not token.small]
        kept = in_words(words, text) and not in_words(words, bare)
        if len(words.split()) >= _SHORT and not kept and told and 2 * sum(key in keys for key in told) > len(told):
            yield f"the words “{words}” are a quotation in the article and stand without its marks"
