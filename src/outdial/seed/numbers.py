"""Claims phone numbers."""

import time

from outdial.seed.api import Answer, listed
from outdial.seed.centre import Centre, Outcome, together
from outdial.seed.errors import SeedError
from outdial.seed.instances import POLL_SECONDS
from outdial.seed.state import Number

# Two minutes, as long as Terraform waits.
_MOST_POLLS = 600


def ensure_number(centre: Centre, wanted: Number) -> Outcome:
    """Find the number by itself or by its description, or claim it."""
    current = _find(centre, wanted)
    if current is None:
        return _claim(centre, wanted)
    outcome: Outcome = "as it was"
    if wanted.description not in {None, current.get("PhoneNumberDescription")}:
        centre.api(
            "UpdatePhoneNumberMetadata",
            PhoneNumberId=current["PhoneNumberId"],
            PhoneNumberDescription=wanted.description,
        )
        outcome = "changed"
    number = _until_claimed(centre, current["PhoneNumberId"])
    _remember(centre, number, wanted)
    tagged = centre.tag(number["PhoneNumberArn"], number.get("Tags"), wanted.tags)
    return together(outcome, tagged)


def _find(centre: Centre, wanted: Number) -> Answer | None:
    for number in listed(centre.api, "ListPhoneNumbersV2", "ListPhoneNumbersSummaryList"):
        if number.get("TargetArn") not in centre.targets:
            continue
        if wanted.number is not None and number["PhoneNumber"] == wanted.number:
            return number
        described = number.get("PhoneNumberDescription")
        if wanted.number is None and described == wanted.description:
            return number
    return None


def _claim(centre: Centre, wanted: Number) -> Outcome:
    answer = centre.api(
        "ClaimPhoneNumber",
        TargetArn=centre.arn,
        PhoneNumber=wanted.number or _available(centre, wanted),
        PhoneNumberDescription=wanted.description,
        Tags=wanted.tags or None,
    )
    _remember(centre, _until_claimed(centre, answer["PhoneNumberId"]), wanted)
    return "created"


def _available(centre: Centre, wanted: Number) -> str:
    answer = centre.api(
        "SearchAvailablePhoneNumbers",
        TargetArn=centre.arn,
        PhoneNumberCountryCode=wanted.country,
        PhoneNumberType=wanted.type,
        PhoneNumberPrefix=wanted.prefix,
        MaxResults=1,
    )
    found = answer.get("AvailableNumbersList")
    if not found:
        beginning = f" beginning with {wanted.prefix}" if wanted.prefix else ""
        raise SeedError(f"no {wanted.type} number of {wanted.country}{beginning} is to be had")
    number: str = found[0]["PhoneNumber"]
    return number


def _until_claimed(centre: Centre, number_id: str) -> Answer:
    """Wait for the claim, since no queue can show the number before."""
    for _ in range(_MOST_POLLS):
        answer = centre.api("DescribePhoneNumber", PhoneNumberId=number_id)
        number: Answer = answer["ClaimedPhoneNumberSummary"]
        status = number["PhoneNumberStatus"]
        if status["Status"] == "CLAIMED":
            return number
        if status["Status"] == "FAILED":
            raise SeedError(f"the claim failed: {status.get('Message', 'no reason is given')}")
        time.sleep(POLL_SECONDS)
    raise SeedError("the number is still being claimed; try again later")


def _remember(centre: Centre, number: Answer, wanted: Number) -> None:
    for key in (number["PhoneNumber"], wanted.description):
        if key:
            centre.numbers[key] = number["PhoneNumberId"]
