"""The pages show an episode's own cover, and type that fits the length of a title."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from archives import add_episode, config_in
from PIL import Image

from atlascast.config import Config
from atlascast.errors import UserError
from atlascast.models import Alternate, Correction
from atlascast.publish import publish, site
from atlascast.publish.light import light, unquoted
from atlascast.publish.site import TEMPLATES
from atlascast.store import Store

WEEK = "episodes/2022-W01"


def built(config: Config, **changes: object) -> Path:
    add_episode(config, "2022-W01", **changes)  # type: ignore[arg-type]
    publish(config, Store(config.out), lambda *_: None)
    return config.out / "public"


def with_cover(folder: Path) -> Config:
    config = config_in(folder)
    (folder / WEEK).mkdir(parents=True)
    Image.new("RGB", (1400, 1400), (10, 120, 60)).save(folder / WEEK / "cover.jpg")
    return config


def test_a_page_its_card_and_its_json_show_the_episodes_own_cover(tmp_path: Path) -> None:
    public = built(with_cover(tmp_path))
    for page in (f"{WEEK}/index.html", f"{WEEK}/01-story/index.html"):
        text = (public / page).read_text()
        shown = {*re.findall(r'[\w./:-]*/cover-[0-9a-f]{8}[\w.-]*', text)}
        own = {name.rpartition("/")[2] for name in shown if WEEK in name}
        mark = next(iter(own))[:14]
        assert own == {f"{mark}{end}" for end in (".jpg", "-640.jpg", "-384.webp", "-240.webp")}
        assert re.search(rf'og:image" content="https://pod.example.org/{WEEK}/{mark}-640.jpg"', text)
        assert 'og:image:width" content="640"' in text and 'og:image:height" content="640"' in text
        for name in own:
            with Image.open(public / WEEK / name) as picture:
                assert picture.size == (int((re.search(r"-(\d+)\.", name) or [0, 1400])[1]),) * 2
    assert WEEK not in "".join(re.findall(r"cover-[\w.-]+|og:image\S+", (public / "index.html").read_text()))


def test_an_episode_without_a_cover_shows_the_shows(tmp_path: Path) -> None:
    public = built(config_in(tmp_path))
    text = (public / WEEK / "index.html").read_text()
    assert not list((public / WEEK).glob("cover-*")) and 'src="../../cover-' in text


def test_a_cover_that_was_changed_takes_its_older_sizes_away(tmp_path: Path) -> None:
    config = with_cover(tmp_path)
    before = {path.name for path in (built(config) / WEEK).glob("cover-*-*")}
    Image.new("RGB", (1400, 1400), (120, 10, 60)).save(tmp_path / WEEK / "cover.jpg")
    after = {path.name for path in (built(config) / WEEK).glob("cover-*-*")}
    assert len(before) == len(after) == 3 and not before & after


def test_an_episode_that_was_taken_back_leaves_no_cover(tmp_path: Path) -> None:
    config = with_cover(tmp_path)
    public = built(config)
    assert len(list((public / WEEK).glob("cover-*"))) == 4
    back = Correction("withdrawn", "", "", "It was wrong.", datetime(2022, 1, 11, tzinfo=UTC))
    built(config, corrections=(back,))
    assert not list((public / WEEK).glob("cover-*"))


def test_a_cover_that_is_no_picture_is_named(tmp_path: Path) -> None:
    config = with_cover(tmp_path)
    (tmp_path / WEEK / "cover.jpg").write_text("no picture")
    with pytest.raises(UserError, match=r"cover\.jpg"):
        built(config)


@pytest.mark.parametrize(("length", "opening"), [
    (60, "<h1>"), (61, '<h1 class="long">'), (151, '<h1 class="longest">'),
])  # fmt: skip
def test_a_longer_title_is_set_smaller(tmp_path: Path, length: int, opening: str) -> None:
    title = "A ferry " * 20
    text = (built(config_in(tmp_path), title=title[:length - 1] + "x") / WEEK / "index.html").read_text()
    assert f"{opening}A ferry" in text


def test_two_stories_with_one_title_keep_their_own_tracks_and_texts(tmp_path: Path) -> None:
    config = config_in(tmp_path)
    made = add_episode(config, "2022-W01")
    chapters = [replace(one, title="Morning briefing") if one.kind == "story" else one for one in made.chapters]
    told = iter(made.tracks)
    named = tuple(replace(one, story_id=next(told).story_id) if one.kind == "story" else one for one in chapters)
    tracks = tuple(replace(track, title="Morning briefing") for track in made.tracks)
    text = (built(config, chapters=named, tracks=tracks) / WEEK / "index.html").read_text()
    assert re.findall(r'href="(0\d-story)/"', text) == ["01-story", "02-story"]


def test_every_format_has_its_name_and_the_bits_of_its_sound(tmp_path: Path) -> None:
    facts_of = ("audio/mp4", 900_000, 60_000, 120.0, "ab" * 32)
    other = [Alternate(f"edition.{ending}", *facts_of) for ending in ("m4a", "m4b")]
    public = built(config_in(tmp_path), audio=b"ID3" + bytes(3_000_000), alternates=tuple(other))
    listed = re.findall(r"<podcast:alternateEnclosure [^>]*>", (public / "feed.xml").read_text())
    facts = [dict(re.findall(r'(\w+)="([^"]*)"', one)) for one in listed]
    assert [(one["title"], one["bitrate"]) for one in facts] == [("MP3", "96000"), ("M4A", "60000"), ("M4B", "60000")]


def test_a_script_keeps_its_strings_and_templates_when_it_is_made_light() -> None:
    code = 'const a = "// no comment";  // one\nconst b = `a  ${ a }  /* b */`;\n'
    assert light("x.js", code) == 'const a="// no comment";const b=`a  ${ a }  /* b */`;\n'
    assert light("x.css", "/* a\n b */ p { content: '/* c */'; }\n") == "p{content:'/* c */'}\n"


def test_the_guide_names_every_variable_and_template_that_there_is(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[1] / "docs/site.md").read_text()
    colours = (TEMPLATES / "colours.css").read_text()
    css, toml = (guide.partition(f"```{kind}\n:root" if kind == "css" else "[en]\n")[2] for kind in ("css", "toml"))
    names = set(re.findall(r"--\w+(?=:)", colours))
    assert names == set(re.findall(r"`(--\w+)`", guide)) == set(re.findall(r"--\w+(?=:)", css))
    told = set(re.findall(r"[`/](\w+\.(?:html|css|js))`", guide))
    assert told == {path.name for path in TEMPLATES.iterdir() if path.suffix in (".html", ".css", ".js")}
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/colours.css").write_text(":root" + css.partition("```")[0])
    (tmp_path / "mine/words.toml").write_text("[en]\n" + toml.partition("```")[0])
    public = built(config_in(tmp_path, extra='\n[edition]\ntemplates = "mine"\n'))
    assert "Harbour Street 4" in (public / "index.html").read_text()
    assert "--accent:#8a1538" in next((public / "assets").glob("site-*.css")).read_text()


def test_quotation_marks_are_plain_between_tags_and_escaped_within() -> None:
    page = '<p title="&#34;A&#39;">&#34;B&#39; &lt;i title=&#34;C&#34;&gt;</p>'
    assert unquoted(page) == '<p title="&#34;A&#39;">"B\' &lt;i title="C"&gt;</p>'


@pytest.fixture
def sites(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many episodes each site has that is built from here on."""
    built: list[int] = []
    real = site.build
    monkeypatch.setattr(site, "build", lambda *given: (built.append(len(given[1])), real(*given))[1])
    return built


def test_a_site_that_stands_as_it_would_be_built_is_not_built(tmp_path: Path, sites: list[int]) -> None:
    config = with_cover(tmp_path)
    public = built(config)
    before = {path: path.stat().st_mtime_ns for path in public.rglob("*")}
    assert publish(config, Store(config.out), lambda *_: None).changed == []
    assert {path: path.stat().st_mtime_ns for path in public.rglob("*")} == before
    assert sites == [1]


@pytest.mark.parametrize("name", ["index.html", "feed.xml", "sitemap.xml", f"{WEEK}/01-story/index.html"])
@pytest.mark.parametrize("lost", [True, False])
def test_a_file_of_it_that_is_lost_or_touched_is_put_again(
    tmp_path: Path, sites: list[int], name: str, lost: bool
) -> None:
    config = with_cover(tmp_path)
    path = built(config) / name
    before = path.read_bytes()
    if lost:
        path.unlink()
    else:
        path.write_bytes(before + b" ")
    assert path in publish(config, Store(config.out), lambda *_: None).changed
    assert path.read_bytes() == before and len(sites) == 2


def test_a_template_a_record_or_another_config_has_it_built_again(tmp_path: Path, sites: list[int]) -> None:
    config = with_cover(tmp_path)
    public = built(config)
    (tmp_path / "own").mkdir()
    edition = config.edition.model_copy(update={"templates": tmp_path / "own"})
    config = config.model_copy(update={"edition": edition})
    publish(config, Store(config.out), lambda *_: None)
    own = (TEMPLATES / "show.html").read_text().replace("{% endblock %}", "<p>ours</p>{% endblock %}")
    (tmp_path / "own/show.html").write_text(own)
    publish(config, Store(config.out), lambda *_: None)
    assert "<p>ours</p>" in (public / "index.html").read_text()
    add_episode(config, "2022-W02")
    publish(config, Store(config.out), lambda *_: None)
    assert "2022-W02" in (public / "feed.xml").read_text() and sites == [1, 1, 1, 2]


def test_what_a_template_of_ones_own_includes_has_the_pages_made_again(tmp_path: Path) -> None:
    config = with_cover(tmp_path)
    (tmp_path / "own/parts").mkdir(parents=True)
    (tmp_path / "own/parts/note.txt").write_text("first")
    note = "{% include 'parts/note.txt' %}{% endblock %}"
    own = (TEMPLATES / "episode.html").read_text().replace("{% endblock %}", note)
    (tmp_path / "own/episode.html").write_text(own)
    edition = config.edition.model_copy(update={"templates": tmp_path / "own"})
    config = config.model_copy(update={"edition": edition})
    page = next((built(config) / "episodes").glob("*/index.html"))
    assert "first" in page.read_text()
    (tmp_path / "own/parts/note.txt").write_text("second")
    publish(config, Store(config.out), lambda *_: None)
    assert "second" in page.read_text()
