"""What an outbound whisper flow does, read from its content without running it.

Followed is the way on which nothing fails and no condition holds. That is enough for the flows
that people write, and for the others it shows what is heard unless something else decides.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

_HEARD = ("MessageParticipant", "MessageParticipantIteratively", "GetParticipantInput")


class Whisper(NamedTuple):
    """What the parties hear, and the number that the flow shows instead of the queue's."""

    text: str
    number: str | None = None


def read_whisper(content: str) -> Whisper:
    """Read a flow's content, whatever its actions hold: nothing of it need be as it should."""
    text: str | None = None
    number: str | None = None
    for action in _way(content):
        kind, parameters = action.get("Type"), _members(action.get("Parameters"))
        if kind == "CompleteOutboundCall" and text is None and number is None:
            # The first thing that is heard places the call; a number set later comes too late.
            number = _number(parameters)
        if kind in _HEARD and text is None:
            text = _heard(parameters)
    return Whisper(text or "", number)


def _way(content: str) -> Iterator[Mapping[str, Any]]:
    """Follow a flow from its start, each action once; nothing if it is no flow."""
    try:
        flow = json.loads(content)
        actions = {action["Identifier"]: action for action in flow["Actions"]}
        following = flow["StartAction"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return
    while isinstance(following, str) and (action := actions.pop(following, None)) is not None:
        yield action
        following = _members(action.get("Transitions")).get("NextAction")


def _members(value: object) -> Mapping[str, Any]:
    """Give the members of an object; none if it is something else."""
    return value if isinstance(value, dict) else {}


def _number(parameters: Mapping[str, Any]) -> str | None:
    number = _members(parameters.get("CallerId")).get("Number")
    return number if isinstance(number, str) else None


def _heard(parameters: Mapping[str, Any]) -> str:
    messages = parameters.get("Messages")
    if isinstance(messages, list) and messages:
        return " / ".join(_said(_members(message)) for message in messages)
    return _said(parameters)


def _said(message: Mapping[str, Any]) -> str:
    for name in ("Text", "SSML"):
        if isinstance(words := message.get(name), str) and words:
            return words
    for prompt in (message.get("PromptId"), _members(message.get("Media")).get("Uri")):
        if isinstance(prompt, str) and prompt:
            return f"(prompt {prompt})"
    return ""
