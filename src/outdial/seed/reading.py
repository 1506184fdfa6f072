"""Reads a start state from a YAML or JSON file."""

import json
from pathlib import Path
from typing import Any

import msgspec
import yaml

from outdial.seed.checks import problems
from outdial.seed.errors import Problem, SeedError
from outdial.seed.mismatches import problem_of
from outdial.seed.places import line_of, repeated_keys
from outdial.seed.state import Flow, State


def read_state(path: Path) -> State:
    """Read and check a start state; a SeedError lists what is wrong, each with its line."""
    text, root = _text(path, str(path)), None
    if path.suffix.lower() == ".json":
        raw = _parse_json(path, text)
    else:
        root, raw = _parse_yaml(path, text)
    try:
        state = msgspec.convert({} if raw is None else raw, State, strict=False)
    except msgspec.ValidationError as error:
        raise _error(path, root, [problem_of(error)]) from None
    found = list(problems(state))
    state, unread = _with_contents(state, path.parent)
    if found or unread:
        raise _error(path, root, found + unread)
    return state


def _text(path: Path, shown: str) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SeedError(f"{shown}: cannot be read: {_reason(error)}") from None


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "it is not UTF-8"


def _parse_json(path: Path, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise SeedError(f"{path}:{error.lineno}: is no JSON: {error.msg}") from None


def _parse_yaml(path: Path, text: str) -> tuple[yaml.Node | None, Any]:
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        for line, key in repeated_keys(root):
            raise SeedError(f"{path}:{line}: `{key}` stands here twice")
        return root, None if root is None else loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SeedError(f"{path}:{line}: is no YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise SeedError(f"{path}: is no YAML: {' '.join(str(error).split())}") from None


class _Loader(yaml.SafeLoader):
    """Reads every scalar as a text but null, so that `+12065550100`, `NO` and `09:00` stay so."""

    yaml_implicit_resolvers = {  # noqa: RUF012 the name and form are PyYAML's
        first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":merge"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _with_contents(state: State, folder: Path) -> tuple[State, list[Problem]]:
    """Read the files that flows name; a path is relative to the start state's folder."""
    unread: list[Problem] = []

    def read(flow: Flow, place: str) -> Flow:
        if flow.content_file is None:
            return flow
        try:
            content = _text(folder / flow.content_file, flow.content_file)
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


def _error(path: Path, root: yaml.Node | None, found: list[Problem]) -> SeedError:
    lines = []
    for problem in found:
        line = line_of(root, problem.path)
        place = f"{path}:{line}" if line else str(path)
        lines.append(": ".join(filter(None, (place, problem.path, problem.text))))
    return SeedError("\n".join(lines))
