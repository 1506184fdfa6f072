"""Callers of UpdateQueueOutboundCallerConfig at once: each call counts whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from conftest import Desk
from number_desk import create_flow
from queue_desk import caller_of

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

WRITERS, TIMES = 8, 25


def test_writers_at_once_leave_one_whole_configuration(
    connect: "ConnectClient", desk: Desk
) -> None:
    second = connect.claim_phone_number(InstanceId=desk.instance, PhoneNumber="+12065550101")
    numbers = (desk.number, second["PhoneNumberId"])
    flows = (desk.whisper, create_flow(connect, desk.instance, "Second", "OUTBOUND_WHISPER"))
    configs: list[list[Any]] = [
        [
            {
                "OutboundCallerIdName": f"writer {writer} time {time}",
                "OutboundCallerIdNumberId": numbers[time % 2],
                "OutboundFlowId": flows[(writer + time) % 2],
            }
            for time in range(TIMES)
        ]
        for writer in range(WRITERS)
    ]
    whole = [None, *(config for mine in configs for config in mine)]

    def write(mine: list[Any]) -> None:
        for config in mine:
            connect.update_queue_outbound_caller_config(**desk.ids, OutboundCallerConfig=config)

    def read() -> list[object]:
        return [caller_of(connect, desk) for _ in range(TIMES * WRITERS)]

    with ThreadPoolExecutor(WRITERS + 1) as threads:
        writing = [threads.submit(write, mine) for mine in configs]
        reading = threads.submit(read)
        for written in writing:
            written.result()

    assert [shown for shown in reading.result() if shown not in whole] == []
    assert caller_of(connect, desk) in [mine[-1] for mine in configs]
