"""A long quotation with its speaker first: turned where no word changes its meaning, else left."""

import pytest
from script_cases import DATA

from atlascast.script.order import spoken_order

TURNED = [row.split("\t") for row in (DATA / "order" / "turned.tsv").read_text().splitlines()]


@pytest.mark.parametrize(("written", "told"), TURNED)
def test_a_long_quotation_is_told_after_its_speaker(written: str, told: str) -> None:
    assert spoken_order(written) == [told]


@pytest.mark.parametrize("written", (DATA / "order" / "left.txt").read_text().splitlines())
def test_what_the_ear_does_without_or_what_cannot_be_turned_is_left(written: str) -> None:
    assert spoken_order(written) == []
