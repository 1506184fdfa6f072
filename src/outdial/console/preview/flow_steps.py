"""A flow's content as steps to be read in order, whatever the content holds.

S1  Steps are in the order in which a contact comes to them to whom nothing unusual happens; then
    those that conditions and errors lead to, then those that nothing leads to.
S2  Anything may stand where the Flow language has something else, since what is only saved is not
    checked: what cannot be read is left out, and a branch that leads nowhere says so.
S3  What is shown is bounded, so that a page is: steps, bytes in all, and characters of each text.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import escape

from outdial.console.preview import flow_words

MOST_STEPS = 300
MOST_BYTES = 75_000
MOST_IN_A_TEXT = 600
MOST_IN_A_NAME = 120
MOST_OF_EACH = 12
"""So many texts, settings and branches of a step are shown."""

_BYTES_OF_MARKUP = 60
"""What is around each thing that is shown, at most."""

_TEXTS = ("Text", "SSML", "PromptId")
_SPOKEN = (*_TEXTS, "Messages", "Media")


class Branch(NamedTuple):
    """Where a step leads; `step` is that step's number, None if the flow has no such action."""

    ways: tuple[str, ...]
    step: int | None
    target: str


class Setting(NamedTuple):
    """One parameter of an action, its name with dots for depth."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An action of a flow; `says` are the texts that it says or plays, as the flow has them."""

    number: int
    identifier: str
    kind: str
    title: str
    says: tuple[str, ...] = ()
    settings: tuple[Setting, ...] = ()
    branches: tuple[Branch, ...] = ()
    is_reached: bool = True

    @property
    def size(self) -> int:
        """The bytes that it takes of a page, at most."""
        texts = (self.identifier, self.kind, self.title, *self.says)
        ways = [text for branch in self.branches for text in (*branch.ways, branch.target)]
        pairs = [text for setting in self.settings for text in setting]
        everything = (*texts, *ways, *pairs)
        written = escape("".join(everything)).encode(errors="replace")
        return len(written) + _BYTES_OF_MARKUP * len(everything)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The steps to be shown, and how many more there are; without any, the content is no flow."""

    shown: tuple[Step, ...]
    left_out: int = 0


Action = Mapping[str, Any]


def read_steps(content: str) -> Steps:
    """Read a flow's content."""
    actions, start = _actions(content)
    places = _places(actions)
    reached = dict.fromkeys(_order(actions, places, _text(start)))
    order = [*reached, *(index for index in range(len(actions)) if index not in reached)]
    number_at = {index: number for number, index in enumerate(order, 1)}
    numbers = {name: number_at[index] for name, index in places.items()}
    shown: list[Step] = []
    left = MOST_BYTES
    for index in order[:MOST_STEPS]:
        step = _step(actions[index], number_at[index], numbers, is_reached=index in reached)
        left -= step.size
        if left < 0:
            break  # S3
        shown.append(step)
    return Steps(shown=tuple(shown), left_out=len(order) - len(shown))


def _actions(content: str) -> tuple[list[Action], object]:
    try:
        flow = json.loads(content)
    except (ValueError, RecursionError):
        return [], None
    if not isinstance(flow, dict) or not isinstance(flow.get("Actions"), list):
        return [], None
    actions: list[Action] = [action for action in flow["Actions"] if isinstance(action, dict)]  # S2
    return actions, flow.get("StartAction")


def _places(actions: list[Action]) -> dict[str, int]:
    """Find the actions by their identifiers; of those that share one, the first is meant."""
    places: dict[str, int] = {}
    for index, action in enumerate(actions):
        if name := _text(action.get("Identifier")):
            places.setdefault(name, index)
    return places


def _order(actions: list[Action], places: Mapping[str, int], start: str) -> Iterator[int]:
    """Give the places of the actions that are reached; the usual way comes first."""
    ahead, seen = [start], set[int]()
    while ahead:
        index = places.get(ahead.pop(), -1)
        if index < 0 or index in seen:
            continue
        seen.add(index)
        yield index  # S1
        ahead += reversed([target for _, target in _ways(actions[index])])


def _ways(action: Action) -> Iterator[tuple[str, str]]:
    """List how an action is left, and for which one."""
    transitions = _members(action.get("Transitions"))
    if "NextAction" in transitions:
        yield "then", _text(transitions["NextAction"])
    for branch in map(_members, _items(transitions.get("Conditions"))):
        yield flow_words.condition(branch.get("Condition")), _text(branch.get("NextAction"))
    for branch in map(_members, _items(transitions.get("Errors"))):
        yield flow_words.error(branch.get("ErrorType")), _text(branch.get("NextAction"))


def _step(action: Action, number: int, numbers: Mapping[str, int], *, is_reached: bool) -> Step:
    kind = _text(action.get("Type"))
    parameters = _members(action.get("Parameters"))
    return Step(
        number=number,
        identifier=_short(_text(action.get("Identifier"))),
        kind=_short(kind),
        title=_short(flow_words.title(kind)),
        says=tuple(_says(parameters))[:MOST_OF_EACH],
        settings=tuple(_settings(parameters))[:MOST_OF_EACH],
        branches=_branches(action, numbers),
        is_reached=is_reached,
    )


def _branches(action: Action, numbers: Mapping[str, int]) -> tuple[Branch, ...]:
    """Put the ways together that lead to the same action."""
    together: dict[str, list[str]] = {}
    for way, target in _ways(action):
        together.setdefault(target, []).append(_short(way))
    return tuple(
        Branch(tuple(ways[:MOST_OF_EACH]), numbers.get(target), _short(target))
        for target, ways in list(together.items())[:MOST_OF_EACH]
    )


def _says(parameters: Mapping[str, Any]) -> Iterator[str]:
    for message in (parameters, *map(_members, _items(parameters.get("Messages")))):
        said = [message.get(name) for name in _TEXTS]
        said.append(_members(message.get("Media")).get("Uri"))
        yield from (_short(text, MOST_IN_A_TEXT) for text in map(_text, said) if text)


def _settings(parameters: Mapping[str, Any]) -> Iterator[Setting]:
    """List what else an action is told; without recursion, since a value may be deep."""
    rest: list[tuple[str, object]] = [
        (name, value) for name, value in parameters.items() if name not in _SPOKEN
    ]
    rest.reverse()
    while rest:
        name, value = rest.pop()
        if isinstance(value, dict):
            rest += reversed([(f"{name[:MOST_IN_A_NAME]}.{key}", it) for key, it in value.items()])
        elif isinstance(value, list):
            rest += reversed([(name, item) for item in value])
        elif value is not None:
            yield Setting(_short(name), _short(str(value), MOST_IN_A_TEXT))


def _members(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _short(text: str, most: int = MOST_IN_A_NAME) -> str:
    """Put a text on one line, and cut what is too long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
