"""The call that a question is about: what is named how."""

from typing import TYPE_CHECKING, Any

import pytest

from explaining.asked import ask, refusal
from outdial.explaining.question import QuestionError, read_question

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.serve.inprocess import Local


def arns(outdial: "Local", **question: Any) -> list[str]:
    answer = ask(outdial, principal="root", **question)
    return [checked["arn"] for checked in answer["resources"]]


@pytest.mark.parametrize("form", ["name", "id", "arn"])
def test_everything_may_be_named_by_name_id_or_arn(
    outdial: "Local", desk: "Desk", form: str
) -> None:
    forms = {
        "name": ("acme", "Sales", "+12065550100", "Whisper"),
        "id": (desk.instance, desk.queue, desk.number, desk.whisper),
        "arn": (
            desk.arn(""),
            desk.arn(f"queue/{desk.queue}"),
            desk.number_arn,
            desk.arn(f"contact-flow/{desk.whisper}"),
        ),
    }
    named = dict(zip(("instance", "queue", "number", "flow"), forms[form], strict=True))

    assert arns(outdial, **named) == [
        desk.arn(f"queue/{desk.queue}"),
        desk.number_arn,
        desk.arn(f"contact-flow/{desk.whisper}"),
    ]


def test_the_only_instance_need_not_be_named(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:
    alone = arns(outdial, queue="Sales")
    connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
        InstanceAlias="other",
    )

    assert alone == [desk.arn(f"queue/{desk.queue}")]
    assert refusal(outdial, principal="root", queue="Sales") == (
        "Name an instance: there are several instances in us-east-1"
    )


def test_an_input_is_taken_as_it_is_and_names_are_put_into_it(
    outdial: "Local", desk: "Desk"
) -> None:
    given = {
        "InstanceId": desk.instance,
        "OutboundCallerConfig": {"OutboundFlowId": "none", "OutboundCallerIdName": "Acme"},
    }

    assert arns(outdial, input=given, queue="Sales", number="+12065550100") == [
        desk.arn(f"queue/{desk.queue}"),
        desk.number_arn,
        desk.arn("contact-flow/none"),
    ]


def test_what_is_not_there_can_be_asked_about_by_id(outdial: "Local", desk: "Desk") -> None:
    nothing = "26ae963c-8288-4afa-953e-fba9e56f3564"

    answer = ask(outdial, principal="root", instance=desk.instance, queue=nothing, number=nothing)

    assert [checked["title"] for checked in answer["resources"]] == ["queue", "number (V2)"]


@pytest.mark.parametrize(
    ("question", "error"),
    [
        ({"queue": "None"}, "There is no queue None in instance {}"),
        ({"queue": "Sales", "flow": "None"}, "There is no flow None in instance {}"),
        (
            {"queue": "Sales", "number": "+12065550199"},
            ("There is no number +12065550199 in the account"),
        ),
        ({"instance": "none"}, "There is no instance none in us-east-1"),
        ({}, "UpdateQueueOutboundCallerConfig needs QueueId too"),
        (
            {"operation": "ListQueues", "queue": "Sales"},
            ("ListQueues takes no QueueId: leave the queue out"),
        ),
        (
            {"operation": "DescribeQueue", "number": "n"},
            ("DescribeQueue takes no PhoneNumberId: leave the number out"),
        ),
        ({"operation": "CreateQueue"}, "CreateQueue needs HoursOfOperationId too"),
        (
            {"operation": "StartOutboundVoiceContact"},
            (
                "connect:StartOutboundVoiceContact is not"
                " served; GET /_outdial/operations lists what is"
            ),
        ),
        (
            {"operation": "s3:GetObject"},
            ("s3:GetObject is not served; GET /_outdial/operations lists what is"),
        ),
        ({"region": "eu-west-1"}, "Name an instance: there are no instances in eu-west-1"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    outdial: "Local", desk: "Desk", question: dict[str, Any], error: str
) -> None:
    assert refusal(outdial, principal="root", **question) == error.format(desk.instance)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"{}", "Object missing required field `principal`"),
        (b'{"principal": "ann", "color": 1}', "Object contains unknown field `color`"),
        (b"ann", "JSON is malformed: invalid character (byte 0)"),
    ],
)
def test_what_is_no_question_is_refused(body: bytes, error: str) -> None:
    with pytest.raises(QuestionError) as refused:
        read_question(body)

    assert str(refused.value) == f"The question cannot be read: {error}"


@pytest.mark.parametrize(
    ("operation", "given", "error"),
    [
        ("DescribeQueue", {"InstanceId": 1}, "input.InstanceId must be of the type string"),
        ("DescribeQueue", {"Color": "red"}, "input has no Color"),
        ("ListQueues", {"QueueTypes": "STANDARD"}, "input.QueueTypes must be of the type list"),
        ("ListQueues", {"QueueTypes": [1]}, "input.QueueTypes[0] must be of the type string"),
        ("ListQueues", {"MaxResults": True}, "input.MaxResults must be of the type integer"),
        ("CreateQueue", {"Tags": {"a": 1}}, "input.Tags.a must be of the type string"),
        (
            "UpdateQueueOutboundCallerConfig",
            {"OutboundCallerConfig": "none"},
            "input.OutboundCallerConfig must be of the type structure",
        ),
        ("iam:CreateUser", {"Tags": [{"Key": []}]}, "input.Tags[0].Key must be of the type string"),
    ],
)
def test_an_input_of_another_form_is_refused(
    outdial: "Local", operation: str, given: dict[str, Any], error: str
) -> None:
    assert refusal(outdial, principal="root", operation=operation, input=given) == error
