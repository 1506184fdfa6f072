"""What an instance contains, as records made from what the API shows of it.

A flow is a default one, which can be neither archived nor deleted, if its name and type are those
of a default flow; a queue is the basic one if it is called BasicQueue. The API shows neither.
"""

from typing import Any, Final

import msgspec

from outdial.copying.notes import NotImportedError
from outdial.domain.arns import Scope
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.default_flows import DEFAULT_FLOWS
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.instance import Instance
from outdial.domain.outbound_caller import named_flow, named_numbers
from outdial.domain.phone_number_flow import PhoneNumberFlow
from outdial.domain.queue import Queue
from outdial.domain.queue_quick_connects import QueueQuickConnects
from outdial.domain.quick_connect import MEMBERS, QuickConnect
from outdial.seed.api import Answer

_BASIC_QUEUE: Final = "BasicQueue"
_DEFAULTS: Final = {(flow.name, flow.type) for flow in DEFAULT_FLOWS if flow.is_default}


def hours(shown: Answer, instance: Instance) -> HoursOfOperation:
    """Make hours of operation."""
    return msgspec.convert(
        {
            **_common(shown, shown["HoursOfOperationId"], instance),
            "name": shown["Name"],
            "description": shown.get("Description"),
            "time_zone": shown["TimeZone"],
            "config": shown.get("Config") or (),
            "parents": [each["Id"] for each in shown.get("ParentHoursOfOperations") or ()],
        },
        HoursOfOperation,
    )


def flow(published: Answer | None, draft: Answer | None, instance: Instance) -> ContactFlow:
    """Make a flow of what is published and what `$SAVED` shows; one of them must be there."""
    shown = published or draft or {}
    is_draft = draft is not None and (published is None or draft.get("Status") == "SAVED")
    return msgspec.convert(
        {
            **_common(shown, shown["Id"], instance),
            "name": shown["Name"],
            "type": shown["Type"],
            "description": shown.get("Description"),
            "state": shown.get("State") or "ACTIVE",
            "published": published and published["Content"],
            "saved": draft["Content"] if draft and is_draft else None,
            "is_default": (shown["Name"], shown["Type"]) in _DEFAULTS,
        },
        ContactFlow,
    )


def queue(shown: Answer, instance: Instance) -> Queue:
    """Make a queue."""
    email = shown.get("OutboundEmailConfig") or {}
    return msgspec.convert(
        {
            **_common(shown, shown["QueueId"], instance),
            "name": shown["Name"],
            "description": shown.get("Description"),
            "status": shown.get("Status") or "ENABLED",
            "hours_of_operation_id": shown["HoursOfOperationId"],
            "max_contacts": shown.get("MaxContacts"),
            "outbound_caller": _caller(shown.get("OutboundCallerConfig") or {}, instance),
            "outbound_email_address_id": email.get("OutboundEmailAddressId"),
            "is_basic": shown["Name"] == _BASIC_QUEUE,
        },
        Queue,
    )


def _caller(config: Answer, instance: Instance) -> dict[str, Any]:
    caller: dict[str, Any] = {"name": config.get("OutboundCallerIdName")}
    if text := config.get("OutboundCallerIdNumberId"):
        caller["number"] = {
            "arn": number_arn(text, instance),
            "by_id": text == text.rpartition("/")[2],
        }
    if text := config.get("OutboundFlowId"):
        named = named_flow(text, instance.scope, instance.id)
        if named is None:
            raise NotImportedError(f"its whisper flow {text} is none of the instance")
        caller["flow"] = {"id": named.id, "by_id": named.by_id}
    return caller


def number_arn(text: str, instance: Instance) -> str:
    """Give the own ARN of the number that an id or an ARN of either form names."""
    named = named_numbers(text, instance.scope, instance)
    if not named:
        raise NotImportedError(f"the number {text} is none of the account's")
    likeliest = named[-1]  # of the older form on the replica's side: the source's Region
    return Scope(likeliest.scope.account, likeliest.scope.region).arn(
        f"phone-number/{likeliest.id}"
    )


def quick_connect(shown: Answer, instance: Instance) -> QuickConnect:
    """Make a quick connect."""
    config = shown["QuickConnectConfig"]
    of_type = config["QuickConnectType"]
    if of_type not in MEMBERS:
        raise NotImportedError(f"quick connects of type {of_type} are not kept")
    given = config.get(MEMBERS[of_type]) or {}
    return msgspec.convert(
        {
            **_common(shown, shown["QuickConnectId"], instance),
            "name": shown["Name"],
            "description": shown.get("Description"),
            "destination": {
                "type": of_type,
                "user_id": tail(given.get("UserId")),
                "queue_id": tail(given.get("QueueId")),
                "flow_id": tail(given.get("ContactFlowId")),
                "phone_number": given.get("PhoneNumber"),
            },
        },
        QuickConnect,
    )


def offered(listed: Answer, owner: Queue) -> QueueQuickConnects | None:
    """Make the list of a queue's quick connects; None if the queue never had one."""
    ids = sorted(each["Id"] for each in listed.get("QuickConnectSummaryList") or ())
    made = msgspec.convert(
        {
            "id": owner.id,
            "instance_id": owner.instance_id,
            "ids": ids,
            "last_modified_time": listed.get("LastModifiedTime") or owner.last_modified_time,
            "last_modified_region": listed.get("LastModifiedRegion") or owner.last_modified_region,
        },
        QueueQuickConnects,
    )
    is_new = made.last_modified_time == owner.last_modified_time
    return None if is_new and not ids else made


def tie(shown: Answer, instance: Instance) -> PhoneNumberFlow:
    """Make the tie of a number to the flow that answers its calls."""
    arn = number_arn(shown["ResourceId"], instance)
    return PhoneNumberFlow(
        id=arn.rpartition("/")[2],
        instance_id=instance.id,
        number_arn=arn,
        flow_id=tail(shown["FlowId"]) or "",
        last_modified_time=instance.last_modified_time,
        last_modified_region=instance.region,
    )


def tail(text: str | None) -> str | None:
    """Give the id of an id or ARN."""
    return None if text is None else text.rpartition("/")[2]


def _common(shown: Answer, record_id: str, instance: Instance) -> dict[str, Any]:
    return {
        "id": record_id,
        "instance_id": instance.id,
        "tags": shown.get("Tags") or {},
        "last_modified_time": shown.get("LastModifiedTime") or instance.created_time,
        "last_modified_region": shown.get("LastModifiedRegion") or instance.region,
    }
