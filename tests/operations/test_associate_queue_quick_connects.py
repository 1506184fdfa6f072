"""AssociateQueueQuickConnects: at most 50 at a time."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from sample_quick_connects import create_quick_connect, offered

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def test_offers_them_besides_those_that_are_there(connect: "ConnectClient", desk: "Desk") -> None:
    one, two, three = (create_quick_connect(connect, desk, name) for name in ("1", "2", "3"))
    connect.associate_queue_quick_connects(**desk.ids, QuickConnectIds=[three, one])

    connect.associate_queue_quick_connects(
        InstanceId=desk.instance,
        QueueId=desk.arn(f"queue/{desk.queue}"),
        QuickConnectIds=[desk.arn(f"transfer-destination/{two}"), one],
    )

    assert offered(connect, desk) == ["1", "2", "3"]


def test_leaves_the_queue_itself_as_it_is(connect: "ConnectClient", desk: "Desk") -> None:
    before = connect.describe_queue(**desk.ids)["Queue"]
    pager = create_quick_connect(connect, desk)

    connect.associate_queue_quick_connects(**desk.ids, QuickConnectIds=[pager])

    assert connect.describe_queue(**desk.ids)["Queue"] == before


def test_offers_none_if_one_is_not_there(connect: "ConnectClient", desk: "Desk") -> None:  # A3
    pager = create_quick_connect(connect, desk)

    with pytest.raises(ClientError) as refusal:
        connect.associate_queue_quick_connects(**desk.ids, QuickConnectIds=[pager, "nowhere"])

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Quick connect not found",
    }
    assert offered(connect, desk) == []


def test_takes_at_most_50_at_a_time(connect: "ConnectClient", desk: "Desk") -> None:
    pager = create_quick_connect(connect, desk)

    with pytest.raises(ClientError) as refusal:
        connect.associate_queue_quick_connects(**desk.ids, QuickConnectIds=[pager] * 51)

    assert refusal.value.response["Error"] == {
        "Code": "InvalidParameterException",
        "Message": "QuickConnectIds must include at most 50 items",
    }
