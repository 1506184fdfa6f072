"""Quick connects: their name, description and destination changed."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.call import Call
from outdial.domain.quick_connect import QuickConnect, refuse_malformed_config
from outdial.errors import InvalidRequestException
from outdial.operations.quick_connect_destination import DESTINATIONS, read_destination
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation(
    "UpdateQuickConnectName", on=("instance/{InstanceId}/transfer-destination/{QuickConnectId}",)
)
def update_quick_connect_name(call: Call, request: "shapes.UpdateQuickConnectNameRequest") -> None:
    """Change a quick connect's name, its description, or both.

    1. One of them must be there, else InvalidRequestException [documented; the error inferred].
    2. A name that another quick connect has is InvalidRequestException: the operation declares no
       DuplicateResourceException [inferred].
    3. What is left out stays; an empty `Description` clears it [inferred].
    """
    name, description = request.get("Name"), request.get("Description")
    if name is None and description is None:
        raise InvalidRequestException("Name or Description must be given")
    instance = call.instance(request["InstanceId"])
    quick_connect = call.get(QuickConnect, instance, request["QuickConnectId"])
    holder = call.tx.find_named(QuickConnect, instance.id, name) if name is not None else None
    if holder and holder.id != quick_connect.id:
        raise InvalidRequestException("A quick connect of this name exists already")
    call.tx.put(
        replace(
            quick_connect,
            name=quick_connect.name if name is None else name,
            description=quick_connect.description if description is None else description or None,
            **call.stamp,
        )
    )


@operation(
    "UpdateQuickConnectConfig",
    on=("instance/{InstanceId}/transfer-destination/{QuickConnectId}", *DESTINATIONS),
)
def update_quick_connect_config(
    call: Call, request: "shapes.UpdateQuickConnectConfigRequest"
) -> None:
    """Replace where a quick connect leads; its type may change too [inferred].

    1. The rules are those of creating one.
    """
    config = request["QuickConnectConfig"]
    refuse_malformed_config(config)
    instance = call.instance(request["InstanceId"])
    quick_connect = call.get(QuickConnect, instance, request["QuickConnectId"])
    destination = read_destination(call, instance, config)
    call.tx.put(replace(quick_connect, destination=destination, **call.stamp))
