"""Text → the language it is written in, as a two-letter code (ISO 639-1).

English, the usual case, is told by its commonest words at no cost; anything else is asked of py3langid, a
classifier of 97 languages (Lui and Baldwin, ACL 2012).
"""

import re

_ENGLISH = frozenset({
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as", "by", "at", "from",
    "his", "be", "has", "have", "are", "were", "not", "which", "their", "will", "would", "said", "they", "this", "an",
    "been",
    "its", "had", "but", "he", "she", "who", "after",
})  # fmt: skip
_SHARE = 0.22
"""English news has 0.28 and more of them, German 0.16 and less, Romance languages next to none."""
_PLACEHOLDER = "la"
"""Latin is what the filler text of a site under construction is taken for; it says nothing of the language."""
_ENOUGH = 20
"""Fewer words than this are not judged."""


_UNSPACED = (
    (re.compile("[\u3040-\u30ff]"), "ja"), (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u3400-\u9fff]"), "zh"), (re.compile("[\u0e00-\u0e7f]"), "th"),
)  # fmt: skip
"""Scripts that tell the language, Japanese before Chinese: it writes kana among the same ideographs."""
_LETTERS = 20


def _script(text: str) -> str:
    """The language that the script alone tells: half of the letters are of a script that only it writes."""
    letters = re.findall(r"[^\W\d_]", text)
    held = [(code, sum(bool(form.match(letter)) for letter in letters)) for form, code in _UNSPACED]
    total = sum(count for _, count in held)
    if len(letters) < _LETTERS or total < 0.5 * len(letters):
        return ""
    return next(code for code, count in held if count >= 0.1 * total)


def _foreign(text: str) -> bool:
    """Whether most letters are not Latin, so that a classifier needs few of them."""
    letters = re.findall(r"[^\W\d_]", text)
    return len(letters) >= _LETTERS and sum(letter > "\u024f" for letter in letters) > 0.5 * len(letters)


def detect(text: str) -> str:
    """The language's code; "" where there is too little text to tell."""
    found = re.findall(r"[^\W\d_]+", text[:4000].lower())[:400]
    if len(found) >= _ENOUGH and sum(word in _ENGLISH for word in found) >= _SHARE * len(found):
        return "en"
    if told := _script(text[:4000]):
        return told
    if len(found) < _ENOUGH and len(text) < 200 and not _foreign(text):
        return ""
    import py3langid  # type: ignore[import-untyped]

    code, _ = py3langid.classify(text[:4000])
    return "" if code == _PLACEHOLDER else str(code)


def same(one: str, other: str) -> bool:
    """Whether two language tags name the same language, whatever their region."""
    return one.lower().partition("-")[0].partition("_")[0] == other.lower().partition("-")[0].partition("_")[0]
