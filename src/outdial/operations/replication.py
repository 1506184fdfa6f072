"""Replicas of instances in another Region."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outdial.access.condition_keys import INSTANCE_ID, REQUEST_TAG, TAG_KEYS
from outdial.access.identity import Caller
from outdial.call import Call
from outdial.domain.arns import Scope
from outdial.domain.instance import Instance, alias_entry
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.replication import Replication, can_replicate
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.errors import InvalidRequestException, ResourceConflictException
from outdial.mirroring import Pair
from outdial.operations.quotas import (
    homes_of_account,
    note_instance_change,
    refuse_instance,
    refuse_replica,
)
from outdial.registry import operation
from outdial.store.transaction import EVERY

if TYPE_CHECKING:
    from outdial.wire import shapes


def homes_of_replica(caller: Caller, params: dict[str, Any]) -> tuple[str, ...]:
    """Name the homes of the call, and of the account in the replica's Region."""
    replica_region = str(params.get("ReplicaRegion") or caller.scope.region)
    replica_home = Scope(caller.scope.account, replica_region).home
    return tuple(dict.fromkeys((*homes_of_account(caller, params), replica_home)))


@operation(
    "ReplicateInstance",
    homes=homes_of_replica,
    on=("instance/{InstanceId}",),
    keys=(REQUEST_TAG, TAG_KEYS, INSTANCE_ID),
)
def replicate_instance(
    call: Call, request: "shapes.ReplicateInstanceRequest"
) -> "shapes.ReplicateInstanceResponse":
    """Make a replica of an instance in another Region, and keep the two alike from then on.

    1. The two Regions must be a documented pair [documented]; with a setting they may be any two
       of one partition [chosen]. The own Region, an instance that is replicated already, has no
       alias or does not use SAML is InvalidRequestException [documented].
    2. The replica has the same id in the other Region [documented]. Its alias, ReplicaAlias, must
       be given [documented for instances without global routing] and be free [documented], else
       InvalidRequestException [chosen].
    3. All that the instance contains is copied with its ids [documented]; so are its attributes
       and tags, which are not mirrored afterwards [inferred].
    4. A default traffic distribution group appears, with all traffic at the source, and the
       instance's phone numbers move into it with the flows that answer them [documented].
    5. The replica is there at once; its status is INSTANCE_REPLICATION_IN_PROGRESS until the
       delay of mirroring, a setting, is over, then INSTANCE_REPLICATION_COMPLETE. Without a
       delay, the default, it is complete at once [chosen].
    6. Called again while changes wait because their names are taken on the other side, it is
       ResourceConflictException, and names them [documented; the text chosen]. They follow by
       themselves when the names are free [chosen]. Else a second call is
       InvalidRequestException, or the first answer if it has the same ClientToken [documented].
    7. With service quotas, one replica too many in the account, one instance too many in the
       replica's Region, or too many creations and deletions in 30 days, is
       ServiceQuotaExceededException [documented; that a replica counts as an instance inferred].
    """
    instance = call.instance(request["InstanceId"])
    region, alias = request["ReplicaRegion"], request.get("ReplicaAlias")
    _refuse_conflicts(call, instance, region)
    _refuse_unfit(call, instance, region)
    refuse_replica(call)
    refuse_instance(call, Scope(instance.account, region))
    replication = Replication(
        source_region=call.scope.region,
        replica_region=region,
        ready_time=call.now + call.settings.mirroring_delay,
    )
    replica = replace(
        instance,
        region=region,
        alias=_free_alias(call, alias),
        created_time=call.now,
        replication=replication,
        **call.stamp,
    )
    call.tx.put(replace(instance, replication=replication, **call.stamp))
    call.tx.put(replica)
    note_instance_change(call)
    Pair(call.tx, instance.id, replication, call.scope.region).copy()
    _gather_numbers(call, instance, _default_group(call, instance, replication))
    return {"Id": replica.id, "Arn": Scope(replica.account, replica.region).arn(replica.path)}


def _refuse_conflicts(call: Call, instance: Instance, region: str) -> None:
    replication = instance.replication
    if replication is None or replication.other(call.scope.region) != region:
        return
    stuck = Pair(call.tx, instance.id, replication, call.scope.region).stuck(call.now)
    names = {change.record_name or change.record_id for change in stuck}
    if names:
        raise ResourceConflictException(  # P5
            f"The other side has resources of the same names: {', '.join(sorted(names))}."
            " Rename or delete them on one side"
        )


def _refuse_unfit(call: Call, instance: Instance, region: str) -> None:
    if region == call.scope.region:
        raise InvalidRequestException("ReplicaRegion must be another Region than the instance's")
    if instance.replication is not None:
        raise InvalidRequestException("The instance is replicated already")
    if instance.alias is None:
        raise InvalidRequestException("Only an instance with an alias can be replicated")
    if instance.identity_management_type != "SAML":
        raise InvalidRequestException("Only an instance that uses SAML can be replicated")
    any_pair = call.settings.any_region_pair
    if not can_replicate(call.scope.region, region, any_pair=any_pair):
        raise InvalidRequestException(  # P1
            f"An instance in {call.scope.region} cannot be replicated to {region}"
        )


def _free_alias(call: Call, alias: str | None) -> str:
    if alias is None:
        raise InvalidRequestException("ReplicaAlias must be given")
    if call.tx.find_entry(alias_entry(alias)):
        raise InvalidRequestException("Invalid Input. Instance alias is already used.")
    return alias


def _default_group(
    call: Call, instance: Instance, replication: Replication
) -> TrafficDistributionGroup:
    shares = {replication.source_region: 100, replication.replica_region: 0}
    group = TrafficDistributionGroup(
        id=call.world.new_id(),
        account=instance.account,
        region=instance.region,
        instance_id=instance.id,
        name="Default traffic distribution group",
        is_default=True,
        ready_time=call.now,
        telephony=shares,
        agents=shares,
        sign_in={region: share == 100 for region, share in shares.items()},  # noqa: PLR2004 per cent
        **call.stamp,
    )
    call.tx.put(group)
    return group


def _gather_numbers(call: Call, instance: Instance, group: TrafficDistributionGroup) -> None:
    numbers = call.tx.page_naming(
        PhoneNumber, instance.home, instance.address, after="", limit=EVERY
    )
    for number in numbers:
        call.tx.put(replace(number, instance_id=None, group_id=group.id, **call.stamp))


def shown_replication(call: Call, instance: Instance) -> "shapes.ReplicationConfiguration | None":
    """Show what is known of an instance's replication; None if it is not replicated."""
    replication = instance.replication
    if replication is None:
        return None
    return {
        "ReplicationStatusSummaryList": [
            {
                "Region": replication.replica_region,
                "ReplicationStatus": replication.status(call.now),
            }
        ],
        "SourceRegion": replication.source_region,
        "GlobalSignInEndpoint": (
            f"https://{instance.id}.{replication.source_region}.sign-in.connect.aws/saml"
        ),
    }
