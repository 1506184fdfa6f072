"""Pages of IAM's lists: in the order of names, by Marker and MaxItems.

What an account has of IAM is bounded by its quotas, so a list is read whole, put in order and cut.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypedDict, TypeVar

from outdial.call import Call
from outdial.domain.resource import Address, Resource
from outdial.errors import ServiceError
from outdial.iam_errors import ValidationError
from outdial.paging import read_token, write_token

T = TypeVar("T")
R = TypeVar("R", bound=Resource)

DEFAULT = 100

_CHUNK = 500


class Ending(TypedDict):
    """How a page ends: whether there is another one, and where it begins."""

    IsTruncated: bool
    Marker: str | None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list, and how the page ends."""

    items: list[T]
    ending: Ending


def cut_page(
    call: Call, request: Mapping[str, Any], items: Iterable[T], key: Callable[[T], str]
) -> Page[T]:
    """Cut the page that a request asks for out of a list; the keys are the items' own."""
    asked = {name: value for name, value in request.items() if name not in ("Marker", "MaxItems")}
    after = _read_marker(call, asked, request.get("Marker"))
    limit: int = request.get("MaxItems") or DEFAULT
    left = sorted((item for item in items if key(item) > after), key=key)
    page = left[:limit]
    is_truncated = len(left) > limit
    marker = write_token(call, asked, key(page[-1])) if is_truncated else None
    return Page(page, {"IsTruncated": is_truncated, "Marker": marker})


def _read_marker(call: Call, asked: dict[str, Any], marker: str | None) -> str:
    try:
        return read_token(call, asked if marker is None else {**asked, "NextToken": marker})
    except ServiceError:
        raise ValidationError("Invalid Marker.") from None


def every(call: Call, kind: type[R]) -> Iterator[R]:
    """Read all records of a kind in the account."""
    after = ""
    while found := call.tx.page(kind, call.scope.account, after=after, limit=_CHUNK):
        yield from found
        after = found[-1].id


def every_naming(call: Call, kind: type[R], target: Address) -> Iterator[R]:
    """Read all records of a kind in the account that name another."""
    after = ""
    while found := call.tx.page_naming(kind, call.scope.account, target, after=after, limit=_CHUNK):
        yield from found
        after = found[-1].id
