from typing import Any

import pytest

from outdial.errors import InvalidParameterException, InvalidRequestException
from outdial.wire.model import load
from outdial.wire.validate import Violation, find_violations, refuse_any

OPERATIONS = load().operations
UUID = "12345678-1234-4234-8234-123456789012"
COUNTRIES = "AF, AL, DZ, AS, AD, AO, AI, AQ, AG, AR, AM, AW and 225 more"
COMPARISONS = "STARTS_WITH, CONTAINS, EXACT"
QUEUE = {"InstanceId": "i", "Name": "Sales", "HoursOfOperationId": "h"}
VOICE = {"InstanceId": "i", "ContactFlowId": "f", "DestinationPhoneNumber": "+12065550100"}


def texts(name: str, params: dict[str, Any]) -> list[str]:
    return [violation.text for violation in find_violations(OPERATIONS[name], params)]


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_required_member_is_missed(name: str) -> None:
    shape = OPERATIONS[name].input

    found = find_violations(OPERATIONS[name], {})

    assert found == [
        Violation(path=member, rule="is required", missing=True)
        for member in (shape.members if shape else ())
        if shape and member in shape.required
    ]


def test_fifty_quick_connects_are_enough() -> None:
    assert texts("CreateQueue", {**QUEUE, "QuickConnectIds": ["q"] * 50}) == []
    assert texts("CreateQueue", {**QUEUE, "QuickConnectIds": ["q"] * 51}) == [
        "QuickConnectIds must include at most 50 items"
    ]


@pytest.mark.parametrize(
    ("name", "params", "text"),
    [
        ("UpdateQueueOutboundCallerConfig",
         {"InstanceId": "i", "QueueId": "q", "OutboundCallerConfig": {"OutboundCallerIdName": ""}},
         "OutboundCallerConfig.OutboundCallerIdName must be at least 1 character long"),
        ("UpdateQueueOutboundCallerConfig",
         {"InstanceId": "i", "QueueId": "q",
          "OutboundCallerConfig": {"OutboundCallerIdName": "x" * 256}},
         "OutboundCallerConfig.OutboundCallerIdName must be at most 255 characters long"),
        ("UpdateQueueOutboundCallerConfig",
         {"InstanceId": "i" * 101, "QueueId": "q", "OutboundCallerConfig": {}},
         "InstanceId must be at most 100 characters long"),
        ("UpdateQueueStatus", {"InstanceId": "i", "QueueId": "q", "Status": "ON"},
         "Status must be one of ENABLED, DISABLED"),
        ("SearchAvailablePhoneNumbers",
         {"PhoneNumberCountryCode": "us", "PhoneNumberType": "DID"},
         "PhoneNumberCountryCode must be one of " + COUNTRIES),
        ("UpdateQueueMaxContacts", {"InstanceId": "i", "QueueId": "q", "MaxContacts": -1},
         "MaxContacts must be at least 0"),
        ("ListQueues", {"InstanceId": "i", "MaxResults": 1001}, "MaxResults must be at most 1000"),
        ("ListQueues", {"InstanceId": "i", "MaxResults": "ten"}, "MaxResults must be an integer"),
        ("ListQueues", {"InstanceId": "i", "QueueTypes": ["STANDARD", "OTHER"]},
         "QueueTypes[1] must be one of STANDARD, AGENT"),
        ("CreateQueue", {**QUEUE, "QuickConnectIds": []},
         "QuickConnectIds must include at least 1 item"),
        ("CreateQueue", {**QUEUE, "Tags": {"": "x"}},
         "Tags key must be at least 1 character long"),
        ("CreateQueue", {**QUEUE, "Tags": {"aws:x": "x"}},
         r"Tags key must match the pattern ^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$"),
        ("CreateQueue", {**QUEUE, "Tags": {"a": "x" * 257}},
         "Tags value must be at most 256 characters long"),
        ("CreateQueue", {**QUEUE, "Tags": {str(n): "" for n in range(51)}},
         "Tags must include at most 50 items"),
        ("CreateQueue", {**QUEUE, "Tags": {}}, "Tags must include at least 1 item"),
        ("StartOutboundVoiceContact", {**VOICE, "DestinationPhoneNumber": "2065550100"},
         "DestinationPhoneNumber not in E164 format"),
        ("StartOutboundVoiceContact", {**VOICE, "DestinationPhoneNumber": "+12065550100\n"},
         "DestinationPhoneNumber not in E164 format"),
        ("UpdateUserProficiencies",
         {"InstanceId": "i", "UserId": "u", "UserProficiencies": [
             {"AttributeName": "a", "AttributeValue": "b", "Level": 5.5}]},
         "UserProficiencies[0].Level must be at most 5"),
        ("UpdateTestCase", {"InstanceId": UUID, "TestCaseId": "t", "LastModifiedTime": "soon"},
         "LastModifiedTime must be a timestamp"),
        ("SearchResourceTags", {"InstanceId": UUID, "SearchCriteria": {"TagSearchCondition": {
            "tagKey": "a", "tagKeyComparisonType": "LIKE"}}},
         "SearchCriteria.TagSearchCondition.tagKeyComparisonType must be one of " + COMPARISONS),
    ],
)  # fmt: skip
def test_a_broken_rule_is_named_with_its_member_and_limit(
    name: str, params: dict[str, Any], text: str
) -> None:
    assert texts(name, params) == [text]


def test_of_a_list_only_the_first_item_that_breaks_a_rule_is_named() -> None:
    params = {"InstanceId": "i", "QueueTypes": ["X", "Y"]}

    assert texts("ListQueues", params) == ["QueueTypes[0] must be one of STANDARD, AGENT"]


def test_lengths_are_counted_in_characters() -> None:
    assert texts("CreateQueue", {**QUEUE, "Name": "😀" * 127}) == []


def test_violations_stand_in_the_models_order() -> None:
    params = {"QuickConnectIds": [], "Name": "", "InstanceId": "i"}

    assert texts("CreateQueue", params) == [
        "Name must be at least 1 character long",
        "HoursOfOperationId is required",
        "QuickConnectIds must include at least 1 item",
    ]


@pytest.mark.parametrize(
    "members", [{}, {"ConnectUserArn": "arn:a", "AWSIdentityArn": "arn:b"}], ids=["none", "both"]
)
def test_a_union_has_exactly_one_member(members: dict[str, str]) -> None:
    params = {
        "InstanceId": "i",
        "FileName": "a.txt",
        "FileSizeInBytes": 1,
        "FileUseCaseType": "ATTACHMENT",
        "AssociatedResourceArn": "arn:c",
        "CreatedBy": members,
    }

    assert texts("StartAttachedFileUpload", params) == [
        "CreatedBy must have exactly one of ConnectUserArn, AWSIdentityArn"
    ]


def test_a_value_is_never_repeated_in_a_text() -> None:
    params = {
        "Username": "u",
        "Password": "hunter2-hunter2",
        "PhoneConfig": {"PhoneType": "hunter2", "DeskPhoneNumber": "hunter2"},
        "SecurityProfileIds": ["hunter2"] * 11,
        "RoutingProfileId": "r",
        "InstanceId": "hunter2" * 20,
        "Tags": {"hunter2" * 20: "hunter2" * 40},
    }

    found = texts("CreateUser", params)

    assert len(found) == 6
    assert [text for text in found if "hunter" in text] == []


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_error_of_a_broken_rule_is_declared_by_its_operation(name: str) -> None:
    operation = OPERATIONS[name]
    constraint, absence = (Violation(path="X", rule="r", missing=each) for each in (False, True))

    refusals = []
    for violation in (constraint, absence):
        with pytest.raises((InvalidParameterException, InvalidRequestException)) as refusal:
            refuse_any([violation], operation)
        refusals.append(refusal.value.code)

    preferred = ["InvalidParameterException", "InvalidRequestException"]
    declared = [error for error in preferred if error in operation.errors]
    assert refusals == (preferred if declared == preferred else declared * 2)


def test_the_first_violation_is_the_one_that_is_raised() -> None:
    operation = OPERATIONS["CreateQueue"]
    violations = find_violations(operation, {**QUEUE, "Name": "", "QuickConnectIds": []})

    with pytest.raises(InvalidParameterException) as refusal:
        refuse_any(violations, operation)

    assert refusal.value.members() == {"Message": "Name must be at least 1 character long"}


def test_nothing_is_refused_without_violations() -> None:
    refuse_any([], OPERATIONS["CreateQueue"])
