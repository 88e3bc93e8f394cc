"""Scores → the music of the shows: every theme set of this folder, composed, rendered and mastered.

    python assets/music/compose.py                 renders all; studio.py says what it needs
    python assets/music/compose.py dispatch sting  one set, one piece

`dispatch` is the sample show's and lies in this folder itself, the other sets in folders of their names. The same
versions of FluidSynth, soundfont, numpy, scipy and ffmpeg give the same bytes.
"""

import sys
from importlib import import_module
from pathlib import Path

from studio import render

HERE = Path(__file__).parent
SETS = {"dispatch": HERE, "vigil": HERE / "vigil", "bulletin": HERE / "bulletin"}


def main(wanted: list[str]) -> None:
    """Render the sets and pieces that `wanted` names; all where it names none."""
    sets = [name for name in wanted if name in SETS] or list(SETS)
    pieces = [name for name in wanted if name not in SETS]
    for name in sets:
        for piece, score in import_module(name).PIECES.items():
            if piece in (pieces or [piece]):
                target = SETS[name] / f"{piece}.mp3"
                render(score(), target, f"{name.capitalize()}: {piece}")
                print(target.relative_to(HERE), target.stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1:])
