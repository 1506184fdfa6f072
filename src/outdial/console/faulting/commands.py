"""The commands that do to faults what the console has done."""

import json
from collections.abc import Mapping
from shlex import quote
from typing import Any

from outdial.console.shell import command
from outdial.console.visit import Visit
from outdial.faults.plan import Members
from outdial.printable import printable_json

_SIGNED = '--aws-sigv4 aws:amz:us-east-1:connect --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"'


def to_add(visit: Visit, fault: Mapping[str, Any], *, is_signed: bool) -> str:
    """Write the command that adds a fault, given as the server shows it."""
    members = {name: fault[name] for name in Members.__annotations__ if name in fault}
    if members.get("rate") == 1:
        del members["rate"]
    is_dropped = members.pop("drop", False)
    options = {
        name: f"{value:g}" if isinstance(value, float) else str(value)
        for name, value in members.items()
    }
    words = ("outdial", "fault", "add", *(["--drop"] if is_dropped else []))
    written = command(words, {**options, **_at(visit)})
    return written or _curl(visit, {**members, "drop": is_dropped}, is_signed=is_signed)


def to_remove(visit: Visit, id_: str) -> str:
    """Write the command that removes a fault."""
    return command(("outdial", "fault", "remove", id_), _at(visit))


def to_clear(visit: Visit) -> str:
    """Write the command that removes all faults."""
    return command(("outdial", "fault", "clear"), _at(visit))


def _at(visit: Visit) -> dict[str, str]:
    return {"endpoint-url": visit.server}


def _curl(visit: Visit, members: Mapping[str, Any], *, is_signed: bool) -> str:
    """Write it for curl, as JSON alone makes plain what a terminal does not show."""
    body = quote(printable_json(json.dumps(members, ensure_ascii=False)))
    lines = ["curl -X POST", quote(f"{visit.server}/_outdial/faults"), f"--data-binary {body}"]
    return " \\\n    ".join([*lines, _SIGNED] if is_signed else lines)
