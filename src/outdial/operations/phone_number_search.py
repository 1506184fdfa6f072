"""Numbers that can be claimed."""

from itertools import islice
from typing import TYPE_CHECKING

from outdial.call import Call
from outdial.domain.number_plan import available_numbers
from outdial.errors import InvalidParameterException, ResourceNotFoundException
from outdial.operations.phone_number_supply import is_available
from outdial.operations.phone_numbers import get_target, plus_prefix
from outdial.paging import read_token, write_token
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes


@operation("SearchAvailablePhoneNumbers", on=("phone-number/*",), keys=())
def search_available_phone_numbers(
    call: Call, request: "shapes.SearchAvailablePhoneNumbersRequest"
) -> "shapes.SearchAvailablePhoneNumbersResponse":
    """Search for numbers that can be claimed, of a country and a type.

    1. Exactly one of TargetArn and InstanceId names the instance or the traffic distribution
       group, a group from both Regions of its pair [documented]; one that does not exist is
       InvalidParameterException, since no other error is declared [inferred].
    2. Numbers that anyone holds, in whatever account, are left out [documented]; with service
       quotas, those that were released in the last 180 days are too [documented].
    3. A prefix begins with + and the country code [documented], else InvalidParameterException
       [inferred].
    4. The numbers are made up, from ranges kept for fiction where a country has some; a page has
       10 unless MaxResults says less [chosen].
    """
    prefix = plus_prefix(request.get("PhoneNumberPrefix"))
    _refuse_unknown_target(call, request)
    numbers = available_numbers(
        request["PhoneNumberCountryCode"],
        request["PhoneNumberType"],
        prefix,
        int(read_token(call, request) or 0),
    )
    limit = request.get("MaxResults") or 10
    free = (pair for pair in numbers if is_available(call, pair[1]))
    found = list(islice(free, limit + 1))
    return {
        "AvailableNumbersList": [
            {
                "PhoneNumber": number,
                "PhoneNumberCountryCode": request["PhoneNumberCountryCode"],
                "PhoneNumberType": request["PhoneNumberType"],
            }
            for _, number in found[:limit]
        ],
        "NextToken": (
            write_token(call, request, str(found[limit][0])) if len(found) > limit else None
        ),
    }


def _refuse_unknown_target(
    call: Call, request: "shapes.SearchAvailablePhoneNumbersRequest"
) -> None:
    try:
        get_target(call, request.get("TargetArn"), request.get("InstanceId"))
    except ResourceNotFoundException as error:
        raise InvalidParameterException(error.text) from error
