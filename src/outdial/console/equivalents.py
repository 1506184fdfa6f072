"""Calls of the API as one would make them oneself: with the AWS CLI, and with boto3.

Both are to be copied, so both are quoted: no value can be anything but a value.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from shlex import quote
from typing import Any

from outdial.printable import printable, printable_json

_PLURAL = re.compile(r"(?<=.)[A-Z]{2,}s$")
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=.)(?=[A-Z][a-z])")
_READ_FROM_ELSEWHERE = ("file://", "fileb://", "http://", "https://")
"""What begins so is read by the AWS CLI from there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """A call of an operation: of which service, where, and with which members of its input.

    `endpoint` is the server's address. Members are texts, numbers, truths, and lists and
    mappings of them.
    """

    service: str
    operation: str
    region: str
    endpoint: str
    members: Mapping[str, Any]

    @property
    def cli(self) -> str:
        """Write it as a command for a POSIX shell."""
        command = f"aws {self.service} {_in_words(self.operation, '-')}"
        options = {"--endpoint-url": self.endpoint, "--region": self.region}
        given = [f"{name} {quote(value)}" for name, value in options.items()]
        return " \\\n    ".join((command, *given, *self._arguments()))

    @property
    def python(self) -> str:
        """Write it as a program."""
        arguments = "".join(f"    {name}={_literal(it)},\n" for name, it in self.members.items())
        return (
            "import boto3\n\n"
            f"{self.service} = boto3.client(\n"
            f"    {_text(self.service)},\n"
            f"    region_name={_text(self.region)},\n"
            f"    endpoint_url={_text(self.endpoint)},\n"
            ")\n"
            f"{self.service}.{_in_words(self.operation, '_')}(\n{arguments})"
        )

    def _arguments(self) -> list[str]:
        if any(_is_odd(value) for value in self.members.values()):
            return [f"--cli-input-json {quote(_json(self.members))}"]
        return [_argument(_in_words(name, "-"), value) for name, value in self.members.items()]


def _argument(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return f"--{name}" if value else f"--no-{name}"
    return f"--{name} {quote(value if isinstance(value, str) else _json(value))}"


def _is_odd(value: Any) -> bool:
    """Tell whether the AWS CLI, or who reads the command, would take a text for something else."""
    return isinstance(value, str) and (
        value.startswith(("-", *_READ_FROM_ELSEWHERE)) or printable(value) != value
    )


def _json(value: Any) -> str:
    return printable_json(json.dumps(value, ensure_ascii=False))


def _text(value: str) -> str:
    """Quote a text for Python, whose texts can be written as those of JSON are."""
    return printable_json(json.dumps(value, ensure_ascii=False))


def _literal(value: Any, indent: str = "    ") -> str:
    deeper = indent + "    "
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        items = [f"{_text(name)}: {_literal(each, deeper)}" for name, each in value.items()]
    elif isinstance(value, list | tuple):
        items = [_literal(each, deeper) for each in value]
    else:
        return repr(value)
    opening, closing = "{}" if isinstance(value, Mapping) else "[]"
    if not items:
        return opening + closing
    lines = "".join(f"{deeper}{item},\n" for item in items)
    return f"{opening}\n{lines}{indent}{closing}"


def _in_words(name: str, between: str) -> str:
    """Name an operation or a member as clients do: in small letters, with this between words."""
    name = _PLURAL.sub(lambda found: between + found[0].lower(), name)
    return _WORD.sub(between, name).lower()
