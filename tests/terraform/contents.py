"""What the AWS provider calls for what an instance contains, and keeps of the replies.

As in `instances.py`. Ids in Terraform's state are `<instance id>:<id>`.
"""

from typing import Any

from terraform.go_sdk import GoClient
from terraform.instances import Attributes, pages, retag, tagged

TIMES = (("end_time", "EndTime"), ("start_time", "StartTime"))


def found_by_name(go: GoClient, member: str, name: str, *path: str) -> str:
    """Find what a data source is told by name: its id in a list."""
    (found,) = [item for item in pages(go, member, *path, maxResults="60") if item["Name"] == name]
    return str(found["Id"])


def without_tags_all(attributes: Attributes) -> Attributes:
    """Give what a data source keeps: tags only once."""
    return {name: value for name, value in attributes.items() if name != "tags_all"}


class Hours:
    """aws_connect_hours_of_operation."""

    @staticmethod
    def create(go: GoClient, wanted: Attributes) -> Attributes:
        made = go.put(
            "hours-of-operations",
            wanted["instance_id"],
            Config=_expand_days(wanted["config"]),
            Description=wanted["description"] or None,
            Name=wanted["name"],
            Tags=wanted["tags"] or None,
            TimeZone=wanted["time_zone"],
        )
        ids = {"hours_of_operation_id": made["HoursOfOperationId"]}
        return Hours.read(go, {"instance_id": wanted["instance_id"], **ids})

    @staticmethod
    def read(go: GoClient, state: Attributes) -> Attributes:
        instance, hours = state["instance_id"], state["hours_of_operation_id"]
        described = go.get("hours-of-operations", instance, hours)["HoursOfOperation"]
        return {
            "arn": described["HoursOfOperationArn"],
            "config": _flatten_days(described["Config"]),
            "description": described.get("Description", ""),
            "hours_of_operation_id": described["HoursOfOperationId"],
            "id": f"{instance}:{hours}",
            "instance_id": instance,
            "name": described["Name"],
            "time_zone": described["TimeZone"],
            **tagged(described),
        }

    @staticmethod
    def look_up(go: GoClient, instance: str, name: str) -> Attributes:
        hours = found_by_name(
            go, "HoursOfOperationSummaryList", name, "hours-of-operations-summary", instance
        )
        ids = {"instance_id": instance, "hours_of_operation_id": hours}
        return without_tags_all(Hours.read(go, ids))

    @staticmethod
    def update(go: GoClient, before: Attributes, after: Attributes) -> Attributes:
        retag(go, before["arn"], before, after)
        if _differ(before, after, "config", "description", "name", "time_zone"):
            go.post(
                "hours-of-operations",
                before["instance_id"],
                before["hours_of_operation_id"],
                Config=_expand_days(after["config"]),
                Description=after["description"],
                Name=after["name"],
                TimeZone=after["time_zone"],
            )
        return Hours.read(go, before)

    @staticmethod
    def delete(go: GoClient, state: Attributes) -> None:
        go.delete("hours-of-operations", state["instance_id"], state["hours_of_operation_id"])


class Flow:
    """aws_connect_contact_flow."""

    @staticmethod
    def create(go: GoClient, wanted: Attributes) -> Attributes:
        made = go.put(
            "contact-flows",
            wanted["instance_id"],
            Content=wanted["content"],
            Description=wanted["description"] or None,
            Name=wanted["name"],
            Tags=wanted["tags"] or None,
            Type=wanted["type"],
        )
        ids = {"instance_id": wanted["instance_id"], "contact_flow_id": made["ContactFlowId"]}
        return Flow.read(go, ids)

    @staticmethod
    def read(go: GoClient, state: Attributes) -> Attributes:
        found = Flow._described(go, state["instance_id"], state["contact_flow_id"])
        return found | {"content_hash": None, "filename": None}

    @staticmethod
    def look_up(go: GoClient, instance: str, name: str) -> Attributes:
        flow = found_by_name(go, "ContactFlowSummaryList", name, "contact-flows-summary", instance)
        return without_tags_all(Flow._described(go, instance, flow))

    @staticmethod
    def update(go: GoClient, before: Attributes, after: Attributes) -> Attributes:
        path = ("contact-flows", before["instance_id"], before["contact_flow_id"])
        retag(go, before["arn"], before, after)
        if _differ(before, after, "name", "description"):
            go.post(*path, "name", Description=after["description"], Name=after["name"])
        if _differ(before, after, "content"):
            go.post(*path, "content", Content=after["content"])
        return Flow.read(go, before)

    @staticmethod
    def delete(go: GoClient, state: Attributes) -> None:
        go.delete("contact-flows", state["instance_id"], state["contact_flow_id"])

    @staticmethod
    def _described(go: GoClient, instance: str, flow: str) -> Attributes:
        described = go.get("contact-flows", instance, flow)["ContactFlow"]
        return {
            "arn": described["Arn"],
            "contact_flow_id": described["Id"],
            "content": described["Content"],
            "description": described.get("Description", ""),
            "id": f"{instance}:{flow}",
            "instance_id": instance,
            "name": described["Name"],
            "type": described["Type"],
            **tagged(described),
        }


class QuickConnect:
    """aws_connect_quick_connect that leads to a telephone number."""

    @staticmethod
    def create(go: GoClient, wanted: Attributes) -> Attributes:
        made = go.put(
            "quick-connects",
            wanted["instance_id"],
            Description=wanted["description"] or None,
            Name=wanted["name"],
            QuickConnectConfig=_expand_destination(wanted["quick_connect_config"]),
            Tags=wanted["tags"] or None,
        )
        ids = {"instance_id": wanted["instance_id"], "quick_connect_id": made["QuickConnectId"]}
        return QuickConnect.read(go, ids)

    @staticmethod
    def read(go: GoClient, state: Attributes) -> Attributes:
        instance, quick_connect = state["instance_id"], state["quick_connect_id"]
        described = go.get("quick-connects", instance, quick_connect)["QuickConnect"]
        config = described["QuickConnectConfig"]
        return {
            "arn": described["QuickConnectARN"],
            "description": described.get("Description", ""),
            "id": f"{instance}:{quick_connect}",
            "instance_id": instance,
            "name": described["Name"],
            "quick_connect_config": [
                {
                    "phone_config": [{"phone_number": config["PhoneConfig"]["PhoneNumber"]}],
                    "queue_config": [],
                    "quick_connect_type": config["QuickConnectType"],
                    "user_config": [],
                }
            ],
            "quick_connect_id": described["QuickConnectId"],
            **tagged(described),
        }

    @staticmethod
    def look_up(go: GoClient, instance: str, name: str) -> Attributes:
        found = found_by_name(go, "QuickConnectSummaryList", name, "quick-connects", instance)
        ids = {"instance_id": instance, "quick_connect_id": found}
        return without_tags_all(QuickConnect.read(go, ids))

    @staticmethod
    def update(go: GoClient, before: Attributes, after: Attributes) -> Attributes:
        path = ("quick-connects", before["instance_id"], before["quick_connect_id"])
        retag(go, before["arn"], before, after)
        if _differ(before, after, "name", "description"):
            go.post(*path, "name", Description=after["description"], Name=after["name"])
        if _differ(before, after, "quick_connect_config"):
            config = _expand_destination(after["quick_connect_config"])
            go.post(*path, "config", QuickConnectConfig=config)
        return QuickConnect.read(go, before)

    @staticmethod
    def delete(go: GoClient, state: Attributes) -> None:
        go.delete("quick-connects", state["instance_id"], state["quick_connect_id"])


def _differ(before: Attributes, after: Attributes, *names: str) -> bool:
    return any(before[name] != after[name] for name in names)


def _expand_days(config: list[Any]) -> list[Any]:
    return [
        {"Day": day["day"]}
        | {member: {n.title(): at for n, at in day[name][0].items()} for name, member in TIMES}
        for day in config
    ]


def _flatten_days(config: list[Any]) -> list[Any]:
    days = [
        {"day": day["Day"]}
        | {name: [{n.lower(): at for n, at in day[member].items()}] for name, member in TIMES}
        for day in config
    ]
    return sorted(days, key=lambda day: str(day["day"]))


def _expand_destination(config: list[Any]) -> Any:
    (only,) = config
    (phone,) = only["phone_config"]
    return {
        "PhoneConfig": {"PhoneNumber": phone["phone_number"]},
        "QuickConnectType": only["quick_connect_type"],
    }
