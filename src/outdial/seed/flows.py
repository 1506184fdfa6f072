"""Brings flows about."""

import json
from typing import Any

from outdial.domain.flow_template import FlowTemplate
from outdial.seed.centre import FLOWS, Centre, Outcome, together
from outdial.seed.state import Flow


def ensure_flow(centre: Centre, wanted: Flow) -> Outcome:
    """Find the flow by its name and correct it, or create it."""
    ids = centre.ids(FLOWS)
    content = wanted.content if wanted.says is None else spoken(wanted)
    if wanted.name not in ids:
        answer = centre.call(
            "CreateContactFlow",
            Name=wanted.name,
            Type=wanted.type,
            Description=wanted.description,
            Content=content,
            Status=wanted.status,
            Tags=wanted.tags or None,
        )
        ids[wanted.name] = answer["ContactFlowId"]
        return "created"
    # The draft of a flow is changed under a name of its own; without it, it is published.
    flow_id = ids[wanted.name] + (":$SAVED" if wanted.status == "SAVED" else "")
    current = centre.call("DescribeContactFlow", ContactFlowId=flow_id)["ContactFlow"]
    return together(
        _ensure_content(centre, flow_id, current["Content"], content),
        _ensure_description(centre, ids[wanted.name], current, wanted),
        centre.tag(current["Arn"].removesuffix(":$SAVED"), current.get("Tags"), wanted.tags),
    )


def spoken(wanted: Flow) -> str:
    """Write the content of a flow that says something and ends."""
    end = "DisconnectParticipant" if wanted.type == "CONTACT_FLOW" else "EndFlowExecution"
    template = FlowTemplate(
        name=wanted.name,
        type=wanted.type,
        description="",
        steps=(("MessageParticipant", {"Text": wanted.says}), (end, {})),
        is_default=False,
    )
    return template.content


def _ensure_content(centre: Centre, flow_id: str, current: str, wanted: str | None) -> Outcome:
    if _read(current) == _read(wanted):
        return "as it was"
    centre.call("UpdateContactFlowContent", ContactFlowId=flow_id, Content=wanted)
    return "changed"


def _read(content: str | None) -> Any:
    """Read a content for what it means: the same flow may be written in several ways."""
    try:
        return json.loads(content or "")
    except json.JSONDecodeError:
        return content


def _ensure_description(centre: Centre, flow_id: str, current: Any, wanted: Flow) -> Outcome:
    if wanted.description in {None, current.get("Description")}:
        return "as it was"
    centre.call("UpdateContactFlowMetadata", ContactFlowId=flow_id, Description=wanted.description)
    return "changed"
