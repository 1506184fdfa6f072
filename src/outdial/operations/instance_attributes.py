"""Instance attributes: the switches of single features."""

from dataclasses import replace
from typing import TYPE_CHECKING

from outdial.access.condition_keys import ATTRIBUTE_TYPE, INSTANCE_ID
from outdial.call import Call
from outdial.domain.instance import DEFAULT_ATTRIBUTES, Instance, refuse_value
from outdial.paging import read_token, write_token
from outdial.registry import homes_of_region, operation

if TYPE_CHECKING:
    from outdial.wire import shapes

_PAGE = 7


@operation("ListInstanceAttributes", on=("instance/{InstanceId}",), keys=(INSTANCE_ID,))
def list_instance_attributes(
    call: Call, request: "shapes.ListInstanceAttributesRequest"
) -> "shapes.ListInstanceAttributesResponse":
    """List an instance's attributes, seven a page at most.

    1. They come in the order of their names. [chosen]
    """
    instance = call.instance(request["InstanceId"])
    limit, after = request.get("MaxResults") or _PAGE, read_token(call, request)
    names = [name for name in sorted(DEFAULT_ATTRIBUTES) if name > after]
    page = names[:limit]
    return {
        "Attributes": [_shown(instance, name) for name in page],
        "NextToken": write_token(call, request, page[-1]) if len(names) > limit else None,
    }


@operation(
    "DescribeInstanceAttribute", on=("instance/{InstanceId}",), keys=(ATTRIBUTE_TYPE, INSTANCE_ID)
)
def describe_instance_attribute(
    call: Call, request: "shapes.DescribeInstanceAttributeRequest"
) -> "shapes.DescribeInstanceAttributeResponse":
    """Describe an attribute of an instance.

    1. INBOUND_CALLS and OUTBOUND_CALLS are what the instance was created with.
       AUTO_RESOLVE_BEST_VOICES, CONTACT_LENS and EARLY_MEDIA are true at first,
       CONTACTFLOW_LOGS, MULTI_PARTY_CONFERENCE and USE_CUSTOM_TTS_VOICES false. [observed]
    2. Those that came later are false at first. [chosen]
    """
    instance = call.instance(request["InstanceId"])
    return {"Attribute": _shown(instance, request["AttributeType"])}


@operation(
    "UpdateInstanceAttribute",
    homes=homes_of_region,
    on=("instance/{InstanceId}",),
    keys=(ATTRIBUTE_TYPE, INSTANCE_ID),
)
def update_instance_attribute(call: Call, request: "shapes.UpdateInstanceAttributeRequest") -> None:
    """Set an attribute of an instance to `true` or `false`.

    1. Any other value is InvalidParameterException. [chosen]
    2. Every attribute can be set; the service denies USE_CUSTOM_TTS_VOICES to accounts that are
       not on its list. [observed; taking it chosen]
    """
    refuse_value(request["Value"])
    instance = call.instance(request["InstanceId"])
    attributes = {**instance.attributes, request["AttributeType"]: request["Value"]}
    call.tx.put(replace(instance, attributes=attributes, **call.stamp))


def _shown(instance: Instance, name: str) -> "shapes.Attribute":
    return {"AttributeType": name, "Value": instance.attribute(name)}  # type: ignore[typeddict-item] # a key of the table
