"""Blocks → the article's own blocks: credits, plugs, labels and links that news sites put between are left out.

The rules are about what newsrooms write, in general words; none knows a site. Each matches a whole block, and
stops short of sentences that report ("Photos released by the ministry show …", "Also on Monday, …").
"""

import re
from collections.abc import Iterable

from atlascast import agencies
from atlascast.collect import wall
from atlascast.collect.clean import Block
from atlascast.collect.phrases import ASKING, RULES


def _any(kinds: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row})" for kind in kinds for row in RULES[kind]), re.I)


_LABELS, _ASKS = _any(kind for kind in RULES if kind not in ASKING), _any(ASKING)
_REPORTS = re.compile(
    r"\b(?:said|says|told|tells|ruled|wrote|warned|insisted|asked|asks|begged|pleaded|appealed|urged|according to"
    r"|sagte|sagten|dijo|disse|a dit|a déclaré)\b|\b(?:сказал|заяв|сообщ)\w+|^[\"“«„]"
)
"""What marks a sentence that tells: a verb of saying, or a quotation."""
_PAST = re.compile(r"(?<!this article )(?<!this story )(?<!this post )(?<!this piece )\b(?:was|were|had)\b", re.I)
_ALSO = re.compile(r"(?:Also|ALSO|More|MORE) (?:on|ON|from|FROM) (?!\w+day\b)[A-Z]")
_PICTURE = (
    r"(?:(?:featured|file|cover|header|main|lead|top|undated|handout) )*"
    r"(?:photo(?:graph)?s?|images?|pictures?|pics?|video|illustration|graphic|map|screenshot|footage|artwork)"
)
_ABROAD = (
    r"(?:(?:symbol|archiv|agentur)?(?:fotos?|bild)|bildquelle|fotografía|fotografia|foto de archivo|crédits? photos?"
    r"|crédito|zdjęcie|фото|imagen)"
)
_CREDITED = re.compile(
    rf"(?:{_PICTURE}(?: (?:credits?|source|by))?|credits?|courtesy|{_ABROAD})\s*[:/|©].{{0,160}}", re.I
)
_BY = re.compile(
    rf"(?:{_PICTURE}(?: credits?)?(?: (?:is|was|were))? (?:provided|taken|supplied|released|submitted"
    rf"|made available|shared)? ?"
    rf"(?:by|via|from|courtesy(?: of)?|to)|{_PICTURE} credits?|(?:credits? (?:to|goes to)"
    rf"|courtesy(?: of)?))\s+(.{{1,120}})",
    re.I,
)
_AGENCY = re.compile(
    r"(?i:(?:file|handout|submitted|courtesy|undated|archive|stock) (?:photo(?:graph)?|image|picture"
    r"|pic)s?(?: (?:by|of)\b.{0,80})?"
    rf"|.{{0,60}}[/|] ?{agencies.CREDITED}(?:\b.{{0,40}})?"
    rf"|{agencies.CREDITED} (?i:photos?|images?|pictures?|handout)(?:[ /|-].{{0,60}})?)"
)
_PICTURED = re.compile(
    r"(?:in|on) this (?:[\w/]+,? ){0,5}(?:photo(?:graph)?|image|picture|frame grab|screen ?grab|still|illustration)\b"
    r"|(?:pictured|file (?:photo|image|picture))\b ?(?:here|above|below|left|right)?\W? ",
    re.I,
)
_PLACED = re.compile(
    r",? \b(?:second|third|fourth|fifth|top|bottom|far|cent(?:er|re))(?: row)?,? (?:from )?(?:the )?(?:left|right)\b"
    r"|, (?:left|right|cent(?:er|re)),|\((?:[LRC]|left|right|cent(?:er|re))\)|\b(?:file|stock|handout) (?:photo"
    r"|image)\b"
    r"|[\[(](?=[@A-ZÀ-Þ])[^\])]{0,60}(?:/ ?(?=[@A-ZÀ-Þ])|\b[Pp]hoto\b)[^\])]{0,40}[\])]$"
    r"|[\[(](?:[^\])]*\bvia\b[^\])]*|(?:\w+ ){0,3}(?:AP|AFP"
    r"|EPA|Reuters|Getty(?: Images)?|Handout|File))[\])]$"
)
_SMALL = frozenset({
    "the", "of", "for", "and", "via", "from", "by", "on", "in", "at", "to", "de", "la", "da", "van", "von",
})  # fmt: skip
_POST = re.compile(r"\W*the post\W+(.{3,300}?)\W+(?:appeared first on|first appeared on)\W+.{1,120}", re.I)
_TAIL = re.compile(
    r"\s*(?:The post\W+(.{3,300}?)\W+(?:appeared first on|first appeared on)\b.{1,120}|\(\d+[ -]min(?:ute)?s? read\)"
    r"|(?:\[|\()?(?:continue reading|read more|read the rest)\b[^.]{0,80})$",
    re.I,
)
_LISTED = r"(?:stories|articles|posts|news|headlines|reading|content|topics|comments)"
_END_ROWS = (
    r"(?:more|also) (?:in|from|on) (?:this|our|the)\b.*",
    rf"(?:related|recommended|similar|latest|trending|popular|top|other|more|recent|featured)(?: {_LISTED})?",
    r".{0,20}\btop stories",
    r"(?:more )?must[- ]reads? (?:from|on|in)\b.{1,30}|more from .{1,40}",
    r"most (?:read|popular|viewed|shared|commented)",
    r"you (?:might|may)(?: also)? (?:like|enjoy|be interested).*",
    r"(?:trending|popular) now|recommended for you|don['’]t miss|(?:what to )?read next|up next|must read",
    r"editor['’]?s?['’]? picks?",
    r"follow us|stay connected|share this|newsletters?|advertise(?: with us)?|poll|tags?",
    r"(?:sign up|subscribe) (?:for|to)\b.*",
    r"(?:previous|next) (?:article|post|story).*",
    r"(?:noticias|artículos|notícias|articoli|articles) (?:relacionad[oa]s|correlati|liés|similaires)",
    r"(?:lo más|las más|os mais|as mais|les plus|i più|le più) \w+|meistgelesen(?:e artikel)?|am meisten gelesen",
    r"también te puede interesar|das könnte sie (?:auch )?interessieren|mehr zum thema|à lire aussi|leggi anche"
    r"|lees ook|leia também|читайте также|по теме",
)
_LAST_ROWS = (
    r"(?:\d+ )?(?:comentarios?|comentar|comentários?|commentaires?|kommentare?|kommentarer|commenti"
    r"|reacties|komentarze|комментарии)(?: \(?\d+\)?)?",
    r"(?:deja|deje|escribe|deixe|laisser|schreibe?|lascia|skriv|оставить) (?:un|tu|um|uma|einen?|en|una)? ?"
    r"(?:comentario|comentário|respuesta|resposta|commentaire|kommentar|commento|комментарий)",
    r"about (?:us|the (?:authors?|writers?|contributors?)|this (?:project|article|story|series|report|reporting))",
    r"leave a (?:reply|comment).*|(?:\d+ )?comments?(?: \(?\d+\)?)?|(?:view|show|join|post) (?:the |a "
    r"|all )?(?:comments?|conversation)",
    r"(?:(?:©|\(c\)) ?(?:copyright )?\d{4}|copyright (?:©|\(c\)|@|\d)).*|all rights reserved",
    r"(?:our |article )?(?:sources|references)|footnotes|featured video.*",
    r"(?:media|press) (?:contacts?|inquiries|enquiries|relations)|notes to editors?|forward[- ]looking statements"
    r"|safe harbou?r statement",
)
_END = re.compile("|".join(f"(?:{row})" for row in (*_END_ROWS, *_LAST_ROWS)), re.I)
_LAST = re.compile("|".join(f"(?:{row})" for row in _LAST_ROWS), re.I)
_SIGNS = re.compile("^[^\\w\"'“”„‘’«»(\\[@#©]+")
"""Bullets, arrows and pictures before a line."""
CORRECTION = re.compile(
    r"\W*(?:(?:an? )?(?:correction|clarification)|editor['’]s note|update[ds]?|an earlier version of this \w+"
    r"|this (?:article|story|post) (?:has been|was) (?:updated|corrected|amended))\b",
    re.I,
)
MENDED = re.compile(
    r"\W*(?:(?:correction|clarification)\b[^.!?]{0,60}:|an? (?:correction|clarification) was (?:made|issued)\b"
    r"|an earlier version of this (?:article|story|post|report)\b)",
    re.I,
)
"""A note that surely says what was wrong, wherever on the page it stands."""


def is_furniture(text: str) -> bool:
    """Whether a whole block is a label, a plug, a link or a credit and no part of the article."""
    if len(text) > 400:
        return False
    plug = _ALSO.match(text) is not None and not ends(text.replace(":", ""))
    core = _SIGNS.sub("", text).strip(" -–—*•·[]()|:>»!.\t")
    return plug or _is_phrase(core) or is_credit(text) or wall.is_wall(text)


def _is_phrase(core: str) -> bool:
    """Whether the words are a newsroom's own: a label, or a whole sentence to the reader that reports nothing."""
    if _LABELS.fullmatch(core):
        return True
    return bool(_ASKS.fullmatch(core)) and not reports(core)


def reports(text: str) -> bool:
    """Whether a block tells what somebody said or what was: then it is no newsroom's own word."""
    return bool(_REPORTS.search(text) or _PAST.search(text))


def is_end(text: str) -> bool:
    """Whether a block is the label of what follows an article: related stories, comments, a box about the outlet."""
    return len(text) < 80 and bool(_END.fullmatch(text.strip(" -–—*•·[]()|:!.")))


def is_last(text: str) -> bool:
    """Whether such a label never stands within an article: comments, about the author, sources, the copyright."""
    return len(text) < 80 and bool(_LAST.fullmatch(text.strip(" -–—*•·[]()|:!.")))


def is_credit(text: str) -> bool:
    """Whether a whole block says who took or owns the picture, and tells nothing ("… by the ministry show …")."""
    core = text.strip(" -–—*•·[](){}|.\t")
    if len(core) > 200 or not core:
        return False
    match = _BY.fullmatch(core)
    return bool(_CREDITED.fullmatch(core) or _AGENCY.fullmatch(core) or (match and _name(match[1])))


def is_caption(text: str, credited: bool = False) -> bool:
    """Whether a block describes a picture: it names it as one, or says who stands where and is no whole sentence.

    `credited` tells that a picture's credit follows, which is reason enough to believe such words.
    """
    if len(text) > 600:
        return False
    return bool(_PICTURED.match(text) or ((credited or not ends(text)) and _PLACED.search(text)))


def ends(text: str) -> bool:
    """Whether the block ends as a sentence does."""
    return bool(re.search(r"[.!?:;…。！？؟।။][\"'”’»)\]]*$", text))


def _name(text: str) -> bool:
    """Names, dates and small words only: no verb can hide in it."""
    found = re.findall(r"[\w'’.@-]+", text)
    return bool(found) and all(not word[0].islower() or word.lower() in _SMALL for word in found)


def words(text: str) -> list[str]:
    """The words for comparing: letters and digits, lower case."""
    return re.findall(r"\w+", text.lower())


def same(one: str, other: str) -> bool:
    """Whether two titles are the same but for case, signs and a few words."""
    mine, theirs = set(words(one)), set(words(other))
    return bool(mine) and bool(theirs) and len(mine & theirs) >= 0.8 * max(len(mine), len(theirs))


def strip(found: Iterable[Block], title: str = "") -> list[Block]:
    """Leave out furniture, captions, the title told again, a block told twice running and a heading at the end."""
    kept: list[Block] = []
    given = [block for block in found if block.text]
    for block, after in zip(given, [*given[1:], None], strict=False):
        text = _untailed(block.text, title)
        credited = after is not None and is_credit(after.text)
        if not re.search(r"\w", text) or is_furniture(text) or _is_post(text, title) or is_caption(text, credited):
            continue
        if (title and len(kept) < 3 and same(text, title)) or (kept and kept[-1].text == text):
            continue
        kept.append(Block("correction" if CORRECTION.match(text) else block.kind, text))
    while kept and kept[-1].kind == "heading":
        kept.pop()
    return kept


def _untailed(text: str, title: str) -> str:
    match = _TAIL.search(text)
    if match and match[1] and not _told(match[1], title):
        return text.strip()
    return _TAIL.sub("", text).strip()


def _is_post(text: str, title: str) -> bool:
    match = _POST.fullmatch(text)
    return bool(match and _told(match[1], title))


def _told(middle: str, title: str) -> bool:
    """WordPress repeats the title in "The post … appeared first on …"; a sentence about some post does not."""
    return not title or len(set(words(middle)) & set(words(title))) >= 0.5 * len(set(words(middle)))
