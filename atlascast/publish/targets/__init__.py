"""public/ → every place that listeners read from, so that none of them ever sees half of it.

    seam.py     what a target can do, and the kinds there are: folder, s3, sftp, git
    local.py    public/ → files, hashes, what feeds name
    plan.py     public/ and a target → steps, with reasons
    strides.py  audio that is corrected under its address → what is sent before
    lease.py    one publisher at a time
    again.py    what failed for a moment → tried again
    send.py     steps → done, feed.xml last and only if it still is what was read
    noted.py    what is remembered of a target
    announce.py hubs, Podping and webhooks, once the feed has changed
    secrets.py  keys from the environment, and texts without them
"""

import hashlib
import socket
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
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
from atlascast.publish.targets.noted import Noted
from atlascast.publish.targets.plan import Live, Plan, Step, ours_only
from atlascast.publish.targets.seam import TARGETS, Target
from atlascast.publish.targets.secrets import Secrets
from atlascast.publish.targets.send import carry_out, look, planned
from atlascast.publish.targets.strides import foreseen, strides
from atlascast.store import Store, write

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
        Noted(store, outcome.target).told()
    return Sent(outcomes, tuple(told), (*warnings, *failed))


def _here(config: Config, store: Store) -> Site:
    return site(store.public, store.cache / "hashes.json", taken(store.records(), store, config.show))


def _send(config: Config, store: Store, settings: Settings, here: Site, options: Options, secrets: Secrets,
          watch: Watch) -> Outcome:
    done: list[Step] = []
    plan, renewed = _NOTHING, False
    noted = Noted(store, settings.name)
    try:
        with _opened(config, store, settings, secrets) as target:
            patient = Patient(target, timeout=settings.timeout)

            def told(step: Step) -> None:
                done.append(step)
                watch(f"send to {settings.name}", len(done), len(plan.steps))

            if options.dry_run:
                _, plan = _way(config, here, look(patient), options, noted, target.whole)
                return Outcome(settings.name, settings.kind, plan)
            with lease(patient, settings.name, _owner(store)) as renew:
                live = look(patient)
                sites, plan = _way(config, here, live, options, noted, target.whole)
                noted.begin(live)
                for site in sites:
                    live = live if site is sites[0] else look(patient)
                    carry_out(patient, _decided(config, site, live, options, noted, here), site, live, renew, told)
                    noted.put(site.files[FEED].sha256)
            renewed = noted.renewed(here.files[FEED].sha256)
    except AtlascastError as error:
        return Outcome(settings.name, settings.kind, plan, tuple(done), _hidden(error, secrets))
    return Outcome(settings.name, settings.kind, plan, tuple(done), renewed=renewed)


def _way(config: Config, here: Site, live: Live, options: Options, noted: Noted, whole: bool
         ) -> tuple[list[Site], Plan]:
    """The sites to send, the last is `here`, and what that comes to; nothing stands in between where a target is
    shown whole."""
    sites = [here] if whole else strides(here, live, config.show.base_url, noted.folder)
    return sites, foreseen(sites, [_decided(config, site, live, options, noted, here) for site in sites])


def _decided(config: Config, site: Site, live: Live, options: Options, noted: Noted, here: Site) -> Plan:
    plan = planned(site, live, config.show.base_url, options.prune, options.replace, noted.last)
    return plan if site is here else replace(plan, steps=plan.sends)


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
