"""A change is made of what was read, or not at all; and a change that is tried is not made."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ACCOUNT
from outdial.access.identity import Caller
from outdial.console.editing.conditional import DryRunOperation, if_unchanged, tried
from outdial.console.editing.configuration import OPERATION, Configuration
from outdial.domain.arns import Scope
from outdial.domain.outbound_caller import OutboundCaller
from outdial.errors import ConditionalOperationFailedException, InvalidParameterException

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

    from conftest import Desk
    from outdial.registry import Around
    from outdial.serve.inprocess import Local
    from pair_desk import PairDesk

EMPTY = Configuration()


@pytest.fixture
def connect(outdial: "Local", session_client: "ConnectClient") -> "ConnectClient":  # noqa: ARG001
    """Give a client of an empty world in process, as outside of the console's tests."""
    return session_client


def perform(outdial: "Local", desk: "Desk", name: str, around: "Around") -> None:
    caller = Caller(Scope(ACCOUNT, "us-east-1"))
    config = {"OutboundCallerIdName": name}
    outdial.app.perform(caller, OPERATION, {**desk.ids, "OutboundCallerConfig": config}, around)


def config_of(connect: "ConnectClient", desk: "Desk") -> Configuration:
    queue: Any = connect.describe_queue(**desk.ids)["Queue"]
    return Configuration.of(queue.get("OutboundCallerConfig"))


def test_what_is_as_it_was_read_is_changed(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:
    perform(outdial, desk, "Acme", if_unchanged(EMPTY.fingerprint))

    assert config_of(connect, desk) == Configuration(name="Acme")


@pytest.mark.parametrize("around", [if_unchanged, tried])
def test_what_was_changed_since_it_was_read_is_left_alone(
    outdial: "Local", connect: "ConnectClient", desk: "Desk", around: Any
) -> None:
    connect.update_queue_outbound_caller_config(
        **desk.ids, OutboundCallerConfig={"OutboundFlowId": desk.whisper}
    )

    with pytest.raises(ConditionalOperationFailedException, match="changed since it was read"):
        perform(outdial, desk, "Acme", around(EMPTY.fingerprint))

    assert config_of(connect, desk) == Configuration(flow=desk.whisper)


def test_a_change_that_is_tried_is_not_made(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:
    with pytest.raises(DryRunOperation) as would:
        perform(outdial, desk, "Acme", tried(EMPTY.fingerprint))

    assert would.value.caller == OutboundCaller(name="Acme")
    assert config_of(connect, desk) == EMPTY


def test_a_change_that_is_tried_is_refused_as_it_would_be(outdial: "Local", desk: "Desk") -> None:
    with pytest.raises(InvalidParameterException, match="at most 255 characters"):
        perform(outdial, desk, "x" * 256, tried(EMPTY.fingerprint))


def test_of_many_changes_of_what_was_read_once_one_is_made(
    outdial: "Local", connect: "ConnectClient", desk: "Desk"
) -> None:
    together = threading.Barrier(8)

    def change(name: str) -> bool:
        together.wait()
        try:
            perform(outdial, desk, name, if_unchanged(EMPTY.fingerprint))
        except ConditionalOperationFailedException:
            return False
        return True

    names = [f"Name {number}" for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(change, names))

    winners = [name for name, was_made in zip(names, made, strict=True) if was_made]
    assert [Configuration(name=name) for name in winners] == [config_of(connect, desk)]


def test_what_was_read_in_one_region_is_not_what_the_other_reads(
    outdial: "Local", pair: "PairDesk"
) -> None:
    ids = {"InstanceId": pair.instance, "QueueId": pair.queue}
    config = {"OutboundCallerIdNumberId": pair.number}
    east, west = (Caller(Scope(ACCOUNT, region)) for region in ("us-east-1", "us-west-2"))
    outdial.app.perform(east, OPERATION, {**ids, "OutboundCallerConfig": config})
    read: Any = outdial.app.perform(east, "DescribeQueue", ids)["Queue"]["OutboundCallerConfig"]
    there: Any = outdial.app.perform(west, "DescribeQueue", ids)["Queue"]["OutboundCallerConfig"]
    change = {**ids, "OutboundCallerConfig": {"OutboundCallerIdName": "Acme"}}

    with pytest.raises(ConditionalOperationFailedException):
        outdial.app.perform(
            west, OPERATION, change, if_unchanged(Configuration.of(read).fingerprint)
        )
    outdial.app.perform(west, OPERATION, change, if_unchanged(Configuration.of(there).fingerprint))

    changed = outdial.app.perform(east, "DescribeQueue", ids)["Queue"]["OutboundCallerConfig"]
    assert Configuration.of(read).by_id == Configuration.of(there).by_id
    assert changed == {"OutboundCallerIdName": "Acme"}
