"""Text → the same text with a comma where a reader takes breath and espeak would not.

espeak rests at commas, semicolons, colons and stops alone: a quotation, a bracket, a spaced hyphen or an
ellipsis goes by unheard, and around an ellipsis it even runs the words together. No word changes.
"""

import re

_QUOTATION = re.compile(r"""(?P<open>["“])(?P<inner>[^"“”]+)(?P<close>["”])""")
_LEAST = 3
"""Words from which on a quotation is set apart; shorter ones are read as part of the sentence."""
_RULES = (
    (re.compile(r"\s*(?:\.\s?){2,}\.(?=\s*\w)|\s*…(?=\s*\w)"), ", "),
    (re.compile(r"(?<=\w)\s+-{1,2}\s+(?=\w)|(?<=[^\W\d])[—―](?=[^\W\d])"), ", "),
    (re.compile(r"(?<=\w)\s+[(\[](?=\w)"), ", ("),
    (re.compile(r"(?<=\w)[)\]](?=\s+\w)"), "),"),
)


def phrased(text: str) -> str:
    """The text with its breaths marked."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    text = _QUOTATION.sub(_set_apart, text)
    return re.sub(r"\s+", " ", re.sub(r"\s+,", ",", text))


def _set_apart(match: re.Match[str]) -> str:
    """A quotation in the middle of a sentence, with a breath before it and after it."""
    text, inner = match.string, match["inner"]
    if len(inner.split()) < _LEAST:
        return match[0]
    before, after = text[: match.start()], text[match.end() :]
    opens = ", " if re.search(r"\w\s+$", before) else ""
    closes = "," if inner[-1].isalnum() and re.match(r"\s+\w", after) else ""
    return f"{opens}{match[0]}{closes}"
