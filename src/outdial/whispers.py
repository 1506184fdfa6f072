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
    """Read a flow's content."""
    text: str | None = None
    number: str | None = None
    for action in _way(content):
        kind, parameters = action.get("Type"), action.get("Parameters") or {}
        if kind == "CompleteOutboundCall" and text is None and number is None:
            # The first thing that is heard places the call; a number set later comes too late.
            number = (parameters.get("CallerId") or {}).get("Number")
        if kind in _HEARD and text is None:
            text = _heard(parameters)
    return Whisper(text or "", number)


def _way(content: str) -> Iterator[Mapping[str, Any]]:
    """Follow a flow from its start, each action once; nothing if it is no flow."""
    try:
        flow = json.loads(content)
        actions = {action["Identifier"]: action for action in flow["Actions"]}
        following = flow["StartAction"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return
    while following in actions:
        action = actions.pop(following)
        yield action
        following = (action.get("Transitions") or {}).get("NextAction")


def _heard(parameters: Mapping[str, Any]) -> str:
    messages = parameters.get("Messages")
    if isinstance(messages, list) and messages:
        return " / ".join(_heard(message) for message in messages)
    for name in ("Text", "SSML"):
        if parameters.get(name):
            return str(parameters[name])
    prompt = parameters.get("PromptId") or parameters.get("Media")
    return f"(prompt {prompt})" if prompt else ""
