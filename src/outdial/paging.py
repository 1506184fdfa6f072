"""Pages of lists: by key, never by offset, so that a page costs the same wherever it stands."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from outdial.call import Call
from outdial.domain.resource import Address, Resource
from outdial.errors import InvalidParameterException, InvalidRequestException

R = TypeVar("R", bound=Resource)

FARTHEST = 5000
"""So many records are searched at once: some hundredths of a second, in which others wait."""

_DIGEST = 8
_COUNTED = re.compile(r"(\d{1,9})/(.+)", re.ASCII | re.DOTALL)
"""How much a search's first page counted, and the id that its next page begins after."""

_encode = msgspec.json.Encoder(order="deterministic").encode


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some records of a list, and the token of the next page, None on the last one."""

    records: list[R]
    next_token: str | None


class Shelf(NamedTuple):
    """Where a list's records are: a home, or what names an address in it."""

    home: str
    naming: Address | None = None


def read_page(
    call: Call,
    request: Mapping[str, Any],
    kind: type[R],
    home: str,
    *,
    naming: Address | None = None,
    keep: Callable[[R], bool] = lambda _: True,
    default: int = 100,
) -> Page[R]:
    """Read the page of `kind` in `home` that a request asks for by MaxResults and NextToken.

    `naming` narrows the list to the records that name an address, by index; `keep` narrows it
    further, record by record.
    """
    return read_merged_page(call, request, kind, (Shelf(home, naming),), keep=keep, default=default)


def read_merged_page(
    call: Call,
    request: Mapping[str, Any],
    kind: type[R],
    shelves: Sequence[Shelf],
    *,
    keep: Callable[[R], bool] = lambda _: True,
    default: int = 100,
) -> Page[R]:
    """Read a page as `read_page` does, from several shelves as if they were one."""
    limit: int = request.get("MaxResults") or default
    after = read_token(call, request)
    found: list[R] = []
    while True:
        records = _next(call, kind, shelves, after, limit + 1)
        found += [record for record in records if keep(record)]
        if len(found) > limit:
            return Page(found[:limit], write_token(call, request, found[limit - 1].id))
        if len(records) <= limit:
            return Page(found, None)
        after = records[-1].id


@dataclass(frozen=True, slots=True)
class SearchPage(Generic[R]):
    """Some of what a search found, the next page's token, and how much was found in all."""

    records: list[R]
    next_token: str | None
    total: int


def search_page(
    call: Call,
    request: Mapping[str, Any],
    kind: type[R],
    home: str,
    keep: Callable[[R], bool] | None,
    *,
    default: int = 100,
) -> SearchPage[R]:
    """Find the records of `kind` in `home` that `keep` takes, and give the page that is asked for.

    None takes every record. A search looks at one record after the other, at `FARTHEST` for one
    page: beyond, a page may be short, or have nothing but the token of the next one. What it finds
    in all is counted as far, by the first page.
    """
    limit: int = request.get("MaxResults") or default
    after, total = _read_search_token(call, request)
    if keep is None:
        near = call.tx.page(kind, home, after=after, limit=limit + 1)
        total = call.tx.count(kind, home, most=FARTHEST)
        token = write_token(call, request, near[limit - 1].id) if len(near) > limit else None
        return SearchPage(near[:limit], token, total)
    is_known = total is not None
    near = call.tx.page(kind, home, after=after if is_known else "", limit=FARTHEST)
    if total is None:
        total = sum(map(keep, near))
    if after and not is_known and len(near) == FARTHEST:
        near = call.tx.page(kind, home, after=after, limit=FARTHEST)
    found = [record for record in near if record.id > after and keep(record)]
    is_end = len(near) < FARTHEST
    if len(found) <= limit and is_end:
        return SearchPage(found, None, total)
    last = found[limit - 1].id if len(found) > limit else near[-1].id
    key = f"{total}/{last}" if is_known or not is_end else last
    return SearchPage(found[:limit], write_token(call, request, key), total)


def _read_search_token(call: Call, request: Mapping[str, Any]) -> tuple[str, int | None]:
    """Read after which id a page begins, and how much the first one counted.

    That is None on the first page, and on all pages if one look reaches everything.
    """
    key = read_token(call, request)
    counted = _COUNTED.fullmatch(key)
    return (counted[2], int(counted[1])) if counted else (key, None)


def _next(call: Call, kind: type[R], shelves: Sequence[Shelf], after: str, limit: int) -> list[R]:
    if len(shelves) == 1:
        return _take(call, kind, shelves[0], after, limit)
    taken = [record for shelf in shelves for record in _take(call, kind, shelf, after, limit)]
    return sorted(taken, key=lambda record: record.id)[:limit]


def _take(call: Call, kind: type[R], shelf: Shelf, after: str, limit: int) -> list[R]:
    if shelf.naming is None:
        return call.tx.page(kind, shelf.home, after=after, limit=limit)
    return call.tx.page_naming(kind, shelf.home, shelf.naming, after=after, limit=limit)


def write_token(call: Call, request: Mapping[str, Any], after: str) -> str:
    """Write the token of the page that begins after a key; it holds for this request alone."""
    key = after.encode()
    return base64.urlsafe_b64encode(_digest(call, request, key) + key).decode()


def read_token(call: Call, request: Mapping[str, Any]) -> str:
    """Read the key that a request's page begins after: '' for the first page."""
    token = request.get("NextToken")
    if token is None:
        return ""
    try:
        raw = base64.b64decode(str(token).encode(), altchars=b"-_", validate=True)
        digest, after = raw[:_DIGEST], raw[_DIGEST:]
        if digest == _digest(call, request, after):
            return after.decode()
    except (binascii.Error, UnicodeError):
        pass
    declared = "InvalidParameterException" in call.operation.errors
    refusal = InvalidParameterException if declared else InvalidRequestException
    raise refusal(
        "NextToken is not a token of this list: send the one of the page before, unchanged"
    )


def _digest(call: Call, request: Mapping[str, Any], key: bytes) -> bytes:
    scope = call.scope
    asked = {k: v for k, v in request.items() if k not in ("NextToken", "MaxResults")}
    what = _encode([call.operation.name, scope.account, scope.region, asked])
    return hashlib.blake2b(what + key, digest_size=_DIGEST, person=b"outdial page").digest()
