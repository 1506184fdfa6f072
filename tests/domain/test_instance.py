"""Instances: what follows from the record, and what a new one needs."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from outdial.domain.instance import (
    DEFAULT_ATTRIBUTES,
    IdentityManagement,
    Instance,
    alias_entry,
    refuse_incomplete,
    refuse_value,
)
from outdial.errors import InvalidParameterException, InvalidRequestException

NOW = datetime(2026, 1, 1, tzinfo=UTC)

INSTANCE = Instance(
    id="00000000-0000-4000-8000-000000000001",
    account="123456789012",
    region="us-gov-west-1",
    identity_management_type="SAML",
    alias="Acme",
    created_time=NOW,
    attributes={"OUTBOUND_CALLS": "true"},
    last_modified_time=NOW,
    last_modified_region="us-gov-west-1",
)


@pytest.mark.parametrize(
    ("identity", "alias", "directory"),
    [
        ("SAML", "acme", None),
        ("CONNECT_MANAGED", "acme", None),
        ("EXISTING_DIRECTORY", None, "d-0123456789"),
        ("EXISTING_DIRECTORY", "acme", "d-0123456789"),
        ("SAML", "acme", "d-0123456789"),
    ],
)
def test_i1_takes_what_its_identity_management_needs(
    identity: IdentityManagement, alias: str | None, directory: str | None
) -> None:
    refuse_incomplete(identity, alias, directory)


@pytest.mark.parametrize(
    ("identity", "alias", "directory"),
    [
        ("SAML", None, "d-0123456789"),
        ("CONNECT_MANAGED", None, None),
        ("EXISTING_DIRECTORY", "acme", None),
    ],
)
def test_i1_refuses_an_instance_that_lacks_it(
    identity: IdentityManagement, alias: str | None, directory: str | None
) -> None:
    with pytest.raises(InvalidRequestException):
        refuse_incomplete(identity, alias, directory)


def test_i2_an_alias_is_one_whatever_the_case_of_its_letters() -> None:
    assert INSTANCE.entries == (alias_entry("aCME"),)
    assert replace(INSTANCE, alias=None).entries == ()


@pytest.mark.parametrize("value", ["", "TRUE", "true ", "1"])
def test_i3_refuses_what_is_neither_true_nor_false(value: str) -> None:
    with pytest.raises(InvalidParameterException):
        refuse_value(value)


def test_i4_an_attribute_has_its_default_until_it_is_set() -> None:
    values = {name: INSTANCE.attribute(name) for name in DEFAULT_ATTRIBUTES}

    assert values == {**DEFAULT_ATTRIBUTES, "OUTBOUND_CALLS": "true"}
    assert INSTANCE.is_on("OUTBOUND_CALLS")
    assert not INSTANCE.is_on("INBOUND_CALLS")


def test_i5_the_address_is_made_of_the_alias() -> None:
    assert INSTANCE.access_url == "https://Acme.my.connect.aws"
    assert replace(INSTANCE, alias=None).access_url is None


def test_i6_the_service_role_is_the_instances_own_and_in_its_partition() -> None:
    other = replace(INSTANCE, id="00000000-0000-4000-8000-000000000002")

    assert INSTANCE.service_role == (
        "arn:aws-us-gov:iam::123456789012:role/aws-service-role/connect.amazonaws.com"
        "/AWSServiceRoleForAmazonConnect_NLPZTDTUGBV55SM7NF2Q"
    )
    assert other.service_role != INSTANCE.service_role
