"""The way from a request's method and path to the operation it asks for."""

from collections.abc import Sequence

from outdial.errors import MissingAuthenticationTokenException
from outdial.http import Request
from outdial.wire.escapes import unescape
from outdial.wire.model import Operation, ServiceModel

_End = tuple[Operation, tuple[tuple[str, int], ...]]
"""An operation, and the member and the path segment of each of its labels."""

_DETOURS = frozenset({".", ".."})


class _Node:
    """A place where paths part; `ends` holds the operations whose path ends here, by method."""

    __slots__ = ("ends", "label", "literals")

    def __init__(self) -> None:
        self.literals: dict[str, _Node] = {}
        self.label: _Node | None = None
        self.ends: dict[str, _End] = {}


class Router:
    """Finds operations by method and path: a tree of path segments, literals before labels."""

    def __init__(self, model: ServiceModel) -> None:
        self._root = _Node()
        for operation in model.operations.values():
            self._add(operation)

    def match(self, request: Request) -> tuple[Operation, dict[str, str]]:
        """Find the operation of a request, and the labels of its path, unescaped, by member.

        The path is matched before it is unescaped, as an ARN in a label holds `%2F`. A path with
        detours is none: a signature is the same for it and for the path without them.
        """
        segments = request.path.split("/")
        found = segments[0] == "" and _DETOURS.isdisjoint(segments)
        end = _find(self._root, segments, 1, request.method) if found else None
        if end is None:
            raise MissingAuthenticationTokenException("Missing Authentication Token")
        operation, labels = end
        return operation, {member: unescape(segments[at]) for member, at in labels}

    def _add(self, operation: Operation) -> None:
        node, labels = self._root, []
        for at, segment in enumerate(operation.uri.split("/")[1:], 1):
            if segment.startswith("{"):
                labels.append((segment[1:-1], at))
                node.label = node.label or _Node()
                node = node.label
            else:
                node = node.literals.setdefault(segment, _Node())
        node.ends[operation.method] = operation, tuple(labels)


def _find(node: _Node, segments: Sequence[str], at: int, method: str) -> _End | None:
    if at == len(segments):
        return node.ends.get(method)
    segment = segments[at]
    literal = node.literals.get(segment)
    if literal is not None and (end := _find(literal, segments, at + 1, method)):
        return end
    if node.label is not None and segment:
        return _find(node.label, segments, at + 1, method)
    return None
