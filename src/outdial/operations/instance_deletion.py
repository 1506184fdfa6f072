"""Instances, deleted."""

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from outdial.call import Call
from outdial.domain.arns import Scope
from outdial.domain.instance import Instance
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.phone_number_flow import PhoneNumberFlow
from outdial.domain.replication import Replication
from outdial.domain.resource import Resource
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.errors import InvalidRequestException
from outdial.mirroring import Pair
from outdial.operations.phone_number_moves import clear_queues
from outdial.operations.phone_number_supply import forget_turns, release
from outdial.operations.quotas import homes_of_account, note_instance_change
from outdial.registry import operation
from outdial.store.transaction import EVERY

if TYPE_CHECKING:
    from outdial.wire import shapes

R = TypeVar("R", bound=Resource)


@operation("DeleteInstance", homes=homes_of_account, on=("instance/{InstanceId}",))
def delete_instance(call: Call, request: "shapes.DeleteInstanceRequest") -> None:
    """Delete an instance with all that it contains, and release its phone numbers.

    1. Everything is gone at once; the service takes minutes. [chosen]
    2. Its phone numbers are released, its alias is free again. [documented; the alias inferred]
       Queues that show such a number elsewhere, as those of the source of a replica may, are
       cleared of it if a setting wants that of releases, else they go on naming it. [chosen]
    3. Of a replicated pair the replica goes first: while there is one, the source is refused with
       InvalidRequestException. [chosen]
    4. With the replica the default traffic distribution group goes [documented], and so do the
       others; their phone numbers go back to the source, with the flows that answer them.
       [chosen]
    5. What was changed in the replica and is still on its way to the source arrives there, unless
       its name is taken; then the source is an instance like any other, and can be replicated
       again. [chosen]
    """
    instance = call.instance(request["InstanceId"])
    replication = instance.replication
    if replication is None:
        call.tx.delete_home(instance.id)
    elif instance.region == replication.source_region:
        raise InvalidRequestException(
            f"The instance has a replica in {replication.replica_region}: delete that first"
        )
    else:
        _part(call, instance, replication)
    for number in _naming(call, PhoneNumber, instance):
        clear_queues(call, number)
        release(call, number, None)
        _forget_flow(call, instance, number)
    forget_turns(call, instance)
    call.tx.delete(instance)
    note_instance_change(call)


def _part(call: Call, replica: Instance, replication: Replication) -> None:
    """Empty the replica, and lead the call to its source, which is on its own from then on."""
    Pair(call.tx, replica.id, replication, replica.region).end()
    home = Scope(replica.account, replication.source_region).home
    source = call.tx.find(Instance, home, replica.id)
    if source is None:
        return
    call.tx.put(replace(source, replication=None, **call.stamp))
    for group in _naming(call, TrafficDistributionGroup, source):
        for number in _naming(call, PhoneNumber, group):
            back = replace(number, group_id=None, instance_id=source.id, **call.stamp)
            call.tx.put(back)
        call.tx.delete(group)


def _forget_flow(call: Call, instance: Instance, number: PhoneNumber) -> None:
    """Untie a number from its flow, as the source of a deleted replica still may."""
    tie = call.tx.find(PhoneNumberFlow, instance.id, number.id)
    if tie:
        call.tx.delete(tie)


def _naming(call: Call, kind: type[R], target: Resource) -> list[R]:
    return call.tx.page_naming(kind, target.home, target.address, after="", limit=EVERY)
