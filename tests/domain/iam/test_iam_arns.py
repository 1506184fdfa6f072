"""ARNs of IAM."""

import pytest

from outdial.domain.iam.arns import IamArn, parse_iam_arn
from outdial.domain.iam.entity import policy_address
from outdial.domain.resource import Address


def test_an_arn_is_taken_apart_and_put_together() -> None:
    text = "arn:aws:iam::123456789012:user/sales/ann"

    arn = parse_iam_arn(text)

    assert arn == IamArn("aws", "123456789012", "user/sales/ann")
    assert (arn.name, arn.text) == ("ann", text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "arn:aws:iam::123456789012",
        "urn:aws:iam::123456789012:user/ann",
        "arn:aws:sts::123456789012:user/ann",
        "arn:aws:iam:us-east-1:123456789012:user/ann",
    ],
)
def test_other_texts_are_no_arns_of_iam(text: str) -> None:
    assert parse_iam_arn(text) is None


def test_a_policy_is_where_its_account_and_name_say() -> None:
    address = policy_address("arn:aws:iam::123456789012:policy/sales/Callers")

    assert address == Address("iam-policy", "123456789012", "callers")
    with pytest.raises(ValueError, match="no ARN of IAM"):
        policy_address("callers")
