"""A segment that is as it was is not mixed again, and what the cache holds is never believed unseen."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sounds

from atlascast import mix
from atlascast.audio import RATE
from atlascast.config import Sounds
from atlascast.mix import kept, programme
from atlascast.models import Stretch, Told


@pytest.fixture
def mixed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The segments that are mixed from here on."""
    places: list[int] = []
    real = programme._stretch
    monkeypatch.setattr(programme, "_stretch", lambda told, *rest: (places.append(told.index), real(told, *rest))[1])
    yield places


@pytest.fixture(params=[1, 2], ids=["mono", "stereo"])
def themed(request: pytest.FixtureRequest, tmp_path: Path) -> Sounds:
    """Music that rings on into the next segment, and a sting."""
    names = {"intro": 9.0, "sting": 2.5}
    paths = {name: sounds.write(tmp_path / f"{name}.wav", sounds.music(long, RATE, 0.12), RATE)
             for name, long in names.items()}  # fmt: skip
    return Sounds(**paths, channels=request.param)


def told(folder: Path) -> list[Told]:
    return sounds.Narrator(folder).programme()


def edition(told: list[Told], config: Sounds, folder: Path) -> list[Stretch]:
    return list(mix.edition(told, config, folder / "mixed"))


def same(one: list[Stretch], other: list[Stretch]) -> bool:
    """Whether two programmes are the same to the last bit."""
    facts = [[replace(stretch, samples=np.zeros(0)) for stretch in row] for row in (one, other)]
    sound = [[stretch.samples.tobytes() for stretch in row] for row in (one, other)]
    return [str(row) for row in facts[0]] == [str(row) for row in facts[1]] and sound[0] == sound[1]


def test_what_is_kept_is_what_would_be_mixed(tmp_path: Path, themed: Sounds, mixed: list[int]) -> None:
    programme = told(tmp_path)
    plain = list(mix.edition(programme, themed))
    first = edition(programme, themed, tmp_path)
    mixed.clear()
    assert same(edition(programme, themed, tmp_path), plain) and same(first, plain)
    assert mixed == []


def test_a_changed_clip_has_its_segment_mixed_anew_and_no_other(tmp_path: Path, mixed: list[int]) -> None:
    programme, config = told(tmp_path), Sounds()
    edition(programme, config, tmp_path)
    changed = programme[2].clips[0].path
    sounds.write(changed, sounds.voice(2.0, seed=99))
    mixed.clear()
    again = edition(programme, config, tmp_path)
    assert mixed == [2] and same(again, list(mix.edition(programme, config)))


def test_a_segment_after_other_music_or_another_kind_is_mixed_anew(
    tmp_path: Path, themed: Sounds, mixed: list[int]
) -> None:
    programme = told(tmp_path)
    edition(programme, themed, tmp_path)
    mixed.clear()
    without = [one for one in programme if one.segment.kind != "sponsor"]
    again = edition(without, themed, tmp_path)
    assert mixed == [4] and same(again, list(mix.edition(without, themed)))
    assert themed.intro
    sounds.write(themed.intro, sounds.music(9.0, RATE, 0.12, seed=5), RATE)
    mixed.clear()
    assert same(edition(without, themed, tmp_path), list(mix.edition(without, themed)))
    assert {0, 1} <= set(mixed)


@pytest.mark.parametrize("suffix", ["f32", "json"])
@pytest.mark.parametrize("harm", ["flipped", "short", "gone"])
def test_what_was_damaged_is_mixed_anew(tmp_path: Path, mixed: list[int], suffix: str, harm: str) -> None:
    programme, config = told(tmp_path), Sounds()
    plain = edition(programme, config, tmp_path)
    for path in (tmp_path / "mixed").glob(f"*.{suffix}"):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data if harm == "flipped" else data[:-4])
        if harm == "gone":
            path.unlink()
    mixed.clear()
    assert same(edition(programme, config, tmp_path), plain) and len(mixed) == len(programme)


def test_it_holds_the_newest_edition_alone(tmp_path: Path) -> None:
    programme, config = told(tmp_path), Sounds()
    edition(programme, config, tmp_path)
    assert len(list((tmp_path / "mixed").iterdir())) == 2 * len(programme)
    edition(programme[:2], config, tmp_path)
    assert len(list((tmp_path / "mixed").iterdir())) == 4


def test_it_never_grows_past_its_bound(tmp_path: Path, mixed: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    programme, config = told(tmp_path), Sounds()
    monkeypatch.setattr(kept, "MOST", 2_000_000)
    plain = edition(programme, config, tmp_path)
    sizes = [path.stat().st_size for path in (tmp_path / "mixed").glob("*.f32")]
    assert 0 < sum(sizes) <= 2_000_000 and len(sizes) < len(programme)
    mixed.clear()
    assert same(edition(programme, config, tmp_path), plain) and 0 < len(mixed) < len(programme)
