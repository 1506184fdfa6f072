"""A service as its model describes it: its operations, and what they take and give."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import msgspec

from outdial.wire.shape import Shape, Shapes

MODELS: Mapping[str, str] = {
    "cloudtrail": "cloudtrail_model.json",
    "connect": "model.json",
    "iam": "iam_model.json",
    "sts": "sts_model.json",
}
"""The file of each service that is known, by botocore's name of the service."""

_READS = ("Describe", "List", "Search", "Get", "BatchGet", "Simulate", "Decode", "Lookup")


@dataclass(frozen=True, kw_only=True, eq=False)
class Operation:
    """One operation of a service; two are equal only if they are the same object.

    What follows from its facts is worked out once: every request asks for most of it.
    """

    service: str
    name: str
    method: str
    uri: str
    errors: frozenset[str]
    input_name: str | None
    output_name: str | None
    shapes: Shapes

    @cached_property
    def key(self) -> tuple[str, str]:
        """Name the operation among those of all services."""
        return self.service, self.name

    @cached_property
    def input(self) -> Shape | None:
        """Give the structure that the operation takes."""
        return self.shapes[self.input_name] if self.input_name else None

    @cached_property
    def output(self) -> Shape | None:
        """Give the structure that the operation answers, if it answers any."""
        return self.shapes[self.output_name] if self.output_name else None

    @cached_property
    def token(self) -> str | None:
        """Name the member of the input by which a repeated request is known."""
        return self.input.token if self.input else None

    @cached_property
    def writes(self) -> bool:
        """Tell if the operation may change something; to issue a session's token does."""
        if self.service == "sts" and self.name.endswith("Token"):
            return True
        return not self.name.startswith(_READS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ServiceModel:
    """All that is known of a service's interface."""

    name: str
    botocore_version: str
    protocol: str
    version: str
    namespace: str
    target: str
    operations: Mapping[str, Operation]
    shapes: Shapes


def load(service: str = "connect") -> ServiceModel:
    """Give a service's model, the same one each time."""
    return _load(service)


@cache
def _load(service: str) -> ServiceModel:
    """Read the file; shapes are made when they are first asked for."""
    written = Path(__file__).with_name(MODELS[service]).read_bytes()
    file = msgspec.json.decode(written, type=_File)
    shapes = Shapes(file.shapes)
    return ServiceModel(
        name=service,
        botocore_version=file.botocore_version,
        protocol=file.protocol,
        version=file.version,
        namespace=file.namespace,
        target=file.target,
        operations={
            name: _operation(service, name, shapes, facts)
            for name, facts in file.operations.items()
        },
        shapes=shapes,
    )


class _File(msgspec.Struct):
    botocore_version: str
    protocol: str
    version: str
    namespace: str
    operations: dict[str, dict[str, Any]]
    shapes: dict[str, msgspec.Raw]
    target: str = ""


def _operation(service: str, name: str, shapes: Shapes, facts: dict[str, Any]) -> Operation:
    errors = frozenset(facts.pop("errors"))
    return Operation(service=service, name=name, shapes=shapes, errors=errors, **facts)
