"""What the rehearsal asks of a client of boto3, for those who have no client but the operations."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from outdial import errors

if TYPE_CHECKING:
    from types import ModuleType

    from outdial.console.preview.calls import Ask


class Meta(NamedTuple):
    """What a client says of itself."""

    region_name: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Lists something page by page, as a paginator of boto3 does."""

    call: Callable[..., Mapping[str, Any]]

    def paginate(self, **members: Any) -> Iterator[Mapping[str, Any]]:
        """Give the pages, the first one with these members."""
        token = None
        while True:
            page = self.call(**members, NextToken=token)
            yield page
            token = page.get("NextToken")
            if not token:
                return


class ApiClient:
    """Calls operations by the names that they have in boto3, in one Region."""

    def __init__(self, ask: "Ask", region: str) -> None:
        self.meta = Meta(region)
        self.exceptions: ModuleType = errors
        self._ask = ask

    def __getattr__(self, name: str) -> Callable[..., Mapping[str, Any]]:
        operation = "".join(word.capitalize() for word in name.split("_"))

        def call(**members: Any) -> Mapping[str, Any]:
            answer: Mapping[str, Any] = _present(
                self._ask(self.meta.region_name, operation, **members)
            )
            return answer

        return call

    def get_paginator(self, name: str) -> Pages:
        """Give what lists by an operation."""
        return Pages(getattr(self, name))


def _present(value: Any) -> Any:
    """Leave out members that are None: over the network they are absent."""
    if isinstance(value, Mapping):
        return {name: _present(each) for name, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_present(each) for each in value]
    return value
