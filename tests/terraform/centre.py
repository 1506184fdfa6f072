"""The contact centre of centre.tf, made, read, changed and unmade by the provider's calls.

What depends on nothing else in common comes one after the other here; Terraform does it at once.
"""

import json
from typing import Any

from terraform.contents import Flow, Hours, QuickConnect
from terraform.go_sdk import GoClient
from terraform.instances import DEFAULTS, Attributes, Instance, PhoneNumber
from terraform.queues import Queue

State = dict[str, Attributes]
"""The attributes of each resource and data source, by its address."""

INSTANCE = "aws_connect_instance.acme"
OFFICE = "aws_connect_hours_of_operation.office"
WHISPER = "aws_connect_contact_flow.whisper"
NUMBER = "aws_connect_phone_number.sales"
BOSS = "aws_connect_quick_connect.boss"
DESK = "aws_connect_quick_connect.desk"
QUEUE = "aws_connect_queue.sales"
BASIC = "data.aws_connect_hours_of_operation.basic"
DEFAULT = "data.aws_connect_contact_flow.default"

KINDS: dict[str, Any] = {
    INSTANCE: Instance,
    OFFICE: Hours,
    WHISPER: Flow,
    NUMBER: PhoneNumber,
    BOSS: QuickConnect,
    DESK: QuickConnect,
    QUEUE: Queue,
}
"""The resources, each after what it depends on."""


def wanted(address: str, state: State, *, changed: bool) -> Attributes:
    """Give what centre.tf says of a resource, where `state` has what it depends on."""
    if address == INSTANCE:
        return _instance(changed=changed)
    told = {
        OFFICE: _office,
        WHISPER: _whisper,
        NUMBER: _number,
        BOSS: _boss,
        DESK: _desk,
        QUEUE: _queue,
    }[address](state, changed=changed)
    place = {} if address == NUMBER else {"instance_id": state[INSTANCE]["id"]}
    return place | {"tags": {}} | told


def apply(go: GoClient) -> State:
    """Make what is not there yet."""
    state: State = {}
    for address, kind in KINDS.items():
        if address == QUEUE:
            state |= _found_without(go, state[INSTANCE]["id"])
        state[address] = kind.create(go, wanted(address, state, changed=False))
    return state | _found_by(go, state)


def refresh(go: GoClient, state: State) -> State:
    """Read all that there is."""
    read = {address: kind.read(go, state[address]) for address, kind in KINDS.items()}
    return read | _found_without(go, read[INSTANCE]["id"]) | _found_by(go, read)


def differences(state: State, *, changed: bool) -> dict[str, list[str]]:
    """Plan: name the attributes of each resource that are not as centre.tf has them."""
    found = {}
    for address in KINDS:
        told = wanted(address, state, changed=changed)
        found[address] = sorted(name for name in told if state[address][name] != told[name])
    return {address: names for address, names in found.items() if names}


def change(go: GoClient, state: State) -> State:
    """Make everything as the second version of centre.tf has it."""
    for address, kind in KINDS.items():
        told = state[address] | wanted(address, state, changed=True)
        if told != state[address]:
            state = state | {address: kind.update(go, state[address], told)}
    return state | _found_by(go, state)


def destroy(go: GoClient, state: State) -> None:
    """Delete everything, first what depends on others."""
    for address, kind in reversed(KINDS.items()):
        kind.delete(go, state[address])


def _found_without(go: GoClient, instance: str) -> State:
    """Read the data sources that the queue depends on."""
    return {
        BASIC: Hours.look_up(go, instance, "Basic Hours"),
        DEFAULT: Flow.look_up(go, instance, "Default outbound"),
    }


def _found_by(go: GoClient, state: State) -> State:
    """Read the data sources that name a resource."""
    instance = state[INSTANCE]
    return {
        "data.aws_connect_instance.acme": Instance.look_up(go, instance["instance_alias"]),
        "data.aws_connect_quick_connect.desk": QuickConnect.look_up(
            go, instance["id"], state[DESK]["name"]
        ),
        "data.aws_connect_queue.sales": Queue.look_up(go, instance["id"], state[QUEUE]["name"]),
    }


def _instance(*, changed: bool) -> Attributes:
    return DEFAULTS | {
        "contact_flow_logs_enabled": changed,
        "identity_management_type": "CONNECT_MANAGED",
        "instance_alias": "acme",
        "tags": {"team": "sales"},
    }


def _office(_: State, *, changed: bool) -> Attributes:
    def day(name: str, start: int, end: tuple[int, int]) -> Attributes:
        return {
            "day": name,
            "end_time": [{"hours": end[0], "minutes": end[1]}],
            "start_time": [{"hours": start, "minutes": 0}],
        }

    return {
        "config": [day("MONDAY", 8, (18 if changed else 17, 30)), day("TUESDAY", 9, (12, 0))],
        "description": "" if changed else "When somebody is there",
        "name": "Office",
        "time_zone": "Europe/Berlin",
    }


def _whisper(_: State, *, changed: bool) -> Attributes:
    text = "Acme is calling" if changed else "Acme calling"
    say = {
        "Identifier": "say",
        "Parameters": {"Text": text},
        "Transitions": {"Conditions": [], "Errors": [], "NextAction": "end"},
        "Type": "MessageParticipant",
    }
    end = {"Identifier": "end", "Parameters": {}, "Transitions": {}, "Type": "EndFlowExecution"}
    content = {"Actions": [say, end], "StartAction": "say", "Version": "2019-10-30"}
    return {
        "content": json.dumps(content, separators=(",", ":")),
        "description": "" if changed else "Says who calls",
        "name": "Whisper",
        "tags": {"team": "support" if changed else "sales"},
        "type": "OUTBOUND_WHISPER",
    }


def _number(state: State, *, changed: bool) -> Attributes:
    return {
        "country_code": "US",
        "description": "Sales",
        "prefix": "+1206",
        "tags": {} if changed else {"team": "sales"},
        "target_arn": state[INSTANCE]["arn"],
        "type": "DID",
    }


def _boss(_: State, *, changed: bool) -> Attributes:
    return _phone("Boss", "", "+12065550124" if changed else "+12065550123")


def _desk(_: State, *, changed: bool) -> Attributes:
    desk = _phone("Front desk" if changed else "Desk", "At the door", "+12065550125")
    return desk | {"tags": {"team": "sales"}}


def _phone(name: str, description: str, number: str) -> Attributes:
    config = {
        "phone_config": [{"phone_number": number}],
        "queue_config": [],
        "quick_connect_type": "PHONE_NUMBER",
        "user_config": [],
    }
    return {"description": description, "name": name, "quick_connect_config": [config]}


def _queue(state: State, *, changed: bool) -> Attributes:
    flow = state[DEFAULT if changed else WHISPER]
    caller = {
        "outbound_caller_id_name": "Acme" if changed else "Acme Sales",
        "outbound_caller_id_number_id": state[NUMBER]["id"],
        "outbound_flow_id": flow["contact_flow_id"],
    }
    return {
        "description": "" if changed else "They sell",
        "hours_of_operation_id": state[OFFICE if changed else BASIC]["hours_of_operation_id"],
        "max_contacts": 20 if changed else 10,
        "name": "Sales and more" if changed else "Sales",
        "outbound_caller_config": [caller],
        "quick_connect_ids": [state[DESK if changed else BOSS]["quick_connect_id"]],
        "status": "DISABLED" if changed else "ENABLED",
        "tags": {"cost": "42"} if changed else {"old": "yes", "team": "sales"},
    }
