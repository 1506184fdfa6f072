"""Reads a start state from a YAML or JSON file."""

from pathlib import Path

import msgspec

from outdial.seed.checks import problems
from outdial.seed.documents import read_document, read_text
from outdial.seed.errors import Problem, SeedError
from outdial.seed.mismatches import problem_of
from outdial.seed.state import KINDS, Flow, State


def read_state(path: Path) -> State:
    """Read and check a start state; a SeedError lists what is wrong, each with its line."""
    document = read_document(path)
    try:
        state = msgspec.convert(document.raw, State, strict=False)
    except msgspec.ValidationError as error:
        raise document.error([problem_of(error, KINDS)]) from None
    found = list(problems(state))
    state, unread = _with_contents(state, path.parent)
    if found or unread:
        raise document.error(found + unread)
    return state


def _with_contents(state: State, folder: Path) -> tuple[State, list[Problem]]:
    """Read the files that flows name; a path is relative to the start state's folder."""
    unread: list[Problem] = []

    def read(flow: Flow, place: str) -> Flow:
        if flow.content_file is None:
            return flow
        try:
            content = read_text(folder / flow.content_file, flow.content_file)
        except SeedError as error:
            unread.append(Problem(f"{place}.content_file", str(error)))
            return flow
        return msgspec.structs.replace(flow, content=content, content_file=None)

    instances = [
        msgspec.structs.replace(
            instance,
            flows=tuple(
                read(flow, f"instances[{i}].flows[{j}]") for j, flow in enumerate(instance.flows)
            ),
        )
        for i, instance in enumerate(state.instances)
    ]
    return State(instances=tuple(instances)), unread
