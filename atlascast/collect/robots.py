"""A site's robots.txt → whether its pages may be read by us (RFC 9309).

The rule with the longest path counts, whatever the order; of two as long the one that allows. "*" stands for any
letters and "$" for the address's end (2.2.3). Python's own parser takes the first rule that fits and knows neither.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote, urlsplit

_MOST = 500 * 1024
"""Letters that are read; RFC 9309, 2.5 asks for as many at least."""
_LINE = re.compile(r"\s*(user-agent|allow|disallow)\s*:\s*([^#\n\r]*)", re.I)
_Rule = tuple[str, bool]


class Robots:
    """An empty or missing file allows everything."""

    def __init__(self, text: str) -> None:
        self._groups: dict[str, list[_Rule]] = {}
        agents: list[str] = []
        ruled = False
        for line in text.lstrip("\ufeff")[:_MOST].splitlines():
            match = _LINE.match(line)
            name, value = (match[1].lower(), match[2].strip()) if match else ("", "")
            if name == "user-agent":
                agents = [] if ruled else agents
                agents.append(value.lower())
                self._groups.setdefault(value.lower(), [])
            elif name and value:
                for agent in agents:
                    self._groups[agent].append((_path(value), name == "allow"))
            ruled = name in ("allow", "disallow") or (ruled and name != "user-agent")

    def allow(self, agent: str, address: str) -> bool:
        """Whether pages at this address may be read by the agent, whose name is the first word of its header."""
        parts = urlsplit(address)
        path = _path((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = [(len(rule), allowed) for rule, allowed in self._rules(agent) if _fits(rule, path)]
        return max(fitting, default=(0, True))[1]

    def _rules(self, agent: str) -> Iterator[_Rule]:
        """The groups that name the agent, else those for all."""
        token = re.split(r"[/\s]", agent.lower(), maxsplit=1)[0]
        named = [name for name in self._groups if re.split(r"[/\s]", name, maxsplit=1)[0] == token]
        for name in named or ["*"]:
            yield from self._groups.get(name, ())


def _path(written: str) -> str:
    """A path in one spelling, whichever of its letters were percent-encoded."""
    return quote(unquote(written), safe="/?=&*$%:@!~'();,+[]#")


def _fits(rule: str, path: str) -> bool:
    """Whether a rule's path matches from the start; each "*" takes as little as it can, so that time stays linear."""
    ended, parts = rule.endswith("$"), rule.removesuffix("$").split("*")
    if not path.startswith(parts[0]):
        return False
    at = len(parts[0])
    for part in parts[1:-1]:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    if len(parts) == 1:
        return not ended or at == len(path)
    return path.endswith(parts[-1]) and len(path) - len(parts[-1]) >= at if ended else path.find(parts[-1], at) >= 0
