"""robots.txt → whether a page may be read: the examples of RFC 9309 and what sites write."""

import time

import pytest

from atlascast.collect.robots import Robots


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/a", True),
        ("<html>not here</html>", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("Disallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/a", True),
        ("User-agent: *\nAllow: /\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x=1", True),
        ("User-agent: *\nDisallow: /*?s=", "/?s=a", False),
        ("User-agent: *\nDisallow: /a*b$", "/axbxb", False),
        ("User-agent: *\nDisallow: /a*b$", "/axbx", True),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: *", "/a", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /a # the rest is open", "/a", False),
        ("\ufeffuser-agent: *\r\nDISALLOW: /a\r\n", "/a", False),
        ("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /\n\nUser-agent: *\nDisallow: /wp-admin/", "/a", True),
        ("User-agent: AtlasCast/1.0\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: atlascast\nAllow: /\n\nUser-agent: *\nDisallow: /", "/a", True),
    ],
)
def test_a_page_is_read_where_the_longest_rule_allows_it(rules: str, path: str, allowed: bool) -> None:
    assert Robots(rules).allow("atlascast (Show; +https://x.example)", f"https://x.example{path}") is allowed


def test_rules_made_to_keep_us_busy_do_not() -> None:
    rules, began = f"Disallow: /{'*a' * 2000}b\n" * 100, time.process_time()
    Robots(f"User-agent: *\n{rules}").allow("atlascast", f"https://x.example/{'a' * 9000}")
    assert time.process_time() - began < 5
