"""A service as its model describes it: its operations, and what they take and give."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from outdial.wire.shape import Shape, Shapes

_READS = ("Describe", "List", "Search", "Get", "BatchGet")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Operation:
    """One operation of a service; two are equal only if they are the same object."""

    service: str
    name: str
    method: str
    uri: str
    errors: frozenset[str]
    input_name: str | None
    output_name: str | None
    shapes: Shapes

    @property
    def key(self) -> tuple[str, str]:
        """Name the operation among those of all services."""
        return self.service, self.name

    @property
    def input(self) -> Shape | None:
        """Give the structure that the operation takes."""
        return self.shapes[self.input_name] if self.input_name else None

    @property
    def output(self) -> Shape | None:
        """Give the structure that the operation answers, if it answers any."""
        return self.shapes[self.output_name] if self.output_name else None

    @property
    def token(self) -> str | None:
        """Name the member of the input by which a repeated request is known."""
        return self.input.token if self.input else None

    @property
    def writes(self) -> bool:
        """Tell if the operation may change something."""
        return not self.name.startswith(_READS)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ServiceModel:
    """All that is known of a service's interface."""

    name: str
    botocore_version: str
    operations: Mapping[str, Operation]
    shapes: Shapes


def load(service: str = "connect") -> ServiceModel:
    """Give a service's model, the same one each time."""
    return _load(service)


@cache
def _load(service: str) -> ServiceModel:
    """Read the file; shapes are made when they are first asked for."""
    file = msgspec.json.decode(Path(__file__).with_name("model.json").read_bytes(), type=_File)
    parts = msgspec.json.decode(file.services[service], type=_Service)
    shapes = Shapes(parts.shapes)
    return ServiceModel(
        name=service,
        botocore_version=file.botocore_version,
        operations={
            name: _operation(service, name, shapes, facts)
            for name, facts in parts.operations.items()
        },
        shapes=shapes,
    )


class _File(msgspec.Struct):
    botocore_version: str
    services: dict[str, msgspec.Raw]


class _Service(msgspec.Struct):
    operations: dict[str, dict[str, Any]]
    shapes: dict[str, msgspec.Raw]


def _operation(service: str, name: str, shapes: Shapes, facts: dict[str, Any]) -> Operation:
    errors = frozenset(facts.pop("errors"))
    return Operation(service=service, name=name, shapes=shapes, errors=errors, **facts)
