"""Brings an instance about, with its attributes."""

import time

from outdial.seed.api import Api, listed
from outdial.seed.centre import Centre, Outcome, together
from outdial.seed.state import Instance

POLL_SECONDS = 0.2


def ensure_instance(api: Api, wanted: Instance) -> tuple[Centre, Outcome]:
    """Find the instance by its alias, or create it."""
    for summary in listed(api, "ListInstances", "InstanceSummaryList"):
        if summary.get("InstanceAlias", "").lower() == wanted.alias.lower():
            centre = Centre(api=api, id=summary["Id"], arn=summary["Arn"])
            tagged = centre.tag(centre.arn, _current_tags(centre), wanted.tags)
            return centre, together(tagged, _ensure_attributes(centre, wanted))
    answer = api(
        "CreateInstance",
        IdentityManagementType=wanted.identity,
        InstanceAlias=wanted.alias,
        InboundCallsEnabled=wanted.inbound_calls,
        OutboundCallsEnabled=wanted.outbound_calls,
        Tags=wanted.tags or None,
    )
    centre = Centre(api=api, id=answer["Id"], arn=answer["Arn"])
    while centre.call("DescribeInstance")["Instance"]["InstanceStatus"] == "CREATION_IN_PROGRESS":
        time.sleep(POLL_SECONDS)
    _ensure_attributes(centre, wanted)
    return centre, "created"


def _current_tags(centre: Centre) -> dict[str, str]:
    tags: dict[str, str] = centre.call("DescribeInstance")["Instance"].get("Tags") or {}
    return tags


def _ensure_attributes(centre: Centre, wanted: Instance) -> Outcome:
    outcome: Outcome = "as it was"
    attributes = {
        "INBOUND_CALLS": wanted.inbound_calls,
        "OUTBOUND_CALLS": wanted.outbound_calls,
        **wanted.attributes,
    }
    found = listed(centre.api, "ListInstanceAttributes", "Attributes", InstanceId=centre.id)
    current = {attribute["AttributeType"]: attribute["Value"] for attribute in found}
    for name, on in attributes.items():
        value = "true" if on else "false"
        if current.get(name) != value:
            centre.call("UpdateInstanceAttribute", AttributeType=name, Value=value)
            outcome = "changed"
    return outcome
