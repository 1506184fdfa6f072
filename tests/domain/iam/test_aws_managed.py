"""The managed policies of AWS that are known here."""

import pytest

from outdial.access.policy.document import parse
from outdial.domain.iam.aws_managed import AWS_MANAGED
from outdial.domain.iam.managed_policy import ManagedPolicy
from outdial.domain.iam.sizes import MANAGED, size_of


@pytest.mark.parametrize("policy", AWS_MANAGED.values(), ids=lambda policy: policy.name)
def test_each_is_a_policy_of_its_size(policy: ManagedPolicy) -> None:
    parse(policy.document, "identity")

    assert size_of(policy.document) <= MANAGED
    assert policy.arn("aws") == f"arn:aws:iam::aws:policy/{policy.name}"
    assert len(policy.unique_id) == 21


def test_each_has_an_id_of_its_own() -> None:
    assert len({policy.unique_id for policy in AWS_MANAGED.values()}) == len(AWS_MANAGED)
