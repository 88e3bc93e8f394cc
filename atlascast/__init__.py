"""A newsroom's week → a podcast people subscribe to.

    cli/         arguments → calls → what is printed; the only printing
    revise.py    a published episode put right, or taken back
    review.py    what a producer asks of a week: edits, what is heard, sponsors
    pipeline.py  the order of the house, and nothing else
    drafted.py   a week's inputs → the draft that was written from them before
    archive.py   drafts and masters → the files of an episode folder, and back
    proof.py     a script and its stories → everything that is wrong with it
    corrections.py   what was put right or taken back ⇄ corrections.json, held against later builds
    transcripts.py   masters → their captions and transcripts, those alone that are not there yet
    produce.py   told segments → the edition and a track a story, made when their inputs changed
    labels.py    show, script and story → what the tags say
    record.py    what was made → report.json and episode.json

    collect/     sources → stories
    rank/        stories → picks, with reasons
    sponsors/    picks + campaigns → reads, with reasons
    script/      picks + reads → script; script.md out and in again
    spoken/      written lines → spoken lines; the lexicon
    narrate/     spoken lines → clips; the cache; word times
    mix/         clips + music → stretches of programme
    master/      stretches → MP3, levelled, limited, measured again
    captions/    times → VTT, SRT, JSON, HTML transcript, chapters
    art/         words and colours → covers and chapters' cards
    tag/         MP3, M4A, Opus → the same, tagged
    verify/      MP3 + script → what a recogniser hears of it
    publish/     all episodes → feed, site, and every target that listeners read from

    audio/                         files ⇄ samples, meter and limiter: what the mix and the master share
    picture.py                     a picture file → pixels, accent, JPEG: what the art, the tags and the feed share
    plugins.py store.py pace.py    a name → its class / episode folders and the clip cache / how long it takes to say
    memory.py                      what was worked out + what it follows from → the same again
    words.py                       the show's language → what the show says of its own, and its dates
    config/                        atlascast.toml, validated whole
    models/ errors.py parallel.py text.py week.py agencies.py patterns.py   data, errors, processes, words, weeks, rules

Imports go only down this list, and never between two rooms of the middle block.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "build_week": "pipeline",
    "draft": "pipeline",
    "render": "pipeline",
    "publish_all": "pipeline",
    "load": "config",
    "Config": "config",
    "AtlascastError": "errors",
    "UserError": "errors",
    "WorldError": "errors",
}

__all__ = ["__version__", *_HOMES]  # the public names, each loaded when it is first asked for


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"atlascast.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'atlascast' has no attribute {name!r}")
