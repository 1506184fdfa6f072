"""Tags: what an ARN names, and how tags come together and go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outdial.access.identity import Caller
from outdial.domain.arns import Arn, Scope
from outdial.domain.contact_flow import ContactFlow
from outdial.domain.hours_of_operation import HoursOfOperation
from outdial.domain.instance import Instance
from outdial.domain.phone_number import PhoneNumber
from outdial.domain.queue import Queue
from outdial.domain.quick_connect import QuickConnect
from outdial.domain.resource import Resource
from outdial.domain.tagging import merged, named_record, read_arn, without
from outdial.domain.traffic_distribution_group import TrafficDistributionGroup
from outdial.errors import InvalidParameterException, InvalidRequestException
from outdial.operations.tags import homes_of_tagged

SCOPE = Scope("123456789012", "us-east-1")
TAGS = st.dictionaries(st.text("abc", max_size=2), st.text(max_size=2))


@pytest.mark.parametrize(
    ("path", "kind", "home"),
    [
        ("instance/i", Instance, SCOPE.home),
        ("instance/i/queue/x", Queue, "i"),
        ("instance/i/contact-flow/x", ContactFlow, "i"),
        ("instance/i/operating-hours/x", HoursOfOperation, "i"),
        ("instance/i/transfer-destination/x", QuickConnect, "i"),
        ("phone-number/x", PhoneNumber, SCOPE.home),
        ("traffic-distribution-group/x", TrafficDistributionGroup, SCOPE.home),  # T7
    ],
)
def test_t2_an_arn_names_a_record_of_a_kind_in_a_home(
    path: str, kind: type[Resource], home: str
) -> None:
    assert named_record(Arn(SCOPE, path)) == (kind, home, path.rpartition("/")[2])


@pytest.mark.parametrize(
    "path",
    [
        "",
        "instance",
        "instance/i/queue",
        "instance/i/queue/agent/x",
        "instance/i/contact/x",
        "instance/i/phone-number/x",  # T3
        "phone-number/x/y",
        "traffic-distribution-group/x/y",
    ],
)
def test_t2_other_arns_name_nothing_with_tags(path: str) -> None:
    assert named_record(Arn(SCOPE, path)) is None


def test_t2_an_arn_of_something_in_an_instance_leads_to_the_instances_home() -> None:
    arn = SCOPE.arn("instance/i/queue/x")

    homes = homes_of_tagged(Caller(Scope("999999999999", "eu-west-2")), {"resourceArn": arn})

    assert homes == ("999999999999/eu-west-2", "i")


@given(st.one_of(st.none(), st.integers(), st.text(), st.text().map(SCOPE.arn)))
def test_t1_every_value_has_homes_beginning_with_the_calls_own(value: object) -> None:
    homes = homes_of_tagged(Caller(SCOPE), {"resourceArn": value})

    assert homes[0] == SCOPE.home
    assert all(homes)


@pytest.mark.parametrize("text", ["", "x", "arn:aws:sqs:us-east-1:123456789012:instance/i"])
def test_t1_refuses_what_is_no_arn_of_connect(text: str) -> None:
    with pytest.raises(InvalidParameterException):
        read_arn(text)


@given(TAGS, TAGS)
def test_t4_new_values_replace_those_of_the_same_keys(
    tags: dict[str, str], added: dict[str, str]
) -> None:
    result = merged(tags, added)

    assert result.keys() == tags.keys() | added.keys()
    assert all(result[key] == added.get(key, tags.get(key)) for key in result)


@pytest.mark.parametrize(("old", "new", "fits"), [(49, 1, True), (50, 0, True), (50, 1, False)])
def test_t4_at_most_fifty_tags_may_result(old: int, new: int, *, fits: bool) -> None:
    tags = {f"old{number}": "" for number in range(old)}
    added = {f"new{number}": "" for number in range(new)}

    if fits:
        assert len(merged(tags, added)) == 50
    else:
        with pytest.raises(InvalidRequestException, match="would have 51"):
            merged(tags, added)


@given(TAGS, st.lists(st.text("abc", max_size=2)))
def test_t5_removes_the_keys_that_are_there(tags: dict[str, str], keys: list[str]) -> None:
    result = without(tags, keys)

    assert result.keys() == tags.keys() - set(keys)
    assert merged(tags, result) == tags
