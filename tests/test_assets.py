"""What every show starts with: the sample week, the music and the cover."""

import html
import importlib
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import feedparser
import numpy as np
import pytest
from conftest import shared
from numpy.typing import NDArray

from atlascast import week

ASSETS = Path(__file__).parents[1] / "assets"
MUSIC = ASSETS / "music"
SETS = {"dispatch": MUSIC, "vigil": MUSIC / "vigil", "bulletin": MUSIC / "bulletin"}
SECONDS = {"intro": (12, 20), "outro": (12, 20), "bed": (60, 90), "sting": (2, 3.5), "sponsor": (2, 3.5)}
PIECES = [(name, piece) for name in SETS for piece in SECONDS]
RATE = 44_100
Item = dict[str, Any]


@pytest.fixture(scope="module")
def items() -> list[Item]:
    """The sample feed's items, first to last."""
    feed = feedparser.parse((ASSETS / "sample-week/feed.xml").read_bytes())
    assert not feed.bozo
    return list(feed.entries)


def words(item: Item) -> list[str]:
    """The words of an item's paragraphs, lists and quotations; what a page holds beside them is left out."""
    content = item["content"][0]["value"] if "content" in item else ""
    beside = r"<figure.*?</figure>|<p>(?:The post|<strong>Read more|<em>Correction).*?</p>"
    kept = re.sub(beside, "", content, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", kept)).split()


def moment(item: Item) -> datetime:
    return datetime(*item["published_parsed"][:6], tzinfo=UTC)


def full(items: list[Item]) -> list[Item]:
    """The items of the week that can be told."""
    first, end = week.bounds("2022-W01", week.ZoneInfo("UTC"))
    return [item for item in items if words(item) and first <= moment(item) < end]


def test_the_sample_week_holds_a_dozen_stories_and_more_of_120_to_250_words(items: list[Item]) -> None:
    lengths = [len(words(item)) for item in full(items)]
    assert len(lengths) >= 12
    assert all(120 <= length <= 250 for length in lengths)


def test_ten_of_its_stories_speak_for_ten_minutes(items: list[Item]) -> None:
    shortest = sorted(min(180, len(words(item))) for item in full(items))[:10]
    assert sum(shortest) / 180 >= 9.9


def test_it_runs_newest_first_through_every_day_of_the_week(items: list[Item]) -> None:
    moments = [moment(item) for item in items]
    assert moments == sorted(moments, reverse=True)
    assert {moment(item).day for item in full(items)} == {3, 4, 5, 6, 7, 8, 9}


def test_every_item_has_what_wordpress_gives(items: list[Item]) -> None:
    for item in items:
        assert re.fullmatch(r"https://atlas\.example\.org/\?p=\d+", item["id"])
        assert item["link"].startswith(f"https://atlas.example.org/{moment(item):%Y/%m/%d}/")
        assert item["author"] and item["tags"] and int(item["slash_comments"]) > 0
        assert "appeared first on" in item["summary"]
    assert len({item["id"] for item in items}) == len({item["link"] for item in items}) == len(items)


def test_two_of_its_stories_tell_the_same_event_in_other_words(items: list[Item]) -> None:
    pair = [item for item in full(items) if "Rwabee" in " ".join(words(item))]
    assert len(pair) == 2
    shared_facts = {"11:57", "Jazan", "al-Maliki", "UKMTO"}
    assert all(shared_facts <= set(re.findall(r"[\w:-]+", " ".join(words(item)))) for item in pair)
    assert not runs(words(pair[0]), 14) & runs(words(pair[1]), 14)


def test_one_is_a_teaser_and_one_belongs_to_the_week_before(items: list[Item]) -> None:
    assert [item["title"] for item in items if "Continue reading" in item["summary"] and "content" not in item] == [
        "Haiti’s Prime Minister Escapes Gunfire in Gonaïves"
    ]
    early = [item["title"] for item in items if week.week_of(moment(item), week.ZoneInfo("UTC")) == "2021-W52"]
    assert early == ["Sudan’s Prime Minister Hamdok Resigns Six Weeks After His Return"]


def test_it_holds_what_a_page_holds_beside_its_sentences(items: list[Item]) -> None:
    pages = "".join(item["content"][0]["value"] for item in full(items))
    for part in ("<ul>", "<h3>", "<blockquote>", "<figcaption>Photograph provided by", "Read more:", "Correction:"):
        assert part in pages


def test_it_is_full_of_what_is_hard_to_say(items: list[Item]) -> None:
    text = " ".join(" ".join(words(item)) for item in full(items))
    for hard in (r"\d+,\d{3}", r"\$\d+ million", r"\d+%", r"F-35C", r"\b[A-Z]{4,}\b", r"\b(?:Col|Brig|Maj|Lt)\. Gen\.",
                 r"\d+(?::\d\d)? [ap]\.m\.", r"USS \w+", r"\d{1,2} \w+ 20\d\d", r"“[^”]+”", r"\bkm\b", r"’", r"[ïáó]"):
        assert re.search(hard, text), hard


def test_no_run_of_eight_words_stands_in_the_page_it_shares_its_week_with(items: list[Item]) -> None:
    page = shared() / "corpus/text/seed.txt"
    if not page.is_file():
        pytest.skip(f"{page} is absent: the measuring corpora are not on this machine")
    theirs = runs(page.read_text().split(), 8)
    assert not [item["title"] for item in items if runs(words(item), 8) & theirs]


def runs(text: list[str], length: int) -> set[tuple[str, ...]]:
    """Every run of so many words, in lower case and without marks."""
    plain = [re.sub(r"\W", "", word).lower() for word in text]
    return {tuple(plain[i : i + length]) for i in range(len(plain) - length + 1)}


def decode(path: Path) -> NDArray[np.float32]:
    """An MP3's samples as (n, 2), 1.0 full scale, the encoder's delay and padding taken off."""
    from imageio_ffmpeg import get_ffmpeg_exe

    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "2", "-ar", str(RATE), "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return np.frombuffer(raw, np.float32).reshape(-1, 2)


@dataclass(frozen=True)
class Sound:
    """A decoded piece of a set."""

    name: str
    piece: str
    samples: NDArray[np.float32]


@pytest.fixture(scope="module", params=PIECES, ids="-".join)
def sound(request: pytest.FixtureRequest) -> Sound:
    """Each piece of each set in turn, decoded once for all tests of it."""
    name, piece = request.param
    return Sound(name, piece, decode(SETS[name] / f"{piece}.mp3"))


def test_a_piece_of_music_has_its_length_loudness_and_headroom(sound: Sound) -> None:
    import pyloudnorm
    from scipy.signal import resample_poly

    shortest, longest = SECONDS[sound.piece]
    assert shortest <= len(sound.samples) / RATE <= longest
    assert -17 <= pyloudnorm.Meter(RATE).integrated_loudness(sound.samples) <= -15
    assert 20 * np.log10(np.abs(resample_poly(sound.samples, 4, 1, axis=0)).max()) <= -2
    assert abs(sound.samples.mean()) < 1e-3


def test_a_piece_loses_little_when_it_is_heard_in_mono(sound: Sound) -> None:
    lost = 10 * np.log10((sound.samples.mean(axis=1) ** 2).mean() / (sound.samples**2).mean())
    assert lost > -2.5


def test_a_piece_rings_out_to_silence_and_a_bed_comes_round_without_a_seam(sound: Sound) -> None:
    if sound.piece == "bed":
        seamless(sound.samples.mean(axis=1))
        return
    level = np.abs(sound.samples)
    assert level[:40].max() < 0.05
    assert level[-400:].max() < 1e-3
    tail = [level[-i - RATE // 10 : -i].max() for i in range(RATE // 2, 400, -RATE // 20)]
    assert all(later <= earlier * 1.3 for earlier, later in pairwise(tail))


def seamless(samples: NDArray[np.float32]) -> None:
    """End and beginning laid together show no step, and no leap in level, that the piece has not elsewhere."""
    step = np.abs(np.diff(np.concatenate([samples[-200:], samples[:200]]))).max()
    assert step <= np.abs(np.diff(samples)).max()
    assert 0.5 < np.std(samples[: RATE // 2]) / np.std(samples[-RATE // 2 :]) < 2


def test_a_piece_is_played_by_many_partials_and_is_no_beep(sound: Sound) -> None:
    frames = sound.samples.mean(axis=1)[: len(sound.samples) // 8192 * 8192].reshape(-1, 8192) * np.hanning(8192)
    power = (np.abs(np.fft.rfft(frames, axis=1)) ** 2).sum(axis=0)
    edges = np.unique((40 * 2 ** (np.arange(27) / 3) * 8192 / RATE).astype(int))
    assert np.add.reduceat(power, edges).max() / power.sum() < 0.6


def test_the_first_set_takes_two_megabytes_and_all_take_five() -> None:
    sizes = {name: sum((folder / f"{piece}.mp3").stat().st_size for piece in SECONDS) for name, folder in SETS.items()}
    assert sizes["dispatch"] <= 2_000_000
    assert sum(sizes.values()) <= 5_000_000


def test_the_licence_names_every_set_and_the_soundfont() -> None:
    licence = (MUSIC / "LICENSE.md").read_text()
    assert all(name in licence for name in [*SETS, "CC0 1.0", "FluidR3", "MIT", "Frank Wen"])


@pytest.fixture
def scores(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scores can be imported, as from beside them."""
    monkeypatch.syspath_prepend(str(MUSIC))


@pytest.mark.usefixtures("scores")
@pytest.mark.parametrize(("name", "piece"), PIECES)
def test_every_note_can_be_played_and_lies_within_its_piece(name: str, piece: str) -> None:
    score = importlib.import_module(name).PIECES[piece]()
    for part in score.parts:
        for note in part.notes:
            assert 20 <= note.pitch <= 103 and 1 <= note.velocity <= 127 and note.length > 0
            assert 0 <= note.start <= score.beats + score.tail * score.tempo[-1][1] / 60
            assert score.tail or note.start < score.beats


@pytest.mark.usefixtures("scores")
def test_no_two_neighbours_of_a_running_figure_are_struck_alike() -> None:
    score, dispatch = importlib.import_module("score"), importlib.import_module("dispatch")
    run = score.run("Dm:4", dispatch.FIGURES, 0, dispatch.DRIVE, 40, 90)
    assert all(one.velocity != other.velocity for one, other in pairwise(run))


@pytest.mark.usefixtures("scores")
def test_the_notation_reads_notes_rests_and_chords() -> None:
    score = importlib.import_module("score")
    notes = score.tune("D4:1.5 -:0.5 F4+Bb4:2", 4, 80)
    assert [(note.start, note.pitch) for note in notes] == [(4, 62), (6, 65), (6, 70)]
    with pytest.raises(ValueError, match="no note"):
        score.pitch("H4")


@pytest.mark.slow
@pytest.mark.usefixtures("scores")
def test_a_score_renders_to_the_same_bytes_twice(tmp_path: Path) -> None:
    pytest.importorskip("mido", reason="mido renders the music and is not needed to run atlascast")
    studio = importlib.import_module("studio")
    if not studio.SOUNDFONT.is_file():
        pytest.skip("the soundfont FluidR3_GM.sf2 is absent (Debian: fluid-soundfont-gm, fluidsynth)")
    score = importlib.import_module("dispatch").PIECES["sting"]
    for name in ("one.mp3", "two.mp3"):
        studio.render(score(), tmp_path / name, "Dispatch: sting")
    assert (tmp_path / "one.mp3").read_bytes() == (tmp_path / "two.mp3").read_bytes()


def test_the_cover_is_a_square_jpeg_of_3000_pixels_and_half_a_megabyte() -> None:
    from PIL import Image

    path = ASSETS / "cover.jpg"
    with Image.open(path) as cover:
        assert (cover.format, cover.mode, cover.size) == ("JPEG", "RGB", (3000, 3000))
    assert path.stat().st_size <= 500_000


def test_the_cover_keeps_its_contrast_at_60_pixels() -> None:
    """Letters of at least 4.5 : 1 against their ground, as WCAG asks of text, after shrinking."""
    from PIL import Image

    with Image.open(ASSETS / "cover.jpg") as cover:
        small = np.asarray(cover.resize((60, 60), Image.Resampling.LANCZOS), float) / 255
    linear = np.where(small <= 0.04045, small / 12.92, ((small + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
    rows = linear[34:56]
    assert (np.percentile(rows, 90) + 0.05) / (np.percentile(rows, 10) + 0.05) >= 4.5
