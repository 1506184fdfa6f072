r"""What is wrong with a flow's content, and what a flow says.

The rules, each with its mark:

F1  Content is one JSON object of at most 256,000 characters [documented].
F2  Its version is 2019-10-30 [documented].
F3  It has actions, each an object with an identifier and a type [documented].
F4  An identifier is unique, has 1 to 50 characters, none of `%:(\/)=$,;[]{}`, and is not the name
    of a member that every JavaScript object has [documented].
F5  StartAction names an action [documented].
F6  A type is one of the Flow language [documented].
F7  An action stands only in the types of flow that it is for [documented, observed].
F8  No parameter is an empty string, at any depth; a blank counts as a value [observed].
F9  Each transition leads to an action of the flow [documented].
F10 No condition compares with an empty string [observed].
F11 An action that ends the flow has no transitions [documented, observed].
F12 Any other action leads somewhere, unless it hands the contact on or keeps it [documented; how
    strictly is unknown, so one transition of any kind will do].

A flow that is saved and not published meets F1 only [inferred: the designer saves what is
unfinished]. What a single action's parameters are called and hold is not checked, nor which error
branches it must have: a flow that the service exported must pass, and the reference is known to
be wrong there.

Of the texts, `Invalid Action type`, `Invalid Action property value. Path: 0.Parameter`, `Empty
value in Parameters.Attributes`, `Invalid branch. Path: 2.Evaluate` and `Action does not support
transitions` are the service's [observed]; the others are made in their likeness.
"""

import html
import json
import re
from collections.abc import Iterator

from outdial.domain import flow_action, flow_language

LONGEST_CONTENT = 256_000


def problems_when_saved(content: str) -> list[str]:
    """List what keeps the content from being saved."""
    flow = _read(content)
    return [flow] if isinstance(flow, str) else []


def problems_when_published(content: str, flow_type: str) -> list[str]:
    """List what keeps the content from being published as a flow of this type."""
    flow = _read(content)
    return [flow] if isinstance(flow, str) else list(_problems(flow, flow_type))


def spoken_text(content: str) -> str | None:
    """Give the first words that a flow says, without markup; None if it says none."""
    flow = _read(content)
    if isinstance(flow, str):
        return None
    for action in _from_the_start(flow):
        parameters = action.get("Parameters")
        if action.get("Type") != "MessageParticipant" or not isinstance(parameters, dict):
            continue
        if isinstance(text := parameters.get("Text"), str):
            return text
        if isinstance(ssml := parameters.get("SSML"), str):
            return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", ssml).split()))
    return None


def _read(content: str) -> dict[str, object] | str:
    """Read the content's object, or say why there is none."""
    if len(content) > LONGEST_CONTENT:
        return f"Content exceeds {LONGEST_CONTENT} characters"  # F1
    try:
        flow = json.loads(content)
    except (ValueError, RecursionError):
        return "Content is not valid JSON"  # F1
    return flow if isinstance(flow, dict) else "Content is not a JSON object"  # F1


def _problems(flow: dict[str, object], flow_type: str) -> Iterator[str]:
    if flow.get("Version") != flow_language.VERSION:
        yield "Invalid flow version. Path: Version"  # F2
    actions = flow.get("Actions")
    if not isinstance(actions, list) or not actions:
        yield "Invalid Actions. Path: Actions"  # F3
        return
    names = [_name(action) for action in actions]
    known = {name for name in names if name is not None}
    start = flow.get("StartAction")
    if not isinstance(start, str) or start not in known:
        yield "Invalid start action. Path: StartAction"  # F5
    seen: set[str] = set()
    for index, (action, name) in enumerate(zip(actions, names, strict=True)):
        if name is not None and name in seen:
            yield f"Duplicate Action identifier. Path: {index}.Identifier"  # F4
        seen.add(name or "")
        yield from flow_action.problems(action, index, flow_type, known)


def _name(action: object) -> str | None:
    identifier = action.get("Identifier") if isinstance(action, dict) else None
    return identifier if isinstance(identifier, str) else None


def _from_the_start(flow: dict[str, object]) -> Iterator[dict[str, object]]:
    """Walk a flow as a contact does to whom nothing unusual happens."""
    actions = flow.get("Actions")
    ahead = {_name(action): action for action in (actions if isinstance(actions, list) else [])}
    here = flow.get("StartAction")
    while isinstance(here, str) and (action := ahead.pop(here, None)) is not None:
        yield action
        transitions = action.get("Transitions")
        here = transitions.get("NextAction") if isinstance(transitions, dict) else None
