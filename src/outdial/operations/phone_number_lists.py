"""Lists of claimed numbers."""

from typing import TYPE_CHECKING

from outdial.call import Call
from outdial.domain.phone_number import PhoneNumber, PhoneNumberType
from outdial.operations.phone_numbers import get_target, plus_prefix
from outdial.operations.traffic_distribution_groups import groups_of
from outdial.paging import Shelf, read_merged_page, read_page
from outdial.registry import operation

if TYPE_CHECKING:
    from outdial.wire import shapes

_OLDER_TYPES: dict[PhoneNumberType, PhoneNumberType] = {
    "TOLL_FREE": "TOLL_FREE",
    "UIFN": "TOLL_FREE",
    "THIRD_PARTY_TF": "TOLL_FREE",
}
"""What ListPhoneNumbers calls a type; each other one is DID."""


@operation("ListPhoneNumbersV2", on=("phone-number/*",), keys=())
def list_phone_numbers_v2(
    call: Call, request: "shapes.ListPhoneNumbersV2Request"
) -> "shapes.ListPhoneNumbersV2Response":
    """List the numbers of an instance, of a traffic distribution group, or of the account.

    1. Without TargetArn and InstanceId all numbers of the account in the Region of the call are
       listed [documented], those of groups too [inferred]; both together are
       InvalidParameterException [inferred].
    2. Countries, types and a prefix narrow the list; all must fit [inferred]. A prefix begins
       with + and the country code [documented], else InvalidParameterException [inferred].
    3. Numbers that are IN_PROGRESS are left out [inferred from ListPhoneNumbers].
    4. A page has 100 unless MaxResults says otherwise; the order is that of the ids [chosen].
    5. An instance has the numbers that are claimed to itself, not those of its groups
       [documented].
    6. The numbers of a group are listed from both Regions of its pair [documented], and show
       their own Region's ARNs in both [inferred].
    """
    prefix = plus_prefix(request.get("PhoneNumberPrefix")) or ""
    arn, instance_id = request.get("TargetArn"), request.get("InstanceId")
    nothing_named = arn is None and instance_id is None
    target = None if nothing_named else get_target(call, arn, instance_id)
    countries, types = request.get("PhoneNumberCountryCodes"), request.get("PhoneNumberTypes")
    page = read_page(
        call,
        request,
        PhoneNumber,
        target.home if target else call.scope.home,
        naming=target.address if target else None,
        keep=lambda number: (
            number.status(call.now) == "CLAIMED"  # N5
            and number.number.startswith(prefix)
            and (not countries or number.country in countries)
            and (not types or number.type in types)
        ),
    )
    return {
        "ListPhoneNumbersSummaryList": [_summary(number) for number in page.records],
        "NextToken": page.next_token,
    }


def _summary(number: PhoneNumber) -> "shapes.ListPhoneNumbersSummary":
    return {
        "PhoneNumberId": number.id,
        "PhoneNumberArn": number.arn,
        "PhoneNumber": number.number,
        "PhoneNumberCountryCode": number.country,  # type: ignore[typeddict-item] # as on the wire
        "PhoneNumberType": number.type,
        "TargetArn": number.target_arn,
        "InstanceId": number.instance_id,
        "PhoneNumberDescription": number.description,
    }


@operation("ListPhoneNumbers", on=("instance/{InstanceId}/phone-number/*",), keys=())
def list_phone_numbers(
    call: Call, request: "shapes.ListPhoneNumbersRequest"
) -> "shapes.ListPhoneNumbersResponse":
    """List the numbers of an instance, in the older form.

    1. The ARNs are the older ones, with the Region of the call and the instance in them; they
       cannot be used for tags [documented].
    2. Types that are neither TOLL_FREE nor DID are shown as one of the two [documented]: UIFN
       and THIRD_PARTY_TF as TOLL_FREE, the others as DID [chosen]. PhoneNumberTypes is compared
       with the type as it is shown [inferred].
    3. Numbers that are IN_PROGRESS are left out [observed].
    4. The numbers of the traffic distribution groups of the instance's pair are listed too, in
       both Regions [inferred].
    """
    instance = call.instance(request["InstanceId"])
    countries = request.get("PhoneNumberCountryCodes")
    types = request.get("PhoneNumberTypes")
    targets = (instance, *groups_of(call, instance))
    page = read_merged_page(
        call,
        request,
        PhoneNumber,
        [Shelf(target.home, target.address) for target in targets],
        keep=lambda number: (
            number.status(call.now) == "CLAIMED"  # N5
            and (not countries or number.country in countries)
            and (not types or _older_type(number) in types)
        ),
    )
    return {
        "PhoneNumberSummaryList": [
            {
                "Id": number.id,
                "Arn": call.scope.arn(f"{instance.path}/{number.path}"),
                "PhoneNumber": number.number,
                "PhoneNumberType": _older_type(number),
                "PhoneNumberCountryCode": number.country,  # type: ignore[typeddict-item] # as on the wire
            }
            for number in page.records
        ],
        "NextToken": page.next_token,
    }


def _older_type(number: PhoneNumber) -> PhoneNumberType:
    return _OLDER_TYPES.get(number.type, "DID")
