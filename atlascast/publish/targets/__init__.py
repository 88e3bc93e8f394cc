"""public/ → every place that listeners read from, so that none of them ever sees half of it.

    seam.py     what a target can do, and the kinds there are: folder, s3, sftp, git
    local.py    public/ → files, hashes, what feeds name
    plan.py     public/ and a target → steps, with reasons
    lease.py    one publisher at a time
    again.py    what failed for a moment → tried again
    send.py     steps → done, feed.xml last and only if it still is what was read
    announce.py hubs, Podping and webhooks, once the feed has changed
    secrets.py  keys from the environment, and texts without them
"""

import hashlib
import json
import socket
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from atlascast import plugins
from atlascast.config import Config
from atlascast.config import Target as Settings
from atlascast.errors import AtlascastError, UserError
from atlascast.models import Watch
from atlascast.publish.corrected import taken
from atlascast.publish.targets.again import Patient
from atlascast.publish.targets.announce import announce
from atlascast.publish.targets.lease import holder, lease
from atlascast.publish.targets.local import FEED, Site, enclosures, site
from atlascast.publish.targets.plan import Live, Plan, Step, ours_only
from atlascast.publish.targets.seam import TARGETS, Target
from atlascast.publish.targets.secrets import Secrets
from atlascast.publish.targets.send import carry_out, look, planned
from atlascast.store import Store, write
from atlascast.store import notes as read_notes

__all__ = ["Options", "Outcome", "Secrets", "Sent", "Standing", "chosen", "send", "status"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to publish: say only (`dry_run`), take away what no feed names (`prune`), lose episodes (`replace`)."""

    dry_run: bool = False
    prune: bool = False
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one target. `done` are the steps that were carried out; `error` is why it stopped there."""

    target: str
    kind: str
    plan: Plan
    done: tuple[Step, ...] = ()
    error: AtlascastError | None = None
    renewed: bool = False
    """Whether feed.xml there is another one now than listeners were last told of."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of every target, who was told that the feed has changed, and what a producer should know."""

    outcomes: tuple[Outcome, ...] = ()
    told: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A target beside public/: `episodes` of its feed, None where it has none; `locked` until when, if it is."""

    target: str
    kind: str
    plan: Plan
    episodes: int | None = None
    here: int = 0
    same: bool = False
    locked: str = ""
    others: int = 0
    """Files there that atlascast did not put."""
    error: AtlascastError | None = None


_NOTHING = Plan((), 0)


def chosen(config: Config, names: Sequence[str]) -> list[Settings]:
    """The targets of these names, all of them where none is named. Raises UserError for a name that is none."""
    targets = {target.name: target for target in config.publish.targets}
    for name in names:
        if name not in targets:
            known = ", ".join(targets) or "none; docs/publishing.md shows how to name one"
            raise UserError(f"There is no target called {name!r}.", f"Known: {known}.")
    return [targets[name] for name in dict.fromkeys(names or targets)]


def send(config: Config, store: Store, targets: Sequence[Settings], options: Options, secrets: Secrets,
         watch: Watch) -> Sent:
    """Bring each target to what public/ holds, then tell of it; one that fails does not keep the others waiting.

    Who subscribes to news of the feed is told only where it has changed, and only when every target has it.
    """
    if not targets:
        return Sent()
    here = _here(config, store)
    outcomes = tuple(_send(config, store, settings, here, options, secrets, watch) for settings in targets)
    warnings = [f"{outcome.target}: {name} was withdrawn, but a feed there that is not ours names it: it is left."
                for outcome in outcomes for name in outcome.plan.kept if name in here.withdrawn]
    if options.dry_run or any(outcome.error for outcome in outcomes):
        return Sent(outcomes, warnings=tuple(warnings))
    told: list[str] = []
    failed: list[str] = []
    if any(outcome.renewed for outcome in outcomes):
        newest = next(iter(enclosures(here.feeds[FEED])), None)
        told, failed = announce(config, secrets, newest.title if newest else config.show.title)
    for outcome in outcomes:
        _Notes(store, outcome.target).told()
    return Sent(outcomes, tuple(told), (*warnings, *failed))


def _here(config: Config, store: Store) -> Site:
    return site(store.public, store.cache / "hashes.json", taken(store.records(), store, config.show.base_url))


def _send(config: Config, store: Store, settings: Settings, here: Site, options: Options, secrets: Secrets,
          watch: Watch) -> Outcome:
    done: list[Step] = []
    plan, renewed = _NOTHING, False
    notes = _Notes(store, settings.name)
    try:
        with _opened(config, store, settings, secrets) as target:
            patient = Patient(target, timeout=settings.timeout)

            def told(step: Step) -> None:
                done.append(step)
                watch(f"send to {settings.name}", len(done), len(plan.steps))

            if options.dry_run:
                plan = planned(here, look(patient), config.show.base_url, options.prune, options.replace, notes.last)
                return Outcome(settings.name, settings.kind, plan)
            with lease(patient, settings.name, _owner(store)) as renew:
                live = look(patient)
                plan = planned(here, live, config.show.base_url, options.prune, options.replace, notes.last)
                notes.begin(live)
                carry_out(patient, plan, here, live, renew, told)
            renewed = notes.renewed(here.files[FEED].sha256)
            notes.put(here.files[FEED].sha256)
    except AtlascastError as error:
        return Outcome(settings.name, settings.kind, plan, tuple(done), _hidden(error, secrets))
    return Outcome(settings.name, settings.kind, plan, tuple(done), renewed=renewed)


def status(config: Config, store: Store, targets: Sequence[Settings], secrets: Secrets) -> list[Standing]:
    """How each target stands beside public/; nothing is changed."""
    here = _here(config, store)
    return [_standing(config, store, settings, here, secrets) for settings in targets]


def _standing(config: Config, store: Store, settings: Settings, here: Site, secrets: Secrets) -> Standing:
    count = len(enclosures(here.feeds[FEED]))
    try:
        with _opened(config, store, settings, secrets) as target:
            patient = Patient(target, timeout=settings.timeout)
            live = look(patient)
            plan = planned(here, live, config.show.base_url, prune=False, replacing=True, last="")
            locked = patient.again(lambda: holder(target))
        told = len(enclosures(live.feeds[FEED])) if FEED in live.feeds else None
        same = bool(live.feed) and live.feeds[FEED] == here.feeds[FEED]
        others = len(ours_only(live.held, live.manifest))
        return Standing(settings.name, settings.kind, plan, told, count, same, locked, others)
    except AtlascastError as error:
        return Standing(settings.name, settings.kind, _NOTHING, here=count, error=_hidden(error, secrets))


@contextmanager
def _opened(config: Config, store: Store, settings: Settings, secrets: Secrets) -> Iterator[Target]:
    location = settings.location
    if settings.kind == "folder" or (settings.kind == "git" and (config.root / location).exists()):
        path = (config.root / Path(location).expanduser()).resolve()
        if settings.kind == "folder" and (path == store.public or path in store.public.parents
                                          or store.public in path.parents):
            raise UserError(f"The target {settings.name} is public/ itself, or holds it.", "Name another folder.")
        settings = settings.model_copy(update={"location": str(path)})
    kind = plugins.find("kind of target", settings.kind, TARGETS)
    target: Target = kind(settings, secrets, store.cache / "targets" / settings.name)
    try:
        yield target
    finally:
        target.close()


def _owner(store: Store) -> str:
    """A word for this show's folder on this machine, the same in every run and telling nothing of either."""
    path = store.cache / "publisher"
    if not path.is_file():
        write(path, uuid.uuid4().hex)
    words = f"{path.read_text()} {socket.gethostname()} {uuid.getnode()}"
    return hashlib.sha256(words.encode()).hexdigest()[:20]


def _hidden(error: AtlascastError, secrets: Secrets) -> AtlascastError:
    return type(error)(secrets.hide(error.message), secrets.hide(error.hint))


class _Notes:
    """What this show's folder remembers of a target: the feed that it put there last, and the one it told of."""

    def __init__(self, store: Store, name: str) -> None:
        self._path = store.cache / "targets" / f"{name}.json"
        self._rows = {key: str(value) for key, value in read_notes(self._path).items()}

    @property
    def last(self) -> str:
        """SHA-256 of the feed.xml that was put last."""
        return self._rows.get("put", "")

    def put(self, sha256: str) -> None:
        self._write({"put": sha256})

    def told(self) -> None:
        self._write({"told": self.last})

    def begin(self, live: Live) -> None:
        """What was there before our first feed is what listeners know of; written down, as this run may be killed."""
        if "told" not in self._rows:
            self._write({"told": hashlib.sha256(live.feed.content).hexdigest() if live.feed else "nothing"})

    def renewed(self, sha256: str) -> bool:
        """Whether this feed is another one than listeners were last told of."""
        return sha256 != self._rows.get("told")

    def _write(self, rows: Mapping[str, str]) -> None:
        self._rows = {**self._rows, **rows}
        write(self._path, json.dumps(self._rows))
