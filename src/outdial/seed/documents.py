"""Files of YAML or JSON, read so that what is wrong in them is shown with its line."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from outdial.seed.errors import Problem, SeedError
from outdial.seed.places import line_of, repeated_keys


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content; of YAML the nodes too, which know their lines."""

    path: Path
    raw: Any
    root: yaml.Node | None = None

    def error(self, problems: Iterable[Problem]) -> SeedError:
        """Make an error that has a line for each problem."""
        return SeedError("\n".join(self._line(problem) for problem in problems))

    def _line(self, problem: Problem) -> str:
        line = line_of(self.root, problem.path)
        place = f"{self.path}:{line}" if line else str(self.path)
        return ": ".join(filter(None, (place, problem.path, problem.text)))


def read_document(path: Path) -> Document:
    """Read a file; a SeedError says why it cannot be read. Nothing at all is an empty object."""
    text = read_text(path, str(path))
    is_json = path.suffix.lower() == ".json"
    root, raw = (None, _parse_json(path, text)) if is_json else _parse_yaml(path, text)
    return Document(path, {} if raw is None else raw, root)


def read_text(path: Path, shown: str) -> str:
    """Read a text file; `shown` is what it is called in a SeedError."""
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
