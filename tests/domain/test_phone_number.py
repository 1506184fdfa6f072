from hypothesis import example, given
from hypothesis import strategies as st

from outdial.access.identity import Caller
from outdial.domain.arns import Scope
from outdial.domain.phone_number import PhoneNumber, named_phone_number
from outdial.domain.resource import Address
from outdial.operations.phone_numbers import homes_of_number

CALL = Scope("123456789012", "us-east-1")
ARN_PARTS = st.sampled_from(
    ["arn", "aws", "aws-cn", "connect", "us-east-1", "us-west-2", CALL.account, "phone-number/a"]
)
NAMES = st.one_of(st.text(), st.lists(ARN_PARTS, min_size=6, max_size=6).map(":".join))


@given(region=st.sampled_from(["us-east-1", "us-west-2", "cn-north-1", "us-gov-west-1"]))
def test_the_own_arn_leads_to_the_number_from_every_region(region: str) -> None:
    arn = Scope(CALL.account, region).arn("phone-number/a")

    named = named_phone_number(arn, CALL)

    assert named == Address(PhoneNumber.kind, f"{CALL.account}/{region}", "a")  # N2


@given(name=NAMES)
@example(name="arn:")
@example(name="arn:aws:connect:us-east-1:999999999999:phone-number/a")
def test_homes_are_told_for_whatever_is_sent_and_are_the_callers_own(name: str) -> None:
    homes = homes_of_number(Caller(CALL), {"PhoneNumberId": name})

    assert homes[0] == CALL.home
    assert all(home.startswith(f"{CALL.account}/") for home in homes)


def test_homes_are_told_for_nothing_sent() -> None:
    assert homes_of_number(Caller(CALL), {}) == (CALL.home,)
