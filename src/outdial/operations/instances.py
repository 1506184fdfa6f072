"""Instances."""

from typing import TYPE_CHECKING

from outdial.access.condition_keys import REQUEST_TAG, TAG_KEYS
from outdial.access.resources import ANYTHING
from outdial.call import Call, tags_of
from outdial.domain.instance import Instance, alias_entry, flag, refuse_incomplete
from outdial.domain.new_instance import contents
from outdial.errors import InvalidRequestException
from outdial.operations.quotas import (
    homes_of_account,
    note_instance_change,
    refuse_instance,
)
from outdial.operations.replication import shown_replication
from outdial.paging import read_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes

_PAGE = 10


@operation("CreateInstance", homes=homes_of_account, on=(ANYTHING,), keys=(REQUEST_TAG, TAG_KEYS))
def create_instance(
    call: Call, request: "shapes.CreateInstanceRequest"
) -> "shapes.CreateInstanceResponse":
    """Create an instance with all that a new one contains.

    1. The instance is ACTIVE at once; the service takes minutes. [chosen]
    2. SAML and CONNECT_MANAGED need an InstanceAlias, EXISTING_DIRECTORY needs a DirectoryId.
       [documented; InvalidRequestException inferred]
    3. An alias that any account has in any Region is refused with InvalidRequestException.
       [observed]
    4. A DirectoryId is kept and otherwise ignored; no directory is asked. [chosen]
    5. With service quotas, one instance too many in the Region, or too many creations and
       deletions in 30 days, is ServiceQuotaExceededException. [documented]
    """
    identity, alias = request["IdentityManagementType"], request.get("InstanceAlias")
    refuse_incomplete(identity, alias, request.get("DirectoryId"))
    if alias and call.tx.find_entry(alias_entry(alias)):
        raise InvalidRequestException("Invalid Input. Instance alias is already used.")  # I2
    refuse_instance(call, call.scope)
    instance = Instance(
        id=call.world.new_id(),
        account=call.scope.account,
        region=call.scope.region,
        identity_management_type=identity,
        alias=alias,
        directory_id=request.get("DirectoryId"),
        created_time=call.now,
        attributes={
            "INBOUND_CALLS": flag(on=request["InboundCallsEnabled"]),
            "OUTBOUND_CALLS": flag(on=request["OutboundCallsEnabled"]),
        },
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(instance)
    note_instance_change(call)
    for record in contents(instance, call.world.new_id):
        call.tx.put(record)
    return {"Id": instance.id, "Arn": call.arn(instance)}


@operation("DescribeInstance", on=("instance/{InstanceId}",))
def describe_instance(
    call: Call, request: "shapes.DescribeInstanceRequest"
) -> "shapes.DescribeInstanceResponse":
    """Describe an instance.

    1. Without an alias there is no InstanceAccessUrl. [inferred]
    2. ReplicationConfiguration is there on both sides of a replicated pair, and names the Region
       of the replica with its status. [documented; that the source's is not listed chosen]
    3. GlobalSignInEndpoint has the instance's id and the Region of the source. [documented]
    """
    instance = call.instance(request["InstanceId"])
    described: shapes.Instance = {
        **_summary(call, instance),
        "StatusReason": None,
        "Tags": instance.tags or None,
    }
    return {
        "Instance": described,
        "ReplicationConfiguration": shown_replication(call, instance),
    }


@operation("ListInstances", on=(ANYTHING,), keys=())
def list_instances(
    call: Call, request: "shapes.ListInstancesRequest"
) -> "shapes.ListInstancesResponse":
    """List the instances of the account in the Region.

    1. They come in the order of their ids, ten a page unless told otherwise. [chosen]
    """
    page = read_page(call, request, Instance, call.scope.home, default=_PAGE)
    return {
        "InstanceSummaryList": [_summary(call, instance) for instance in page.records],
        "NextToken": page.next_token,
    }


def _summary(call: Call, instance: Instance) -> "shapes.InstanceSummary":
    return {
        "Id": instance.id,
        "Arn": call.arn(instance),
        "IdentityManagementType": instance.identity_management_type,
        "InstanceAlias": instance.alias,
        "CreatedTime": instance.created_time,
        "ServiceRole": instance.service_role,
        "InstanceStatus": "ACTIVE",
        "InboundCallsEnabled": instance.is_on("INBOUND_CALLS"),
        "OutboundCallsEnabled": instance.is_on("OUTBOUND_CALLS"),
        "InstanceAccessUrl": instance.access_url,
    }
