"""What a review found → what the producer reads of it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby
from typing import Any

import typer

from atlascast.cli.show import length, print_json
from atlascast.errors import SourceError
from atlascast.publish.check import Finding, check
from atlascast.script import Difference
from atlascast.spoken import Missing
from atlascast.sponsors import to_csv
from atlascast.verify import Verification

WORST = 20
"""How many lines a verification shows; --json holds them all."""


def differences(week: str, found: Sequence[Difference], json: bool) -> None:
    """What `diff` prints: every change with both its sides, and what the articles do not say."""
    if json:
        print_json({"week": week, "changes": [asdict(one) for one in found]})
        return
    for where, some in groupby(found, key=lambda one: one.where):
        typer.echo(typer.style(where or "Facts at the head of script.md", bold=True))
        for one in some:
            _difference(one)
    wrong = sum(len(one.findings) for one in found)
    if wrong:
        typer.echo(f"{wrong} × not as in the articles: mend it, or begin the paragraph with [own] to make it yours.")
    if not found:
        typer.echo(f"The script of {week} is as it was drafted.")


def _difference(one: Difference) -> None:
    typer.echo(f"  {one.kind}{f', line {one.row} of script.md' if one.row else ''}")
    names = ("from", "to") if one.kind == "moved" else ("draft", "now")
    shown = ((names[0], one.before, "red"), (names[1], one.after, "green"), ("article", one.article, None))
    for name, text, colour in shown:
        for row in text.split("\n") if text else ():
            typer.echo(typer.style(f"    {name:8} {row}", fg=colour))
    for finding in one.findings:
        typer.echo(typer.style(f"    NOT SO:  {finding}", fg="yellow"))


def verification(found: Verification, json: bool) -> None:
    """What `verify` prints: the word error rate, then the lines to listen to, numbers and negations first."""
    if json:
        print_json(asdict(found))
        return
    typer.echo(f"{found.rate:.1%} of {found.words} words were heard otherwise by {found.recogniser}.")
    for line in found.worst[:WORST]:
        words = "; ".join(f"{one.spoken or '–'} → {one.heard or '–'}{' !' * one.grave}" for one in line.differences)
        typer.echo(f"{length(line.start):>6}  {words}\n        {line.spoken}")


def sponsor_plan(found: dict[str, Any], json: bool) -> None:
    """What `sponsors plan` prints: every gap with its classes and its read, then every campaign and why."""
    if json:
        print_json(found)
        return
    if not found["campaigns"]:
        typer.echo("No campaigns: there is no sponsors.toml beside the config.")
        return
    for gap in found["gaps"]:
        heading = f"gap {gap['gap']}, {gap['slot']}-roll, {' and '.join(gap['classes']) or 'nothing sensitive'}"
        typer.echo(f"{typer.style(heading, bold=bool(gap['campaign']))}\n  {gap['reason']}")
    for row in found["campaigns"]:
        place = ", ".join(f"{one['slot']}-roll, gap {one['gap']}" for one in row["placed"]) or "no read"
        typer.echo(f"{typer.style(row['advertiser'], bold=True)} ({row['campaign']}): {place}\n  {row['reason']}")
        for one in row["against"] if not row["reason"].startswith("Not this week") else ():
            typer.echo(f"    gap {one['gap']}: {one['reason']}")
    for warning in found["warnings"]:
        typer.echo(f"Warning: {warning}", err=True)


def sponsor_report(found: dict[str, Any], csv: bool, json: bool, plays: bool) -> None:
    """What `sponsors report` prints: a row a campaign, or a row a play."""
    rows = found["plays"] if plays else found["campaigns"]
    if json:
        print_json(found)
    elif csv:
        typer.echo(to_csv(rows), nl=False)
    elif plays:
        typer.echo("\n".join(_play(row) for row in rows) or "No reads in the archive.")
    else:
        typer.echo(f"As of {found['week']}: {len(found['plays'])} reads in the archive; --plays lists them.")
        for row in rows:
            numbers = ("ordered", "delivered", "remaining", "pace", "make_goods")
            told = ", ".join(f"{name.replace('_', '-')} {_number(row[name])}" for name in numbers)
            typer.echo(f"{row['advertiser']} ({row['campaign']}): {told}{_voice(row)}")


def _voice(row: dict[str, Any]) -> str:
    """The share of voice, where one was promised."""
    if not row["share"]:
        return ""
    had = "no reads yet" if row["shared"] is None else f"{row['shared']:.0%} of all reads"
    return f", share {row['share']:.0%}, had {had}"


def _play(row: dict[str, Any]) -> str:
    loud = "" if row["lufs"] is None else f", {row['lufs']:.1f} LUFS"
    gone = f", withdrawn {row['withdrawn']}" if row["withdrawn"] else ""
    place = f"{row['week']}, episode {row['episode']}, at {length(row['start'])} for {row['seconds']:.1f} s{loud}{gone}"
    return f"{row['advertiser']} ({row['campaign']}): {place}\n  {row['sha256']}\n  {row['text']}"


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def examined(where: str, json: bool) -> list[Finding]:
    """What `check` finds; for a program also that there is no feed, in the form of every other finding."""
    try:
        return check(where)
    except SourceError as error:
        if not json:
            raise
        return [Finding("error", where, error.message, "RSS 2.0 specification")]


def checked(found: Sequence[Finding], json: bool) -> None:
    """What `check` prints: a line a finding, with the rule's source."""
    if json:
        print_json([asdict(one) for one in found])
        return
    for one in found:
        typer.echo(f"{one.level:7} {one.place}: {one.text}  [{one.source}]")
    if not found:
        typer.echo("Nothing to mend.")


def missing(found: Sequence[Missing], json: bool) -> None:
    """What `missing` prints: each word, how often it is said, its guessed sound, and where it stands first."""
    if json:
        print_json({"missing": [asdict(one) for one in found]})
        return
    for one in found:
        typer.echo(f"{one.count:>3}  {one.word}  [[{one.guess}]]  {one.line}")


def rows(texts: Iterable[str]) -> None:
    """Lines as they are."""
    for text in texts:
        typer.echo(text)
