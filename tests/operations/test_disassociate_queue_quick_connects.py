"""DisassociateQueueQuickConnects: a queue offers them no longer."""

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from sample_quick_connects import create_quick_connect, offered

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


def test_takes_them_away_and_leaves_the_others(connect: "ConnectClient", desk: "Desk") -> None:
    one, two, three = (create_quick_connect(connect, desk, name) for name in ("1", "2", "3"))
    connect.associate_queue_quick_connects(**desk.ids, QuickConnectIds=[one, two])

    connect.disassociate_queue_quick_connects(
        **desk.ids, QuickConnectIds=[desk.arn(f"transfer-destination/{one}"), three]
    )

    assert offered(connect, desk) == ["2"]  # A2


def test_takes_none_away_if_one_is_not_there(connect: "ConnectClient", desk: "Desk") -> None:  # A3
    pager = create_quick_connect(connect, desk)
    connect.associate_queue_quick_connects(**desk.ids, QuickConnectIds=[pager])

    with pytest.raises(ClientError) as refusal:
        connect.disassociate_queue_quick_connects(**desk.ids, QuickConnectIds=[pager, "nowhere"])

    assert refusal.value.response["Error"] == {
        "Code": "ResourceNotFoundException",
        "Message": "Quick connect not found",
    }
    assert offered(connect, desk) == ["Pager"]
