"""An instance's contact flows, whisper flows first, and one of them."""

from collections.abc import Mapping
from typing import Any, get_args

from outdial.console.addresses import address
from outdial.console.named import Directory
from outdial.console.pages.above import beside, instance_name, way_to_instance
from outdial.console.preview import showing
from outdial.console.visit import Crumb, Page, Visit
from outdial.domain.contact_flow import ContactFlowType
from outdial.errors import ContactFlowNotPublishedException
from outdial.whispers import read_whisper

_WHISPER = "OUTBOUND_WHISPER"
_OTHERS = tuple(kind for kind in get_args(ContactFlowType) if kind != _WHISPER)
_ROWS = 50
_MOST_OF_WHISPER = 300
_MOST_OF_CONTENT = 5_000
"""So many characters of a content are shown: escaped, each may take five."""


def show_flows(visit: Visit) -> Page:
    """Show the outbound whisper flows with what they say, or the flows of all other types."""
    name = instance_name(visit)
    shows_others = visit.query.get("type") == "other"
    kind = "other" if shows_others else ""
    answer = visit.ask(
        "ListContactFlows",
        MaxResults=_ROWS,
        NextToken=visit.query.get("next"),
        ContactFlowTypes=list(_OTHERS) if shows_others else [_WHISPER],
    )
    directory, token = Directory(visit), answer.get("NextToken", "")
    place = (visit.region, visit.instance, "flows")
    flows = answer["ContactFlowSummaryList"]
    return Page(
        template="flows.html",
        title=f"Contact flows of {name}",
        crumbs=way_to_instance(visit, name),
        values={
            **beside(visit, "Contact flows"),
            "shows_others": shows_others,
            "flows": [(f, None if shows_others else directory.flow(f["Id"])) for f in flows],
            "most": _MOST_OF_WHISPER,
            "is_first": "next" not in visit.query,
            "first": address(*place, type=kind),
            "whispers": address(*place),
            "others": address(*place, type="other"),
            "following": token and address(*place, type=kind, next=token),
        },
    )


def show_flow(visit: Visit) -> Page:
    """Show a flow: what is published, or what is saved if nothing ever was."""
    flow, is_published = _described(visit)
    name, content = instance_name(visit), flow["Content"]
    flows = Crumb("Contact flows", address(visit.region, visit.instance, "flows"))
    return Page(
        template="flow.html",
        title=flow["Name"],
        crumbs=(*way_to_instance(visit, name), flows),
        values={
            "flow": flow,
            "is_published": is_published,
            "tags": flow.get("Tags") or {},
            "whisper": read_whisper(content),
            "steps": showing.show_flow(content),
            "content": content[:_MOST_OF_CONTENT],
            "length": len(content),
            "most": _MOST_OF_CONTENT,
        },
    )


def _described(visit: Visit) -> tuple[Mapping[str, Any], bool]:
    """Read a flow, and tell whether it was ever published."""
    flow_id = visit.parts[2]
    try:
        return visit.ask("DescribeContactFlow", ContactFlowId=flow_id)["ContactFlow"], True
    except ContactFlowNotPublishedException:
        saved = visit.ask("DescribeContactFlow", ContactFlowId=f"{flow_id}:$SAVED")
        return saved["ContactFlow"], False
