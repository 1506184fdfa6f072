"""What the AWS provider calls for a queue, and keeps of the replies: as in `contents.py`."""

from typing import Any

from terraform.contents import found_by_name, without_tags_all
from terraform.go_sdk import GoClient
from terraform.instances import Attributes, pages, retag, tagged

CALLER = {
    "outbound_caller_id_name": "OutboundCallerIdName",
    "outbound_caller_id_number_id": "OutboundCallerIdNumberId",
    "outbound_flow_id": "OutboundFlowId",
}


class Queue:
    """aws_connect_queue."""

    @staticmethod
    def create(go: GoClient, wanted: Attributes) -> Attributes:
        made = go.put(
            "queues",
            wanted["instance_id"],
            Description=wanted["description"] or None,
            HoursOfOperationId=wanted["hours_of_operation_id"],
            MaxContacts=wanted["max_contacts"] or None,
            Name=wanted["name"],
            OutboundCallerConfig=_expand_caller(wanted["outbound_caller_config"]),
            QuickConnectIds=wanted["quick_connect_ids"] or None,
            Tags=wanted["tags"] or None,
        )
        return Queue.read(go, {"instance_id": wanted["instance_id"], "queue_id": made["QueueId"]})

    @staticmethod
    def read(go: GoClient, state: Attributes) -> Attributes:
        instance, queue = state["instance_id"], state["queue_id"]
        found = Queue._described(go, instance, queue)
        listed = pages(
            go, "QuickConnectSummaryList", "queues", instance, queue, "quick-connects", **SIXTY
        )
        return found | {"quick_connect_ids": sorted(item["Id"] for item in listed)}

    @staticmethod
    def look_up(go: GoClient, instance: str, name: str) -> Attributes:
        queue = found_by_name(go, "QueueSummaryList", name, "queues-summary", instance)
        return without_tags_all(Queue._described(go, instance, queue))

    @staticmethod
    def update(go: GoClient, before: Attributes, after: Attributes) -> Attributes:
        """Change each of what has an operation of its own, in the provider's order."""
        path = ("queues", before["instance_id"], before["queue_id"])

        def differ(*names: str) -> bool:
            return any(before[name] != after[name] for name in names)

        retag(go, before["arn"], before, after)
        if differ("hours_of_operation_id"):
            hours = after["hours_of_operation_id"]
            go.post(*path, "hours-of-operation", HoursOfOperationId=hours)
        if differ("max_contacts"):
            go.post(*path, "max-contacts", MaxContacts=after["max_contacts"])
        if differ("name", "description"):
            go.post(*path, "name", Description=after["description"], Name=after["name"])
        if differ("outbound_caller_config"):
            caller = _expand_caller(after["outbound_caller_config"])
            go.post(*path, "outbound-caller-config", OutboundCallerConfig=caller)
        if differ("status"):
            go.post(*path, "status", Status=after["status"])
        ties = set(before["quick_connect_ids"]), set(after["quick_connect_ids"])
        if added := sorted(ties[1] - ties[0]):
            go.post(*path, "associate-quick-connects", QuickConnectIds=added)
        if removed := sorted(ties[0] - ties[1]):
            go.post(*path, "disassociate-quick-connects", QuickConnectIds=removed)
        return Queue.read(go, before)

    @staticmethod
    def delete(go: GoClient, state: Attributes) -> None:
        go.delete("queues", state["instance_id"], state["queue_id"])

    @staticmethod
    def _described(go: GoClient, instance: str, queue: str) -> Attributes:
        described = go.get("queues", instance, queue)["Queue"]
        return {
            "arn": described["QueueArn"],
            "description": described.get("Description", ""),
            "hours_of_operation_id": described["HoursOfOperationId"],
            "id": f"{instance}:{queue}",
            "instance_id": instance,
            "max_contacts": described.get("MaxContacts", 0),
            "name": described["Name"],
            "outbound_caller_config": _flatten_caller(described.get("OutboundCallerConfig")),
            "queue_id": described["QueueId"],
            "status": described["Status"],
            **tagged(described),
        }


SIXTY = {"maxResults": "60"}


class Answer:
    """aws_connect_phone_number_contact_flow_association, which came with provider 6."""

    @staticmethod
    def create(go: GoClient, wanted: Attributes) -> Attributes:
        go.put(
            "phone-number",
            wanted["phone_number_id"],
            "contact-flow",
            ContactFlowId=wanted["contact_flow_id"],
            InstanceId=wanted["instance_id"],
        )
        return wanted

    @staticmethod
    def read(go: GoClient, state: Attributes) -> Attributes | None:
        """Give the state if one association is of the number's and the flow's ARN."""
        instance = state["instance_id"]
        number = go.get("phone-number", state["phone_number_id"])["ClaimedPhoneNumberSummary"]
        flow = go.get("contact-flows", instance, state["contact_flow_id"])["ContactFlow"]
        listed = pages(
            go,
            "FlowAssociationSummaryList",
            "flow-associations-summary",
            instance,
            ResourceType="VOICE_PHONE_NUMBER",
        )
        ties = [(tie["ResourceId"], tie["FlowId"]) for tie in listed]
        return state if ties.count((number["PhoneNumberArn"], flow["Arn"])) == 1 else None

    @staticmethod
    def delete(go: GoClient, state: Attributes) -> None:
        path = ("phone-number", state["phone_number_id"], "contact-flow")
        go.delete(*path, instanceId=state["instance_id"])


def _expand_caller(config: list[Any]) -> Any:
    """Leave out what is empty; without a block there is no configuration."""
    return {CALLER[name]: text for name, text in config[0].items() if text} if config else None


def _flatten_caller(described: Any) -> list[Any]:
    if described is None:
        return []
    return [{name: described.get(member, "") for name, member in CALLER.items()}]
