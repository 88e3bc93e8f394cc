"""Blocks of a fact-check → the same, with what others claim marked as that and what was found beside it.

Told without its label a claim would be news. Where the page shows claim and rating in a box that no extractor takes for
the article, they are set before it; a rating that only a picture shows is read from the page's ClaimReview
(https://schema.org/ClaimReview, reviewRating.alternateName).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from atlascast import patterns
from atlascast.collect import clean, scripts
from atlascast.collect.clean import Block
from atlascast.patterns import Finder, finder

_RULES = patterns.load("atlascast.collect", "data/claims")
_CLAIM, _RATING = finder([_RULES["claim"]]), finder([_RULES["rating"]])
_Labelled = tuple[str, str]
"""A label and what stands below it."""
_LABELS = ("h2", "h3", "h4", "h5", "strong", "b", "dt", "span", "div", "p")
_LONGEST = 400
"""Characters of a claim, or of what was found, in a box at most."""
_SENTENCE = 40
"""Characters of a rating that is a sentence; a shorter one is a word that any text may hold."""


def check(blocks: list[Block], tree: Any, text: str) -> list[Block]:
    """The article with claim and rating in their places; any other article as it is."""
    reviews = [one for one in scripts.linked(text) if one.get("@type") == "ClaimReview"]
    whole = tree if any(True for _ in _below(tree, _CLAIM)) or not reviews else _whole(text)
    shown = list(_below(whole, _CLAIM))
    claims = [*(claim for _, claim in shown), *(str(one.get("claimReviewed") or "") for one in reviews)]
    boxed = _boxed(blocks, shown[0], next(_ratings(whole, reviews), ("", ""))) if shown else blocks
    return mark(boxed, claims)


def _whole(text: str) -> Any:
    """The page's tree before anything was left out of it."""
    from trafilatura.utils import load_html

    return load_html(text)


def _boxed(blocks: list[Block], claim: _Labelled, rating: _Labelled) -> list[Block]:
    """With the claim and the rating that the page shows, where the article does not tell them."""
    told = " ".join(block.text for block in blocks)
    bare = rating[1].rstrip(".")
    rated = re.search(rf"\b(?:rat|verdict|ruling)\w*\W(?:.{{0,80}}\W)?{re.escape(bare)}(?!\w)", told, re.I)
    known = not bare or rated or (len(bare) > _SENTENCE and bare in told)
    found = [] if known else [Block("text", f"{rating[0]}: {bare}.")]
    at = next((at + 1 for at, block in enumerate(blocks) if claim[1].rstrip(".") in block.text), 0)
    opening = [] if at else [Block("heading", claim[0]), Block("claim", claim[1])]
    return [*blocks[:at], *opening, *found, *blocks[at:]]


def _ratings(tree: Any, reviews: list[dict[str, Any]]) -> Iterator[_Labelled]:
    """How true the claim is: as the page shows it, else as it declares it."""
    yield from _below(tree, _RATING)
    for review in reviews:
        rating = review.get("reviewRating")
        if isinstance(rating, dict) and (name := clean.plain(str(rating.get("alternateName") or ""))):
            yield "Rating", name


def labelled(tree: Any) -> Iterator[str]:
    """What stands below a page's label "Claim" or "What was claimed", where that is an element of its own."""
    yield from (claim for _, claim in _below(tree, _CLAIM))


def _below(tree: Any, label: Finder) -> Iterator[_Labelled]:
    """A label of its own and what stands below it, without links to how it came about."""
    for node in tree.iter(*_LABELS) if tree is not None else ():
        if len(node) == 0 and _is_label(node.text or "", label) and (below := node.getnext()) is not None:
            found = clean.tidy(below.text_content())
            for link in filter(None, (clean.tidy(link.text_content()) for link in below.iter("a"))):
                found = clean.tidy(found.replace(link, " "))
            if 0 < len(found) <= _LONGEST:
                yield clean.tidy(node.text or "").rstrip(" :"), found


def mark(blocks: Iterable[Block], claims: Iterable[str] = ()) -> list[Block]:
    """With the kind "claim" for what follows a label of its own, and for every block that says one of `claims`."""
    known, marked, after = {clean.tidy(claim).rstrip(".") for claim in claims if claim}, list[Block](), False
    for block in blocks:
        claim = block.kind in ("text", "quote") and (after or block.text.rstrip(".") in known)
        after = _is_label(block.text, _CLAIM)
        marked.append(replace(block, kind="claim") if claim and not after else block)
    return marked


def _is_label(text: str, label: Finder) -> bool:
    return len(text) < 60 and label.finds(clean.tidy(text).rstrip(" :"))
