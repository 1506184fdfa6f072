"""Phone numbers: claiming them."""

import re
from typing import TYPE_CHECKING, Any

from outdial.access.identity import Caller
from outdial.call import Call, tags_of
from outdial.domain.arns import parse_arn
from outdial.domain.instance import Instance
from outdial.domain.number_plan import identify
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.resource import Entry
from outdial.errors import InvalidParameterException, ResourceNotFoundException
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes

_UUID = re.compile(r"[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}")


def homes_of_account(caller: Caller, _params: dict[str, Any]) -> tuple[str, ...]:
    """Name the account and Region of the call: its numbers and its instances live there."""
    return (caller.scope.home,)


@operation("ClaimPhoneNumber", homes=homes_of_account)
def claim_phone_number(
    call: Call, request: "shapes.ClaimPhoneNumberRequest"
) -> "shapes.ClaimPhoneNumberResponse":
    """Claim a number."""
    token = request.get("ClientToken")
    if token and not _UUID.fullmatch(token):
        raise InvalidParameterException("ClientToken must be a UUID in lower case")
    target = _target(call, request.get("TargetArn"), request.get("InstanceId"))
    text = request["PhoneNumber"]
    kind = identify(text)
    if kind is None or call.tx.find_entry(Entry("phone-number", text)):
        raise InvalidParameterException(f"Phone number not available: {text}")
    number = PhoneNumber(
        id=call.world.new_id(),
        account=call.scope.account,
        region=call.scope.region,
        number=text,
        country=kind[0],
        type=kind[1],  # type: ignore[arg-type] # the number plan's types are the wire's
        description=request.get("PhoneNumberDescription"),
        instance_id=target.id,
        ready_time=call.now + call.settings.claim_delay,
        tags=tags_of(request),
        **call.stamp,
    )
    call.tx.put(number)
    return {"PhoneNumberId": number.id, "PhoneNumberArn": number.arn}


def _target(call: Call, arn_text: str | None, instance: str | None) -> Instance:
    if (arn_text is None) == (instance is None):
        raise InvalidParameterException("Give either TargetArn or InstanceId")
    if instance is not None:
        return call.instance(instance)
    arn = parse_arn(str(arn_text))
    if arn is None or arn.scope.region != call.scope.region:
        raise InvalidParameterException("TargetArn must be the ARN of an instance in this Region")
    if not arn.path.startswith("instance/"):
        raise ResourceNotFoundException("Target not found")
    return call.instance(str(arn_text))
