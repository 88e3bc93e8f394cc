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
