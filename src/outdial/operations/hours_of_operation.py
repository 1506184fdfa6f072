"""Hours of operation."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import INSTANCE_ID, REQUEST_TAG, TAG_KEYS
from outdial.call import Call, tags_of
from outdial.domain.hours_of_operation import (
    HoursOfOperation,
    refuse_in_use,
    refuse_repeated_parent,
    refuse_time_zone,
)
from outdial.domain.instance import Instance
from outdial.errors import DuplicateResourceException
from outdial.operations.quotas import refuse_full
from outdial.paging import read_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation(
    "CreateHoursOfOperation",
    on=("instance/{InstanceId}/operating-hours/*",),
    keys=(REQUEST_TAG, TAG_KEYS, INSTANCE_ID),
)
def create_hours_of_operation(
    call: Call, request: "shapes.CreateHoursOfOperationRequest"
) -> "shapes.CreateHoursOfOperationResponse":
    """Create hours of operation.

    1. The time zone is a name of the IANA database, links such as `US/Eastern` among them, else
       InvalidParameterException. [documented; the error inferred]
    2. Entries may overlap, and may end before they begin. [chosen]
    3. Parents must be hours of the instance, each given once; they are kept and shown, and
       change no opening times. [chosen]
    4. With service quotas, hours too many are LimitExceededException. [documented; chosen of two
       errors]
    """
    refuse_time_zone(request["TimeZone"])
    instance = call.instance(request["InstanceId"])
    _refuse_taken(call, instance, request["Name"])
    refuse_full(call, "hours_of_operation", HoursOfOperation, instance)
    hours = HoursOfOperation(
        id=call.world.new_id(),
        instance_id=instance.id,
        name=request["Name"],
        description=request.get("Description"),
        time_zone=request["TimeZone"],
        config=_config(request["Config"]),
        parents=_parents(call, instance, request),
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(hours)
    return {"HoursOfOperationId": hours.id, "HoursOfOperationArn": call.arn(hours)}


@operation(
    "DescribeHoursOfOperation", on=("instance/{InstanceId}/operating-hours/{HoursOfOperationId}",)
)
def describe_hours_of_operation(
    call: Call, request: "shapes.DescribeHoursOfOperationRequest"
) -> "shapes.DescribeHoursOfOperationResponse":
    """Describe hours of operation.

    1. Entries come back in the order in which they were given. [chosen]
    """
    instance = call.instance(request["InstanceId"])
    hours = call.get(HoursOfOperation, instance, request["HoursOfOperationId"])
    return {
        "HoursOfOperation": {
            "HoursOfOperationId": hours.id,
            "HoursOfOperationArn": call.arn(hours),
            "Name": hours.name,
            "Description": hours.description,
            "TimeZone": hours.time_zone,
            "Config": _shown_config(hours),
            "ParentHoursOfOperations": _shown_parents(call, instance, hours),
            "Tags": hours.tags or None,
            "LastModifiedTime": hours.last_modified_time,
            "LastModifiedRegion": hours.last_modified_region,
        }
    }


@operation(
    "UpdateHoursOfOperation", on=("instance/{InstanceId}/operating-hours/{HoursOfOperationId}",)
)
def update_hours_of_operation(call: Call, request: "shapes.UpdateHoursOfOperationRequest") -> None:
    """Change the members of hours of operation that are given; the others keep their values.

    1. Config is replaced whole. [inferred]
    2. An empty Description clears it. [documented]
    """
    if "TimeZone" in request:
        refuse_time_zone(request["TimeZone"])
    instance = call.instance(request["InstanceId"])
    hours = call.get(HoursOfOperation, instance, request["HoursOfOperationId"])
    name = request.get("Name", hours.name)
    if name != hours.name:
        _refuse_taken(call, instance, name)
    changed = replace(
        hours,
        name=name,
        description=request.get("Description", hours.description) or None,
        time_zone=request.get("TimeZone", hours.time_zone),
        config=_config(request["Config"]) if "Config" in request else hours.config,
        **call.stamp,
    )
    call.tx.put(changed)


@operation("ListHoursOfOperations", on=("instance/{InstanceId}",), keys=(INSTANCE_ID,))
def list_hours_of_operations(
    call: Call, request: "shapes.ListHoursOfOperationsRequest"
) -> "shapes.ListHoursOfOperationsResponse":
    """List an instance's hours of operation.

    1. They come in the order of their ids. [chosen]
    """
    instance = call.instance(request["InstanceId"])
    page = read_page(call, request, HoursOfOperation, instance.id)
    return {
        "HoursOfOperationSummaryList": [
            {
                "Id": hours.id,
                "Arn": call.arn(hours),
                "Name": hours.name,
                "LastModifiedTime": hours.last_modified_time,
                "LastModifiedRegion": hours.last_modified_region,
            }
            for hours in page.records
        ],
        "NextToken": page.next_token,
    }


@operation(
    "DeleteHoursOfOperation", on=("instance/{InstanceId}/operating-hours/{HoursOfOperationId}",)
)
def delete_hours_of_operation(call: Call, request: "shapes.DeleteHoursOfOperationRequest") -> None:
    """Delete hours of operation.

    1. Hours that a queue keeps, or that are parents of others, are refused with
       InvalidRequestException, as no error for it is declared. [chosen]
    2. "Basic Hours" can be deleted like others. [chosen]
    """
    instance = call.instance(request["InstanceId"])
    hours = call.get(HoursOfOperation, instance, request["HoursOfOperationId"])
    refuse_in_use(call.tx.referrers(hours.address, limit=1))
    call.tx.delete(hours)


def _refuse_taken(call: Call, instance: Instance, name: str) -> None:
    if call.tx.find_named(HoursOfOperation, instance.id, name):
        raise DuplicateResourceException("Hours of operation of this name exist already")


def _config(entries: "list[shapes.HoursOfOperationConfig]") -> tuple[dict[str, object], ...]:
    return tuple(dict(entry) for entry in entries)


def _shown_config(hours: HoursOfOperation) -> "list[shapes.HoursOfOperationConfig]":
    return list(hours.config)  # type: ignore[arg-type] # they are kept as they came


def _parents(
    call: Call, instance: Instance, request: "shapes.CreateHoursOfOperationRequest"
) -> tuple[str, ...]:
    given = request.get("ParentHoursOfOperationConfigs") or ()
    parents = [
        call.get(HoursOfOperation, instance, parent.get("HoursOfOperationId", "")).id
        for parent in given
    ]
    refuse_repeated_parent(parents)
    return tuple(parents)


def _shown_parents(
    call: Call, instance: Instance, hours: HoursOfOperation
) -> "list[shapes.HoursOfOperationsIdentifier] | None":
    # One may be missing for good: deleted in the other Region of a pair while it was named here.
    parents = [call.find(HoursOfOperation, instance, parent) for parent in hours.parents]
    return [
        {"Name": parent.name, "Id": parent.id, "Arn": call.arn(parent)}
        for parent in parents
        if parent
    ] or None
