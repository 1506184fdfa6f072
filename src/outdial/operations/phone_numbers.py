"""Phone numbers: claiming and describing them, and what the others of their operations share."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from outdial.access.condition_keys import INSTANCE_ID, REQUEST_TAG, RESOURCE_TAG, TAG_KEYS
from outdial.access.identity import Caller
from outdial.call import Call, tags_of
from outdial.domain.instance import Instance
from outdial.domain.number_plan import identify
from outdial.domain.phone_number import (
    PhoneNumber,
    is_in_reach,
    named_phone_number,
)
from outdial.domain.phone_number_target import named_target
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.errors import InvalidParameterException, ResourceNotFoundException
from outdial.operations import phone_number_supply as supply
from outdial.operations.traffic_distribution_groups import get_group
from outdial.registry import homes_of_instance, homes_of_region, operation

if TYPE_CHECKING:
    from outdial.wire import shapes

_UUID = re.compile(r"[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}")


def homes_of_number(caller: Caller, params: dict[str, Any]) -> tuple[str, ...]:
    """Name the homes of the call, of the instance and of the number that it names."""
    homes = homes_of_instance(caller, params)
    named = named_phone_number(str(params.get("PhoneNumberId") or ""), caller.scope)
    return tuple(dict.fromkeys((*homes, named.home))) if named else homes


@operation(
    "ClaimPhoneNumber",
    homes=homes_of_region,
    on=("{TargetArn}", "instance/{InstanceId}", "phone-number/*"),
    keys=(REQUEST_TAG, TAG_KEYS, INSTANCE_ID),
)
def claim_phone_number(
    call: Call, request: "shapes.ClaimPhoneNumberRequest"
) -> "shapes.ClaimPhoneNumberResponse":
    """Claim a number to an instance, or to a traffic distribution group.

    1. Exactly one of TargetArn and InstanceId names the target, in the Region of the call; one of
       another Region is InvalidParameterException [documented; the error for both or none
       inferred].
    2. A number that somebody holds, or that can be nobody's, is not available:
       InvalidParameterException [observed; the documentation says ResourceNotFoundException].
    3. A ClientToken is a UUID in lower case [documented].
    4. The number is IN_PROGRESS until the claim's delay, a setting, is over; then CLAIMED
       [documented]. Without a delay, which is the default, it is CLAIMED at once [chosen].
    5. A group that is not ACTIVE is ResourceNotFoundException [documented].
    6. With service quotas, a claim that they forbid ends as FAILED, with a message [documented].
    """
    token = request.get("ClientToken")
    if token and not _UUID.fullmatch(token):
        raise InvalidParameterException("ClientToken must be a UUID in lower case")
    target = get_own_target(call, request.get("TargetArn"), request.get("InstanceId"))
    text = request["PhoneNumber"]
    kind = identify(text)
    if kind is None or not supply.is_available(call, text):
        raise InvalidParameterException(f"Phone number not available: {text}")
    supply.clear_the_way(call, text)
    failure = supply.failure_of_claim(call, target)
    number = PhoneNumber(
        id=call.world.new_id(),
        account=call.scope.account,
        region=call.scope.region,
        number=text,
        country=kind[0],
        type=kind[1],  # type: ignore[arg-type] # the number plan's types are the wire's
        description=request.get("PhoneNumberDescription"),
        ready_time=call.now + call.settings.claim_delay,
        failure=failure,
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(number.claimed_to(target))
    if failure is None:
        supply.note_claim(call, target)
    return {"PhoneNumberId": number.id, "PhoneNumberArn": number.arn}


@operation(
    "DescribePhoneNumber",
    homes=homes_of_number,
    on=("phone-number/{PhoneNumberId}",),
    keys=(RESOURCE_TAG,),
)
def describe_phone_number(
    call: Call, request: "shapes.DescribePhoneNumberRequest"
) -> "shapes.DescribePhoneNumberResponse":
    """Describe a number and tell how far its claim is.

    1. A number that is claimed to a traffic distribution group is found from both Regions of the
       pair; from the one that is not its own the number's ARN is needed, an id is not found
       [documented]. Any other number is found in its own Region only [inferred].
    2. The older ARN, with an instance in it, is not found [chosen; for tags documented].
    3. TargetArn names what the number is claimed to, in the number's Region; InstanceId is left
       out if that is a group [inferred].
    """
    number = get_number(call, request["PhoneNumberId"])
    return {
        "ClaimedPhoneNumberSummary": {
            "PhoneNumberId": number.id,
            "PhoneNumberArn": number.arn,
            "PhoneNumber": number.number,
            "PhoneNumberCountryCode": number.country,  # type: ignore[typeddict-item] # as on the wire
            "PhoneNumberType": number.type,
            "PhoneNumberDescription": number.description,
            "TargetArn": number.target_arn,
            "InstanceId": number.instance_id,
            "Tags": number.tags or None,
            "PhoneNumberStatus": _shown_status(call, number),
        }
    }


@operation(
    "UpdatePhoneNumberMetadata",
    homes=homes_of_number,
    on=("phone-number/{PhoneNumberId}",),
    keys=(RESOURCE_TAG,),
)
def update_phone_number_metadata(
    call: Call, request: "shapes.UpdatePhoneNumberMetadataRequest"
) -> None:
    """Change the description of a number.

    1. The number is found in its own Region only, by id or ARN [inferred].
    2. Without a description nothing changes [chosen].
    3. The change is made at once, and the number stays CLAIMED [chosen; the documentation has it
       IN_PROGRESS for a while].
    """
    number = get_own_number(call, request["PhoneNumberId"])
    description = request.get("PhoneNumberDescription")
    if description is not None:
        call.tx.put(replace(number, description=description, **call.stamp))


def _shown_status(call: Call, number: PhoneNumber) -> "shapes.PhoneNumberStatus":
    status = number.status(call.now)
    return {"Status": status, "Message": number.failure if status == "FAILED" else None}


def get_number(call: Call, text: str) -> PhoneNumber:
    """Find the number that an id or an ARN names, if it is to be seen in the Region of the call."""
    named = named_phone_number(text, call.scope)
    number = named and call.tx.find(PhoneNumber, named.home, named.id)
    if not number or not is_in_reach(number, group_of(call, number), call.scope.region):
        raise ResourceNotFoundException("Phone number not found")
    return number


def get_own_number(call: Call, text: str) -> PhoneNumber:
    """Find the number that an id or an ARN names, in the Region of the call."""
    number = get_number(call, text)
    if number.home != call.scope.home:
        raise ResourceNotFoundException("Phone number not found")  # N4
    return number


def group_of(call: Call, number: PhoneNumber) -> TrafficDistributionGroup | None:
    """Find the traffic distribution group that a number is claimed to, if it is."""
    if number.group_id is None:
        return None
    return call.tx.find(TrafficDistributionGroup, number.home, number.group_id)


def get_target(
    call: Call, target_arn: str | None, instance_id: str | None, *, groups_abroad: bool = True
) -> Instance | TrafficDistributionGroup:
    """Find what numbers are listed or searched for."""
    named = named_target(target_arn, instance_id, call.scope, groups_abroad=groups_abroad)
    return call.instance(named.text) if named.kind == "instance" else get_group(call, named.text)


def get_own_target(
    call: Call, target_arn: str | None, instance_id: str | None
) -> Instance | TrafficDistributionGroup:
    """Find what numbers are to be claimed to, in the Region of the call."""
    target = get_target(call, target_arn, instance_id, groups_abroad=False)
    if isinstance(target, TrafficDistributionGroup) and not target.is_active(call.now):
        raise ResourceNotFoundException("Traffic distribution group not found")  # G6
    return target


def plus_prefix(prefix: str | None) -> str | None:
    """Give a prefix that numbers are looked for by; it must begin with a plus."""
    if prefix is not None and not prefix.startswith("+"):
        raise InvalidParameterException(
            "PhoneNumberPrefix must begin with + and the country code, such as +1206"
        )
    return prefix
