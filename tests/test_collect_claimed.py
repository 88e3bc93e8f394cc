"""The collector's reading of a fact-check: what others claim is marked as that."""

import pytest
from lxml import html

from atlascast.collect import claimed
from atlascast.collect.clean import Block

CLAIM, ANSWER = "A northern minister owns four ships.", "The register shows none."


@pytest.mark.parametrize("label", ["Claim", "The claim:", "CLAIM", "What was claimed", "What they're claiming"])
def test_what_follows_a_label_of_its_own_is_a_claim(label: str) -> None:
    found = claimed.mark([Block("heading", label), Block("text", CLAIM), Block("text", ANSWER)])
    assert [block.kind for block in found] == ["heading", "claim", "text"]


@pytest.mark.parametrize("label", ["The claimant", "What was claimed back", "Claims of the north", "Claim and answer"])
def test_a_heading_that_only_speaks_of_one_is_no_label(label: str) -> None:
    found = claimed.mark([Block("heading", label), Block("text", CLAIM)])
    assert [block.kind for block in found] == ["heading", "text"]


@pytest.mark.parametrize("tag", ["h3", "strong", "div", "dt"])
def test_a_label_that_the_extraction_lost_is_read_from_the_page(tag: str) -> None:
    page = html.fromstring(f"<body><div><{tag}>Claim</{tag}><div><p>{CLAIM}</p></div></div><p>{ANSWER}</p></body>")
    found = claimed.mark([Block("text", CLAIM), Block("text", ANSWER)], claimed.labelled(page))
    assert [block.kind for block in found] == ["claim", "text"]


def test_what_the_page_declares_to_be_reviewed_is_a_claim() -> None:
    found = claimed.mark([Block("text", CLAIM), Block("text", ANSWER)], [CLAIM.rstrip(".")])
    assert [block.kind for block in found] == ["claim", "text"]


TOLD = [Block("text", "A post shared 40,000 times says so."), Block("text", ANSWER)]
BOX = f"<div><h3>Claim</h3><div><p>{CLAIM}</p></div></div>"


def checked(box: str, told: list[Block], markup: str = "") -> list[tuple[str, str]]:
    found = claimed.check(told, html.fromstring(f"<body>{box}<p>{ANSWER}</p></body>"), markup)
    return [(block.kind, block.text) for block in found]


def test_a_claim_and_its_rating_that_stand_in_a_box_are_told_first() -> None:
    rating = "<div><h3>Our verdict:</h3><div><img><b>Unproven</b> <a href='/r'>About this rating</a></div></div>"
    told = checked(BOX + rating, TOLD)
    assert told[:3] == [("heading", "Claim"), ("claim", CLAIM), ("text", "Our verdict: Unproven.")]
    assert told[3:] == [("text", block.text) for block in TOLD]


def test_a_rating_follows_the_claim_that_the_article_tells() -> None:
    told = checked(BOX + "<dl><dt>Rating</dt><dd>False</dd></dl>", [Block("text", CLAIM), *TOLD])
    assert told[:2] == [("claim", CLAIM), ("text", "Rating: False.")]


def test_a_rating_that_only_a_picture_shows_is_read_from_what_the_page_declares() -> None:
    review = '{"@type": "ClaimReview", "reviewRating": {"@type": "Rating", "alternateName": "Half true"}}'
    markup = f'<script type="application/ld+json">{review}</script>'
    assert ("text", "Rating: Half true.") in checked(BOX, TOLD, markup)
    assert checked("", TOLD, markup) == [("text", block.text) for block in TOLD]


@pytest.mark.parametrize("sentence", ["We rate this claim False.", "Our ruling: False.", "Our rating is false."])
def test_a_rating_that_the_article_tells_is_not_told_twice(sentence: str) -> None:
    told = checked(BOX + "<h3>Rating</h3><p>False</p>", [*TOLD, Block("text", sentence)])
    assert not [text for _, text in told if text.startswith("Rating:")]


def test_a_rating_of_what_is_no_claim_is_left_alone() -> None:
    assert checked("<h3>Rating</h3><p>Four stars</p>", TOLD) == [("text", block.text) for block in TOLD]
