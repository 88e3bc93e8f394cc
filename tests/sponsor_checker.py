"""A sponsors' file and a plan's JSON → every hard rule that is broken.

It stands for a buyer's own program: it knows the TOML and the JSON that `atlascast sponsors plan --json` prints,
and nothing of atlascast.
"""

import re
import tomllib
from datetime import date
from itertools import combinations
from typing import Any

AVOIDED = ["death", "disaster", "crime"]


def broken(toml: str, plan: dict[str, Any]) -> list[str]:
    """One sentence for each rule broken; empty where all hold."""
    file = tomllib.loads(toml)
    orders = {row["id"]: row for row in file.get("campaigns", [])}
    reads = [(one["gap"], row["campaign"]) for row in plan["campaigns"] for one in row["placed"]]
    wrong = [what for at, name in reads for what in alone(orders[name], at, plan)]
    wrong += counts(file, orders, reads, plan)
    for (at, one), (to, two) in combinations(sorted(reads), 2):
        wrong += together(file, orders[one], orders[two], to - at)
    return wrong + told(orders, reads, plan)


def alone(order: dict[str, Any], at: int, plan: dict[str, Any]) -> list[str]:
    """What one read breaks by where it stands."""
    name, gap, day = order["id"], plan["gaps"][at], date.fromisoformat(plan["dated"])
    avoid = order.get("avoid", {})
    wrong = []
    if not order.get("start", day) <= day <= order.get("end", day):
        wrong.append(f"{name} is read outside its flight")
    before, after = gap["before"], gap["after"]
    places = {"pre" if before is None else "post" if after is None else "mid"}
    places |= {f"after:{before['section'].lower()}"} if before else set()
    places |= {f"before:{after['section'].lower()}"} if after else set()
    if not places & {re.sub(r":\s*", ":", slot.lower()) for slot in order.get("slots", ["mid", "post"])}:
        wrong.append(f"{name} stands where none of its slots is")
    stories = {story["id"]: story for story in plan["stories"]}
    for story in (stories[one] for one in {*gap["beside"], *(side["id"] for side in (before, after) if side)}):
        wrong += [f"{name} beside {story['id']}: {what}" for what in beside(avoid, story)]
    return wrong


def beside(avoid: dict[str, Any], story: dict[str, Any]) -> list[str]:
    """What a story next to a read has that the campaign keeps away from."""
    wrong = ["it takes no ads"] if "noads" in [tag.lower() for tag in story["tags"]] else []
    own = next((tag for tag in story["tags"] if tag.startswith("ad_sensitivity:")), None)
    names = story["classes"] if own is None else re.findall(r"\w+", own.partition(":")[2])
    wrong += [name for name in names if name in avoid.get("classes", AVOIDED)]
    named = [name.lower() for key in ("sections", "tags") for name in avoid.get(key, [])]
    wrong += [f"section {story['section']}"] * (story["section"].lower() in named)
    wrong += [f"tag {tag}" for tag in story["tags"] if tag.lower() in named]
    text = " ".join([story["title"], story["section"], *story["tags"], story["text"]])
    for word in avoid.get("words", []):
        ending = r"\w*" if word.endswith("*") else ""
        if re.search(rf"\b{re.escape(word.rstrip('*'))}{ending}\b", text, re.IGNORECASE):
            wrong.append(f"word {word}")
    return wrong


def counts(file: dict[str, Any], orders: dict[str, Any], reads: list[Any], plan: dict[str, Any]) -> list[str]:
    """Caps: of the edition, of each campaign in it and in all."""
    wrong = ["too many reads"] if len(reads) > file.get("programme", {}).get("reads", 2) else []
    wrong += ["two reads in one gap"] * (len({at for at, _ in reads}) != len(reads))
    given = {row["campaign"]: row["delivered"] for row in plan["campaigns"]}
    for name, order in orders.items():
        here = sum(one == name for _, one in reads)
        if here > order.get("per_episode", 1):
            wrong.append(f"{name} is read too often")
        for key in ("goal", "total"):
            if here and here + given[name] > order.get(key, 10**6):
                wrong.append(f"{name} is read over its {key}")
    return wrong


def together(file: dict[str, Any], one: dict[str, Any], two: dict[str, Any], between: int) -> list[str]:
    """What two reads break, that many stories apart."""
    wrong = [f"{one['id']} and {two['id']} are too close"] * (between < file.get("programme", {}).get("apart", 2))
    same = one.get("category", "").lower() == two.get("category", "").lower() != ""
    if same and one["advertiser"] != two["advertiser"]:
        if one.get("exclusive") or two.get("exclusive"):
            wrong.append(f"{one['id']} and {two['id']}, of which one is exclusive")
        if between < max(one.get("distance", 3), two.get("distance", 3)):
            wrong.append(f"the rivals {one['id']} and {two['id']} are too close")
    return wrong


def told(orders: dict[str, Any], reads: list[Any], plan: dict[str, Any]) -> list[str]:
    """Whether everything is explained: each campaign, each gap, each campaign in each gap."""
    wrong = [f"{name} is not in the plan" for name in set(orders) ^ {row["campaign"] for row in plan["campaigns"]}]
    wrong += [f"no reason for {row['campaign']}" for row in plan["campaigns"] if not row["reason"]]
    for gap in plan["gaps"]:
        held = next((name for at, name in reads if at == gap["gap"]), None)
        rows = {row["campaign"]: row for row in gap["campaigns"]}
        if gap["campaign"] != held or not gap["reason"] or set(rows) != set(orders):
            wrong.append(f"gap {gap['gap']} is not explained")
        wrong += [f"no reason for {name} in gap {gap['gap']}" for name, row in rows.items() if not row["reason"]]
        wrong += [f"{name} in gap {gap['gap']}" for name, row in rows.items() if row["placed"] != (name == held)]
    return wrong
