"""A feed that has changed → whoever asked to be told: a WebSub hub, Podping, webhooks.

The episode is out by then, so what fails here is a warning. WebSub: W3C Recommendation, section 6 (a hub is told by
hub.mode=publish). Podping: podping.cloud takes the feed's address with a token and writes it to the Hive chain for
the sender (https://github.com/Podcastindex-org/podping.cloud, "Requests"); a node of one's own is a program of its own
and not ours to run.
"""

import logging
from collections.abc import Callable, Iterator

from atlascast.config import Config
from atlascast.publish.targets.secrets import Secrets
from atlascast.store import point

TOKEN = "ATLASCAST_PODPING_TOKEN"
TIMEOUT = 20.0
"""Seconds."""


def announce(config: Config, secrets: Secrets, title: str) -> tuple[list[str], list[str]]:
    """Tell each; the names of those who were told, and a warning for each who was not."""
    told: list[str] = []
    failed: list[str] = []
    for name, call in _calls(config, secrets, title):
        point("publish.announce")
        if reason := call():
            failed.append(secrets.hide(f"{name} was not told of the new feed: {reason}"))
        else:
            told.append(name)
    return told, failed


def _calls(config: Config, secrets: Secrets, title: str) -> Iterator[tuple[str, Callable[[], str]]]:
    feed = config.feed_url
    if hub := config.feed.hub:
        yield f"the hub {hub}", lambda: _request("POST", hub, {}, data={"hub.mode": "publish", "hub.url": feed})
    if config.feed.podping:
        headers = {"Authorization": secrets.get(TOKEN)}
        query = {"url": feed, "reason": "update", "medium": "podcast"}
        yield "Podping", lambda: _request("GET", config.publish.podping, headers, params=query) if headers[
            "Authorization"] else f"set the environment variable {TOKEN} to your podping.cloud token."
    for variable in config.publish.webhooks:
        address = secrets.get(variable)
        yield f"the webhook {variable}", lambda address=address, variable=variable: (  # type: ignore[misc]
            _notify(address, config.show.title, f"{title}\n{config.show.base_url}") if address
            else f"the environment variable {variable} is not set.")


def _request(method: str, url: str, headers: dict[str, str], **values: dict[str, str]) -> str:
    """Ask; why it failed, or an empty text."""
    import httpx

    try:
        named = {"User-Agent": "atlascast", **headers}
        answer = httpx.request(method, url, headers=named, timeout=TIMEOUT, **values)  # type: ignore[arg-type]
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"{error or type(error).__name__}."
    return "" if answer.is_success else f"it answered {answer.status_code} {answer.reason_phrase}."


def _notify(address: str, title: str, text: str) -> str:
    """Send a message to an Apprise address; why it failed, or an empty text."""
    try:
        import apprise
    except ImportError:
        return "webhooks need another package: pip install 'atlascast[webhooks]'."
    quiet = logging.getLogger("apprise")  # its log repeats addresses, which are secret
    quiet.propagate = False
    quiet.addHandler(logging.NullHandler())
    bell = apprise.Apprise()
    if not bell.add(address):
        return "the variable does not hold an Apprise address."
    return "" if bell.notify(body=text, title=title) else "the service did not take the message."
