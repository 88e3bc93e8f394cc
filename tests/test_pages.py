"""The pages in a real browser: they play, follow, obey the keyboard, ask no other site, and are open to everyone."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import archives
import pytest
from archives import TOLD, add_episode, config_in

from atlascast.publish import publish
from atlascast.publish.serve import serve
from atlascast.store import Store, write_json

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian package chromium)"),
]
SECONDS = 120.0
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--no-first-run",
         "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"]
EPISODE, TRACK = "episodes/2022-W01/", "episodes/2022-W01/01-story/"
PAGES = ["", "2022/", EPISODE, TRACK, f"{EPISODE}embed/", f"{TRACK}embed/"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a show of two episodes with real sound and words with times."""
    import imageio_ffmpeg

    folder = tmp_path_factory.mktemp("pages")
    ffmpeg, sound = imageio_ffmpeg.get_ffmpeg_exe(), f"anoisesrc=d={SECONDS}:a=0.05:r=44100"
    made = [ffmpeg, "-v", "error", "-f", "lavfi", "-i", sound, "-ac", "1", "-b:a", "48k", str(folder / "a.mp3")]
    subprocess.run(made, check=True)
    (folder / "public").mkdir()
    server = serve(folder / "public", 0)
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    config = config_in(folder, base)
    for number, week in enumerate(("2021-W52", "2022-W01"), 1):
        add_episode(config, week, number, (folder / "a.mp3").read_bytes(), SECONDS)
        write_json(folder / "episodes" / week / "edition.words.json", words())
    publish(config, Store(config.out), lambda *_: None)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield base
    server.shutdown()
    server.server_close()


def words() -> dict[str, Any]:
    """Every word of the transcript, sharing out its sentence's time."""
    step, rows = SECONDS / sum(len(lines) for *_, lines in TOLD), []
    lines = [line for *_, told in TOLD for line in told]
    for index, (speaker, text) in enumerate(lines):
        parts = text.split()
        for place, part in enumerate(parts):
            at = step * (index + place / len(parts))
            rows.append({"speaker": speaker, "startTime": at, "endTime": at + step / len(parts), "body": part})
    return {"version": "1.0.0", "segments": rows}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(site: str, browser: Any) -> Iterator[Any]:
    """Open a page; afterwards nothing may have gone wrong in it or gone to another site."""
    wrong: list[str] = []
    contexts = []

    def open_page(path: str, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith((site, "data:")) else wrong.append(asked.url))
        page.on("response", lambda got: wrong.append(f"{got.status} {got.url}") if got.status >= 400 else None)
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def position(page: Any) -> float:
    return float(page.evaluate("document.querySelector('audio').currentTime"))


def until(page: Any, condition: str) -> None:
    """Wait for it; by asking again, as the pages' policy forbids a waiting script."""
    for _ in range(160):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def test_the_episode_plays_and_stops(visit: Any) -> None:
    page = visit(EPISODE)
    page.get_by_role("button", name="Play").click()
    until(page, "document.querySelector('audio').currentTime > 0.3")
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate("document.querySelector('audio').paused")


def test_a_click_on_a_sentence_plays_from_it(visit: Any) -> None:
    page = visit(EPISODE)
    page.locator(".text [data-t]", has_text="No one was hurt").first.click()
    until(page, "document.querySelector('audio').currentTime > 53")
    assert 53 < position(page) < 60
    assert "No one was hurt" in page.locator(".text .saying").inner_text()


def test_the_words_follow_the_sound_and_can_be_clicked(visit: Any) -> None:
    page = visit(EPISODE)
    page.get_by_role("button", name="Play").click()
    until(page, "document.querySelectorAll('.text [data-t] [data-t]').length > 0")
    page.locator(".text [data-t]", has_text="crane").last.click()
    until(page, "document.querySelector('.word') && document.querySelector('audio').currentTime > 55")
    assert page.locator(".text .word").count() == 1
    assert page.locator(".text .word").inner_text() in ("crane", "fell", "in")


def test_the_first_click_on_a_page_goes_to_the_word_itself(visit: Any) -> None:
    page = visit(EPISODE)
    place = page.evaluate("""() => {
        const node = [...document.querySelectorAll('.text [data-t]')].find(one => one.textContent.includes('crane'));
        const range = document.createRange(), at = node.textContent.indexOf('crane');
        range.setStart(node.firstChild, at + 1);
        range.setEnd(node.firstChild, at + 3);
        node.scrollIntoView({ block: 'center', behavior: 'instant' });
        const box = range.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    }""")
    sentence, told = next((start, words) for start, words in sentences() if "crane" in words)
    page.mouse.click(*place)
    at = sentence + 120 / len(sentences()) * told.index("crane") / len(told)
    until(page, f"document.querySelector('audio').currentTime >= {at:.2f}")
    assert position(page) - at < 2


def sentences() -> list[tuple[float, list[str]]]:
    """Every sentence's start and its words."""
    lines = [text for *_, told in TOLD for _, text in told]
    return [(SECONDS / len(lines) * index, text.split()) for index, text in enumerate(lines)]


def test_keys_go_by_the_sentence_set_speed_and_sound_and_are_listed(visit: Any) -> None:
    page = visit(f"{EPISODE}#t=0:42")
    until(page, "document.querySelector('audio').readyState > 0")
    starts = [start for start, _ in sentences()]
    page.keyboard.press(".")
    assert abs(position(page) - next(start for start in starts if start > 42)) < 0.2
    page.keyboard.press(",")
    assert abs(position(page) - max(start for start in starts if start < 42)) < 0.2
    page.keyboard.press(">")
    page.keyboard.press("m")
    assert page.evaluate("[document.querySelector('audio').playbackRate, document.querySelector('audio').muted]") == [
        1.25, True]
    page.get_by_text("Keys", exact=True).click()
    assert page.locator(".help dt").all_inner_texts() == ["k", "j ←", "l →", ", .", "< >", "m"]


def test_keys_that_are_letters_can_be_switched_off_but_in_the_player(visit: Any) -> None:
    page = visit(f"{EPISODE}#t=0:42")
    page.get_by_text("Keys", exact=True).click()
    page.get_by_label("They work on the whole page").uncheck()
    page.reload()
    until(page, "document.querySelector('audio').readyState > 0")
    for key in ("l", "m", ".", " "):
        page.keyboard.press(key)
    assert page.evaluate("document.querySelector('audio').muted") is False and abs(position(page) - 42) < 0.5
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("l")
    assert abs(position(page) - 72) < 0.5


@pytest.mark.parametrize("path", ["", EPISODE, f"{EPISODE}embed/"])
def test_a_moment_that_is_shared_leads_to_its_episodes_own_page(visit: Any, site: str, path: str) -> None:
    page = visit(path, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Share from this moment").click()
    until(page, "document.querySelector('[data-status]').textContent")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}{EPISODE}#t=0"


def test_a_chapter_and_the_keyboard_move_the_sound(visit: Any) -> None:
    page = visit(EPISODE)
    page.get_by_role("link", name="Two river towns agree to share a ferry").first.click()
    until(page, "document.querySelector('audio').currentTime > 80")
    page.keyboard.press("k")
    before = position(page)
    page.keyboard.press("ArrowLeft")
    assert abs(position(page) - (before - 15)) < 0.5
    page.keyboard.press("l")
    assert abs(position(page) - (before + 15)) < 0.5
    assert "share a ferry" in page.locator(".chapters .now").inner_text()


def test_the_place_and_the_speed_are_remembered(visit: Any) -> None:
    page = visit(EPISODE)
    page.locator(".text [data-t]", has_text="14 times").first.click()
    until(page, "document.querySelector('audio').currentTime > 93.5")
    page.get_by_role("button", name="1×: speed").click()
    page.wait_for_timeout(400)
    page.reload()
    until(page, "document.querySelector('audio').readyState > 0")
    assert position(page) > 90
    assert page.get_by_role("button", name="1.25×: speed").is_visible()


def test_a_shared_moment_opens_there(visit: Any) -> None:
    page = visit(f"{EPISODE}#t=42")
    until(page, "document.querySelector('audio').readyState > 0")
    assert abs(position(page) - 42) < 0.5


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_no_page_is_wider_than_the_screen(visit: Any, path: str, width: int) -> None:
    page = visit(path, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(visit: Any, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(path, color_scheme=scheme)
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_page_works_without_javascript(visit: Any) -> None:
    page = visit(EPISODE, java_script_enabled=False)
    assert page.locator("audio[controls]").is_visible()
    assert not page.locator(".controls").is_visible()
    assert page.locator(".chapters a.seek").first.get_attribute("href").endswith(".mp3#t=0.0")


def test_a_page_and_all_it_loads_but_its_sound_take_sixty_kilobytes(site: str, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 812})
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: int(answer.headers.get("content-length", 0))}))
    page.goto(site + EPISODE)
    page.wait_for_load_state("networkidle")
    assert sum(size for url, size in sizes.items() if not url.endswith(".mp3")) < 60_000, sizes
    page.close()


@pytest.mark.parametrize("width", [375, 768])
def test_a_long_unbroken_word_fits_every_screen(tmp_path: Path, browser: Any, width: int) -> None:
    config = config_in(tmp_path)
    word = "A" + "nextraordinarilylongunbrokenword" * 8
    config = config.model_copy(update={"show": config.show.model_copy(update={"title": word})})
    record = add_episode(config, "2022-W01", title=word, summary=word)
    chapters = tuple(replace(chapter, title=word) for chapter in record.chapters)
    tracks = tuple(replace(track, title=word) for track in record.tracks)
    add_episode(config, "2022-W01", title=word, summary=word, chapters=chapters, tracks=tracks)
    store = Store(config.out)
    publish(config, store, lambda *_: None)
    page = browser.new_page(viewport={"width": width, "height": 700})
    for path in sorted(store.public.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()


def test_a_long_title_and_right_to_left_text_fit_a_phone(tmp_path: Path, browser: Any) -> None:
    config = config_in(tmp_path)
    config = config.model_copy(update={"show": config.show.model_copy(update={"language": "ar"})})
    title = "عنوان طويل جدا " * 14 + "Donaudampfschifffahrtsgesellschaftskapitaenswitwe" * 2
    add_episode(config, "2022-W01", title=title)
    store = Store(config.out)
    publish(config, store, lambda *_: None)
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto((store.public / "episodes/2022-W01/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    page.close()


EVIL = ["<script>window.ran=1</script>", "</script><script>window.ran=1</script>", "<svg/onload=window.ran=1>",
        "\"><img src=x onerror=window.ran=1>", "' autofocus onfocus=window.ran=1 x='", "{{ 7 * 7 }}{% raw %}",
        "</title></textarea><script>window.ran=1</script>", "\\u003cscript>window.ran=1//",
        "--><script>window.ran=1</script>"]


def test_nothing_that_a_stranger_writes_runs_in_a_browser(
    browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    links = ["javascript:window.ran=1", 'https://e.example/"><script>window.ran=1</script>', "data:text/html,<script>1"]
    evil = [("story", text, links[index % 3], [(text, text), ("Joe", text)]) for index, text in enumerate(EVIL)]
    monkeypatch.setattr(archives, "TOLD", [TOLD[0], *evil, *TOLD[2:]])
    (tmp_path / "public").mkdir()
    server = serve(tmp_path / "public", 0)
    base = f"http://127.0.0.1:{server.server_address[1]}/"
    config = config_in(tmp_path, base)
    made = add_episode(config, "2022-W01", 1, title=EVIL[3], summary=EVIL[0])
    assert made.title == EVIL[3]
    publish(config, Store(config.out), lambda *_: None)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    page, said = browser.new_page(), []
    page.on("dialog", lambda dialog: said.append(dialog.message))
    found = sorted((tmp_path / "public").rglob("*.html"))
    for path in found:
        page.goto(base + path.relative_to(tmp_path / "public").as_posix())
        for button in page.locator("a[href^='javascript'], a[href^='data:']").all():
            said.append(str(button.get_attribute("href")))
        assert page.evaluate("window.ran") is None, path
    server.shutdown()
    server.server_close()
    assert said == [] and len(found) > 5
