"""What the tests of quotas share."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from outdial.access.limits import Limits
from outdial.domain.quotas import Quotas

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

Hold = Callable[..., None]
"""Holds the service to the quotas that are given by name, and to no others."""

NUMBERS = [f"+1206555{number:04}" for number in range(100, 130)]


def holding(choose: Callable[..., None]) -> Hold:
    """Make what holds the service to quotas, of what changes its settings."""

    def hold(**quotas: int) -> None:
        held = {**dict.fromkeys(Quotas.__struct_fields__), **quotas}
        choose(limits=Limits(throttling=None, quotas=Quotas(**held)))

    return hold


def create_instance(connect: "ConnectClient", alias: str) -> str:
    return connect.create_instance(
        IdentityManagementType="SAML",
        InstanceAlias=alias,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]


def claim(connect: "ConnectClient", instance: str, number: str) -> str:
    return connect.claim_phone_number(InstanceId=instance, PhoneNumber=number)["PhoneNumberId"]


def status(connect: "ConnectClient", number: str) -> object:
    described = connect.describe_phone_number(PhoneNumberId=number)["ClaimedPhoneNumberSummary"]
    return described["PhoneNumberStatus"]
