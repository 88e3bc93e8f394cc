"""The shape of the house: imports go down, files and functions stay short, nothing heavy loads early."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "atlascast"
LEVELS = [
    {"cli", "__main__"},
    {"review", "revise"},
    {"pipeline"},
    {"drafted"},
    {"archive"},
    {"corrections", "proof"},
    {"transcripts"},
    {"produce"},
    {"labels", "record"},
    {"collect", "rank", "sponsors", "script", "spoken", "narrate", "mix", "master", "captions", "art", "tag", "verify"}
    | {"publish"},
    {"audio", "picture"},
    {"memory"},
    {"pace", "plugins", "store"},
    {"words"},
    {"config"},
    {"models", "errors", "parallel", "text", "week", "agencies", "patterns"},
]
LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
STAGES = next(rooms for rooms in LEVELS if "collect" in rooms)
HEAVY = ("numpy", "scipy", "soxr", "onnxruntime", "piper", "pydub", "trafilatura", "lxml", "feedgen", "mutagen", "PIL",
         "jinja2", "num2words", "pyttsx3", "httpx", "feedparser", "pyloudnorm", "rapidfuzz",
         "obstore", "asyncssh", "apprise", "asyncio")


def files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def reached(path: Path) -> set[str]:
    """The rooms that a file imports from, read from its syntax tree, imports inside functions included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("atlascast.")}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "atlascast":
            parts = (node.module or "").split(".")
            found |= {parts[1]} if len(parts) > 1 else {name.name for name in node.names}
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: imports are written from atlascast"
    return found - {"__version__"}


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_only_down_and_stages_never_import_one_another(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        assert not reached(path)
        return
    for other in reached(path) - {own}:
        assert other in LEVEL, f"{other} has no place in the house: give it a level here and a line on the map"
        if own in STAGES:
            assert other not in STAGES, f"{own} imports its neighbour {other}"
        allowed = LEVEL[other] >= LEVEL[own]
        assert allowed, f"{own} imports {other}, which stands above it"


def test_every_room_of_the_house_stands_on_the_map() -> None:
    described = (PACKAGE / "__init__.py").read_text()
    for name in {room(path) for path in files()} - {"__init__", "__main__"}:
        assert f"{name}.py" in described or f"{name}/" in described, f"atlascast/__init__.py does not name {name}"


def test_functions_and_files_stay_short() -> None:
    lengths = sorted(
        node.end_lineno - node.lineno + 1
        for path in files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno
    )
    assert lengths[-1] <= 60
    assert sum(length < 30 for length in lengths) >= 0.9 * len(lengths)
    assert not [str(path) for path in files() if path.read_text().count("\n") > 300]


def test_a_choice_is_never_made_within_a_choice_of_one_line() -> None:
    nested = [
        f"{path}:{node.lineno}"
        for path in files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.IfExp)
        for inner in (node.body, node.test, node.orelse)
        if any(isinstance(one, ast.IfExp) for one in ast.walk(inner))
    ]
    assert not nested


def test_every_module_opens_with_what_goes_in_and_what_comes_out() -> None:
    for path in files():
        opening = (ast.get_docstring(ast.parse(path.read_text())) or "").split("\n")[0]
        assert "→" in opening, f"{path}: {opening}"


@pytest.mark.parametrize("code", ["import atlascast", "import atlascast.cli", "from atlascast.cli import app"])
def test_nothing_heavy_loads_before_it_is_needed(code: str) -> None:
    check = f"{code}; import sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert done.stdout.strip() == "[]"


def test_the_whole_pipeline_can_be_named_without_loading_an_engine() -> None:
    check = f"import atlascast.pipeline, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert done.stdout.strip() == "[]"


def test_public_names_are_there_and_lead_somewhere() -> None:
    import atlascast

    for name in atlascast.__all__:
        assert getattr(atlascast, name) is not None


def test_every_command_that_a_message_names_is_there() -> None:
    import typer

    from atlascast.cli import app

    known = typer.main.get_command(app).commands.keys()  # type: ignore[attr-defined]
    for path in files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named = set(re.findall(r"`atlascast ([a-z-]+)", node.value))
                assert named <= set(known), f"{path}: {named - set(known)}"
