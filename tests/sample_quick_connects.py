"""Quick connects to put into an instance."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def create_quick_connect(connect: "ConnectClient", desk: "Desk", name: str = "Pager") -> str:
    """Create a quick connect to a telephone number."""
    return connect.create_quick_connect(
        InstanceId=desk.instance,
        Name=name,
        QuickConnectConfig={
            "QuickConnectType": "PHONE_NUMBER",
            "PhoneConfig": {"PhoneNumber": "+12065550199"},
        },
    )["QuickConnectId"]


def offered(connect: "ConnectClient", desk: "Desk") -> list[str]:
    """List the names of the quick connects that the desk's queue offers."""
    answer = connect.list_queue_quick_connects(InstanceId=desk.instance, QueueId=desk.queue)
    return [each["Name"] for each in answer["QuickConnectSummaryList"]]
