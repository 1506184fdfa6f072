"""What the tests of operations start from."""

from typing import TYPE_CHECKING

import pytest

from queue_desk import whole

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk


@pytest.fixture
def configured(connect: "ConnectClient", desk: "Desk") -> "Desk":
    """Set all that the configuration of the desk's queue can hold."""
    connect.update_queue_outbound_caller_config(**desk.ids, OutboundCallerConfig=whole(desk))
    return desk
