"""The record of a call as CloudTrail writes it, and what events are looked up by beside it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from outdial.access.identity import Caller
from outdial.domain.arns import partition_of
from outdial.domain.event import Event, event_id
from outdial.errors import ServiceError
from outdial.store.transaction import Changed, Place, Transaction
from outdial.trail.naming import names_of
from outdial.trail.principals import identity_of, username_of
from outdial.trail.showing import shown_input, shown_output
from outdial.trail.witness import Witness

LONGEST = 256 * 1024
LONGEST_PART = 100 * 1024

_GLOBAL = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
_NAMES = {"source_ip": "sourceIPAddress", "request_id": "requestID", "event_id": "eventID"}


def _wire_name(name: str) -> str:
    first, *rest = name.split("_")
    return _NAMES.get(name) or first + "".join(word.capitalize() for word in rest)


class Record(msgspec.Struct, kw_only=True, rename=_wire_name):
    """A record of CloudTrail, in its order."""

    event_version: str = "1.11"
    user_identity: msgspec.Raw
    event_time: str
    event_source: str
    event_name: str
    aws_region: str
    source_ip: str
    user_agent: str
    error_code: str | msgspec.UnsetType = msgspec.UNSET
    error_message: str | msgspec.UnsetType = msgspec.UNSET
    request_parameters: Any
    response_elements: Any = None
    additional_event_data: Any = msgspec.UNSET
    request_id: str
    event_id: str
    read_only: bool
    event_type: str = "AwsApiCall"
    management_event: bool = True
    recipient_account_id: str
    event_category: str = "Management"


_encode = msgspec.json.Encoder().encode


def event_of(
    seen: Witness, caller: Caller, now: datetime, answer: object, tx: Transaction | None = None
) -> Event:
    """Tell of a call that ended well; `tx` is that of its changes."""
    record = _record(seen, caller, now)
    operation, params = seen.operation, seen.params or {}
    if operation.writes:
        record.response_elements = shown_output(operation, answer)  # T6
    if tx is not None and (before := found_before(tx)):
        record.additional_event_data = {"before": before}  # T7
    return _event(seen, record, now, names_of(operation, params, answer))


def refusal_of(seen: Witness, caller: Caller, now: datetime, error: Exception) -> Event:
    """Tell of a call that was refused, or that met a fault of ours."""
    record = _record(seen, caller, now)
    record.error_code = "InternalServiceException"
    if isinstance(error, ServiceError):
        members = dict(error.members())
        text = members.pop(error.text_member, None)
        record.error_code = error.code
        record.error_message = str(text) if text else msgspec.UNSET
        record.response_elements = members or None  # T9
    return _event(seen, record, now, names_of(seen.operation, seen.params or {}, None))


def found_before(tx: Transaction) -> dict[str, Any]:
    """Give the records that a call changed or deleted as it found them."""
    return {
        f"{place[0]}/{place[2]}": _told(before)
        for place, before in tx.before.items()
        if before is not None and _is_changed(tx.changes, place, before)
    }


def _is_changed(changes: Mapping[Place, Changed | None], place: Place, before: Changed) -> bool:
    """Tell whether it was this call: one that had only waited for its time is none of its own."""
    return before[0].is_told and changes.get(place) is not before


def _told(before: Changed) -> Any:
    record, body = before
    if not record.secrets:
        return msgspec.Raw(body)
    members = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    return {name: value for name, value in members.items() if name not in record.secrets}


def _record(seen: Witness, caller: Caller, now: datetime) -> Record:
    operation, region = seen.operation, caller.scope.region
    if operation.service == "iam":
        region = _GLOBAL[partition_of(region)]  # T3
    return Record(
        user_identity=identity_of(caller),
        event_time=f"{now.isoformat()[:19]}Z",
        event_source=f"{operation.service}.amazonaws.com",
        event_name=operation.name,
        aws_region=region,
        source_ip=seen.address,
        user_agent=seen.user_agent,
        request_parameters=seen.params and shown_input(operation, seen.params),
        request_id=seen.request_id,
        event_id=event_id(seen.request_id),
        read_only=not operation.writes,
        recipient_account_id=caller.scope.account,
    )


def _event(seen: Witness, record: Record, now: datetime, names: str) -> Event:
    caller = seen.caller
    body = _encode(record)
    if len(body) > LONGEST:
        body = _shortened(record)
    return Event(
        home=f"{record.recipient_account_id}/{record.aws_region}",
        time=int(now.timestamp() * 1000),
        request_id=seen.request_id,
        name=record.event_name,
        source=record.event_source,
        username=username_of(caller) if caller else "",
        access_key=caller.access_key if caller else "",
        reads=record.read_only,
        names=names,
        body=body,
    )


def _shortened(record: Record) -> bytes:
    """Leave out what is too long."""  # T8
    for part in ("request_parameters", "response_elements", "additional_event_data"):
        size = len(_encode(getattr(record, part)))
        if size > LONGEST_PART:
            reason = f"{_wire_name(part)} too large"
            omitted = {"omitted": True, "originalSize": size, "reason": reason}
            setattr(record, part, omitted)
    return _encode(record)
