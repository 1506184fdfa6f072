"""The record of a call as CloudTrail writes it, and the facts that it is looked up by."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from outdial.access.identity import Caller
from outdial.domain.arns import partition_of
from outdial.domain.event import Event, event_id
from outdial.errors import ServiceError
from outdial.store.place import Changed, Place
from outdial.store.transaction import Transaction
from outdial.trail.naming import names_of
from outdial.trail.principals import identity_of, username_of
from outdial.trail.showing import shown_input, shown_output
from outdial.trail.witness import Witness
from outdial.wire.model import Operation

LONGEST = 256 * 1024
LONGEST_PART = 100 * 1024

_GLOBAL = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}


class _Varying(msgspec.Struct):
    """The members of a record that are of one call alone, under their names."""

    eventTime: str  # noqa: N815
    requestID: str  # noqa: N815
    eventID: str  # noqa: N815
    requestParameters: Any  # noqa: N815
    responseElements: Any = None  # noqa: N815
    additionalEventData: Any = msgspec.UNSET  # noqa: N815
    errorCode: str | msgspec.UnsetType = msgspec.UNSET  # noqa: N815
    errorMessage: str | msgspec.UnsetType = msgspec.UNSET  # noqa: N815


class _Same(NamedTuple):
    """What is the same in all calls of an operation by a caller: written once, and pasted."""

    home: str
    facts: str
    head: bytes
    tail: bytes


_encode = msgspec.json.Encoder().encode


def event_of(
    seen: Witness, caller: Caller, now: datetime, answer: object, tx: Transaction | None = None
) -> Event:
    """Tell of a call that ended well; `tx` is that of its changes."""
    varying = _varying(seen, now)
    operation, params = seen.operation, seen.params or {}
    if operation.writes:
        varying.responseElements = shown_output(operation, answer)  # T6
    if tx is not None and (before := found_before(tx)):
        varying.additionalEventData = {"before": before}  # T7
    return _event(seen, caller, now, varying, names_of(operation, params, answer))


def refusal_of(seen: Witness, caller: Caller, now: datetime, error: Exception) -> Event:
    """Tell of a call that was refused, or that met a fault of ours."""
    varying = _varying(seen, now)
    varying.errorCode = "InternalServiceException"
    if isinstance(error, ServiceError):
        members = dict(error.members())
        text = members.pop(error.text_member, None)
        varying.errorCode = error.code
        varying.errorMessage = str(text) if text else msgspec.UNSET
        varying.responseElements = members or None  # T9
    names = names_of(seen.operation, seen.params or {}, None)
    return _event(seen, caller, now, varying, f"error={varying.errorCode} {names}")


def found_before(tx: Transaction) -> dict[str, Any]:
    """Give the records that a call changed or deleted as it found them."""
    return {
        f"{place[0]}/{place[2]}": _told(before)
        for place, before in tx.before.items()
        if before is not None and _is_changed(tx.changes, place, before)
    }


def _is_changed(changes: Mapping[Place, Changed | None], place: Place, before: Changed) -> bool:
    """Tell whether it was this call: a change that had waited for its time is none of its own."""
    return before[0].is_told and changes.get(place) is not before


def _told(before: Changed) -> Any:
    record, body = before
    if not record.secrets:
        return msgspec.Raw(body)
    members = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    return {name: value for name, value in members.items() if name not in record.secrets}


def _varying(seen: Witness, now: datetime) -> _Varying:
    params = seen.params
    return _Varying(
        f"{now.isoformat()[:19]}Z",
        seen.request_id,
        event_id(seen.request_id),
        None if params is None else shown_input(seen.operation, params),
    )


def _event(seen: Witness, caller: Caller, now: datetime, varying: _Varying, names: str) -> Event:
    same = _same(
        seen.operation,
        caller.scope.account,
        caller.scope.region,
        caller.access_key,
        username_of(caller),
        identity_of(caller),
        seen.address,
        seen.user_agent,
    )
    body = _encode(varying)
    if len(body) > LONGEST:
        body = _shortened(varying)
    return Event(
        same.home,
        int(now.timestamp() * 1000),
        f"{same.facts}request={seen.request_id} {names}",
        b"".join((same.head, body[1:-1], same.tail)),
    )


@lru_cache(maxsize=4096)
def _same(  # noqa: PLR0917 all of it is in the record
    operation: Operation,
    account: str,
    region: str,
    access_key: str,
    username: str,
    identity: bytes,
    address: str,
    user_agent: str,
) -> _Same:
    if operation.service == "iam":
        region = _GLOBAL[partition_of(region)]  # T3
    source, reads = f"{operation.service}.amazonaws.com", not operation.writes
    head = {
        "eventVersion": "1.11",
        "userIdentity": msgspec.Raw(identity),
        "eventSource": source,
        "eventName": operation.name,
        "awsRegion": region,
        "sourceIPAddress": address,
        "userAgent": user_agent,
    }
    tail = {
        "readOnly": reads,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": account,
        "eventCategory": "Management",
    }
    facts = f" name={operation.name} source={source} reads={'true' if reads else 'false'}"
    return _Same(
        home=f"{account}/{region}",
        facts=f"{facts} user={username} key={access_key} ",
        head=_encode(head)[:-1] + b",",
        tail=b"," + _encode(tail)[1:],
    )


def _shortened(varying: _Varying) -> bytes:
    """Leave out what is too long."""  # T8
    for part in ("requestParameters", "responseElements", "additionalEventData"):
        value = getattr(varying, part)
        size = 0 if value is msgspec.UNSET else len(_encode(value))
        if size > LONGEST_PART:
            reason = f"{part} too large"
            setattr(varying, part, {"omitted": True, "originalSize": size, "reason": reason})
    return _encode(varying)
