from typing import TYPE_CHECKING

from conftest import Desk
from number_desk import create_flow, flow_of, refusal, second_instance, told

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from outdial.serve.inprocess import Local


def test_takes_the_flow_away(outdial: "Local", connect: "ConnectClient", desk: Desk) -> None:
    connect.associate_phone_number_contact_flow(
        PhoneNumberId=desk.number,
        InstanceId=desk.instance,
        ContactFlowId=create_flow(connect, desk.instance),
    )

    answer = connect.disassociate_phone_number_contact_flow(
        PhoneNumberId=desk.number_arn, InstanceId=desk.instance
    )

    assert told(answer) == {}
    assert flow_of(outdial, desk.instance, desk.number) is None


def test_a_number_without_a_flow_is_left_without_one(connect: "ConnectClient", desk: Desk) -> None:
    answer = connect.disassociate_phone_number_contact_flow(
        PhoneNumberId=desk.number, InstanceId=desk.instance
    )

    assert told(answer) == {}


def test_does_not_find_a_number_of_another_instance(connect: "ConnectClient", desk: Desk) -> None:
    assert refusal(
        connect.disassociate_phone_number_contact_flow,
        PhoneNumberId=desk.number,
        InstanceId=second_instance(connect),
    ) == ("ResourceNotFoundException", "Phone number not found")
