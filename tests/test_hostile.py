"""Whatever a stranger writes, a parser reads it or says what is wrong; it never falls over."""

import time
from pathlib import Path

import pytest
from hostile import PARSERS, tables

from atlascast.errors import AtlascastError

CASES = list(tables())
SECONDS = 60.0
"""The most of the processor's time that any of them may take: a parser that hangs would take it all."""


def test_there_are_more_than_250_cases_and_some_for_every_parser() -> None:
    assert len(CASES) >= 250
    assert {parser for parser, *_ in CASES} == set(PARSERS)


@pytest.mark.parametrize(("parser", "content"), [pytest.param(parser, content, id=f"{parser}: {name}")
                                                 for parser, name, content in CASES])
def test_only_an_error_of_ours_comes_of_it(parser: str, content: bytes, tmp_path: Path) -> None:
    began = time.process_time()
    try:
        PARSERS[parser](tmp_path, content)
    except AtlascastError as error:
        assert error.message and error.hint
    assert time.process_time() - began < SECONDS


def test_mutations_of_them_bring_nothing_down() -> None:
    """A short run of fuzz.py; longer ones by hand."""
    from fuzz import run

    assert run(4.0, seed=1) == 0
