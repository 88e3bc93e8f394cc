"""Story → the story without what is set for the eye: the dateline, the agency behind the text, signatures of posts.

    "OSLO (AP) — The ferry …", "We heard it first. — Ada Quill (@adaquill) March 3, 2024", "(Reuters)"
        →  "The ferry …", "We heard it first.", credit "AP"
"""

import re
from dataclasses import replace

from atlascast import agencies
from atlascast.collect import byline, place
from atlascast.models import Story

_SIGNATURE = re.compile(r"(?:^|\s+)[—–-]+\s*[^—–\n]{1,60}?\(@\w{1,30}\)[\s,·-]{1,3}(?:[\w.]{1,12},? ){1,4}\d{4}$")
"""How an embedded post is signed: dash, name, account, day."""
_ALONE = re.compile(rf"[(\[—–-]+\s*({agencies.AGENCY})(?:\s*[/,]\s*{agencies.AGENCY})*\s*[)\]]?\.?", re.I)


def spoken(story: Story) -> Story:
    """What a voice may say of a story; an agency that is left out is kept as its credit, the dateline as its place."""
    rows = story.text.split("\n\n")
    first = rows[0]
    told, agency = byline.undated(first) if not story.kinds or story.kinds[0] == "text" else (first, "")
    alone = _ALONE.fullmatch(rows[-1]) if len(rows) > 1 else None
    credit = story.credit or agency or (alone[1] if alone else byline.credited(story.text))
    rows = [_SIGNATURE.sub("", row) for row in (told, *rows[1:])]
    kept = [at for at, row in enumerate(rows) if row and not (alone and at == len(rows) - 1)]
    kinds = tuple(story.kinds[at] for at in kept) if len(story.kinds) == len(rows) else story.kinds
    return replace(story, text="\n\n".join(rows[at] for at in kept), kinds=kinds, credit=credit,
                   filed=story.filed or place.of_dateline(first[: len(first) - len(told)]))  # fmt: skip
