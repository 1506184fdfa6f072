"""How a group's calls, agents and sign-ins are shared between its Regions, and its users."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import RESOURCE_TAG
from outdial.call import Call
from outdial.domain.traffic_distribution import Shares, read_per_cents, read_sign_in
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.errors import ResourceConflictException
from outdial.operations.traffic_distribution_groups import get_group, homes_of_group
from outdial.paging import read_token
from outdial.registry import operation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from outdial.wire import shapes


@operation(
    "GetTrafficDistribution",
    homes=homes_of_group,
    on=("traffic-distribution-group/{Id}",),
    keys=(RESOURCE_TAG,),
)
def get_traffic_distribution(
    call: Call, request: "shapes.GetTrafficDistributionRequest"
) -> "shapes.GetTrafficDistributionResponse":
    """Tell how a group shares calls, agents and sign-ins between its Regions.

    1. From the other Region of the pair the group's ARN is needed; its id is not found there
       [documented].
    2. SignInConfig is shown for the default group only: the others have none [inferred]. The
       source comes first in each list [chosen].
    3. A change is shown from the moment it is made, while the group is UPDATE_IN_PROGRESS too
       [chosen].
    4. LastFailoverTime is when UpdateTrafficDistribution last changed something [documented];
       before that it is left out [chosen].
    """
    group = get_group(call, request["Id"])
    return {
        "TelephonyConfig": {"Distributions": _shown(group, group.telephony)},
        "Id": group.id,
        "Arn": group.arn,
        "SignInConfig": _shown_sign_in(group),
        "AgentConfig": {"Distributions": _shown(group, group.agents)},
        "LastFailoverTime": group.last_failover_time,
    }


def _shown(
    group: TrafficDistributionGroup, per_cents: "Mapping[str, int]"
) -> "list[shapes.Distribution]":
    return [{"Region": region, "Percentage": per_cents[region]} for region in group.regions]


def _shown_sign_in(group: TrafficDistributionGroup) -> "shapes.SignInConfig | None":
    if not group.is_default:
        return None
    return {
        "Distributions": [
            {"Region": region, "Enabled": group.sign_in[region]} for region in group.regions
        ]
    }


@operation(
    "UpdateTrafficDistribution",
    homes=homes_of_group,
    on=("traffic-distribution-group/{Id}",),
    keys=(RESOURCE_TAG,),
)
def update_traffic_distribution(
    call: Call, request: "shapes.UpdateTrafficDistributionRequest"
) -> None:
    """Share a group's calls, agents and sign-ins anew, from either Region of the pair.

    1. D1 to D6 say what is taken. From the other Region of the pair the group's ARN is needed
       [documented].
    2. The group is UPDATE_IN_PROGRESS until the delay of mirroring is over, then ACTIVE
       [documented; the delay chosen]. While a change is in progress it takes no other:
       ResourceConflictException [inferred].
    3. What is wrong is found in this order: the group, the distributions, the change in progress
       [chosen].
    """
    group = get_group(call, request["Id"])
    before = Shares(group.telephony, group.agents, group.sign_in)
    after = _asked(group, before, request)
    if not group.is_active(call.now):
        raise ResourceConflictException(  # G4
            "A change of the traffic distribution group is in progress"
        )
    if after != before:
        changed = replace(
            group,
            **after._asdict(),
            change="update",
            ready_time=call.now + call.settings.mirroring_delay,
            last_failover_time=call.now,  # D5
            **call.stamp,
        )
        call.tx.put(changed)


def _asked(
    group: TrafficDistributionGroup,
    before: Shares,
    request: "shapes.UpdateTrafficDistributionRequest",
) -> Shares:
    telephony, agents, sign_in = before  # D4
    if calls := request.get("TelephonyConfig"):
        telephony = read_per_cents("TelephonyConfig", _listed(calls), group.regions)
    if staff := request.get("AgentConfig"):
        agents = read_per_cents("AgentConfig", _listed(staff), group.regions)
    if doors := request.get("SignInConfig"):
        listed = [(each["Region"], each["Enabled"]) for each in doors["Distributions"]]
        sign_in = read_sign_in(listed, group.regions, is_default=group.is_default)
    return Shares(telephony, agents, sign_in)


def _listed(config: "shapes.TelephonyConfig | shapes.AgentConfig") -> list[tuple[str, int]]:
    return [(each["Region"], each["Percentage"]) for each in config["Distributions"]]


@operation(
    "ListTrafficDistributionGroupUsers",
    homes=homes_of_group,
    on=("traffic-distribution-group/{TrafficDistributionGroupId}",),
    keys=(RESOURCE_TAG,),
)
def list_traffic_distribution_group_users(
    call: Call, request: "shapes.ListTrafficDistributionGroupUsersRequest"
) -> "shapes.ListTrafficDistributionGroupUsersResponse":
    """List the users who are associated with a group.

    1. From the other Region of the pair the group's ARN is needed; its id is not found there
       [documented].
    2. Users are not served: no group has one, and no NextToken is one of this list [chosen].
    """
    get_group(call, request["TrafficDistributionGroupId"])
    read_token(call, request)
    return {"TrafficDistributionGroupUserSummaryList": []}
