"""Where in a YAML file a value stands, for messages that lead there."""

import re
from collections.abc import Iterator

import yaml

_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d+)\]")


def line_of(root: yaml.Node | None, path: str) -> int | None:
    """Give the line of the value at a path such as `instances[0].alias`, or of what holds it."""
    node = root
    for name, index in _STEP.findall(path):
        inner = _inner(node, name, index)
        if inner is None:
            break
        node = inner
    return None if node is None else node.start_mark.line + 1


def _inner(node: yaml.Node | None, name: str, index: str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and index:
        items: list[yaml.Node] = node.value
        return items[int(index)] if int(index) < len(items) else None
    if isinstance(node, yaml.MappingNode) and name:
        return next((value for key, value in node.value if key.value == name), None)
    return None


def repeated_keys(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """Find keys that stand twice in one mapping, which YAML forbids and PyYAML passes over."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from repeated_keys(item)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, key.value
            seen.add(key.value)
            yield from repeated_keys(value)
