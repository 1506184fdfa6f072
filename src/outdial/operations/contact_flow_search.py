"""Contact flows: found by name, type, state, status and tags."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from outdial.access.condition_keys import FLOW_TYPE, INSTANCE_ID, SEARCH_TAG
from outdial.call import Call
from outdial.domain.contact_flow import ContactFlow, shown
from outdial.domain.search import (
    criteria_match,
    refuse_malformed_criteria,
    string_matches,
    tags_match,
)
from outdial.operations.contact_flows import described
from outdial.paging import search_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes

FIELDS: Final = ("name", "description", "resourceID")


@operation(
    "SearchContactFlows", on=("instance/{InstanceId}",), keys=(FLOW_TYPE, INSTANCE_ID, SEARCH_TAG)
)
def search_contact_flows(
    call: Call, request: "shapes.SearchContactFlowsRequest"
) -> "shapes.SearchContactFlowsResponse":
    """Search an instance's flows.

    1. `name` and `description` can be searched, and `resourceID` as for queues [documented; the
       latter inferred].
    2. A flow is shown with its published content, one that was never published with what is
       saved [inferred].
    3. All members of a criterion or of a filter hold together, of `OrConditions` one [inferred].
    4. A call looks through 5,000 flows at most, as SearchQueues does through queues [chosen].
    """
    criteria = request.get("SearchCriteria") or {}
    refuse_malformed_criteria(criteria, FIELDS)
    instance = call.instance(request["InstanceId"])
    sought = request.get("SearchFilter") or {}

    def is_sought(flow: ContactFlow) -> bool:
        return (
            criteria_match(criteria, lambda leaf: _meets(leaf, flow))
            and tags_match(sought.get("TagFilter"), flow.tags)
            and _has_attributes(sought.get("FlowAttributeFilter"), flow)
        )

    page = search_page(call, request, ContactFlow, instance.id, is_sought)
    return {
        "ContactFlows": [
            described(call, flow, shown(flow, draft=flow.published is None))
            for flow in page.records
        ],
        "NextToken": page.next_token,
        "ApproximateTotalCount": page.total,
    }


def _meets(leaf: Mapping[str, Any], flow: ContactFlow) -> bool:
    fields = {"name": flow.name, "description": flow.description, "resourceID": flow.id}
    return (
        string_matches(leaf.get("StringCondition"), fields)
        and leaf.get("TypeCondition") in (None, flow.type)
        and leaf.get("StateCondition") in (None, flow.state)
        and leaf.get("StatusCondition") in (None, flow.status)
    )


def _has_attributes(wanted: "shapes.ContactFlowAttributeFilter | None", flow: ContactFlow) -> bool:
    if not wanted:
        return True
    one = wanted.get("OrConditions") or ()
    tag = wanted.get("TagCondition")
    return (
        (not one or any(_has_all(group, flow) for group in one))
        and _has_all(wanted.get("AndCondition") or {}, flow)
        and (tag is None or tags_match({"TagCondition": tag}, flow.tags))
        and _is_of_type(wanted.get("ContactFlowTypeCondition"), flow)
    )


def _has_all(group: "shapes.ContactFlowAttributeAndCondition", flow: ContactFlow) -> bool:
    tags = group.get("TagConditions") or []
    return tags_match({"AndConditions": tags}, flow.tags) and _is_of_type(
        group.get("ContactFlowTypeCondition"), flow
    )


def _is_of_type(condition: "shapes.ContactFlowTypeCondition | None", flow: ContactFlow) -> bool:
    return not condition or condition.get("ContactFlowType") in (None, flow.type)
