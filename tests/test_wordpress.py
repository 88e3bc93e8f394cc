"""A real WordPress, installed and filled for the test → exactly the week, from its front page's address alone."""

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from test_collect import config, reasons

from atlascast.collect import collect
from atlascast.week import bounds

DEBIAN = Path("/usr/share/wordpress")
FILL = Path(__file__).parent / "data" / "wordpress" / "fill.php"
NEEDED = ("php", "mariadbd", "mariadb-install-db", "mariadb")
THEMES = DEBIAN / "wp-content" / "themes"
MISSING = [name for name in NEEDED if not shutil.which(name)] + ([] if THEMES.is_dir() else [str(THEMES)])
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"apt install wordpress php-cli php-mysql mariadb-server: no {MISSING}"),
]
CLOSED = """<?php
add_filter('rest_authentication_errors', fn ($found) => file_exists(ABSPATH . 'closed')
    ? new WP_Error('rest_login_required', 'Members only.', ['status' => 401]) : $found);
"""
NOW = datetime(2022, 1, 20, tzinfo=UTC)


@dataclass
class Site:
    address: str
    made: list[dict[str, object]]
    closing: Path
    """While this file is there, the REST API answers nobody, as many sites have it."""

    def expected(self, week: str) -> set[str]:
        """Titles of the posts that anyone may read and that came out in the week."""
        start, end = (moment.strftime("%Y-%m-%d %H:%M:%S") for moment in bounds(week, config("x").zone))
        return {
            f"Boat {row['number']} isn’t leaving & won’t"
            for row in self.made
            if row["status"] == "publish" and row["open"] and start <= str(row["gmt"]) < end
        }


@contextmanager
def running(command: list[str], ready: object) -> Iterator[None]:
    """A server that is stopped when the block ends; `ready` is called until it does not raise OSError."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(300):
                try:
                    ready()  # type: ignore[operator]
                    break
                except (OSError, URLError, subprocess.CalledProcessError):
                    assert process.poll() is None, f"{command[0]} ended"
                    time.sleep(0.1)
            yield
        finally:
            process.terminate()
            process.wait(30)


@contextmanager
def database(folder: Path) -> Iterator[Path]:
    """MariaDB on a socket in the folder, with an empty database called wp."""
    data, sock = folder / "db", folder / "s"
    user = ["--user=root"] if os.geteuid() == 0 else []
    make = ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal"]
    subprocess.run([*make, "--skip-test-db", *user], check=True, capture_output=True)
    client = ["mariadb", "--no-defaults", f"--socket={sock}", "-uroot", "-e"]

    def ready() -> None:
        subprocess.run([*client, "CREATE DATABASE IF NOT EXISTS wp"], check=True, capture_output=True)

    server = ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={sock}", "--skip-networking", *user]
    with running(server, ready):
        yield sock


@contextmanager
def wordpress(folder: Path, permalinks: str) -> Iterator[Site]:
    root = folder / "wp"
    shutil.copytree(DEBIAN, root, ignore_dangling_symlinks=True)
    (root / "wp-config.php").unlink(missing_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    with database(folder) as sock:
        named = {"DB_NAME": "wp", "DB_USER": "root", "DB_PASSWORD": "", "DB_HOST": f"localhost:{sock}", "DB_CHARSET":
                 "utf8mb4", "DB_COLLATE": "", "WP_HOME": address, "WP_SITEURL": address}  # fmt: skip
        rows = "\n".join(f"define('{name}', '{value}');" for name, value in named.items())
        flags = "define('DISABLE_WP_CRON', true); define('WP_HTTP_BLOCK_EXTERNAL', true);"
        (root / "wp-config.php").write_text(
            f"<?php\n{rows}\n{flags}\n$table_prefix = 'wp_';\n"
            "defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');\nrequire_once ABSPATH . 'wp-settings.php';\n"
        )
        (root / "wp-content" / "mu-plugins").mkdir()
        (root / "wp-content" / "mu-plugins" / "closed.php").write_text(CLOSED)
        done = subprocess.run(["php", str(FILL), str(root), permalinks], capture_output=True, text=True, check=False)
        assert "MADE " in done.stdout, done.stdout[-500:] + done.stderr[-500:]
        made = json.loads(done.stdout.partition("MADE ")[2])
        host = address.removeprefix("http://")
        with running(["php", "-S", host, "-t", str(root)], lambda: urlopen(address, timeout=20).read()):
            yield Site(address, made, root / "closed")


@pytest.fixture(scope="module", params=["", "/%postname%/"], ids=["plain", "pretty"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with wordpress(tmp_path_factory.mktemp("wp"), request.param) as made:
        yield made


def test_the_front_pages_address_alone_gives_exactly_the_week(site: Site) -> None:
    found = collect(config(site.address), "2022-W01", NOW)
    assert {story.title for story in found.stories} == site.expected("2022-W01")
    assert len(found.stories) > 30
    assert {story.author for story in found.stories} == {"Ada Quill", "Nils Frode", "Mara Holt"}
    assert {story.section for story in found.stories} == {"Politics", "Shipping & Ports", "Weather"}
    assert found.stories[0].title.startswith("Boat 50 ")
    assert any(story.image_url.endswith(".jpg") for story in found.stories)
    assert "protected by a password" in reasons(found).values()
    assert not any("nobody should hear" in story.text for story in found.stories)


def test_the_newest_week_is_the_last_one_told(site: Site) -> None:
    found = collect(config(site.address), "newest", NOW)
    assert found.week == "2022-W02"
    assert {story.title for story in found.stories} == site.expected("2022-W02")


def test_its_feed_is_paged_through_the_week(site: Site) -> None:
    found = collect(config(f"{site.address}/?feed=rss2"), "2022-W01", NOW)
    assert {story.title for story in found.stories} == site.expected("2022-W01")


def test_a_site_that_closes_its_rest_api_is_read_from_its_paged_feed(site: Site) -> None:
    site.closing.touch()
    try:
        found = collect(config(site.address), "2022-W01", NOW)
    finally:
        site.closing.unlink()
    assert {story.title for story in found.stories} == site.expected("2022-W01")


def test_a_post_of_its_own_is_a_page(site: Site) -> None:
    story = collect(config(site.address), "2022-W01", NOW).stories[3]
    page = collect(config(story.url, kind="page"), "newest", NOW).stories[0]
    assert page.title == story.title
    assert page.text.split() == story.text.split()
