"""What the AWS provider calls for an instance and a phone number, and keeps of the replies.

Known from its source, and compared with what it sends where it can be run. The functions give the
attributes as they stand in Terraform's state.
"""

import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from server_process import LONG
from terraform.go_sdk import GoClient, RefusedError

Attributes = dict[str, Any]

FLAGS = {
    "auto_resolve_best_voices_enabled": "AUTO_RESOLVE_BEST_VOICES",
    "contact_flow_logs_enabled": "CONTACTFLOW_LOGS",
    "contact_lens_enabled": "CONTACT_LENS",
    "early_media_enabled": "EARLY_MEDIA",
    "inbound_calls_enabled": "INBOUND_CALLS",
    "multi_party_conference_enabled": "MULTI_PARTY_CONFERENCE",
    "outbound_calls_enabled": "OUTBOUND_CALLS",
}
"""An instance's attributes that are switches; the provider takes them in any order."""

DEFAULTS = dict.fromkeys(FLAGS, True) | {
    "contact_flow_logs_enabled": False,
    "multi_party_conference_enabled": False,
}


def retag(go: GoClient, arn: str, before: Attributes, after: Attributes) -> None:
    """Change tags, which comes before whatever else a resource's update does."""
    old, new = before["tags"], after["tags"]
    if removed := sorted(old.keys() - new.keys()):
        go.delete("tags", arn, tagKeys=removed)
    if changed := {key: text for key, text in new.items() if old.get(key) != text}:
        go.post("tags", arn, tags=changed)


def tagged(described: Any) -> Attributes:
    tags = described.get("Tags", {})
    return {"tags": tags, "tags_all": tags}


class Instance:
    """aws_connect_instance."""

    @staticmethod
    def create(go: GoClient, wanted: Attributes) -> Attributes:
        made = go.put(
            "instance",
            ClientToken=f"terraform-{uuid4().hex[:26]}",
            IdentityManagementType=wanted["identity_management_type"],
            InboundCallsEnabled=wanted["inbound_calls_enabled"],
            InstanceAlias=wanted["instance_alias"],
            OutboundCallsEnabled=wanted["outbound_calls_enabled"],
            Tags=wanted["tags"] or None,
        )
        _await(lambda: go.get("instance", made["Id"])["Instance"]["InstanceStatus"], "ACTIVE")
        Instance._set_flags(go, made["Id"], wanted, FLAGS)
        return Instance.read(go, {"id": made["Id"]})

    @staticmethod
    def read(go: GoClient, state: Attributes) -> Attributes:
        return Instance._with_flags(go, go.get("instance", state["id"])["Instance"]) | {
            "directory_id": None,
            "timeouts": None,
        }

    @staticmethod
    def look_up(go: GoClient, alias: str) -> Attributes:
        """Read the data source, which finds an instance by its alias."""
        for summary in pages(go, "InstanceSummaryList", "instance", maxResults="10"):
            if summary["InstanceAlias"] == alias:
                found = Instance._with_flags(go, summary)
                return {name: found[name] for name in found if name != "tags_all"} | {
                    "instance_id": None
                }
        raise AssertionError(f"no instance {alias}")

    @staticmethod
    def update(go: GoClient, before: Attributes, after: Attributes) -> Attributes:
        retag(go, before["arn"], before, after)
        changed = [flag for flag in FLAGS if before[flag] != after[flag]]
        Instance._set_flags(go, before["id"], after, changed)
        return Instance.read(go, before)

    @staticmethod
    def delete(go: GoClient, state: Attributes) -> None:
        go.delete("instance", state["id"], clientToken=str(uuid4()))
        _await_gone(lambda: go.get("instance", state["id"]))

    @staticmethod
    def _set_flags(go: GoClient, id_: str, wanted: Attributes, flags: Any) -> None:
        for flag in flags:
            text = str(wanted[flag]).lower()
            go.post("instance", id_, "attribute", FLAGS[flag], ClientToken=str(uuid4()), Value=text)

    @staticmethod
    def _with_flags(go: GoClient, described: Any) -> Attributes:
        found = {
            "arn": described["Arn"],
            "created_time": datetime.fromtimestamp(described["CreatedTime"], UTC).strftime(
                "%Y-%m-%dT%H:%M:%SZ"
            ),
            "id": described["Id"],
            "identity_management_type": described["IdentityManagementType"],
            "instance_alias": described["InstanceAlias"],
            "service_role": described["ServiceRole"],
            "status": described["InstanceStatus"],
            **tagged(described),
        }
        for flag, attribute in FLAGS.items():
            value = go.get("instance", described["Id"], "attribute", attribute)["Attribute"][
                "Value"
            ]
            found[flag] = {"true": True, "false": False}[value]
        return found


class PhoneNumber:
    """aws_connect_phone_number."""

    @staticmethod
    def create(go: GoClient, wanted: Attributes) -> Attributes:
        available = go.post(
            "phone-number",
            "search-available",
            MaxResults=1,
            PhoneNumberCountryCode=wanted["country_code"],
            PhoneNumberPrefix=wanted["prefix"],
            PhoneNumberType=wanted["type"],
            TargetArn=wanted["target_arn"],
        )
        claimed = go.post(
            "phone-number",
            "claim",
            ClientToken=str(uuid4()),
            PhoneNumber=available["AvailableNumbersList"][0]["PhoneNumber"],
            PhoneNumberDescription=wanted["description"] or None,
            Tags=wanted["tags"] or None,
            TargetArn=wanted["target_arn"],
        )
        return PhoneNumber._settled(go, wanted | {"id": claimed["PhoneNumberId"]})

    @staticmethod
    def read(go: GoClient, state: Attributes) -> Attributes:
        described = go.get("phone-number", state["id"])["ClaimedPhoneNumberSummary"]
        status = described["PhoneNumberStatus"]
        return {
            "arn": described["PhoneNumberArn"],
            "country_code": described["PhoneNumberCountryCode"],
            "description": described.get("PhoneNumberDescription", ""),
            "id": state["id"],
            "phone_number": described["PhoneNumber"],
            "prefix": state["prefix"],
            "status": [{"message": status.get("Message", ""), "status": status["Status"]}],
            "target_arn": described["TargetArn"],
            "timeouts": None,
            "type": described["PhoneNumberType"],
            **tagged(described),
        }

    @staticmethod
    def update(go: GoClient, before: Attributes, after: Attributes) -> Attributes:
        retag(go, before["arn"], before, after)
        if before["target_arn"] == after["target_arn"]:
            return PhoneNumber.read(go, before)
        token = str(uuid4())
        go.put("phone-number", before["id"], ClientToken=token, TargetArn=after["target_arn"])
        return PhoneNumber._settled(go, before)

    @staticmethod
    def delete(go: GoClient, state: Attributes) -> None:
        go.delete("phone-number", state["id"], clientToken=str(uuid4()))
        _await_gone(lambda: go.get("phone-number", state["id"]))

    @staticmethod
    def _settled(go: GoClient, state: Attributes) -> Attributes:
        def status() -> str:
            described = go.get("phone-number", state["id"])["ClaimedPhoneNumberSummary"]
            return str(described["PhoneNumberStatus"]["Status"])

        _await(status, "CLAIMED")
        return PhoneNumber.read(go, state)


def pages(go: GoClient, member: str, *path: str, **query: str) -> Any:
    """List what the SDK's paginator lists."""
    answer = go.get(*path, **query)
    yield from answer[member]
    while token := answer.get("NextToken"):
        answer = go.get(*path, **query, nextToken=token)
        yield from answer[member]


def _await(status: Any, target: str) -> None:
    """Ask until the status is the one that is waited for; another than `..._IN_PROGRESS` fails."""
    last = time.monotonic() + LONG
    while (now := status()) != target:
        assert now.endswith("IN_PROGRESS"), now
        assert time.monotonic() < last, now


def _await_gone(describe: Any) -> None:
    last = time.monotonic() + LONG
    while time.monotonic() < last:
        try:
            describe()
        except RefusedError as refusal:
            assert refusal.name == "ResourceNotFoundException"  # noqa: PT017 the loop ends here
            return
    raise AssertionError("it is still there")
