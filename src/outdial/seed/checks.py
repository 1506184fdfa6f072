"""What a start state must be for its parts to fit together; found before anything is changed."""

import re
from collections.abc import Iterator, Sequence

from outdial.seed.errors import Problem
from outdial.seed.names import unknown_names
from outdial.seed.state import Flow, Hours, Instance, Number, QuickConnect, State

_ACCOUNT = re.compile(r"\d{12}")
_REGION = re.compile(r"[a-z]{2}(-[a-z]+){1,3}-\d{1,2}")
_E164 = re.compile(r"\+[1-9]\d{1,14}")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

SPEAKING_TYPES = ("OUTBOUND_WHISPER", "CUSTOMER_WHISPER", "AGENT_WHISPER", "CONTACT_FLOW")
"""The types of flows that `says` can make."""


def problems(state: State) -> Iterator[Problem]:
    """Find what is wrong."""
    yield from _repeated("instances", "alias", [i.alias.lower() for i in state.instances])
    for index, instance in enumerate(state.instances):
        for problem in _instance(instance):
            yield Problem(f"instances[{index}].{problem.path}", problem.text)


def _instance(instance: Instance) -> Iterator[Problem]:
    yield from _fits("account", instance.account, _ACCOUNT, "twelve digits")
    yield from _fits("region", instance.region, _REGION, "a Region such as us-east-1")
    for name in ("hours", "flows", "queues", "quick_connects"):
        yield from _repeated(name, "name", [item.name for item in getattr(instance, name)])
    yield from _repeated("numbers", "number", [n.number for n in instance.numbers])
    yield from _repeated("numbers", "description", [n.description for n in instance.numbers])
    for name, check in (
        ("hours", _hours),
        ("flows", _flow),
        ("numbers", _number),
        ("quick_connects", _quick_connect),
    ):
        for index, item in enumerate(getattr(instance, name)):
            for problem in check(item):
                yield Problem(f"{name}[{index}].{problem.path}".rstrip("."), problem.text)
    yield from unknown_names(instance)


def _hours(hours: Hours) -> Iterator[Problem]:
    for index, opening in enumerate(hours.open):
        for field in ("opens", "closes"):
            text = getattr(opening, field)
            yield from _fits(f"open[{index}].{field}", text, _TIME, "a time such as 09:00")


def _flow(flow: Flow) -> Iterator[Problem]:
    if [flow.says, flow.content, flow.content_file].count(None) != 2:  # noqa: PLR2004 all but one
        yield Problem("", "one of `says`, `content` and `content_file` must be given")
    elif flow.says is not None and flow.type not in SPEAKING_TYPES:
        yield Problem("says", f"is for flows of the types {', '.join(SPEAKING_TYPES)} only")


def _number(number: Number) -> Iterator[Problem]:
    if (number.number is None) == (number.country is None):
        yield Problem("", "either `number` or `country` must be given")
    elif number.number is not None:
        yield from _fits("number", number.number, _E164, "a number such as +12065550100")
    elif not number.description:
        yield Problem("", "`description` must be given, to find the number again by it")


def _quick_connect(connect: QuickConnect) -> Iterator[Problem]:
    if (connect.phone is None) == (connect.queue is None):
        yield Problem("", "either `phone` or `queue` must be given")
    elif connect.phone is not None:
        yield from _fits("phone", connect.phone, _E164, "a number such as +12065550100")


def _fits(path: str, text: str, pattern: re.Pattern[str], what: str) -> Iterator[Problem]:
    if not pattern.fullmatch(text):
        yield Problem(path, f"expected {what}, got `{text}`")


def _repeated(path: str, field: str, names: Sequence[str | None]) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name is not None and name in names[:index]:
            yield Problem(f"{path}[{index}].{field}", f"`{name}` stands here twice")
